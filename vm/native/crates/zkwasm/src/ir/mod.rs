//! The intermediate representation: SSA over 32-bit words with block parameters.
//!
//! There is one type. WASM's 64-bit values are pairs of words from the start (low word first), and floats
//! travel as their bits, so the optimisations and the register allocator see nothing but words. An
//! instruction is its own value: [`Value`] indexes [`Func::insts`].

mod build;
mod fold;
mod ops;

pub use fold::{eval_bin, eval_cc, has_identity};
pub use ops::{BinOp, Callee, Cc, LoadKind, RtFn, StoreKind, Trap};

/// An instruction and the word it makes, if it makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value(pub u32);

/// A basic block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Block(pub u32);

impl Value {
    /// The address of the instance's memory, which has a register of its own.
    pub const MEMORY: Self = Self(0);

    /// Position in [`Func::insts`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Block {
    /// Where a function begins.
    pub const ENTRY: Self = Self(0);

    /// Position in [`Func::blocks`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inst {
    /// [`Value::MEMORY`].
    Memory,
    /// Argument of the function.
    Arg(u32),
    /// Parameter of a block.
    Param,
    /// A constant.
    Const(u32),
    /// Arithmetic on two words.
    Bin(BinOp, Value, Value),
    /// 1 if the comparison holds, otherwise 0.
    Cmp(Cc, Value, Value),
    /// The second word if the first is not 0, otherwise the third.
    Select(Value, Value, Value),
    /// Reads at an address of the machine plus an offset.
    Load {
        /// Width and extension.
        kind: LoadKind,
        /// Address in the machine's memory.
        addr: Value,
        /// Added to it.
        off: i32,
        /// Whether the address is taken to be a multiple of the width.
        aligned: bool,
    },
    /// Writes at an address of the machine plus an offset.
    Store {
        /// Width.
        kind: StoreKind,
        /// Address in the machine's memory.
        addr: Value,
        /// Added to it.
        off: i32,
        /// What is written.
        value: Value,
        /// Whether the address is taken to be a multiple of the width.
        aligned: bool,
    },
    /// Traps unless the `end` bytes from the WASM address lie in the memory.
    Check {
        /// Address in the WASM memory.
        addr: Value,
        /// How far behind it accesses reach.
        end: u32,
    },
    /// Reads a word of the instance's state, which stands at negative offsets from its memory.
    StateLoad(i32),
    /// Writes a word of the instance's state.
    StateStore(i32, Value),
    /// The address of something the linker places.
    Address(Place),
    /// Reads the limit register anew: the memory may have grown.
    Reload,
    /// Ends the run with a trap if the comparison holds.
    TrapIf(Cc, Value, Value, Trap),
    /// A call. Its results are [`Inst::Result`]s behind it.
    Call {
        /// What is called.
        callee: Callee,
        /// Words passed.
        args: Vec<Value>,
        /// Number of words that come back.
        results: u32,
    },
    /// One word of the results of a call.
    Result(Value, u32),
}

/// Something the linker places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Entries of a table.
    Table(u32),
    /// Start and length of a table.
    TablePiece(u32),
    /// Start and length of a data segment.
    DataPiece(u32),
    /// Start and length of an element segment.
    ElemPiece(u32),
}

/// A way from the end of one block to the beginning of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it leads.
    pub to: Block,
    /// The values of the target's parameters.
    pub args: Vec<Value>,
}

impl Edge {
    /// An edge whose arguments are filled in later, or that has none.
    pub fn to(to: Block) -> Self {
        Self { to, args: Vec::new() }
    }
}

/// The end of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Goes on elsewhere.
    Jump(Edge),
    /// Takes the first edge if the word is not 0, otherwise the second.
    Branch(Value, Edge, Edge),
    /// Takes the edge with this number; the last one if there is none.
    Switch(Value, Vec<Edge>),
    /// Leaves the function.
    Return(Vec<Value>),
    /// Ends the run.
    Trap(Trap),
}

impl Term {
    /// All edges.
    pub fn edges(&self) -> Vec<&Edge> {
        match self {
            Self::Jump(edge) => vec![edge],
            Self::Branch(_, then, other) => vec![then, other],
            Self::Switch(_, edges) => edges.iter().collect(),
            Self::Return(_) | Self::Trap(_) => Vec::new(),
        }
    }

    /// All edges, to change.
    pub fn edges_mut(&mut self) -> Vec<&mut Edge> {
        match self {
            Self::Jump(edge) => vec![edge],
            Self::Branch(_, then, other) => vec![then, other],
            Self::Switch(_, edges) => edges.iter_mut().collect(),
            Self::Return(_) | Self::Trap(_) => Vec::new(),
        }
    }

    /// Calls `work` for each word the end itself uses (not those of the edges).
    pub fn uses(&mut self, mut work: impl FnMut(&mut Value)) {
        match self {
            Self::Branch(value, ..) | Self::Switch(value, _) => work(value),
            Self::Return(values) => values.iter_mut().for_each(work),
            Self::Jump(_) | Self::Trap(_) => {}
        }
    }
}

/// Parameters, instructions and end of a block.
#[derive(Clone, Debug)]
pub struct BlockData {
    /// [`Inst::Param`]s.
    pub params: Vec<Value>,
    /// Instructions in order.
    pub insts: Vec<Value>,
    /// How it ends.
    pub term: Term,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Func {
    /// All instructions.
    pub insts: Vec<Inst>,
    /// Block of each instruction.
    pub home: Vec<Block>,
    /// All blocks; the first is the entry.
    pub blocks: Vec<BlockData>,
}

impl Inst {
    /// Calls `work` for each word the instruction uses.
    pub fn uses(&mut self, mut work: impl FnMut(&mut Value)) {
        match self {
            Self::Bin(_, a, b) | Self::Cmp(_, a, b) | Self::TrapIf(_, a, b, _) => {
                work(a);
                work(b);
            }
            Self::Select(c, a, b) => {
                work(c);
                work(a);
                work(b);
            }
            Self::Load { addr, .. } | Self::Check { addr, .. } => work(addr),
            Self::Store { addr, value, .. } => {
                work(addr);
                work(value);
            }
            Self::StateStore(_, value) => work(value),
            Self::Call { callee, args, .. } => {
                if let Callee::Pointer(pointer) = callee {
                    work(pointer);
                }
                args.iter_mut().for_each(work);
            }
            Self::Result(call, _) => work(call),
            Self::Memory
            | Self::Arg(_)
            | Self::Param
            | Self::Const(_)
            | Self::StateLoad(_)
            | Self::Address(_)
            | Self::Reload => {}
        }
    }

    /// Whether the instruction must stay even if nobody uses its value.
    pub fn has_effect(&self) -> bool {
        matches!(
            self,
            Self::Store { .. }
                | Self::Check { .. }
                | Self::StateStore(..)
                | Self::Reload
                | Self::TrapIf(..)
                | Self::Call { .. }
        )
    }
}
