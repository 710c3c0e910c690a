//! The stack frame.

use regalloc2::{Allocation, Edit, Output};

use super::Emit;
use super::stubs::Stub;
use crate::Variant;
use crate::error::{Error, Result};
use crate::ir::{BinOp, Cc, LoadKind, StoreKind, Trap};
use crate::machine::encode::{self, fits, split};
use crate::machine::inst::{AluOp, Area, ImmOp, MFunc};
use crate::machine::regs::{CALLEE_SAVED, Phys, RA, SCRATCH, SP, ZERO};

/// A stack pointer below this has less left than functions of the runtime may need.
const STACK_LOW: u32 = 0x14;
/// Frames are smaller than the unmapped memory below the stack, so that no call can skip it.
const LARGEST_FRAME: i32 = 32768;

/// The stack frame, from below: words for calls made here, saved registers, spilled words.
pub(super) struct Frame {
    pub(super) saved: Vec<Phys>,
    saved_at: i32,
    spills_at: i32,
    size: i32,
}

impl Frame {
    pub(super) fn new(func: &MFunc, output: &Output) -> Result<Self> {
        let mut used = [false; 32];
        let mut see = |allocation: Allocation| {
            if let Some(reg) = allocation.as_reg() {
                used[reg.hw_enc()] = true;
            }
        };
        output.allocs.iter().copied().for_each(&mut see);
        for (_, Edit::Move { to, .. }) in &output.edits {
            see(*to);
        }
        let mut saved: Vec<Phys> =
            CALLEE_SAVED.into_iter().filter(|reg| used[usize::from(*reg)]).collect();
        if func.calls {
            saved.push(RA);
        }
        let saved_at = 4 * func.outgoing as i32;
        let spills_at = saved_at + 4 * saved.len() as i32;
        let size = spills_at + 4 * output.num_spillslots as i32;
        if size > LARGEST_FRAME {
            return Err(Error::Limit(format!(
                "a function needs {size} bytes of stack, at most {LARGEST_FRAME} are given"
            )));
        }
        // The C convention keeps the stack pointer a multiple of 16.
        Ok(Self { saved, saved_at, spills_at, size: (size + 15) & !15 })
    }
}

impl Emit<'_> {
    /// Moves the stack pointer.
    pub(super) fn adjust(&mut self, by: i32) {
        if by == 0 {
            return;
        }
        if fits(by) {
            return self.imm(ImmOp::Add, SP, SP, by);
        }
        self.constant(SCRATCH, by as u32);
        self.word(encode::alu(AluOp::Bin(BinOp::Add), SP, SP, SCRATCH));
    }

    /// A word of the frame: the register and offset that reach it.
    pub(super) fn in_frame(&mut self, at: i32) -> (Phys, i32) {
        if fits(at) {
            return (SP, at);
        }
        let (upper, low) = split(at as u32);
        self.word(encode::lui(SCRATCH, upper));
        self.word(encode::alu(AluOp::Bin(BinOp::Add), SCRATCH, SCRATCH, SP));
        (SCRATCH, low)
    }

    pub(super) fn load_frame(&mut self, rd: Phys, at: i32) {
        let (base, off) = self.in_frame(at);
        self.word(encode::load(LoadKind::Word, rd, base, off));
    }

    pub(super) fn store_frame(&mut self, src: Phys, at: i32) {
        let (base, off) = self.in_frame(at);
        self.word(encode::store(StoreKind::Word, src, base, off));
    }

    pub(super) fn prologue(&mut self) {
        if self.variant == Variant::Exact && self.func.calls {
            let stub = self.stub(Stub::Trap(Trap::StackExhausted));
            self.word(encode::lui(SCRATCH, STACK_LOW));
            self.branch(Cc::LtU, SP, SCRATCH, stub);
        }
        self.adjust(-self.frame.size);
        for (index, reg) in self.frame.saved.clone().into_iter().enumerate() {
            self.store_frame(reg, self.frame.saved_at + 4 * index as i32);
        }
    }

    pub(super) fn epilogue(&mut self) {
        for (index, reg) in self.frame.saved.clone().into_iter().enumerate() {
            self.load_frame(reg, self.frame.saved_at + 4 * index as i32);
        }
        self.adjust(self.frame.size);
        self.word(encode::jalr(ZERO, RA, 0));
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        let Edit::Move { from, to } = edit;
        let slot = |at: Allocation, frame: &Frame| {
            at.as_stack().map_or(0, |slot| frame.spills_at + 4 * slot.index() as i32)
        };
        match (from.as_reg(), to.as_reg()) {
            (Some(from), Some(to)) => self.copy(to.hw_enc() as Phys, from.hw_enc() as Phys),
            (Some(from), None) => self.store_frame(from.hw_enc() as Phys, slot(*to, &self.frame)),
            (None, Some(to)) => self.load_frame(to.hw_enc() as Phys, slot(*from, &self.frame)),
            // The allocator finds a register for these itself.
            (None, None) => unreachable!("move between two places on the stack"),
        }
    }

    pub(super) fn area(&self, area: Area, slot: u32) -> i32 {
        match area {
            Area::Outgoing => 4 * slot as i32,
            Area::Incoming => self.frame.size + 4 * slot as i32,
        }
    }
}
