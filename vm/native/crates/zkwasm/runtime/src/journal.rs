//! The journal: what a run says to everybody.

use risc0_zkvm_platform::fileno;
use risc0_zkvm_platform::syscall::sys_write;
use sprout_guest::JOURNAL_VERSION;

use crate::sha;
use crate::task::Task;

/// A word of Solidity's ABI as it stands in memory: its bytes, in words.
type Word = [u32; 8];

const WORD_BYTES: usize = 32;
/// Words before the output: version, chain, project, digest of the task, offset and length of the output.
const HEAD: usize = 6;
/// Where the length of the output stands among them.
const LENGTH_AT: usize = HEAD - 1;
/// Room for what a small task says, so that it is never moved.
const ROOM: usize = 14;

/// A journal under construction: what `sprout_guest::Task::journal` makes, written where it stays.
pub struct Journal {
    words: Vec<Word>,
}

impl Journal {
    /// A journal without anything.
    pub const fn new() -> Self {
        Self { words: Vec::new() }
    }

    /// Begins the journal of a task.
    pub fn begin(&mut self, task: &Task) {
        self.words.reserve(ROOM);
        self.number(JOURNAL_VERSION);
        self.number(task.header.chain_id);
        self.number(task.header.project_id);
        self.words.push(task.digest);
        self.number((LENGTH_AT * WORD_BYTES) as u64);
        self.number(0);
    }

    /// Appends a number; its place.
    #[inline(never)]
    pub fn number(&mut self, value: u64) -> usize {
        self.words.push(number(value));
        self.words.len() - 1
    }

    /// Appends a digest.
    pub fn digest(&mut self, digest: &[u8; 32]) {
        self.words.push(sha::from_bytes(*digest));
    }

    /// Writes how many words follow `place` over the number there.
    pub fn count(&mut self, place: usize) {
        self.words[place] = number((self.words.len() - place - 1) as u64);
    }

    /// Hands the journal to the host; its digest.
    pub fn commit(&mut self) -> sha::Words {
        self.words[LENGTH_AT] = number(((self.words.len() - HEAD) * WORD_BYTES) as u64);
        let len = self.words.len() * WORD_BYTES;
        // SAFETY: pointer and length are of the words.
        unsafe { sys_write(fileno::JOURNAL, self.words.as_ptr().cast(), len) }
        // A block is two words of the journal: the padding takes what is left of one, or one of its own.
        self.words.push([0; 8]);
        if self.words.len() % 2 != 0 {
            self.words.push([0; 8]);
        }
        sha::digest(self.words.as_flattened_mut(), len)
    }
}

fn number(value: u64) -> Word {
    let (high, low) = ((value >> 32) as u32, value as u32);
    [0, 0, 0, 0, 0, 0, high.to_be(), low.to_be()]
}
