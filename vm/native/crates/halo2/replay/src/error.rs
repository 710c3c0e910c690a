//! Why a circuit cannot be replayed or proved.

use std::fmt;

use sprout_halo2_recording as recording;

/// Why a circuit cannot be replayed or proved.
#[derive(Debug)]
pub enum Error {
    /// A recording is refused.
    Recording(recording::Error),
    /// The circuit needs more rows than the largest circuit allowed has.
    TooManyRows {
        /// Rows that the circuit uses.
        rows: u32,
        /// The largest k allowed.
        max_k: u32,
    },
    /// The parameters or keys have another size than the circuit.
    WrongSize {
        /// log2 of the rows of the circuit.
        expected: u32,
        /// log2 of the rows of the parameters or keys.
        found: u32,
    },
    /// This process has a MAX_DEGREE in its environment that changes what halo2 builds.
    Environment,
    /// The front end gave no witness.
    Source(SourceError),
    /// halo2 refuses.
    Halo2(String),
    /// halo2 panicked, as it does when a value is not in its lookup table.
    Panicked(String),
}

/// What a [`WitnessSource`](crate::WitnessSource) fails with; it comes back inside [`Error::Source`].
pub type SourceError = Box<dyn std::error::Error + Send + Sync>;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Recording(error) => error.fmt(f),
            Error::TooManyRows { rows, max_k } => {
                write!(f, "the circuit uses {rows} rows, which 2^{max_k} cannot hold")
            }
            Error::WrongSize { expected, found } => {
                write!(f, "the circuit has 2^{expected} rows and its parameters are for 2^{found}")
            }
            Error::Environment => {
                f.write_str("the environment variable MAX_DEGREE changes what is proved: unset it")
            }
            Error::Source(error) => error.fmt(f),
            Error::Halo2(what) => write!(f, "halo2: {what}"),
            Error::Panicked(what) => write!(f, "halo2 gave up: {what}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Recording(error) => Some(error),
            Error::Source(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

impl From<recording::Error> for Error {
    fn from(error: recording::Error) -> Self {
        Error::Recording(error)
    }
}

impl From<halo2_axiom::plonk::Error> for Error {
    fn from(error: halo2_axiom::plonk::Error) -> Self {
        Error::Halo2(error.to_string())
    }
}
