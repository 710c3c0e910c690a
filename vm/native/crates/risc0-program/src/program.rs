//! From the bytes a project publishes to a program the zkVM runs.

use risc0_binfmt::ProgramBinary;
use risc0_zkos_v1compat::V1COMPAT_ELF;
use serde_json::json;
use sprout_abi::Failure;

use crate::{Options, elf::Summary};
use crate::{ZKVM_VERSION, elf, limits, methods_rs, options, r0bf, version};

/// In which form a program came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A guest ELF; the v1compat kernel is added.
    Elf,
    /// Risc0's container of a user ELF and a kernel.
    R0bf,
    /// A `methods.rs` source with either of them inlined.
    MethodsRs,
}

impl Format {
    /// The name used in descriptions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Elf => "elf",
            Self::R0bf => "r0bf",
            Self::MethodsRs => "methods.rs",
        }
    }
}

/// A program ready to run, with its program id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The R0BF container the zkVM loads.
    pub binary: Vec<u8>,
    /// Image id: the digest of the initial memory, in the byte order Risc0 prints.
    pub id: [u8; 32],
    /// In which form it came.
    pub format: Format,
    /// What the user ELF's header says.
    pub summary: Summary,
    /// risc0-zkvm version found in the user ELF.
    pub built_with: Option<semver::Version>,
    /// Which kernel runs below it.
    pub kernel: &'static str,
}

impl Program {
    /// Recognizes, checks and loads a program.
    pub fn load(bytes: &[u8], options: &Options) -> Result<Self, Failure> {
        if bytes.len() > limits::MAX_PROGRAM {
            return Err(options::too_much(
                "program",
                bytes.len(),
                limits::MAX_PROGRAM,
            ));
        }
        let program = match recognize(bytes)? {
            Format::MethodsRs => from_source(bytes, options)?,
            format => from_binary(bytes, format)?,
        };
        options.expect_program(&program.id)?;
        Ok(program)
    }

    /// Describes the program as `sprout_check_program` reports it.
    pub fn describe(&self) -> String {
        json!({
            "program_id": hex::encode(self.id),
            "format": self.format.name(),
            "entry": self.summary.entry,
            "memory_bytes": self.summary.memory_bytes,
            "kernel": self.kernel,
            "built_with": self.built_with.as_ref().map(ToString::to_string),
            "zkvm": ZKVM_VERSION,
        })
        .to_string()
    }
}

fn recognize(bytes: &[u8]) -> Result<Format, Failure> {
    if bytes.is_empty() {
        return Err(Failure::program("program is empty"));
    }
    if r0bf::looks_like(bytes) {
        return Ok(Format::R0bf);
    }
    if elf::looks_like(bytes) {
        return Ok(Format::Elf);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains("const ") || text.contains("static ") => Ok(Format::MethodsRs),
        _ => Err(Failure::program(format!(
            "not a Risc0 program: neither an ELF, nor R0BF, nor a methods.rs source (it starts \
             with {})",
            hex::encode(&bytes[..bytes.len().min(8)])
        ))),
    }
}

fn from_source(bytes: &[u8], options: &Options) -> Result<Program, Failure> {
    let names = options.exp_param.as_ref().ok_or_else(|| {
        Failure::argument(
            "program is a methods.rs source: exp_param must name its image_id and elf constants",
        )
    })?;
    // recognize has seen that it is UTF-8.
    let methods = methods_rs::parse(&String::from_utf8_lossy(bytes), names)?;
    let program = match recognize(&methods.elf)? {
        Format::MethodsRs => {
            return Err(Failure::program(format!(
                "{} holds text, expected an ELF or R0BF",
                names.elf
            )));
        }
        format => from_binary(&methods.elf, format)?,
    };
    if program.id != methods.image_id {
        let built_with = match &program.built_with {
            Some(version) => format!("risc0-zkvm {version}"),
            None => "an unknown risc0-zkvm version".to_owned(),
        };
        return Err(version::mismatch(&format!(
            "{} is {}, made with {built_with}; here the same program has image id {}",
            names.image_id,
            hex::encode(methods.image_id),
            hex::encode(program.id)
        )));
    }
    Ok(Program {
        format: Format::MethodsRs,
        ..program
    })
}

fn from_binary(bytes: &[u8], format: Format) -> Result<Program, Failure> {
    let binary = match format {
        Format::R0bf => r0bf::decode(bytes)?,
        _ => ProgramBinary::new(bytes, V1COMPAT_ELF),
    };
    let summary = elf::inspect(binary.user_elf)?;
    check_kernel(binary.kernel_elf)?;
    let built_with = version::check(binary.user_elf)?;
    let id = binary
        .compute_image_id()
        .map_err(|err| Failure::program(format!("cannot load program: {err:#}")))?;
    Ok(Program {
        binary: binary.encode(),
        id: id.into(),
        format,
        summary,
        built_with,
        kernel: r0bf::kernel_name(binary.kernel_elf),
    })
}

/// A container brings its own kernel, which is loaded as greedily as a user ELF.
fn check_kernel(kernel: &[u8]) -> Result<(), Failure> {
    if kernel == V1COMPAT_ELF {
        return Ok(());
    }
    match elf::inspect_kernel(kernel) {
        Ok(_) => Ok(()),
        Err(failure) => Err(Failure::new(
            failure.code,
            format!("kernel: {}", failure.message),
        )),
    }
}
