//! Input and output inside the zkVM. Malformed input is a panic here: the host sees a guest
//! fault with the message, and there is no receipt.

use alloc::boxed::Box;
use alloc::vec;

use bytemuck::{cast_slice, cast_slice_mut};
use risc0_zkvm::guest::env;

/// Names the function a guest begins with: `entry!(main)`.
pub use risc0_zkvm::entry;

use crate::hash::{digest_in_place, padded_words};
use crate::task::{HEADER_TAG, MESSAGE_TAG, Source, digest_of};
use crate::{Error, Header, Task};

/// Longest encoding of a header: every project version fits.
const LONGEST_HEADER: usize = HEADER_TAG.len() + 4 * 8 + 2 * 4 + 32 + 2 + u16::MAX as usize;

/// Reads the one task of this run from stdin and checks it.
///
/// The input is kept until the end of the run, so the task borrows from it freely. What
/// follows the task on stdin is not read.
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
    match Header::parse(header).and_then(|parsed| {
        Task::assemble(parsed, digest_of(header), &mut Stdin::new(parsed.body_size)?)
    }) {
        Ok(task) => task,
        Err(err) => panic!("task input: {err}"),
    }
}

/// Commits the journal that binds `output` to `task`. Call it once, at the end.
pub fn commit(task: &Task<'_>, output: &[u8]) {
    env::commit_slice(&task.journal(output));
}

fn read_bytes(len: usize) -> &'static [u8] {
    // Fresh memory is zero in the zkVM, so this costs nothing; too much of it is a fault.
    let mut bytes = vec![0_u8; len];
    env::read_slice(&mut bytes);
    Box::leak(bytes.into_boxed_slice())
}

/// The body as it comes from stdin, one message at a time, each into memory of its own where
/// it is digested in place: the host writes a message to aligned words for nothing, whereas
/// moving it there afterwards would cost as much as everything else done with it.
struct Stdin {
    count: u32,
    /// Bytes of the body that are still to be read.
    left: usize,
    /// The length field of the next message, read along with the message before it; shorter
    /// or empty if the body ends there.
    next: &'static [u8],
}

const LENGTH: usize = 4;

impl Stdin {
    fn new(body_size: u32) -> Result<Self, Error> {
        let mut count = [0; LENGTH];
        let rest = (body_size as usize).checked_sub(count.len()).ok_or(Error::Cut("body"))?;
        env::read_slice(&mut count);
        let next = read_bytes(rest.min(LENGTH));
        Ok(Self { count: u32::from_be_bytes(count), left: rest - next.len(), next })
    }
}

impl Source<'static> for Stdin {
    fn count(&self) -> u32 {
        self.count
    }

    fn next(&mut self) -> Result<(&'static [u8], [u8; 32]), Error> {
        let len = self.next.first_chunk().ok_or(Error::Cut("body"))?;
        let len = u32::from_be_bytes(*len) as usize;
        let after = self.left.checked_sub(len).ok_or(Error::Cut("body"))?;
        let more = after.min(LENGTH);

        // Tag, message, the next length field and room for the padding in one allocation.
        let end = MESSAGE_TAG.len() + len;
        let mut words = vec![0_u32; padded_words(end)];
        let (tag, rest) = cast_slice_mut::<u32, u8>(&mut words).split_at_mut(MESSAGE_TAG.len());
        tag.copy_from_slice(MESSAGE_TAG);
        let (read, _) = rest.split_at_mut(len + more);
        env::read_slice(read);
        self.next = Box::leak(Box::from(read.split_at(len).1));
        self.left = after - more;

        let digest = digest_in_place(&mut words, end);
        let bytes: &[u8] = cast_slice(Box::leak(words.into_boxed_slice()));
        Ok((bytes.get(MESSAGE_TAG.len()..end).unwrap_or_default(), digest))
    }

    fn end(&mut self) -> Result<(), Error> {
        if self.next.is_empty() { Ok(()) } else { Err(Error::Trailing("body")) }
    }
}
