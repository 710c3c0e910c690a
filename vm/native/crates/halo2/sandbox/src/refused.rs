//! Why a module, or one of its runs, is refused.

use std::fmt;

/// Why a module, or one of its runs, is refused. The texts say what its author has to change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// The bytes are no WebAssembly module, or one with features the sandbox does not have.
    NotWasm {
        /// What the validator says.
        reason: String,
    },
    /// Something about the module is larger than its limit.
    TooLarge {
        /// What it is: "module bytes", "functions"…
        what: &'static str,
        /// How large it is.
        size: u64,
        /// How large it may be.
        limit: u64,
    },
    /// The module imports what the sandbox does not have.
    UnknownImport {
        /// The import's module.
        module: String,
        /// The import's name.
        name: String,
    },
    /// The module imports something the sandbox has, with another type.
    WrongImport {
        /// What differs.
        reason: String,
    },
    /// The module lacks an export.
    MissingExport {
        /// The export's name.
        name: String,
    },
    /// An export has another type than it should.
    WrongExport {
        /// The export's name.
        name: String,
        /// The type it should have.
        expected: String,
    },
    /// The front end was made for another version of the interface.
    WrongVersion {
        /// The version the front end says.
        found: i32,
        /// The version this sandbox runs.
        expected: i32,
    },
    /// The run takes more instructions than it may, as an endless loop does.
    OutOfFuel {
        /// The limit, in instructions.
        limit: u64,
        /// The functions it was in, innermost first.
        frames: Vec<String>,
    },
    /// The run needs more memory than it may have.
    OutOfMemory {
        /// The limit, in bytes.
        limit: u64,
        /// The functions it was in, innermost first.
        frames: Vec<String>,
    },
    /// The tables need more elements than they may have together.
    TableTooLarge {
        /// The limit, in elements.
        limit: u32,
    },
    /// The run needs more stack than it may have, as endless recursion does.
    StackOverflow {
        /// The limit, in bytes.
        limit: usize,
        /// The functions it was in, innermost first.
        frames: Vec<String>,
    },
    /// The run trapped; a panic ends so, with its message in the log.
    Trap {
        /// What happened: "unreachable", "out of bounds memory access"…
        reason: String,
        /// The functions it was in, innermost first.
        frames: Vec<String>,
        /// The end of what the module printed.
        log: String,
    },
    /// The module named bytes that are not in its memory.
    BadPointer {
        /// Who named them: "emit", "sprout_halo2_alloc"…
        what: String,
        /// Their address.
        pointer: u32,
        /// Their number.
        length: u64,
    },
    /// The run gives out more than it may.
    OutputTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The module said that it failed.
    Failed {
        /// Its reason.
        reason: String,
    },
    /// The module ended its process.
    Exited {
        /// The status it ended with.
        code: i32,
    },
    /// A function gave back what it may not.
    BadReturn {
        /// The function.
        function: String,
        /// What it gave back.
        value: String,
    },
    /// Whoever receives the module's output refused it.
    BadOutput {
        /// The receiver's reason.
        reason: String,
    },
    /// This machine could not run the module, whatever it is: not its author's fault.
    Host {
        /// What failed.
        reason: String,
    },
}

impl Refused {
    /// Whether the machine failed rather than the module.
    pub fn is_host(&self) -> bool {
        matches!(self, Self::Host { .. })
    }

    /// A host failure with its reason.
    pub(crate) fn host(reason: impl fmt::Display) -> Self {
        let reason = format!("{reason:#}");
        Self::Host { reason }
    }
}

/// The innermost functions of a trap, as a text's end.
struct In<'a>(&'a [String]);

/// Frames a text shows.
const SHOWN_FRAMES: usize = 4;

impl fmt::Display for In<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, frame) in self.0.iter().take(SHOWN_FRAMES).enumerate() {
            let joint = if index == 0 { " in" } else { ", called by" };
            write!(formatter, "{joint} {frame}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWasm { reason } => {
                write!(f, "not a WebAssembly module that runs here: {reason}")
            }
            Self::TooLarge { what, size, limit } => {
                write!(f, "{what}: {size}, at most {limit} are allowed")
            }
            Self::UnknownImport { module, name } => {
                write!(f, "imports unknown function {module}.{name}")
            }
            Self::WrongImport { reason } => write!(f, "import has the wrong type: {reason}"),
            Self::MissingExport { name } => write!(f, "does not export {name}"),
            Self::WrongExport { name, expected } => write!(f, "export {name} is not {expected}"),
            Self::WrongVersion { found, expected } => {
                write!(
                    f,
                    "made for version {found} of the front end interface, this is version {expected}"
                )
            }
            Self::OutOfFuel { limit, frames } => {
                write!(f, "does not end within {limit} instructions{}", In(frames))
            }
            Self::OutOfMemory { limit, frames } => {
                write!(f, "memory grows over {} MiB{}", limit >> 20, In(frames))
            }
            Self::TableTooLarge { limit } => write!(f, "tables grow over {limit} elements"),
            Self::StackOverflow { limit, frames } => {
                write!(f, "stack grows over {} KiB{}", limit >> 10, In(frames))
            }
            Self::Trap { reason, frames, log } => {
                write!(f, "trapped: {reason}{}", In(frames))?;
                if log.is_empty() { Ok(()) } else { write!(f, "; it printed: {}", log.trim_end()) }
            }
            Self::BadPointer { what, pointer, length } => {
                write!(
                    f,
                    "{what} names {length} bytes at {pointer:#x}, outside the module's memory"
                )
            }
            Self::OutputTooLarge { limit } => write!(f, "gives out more than {limit} bytes"),
            Self::Failed { reason } => write!(f, "failed: {reason}"),
            Self::Exited { code } => write!(f, "ended its process with status {code}"),
            Self::BadReturn { function, value } => write!(f, "{function} gave back {value}"),
            Self::BadOutput { reason } => write!(f, "gives out a bad recording: {reason}"),
            Self::Host { reason } => write!(f, "cannot run here: {reason}"),
        }
    }
}

impl std::error::Error for Refused {}
