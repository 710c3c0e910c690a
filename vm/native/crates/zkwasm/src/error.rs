//! Why a module cannot be compiled.

use std::fmt;

/// Why a module cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Not a valid module of the supported features.
    Invalid(String),
    /// The module imports something that programs do not have.
    Import(String),
    /// The module lacks the entry, or it has the wrong type.
    Entry(String),
    /// Something is larger than the compiler or the machine allows.
    Limit(String),
    /// An initial value or segment lies outside its memory or table: the module could never start.
    Segment(String),
    /// The compiler contradicts itself.
    Internal(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(what) => write!(f, "module is not valid: {what}"),
            Self::Import(what) => write!(f, "module imports {what}"),
            Self::Entry(what) => write!(f, "module has no usable entry: {what}"),
            Self::Limit(what) => write!(f, "module is too large: {what}"),
            Self::Segment(what) => write!(f, "module cannot start: {what}"),
            Self::Internal(what) => write!(f, "compiler contradicts itself: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<wasmparser::BinaryReaderError> for Error {
    fn from(err: wasmparser::BinaryReaderError) -> Self {
        Self::Invalid(err.to_string())
    }
}

/// What compiling gives, or why it cannot.
pub type Result<T, E = Error> = std::result::Result<T, E>;
