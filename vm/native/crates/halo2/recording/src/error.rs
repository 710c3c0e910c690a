//! Why a recording is refused.

use std::fmt;

/// A recording that is refused, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The bytes end inside a frame, or before the end record.
    Truncated,
    /// A frame's checksum does not fit its bytes and the frames before it.
    Checksum {
        /// Which frame, counted from 0.
        frame: u64,
    },
    /// A frame is empty or longer than a frame may be.
    FrameLength {
        /// The length the frame claims, in bytes.
        length: u32,
    },
    /// The first frame does not begin like a recording.
    NotARecording,
    /// The recording has a version this decoder does not know.
    Version(u16),
    /// The recording is of another kind (or witness phase) than expected.
    Kind {
        /// What was expected.
        expected: &'static str,
    },
    /// Bytes follow the end record.
    TrailingBytes,
    /// The end record counts other records than there are.
    RecordCount,
    /// A record cannot be read.
    Malformed {
        /// Which record, counted from 0.
        record: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Something is more than the limits allow.
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// The most that is allowed.
        limit: u64,
    },
    /// A well-formed recording of something that is no circuit, or none that can be proved.
    Invalid(String),
    /// The witness was made for another structure than the one recorded.
    ShapeChanged(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Truncated => f.write_str("the recording is cut off"),
            Error::Checksum { frame } => write!(f, "checksum of frame {frame} is wrong"),
            Error::FrameLength { length } => write!(f, "a frame of {length} bytes is not allowed"),
            Error::NotARecording => f.write_str("the bytes are not a recording"),
            Error::Version(version) => write!(f, "recording version {version} is not known"),
            Error::Kind { expected } => write!(f, "the recording is not {expected}"),
            Error::TrailingBytes => f.write_str("bytes follow the end of the recording"),
            Error::RecordCount => f.write_str("the recording counts its records wrong"),
            Error::Malformed { record, what } => write!(f, "record {record}: {what}"),
            Error::Limit { what, limit } => write!(f, "more than {limit} {what}"),
            Error::Invalid(what) => f.write_str(what),
            Error::ShapeChanged(what) => {
                write!(f, "the circuit's shape depends on its messages: {what}")
            }
        }
    }
}

impl std::error::Error for Error {}
