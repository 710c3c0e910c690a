//! Arithmetic, comparisons, checks and calls.

use super::{Select, ZERO_REG};
use crate::ir::{BinOp, Callee, Cc, Inst, Value};
use crate::layout::SLACK;
use crate::machine::encode::fits;
use crate::machine::inst::{AluOp, Area, ImmOp, MInst, Other, Reg};
use crate::machine::regs::{A0, ARGS, LIMIT, MEMORY, Phys};

impl Select<'_> {
    /// A place in the state far below the memory is out of reach of one instruction.
    pub(super) fn state(&mut self, off: i32) -> (Reg, i32) {
        if fits(off) {
            return (Reg::Phys(MEMORY), off);
        }
        let rd = self.fresh();
        self.emit(MInst::Imm { op: ImmOp::Add, rd, a: Reg::Phys(MEMORY), imm: -2048 });
        (rd, off + 2048)
    }

    pub(super) fn bin(&mut self, op: BinOp, rd: Reg, a: Value, b: Value) {
        if let Some(word) = self.func.constant(b) {
            let imm = word as i32;
            let short = match op {
                BinOp::Add if fits(imm) => Some((ImmOp::Add, imm)),
                BinOp::Sub if fits(imm.wrapping_neg()) => Some((ImmOp::Add, imm.wrapping_neg())),
                BinOp::And if fits(imm) => Some((ImmOp::And, imm)),
                BinOp::Or if fits(imm) => Some((ImmOp::Or, imm)),
                BinOp::Xor if fits(imm) => Some((ImmOp::Xor, imm)),
                BinOp::Shl => Some((ImmOp::Shl, imm & 31)),
                BinOp::ShrU => Some((ImmOp::ShrU, imm & 31)),
                BinOp::ShrS => Some((ImmOp::ShrS, imm & 31)),
                _ => None,
            };
            if let Some((op, imm)) = short {
                let a = self.reg(a);
                return self.emit(MInst::Imm { op, rd, a, imm });
            }
            if op == BinOp::And
                && (word + 1).is_power_of_two()
                && self.place_for(word) == self.source
            {
                let (a, up, by) = (self.reg(a), self.fresh(), word.leading_zeros() as i32);
                self.emit(MInst::Imm { op: ImmOp::Shl, rd: up, a, imm: by });
                return self.emit(MInst::Imm { op: ImmOp::ShrU, rd, a: up, imm: by });
            }
        }
        let (a, b) = (self.reg(a), self.reg(b));
        self.emit(MInst::Alu { op: AluOp::Bin(op), rd, a, b });
    }

    /// Makes a word of a comparison.
    pub(super) fn compare(&mut self, cc: Cc, rd: Reg, a: Value, b: Value) {
        let positive = match cc {
            Cc::Eq | Cc::LtS | Cc::LtU | Cc::Ne => rd,
            Cc::GeS | Cc::GeU => self.fresh(),
        };
        match cc {
            Cc::Eq | Cc::Ne => self.equal(cc, rd, a, b),
            Cc::LtS | Cc::GeS => self.less(AluOp::SetLtS, ImmOp::SetLtS, positive, a, b),
            Cc::LtU | Cc::GeU => self.less(AluOp::SetLtU, ImmOp::SetLtU, positive, a, b),
        }
        if positive != rd {
            self.emit(MInst::Imm { op: ImmOp::Xor, rd, a: positive, imm: 1 });
        }
    }

    pub(super) fn equal(&mut self, cc: Cc, rd: Reg, a: Value, b: Value) {
        let difference = match self.func.constant(b).map(|word| word as i32) {
            Some(0) => self.reg(a),
            Some(imm) if fits(imm) => {
                let (rd, a) = (self.fresh(), self.reg(a));
                self.emit(MInst::Imm { op: ImmOp::Xor, rd, a, imm });
                rd
            }
            _ => {
                let (a, b, rd) = (self.reg(a), self.reg(b), self.fresh());
                self.emit(MInst::Alu { op: AluOp::Bin(BinOp::Xor), rd, a, b });
                rd
            }
        };
        match cc {
            Cc::Eq => self.emit(MInst::Imm { op: ImmOp::SetLtU, rd, a: difference, imm: 1 }),
            _ => self.emit(MInst::Alu { op: AluOp::SetLtU, rd, a: ZERO_REG, b: difference }),
        }
    }

    pub(super) fn less(&mut self, op: AluOp, imm_op: ImmOp, rd: Reg, a: Value, b: Value) {
        let a = self.reg(a);
        match self.func.constant(b).map(|word| word as i32) {
            Some(imm) if fits(imm) && imm != 0 => self.emit(MInst::Imm { op: imm_op, rd, a, imm }),
            _ => {
                let b = self.reg(b);
                self.emit(MInst::Alu { op, rd, a, b });
            }
        }
    }

    /// A condition as the comparison a branch can make.
    pub(super) fn condition(&mut self, value: Value) -> (Cc, Reg, Reg) {
        let Inst::Cmp(cc, a, b) = *self.func.inst(value) else {
            return (Cc::Ne, self.reg(value), ZERO_REG);
        };
        match (cc, self.func.constant(b)) {
            (Cc::LtU, Some(1)) => (Cc::Eq, self.reg(a), ZERO_REG),
            (Cc::GeU, Some(1)) => (Cc::Ne, self.reg(a), ZERO_REG),
            _ => (cc, self.reg(a), self.reg(b)),
        }
    }

    pub(super) fn select(&mut self, rd: Reg, c: Value, then: Value, other: Value) {
        let (mut cc, a, b) = self.condition(c);
        let (mut then, mut other) = (then, other);
        let fixed = |value| matches!(self.func.inst(value), Inst::Const(_) | Inst::Memory);
        if fixed(then) && !fixed(other) {
            cc = cc.inverse();
            std::mem::swap(&mut then, &mut other);
        }
        let then = self.movable(then);
        let other = match self.func.constant(other).map(|word| word as i32) {
            Some(imm) if fits(imm) => Other::Imm(imm),
            _ => Other::Reg(self.reg(other)),
        };
        self.emit(MInst::Select { cc, a, b, rd, then, other });
    }

    pub(super) fn check(&mut self, addr: Value, end: u32) {
        let addr = self.reg(addr);
        // The memory never gets smaller, so what it has at the start is always there.
        let bound = match self.memory_bytes.checked_sub(end.into()) {
            _ if end <= SLACK => Reg::Phys(LIMIT),
            Some(last) => self.constant(last as u32 + 1),
            None => ZERO_REG,
        };
        self.emit(MInst::Check { addr, bound, end });
    }

    pub(super) fn call(&mut self, value: Value, callee: Callee, args: &[Value], results: u32) {
        let mut uses = Vec::new();
        for (index, arg) in args.iter().enumerate() {
            match (index as u32).checked_sub(ARGS) {
                None => uses.push((self.movable(*arg), A0 + index as Phys)),
                Some(slot) => {
                    let src = self.reg(*arg);
                    self.emit(MInst::FrameStore { src, area: Area::Outgoing, slot });
                }
            }
        }
        let pointer = match callee {
            Callee::Pointer(pointer) => Some(self.movable(pointer)),
            _ => None,
        };
        let words = (args.len() as u32).max(results);
        self.outgoing = self.outgoing.max(words.saturating_sub(ARGS));
        self.calls = true;
        let mut defs = Vec::new();
        let mut loads = Vec::new();
        for (index, word) in self.results.remove(&value).unwrap_or_default() {
            let rd = Reg::Virtual(word.0);
            match index.checked_sub(ARGS) {
                None => defs.push((rd, A0 + index as Phys)),
                Some(slot) => loads.push(MInst::FrameLoad { rd, area: Area::Outgoing, slot }),
            }
        }
        self.emit(MInst::Call { callee, pointer, uses, defs });
        loads.into_iter().for_each(|load| self.emit(load));
    }
}
