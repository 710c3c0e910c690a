//! Input and output inside the zkVM. Malformed input is a panic here: the host sees a guest
//! fault with the message, and there is no receipt.

use alloc::boxed::Box;
use alloc::vec::Vec;

use risc0_zkvm::guest::env;

use crate::task::HEADER_TAG;
use crate::{Header, Task};

/// Longest encoding of a header: every project version fits.
const LONGEST_HEADER: usize = HEADER_TAG.len() + 4 * 8 + 2 * 4 + 32 + 2 + u16::MAX as usize;

/// Reads the one task of this run from stdin and checks it.
///
/// The input is kept until the end of the run, so the task borrows from it freely.
///
/// # Panics
/// If stdin does not hold a task, with the reason, or the task does not fit in memory.
#[must_use]
pub fn read_task() -> Task<'static> {
    let mut length = [0; 4];
    env::read_slice(&mut length);
    let length = u32::from_be_bytes(length) as usize;
    assert!(length <= LONGEST_HEADER, "task input: header of {length} bytes is too long");

    let header = read_bytes(length);
    let body_size = match Header::parse(header) {
        Ok(parsed) => parsed.body_size as usize,
        Err(err) => panic!("task input: {err}"),
    };
    match Task::from_parts(header, read_bytes(body_size)) {
        Ok(task) => task,
        Err(err) => panic!("task input: {err}"),
    }
}

/// Commits the journal that binds `output` to `task`. Call it once, at the end.
pub fn commit(task: &Task<'_>, output: &[u8]) {
    env::commit_slice(&task.journal(output));
}

fn read_bytes(len: usize) -> &'static [u8] {
    let mut bytes = Vec::new();
    assert!(bytes.try_reserve_exact(len).is_ok(), "task input: {len} bytes do not fit in memory");
    bytes.resize(len, 0_u8);
    env::read_slice(&mut bytes);
    Box::leak(bytes.into_boxed_slice())
}
