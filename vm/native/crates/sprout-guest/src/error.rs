//! Why an input is refused.

use core::fmt;

/// Why bytes are not a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The bytes end inside the named part.
    Cut(&'static str),
    /// Bytes follow the end of the named part.
    Trailing(&'static str),
    /// The named text is not UTF-8.
    NotUtf8(&'static str),
    /// The header does not begin with the tag of format version 1.
    HeaderTag,
    /// The header announces another body size, in bytes, than there is.
    BodySize {
        /// Bytes announced by the header.
        announced: u32,
        /// Bytes found.
        found: usize,
    },
    /// The header announces another number of messages than the body.
    MessageCount {
        /// Messages announced by the header.
        announced: u32,
        /// Messages announced by the body.
        found: u32,
    },
    /// The header's messages root is not that of the messages in the body.
    MessagesRoot,
    /// The named part is too long for its length field.
    TooLong(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut(part) => write!(f, "input ends inside the {part}"),
            Self::Trailing(part) => write!(f, "bytes follow the end of the {part}"),
            Self::NotUtf8(part) => write!(f, "{part} is not UTF-8"),
            Self::HeaderTag => f.write_str("header is not a task header of format version 1"),
            Self::BodySize { announced, found } => {
                write!(f, "header announces {announced} bytes of body, found {found}")
            }
            Self::MessageCount { announced, found } => {
                write!(f, "header announces {announced} messages, body {found}")
            }
            Self::MessagesRoot => f.write_str("messages root differs from that of the messages"),
            Self::TooLong(part) => write!(f, "{part} is too long for its length field"),
        }
    }
}

impl core::error::Error for Error {}
