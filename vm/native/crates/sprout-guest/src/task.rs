//! Header, messages and the task made of both: decoding, digests, journal.

use alloc::vec::Vec;

use crate::hash::Hasher;
use crate::reader::Reader;
use crate::{Error, abi};

/// Format version written in the first word of the journal.
pub const JOURNAL_VERSION: u64 = 1;

pub(crate) const MESSAGE_TAG: &[u8; 16] = b"sprout/msg/v1\0\0\0";
pub(crate) const ROOT_TAG: &[u8; 16] = b"sprout/msgs/v1\0\0";
pub(crate) const HEADER_TAG: &[u8; 16] = b"sprout/task/v1\0\0";

/// Bytes of a message in a body that carries nothing: its length field, id, time, an empty
/// DID and no data. Bounds how many messages a body of a given size can hold.
const SMALLEST_MESSAGE: u32 = 4 + 16 + 8 + 2 + 4;

/// What the enode signs: everything about a task except the messages themselves, which the
/// messages root stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header<'a> {
    /// Chain on which the project is registered.
    pub chain_id: u64,
    /// Project on that chain.
    pub project_id: u64,
    /// Position of the task among those of its project, from 1, without holes.
    pub sequence: u64,
    /// When the task was packed, in Unix milliseconds.
    pub created_ms: u64,
    /// Number of messages.
    pub message_count: u32,
    /// Bytes of the body's encoding.
    pub body_size: u32,
    /// SHA-256 over the digests of all messages in order.
    pub messages_root: [u8; 32],
    /// Version of the project file that the task is for.
    pub project_version: &'a str,
}

impl<'a> Header<'a> {
    /// Decodes a header that fills `bytes` exactly.
    ///
    /// # Errors
    /// If the bytes are not the encoding of a header.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(bytes, "header");
        if reader.array()? != *HEADER_TAG {
            return Err(Error::HeaderTag);
        }
        let header = Self {
            chain_id: reader.u64()?,
            project_id: reader.u64()?,
            sequence: reader.u64()?,
            created_ms: reader.u64()?,
            message_count: reader.u32()?,
            body_size: reader.u32()?,
            messages_root: reader.array()?,
            project_version: reader.str16("project version")?,
        };
        reader.end()?;
        Ok(header)
    }
}

/// One message of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// UUID given by the enode.
    pub id: [u8; 16],
    /// When the enode received it, in Unix milliseconds.
    pub received_ms: u64,
    /// DID of the sender, empty if anonymous.
    pub client_did: &'a str,
    /// What the sender sent.
    pub data: &'a [u8],
}

impl<'a> Message<'a> {
    /// Decodes a message that fills `bytes` exactly.
    ///
    /// # Errors
    /// If the bytes are not the encoding of a message.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(bytes, "message");
        let message = Self {
            id: reader.array()?,
            received_ms: reader.u64()?,
            client_did: reader.str16("client DID")?,
            data: reader.bytes32()?,
        };
        reader.end()?;
        Ok(message)
    }
}

/// SHA-256 of one piece.
pub(crate) fn digest_of(bytes: &[u8]) -> [u8; 32] {
    let mut hasher = Hasher::new();
    hasher.update(bytes);
    hasher.finish()
}

/// A task whose header and body were checked to belong together. It can only be had from
/// [`Task::parse`] or [`Task::from_parts`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task<'a> {
    header: Header<'a>,
    digest: [u8; 32],
    messages: Vec<Message<'a>>,
}

impl<'a> Task<'a> {
    /// Decodes and checks a whole guest input: header length, header, body.
    ///
    /// # Errors
    /// If any length, count, text or digest in the input is not consistent with the rest.
    pub fn parse(input: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(input, "header");
        let header = reader.bytes32()?;
        let body = reader.take(reader.remaining())?;
        Self::from_parts(header, body)
    }

