//! Compiles WASM modules ahead of time to RV32IM programs for the Risc0 prover.
//!
//! ```text
//! WASM ─ module ─▶ validated ─ lower ─▶ SSA over words ─ opt ─▶ SSA ─ machine ─▶ items ─ link ─▶ ELF
//!                                                                                        ▲
//!                                                         runtime.elf (entry, host functions, floats)
//! ```
//!
//! The same module gives the same bytes on every machine. See the README for the design and the figures.

mod code;
mod error;
mod host;
mod ir;
mod layout;
mod link;
mod lower;
mod machine;
mod module;
mod opt;

pub use error::{Error, Result};
pub use host::{Env, Host};
pub use ir::RtFn;
pub use layout::{LIMIT_AT, MEMORY_BASE};
pub use link::{Export, GlobalExport, Program};

/// The two translations of a module that every program holds.
///
/// Both give the same results wherever the fast one gives any: it may fault where the module would not, never the
/// other way round. The host runs the exact one when the fast one has faulted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Takes addresses to be aligned as the module declares, and may trap before it must.
    Fast,
    /// Assumes nothing and names the reason of every trap.
    Exact,
}

/// The name of the function programs begin with.
const ENTRY: &str = "zkmain";

/// Compiles a program that runs the function `zkmain` once for each message of a task.
///
/// # Errors
/// If the module is not valid, imports what programs do not have, has no `zkmain` without parameters, or is too large.
pub fn compile(wasm: &[u8]) -> Result<Program> {
    let module = module::Module::parse(wasm, &Env)?;
    let entry = module
        .exports
        .iter()
        .find(|(name, _)| *name == ENTRY)
        .map(|(_, index)| *index)
        .ok_or_else(|| Error::Entry(format!("it exports no function {ENTRY}")))?;
    if !module.signature(entry).params().is_empty() {
        return Err(Error::Entry(format!("{ENTRY} has parameters")));
    }
    link::link(wasm, &module, Some(entry))
}

/// Compiles a module whose imports `host` supplies and that needs no entry: tests call its exports themselves.
///
/// # Errors
/// As [`compile`].
pub fn compile_library(wasm: &[u8], host: &dyn Host) -> Result<Program> {
    let module = module::Module::parse(wasm, host)?;
    link::link(wasm, &module, None)
}
