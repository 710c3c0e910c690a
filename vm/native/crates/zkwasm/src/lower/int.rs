//! 32-bit integers.

use wasmparser::Operator;

use super::Lower;
use crate::error::Result;
use crate::ir::{BinOp, Cc, Inst, Trap, Value};

impl Lower<'_> {
    /// Handles a 32-bit operator; false if it is none.
    pub(super) fn int_operator(&mut self, operator: &Operator<'_>) -> Result<bool> {
        if let Some(op) = simple(operator) {
            let (b, a) = (self.pop()?, self.pop()?);
            let value = self.bin(op, a, b);
            self.stack.push(value);
        } else if let Some((cc, swapped)) = comparison(operator) {
            let (b, a) = (self.pop()?, self.pop()?);
            let value = if swapped { self.cmp(cc, b, a) } else { self.cmp(cc, a, b) };
            self.stack.push(value);
        } else {
            return self.int_special(operator);
        }
        Ok(true)
    }

    fn int_special(&mut self, operator: &Operator<'_>) -> Result<bool> {
        match operator {
            Operator::I32Eqz => {
                let (a, zero) = (self.pop()?, self.iconst(0));
                let value = self.cmp(Cc::Eq, a, zero);
                self.stack.push(value);
            }
            Operator::I32DivS => self.division(BinOp::DivS)?,
            Operator::I32DivU => self.division(BinOp::DivU)?,
            Operator::I32RemS => self.division(BinOp::RemS)?,
            Operator::I32RemU => self.division(BinOp::RemU)?,
            Operator::I32Rotl | Operator::I32Rotr => {
                let (b, a) = (self.pop()?, self.pop()?);
                let value = self.rotate(a, b, matches!(operator, Operator::I32Rotl));
                self.stack.push(value);
            }
            Operator::I32Extend8S => self.extend(24)?,
            Operator::I32Extend16S => self.extend(16)?,
            Operator::I32Clz => self.runtime("zkw_i32_clz", 1, 1)?,
            Operator::I32Ctz => self.runtime("zkw_i32_ctz", 1, 1)?,
            Operator::I32Popcnt => self.runtime("zkw_i32_popcnt", 1, 1)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn extend(&mut self, by: u32) -> Result<()> {
        let a = self.pop()?;
        let value = self.sign_extend(a, by);
        self.stack.push(value);
        Ok(())
    }

    /// Extends the sign of the low 32 - `by` bits.
    pub(super) fn sign_extend(&mut self, a: Value, by: u32) -> Value {
        let up = self.bin_const(BinOp::Shl, a, by);
        self.bin_const(BinOp::ShrS, up, by)
    }

    fn rotate(&mut self, a: Value, b: Value, left: bool) -> Value {
        let (there, back) =
            if left { (BinOp::Shl, BinOp::ShrU) } else { (BinOp::ShrU, BinOp::Shl) };
        let zero = self.iconst(0);
        let rest = self.bin(BinOp::Sub, zero, b);
        let one = self.bin(there, a, b);
        let other = self.bin(back, a, rest);
        self.bin(BinOp::Or, one, other)
    }

    /// The machine's division never faults, WASM's does.
    fn division(&mut self, op: BinOp) -> Result<()> {
        let (b, a) = (self.pop()?, self.pop()?);
        let zero = self.iconst(0);
        self.trap_if(Cc::Eq, b, zero, Trap::DivisionByZero);
        if op == BinOp::DivS {
            self.check_quotient(a, b);
        }
        let value = self.bin(op, a, b);
        self.stack.push(value);
        Ok(())
    }

    /// The quotient of the smallest number and -1 is the only one that is too large.
    fn check_quotient(&mut self, a: Value, b: Value) {
        if self.func.constant(b).is_some_and(|b| b != u32::MAX) {
            return;
        }
        if self.func.constant(a).is_some_and(|a| a != 1 << 31) {
            return;
        }
        let smallest = self.bin_const(BinOp::Xor, a, 1 << 31);
        let minus_one = self.bin_const(BinOp::Xor, b, u32::MAX);
        let both = self.bin(BinOp::Or, smallest, minus_one);
        let zero = self.iconst(0);
        self.trap_if(Cc::Eq, both, zero, Trap::IntegerOverflow);
    }

    pub(super) fn trap_if(&mut self, cc: Cc, a: Value, b: Value, trap: Trap) {
        if let (Some(x), Some(y)) = (self.func.constant(a), self.func.constant(b))
            && !crate::ir::eval_cc(cc, x, y)
        {
            return;
        }
        self.func.push(self.at, Inst::TrapIf(cc, a, b, trap));
    }
}

fn simple(operator: &Operator<'_>) -> Option<BinOp> {
    Some(match operator {
        Operator::I32Add => BinOp::Add,
        Operator::I32Sub => BinOp::Sub,
        Operator::I32Mul => BinOp::Mul,
        Operator::I32And => BinOp::And,
        Operator::I32Or => BinOp::Or,
        Operator::I32Xor => BinOp::Xor,
        Operator::I32Shl => BinOp::Shl,
        Operator::I32ShrS => BinOp::ShrS,
        Operator::I32ShrU => BinOp::ShrU,
        _ => return None,
    })
}

/// The comparison, and whether the operands change places.
fn comparison(operator: &Operator<'_>) -> Option<(Cc, bool)> {
    Some(match operator {
        Operator::I32Eq => (Cc::Eq, false),
        Operator::I32Ne => (Cc::Ne, false),
        Operator::I32LtS => (Cc::LtS, false),
        Operator::I32LtU => (Cc::LtU, false),
        Operator::I32GtS => (Cc::LtS, true),
        Operator::I32GtU => (Cc::LtU, true),
        Operator::I32LeS => (Cc::GeS, true),
        Operator::I32LeU => (Cc::GeU, true),
        Operator::I32GeS => (Cc::GeS, false),
        Operator::I32GeU => (Cc::GeU, false),
        _ => return None,
    })
}
