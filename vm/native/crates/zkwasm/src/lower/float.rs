//! Floats: bits in words, operations in the runtime.

use wasmparser::Operator;

use super::Lower;
use crate::error::Result;
use crate::ir::{BinOp, Cc, Value};

/// The sign of a float stands in the top bit of its (high) word.
const SIGN: u32 = 1 << 31;

impl Lower<'_> {
    /// Handles a float operator; false if it is none.
    pub(super) fn float_operator(&mut self, operator: &Operator<'_>) -> Result<bool> {
        if let Some((name, params, results)) = in_runtime(operator) {
            self.runtime(name, params, results)?;
        } else if let Some((name, words, change)) = comparison(operator) {
            self.compare_floats(name, words, change)?;
        } else {
            return self.signs(operator);
        }
        Ok(true)
    }

    fn compare_floats(&mut self, name: &'static str, words: u32, change: Change) -> Result<()> {
        if change == Change::Swap {
            let b = self.pop_words(words)?;
            let a = self.pop_words(words)?;
            self.stack.extend(b);
            self.stack.extend(a);
        }
        self.runtime(name, 2 * words, 1)?;
        if change == Change::Not {
            let (a, zero) = (self.pop()?, self.iconst(0));
            let value = self.cmp(Cc::Eq, a, zero);
            self.stack.push(value);
        }
        Ok(())
    }

    /// What touches nothing but the sign, which is in the topmost word in both widths.
    fn signs(&mut self, operator: &Operator<'_>) -> Result<bool> {
        match operator {
            Operator::F32Abs | Operator::F64Abs => {
                let high = self.pop()?;
                let value = self.bin_const(BinOp::And, high, !SIGN);
                self.stack.push(value);
            }
            Operator::F32Neg | Operator::F64Neg => {
                let high = self.pop()?;
                let value = self.bin_const(BinOp::Xor, high, SIGN);
                self.stack.push(value);
            }
            Operator::F32Copysign => {
                let (b, a) = (self.pop()?, self.pop()?);
                let value = self.copy_sign(a, b);
                self.stack.push(value);
            }
            Operator::F64Copysign => {
                let (b, a) = (self.pop_pair()?, self.pop_pair()?);
                let high = self.copy_sign(a.1, b.1);
                self.push_pair((a.0, high));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn copy_sign(&mut self, a: Value, b: Value) -> Value {
        let rest = self.bin_const(BinOp::And, a, !SIGN);
        let sign = self.bin_const(BinOp::And, b, SIGN);
        self.bin(BinOp::Or, rest, sign)
    }
}

/// How a comparison differs from the one the runtime has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    None,
    Swap,
    Not,
}

/// The runtime's comparison, the words of an operand, and what is different.
fn comparison(operator: &Operator<'_>) -> Option<(&'static str, u32, Change)> {
    Some(match operator {
        Operator::F32Eq => ("zkw_f32_eq", 1, Change::None),
        Operator::F32Ne => ("zkw_f32_eq", 1, Change::Not),
        Operator::F32Lt => ("zkw_f32_lt", 1, Change::None),
        Operator::F32Gt => ("zkw_f32_lt", 1, Change::Swap),
        Operator::F32Le => ("zkw_f32_le", 1, Change::None),
        Operator::F32Ge => ("zkw_f32_le", 1, Change::Swap),
        Operator::F64Eq => ("zkw_f64_eq", 2, Change::None),
        Operator::F64Ne => ("zkw_f64_eq", 2, Change::Not),
        Operator::F64Lt => ("zkw_f64_lt", 2, Change::None),
        Operator::F64Gt => ("zkw_f64_lt", 2, Change::Swap),
        Operator::F64Le => ("zkw_f64_le", 2, Change::None),
        Operator::F64Ge => ("zkw_f64_le", 2, Change::Swap),
        _ => return None,
    })
}

/// The runtime's function and the words it takes and gives.
fn in_runtime(operator: &Operator<'_>) -> Option<(&'static str, u32, u32)> {
    Some(match operator {
        Operator::F32Add => ("zkw_f32_add", 2, 1),
        Operator::F32Sub => ("zkw_f32_sub", 2, 1),
        Operator::F32Mul => ("zkw_f32_mul", 2, 1),
        Operator::F32Div => ("zkw_f32_div", 2, 1),
        Operator::F32Min => ("zkw_f32_min", 2, 1),
        Operator::F32Max => ("zkw_f32_max", 2, 1),
        Operator::F32Sqrt => ("zkw_f32_sqrt", 1, 1),
        Operator::F32Ceil => ("zkw_f32_ceil", 1, 1),
        Operator::F32Floor => ("zkw_f32_floor", 1, 1),
        Operator::F32Trunc => ("zkw_f32_trunc", 1, 1),
        Operator::F32Nearest => ("zkw_f32_nearest", 1, 1),
        Operator::F32ConvertI32S => ("zkw_f32_from_i32_s", 1, 1),
        Operator::I32TruncF32S => ("zkw_f32_to_i32_s", 1, 1),
        Operator::I32TruncSatF32S => ("zkw_f32_sat_i32_s", 1, 1),
        Operator::F32ConvertI32U => ("zkw_f32_from_i32_u", 1, 1),
        Operator::I32TruncF32U => ("zkw_f32_to_i32_u", 1, 1),
        Operator::I32TruncSatF32U => ("zkw_f32_sat_i32_u", 1, 1),
        Operator::F32ConvertI64S => ("zkw_f32_from_i64_s", 2, 1),
        Operator::I64TruncF32S => ("zkw_f32_to_i64_s", 1, 2),
        Operator::I64TruncSatF32S => ("zkw_f32_sat_i64_s", 1, 2),
        Operator::F32ConvertI64U => ("zkw_f32_from_i64_u", 2, 1),
        Operator::I64TruncF32U => ("zkw_f32_to_i64_u", 1, 2),
        Operator::I64TruncSatF32U => ("zkw_f32_sat_i64_u", 1, 2),
        Operator::F64Add => ("zkw_f64_add", 4, 2),
        Operator::F64Sub => ("zkw_f64_sub", 4, 2),
        Operator::F64Mul => ("zkw_f64_mul", 4, 2),
        Operator::F64Div => ("zkw_f64_div", 4, 2),
        Operator::F64Min => ("zkw_f64_min", 4, 2),
        Operator::F64Max => ("zkw_f64_max", 4, 2),
        Operator::F64Sqrt => ("zkw_f64_sqrt", 2, 2),
        Operator::F64Ceil => ("zkw_f64_ceil", 2, 2),
        Operator::F64Floor => ("zkw_f64_floor", 2, 2),
        Operator::F64Trunc => ("zkw_f64_trunc", 2, 2),
        Operator::F64Nearest => ("zkw_f64_nearest", 2, 2),
        Operator::F64ConvertI32S => ("zkw_f64_from_i32_s", 1, 2),
        Operator::I32TruncF64S => ("zkw_f64_to_i32_s", 2, 1),
        Operator::I32TruncSatF64S => ("zkw_f64_sat_i32_s", 2, 1),
        Operator::F64ConvertI32U => ("zkw_f64_from_i32_u", 1, 2),
        Operator::I32TruncF64U => ("zkw_f64_to_i32_u", 2, 1),
        Operator::I32TruncSatF64U => ("zkw_f64_sat_i32_u", 2, 1),
        Operator::F64ConvertI64S => ("zkw_f64_from_i64_s", 2, 2),
        Operator::I64TruncF64S => ("zkw_f64_to_i64_s", 2, 2),
        Operator::I64TruncSatF64S => ("zkw_f64_sat_i64_s", 2, 2),
        Operator::F64ConvertI64U => ("zkw_f64_from_i64_u", 2, 2),
        Operator::I64TruncF64U => ("zkw_f64_to_i64_u", 2, 2),
        Operator::I64TruncSatF64U => ("zkw_f64_sat_i64_u", 2, 2),
        Operator::F32DemoteF64 => ("zkw_f32_demote", 2, 1),
        Operator::F64PromoteF32 => ("zkw_f64_promote", 1, 2),
        _ => return None,
    })
}
