//! Error codes and the error every engine function returns.

use std::fmt;

/// Longest error text handed to the caller, in bytes.
pub const MAX_MESSAGE: usize = 8 * 1024;

macro_rules! codes {
    ($( $(#[doc = $doc:literal])* $name:ident = $value:literal, $c_name:literal; )*) => {
        /// What went wrong, as a number that means the same for every proof system.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum Code { $( $(#[doc = $doc])* $name = $value, )* }

        impl Code {
            /// Every code with its C name and its explanation, in ascending order.
            pub const TABLE: &'static [(Code, &'static str, &'static str)] =
                &[ $( (Code::$name, $c_name, concat!($($doc),*)), )* ];
        }
    };
}

codes! {
    /// An argument is malformed: options that are no JSON, a null pointer with a length, too much data.
    InvalidArgument = 1, "SPROUT_INVALID_ARGUMENT";
    /// The program is not one this library can run.
    ProgramInvalid = 2, "SPROUT_PROGRAM_INVALID";
    /// The program was built for another version of the zkVM.
    ProgramVersion = 3, "SPROUT_PROGRAM_VERSION";
    /// The guest panicked, left with an error or made an illegal access.
    GuestFault = 4, "SPROUT_GUEST_FAULT";
    /// The guest needs more cycles than the limit allows.
    CycleLimit = 5, "SPROUT_CYCLE_LIMIT";
    /// The guest, or its memory image, needs more memory than the limit allows.
    MemoryLimit = 6, "SPROUT_MEMORY_LIMIT";
    /// The guest wrote a journal longer than the limit allows.
    JournalLimit = 7, "SPROUT_JOURNAL_LIMIT";
    /// This build of the library cannot make or verify receipts of that kind.
    ReceiptKind = 8, "SPROUT_RECEIPT_KIND";
    /// The receipt is malformed, or does not prove what was asked.
    ReceiptInvalid = 9, "SPROUT_RECEIPT_INVALID";
    /// The library panicked; the panic was caught and the process goes on.
    Panic = 10, "SPROUT_PANIC";
    /// Anything else: no thread could be started, the prover refused its own proof.
    Internal = 11, "SPROUT_INTERNAL";
}

/// An error with its code, as it crosses the ABI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of error it is.
    pub code: Code,
    /// One sentence a person can act on, at most [`MAX_MESSAGE`] bytes.
    pub message: String,
}

impl Failure {
    /// Makes an error; a text longer than [`MAX_MESSAGE`] is cut at a character boundary.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let mut message = message.into();
        if message.len() > MAX_MESSAGE {
            message.truncate(message.floor_char_boundary(MAX_MESSAGE - '…'.len_utf8()));
            message.push('…');
        }
        Self { code, message }
    }

    /// An [`Code::InvalidArgument`] error.
    pub fn argument(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidArgument, message)
    }

    /// A [`Code::ProgramInvalid`] error.
    pub fn program(message: impl Into<String>) -> Self {
        Self::new(Code::ProgramInvalid, message)
    }

    /// A [`Code::ReceiptInvalid`] error.
    pub fn receipt(message: impl Into<String>) -> Self {
        Self::new(Code::ReceiptInvalid, message)
    }

    /// An [`Code::Internal`] error.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Code::Internal, message)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (code {})", self.message, self.code as i32)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_numbered_without_holes() {
        for (index, (code, name, doc)) in Code::TABLE.iter().enumerate() {
            assert_eq!(*code as usize, index + 1);
            assert!(name.starts_with("SPROUT_"));
            assert!(!doc.trim().is_empty());
        }
    }

    #[test]
    fn long_messages_are_cut_at_a_character() {
        let failure = Failure::internal("ü".repeat(MAX_MESSAGE));
        assert!(failure.message.len() <= MAX_MESSAGE);
        assert!(failure.message.ends_with('…'));
    }
}
