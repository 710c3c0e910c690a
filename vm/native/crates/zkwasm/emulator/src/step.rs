//! One instruction.

use crate::Machine;

/// First and last byte that programs may use.
const USER: std::ops::Range<u32> = 0x0001_0000..0xc000_0000;

fn bits(word: u32, from: u32, count: u32) -> u32 {
    word >> from & ((1 << count) - 1)
}

fn sign(word: u32, from: u32) -> u32 {
    ((word as i32) >> from) as u32
}

fn branch_distance(word: u32) -> u32 {
    sign(word, 31) << 12 | bits(word, 7, 1) << 11 | bits(word, 25, 6) << 5 | bits(word, 8, 4) << 1
}

fn jump_distance(word: u32) -> u32 {
    sign(word, 31) << 20
        | bits(word, 12, 8) << 12
        | bits(word, 20, 1) << 11
        | bits(word, 21, 10) << 1
}

impl Machine {
    pub(crate) fn step(&mut self) -> Result<(), String> {
        if !USER.contains(&self.pc) || !self.pc.is_multiple_of(4) {
            return Err("instruction fault".into());
        }
        let word = self.memory.read_word(self.pc);
        let (rd, f3) = (bits(word, 7, 5) as usize, bits(word, 12, 3));
        let (a, b) = (self.regs[bits(word, 15, 5) as usize], self.regs[bits(word, 20, 5) as usize]);
        let mut next = self.pc.wrapping_add(4);
        let value = match word & 0x7f {
            0x33 => Some(register(f3, bits(word, 25, 7), a, b).ok_or("unknown instruction")?),
            0x13 => Some(immediate(f3, sign(word, 20), a)),
            0x37 => Some(word & !0xfff),
            0x17 => Some(self.pc.wrapping_add(word & !0xfff)),
            0x6f => {
                let link = next;
                next = self.pc.wrapping_add(jump_distance(word));
                Some(link)
            }
            0x67 => {
                let link = next;
                next = a.wrapping_add(sign(word, 20)) & !1;
                Some(link)
            }
            0x63 => {
                if taken(f3, a, b).ok_or("unknown instruction")? {
                    next = self.pc.wrapping_add(branch_distance(word));
                }
                None
            }
            0x03 => Some(self.load(f3, a.wrapping_add(sign(word, 20)))?),
            0x23 => {
                let off = sign(word, 25) << 5 | bits(word, 7, 5);
                self.store(f3, a.wrapping_add(off), b)?;
                None
            }
            0x73 => return Err("call of the environment".into()),
            _ => return Err(format!("unknown instruction {word:#010x}")),
        };
        if let (Some(value), 1..) = (value, rd) {
            self.regs[rd] = value;
        }
        self.pc = next;
        Ok(())
    }

    fn load(&self, f3: u32, at: u32) -> Result<u32, String> {
        check(at, 1 << (f3 & 3))?;
        let word = self.memory.read_word(at & !3) >> (8 * (at & 3));
        Ok(match f3 {
            0 => word as i8 as u32,
            1 => word as i16 as u32,
            2 => word,
            4 => word & 0xff,
            5 => word & 0xffff,
            _ => return Err("unknown instruction".into()),
        })
    }

    fn store(&mut self, f3: u32, at: u32, value: u32) -> Result<(), String> {
        let size = 1 << f3;
        check(at, size)?;
        match size {
            4 => self.memory.write_word(at, value),
            1 | 2 => {
                value.to_le_bytes().iter().take(size as usize).zip(at..).for_each(|(byte, at)| {
                    self.memory.write(at, *byte);
                })
            }
            _ => return Err("unknown instruction".into()),
        }
        Ok(())
    }
}

fn check(at: u32, size: u32) -> Result<(), String> {
    match (USER.contains(&at), at.is_multiple_of(size)) {
        (false, _) => Err(format!("access fault of {at:#010x}")),
        (_, false) => Err(format!("misaligned access of {at:#010x}")),
        _ => Ok(()),
    }
}

fn taken(f3: u32, a: u32, b: u32) -> Option<bool> {
    Some(match f3 {
        0 => a == b,
        1 => a != b,
        4 => (a as i32) < b as i32,
        5 => a as i32 >= b as i32,
        6 => a < b,
        7 => a >= b,
        _ => return None,
    })
}

fn immediate(f3: u32, imm: u32, a: u32) -> u32 {
    match f3 {
        0 => a.wrapping_add(imm),
        1 => a << (imm & 31),
        2 => u32::from((a as i32) < imm as i32),
        3 => u32::from(a < imm),
        4 => a ^ imm,
        5 if imm & 1 << 10 != 0 => sign(a, imm & 31),
        5 => a >> (imm & 31),
        6 => a | imm,
        _ => a & imm,
    }
}

fn register(f3: u32, f7: u32, a: u32, b: u32) -> Option<u32> {
    let wide = |product: i64| (product >> 32) as u32;
    Some(match (f7, f3) {
        (0, 0) => a.wrapping_add(b),
        (32, 0) => a.wrapping_sub(b),
        (0, 1) => a << (b & 31),
        (0, 2) => u32::from((a as i32) < b as i32),
        (0, 3) => u32::from(a < b),
        (0, 4) => a ^ b,
        (0, 5) => a >> (b & 31),
        (32, 5) => sign(a, b & 31),
        (0, 6) => a | b,
        (0, 7) => a & b,
        (1, 0) => a.wrapping_mul(b),
        (1, 1) => wide(i64::from(a as i32) * i64::from(b as i32)),
        (1, 2) => wide(i64::from(a as i32) * i64::from(b)),
        (1, 3) => ((u64::from(a) * u64::from(b)) >> 32) as u32,
        (1, 4) if b == 0 => u32::MAX,
        (1, 4) => (a as i32).wrapping_div(b as i32) as u32,
        (1, 5) => a.checked_div(b).unwrap_or(u32::MAX),
        (1, 6) if b == 0 => a,
        (1, 6) => (a as i32).wrapping_rem(b as i32) as u32,
        (1, 7) => a.checked_rem(b).unwrap_or(a),
        _ => return None,
    })
}
