//! How input bytes are laid out on the guest's stdin.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use sprout_abi::Failure;

use crate::{InputMode, limits, options};

/// Checks the input and lays it out for the guest.
pub fn encode(mode: InputMode, input: &[u8]) -> Result<Cow<'_, [u8]>, Failure> {
    if input.len() > limits::MAX_INPUT {
        return Err(options::too_much("input", input.len(), limits::MAX_INPUT));
    }
    match mode {
        InputMode::Raw | InputMode::Task => Ok(Cow::Borrowed(input)),
        InputMode::Json => {
            check_json(input)?;
            Ok(Cow::Owned(serde_string(input)))
        }
    }
}

/// The guest is promised a JSON array of strings; what it would trip over is refused before proving.
fn check_json(input: &[u8]) -> Result<(), Failure> {
    serde_json::from_slice::<Vec<Text>>(input)
        .map(drop)
        .map_err(|err| Failure::argument(format!("input is not a JSON array of strings: {err}")))
}

/// Any JSON string, not kept: a list of these takes no memory.
struct Text;

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

impl Visitor<'_> for Text {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, _: &str) -> Result<Text, E> {
        Ok(Text)
    }
}

/// A string as risc0's serde writes it: length, then the bytes padded to words, all little-endian.
fn serde_string(text: &[u8]) -> Vec<u8> {
    // At most MAX_INPUT, which fits 32 bits.
    let len = text.len() as u32;
    let mut words = Vec::with_capacity(4 + text.len().next_multiple_of(4));
    words.extend_from_slice(&len.to_le_bytes());
    words.extend_from_slice(text);
    words.resize(words.len().next_multiple_of(4), 0);
    words
}
