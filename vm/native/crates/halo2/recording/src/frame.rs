//! Frames: what a recording is cut into on its way, each with a checksum over everything before it.

use crate::error::Error;
use crate::limits::Limits;
use crate::wire::{Cursor, put_varint};

/// Most payload bytes of a frame.
pub const MAX_FRAME: usize = 1 << 16;
/// Room kept in a frame for the longest record; no record crosses frames.
const MAX_RECORD: usize = 192;
const HEADER: usize = 8;
const MAGIC: &[u8; 4] = b"SPH2";
/// Version of the format.
pub const VERSION: u16 = 1;
const END: u8 = 0;

/// What a recording holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    System,
    Structure,
    Witness { phase: u8 },
}

impl Kind {
    fn number(self) -> u8 {
        match self {
            Kind::System => 1,
            Kind::Structure => 2,
            Kind::Witness { .. } => 3,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::System => "a constraint system's",
            Kind::Structure => "a structure's",
            Kind::Witness { .. } => "of this phase's witness",
        }
    }
}

fn checksum(chain: u32, length: u32, payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&chain.to_le_bytes());
    hasher.update(&length.to_le_bytes());
    hasher.update(payload);
    hasher.finalize()
}

/// Collects records into frames and hands each frame on as soon as it is full.
pub(crate) struct FrameWriter<S: FnMut(&[u8])> {
    buffer: Vec<u8>,
    chain: u32,
    records: u64,
    sink: S,
}

impl<S: FnMut(&[u8])> FrameWriter<S> {
    pub(crate) fn new(kind: Kind, sink: S) -> Self {
        let mut buffer = Vec::with_capacity(HEADER + MAX_FRAME);
        buffer.extend_from_slice(&[0; HEADER]);
        buffer.extend_from_slice(MAGIC);
        buffer.extend_from_slice(&VERSION.to_le_bytes());
        buffer.push(kind.number());
        if let Kind::Witness { phase } = kind {
            buffer.push(phase);
        }
        FrameWriter { buffer, chain: 0, records: 0, sink }
    }

    /// Begins a record; what is pushed to the buffer belongs to it.
    #[inline]
    pub(crate) fn record(&mut self, tag: u8) -> &mut Vec<u8> {
        if self.buffer.len() > HEADER + MAX_FRAME - MAX_RECORD {
            self.flush();
        }
        self.records += 1;
        self.buffer.push(tag);
        &mut self.buffer
    }

    fn flush(&mut self) {
        let length = (self.buffer.len() - HEADER) as u32;
        self.chain = checksum(self.chain, length, &self.buffer[HEADER..]);
        self.buffer[..4].copy_from_slice(&length.to_le_bytes());
        self.buffer[4..HEADER].copy_from_slice(&self.chain.to_le_bytes());
        (self.sink)(&self.buffer);
        self.buffer.truncate(HEADER);
    }

    /// Writes the end record and the last frame.
    pub(crate) fn finish(mut self) {
        let records = self.records;
        put_varint(self.record(END), records);
        self.flush();
    }
}

/// Reads a recording record by record.
pub(crate) struct RecordReader<'a> {
    rest: &'a [u8],
    frame: Cursor<'a>,
    frames: u64,
    chain: u32,
    records: u64,
}

impl<'a> RecordReader<'a> {
    /// Checks size and head of a recording.
    pub(crate) fn new(bytes: &'a [u8], kind: Kind, limits: &Limits) -> Result<Self, Error> {
        if bytes.len() as u64 > limits.max_bytes {
            return Err(Error::Limit { what: "bytes of a recording", limit: limits.max_bytes });
        }
        let mut reader =
            RecordReader { rest: bytes, frame: Cursor::new(&[]), frames: 0, chain: 0, records: 0 };
        reader.next_frame()?;
        let head = &mut reader.frame;
        if head.array::<4>().map_err(|_| Error::NotARecording)? != *MAGIC {
            return Err(Error::NotARecording);
        }
        let version = u16::from_le_bytes(head.array().map_err(|_| Error::NotARecording)?);
        if version != VERSION {
            return Err(Error::Version(version));
        }
        let expected = Error::Kind { expected: kind.name() };
        if head.byte() != Ok(kind.number()) {
            return Err(expected);
        }
        match kind {
            Kind::Witness { phase } if head.byte() != Ok(phase) => Err(expected),
            _ => Ok(reader),
        }
    }

    fn next_frame(&mut self) -> Result<(), Error> {
        let (header, rest) = self.rest.split_first_chunk::<HEADER>().ok_or(Error::Truncated)?;
        let [a, b, c, d, e, f, g, h] = *header;
        let length = u32::from_le_bytes([a, b, c, d]);
        if length == 0 || length as usize > MAX_FRAME {
            return Err(Error::FrameLength { length });
        }
        let (payload, rest) = rest.split_at_checked(length as usize).ok_or(Error::Truncated)?;
        self.chain = checksum(self.chain, length, payload);
        if self.chain != u32::from_le_bytes([e, f, g, h]) {
            return Err(Error::Checksum { frame: self.frames });
        }
        self.frames += 1;
        self.rest = rest;
        self.frame = Cursor::new(payload);
        Ok(())
    }

    /// The next record's tag and where its content is read from, or None after the end record.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<(u8, &mut Cursor<'a>)>, Error> {
        while self.frame.is_empty() {
            self.next_frame()?;
        }
        let tag = self.frame.byte().map_err(|what| self.malformed(what))?;
        if tag == END {
            return self.end().map(|()| None);
        }
        self.records += 1;
        Ok(Some((tag, &mut self.frame)))
    }

    fn end(&mut self) -> Result<(), Error> {
        let counted = self.frame.varint().map_err(|what| self.malformed(what))?;
        if counted != self.records {
            return Err(Error::RecordCount);
        }
        if !self.frame.is_empty() || !self.rest.is_empty() {
            return Err(Error::TrailingBytes);
        }
        Ok(())
    }

    /// How many records have been begun.
    pub(crate) fn records(&self) -> u64 {
        self.records
    }

    /// An error about the record that is being read.
    pub(crate) fn malformed(&self, what: &'static str) -> Error {
        Error::Malformed { record: self.records.saturating_sub(1), what }
    }
}
