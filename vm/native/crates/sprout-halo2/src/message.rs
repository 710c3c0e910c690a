//! What a circuit is made from: messages, and the task they belong to.

use std::cell::Cell;

use serde::de::DeserializeOwned;

use crate::Fr;
use crate::halo2curves::ff::FromUniformBytes;

/// One message of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// What the device sent.
    pub data: Vec<u8>,
}

impl Message {
    /// A message with this data.
    pub fn new(data: impl Into<Vec<u8>>) -> Self {
        Message { data: data.into() }
    }

    /// The data as text.
    ///
    /// # Errors
    /// If it is not UTF-8.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.data)
    }

    /// The data read as JSON.
    ///
    /// # Errors
    /// If it is not JSON of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.data)
    }
}

/// The task that is being proved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// SHA-256 of the task's header.
    pub digest: [u8; 32],
    /// The chain the project is registered on.
    pub chain_id: u64,
    /// The project.
    pub project_id: u64,
}

thread_local! {
    static TASK: Cell<Option<Task>> = const { Cell::new(None) };
}

/// The task that is being proved, or None while the circuit's structure is recorded and where the project's
/// proofs are bound to no task.
pub fn task() -> Option<Task> {
    TASK.get()
}

/// Runs something as if for a task; for tests.
pub fn with_task<T>(task: Task, run: impl FnOnce() -> T) -> T {
    struct Restore(Option<Task>);
    impl Drop for Restore {
        fn drop(&mut self) {
            TASK.set(self.0);
        }
    }
    let _restore = Restore(TASK.replace(Some(task)));
    run()
}

/// Sets the task of all that follows.
#[cfg_attr(not(target_os = "wasi"), allow(dead_code))]
pub(crate) fn set_task(task: Option<Task>) {
    TASK.set(task);
}

/// The digest of the task that is being proved, as a big-endian number modulo the field's order; 0 without
/// a task. Contracts expect it as the first public value: it binds the proof to its task, so that nobody
/// can settle another task with it.
pub fn task_digest() -> Fr {
    TASK.get().map_or(Fr::zero(), |task| digest_to_field(&task.digest))
}

/// A 32-byte digest as a big-endian number modulo the field's order.
pub fn digest_to_field(digest: &[u8; 32]) -> Fr {
    let mut wide = [0; 64];
    for (to, from) in wide.iter_mut().zip(digest.iter().rev()) {
        *to = *from;
    }
    Fr::from_uniform_bytes(&wide)
}
