//! What a function does rarely, which stands behind it: exact checks, accesses byte by byte, traps.

use super::{Emit, Item};
use crate::ir::{BinOp, Cc, LoadKind, RtFn, StoreKind, Trap};
use crate::layout::{LIMIT_AT, MEMORY_BYTES_AT};
use crate::machine::encode;
use crate::machine::inst::{AluOp, ImmOp, Label};
use crate::machine::regs::{A0, LIMIT, MEMORY, Phys, SCRATCH, ZERO};

/// What a function does rarely.
pub(super) enum Stub {
    Trap(Trap),
    IndirectType { found: Phys },
    Check { addr: Phys, end: u32, back: Label },
    Load { kind: LoadKind, rd: Phys, base: Phys, off: i32, back: Label },
    Store { kind: StoreKind, src: Phys, base: Phys, off: i32, back: Label },
}

impl Emit<'_> {
    pub(super) fn stub(&mut self, stub: Stub) -> Label {
        if let Stub::Trap(trap) = stub
            && let Some((label, _)) = self
                .stubs
                .iter()
                .find(|(_, other)| matches!(other, Stub::Trap(other) if *other == trap))
        {
            return *label;
        }
        let label = self.label();
        self.stubs.push((label, stub));
        label
    }

    /// Goes to a stub if an address is not a multiple of the width.
    pub(super) fn guard(
        &mut self,
        aligned: bool,
        bytes: u32,
        base: Phys,
        off: i32,
    ) -> Option<(Label, Label)> {
        if aligned || bytes == 1 {
            return None;
        }
        let mask = bytes as i32 - 1;
        if off & mask == 0 {
            self.imm(ImmOp::And, SCRATCH, base, mask);
        } else {
            self.imm(ImmOp::Add, SCRATCH, base, off);
            self.imm(ImmOp::And, SCRATCH, SCRATCH, mask);
        }
        let (stub, back) = (self.label(), self.label());
        self.branch(Cc::Ne, SCRATCH, ZERO, stub);
        Some((stub, back))
    }

    /// Stubs and tables.
    pub(super) fn behind(&mut self) {
        let mut at = 0;
        // Stubs may ask for traps, which are stubs themselves.
        while at < self.stubs.len() {
            let (label, stub) =
                std::mem::replace(&mut self.stubs[at], (Label::MAX, Stub::Trap(Trap::Unreachable)));
            self.items.push(Item::Bind(label));
            match stub {
                Stub::Trap(trap) => {
                    self.trap(trap);
                    self.stubs[at] = (label, Stub::Trap(trap));
                }
                Stub::IndirectType { found } => {
                    let (empty, other) =
                        (self.stub(Stub::Trap(Trap::UninitializedElement)), self.wrong_type());
                    self.branch(Cc::Eq, found, ZERO, empty);
                    self.items.push(Item::Jump { to: other });
                }
                Stub::Check { addr, end, back } => self.exact_check(addr, end, back),
                Stub::Load { kind, rd, base, off, back } => {
                    self.bytewise_load(kind, rd, base, off, back)
                }
                Stub::Store { kind, src, base, off, back } => {
                    self.bytewise_store(kind, src, base, off, back)
                }
            }
            at += 1;
        }
        for (label, targets) in std::mem::take(&mut self.tables) {
            self.items.push(Item::Bind(label));
            self.items.extend(targets.into_iter().map(Item::Target));
        }
    }

    pub(super) fn wrong_type(&mut self) -> Label {
        self.stub(Stub::Trap(Trap::IndirectType))
    }

    pub(super) fn trap(&mut self, trap: Trap) {
        self.imm(ImmOp::Add, A0, ZERO, trap as i32);
        self.items.push(Item::Runtime(RtFn("zkw_trap")));
    }

    /// The check to the byte, with the limit register as a second scratch register.
    pub(super) fn exact_check(&mut self, addr: Phys, end: u32, back: Label) {
        let trap = self.stub(Stub::Trap(Trap::Memory));
        self.constant(LIMIT, end);
        self.word(encode::load(LoadKind::Word, SCRATCH, MEMORY, MEMORY_BYTES_AT));
        self.branch(Cc::LtU, SCRATCH, LIMIT, trap);
        self.word(encode::alu(AluOp::Bin(BinOp::Sub), SCRATCH, SCRATCH, LIMIT));
        self.word(encode::load(LoadKind::Word, LIMIT, MEMORY, LIMIT_AT));
        self.branch(Cc::GeU, SCRATCH, addr, back);
        self.items.push(Item::Jump { to: trap });
    }

    pub(super) fn bytewise_load(
        &mut self,
        kind: LoadKind,
        rd: Phys,
        base: Phys,
        off: i32,
        back: Label,
    ) {
        let or = AluOp::Bin(BinOp::Or);
        let last = kind.bytes() as i32 - 1;
        let first = if kind == LoadKind::S16 { LoadKind::S8 } else { LoadKind::U8 };
        self.word(encode::load(first, rd, base, off + last));
        for at in (0..last).rev() {
            self.imm(ImmOp::Shl, rd, rd, 8);
            self.word(encode::load(LoadKind::U8, SCRATCH, base, off + at));
            self.word(encode::alu(or, rd, rd, SCRATCH));
        }
        self.items.push(Item::Jump { to: back });
    }

    pub(super) fn bytewise_store(
        &mut self,
        kind: StoreKind,
        src: Phys,
        base: Phys,
        off: i32,
        back: Label,
    ) {
        self.word(encode::store(StoreKind::Byte, src, base, off));
        for at in 1..kind.bytes() as i32 {
            self.imm(ImmOp::ShrU, SCRATCH, src, 8 * at);
            self.word(encode::store(StoreKind::Byte, SCRATCH, base, off + at));
        }
        self.items.push(Item::Jump { to: back });
    }
}
