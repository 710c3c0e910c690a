//! The writing side: what an enode does in Go, here for tests and tools in Rust.

use alloc::vec::Vec;

use crate::hash::Hasher;
use crate::task::{HEADER_TAG, MESSAGE_TAG, ROOT_TAG};
use crate::{Error, Message};

/// A task that is still to be encoded; counts, sizes and root follow from the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draft<'a> {
    /// See [`Header`](crate::Header).
    pub chain_id: u64,
    /// See [`Header`](crate::Header).
    pub project_id: u64,
    /// See [`Header`](crate::Header).
    pub project_version: &'a str,
    /// See [`Header`](crate::Header).
    pub sequence: u64,
    /// See [`Header`](crate::Header).
    pub created_ms: u64,
    /// The messages in their order.
    pub messages: &'a [Message<'a>],
}

impl Draft<'_> {
    /// The header's encoding.
    ///
    /// # Errors
    /// [`Error::TooLong`] if a part does not fit in its length field.
    pub fn header(&self) -> Result<Vec<u8>, Error> {
        let mut root = Hasher::new();
        root.update(ROOT_TAG);
        for message in self.messages {
            root.update(&message.digest()?);
        }
        let body_size = length32(self.body()?.len(), "body")?;

        let mut out = Vec::from(HEADER_TAG);
        for number in [self.chain_id, self.project_id, self.sequence, self.created_ms] {
            out.extend_from_slice(&number.to_be_bytes());
        }
        out.extend_from_slice(&length32(self.messages.len(), "message count")?.to_be_bytes());
        out.extend_from_slice(&body_size.to_be_bytes());
        out.extend_from_slice(&root.finish());
        append_str16(&mut out, self.project_version, "project version")?;
        Ok(out)
    }

    /// The body's encoding.
    ///
    /// # Errors
    /// [`Error::TooLong`] if a part does not fit in its length field.
    pub fn body(&self) -> Result<Vec<u8>, Error> {
        let mut out = Vec::from(length32(self.messages.len(), "message count")?.to_be_bytes());
        for message in self.messages {
            append_bytes32(&mut out, &message.encode()?, "message")?;
        }
        Ok(out)
    }

    /// What a guest in input mode `task` reads: header length, header, body.
    ///
    /// # Errors
    /// [`Error::TooLong`] if a part does not fit in its length field.
    pub fn guest_input(&self) -> Result<Vec<u8>, Error> {
        let mut out = Vec::new();
        append_bytes32(&mut out, &self.header()?, "header")?;
        out.extend_from_slice(&self.body()?);
        Ok(out)
    }
}

impl Message<'_> {
    /// The message's encoding.
    ///
    /// # Errors
    /// [`Error::TooLong`] if DID or data do not fit in their length fields.
    pub fn encode(&self) -> Result<Vec<u8>, Error> {
        let mut out = Vec::from(self.id);
        out.extend_from_slice(&self.received_ms.to_be_bytes());
        append_str16(&mut out, self.client_did, "client DID")?;
        append_bytes32(&mut out, self.data, "message data")?;
        Ok(out)
    }

    /// SHA-256 of the message's encoding under the message tag.
    ///
    /// # Errors
    /// As [`Message::encode`].
    pub fn digest(&self) -> Result<[u8; 32], Error> {
        let mut hasher = Hasher::new();
        hasher.update(MESSAGE_TAG);
        hasher.update(&self.encode()?);
        Ok(hasher.finish())
    }
}

fn length32(len: usize, part: &'static str) -> Result<u32, Error> {
    u32::try_from(len).map_err(|_| Error::TooLong(part))
}

fn append_bytes32(out: &mut Vec<u8>, bytes: &[u8], part: &'static str) -> Result<(), Error> {
    out.extend_from_slice(&length32(bytes.len(), part)?.to_be_bytes());
    out.extend_from_slice(bytes);
    Ok(())
}

fn append_str16(out: &mut Vec<u8>, text: &str, part: &'static str) -> Result<(), Error> {
    let len = u16::try_from(text.len()).map_err(|_| Error::TooLong(part))?;
    out.extend_from_slice(&len.to_be_bytes());
    out.extend_from_slice(text.as_bytes());
    Ok(())
}
