//! Risc0's program container ("R0BF"): a header, the user ELF and the kernel ELF.

use risc0_binfmt::{AbiKind, ProgramBinary};
use sprout_abi::Failure;

use crate::version;

const MAGIC: &[u8] = b"R0BF";
/// The only container version there is.
const FORMAT: u32 = 1;
/// Kernel ABI versions this zkVM runs: 1.x.
const ABI_MAJOR: u64 = 1;

/// Whether `bytes` start as a container does.
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Takes a container apart and checks that its kernel speaks an ABI this zkVM knows.
pub fn decode(bytes: &[u8]) -> Result<ProgramBinary<'_>, Failure> {
    let format = bytes
        .get(MAGIC.len()..MAGIC.len() + 4)
        .and_then(|raw| raw.try_into().ok())
        .map(u32::from_le_bytes)
        .ok_or_else(|| Failure::program("R0BF program is cut short"))?;
    if format != FORMAT {
        return Err(version::mismatch(&format!(
            "it is an R0BF container of format {format}, known is {FORMAT}"
        )));
    }
    let binary = ProgramBinary::decode(bytes)
        .map_err(|err| Failure::program(format!("cannot read R0BF program: {err:#}")))?;
    let (kind, abi) = (binary.header.abi_kind, &binary.header.abi_version);
    if kind != AbiKind::V1Compat || abi.major != ABI_MAJOR {
        return Err(version::mismatch(&format!(
            "its kernel ABI is {kind:?} {abi}, known is V1Compat {ABI_MAJOR}"
        )));
    }
    Ok(binary)
}

/// Name of a kernel for descriptions: the one this library adds to plain ELFs, or another.
pub fn kernel_name(kernel: &[u8]) -> &'static str {
    match kernel == risc0_zkos_v1compat::V1COMPAT_ELF {
        true => "v1compat-2.2.3",
        false => "own",
    }
}
