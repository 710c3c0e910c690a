//! What is known of operations on constants.

use super::{BinOp, Cc};

/// The result of an operation on two constants.
pub fn eval_bin(op: BinOp, a: u32, b: u32) -> u32 {
    match op {
        BinOp::Add => a.wrapping_add(b),
        BinOp::Sub => a.wrapping_sub(b),
        BinOp::And => a & b,
        BinOp::Or => a | b,
        BinOp::Xor => a ^ b,
        BinOp::Shl => a << (b & 31),
        BinOp::ShrU => a >> (b & 31),
        BinOp::ShrS => (a as i32 >> (b & 31)) as u32,
        BinOp::Mul => a.wrapping_mul(b),
        BinOp::MulHighU => ((u64::from(a) * u64::from(b)) >> 32) as u32,
        BinOp::MulHighS => ((i64::from(a as i32) * i64::from(b as i32)) >> 32) as u32,
        BinOp::DivU => a.checked_div(b).unwrap_or(u32::MAX),
        BinOp::RemU => a.checked_rem(b).unwrap_or(a),
        BinOp::DivS if b == 0 => u32::MAX,
        BinOp::DivS => (a as i32).wrapping_div(b as i32) as u32,
        BinOp::RemS if b == 0 => a,
        BinOp::RemS => (a as i32).wrapping_rem(b as i32) as u32,
    }
}

/// Whether a comparison of two constants holds.
pub fn eval_cc(cc: Cc, a: u32, b: u32) -> bool {
    match cc {
        Cc::Eq => a == b,
        Cc::Ne => a != b,
        Cc::LtS => (a as i32) < b as i32,
        Cc::GeS => a as i32 >= b as i32,
        Cc::LtU => a < b,
        Cc::GeU => a >= b,
    }
}

/// Whether `a op b` is `a` for this `b`.
pub fn has_identity(op: BinOp, b: u32) -> bool {
    match op {
        BinOp::Add | BinOp::Sub | BinOp::Or | BinOp::Xor => b == 0,
        BinOp::Shl | BinOp::ShrU | BinOp::ShrS => b & 31 == 0,
        BinOp::And => b == u32::MAX,
        BinOp::Mul | BinOp::DivU | BinOp::DivS => b == 1,
        BinOp::MulHighU | BinOp::MulHighS | BinOp::RemU | BinOp::RemS => false,
    }
}
