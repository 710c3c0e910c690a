//! What a front end is called with to make a witness.

use crate::Fr;
use crate::halo2curves::ff::PrimeField;
use crate::message::{Message, Task};

/// One call's view of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The task, if the proof is bound to one.
    pub task: Option<Task>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The circuit's challenges as far as they are known.
    pub challenges: Vec<Option<Fr>>,
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()? as usize;
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }
}

impl Input {
    /// Reads what the sandbox passes: everything little-endian, `u32` version 1 ‖ `u32` flags (bit 0: a task
    /// is bound) ‖ 32-byte task digest ‖ `u64` chain id ‖ `u64` project id ‖ `u32` number of messages ‖
    /// (`u32` length ‖ bytes)… ‖ `u32` number of challenges ‖ (`u8` known ‖ 32 bytes)…
    ///
    /// # Errors
    /// If the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, &'static str> {
        let mut reader = Reader(bytes);
        if reader.number() != Some(1) {
            return Err("the input has a version this front end does not know");
        }
        let input = Self::body(&mut reader).ok_or("the input cannot be read")?;
        if !reader.0.is_empty() {
            return Err("bytes follow the input");
        }
        Ok(input)
    }

    fn body(reader: &mut Reader<'_>) -> Option<Self> {
        let bound = match reader.number()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let task = Task {
            digest: reader.take()?,
            chain_id: u64::from_le_bytes(reader.take()?),
            project_id: u64::from_le_bytes(reader.take()?),
        };
        let mut input = Input { task: bound.then_some(task), ..Input::default() };
        for _ in 0..reader.number()? {
            input.messages.push(Message { data: reader.bytes()?.to_vec() });
        }
        for _ in 0..reader.number()? {
            let [known] = reader.take()?;
            let value = Option::<Fr>::from(Fr::from_repr(reader.take()?))?;
            input.challenges.push((known == 1).then_some(value));
        }
        Some(input)
    }
}
