//! Instruction words.

use crate::ir::{BinOp, Cc, LoadKind, StoreKind};

use super::inst::{AluOp, ImmOp};
use super::regs::Phys;

fn r(opcode: u32, f3: u32, f7: u32, rd: Phys, a: Phys, b: Phys) -> u32 {
    opcode | u32::from(rd) << 7 | f3 << 12 | u32::from(a) << 15 | u32::from(b) << 20 | f7 << 25
}

fn i(opcode: u32, f3: u32, rd: Phys, a: Phys, imm: i32) -> u32 {
    debug_assert!(fits(imm), "{imm} does not fit");
    opcode | u32::from(rd) << 7 | f3 << 12 | u32::from(a) << 15 | (imm as u32) << 20
}

/// Whether a number fits the 12 bits of most instructions.
pub fn fits(imm: i32) -> bool {
    (-2048..2048).contains(&imm)
}

/// Whether a distance fits a branch.
pub fn branch_fits(distance: i32) -> bool {
    (-4096..4096).contains(&distance)
}

/// Whether a distance fits a jump.
pub fn jump_fits(distance: i32) -> bool {
    (-(1 << 20)..1 << 20).contains(&distance)
}

/// An operation on two registers.
pub fn alu(op: AluOp, rd: Phys, a: Phys, b: Phys) -> u32 {
    let (f3, f7) = match op {
        AluOp::Bin(BinOp::Add) => (0, 0),
        AluOp::Bin(BinOp::Sub) => (0, 32),
        AluOp::Bin(BinOp::Shl) => (1, 0),
        AluOp::SetLtS => (2, 0),
        AluOp::SetLtU => (3, 0),
        AluOp::Bin(BinOp::Xor) => (4, 0),
        AluOp::Bin(BinOp::ShrU) => (5, 0),
        AluOp::Bin(BinOp::ShrS) => (5, 32),
        AluOp::Bin(BinOp::Or) => (6, 0),
        AluOp::Bin(BinOp::And) => (7, 0),
        AluOp::Bin(BinOp::Mul) => (0, 1),
        AluOp::Bin(BinOp::MulHighS) => (1, 1),
        AluOp::Bin(BinOp::MulHighU) => (3, 1),
        AluOp::Bin(BinOp::DivS) => (4, 1),
        AluOp::Bin(BinOp::DivU) => (5, 1),
        AluOp::Bin(BinOp::RemS) => (6, 1),
        AluOp::Bin(BinOp::RemU) => (7, 1),
    };
    r(0x33, f3, f7, rd, a, b)
}

/// An operation with a constant that fits.
pub fn imm(op: ImmOp, rd: Phys, a: Phys, imm: i32) -> u32 {
    match op {
        ImmOp::Add => i(0x13, 0, rd, a, imm),
        ImmOp::Shl => i(0x13, 1, rd, a, imm & 31),
        ImmOp::SetLtS => i(0x13, 2, rd, a, imm),
        ImmOp::SetLtU => i(0x13, 3, rd, a, imm),
        ImmOp::Xor => i(0x13, 4, rd, a, imm),
        ImmOp::ShrU => i(0x13, 5, rd, a, imm & 31),
        ImmOp::ShrS => i(0x13, 5, rd, a, imm & 31 | 1 << 10),
        ImmOp::Or => i(0x13, 6, rd, a, imm),
        ImmOp::And => i(0x13, 7, rd, a, imm),
    }
}

/// A load.
pub fn load(kind: LoadKind, rd: Phys, base: Phys, off: i32) -> u32 {
    let f3 = match kind {
        LoadKind::S8 => 0,
        LoadKind::S16 => 1,
        LoadKind::Word => 2,
        LoadKind::U8 => 4,
        LoadKind::U16 => 5,
    };
    i(0x03, f3, rd, base, off)
}

