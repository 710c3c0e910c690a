//! The C ABI that every Sprout proving library exports.
//!
//! A proof system implements [`Engine`] and calls [`export_prover!`]; this crate supplies everything
//! that stands between the engine and a caller in another language: the memory treaty
//! ([`treaty`], written out in `vm/native/TREATY.md`), the error codes ([`Code`]), the guard that turns
//! panics into errors ([`guard`]), the delivery of progress on the caller's own thread and the
//! description of the exported functions from which `include/prover.h` is generated ([`header`]).

pub mod code;
pub mod engine;
mod export;
pub mod guard;
pub mod header;
#[doc(hidden)]
pub mod shim;
pub mod signature;
pub mod treaty;

pub use code::{Code, Failure};
pub use engine::{Engine, Progress, Proof, Stage};
pub use treaty::{SproutBuffer, SproutProgress};

/// Version of the ABI described by this crate; reported by `sprout_abi_version`.
///
/// It changes when a function, a struct or the meaning of a code changes. Additions to JSON
/// documents do not change it.
pub const ABI_VERSION: u32 = 1;
