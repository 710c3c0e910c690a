//! Reads the task, and what the host asks for behind it, from stdin, and checks it as
//! `sprout_guest::Task` does. That type serves tasks from anywhere; this one is made for a run
//! that often does little else: one read, no copies but those into the blocks of SHA-256.

use risc0_zkvm_platform::fileno::STDIN;
use risc0_zkvm_platform::syscall::sys_read;
use sprout_guest::{Error, Header, Message};

use crate::sha::{self, Blocks};

/// Words of the first read: all of a small task, so that it takes no second one.
const FIRST: usize = 80;
/// Where the size of the body stands: behind the header's length, its tag, four numbers and the number of messages.
const BODY_SIZE_AT: usize = LENGTH + 16 + 4 * 8 + 4;
/// Bytes of a length or a count.
const LENGTH: usize = 4;
/// What the host asks for is one byte.
const FLAGS: usize = 1;

const MESSAGE_TAG: &[u8; 16] = b"sprout/msg/v1\0\0\0";
const ROOT_TAG: &[u8; 16] = b"sprout/msgs/v1\0\0";

/// A task whose header and messages belong together.
pub struct Task {
    /// What the enode has signed.
    pub header: Header<'static>,
    /// SHA-256 of the header's encoding.
    pub digest: sha::Words,
    /// The byte behind the task, or 0.
    pub flags: u8,
    messages: &'static [u8],
}

impl Task {
    /// The task on stdin. The input is kept until the end of the run, so the task borrows from it freely.
    pub fn read() -> Self {
        let (header, body, flags) = input();
        match check(header, body) {
            Ok((header, digest, messages)) => Self { header, digest, flags, messages },
            Err(err) => panic!("task input: {err}"),
        }
    }

    /// The data of the next message, which is then no longer there.
    pub fn next(&mut self) -> Option<&'static [u8]> {
        let (encoding, rest) = split(self.messages)?;
        self.messages = rest;
        match Message::parse(encoding) {
            Ok(message) => Some(message.data),
            Err(err) => panic!("task input: {err}"),
        }
    }
}

/// Encodings of header and body, and the byte behind them.
fn input() -> (&'static [u8], &'static [u8], u8) {
    let mut words = vec![0_u32; FIRST];
    let mut read = fill(&mut words);
    let header = length(bytes(&words), 0);
    let body = length(bytes(&words), BODY_SIZE_AT);
    let sizes = [LENGTH, header, body, FLAGS].into_iter().try_fold(0, usize::checked_add);
    let wanted = sizes.unwrap_or(usize::MAX);
    if wanted > read && read == size_of_val(&*words) {
        words.resize(wanted.div_ceil(4), 0);
        read += fill(&mut words[FIRST..]);
    }
    let input = bytes(words.leak()).split_at(read).0;
    let Some((task, flags)) = input.split_at_checked(wanted - FLAGS) else {
        panic!("task input: {}", Error::Cut("body"))
    };
    let (header, body) = task[LENGTH..].split_at(header);
    (header, body, flags.first().copied().unwrap_or(0))
}

/// The header, its digest and the encodings of messages.
fn check<'a>(
    header: &'a [u8],
    body: &'a [u8],
) -> Result<(Header<'a>, sha::Words, &'a [u8]), Error> {
    let mut blocks = Blocks::new();
    let digest = blocks.digest(&[], header);
    let header = Header::parse(header)?;
    let (count, messages) = body.split_at_checked(LENGTH).ok_or(Error::Cut("body"))?;
    let count = length(count, 0) as u32;
    if count != header.message_count {
        return Err(Error::MessageCount { announced: header.message_count, found: count });
    }
    // No more is reserved than the input can fill, whatever it says.
    let mut digests = Vec::with_capacity((messages.len() / LENGTH).min(count as usize));
    let mut rest = messages;
    for _ in 0..count {
        let (encoding, next) = split(rest).ok_or(Error::Cut("body"))?;
        digests.push(blocks.digest(MESSAGE_TAG, encoding));
        rest = next;
    }
    if !rest.is_empty() {
        return Err(Error::Trailing("body"));
    }
    let root = blocks.digest(ROOT_TAG, bytes(digests.as_flattened()));
    let announced = sha::from_bytes(header.messages_root);
    if root.iter().zip(announced).any(|(word, announced)| *word != announced) {
        return Err(Error::MessagesRoot);
    }
    Ok((header, digest, messages))
}

/// Bytes behind their length, and what follows them.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = bytes.split_at_checked(LENGTH)?;
    rest.split_at_checked(length(len, 0))
}

fn length(bytes: &[u8], at: usize) -> usize {
    bytes[at..].first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize)
}

/// Reads until the words are full or the input is at its end; the bytes read.
fn fill(words: &mut [u32]) -> usize {
    // SAFETY: pointer and length are of the words.
    unsafe { sys_read(STDIN, words.as_mut_ptr().cast(), size_of_val(words)) }
}

/// Words as the bytes they are.
fn bytes(words: &[u32]) -> &[u8] {
    // SAFETY: words are bytes, and bytes have no alignment.
    unsafe { core::slice::from_raw_parts(words.as_ptr().cast(), size_of_val(words)) }
}