/// A store.
pub fn store(kind: StoreKind, src: Phys, base: Phys, off: i32) -> u32 {
    debug_assert!(fits(off), "{off} does not fit");
    let f3 = match kind {
        StoreKind::Byte => 0,
        StoreKind::Half => 1,
        StoreKind::Word => 2,
    };
    let off = off as u32;
    0x23 | (off & 31) << 7
        | f3 << 12
        | u32::from(base) << 15
        | u32::from(src) << 20
        | (off >> 5 & 127) << 25
}

/// A branch; the distance must fit.
pub fn branch(cc: Cc, a: Phys, b: Phys, distance: i32) -> u32 {
    debug_assert!(branch_fits(distance));
    let f3 = match cc {
        Cc::Eq => 0,
        Cc::Ne => 1,
        Cc::LtS => 4,
        Cc::GeS => 5,
        Cc::LtU => 6,
        Cc::GeU => 7,
    };
    let d = distance as u32;
    let bits = (d >> 11 & 1) << 7 | (d >> 1 & 15) << 8 | (d >> 5 & 63) << 25 | (d >> 12 & 1) << 31;
    0x63 | f3 << 12 | u32::from(a) << 15 | u32::from(b) << 20 | bits
}

/// A jump that leaves its return address in a register; the distance must fit.
pub fn jal(rd: Phys, distance: i32) -> u32 {
    debug_assert!(jump_fits(distance));
    let d = distance as u32;
    let bits =
        (d >> 12 & 255) << 12 | (d >> 11 & 1) << 20 | (d >> 1 & 1023) << 21 | (d >> 20 & 1) << 31;
    0x6f | u32::from(rd) << 7 | bits
}

/// A jump to an address in a register.
pub fn jalr(rd: Phys, base: Phys, off: i32) -> u32 {
    i(0x67, 0, rd, base, off)
}

/// Puts a number's upper 20 bits in a register.
pub fn lui(rd: Phys, upper: u32) -> u32 {
    0x37 | u32::from(rd) << 7 | upper << 12
}

/// Adds upper 20 bits to the program counter.
pub fn auipc(rd: Phys, upper: u32) -> u32 {
    0x17 | u32::from(rd) << 7 | upper << 12
}

/// A number as upper 20 bits and a signed rest of 12 bits.
pub fn split(value: u32) -> (u32, i32) {
    let low = ((value << 20) as i32) >> 20;
    (value.wrapping_sub(low as u32) >> 12, low)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as an assembler writes them.
    #[test]
    fn words_are_those_of_an_assembler() {
        assert_eq!(alu(AluOp::Bin(BinOp::Sub), 10, 11, 12), 0x40c5_8533);
        assert_eq!(alu(AluOp::Bin(BinOp::MulHighU), 5, 6, 7), 0x0273_32b3);
        assert_eq!(imm(ImmOp::Add, 2, 2, -16), 0xff01_0113);
        assert_eq!(imm(ImmOp::ShrS, 10, 10, 31), 0x41f5_5513);
        assert_eq!(load(LoadKind::U16, 8, 2, -2048), 0x8001_5403);
        assert_eq!(store(StoreKind::Word, 1, 2, 2044), 0x7e11_2e23);
        assert_eq!(branch(Cc::Ne, 10, 0, -4096), 0x8005_1063);
        assert_eq!(branch(Cc::GeU, 10, 4, 4094), 0x7e45_7fe3);
        assert_eq!(jal(1, -(1 << 20)), 0x8000_00ef);
        assert_eq!(jalr(0, 1, 0), 0x0000_8067);
        assert_eq!(lui(31, 0x14), 0x0001_4fb7);
    }

    #[test]
    fn halves_of_a_number_add_up() {
        for value in [0, 1, 0x7ff, 0x800, 0xfff, 0x8000_0000, 0xffff_f800, u32::MAX] {
            let (upper, low) = split(value);
            assert!(fits(low) && upper < 1 << 20);
            assert_eq!((upper << 12).wrapping_add_signed(low), value);
        }
    }
}
