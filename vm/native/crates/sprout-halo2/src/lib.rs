//! What a halo2 circuit needs to be published as a Sprout front end.
//!
//! A project is an ordinary halo2 circuit over BN254's scalar field and a function that makes one from a
//! task's messages; [`front_end!`] exports it. Compiled to `wasm32-wasip1` as a `cdylib`, that is what gets
//! published: it can configure and synthesize, and the nodes prove natively. [`mock()`] checks a circuit
//! in `cargo test`.

mod arena;
#[cfg(target_os = "wasi")]
#[doc(hidden)]
pub mod front_end;
mod input;
mod macros;
mod message;
mod mock;
pub mod record;
mod recorder;
mod system;

pub use halo2_axiom;
/// halo2 under the name most circuits know it by.
pub use halo2_axiom as halo2_proofs;
pub use halo2_axiom::halo2curves;
pub use halo2_axiom::halo2curves::bn256::Fr;
pub use input::Input;
pub use message::{Message, Task, digest_to_field, task, task_digest, with_task};
pub use mock::{Checked, mock};
pub use serde_json;
pub use system::constraint_system;
