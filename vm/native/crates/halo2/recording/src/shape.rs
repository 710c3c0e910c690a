//! A short hash of a circuit's structure, to notice early that two synthesis runs differ.

use halo2curves_axiom::bn256::Fr;
use halo2curves_axiom::serde::SerdeObject;

use crate::system::{Cell, ColumnKind};
use crate::wire::Value;

/// Hash of all fixed assignments, selectors, copies and fills in their order. It notices accidents, not
/// forgers: whoever wants two structures with one hash finds them, and only gets a proof that fails.
#[derive(Clone, Debug)]
pub struct ShapeHash(u64);

const FACTOR: u64 = 0x517c_c1b7_2722_0a95;

impl Default for ShapeHash {
    fn default() -> Self {
        ShapeHash(u64::from_le_bytes(*b"sprouth2"))
    }
}

impl ShapeHash {
    #[inline]
    fn word(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }

    #[inline]
    fn words(&mut self, tag: u64, column: u64, row: u32) {
        self.word(tag << 56 | column << 32 | u64::from(row));
    }

    fn field(&mut self, value: &Fr) {
        let mut raw = [0u8; 32];
        // Writing 32 bytes into an array of 32 cannot fail; the raw form needs no reduction.
        let written = value.write_raw(&mut raw.as_mut_slice());
        debug_assert!(written.is_ok());
        for limb in raw.as_chunks::<8>().0 {
            self.word(u64::from_le_bytes(*limb));
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Plain(value) => self.field(value),
            Value::Ratio(numerator, denominator) => {
                self.field(numerator);
                self.field(denominator);
            }
        }
    }

    /// A fixed cell was assigned.
    pub fn fixed(&mut self, column: u32, row: u32, value: &Value) {
        self.words(1, u64::from(column), row);
        self.value(value);
    }

    /// A selector was enabled.
    #[inline]
    pub fn selector(&mut self, selector: u32, row: u32) {
        self.words(2, u64::from(selector), row);
    }

    /// Two cells were made equal.
    #[inline]
    pub fn copy(&mut self, left: Cell, right: Cell) {
        self.cell(3, left);
        self.cell(4, right);
    }

    #[inline]
    fn cell(&mut self, tag: u64, cell: Cell) {
        let kind = match cell.column.kind {
            ColumnKind::Advice => 0,
            ColumnKind::Fixed => 1,
            ColumnKind::Instance => 2,
        };
        self.words(tag, u64::from(cell.column.index) * 3 + kind, cell.row);
    }

    /// A fixed column was filled from a row on.
    pub fn fill(&mut self, column: u32, row: u32, value: &Value) {
        self.words(5, u64::from(column), row);
        self.value(value);
    }

    /// The hash of everything so far.
    pub fn finish(&self) -> u64 {
        self.0
    }
}
