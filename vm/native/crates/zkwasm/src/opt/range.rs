//! How large a word can be.

use crate::ir::{BinOp, Func, Inst, LoadKind, Value};

/// How many operations are looked through.
const DEPTH: u32 = 6;

/// The largest value a word can have, as far as is known.
pub fn most(func: &Func, value: Value) -> u32 {
    bound(func, value, DEPTH)
}

fn bound(func: &Func, value: Value, depth: u32) -> u32 {
    if depth == 0 {
        return u32::MAX;
    }
    let of = |value| bound(func, value, depth - 1);
    match *func.inst(value) {
        Inst::Const(word) => word,
        Inst::Cmp(..) => 1,
        Inst::Load { kind: LoadKind::U8, .. } => 0xff,
        Inst::Load { kind: LoadKind::U16, .. } => 0xffff,
        Inst::Select(_, a, b) => of(a).max(of(b)),
        Inst::Bin(BinOp::And, a, b) => of(a).min(of(b)),
        Inst::Bin(BinOp::Or | BinOp::Xor, a, b) => {
            let bits = 32 - (of(a) | of(b)).leading_zeros();
            1_u32.checked_shl(bits).map_or(u32::MAX, |over| over - 1)
        }
        Inst::Bin(BinOp::Add, a, b) => of(a).saturating_add(of(b)),
        Inst::Bin(BinOp::Mul, a, b) => of(a).saturating_mul(of(b)),
        Inst::Bin(op, a, b) => match (op, func.constant(b)) {
            (BinOp::Shl, Some(by)) => {
                let most = of(a);
                if most.leading_zeros() >= by & 31 { most << (by & 31) } else { u32::MAX }
            }
            (BinOp::ShrU, Some(by)) => of(a) >> (by & 31),
            (BinOp::DivU, Some(by)) if by > 0 => of(a) / by,
            (BinOp::RemU, Some(by)) if by > 0 => of(a).min(by - 1),
            _ => u32::MAX,
        },
        _ => u32::MAX,
    }
}
