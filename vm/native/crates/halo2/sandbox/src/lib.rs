//! Runs published halo2 front ends, and modules of the old form, in WebAssembly: untrusted code with bounded
//! instructions, memory, stack and output, and nothing to call but what is listed here.
//!
//! [`FrontEnd`] is a circuit's front end (`wasm32-wasip1`): checked once, it then records its constraint system,
//! its structure and its witnesses. Every call runs in a fresh instance that has seen no other call, so what it
//! gives out depends on its input alone: the clock stands still, random numbers repeat, there are no files.
//!
//! [`OldForm`] is a wasm-bindgen module (nodejs target) that exports `prove(string) -> string` and makes the whole
//! proof itself. Its imports are satisfied by a fixed stand-in for the JavaScript its toolchain generates; its
//! randomness is the operating system's.
//!
//! Whatever a module does wrong comes back as [`Refused`], whose text is meant for the module's author.
//!
//! The process needs no signal handlers for this and no address space beyond the memory limit of the runs it makes
//! at once, but it must be allowed to make memory executable: compiled code is mapped writable, filled, and then
//! made executable and read-only (`mprotect`).

mod engine;
mod front_end;
mod input;
mod inspect;
mod limits;
mod machine;
mod old_form;
mod refused;
mod trap;
mod wasi;

pub use engine::compilations;
pub use front_end::FrontEnd;
pub use input::{Task, WitnessInput};
pub use limits::Limits;
pub use old_form::OldForm;
pub use refused::Refused;

/// What a run used and printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Instructions it took; copies and fills count their bytes.
    pub fuel: u64,
    /// The most linear memory it had, in bytes.
    pub memory_bytes: u64,
    /// Bytes it gave out.
    pub output_bytes: u64,
    /// What it printed, bounded; the text is the module's and may be anything.
    pub log: String,
}
