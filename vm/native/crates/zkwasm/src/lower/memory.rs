//! The memory and globals.

use wasmparser::{MemArg, Operator, ValType};

use super::{Lower, width};
use crate::Variant;
use crate::error::Result;
use crate::ir::{BinOp, Cc, Inst, LoadKind, Place, StoreKind, Trap, Value};
use crate::layout::{MEMORY_BYTES_AT, SLACK, global_at};

/// Where an access goes: an address of the machine, an offset that fits every instruction, and whether
/// the two are known or taken to be a multiple of the width.
struct Spot {
    addr: Value,
    off: i32,
    aligned: bool,
}

impl Lower<'_> {
    /// Handles an operator on memory or globals; false if it is none.
    pub(super) fn memory_operator(&mut self, operator: &Operator<'_>) -> Result<bool> {
        if let Some((memarg, kind, high)) = load(operator) {
            self.load(memarg, kind, high)?;
        } else if let Some((memarg, kind, words)) = store(operator) {
            self.store(memarg, kind, words)?;
        } else {
            return Ok(self.global(operator)? || self.bulk(operator)?);
        }
        Ok(true)
    }

    fn load(&mut self, memarg: &MemArg, kind: LoadKind, high: High) -> Result<()> {
        let a = self.pop()?;
        let size = if high == High::Load { 8 } else { kind.bytes() };
        let spot = self.spot(a, memarg, size);
        let low = self.load_word(&spot, 0, kind);
        self.stack.push(low);
        match high {
            High::None => {}
            High::Zero => self.push_const(0),
            High::Sign => {
                let high = self.bin_const(BinOp::ShrS, low, 31);
                self.stack.push(high);
            }
            High::Load => {
                let high = self.load_word(&spot, 4, kind);
                self.stack.push(high);
            }
        }
        Ok(())
    }

    fn load_word(&mut self, spot: &Spot, by: i32, kind: LoadKind) -> Value {
        let Spot { addr, off, aligned } = *spot;
        self.func.push(self.at, Inst::Load { kind, addr, off: off + by, aligned })
    }

    fn store(&mut self, memarg: &MemArg, kind: StoreKind, words: Words) -> Result<()> {
        let high = match words {
            Words::One => None,
            // Narrow stores of 64-bit values have a high word that nobody wants.
            Words::LowOfTwo => self.pop().map(|_| None)?,
            Words::Two => Some(self.pop()?),
        };
        let (low, a) = (self.pop()?, self.pop()?);
        let size = if high.is_some() { 8 } else { kind.bytes() };
        let Spot { addr, off, aligned } = self.spot(a, memarg, size);
        self.func.push(self.at, Inst::Store { kind, addr, off, value: low, aligned });
        if let Some(value) = high {
            self.func.push(self.at, Inst::Store { kind, addr, off: off + 4, value, aligned });
        }
        Ok(())
    }

    /// Checks the bounds of an access and finds its address.
    fn spot(&mut self, a: Value, memarg: &MemArg, size: u32) -> Spot {
        let (root, constant) = self.split(a);
        self.check(a, root, constant, memarg.offset, size);
        let displacement = constant.wrapping_add(memarg.offset as u32);
        // The second word of a pair lies 4 further and must be in reach too.
        let low = ((displacement << 20) as i32) >> 20;
        let low = if low > 2040 { low & 7 } else { low };
        let far = self.bin_const(BinOp::Add, Value::MEMORY, displacement.wrapping_sub(low as u32));
        let addr = match root {
            Some(root) => self.bin(BinOp::Add, root, far),
            None => far,
        };
        let unit = size.min(4);
        let aligned = match (root, self.variant) {
            _ if unit == 1 => true,
            (None, _) => displacement.is_multiple_of(unit),
            (_, Variant::Fast) => u32::from(memarg.align) >= unit.ilog2(),
            (_, Variant::Exact) => false,
        };
        Spot { addr, off: low, aligned }
    }

    /// What an address is made of: something unknown and a constant.
    fn split(&self, a: Value) -> (Option<Value>, u32) {
        match self.func.inst(a) {
            Inst::Const(value) => (None, *value),
            Inst::Bin(BinOp::Add, x, c) => match self.func.constant(*c) {
                Some(c) => (Some(*x), c),
                None => (Some(a), 0),
            },
            _ => (Some(a), 0),
        }
    }

    fn check(&mut self, a: Value, root: Option<Value>, constant: u32, offset: u64, size: u32) {
        let end = offset + u64::from(size);
        let initial = self.module.memory.map_or(0, |limits| u64::from(limits.min) << 16);
        if root.is_none() && u64::from(constant) + end <= initial {
            return;
        }
        let Ok(end) = u32::try_from(end) else {
            let zero = self.iconst(0);
            self.func.push(self.at, Inst::TrapIf(Cc::Eq, zero, zero, Trap::Memory));
            return;
        };
        // If x wraps around by adding c, checking x instead traps where the program would not: the exact
        // variant decides then. What the fast variant lets pass is right either way.
        let whole = u64::from(end) + u64::from(constant);
        let (addr, end) = match root {
            Some(root) if self.variant == Variant::Fast && whole <= u64::from(SLACK) => {
                (root, whole as u32)
            }
            _ => (a, end),
        };
        self.func.push(self.at, Inst::Check { addr, end });
    }

    fn global(&mut self, operator: &Operator<'_>) -> Result<bool> {
        let index = match operator {
            Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                *global_index as usize
            }
            _ => return Ok(false),
        };
        let at = global_at(&self.module.globals, index);
        let words: u32 =
            width(self.module.globals.get(index).map_or(ValType::I32, |global| global.ty));
        if matches!(operator, Operator::GlobalGet { .. }) {
            for word in 0..words as i32 {
                let value = self.func.push(self.at, Inst::StateLoad(at + 4 * word));
                self.stack.push(value);
            }
        } else {
            for (word, value) in self.pop_words(words)?.into_iter().enumerate() {
                self.func.push(self.at, Inst::StateStore(at + 4 * word as i32, value));
            }
        }
        Ok(true)
    }

    fn bulk(&mut self, operator: &Operator<'_>) -> Result<bool> {
        match *operator {
            Operator::MemorySize { .. } => {
                let bytes = self.func.push(self.at, Inst::StateLoad(MEMORY_BYTES_AT));
                let pages = self.bin_const(BinOp::ShrU, bytes, 16);
                self.stack.push(pages);
            }
            Operator::MemoryGrow { .. } => {
                self.runtime_on("zkw_memory_grow", &[Value::MEMORY], 1, 1)?;
                self.func.push(self.at, Inst::Reload);
            }
            Operator::MemoryCopy { .. } => {
                self.runtime_on("zkw_memory_copy", &[Value::MEMORY], 3, 0)?
            }
            Operator::MemoryFill { .. } => {
                self.runtime_on("zkw_memory_fill", &[Value::MEMORY], 3, 0)?
            }
            Operator::MemoryInit { data_index, .. } => {
                let piece = self.func.address(self.at, Place::DataPiece(data_index));
                self.runtime_on("zkw_memory_init", &[Value::MEMORY, piece], 3, 0)?;
            }
            Operator::DataDrop { data_index } => self.drop_segment(Place::DataPiece(data_index)),
            Operator::ElemDrop { elem_index } => self.drop_segment(Place::ElemPiece(elem_index)),
            Operator::TableCopy { dst_table, .. } => {
                let piece = self.func.address(self.at, Place::TablePiece(dst_table));
                self.runtime_on("zkw_table_copy", &[piece], 3, 0)?;
            }
            Operator::TableInit { elem_index, table } => {
                let table = self.func.address(self.at, Place::TablePiece(table));
                let elem = self.func.address(self.at, Place::ElemPiece(elem_index));
                self.runtime_on("zkw_table_init", &[table, elem], 3, 0)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// A dropped segment is one of length 0.
    fn drop_segment(&mut self, piece: Place) {
        let (addr, value) = (self.func.address(self.at, piece), self.iconst(0));
        self.func.push(
            self.at,
            Inst::Store { kind: StoreKind::Word, addr, off: 4, value, aligned: true },
        );
    }
}

/// Where the high word of a loaded value comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum High {
    None,
    Zero,
    Sign,
    Load,
}

fn load<'o>(operator: &'o Operator<'_>) -> Option<(&'o MemArg, LoadKind, High)> {
    Some(match operator {
        Operator::I32Load { memarg } | Operator::F32Load { memarg } => {
            (memarg, LoadKind::Word, High::None)
        }
        Operator::I64Load { memarg } | Operator::F64Load { memarg } => {
            (memarg, LoadKind::Word, High::Load)
        }
        Operator::I32Load8S { memarg } => (memarg, LoadKind::S8, High::None),
        Operator::I32Load8U { memarg } => (memarg, LoadKind::U8, High::None),
        Operator::I32Load16S { memarg } => (memarg, LoadKind::S16, High::None),
        Operator::I32Load16U { memarg } => (memarg, LoadKind::U16, High::None),
        Operator::I64Load8S { memarg } => (memarg, LoadKind::S8, High::Sign),
        Operator::I64Load8U { memarg } => (memarg, LoadKind::U8, High::Zero),
        Operator::I64Load16S { memarg } => (memarg, LoadKind::S16, High::Sign),
        Operator::I64Load16U { memarg } => (memarg, LoadKind::U16, High::Zero),
        Operator::I64Load32S { memarg } => (memarg, LoadKind::Word, High::Sign),
        Operator::I64Load32U { memarg } => (memarg, LoadKind::Word, High::Zero),
        _ => return None,
    })
}

/// What of a store's operand is stored.
#[derive(Clone, Copy)]
enum Words {
    One,
    LowOfTwo,
    Two,
}

/// The kind of store, and what of its operand is stored.
fn store<'o>(operator: &'o Operator<'_>) -> Option<(&'o MemArg, StoreKind, Words)> {
    Some(match operator {
        Operator::I32Store { memarg } | Operator::F32Store { memarg } => {
            (memarg, StoreKind::Word, Words::One)
        }
        Operator::I32Store8 { memarg } => (memarg, StoreKind::Byte, Words::One),
        Operator::I32Store16 { memarg } => (memarg, StoreKind::Half, Words::One),
        Operator::I64Store { memarg } | Operator::F64Store { memarg } => {
            (memarg, StoreKind::Word, Words::Two)
        }
        Operator::I64Store8 { memarg } => (memarg, StoreKind::Byte, Words::LowOfTwo),
        Operator::I64Store16 { memarg } => (memarg, StoreKind::Half, Words::LowOfTwo),
        Operator::I64Store32 { memarg } => (memarg, StoreKind::Word, Words::LowOfTwo),
        _ => return None,
    })
}