    /// Decodes and checks the encodings of a header and of a body.
    ///
    /// # Errors
    /// As [`Task::parse`].
    pub fn from_parts(header: &'a [u8], body: &'a [u8]) -> Result<Self, Error> {
        let digest = digest_of(header);
        let header = Header::parse(header)?;
        if usize::try_from(header.body_size) != Ok(body.len()) {
            return Err(Error::BodySize { announced: header.body_size, found: body.len() });
        }
        Self::assemble(header, digest, &mut Body::new(body)?)
    }

    /// Takes the messages of a body, whose size is that of the header, from `source`.
    pub(crate) fn assemble(
        header: Header<'a>,
        digest: [u8; 32],
        source: &mut impl Source<'a>,
    ) -> Result<Self, Error> {
        let count = source.count();
        if count != header.message_count {
            return Err(Error::MessageCount { announced: header.message_count, found: count });
        }
        let mut messages = Vec::with_capacity(count_within(count, header.body_size)?);
        let mut root = Hasher::new();
        root.update(ROOT_TAG);
        for _ in 0..count {
            let (encoding, digest) = source.next()?;
            messages.push(Message::parse(encoding)?);
            root.update(&digest);
        }
        source.end()?;
        if root.finish() != header.messages_root {
            return Err(Error::MessagesRoot);
        }
        Ok(Self { header, digest, messages })
    }

    /// The header.
    #[must_use]
    pub const fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// SHA-256 of the header's encoding: the name of the task.
    #[must_use]
    pub const fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// The messages in their order.
    #[must_use]
    pub fn messages(&self) -> &[Message<'a>] {
        &self.messages
    }

    /// The journal that binds `output` to this task:
    /// `abi.encode(uint256 version, uint256 chainId, uint256 projectId, bytes32 taskDigest, bytes output)`.
    #[must_use]
    pub fn journal(&self, output: &[u8]) -> Vec<u8> {
        const HEAD_WORDS: usize = 5;
        let head = [
            abi::uint(u128::from(JOURNAL_VERSION)),
            abi::uint(u128::from(self.header.chain_id)),
            abi::uint(u128::from(self.header.project_id)),
            self.digest,
            abi::uint((HEAD_WORDS * abi::WORD) as u128),
        ];
        let mut journal = head.concat();
        abi::append_bytes(&mut journal, output);
        journal
    }
}

/// The count as a size, if a body of `body_size` bytes can hold so many messages: no more is
/// reserved than the input can fill, whatever it says.
fn count_within(count: u32, body_size: u32) -> Result<usize, Error> {
    const COUNT: u32 = 4;
    let most = body_size.saturating_sub(COUNT) / SMALLEST_MESSAGE;
    usize::try_from(count).ok().filter(|_| count <= most).ok_or(Error::Cut("body"))
}

/// Where the encodings of a body's messages come from.
pub(crate) trait Source<'a> {
    /// Number of messages the body announces.
    fn count(&self) -> u32;

    /// The next message's encoding and its digest.
    fn next(&mut self) -> Result<(&'a [u8], [u8; 32]), Error>;

    /// Nothing may be left after the last message.
    fn end(&mut self) -> Result<(), Error>;
}

/// A body that is in memory as a whole.
struct Body<'a> {
    count: u32,
    reader: Reader<'a>,
    hasher: Hasher,
}

impl<'a> Body<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(bytes, "body");
        Ok(Self { count: reader.u32()?, reader, hasher: Hasher::new() })
    }
}

impl<'a> Source<'a> for Body<'a> {
    fn count(&self) -> u32 {
        self.count
    }

    fn next(&mut self) -> Result<(&'a [u8], [u8; 32]), Error> {
        let encoding = self.reader.bytes32()?;
        self.hasher.update(MESSAGE_TAG);
        self.hasher.update(encoding);
        Ok((encoding, self.hasher.finish()))
    }

    fn end(&mut self) -> Result<(), Error> {
        self.reader.end()
    }
}
