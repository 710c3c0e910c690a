//! 64-bit integers as pairs of words.

use wasmparser::Operator;

use super::{Lower, Pair};
use crate::error::Result;
use crate::ir::{BinOp, Cc, Inst, Value};

impl Lower<'_> {
    /// Handles a 64-bit operator; false if it is none.
    pub(super) fn long_operator(&mut self, operator: &Operator<'_>) -> Result<bool> {
        Ok(self.long_arithmetic(operator)?
            || self.long_comparison(operator)?
            || self.long_unary(operator)?)
    }

    fn long_arithmetic(&mut self, operator: &Operator<'_>) -> Result<bool> {
        let work: fn(&mut Self, Pair, Pair) -> Pair = match operator {
            Operator::I64Add => Self::add,
            Operator::I64Sub => Self::sub,
            Operator::I64Mul => Self::mul,
            Operator::I64And => {
                |l, a, b| (l.bin(BinOp::And, a.0, b.0), l.bin(BinOp::And, a.1, b.1))
            }
            Operator::I64Or => |l, a, b| (l.bin(BinOp::Or, a.0, b.0), l.bin(BinOp::Or, a.1, b.1)),
            Operator::I64Xor => {
                |l, a, b| (l.bin(BinOp::Xor, a.0, b.0), l.bin(BinOp::Xor, a.1, b.1))
            }
            Operator::I64Shl => |l, a, b| l.shift_left(a, b.0),
            Operator::I64ShrU => |l, a, b| l.shift_right(BinOp::ShrU, a, b.0),
            Operator::I64ShrS => |l, a, b| l.shift_right(BinOp::ShrS, a, b.0),
            Operator::I64Rotl => |l, a, b| l.rotate_long(a, b.0, true),
            Operator::I64Rotr => |l, a, b| l.rotate_long(a, b.0, false),
            _ => return self.long_division(operator),
        };
        let (b, a) = (self.pop_pair()?, self.pop_pair()?);
        let pair = work(self, a, b);
        self.push_pair(pair);
        Ok(true)
    }

    fn long_division(&mut self, operator: &Operator<'_>) -> Result<bool> {
        let (name, narrow) = match operator {
            Operator::I64DivU => ("zkw_i64_div_u", Some(BinOp::DivU)),
            Operator::I64RemU => ("zkw_i64_rem_u", Some(BinOp::RemU)),
            Operator::I64DivS => ("zkw_i64_div_s", None),
            Operator::I64RemS => ("zkw_i64_rem_s", None),
            _ => return Ok(false),
        };
        let top = self.stack.len();
        let is_zero = |at: usize| self.func.constant(self.stack[at]) == Some(0);
        match narrow {
            Some(op) if top >= 4 && is_zero(top - 1) && is_zero(top - 3) => {
                let (b, a) = (self.pop_pair()?, self.pop_pair()?);
                let zero = self.iconst(0);
                self.trap_if(Cc::Eq, b.0, zero, crate::ir::Trap::DivisionByZero);
                let value = self.bin(op, a.0, b.0);
                self.push_pair((value, zero));
            }
            _ => self.runtime(name, 4, 2)?,
        }
        Ok(true)
    }

    fn add(&mut self, a: Pair, b: Pair) -> Pair {
        let low = self.bin(BinOp::Add, a.0, b.0);
        // Without an addition there is no carry.
        let carry = match (self.func.constant(a.0), self.func.constant(b.0)) {
            (Some(0), _) | (_, Some(0)) => self.iconst(0),
            (None, Some(_)) => self.cmp(Cc::LtU, low, a.0),
            _ => self.cmp(Cc::LtU, low, b.0),
        };
        let high = self.bin(BinOp::Add, a.1, b.1);
        (low, self.bin(BinOp::Add, high, carry))
    }

    fn sub(&mut self, a: Pair, b: Pair) -> Pair {
        let low = self.bin(BinOp::Sub, a.0, b.0);
        let borrow = self.cmp(Cc::LtU, a.0, b.0);
        let high = self.bin(BinOp::Sub, a.1, b.1);
        (low, self.bin(BinOp::Sub, high, borrow))
    }

    fn mul(&mut self, a: Pair, b: Pair) -> Pair {
        let low = self.bin(BinOp::Mul, a.0, b.0);
        if self.is_extended(a) && self.is_extended(b) {
            return (low, self.bin(BinOp::MulHighS, a.0, b.0));
        }
        let high = self.bin(BinOp::MulHighU, a.0, b.0);
        let one = self.bin(BinOp::Mul, a.0, b.1);
        let other = self.bin(BinOp::Mul, a.1, b.0);
        let high = self.bin(BinOp::Add, high, one);
        (low, self.bin(BinOp::Add, high, other))
    }

    /// Whether a pair is a word with its sign extended.
    fn is_extended(&self, pair: Pair) -> bool {
        match (self.func.inst(pair.0), self.func.inst(pair.1)) {
            (Inst::Const(low), Inst::Const(high)) => *high == (*low as i32 >> 31) as u32,
            (_, Inst::Bin(BinOp::ShrS, of, by)) => {
                *of == pair.0 && self.func.constant(*by) == Some(31)
            }
            _ => false,
        }
    }

    fn shift_left(&mut self, a: Pair, by: Value) -> Pair {
        if let Some(by) = self.func.constant(by) {
            let zero = self.iconst(0);
            return match by & 63 {
                0 => a,
                by @ 32.. => (zero, self.bin_const(BinOp::Shl, a.0, by - 32)),
                by => (self.bin_const(BinOp::Shl, a.0, by), self.funnel(a.1, a.0, by)),
            };
        }
        let (low, high, zero) =
            (self.bin(BinOp::Shl, a.0, by), self.funnel_by(a.1, a.0, by, true), self.iconst(0));
        let far = self.bin_const(BinOp::And, by, 32);
        (self.select(far, zero, low), self.select(far, low, high))
    }

    fn shift_right(&mut self, op: BinOp, a: Pair, by: Value) -> Pair {
        if let Some(by) = self.func.constant(by) {
            return match by & 63 {
                0 => a,
                by @ 32.. => (self.bin_const(op, a.1, by - 32), self.fill(op, a.1)),
                by => (self.funnel(a.1, a.0, 32 - by), self.bin_const(op, a.1, by)),
            };
        }
        let (high, low) = (self.bin(op, a.1, by), self.funnel_by(a.0, a.1, by, false));
        let fill = self.fill(op, a.1);
        let far = self.bin_const(BinOp::And, by, 32);
        (self.select(far, high, low), self.select(far, fill, high))
    }

    /// What a right shift brings in.
    fn fill(&mut self, op: BinOp, high: Value) -> Value {
        match op {
            BinOp::ShrS => self.bin_const(BinOp::ShrS, high, 31),
            _ => self.iconst(0),
        }
    }

    /// The upper word of high:low shifted left by 1 to 31.
    fn funnel(&mut self, high: Value, low: Value, by: u32) -> Value {
        let up = self.bin_const(BinOp::Shl, high, by);
        let down = self.bin_const(BinOp::ShrU, low, 32 - by);
        self.bin(BinOp::Or, up, down)
    }

    /// `main` shifted by the low five bits of `by`, with bits of `other` coming in.
    fn funnel_by(&mut self, main: Value, other: Value, by: Value, left: bool) -> Value {
        let (there, back) =
            if left { (BinOp::Shl, BinOp::ShrU) } else { (BinOp::ShrU, BinOp::Shl) };
        let moved = self.bin(there, main, by);
        // 32 - n as 1 and 31 - n: a shift by 32 would be one by 0.
        let one = self.bin_const(back, other, 1);
        let rest = self.bin_const(BinOp::Xor, by, u32::MAX);
        let incoming = self.bin(back, one, rest);
        self.bin(BinOp::Or, moved, incoming)
    }

    fn rotate_long(&mut self, a: Pair, by: Value, left: bool) -> Pair {
        if let Some(by) = self.func.constant(by) {
            let by = if left { by & 63 } else { by.wrapping_neg() & 63 };
            let (low, high) = if by >= 32 { (a.1, a.0) } else { a };
            return match by & 31 {
                0 => (low, high),
                by => (self.funnel(low, high, by), self.funnel(high, low, by)),
            };
        }
        let far = self.bin_const(BinOp::And, by, 32);
        let (low, high) = (self.select(far, a.1, a.0), self.select(far, a.0, a.1));
        (self.funnel_by(low, high, by, left), self.funnel_by(high, low, by, left))
    }

    fn long_comparison(&mut self, operator: &Operator<'_>) -> Result<bool> {
        let (cc, swapped) = match operator {
            Operator::I64Eq => (Cc::Eq, false),
            Operator::I64Ne => (Cc::Ne, false),
            Operator::I64LtS => (Cc::LtS, false),
            Operator::I64LtU => (Cc::LtU, false),
            Operator::I64GtS => (Cc::LtS, true),
            Operator::I64GtU => (Cc::LtU, true),
            Operator::I64LeS => (Cc::GeS, true),
            Operator::I64LeU => (Cc::GeU, true),
            Operator::I64GeS => (Cc::GeS, false),
            Operator::I64GeU => (Cc::GeU, false),
            _ => return Ok(false),
        };
        let (b, a) = (self.pop_pair()?, self.pop_pair()?);
        let value = if swapped { self.compare(cc, b, a) } else { self.compare(cc, a, b) };
        self.stack.push(value);
        Ok(true)
    }

    fn compare(&mut self, cc: Cc, a: Pair, b: Pair) -> Value {
        let zero = self.iconst(0);
        match cc {
            Cc::Eq | Cc::Ne => {
                let low = self.bin(BinOp::Xor, a.0, b.0);
                let high = self.bin(BinOp::Xor, a.1, b.1);
                let both = self.bin(BinOp::Or, low, high);
                self.cmp(cc, both, zero)
            }
            // The sign stands in the high word alone.
            Cc::LtS | Cc::GeS if self.is_zero(b) => self.cmp(cc, a.1, zero),
            Cc::GeS => self.less(Cc::LtS, a, b, true),
            Cc::GeU => self.less(Cc::LtU, a, b, true),
            Cc::LtS | Cc::LtU => self.less(cc, a, b, false),
        }
    }

    fn is_zero(&self, pair: Pair) -> bool {
        self.func.constant(pair.0) == Some(0) && self.func.constant(pair.1) == Some(0)
    }

    /// Whether a < b, or not if `inverse`: the high words decide unless they are equal.
    fn less(&mut self, cc: Cc, a: Pair, b: Pair, inverse: bool) -> Value {
        let (cc, low_cc) = match inverse {
            true => (cc.inverse(), Cc::GeU),
            false => (cc, Cc::LtU),
        };
        let high = self.cmp(cc, a.1, b.1);
        let low = self.cmp(low_cc, a.0, b.0);
        let same = self.cmp(Cc::Eq, a.1, b.1);
        self.select(same, low, high)
    }

    fn long_unary(&mut self, operator: &Operator<'_>) -> Result<bool> {
        match operator {
            Operator::I64Eqz => {
                let (pair, zero) = (self.pop_pair()?, self.iconst(0));
                let value = self.compare(Cc::Eq, pair, (zero, zero));
                self.stack.push(value);
            }
            Operator::I32WrapI64 => {
                let pair = self.pop_pair()?;
                self.stack.push(pair.0);
            }
            Operator::I64ExtendI32U => self.push_const(0),
            Operator::I64ExtendI32S | Operator::I64Extend32S => {
                if matches!(operator, Operator::I64Extend32S) {
                    self.pop()?;
                }
                self.extend_pair(0)?;
            }
            Operator::I64Extend8S | Operator::I64Extend16S => {
                self.pop()?;
                self.extend_pair(if matches!(operator, Operator::I64Extend8S) { 24 } else { 16 })?;
            }
            Operator::I64Clz => self.runtime("zkw_i64_clz", 2, 2)?,
            Operator::I64Ctz => self.runtime("zkw_i64_ctz", 2, 2)?,
            Operator::I64Popcnt => self.runtime("zkw_i64_popcnt", 2, 2)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Makes a pair of the word on the stack, whose low 32 - `by` bits count.
    fn extend_pair(&mut self, by: u32) -> Result<()> {
        let low = self.pop()?;
        let low = self.sign_extend(low, by);
        let high = self.bin_const(BinOp::ShrS, low, 31);
        self.push_pair((low, high));
        Ok(())
    }
}
