//! Joins guest programs with the zkVM's kernel, names them and runs them.
//!
//! It needs the pure Rust parts of risc0 only: a guest is executed instruction by
//! instruction exactly as for a proof, but nothing is proved, so no C++ is built. That makes
//! it cheap to test the committed programs themselves, not just their sources.

mod machine;
mod program;

pub use machine::{Limits, Run};
pub use program::Program;
