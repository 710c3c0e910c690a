//! Reads a Sprout task inside a zkVM guest and commits a result that is bound to it.
//!
//! A guest in input mode `task` gets one task: its header, which the enode has signed, and
//! its messages. This crate checks that the two belong together, hands out the messages and
//! writes a journal that names chain, project and task, so that a receipt for one task
//! cannot be passed off as the receipt of another.
//!
//! ```
//! # use sprout_guest::{Draft, Message, Task};
//! # let messages = [Message { id: [1; 16], received_ms: 7, client_did: "", data: b"21" }];
//! # let draft = Draft { chain_id: 1, project_id: 2, project_version: "1", sequence: 3,
//! #     created_ms: 9, messages: &messages };
//! # let input = draft.guest_input()?;
//! let task = Task::parse(&input)?; // in a guest: sprout_guest::guest::read_task()
//! let total: usize = task.messages().iter().map(|m| m.data.len()).sum();
//! let journal = task.journal(&[total as u8]); // in a guest: guest::commit(&task, &output)
//! # assert_eq!(journal.len(), 7 * 32);
//! # Ok::<(), sprout_guest::Error>(())
//! ```
//!
//! The crate is `no_std` with `alloc` and knows no floating point, no clock and no
//! randomness. Outside the zkVM it is the same code with an ordinary SHA-256, so a guest's
//! logic can be tested on any machine. Parsing returns errors; only [`guest`](self) code
//! running in the zkVM turns them into panics, which the host reports as a guest fault.

#![no_std]

extern crate alloc;

pub mod abi;
mod draft;
mod error;
#[cfg(target_os = "zkvm")]
pub mod guest;
mod hash;
mod reader;
mod task;

pub use draft::Draft;
pub use error::Error;
pub use task::{Header, JOURNAL_VERSION, Message, Task};
