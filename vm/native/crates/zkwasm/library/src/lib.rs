//! The compiler of WASM modules behind the C ABI of Sprout's proving libraries.
//!
//! `check_program` compiles: what comes out is a program of the Risc0 runtime, whose library runs, proves and
//! verifies it. The other calls are refused.

use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use sprout_abi::{ABI_VERSION, Code, Engine, Failure, Progress, Proof, export_prover};
use sprout_zkwasm::Error;

/// Largest module that is compiled, in bytes.
pub const MAX_MODULE: usize = 8 << 20;

/// Digest of the sources this library was built from, given by build-zkwasm.sh.
const SOURCES: Option<&str> = option_env!("SPROUT_SOURCES_DIGEST");

/// The compiler.
pub struct ZkWasm;

/// The options document.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    artifacts: Vec<Artifact>,
}

/// What is handed out besides the description.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Artifact {
    /// The compiled program, an ELF file.
    Program,
}

impl Engine for ZkWasm {
    fn describe() -> Result<String, Failure> {
        let about = json!({
            "name": "zkwasm",
            "version": env!("CARGO_PKG_VERSION"),
            "abi": ABI_VERSION,
            "sources_digest": SOURCES.unwrap_or("none"),
            "receipt_kinds": [],
            "limits": { "max_program_bytes": MAX_MODULE },
        });
        Ok(about.to_string())
    }

    fn check_program(program: &[u8], options: &[u8]) -> Result<String, Failure> {
        let options = parse(options)?;
        if program.len() > MAX_MODULE {
            let text = format!("module has {} bytes, limit {MAX_MODULE}", program.len());
            return Err(Failure::program(text));
        }
        let compiled = sprout_zkwasm::compile(program).map_err(failure)?;
        let mut about = json!({
            "format": "wasm-module",
            "module_sha256": hex::encode(Sha256::digest(program)),
            "program_bytes": compiled.elf.len(),
        });
        if options.artifacts.contains(&Artifact::Program) {
            about["program"] = hex::encode(&compiled.elf).into();
        }
        Ok(about.to_string())
    }

    fn execute(_: &[u8], _: &[u8], _: &[u8], _: &Progress) -> Result<String, Failure> {
        Err(compiles_only())
    }

    fn prove(_: &[u8], _: &[u8], _: &[u8], _: &Progress) -> Result<Proof, Failure> {
        Err(compiles_only())
    }

    fn verify(_: &[u8], _: &[u8]) -> Result<String, Failure> {
        Err(compiles_only())
    }
}

fn parse(options: &[u8]) -> Result<Options, Failure> {
    match options {
        [] => Ok(Options::default()),
        text => serde_json::from_slice(text)
            .map_err(|err| Failure::argument(format!("options are not understood: {err}"))),
    }
}

fn compiles_only() -> Failure {
    Failure::argument("this library compiles; the risc0 library runs, proves and verifies")
}

fn failure(err: Error) -> Failure {
    match err {
        Error::Internal(_) => Failure::new(Code::Internal, err.to_string()),
        _ => Failure::program(err.to_string()),
    }
}

export_prover!(ZkWasm);
