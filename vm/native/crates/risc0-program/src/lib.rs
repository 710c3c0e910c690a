//! Everything about Risc0 programs and receipts that needs no prover.
//!
//! The shell in `crates/risc0` links risc0-zkvm, whose C++ kernels take many minutes to build; so all
//! logic that can live without them lives here, where `cargo test` is quick: reading programs
//! ([`program`]), options ([`options`]), inputs ([`input`]), guest output and faults ([`guest`]) and
//! the receipt container ([`receipt`]).

pub mod elf;
pub mod guest;
pub mod input;
pub mod limits;
pub mod methods_rs;
pub mod options;
pub mod program;
pub mod r0bf;
pub mod receipt;
pub mod version;

pub use options::{InputMode, Options, ReceiptKind};
pub use program::Program;

/// Version of risc0-zkvm this crate belongs to; the shell checks that it links the same one.
pub const ZKVM_VERSION: &str = "3.0.6";
