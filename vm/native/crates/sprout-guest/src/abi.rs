//! The few Solidity ABI encodings that guests need: static words and `bytes`.
//!
//! A guest's output is usually a struct of static fields; its encoding is just the words
//! of the fields one after the other, which Solidity's `abi.decode` reads back:
//!
//! ```
//! use sprout_guest::abi;
//! let output = [abi::uint(201208), abi::int(-33), abi::boolean(true)].concat();
//! assert_eq!(output.len(), 96);
//! ```

use alloc::vec::Vec;

/// One word of the ABI.
pub type Word = [u8; 32];

/// Bytes of a word.
pub const WORD: usize = 32;

/// Any unsigned integer up to 128 bits as `uint256` (or a narrower `uintN` it fits in).
#[must_use]
pub fn uint(value: u128) -> Word {
    extend(0, value.to_be_bytes())
}

/// Any signed integer up to 128 bits as `int256`, in two's complement.
#[must_use]
pub fn int(value: i128) -> Word {
    extend(if value < 0 { 0xff } else { 0 }, value.to_be_bytes())
}

/// `bool`: 1 or 0.
#[must_use]
pub fn boolean(value: bool) -> Word {
    uint(u128::from(value))
}

/// Text of at most 32 bytes as `bytes32`, the way Solidity writes a string literal: text
/// first, zeros after it. `None` if the text is longer.
#[must_use]
pub const fn short_text(text: &str) -> Option<Word> {
    let mut word = [0; WORD];
    match word.split_at_mut_checked(text.len()) {
        Some((head, _)) => {
            head.copy_from_slice(text.as_bytes());
            Some(word)
        }
        None => None,
    }
}

/// Appends the tail of a `bytes` argument: its length and the bytes padded to whole words.
pub fn append_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&uint(bytes.len() as u128));
    out.extend_from_slice(bytes);
    out.resize(out.len() + bytes.len().next_multiple_of(WORD) - bytes.len(), 0);
}

fn extend(filler: u8, low: [u8; 16]) -> Word {
    let mut word = [filler; WORD];
    if let Some(half) = word.last_chunk_mut() {
        *half = low;
    }
    word
}
