//! Instructions over virtual registers.

use crate::ir::{BinOp, Callee, Cc, LoadKind, Place, StoreKind, Trap};

use super::regs::Phys;

/// A register, before allocation a virtual one for most operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reg {
    /// To be allocated.
    Virtual(u32),
    /// A register of the machine.
    Phys(Phys),
}

/// What an instruction wants of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Read before anything is written.
    Use,
    /// Read after something may have been written.
    LateUse,
    /// Written after everything has been read.
    Def,
    /// Written while something may still be read.
    EarlyDef,
    /// Written; the same register as the operand with this number.
    Reuse(usize),
    /// Read, in this register.
    FixedUse(Phys),
    /// Written, in this register.
    FixedDef(Phys),
}

/// A block of the machine code, by its position.
pub type Label = u32;

/// What a selection takes if its condition does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A register.
    Reg(Reg),
    /// A number that fits an instruction.
    Imm(i32),
}

/// Operations with a short constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ImmOp {
    Add,
    And,
    Or,
    Xor,
    Shl,
    ShrU,
    ShrS,
    SetLtS,
    SetLtU,
}

/// Operations on two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AluOp {
    /// Arithmetic.
    Bin(BinOp),
    /// 1 if less, signed.
    SetLtS,
    /// 1 if less, unsigned.
    SetLtU,
}

/// Which end of the stack frame a slot belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Arguments and results of calls made here.
    Outgoing,
    /// Arguments and results of this function.
    Incoming,
}

/// An instruction, or a short sequence that the emitter writes as one.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum MInst {
    /// The arguments that came in registers.
    Args {
        defs: Vec<(Reg, Phys)>,
    },
    Alu {
        op: AluOp,
        rd: Reg,
        a: Reg,
        b: Reg,
    },
    Imm {
        op: ImmOp,
        rd: Reg,
        a: Reg,
        imm: i32,
    },
    Const {
        rd: Reg,
        value: u32,
    },
    Address {
        rd: Reg,
        place: Place,
    },
    Load {
        kind: LoadKind,
        rd: Reg,
        base: Reg,
        off: i32,
        aligned: bool,
    },
    Store {
        kind: StoreKind,
        src: Reg,
        base: Reg,
        off: i32,
        aligned: bool,
    },
    /// Words beyond the eight in registers.
    FrameLoad {
        rd: Reg,
        area: Area,
        slot: u32,
    },
    FrameStore {
        src: Reg,
        area: Area,
        slot: u32,
    },
    /// Bounds check against the limit register, or against a constant in a register.
    Check {
        addr: Reg,
        bound: Reg,
        end: u32,
    },
    TrapIf {
        cc: Cc,
        a: Reg,
        b: Reg,
        trap: Trap,
    },
    Select {
        cc: Cc,
        a: Reg,
        b: Reg,
        rd: Reg,
        then: Reg,
        other: Other,
    },
    Call {
        callee: Callee,
        pointer: Option<Reg>,
        uses: Vec<(Reg, Phys)>,
        defs: Vec<(Reg, Phys)>,
    },
    /// Reads the limit register from the instance's state.
    Reload,
    /// A register whose content does not matter, for [`MInst::Goto`]: a branch cannot define one itself.
    Temp {
        rd: Reg,
    },
    /// Goes to the target with this number, to the last one if there is none.
    Goto {
        index: Reg,
        temp: Reg,
        targets: Vec<Label>,
    },
    Branch {
        cc: Cc,
        a: Reg,
        b: Reg,
        then: Label,
        other: Label,
    },
    Jump {
        to: Label,
    },
    Return {
        uses: Vec<(Reg, Phys)>,
    },
    Trap {
        trap: Trap,
    },
}

impl MInst {
    /// Shows every register in a fixed order together with what is wanted of it.
    pub fn registers(&mut self, mut see: impl FnMut(&mut Reg, Want)) {
        match self {
            Self::Args { defs } => {
                defs.iter_mut().for_each(|(reg, at)| see(reg, Want::FixedDef(*at)))
            }
            Self::Alu { rd, a, b, .. } => {
                see(a, Want::Use);
                see(b, Want::Use);
                see(rd, Want::Def);
            }
            Self::Imm { rd, a, .. } => {
                see(a, Want::Use);
                see(rd, Want::Def);
            }
            Self::Const { rd, .. }
            | Self::Address { rd, .. }
            | Self::FrameLoad { rd, .. }
            | Self::Temp { rd } => {
                see(rd, Want::Def);
            }
            Self::Load { rd, base, aligned, .. } => {
                see(base, Want::Use);
                // Put together from bytes, the value grows in its register while the address is still needed.
                see(rd, if *aligned { Want::Def } else { Want::EarlyDef });
            }
            Self::Store { src, base, .. } => {
                see(src, Want::Use);
                see(base, Want::Use);
            }
            Self::FrameStore { src, .. } => see(src, Want::Use),
            Self::Check { addr, bound, .. } => {
                see(addr, Want::Use);
                see(bound, Want::Use);
            }
            Self::TrapIf { a, b, .. } | Self::Branch { a, b, .. } => {
                see(a, Want::Use);
                see(b, Want::Use);
            }
            Self::Select { a, b, rd, then, other, .. } => {
                see(then, Want::Use);
                see(a, Want::LateUse);
                see(b, Want::LateUse);
                if let Other::Reg(other) = other {
                    see(other, Want::LateUse);
                }
                see(rd, Want::Reuse(0));
            }
            Self::Call { pointer, uses, defs, .. } => {
                if let Some(pointer) = pointer {
                    see(pointer, Want::Use);
                }
                uses.iter_mut().for_each(|(reg, at)| see(reg, Want::FixedUse(*at)));
                defs.iter_mut().for_each(|(reg, at)| see(reg, Want::FixedDef(*at)));
            }
            Self::Goto { index, temp, .. } => {
                see(index, Want::Use);
                see(temp, Want::Use);
            }
            Self::Return { uses } => {
                uses.iter_mut().for_each(|(reg, at)| see(reg, Want::FixedUse(*at)))
            }
            Self::Reload | Self::Jump { .. } | Self::Trap { .. } => {}
        }
    }

    /// Whether the instruction ends a block without going on to another.
    pub fn leaves(&self) -> bool {
        matches!(self, Self::Return { .. } | Self::Trap { .. })
    }

    /// Whether the instruction ends a block and goes on to another.
    pub fn branches(&self) -> bool {
        matches!(self, Self::Goto { .. } | Self::Branch { .. } | Self::Jump { .. })
    }
}

/// A block of instructions.
#[derive(Clone, Debug, Default)]
pub struct MBlock {
    /// First instruction and the one behind the last.
    pub insts: (u32, u32),
    /// Where it goes on, and with which arguments.
    pub succs: Vec<Label>,
    /// Virtual registers passed along each of them.
    pub args: Vec<Vec<u32>>,
    /// Where it comes from.
    pub preds: Vec<Label>,
    /// Virtual registers it begins with.
    pub params: Vec<u32>,
}

/// A function over virtual registers.
#[derive(Clone, Debug, Default)]
pub struct MFunc {
    /// Instructions, block after block.
    pub insts: Vec<MInst>,
    /// Blocks in the order they will stand in.
    pub blocks: Vec<MBlock>,
    /// Number of virtual registers.
    pub virtuals: u32,
    /// Words of the frame for calls made here.
    pub outgoing: u32,
    /// Whether it calls anything.
    pub calls: bool,
}
