//! The vocabulary of instructions.

/// Arithmetic on two words, as RV32IM has it: shifts take the low five bits of their amount, division by
/// zero gives all ones and its remainder the dividend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum BinOp {
    Add,
    Sub,
    And,
    Or,
    Xor,
    Shl,
    ShrU,
    ShrS,
    Mul,
    MulHighU,
    MulHighS,
    DivS,
    DivU,
    RemS,
    RemU,
}

impl BinOp {
    /// Whether the operands may change places.
    pub fn commutes(self) -> bool {
        matches!(
            self,
            Self::Add
                | Self::And
                | Self::Or
                | Self::Xor
                | Self::Mul
                | Self::MulHighU
                | Self::MulHighS
        )
    }
}

/// Comparisons the machine's branches know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Cc {
    Eq,
    Ne,
    LtS,
    GeS,
    LtU,
    GeU,
}

impl Cc {
    /// The comparison that holds when this one does not.
    pub fn inverse(self) -> Self {
        match self {
            Self::Eq => Self::Ne,
            Self::Ne => Self::Eq,
            Self::LtS => Self::GeS,
            Self::GeS => Self::LtS,
            Self::LtU => Self::GeU,
            Self::GeU => Self::LtU,
        }
    }
}

/// Width and extension of a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum LoadKind {
    S8,
    U8,
    S16,
    U16,
    Word,
}

impl LoadKind {
    /// Bytes read.
    pub fn bytes(self) -> u32 {
        match self {
            Self::S8 | Self::U8 => 1,
            Self::S16 | Self::U16 => 2,
            Self::Word => 4,
        }
    }
}

/// Width of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum StoreKind {
    Byte,
    Half,
    Word,
}

impl StoreKind {
    /// Bytes written.
    pub fn bytes(self) -> u32 {
        match self {
            Self::Byte => 1,
            Self::Half => 2,
            Self::Word => 4,
        }
    }
}

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Callee {
    /// A function of the module, by its index among those it defines.
    Func(u32),
    /// A function of the runtime.
    Runtime(RtFn),
    /// The function at an address.
    Pointer(super::Value),
}

/// Reason of a trap; the runtime knows the same codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
#[allow(missing_docs)]
pub enum Trap {
    Unreachable = 0,
    Memory = 1,
    DivisionByZero = 2,
    IntegerOverflow = 3,
    UndefinedElement = 5,
    UninitializedElement = 6,
    IndirectType = 7,
    StackExhausted = 9,
}

/// A function of the runtime, by its name there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RtFn(pub &'static str);
