//! A circuit's structure: what its keys are made of besides the constraint system.

use crate::error::Error;
use crate::frame::{FrameWriter, Kind, RecordReader};
use crate::limits::Limits;
use crate::shape::ShapeHash;
use crate::system::{Cell, ConstraintSystem};
use crate::system_codec::{column, put_column};
use crate::wire::{Cursor, Value, put_signed, put_value, put_varint};

const INSTANCE_LENGTH: u8 = 0x01;
const ROWS: u8 = 0x02;
const SHAPE: u8 = 0x03;
const FIXED: u8 = 0x10;
const SELECTOR: u8 = 0x11;
const COPY: u8 = 0x12;
const FILL: u8 = 0x13;
/// A fill is a few bytes to write and a column's work to do; circuits fill each table column once.
const FILLS_OF_A_COLUMN: u64 = 4;

/// The rows each kind of operation was at last; rows are written as differences.
#[derive(Default)]
struct Last {
    fixed: u32,
    selector: u32,
    left: u32,
    right: u32,
}

fn put_row(out: &mut Vec<u8>, last: &mut u32, row: u32) {
    put_signed(out, i64::from(row) - i64::from(*last));
    *last = row;
}

/// Writes a structure recording, operation by operation.
pub struct StructureEncoder<S: FnMut(&[u8])> {
    out: FrameWriter<S>,
    last: Last,
    shape: ShapeHash,
}

impl<S: FnMut(&[u8])> StructureEncoder<S> {
    /// Begins a recording; `instance_lengths` are the numbers of values in the instance columns.
    pub fn new(instance_lengths: &[u32], sink: S) -> Self {
        let mut out = FrameWriter::new(Kind::Structure, sink);
        for length in instance_lengths {
            put_varint(out.record(INSTANCE_LENGTH), u64::from(*length));
        }
        StructureEncoder { out, last: Last::default(), shape: ShapeHash::default() }
    }

    /// A fixed cell was assigned.
    pub fn fixed(&mut self, column: u32, row: u32, value: &Value) {
        self.shape.fixed(column, row, value);
        let record = self.out.record(FIXED);
        put_varint(record, u64::from(column));
        put_row(record, &mut self.last.fixed, row);
        put_value(record, value);
    }

    /// A selector was enabled.
    pub fn selector(&mut self, selector: u32, row: u32) {
        self.shape.selector(selector, row);
        let record = self.out.record(SELECTOR);
        put_varint(record, u64::from(selector));
        put_row(record, &mut self.last.selector, row);
    }

    /// Two cells were made equal.
    pub fn copy(&mut self, left: Cell, right: Cell) {
        self.shape.copy(left, right);
        let record = self.out.record(COPY);
        put_column(record, left.column);
        put_row(record, &mut self.last.left, left.row);
        put_column(record, right.column);
        put_row(record, &mut self.last.right, right.row);
    }

    /// A fixed column was filled with a value from a row on.
    pub fn fill(&mut self, column: u32, row: u32, value: &Value) {
        self.shape.fill(column, row, value);
        let record = self.out.record(FILL);
        put_varint(record, u64::from(column));
        put_varint(record, u64::from(row));
        put_value(record, value);
    }

    /// Ends the recording; `rows` is one more than the last row that advice stands in or that an
    /// instance was read from.
    pub fn finish(mut self, rows: u32) {
        put_varint(self.out.record(ROWS), u64::from(rows));
        let shape = self.shape.finish();
        self.out.record(SHAPE).extend_from_slice(&shape.to_le_bytes());
        self.out.finish();
    }
}

/// What a structure's operations are given to.
pub trait StructureSink {
    /// A fixed cell is assigned.
    fn fixed(&mut self, column: u32, row: u32, value: Value);
    /// A selector is enabled.
    fn selector(&mut self, selector: u32, row: u32);
    /// Two cells are equal.
    fn copy(&mut self, left: Cell, right: Cell);
    /// A fixed column holds a value from a row on.
    fn fill(&mut self, column: u32, row: u32, value: Value);
}

/// A sink for those who only want to know whether a recording is good.
#[derive(Clone, Copy, Debug, Default)]
pub struct Discard;

impl StructureSink for Discard {
    fn fixed(&mut self, _: u32, _: u32, _: Value) {}
    fn selector(&mut self, _: u32, _: u32) {}
    fn copy(&mut self, _: Cell, _: Cell) {}
    fn fill(&mut self, _: u32, _: u32, _: Value) {}
}

/// What a structure recording comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StructureSummary {
    /// Values in each instance column.
    pub instance_lengths: Vec<u32>,
    /// Rows the circuit uses: one more than the last row of anything.
    pub rows: u32,
    /// Hash of all operations.
    pub shape: u64,
    /// Fixed assignments.
    pub fixed: u64,
    /// Selectors enabled.
    pub selectors: u64,
    /// Copies.
    pub copies: u64,
    /// Fills.
    pub fills: u64,
}

/// Reads a structure recording of a circuit with this constraint system, checks every operation and hands
/// it to the sink. Memory does not grow with the number of operations. Operations before a failure have
/// been handed on; a first run with [`Discard`] avoids that.
pub fn decode_structure(
    bytes: &[u8],
    system: &ConstraintSystem,
    limits: &Limits,
    sink: &mut impl StructureSink,
) -> Result<StructureSummary, Error> {
    let mut reader = RecordReader::new(bytes, Kind::Structure, limits)?;
    let mut decoder = Decoder::new(system, limits, sink);
    while let Some((tag, cursor)) = reader.next()? {
        if let Err(what) = decoder.record(tag, cursor) {
            return Err(reader.malformed(what));
        }
        if reader.records() > limits.max_ops {
            return Err(Error::Limit { what: "operations", limit: limits.max_ops });
        }
    }
    decoder.finish()
}

struct Decoder<'a, S> {
    system: &'a ConstraintSystem,
    permuted: [Vec<bool>; 3],
    max_rows: u64,
    limits: &'a Limits,
    values: u64,
    last: Last,
    hash: ShapeHash,
    ended: bool,
    shape: Option<u64>,
    summary: StructureSummary,
    sink: &'a mut S,
}

impl<'a, S: StructureSink> Decoder<'a, S> {
    fn new(system: &'a ConstraintSystem, limits: &'a Limits, sink: &'a mut S) -> Self {
        let mut permuted = [
            vec![false; system.advice_phases.len()],
            vec![false; system.fixed_columns as usize],
            vec![false; system.instance_columns as usize],
        ];
        for column in &system.permutation {
            if let Some(flag) = permuted[column.kind as usize].get_mut(column.index as usize) {
                *flag = true;
            }
        }
        Decoder {
            system,
            permuted,
            max_rows: limits.max_rows(),
            limits,
            values: 0,
            last: Last::default(),
            hash: ShapeHash::default(),
            ended: false,
            shape: None,
            summary: StructureSummary::default(),
            sink,
        }
    }

    /// Checks a row and counts it.
    #[inline]
    fn uses(&mut self, row: u32) -> Result<(), &'static str> {
        if u64::from(row) >= self.max_rows {
            return Err("row is over the limit");
        }
        self.summary.rows = self.summary.rows.max(row + 1);
        Ok(())
    }

    fn fixed_column(&self, cursor: &mut Cursor<'_>) -> Result<u32, &'static str> {
        let column = cursor.small()?;
        if column >= self.system.fixed_columns {
            return Err("no such fixed column");
        }
        Ok(column)
    }

    fn record(&mut self, tag: u8, cursor: &mut Cursor<'_>) -> Result<(), &'static str> {
        if self.shape.is_some() {
            return Err("something follows the hash");
        }
        match tag {
            COPY => {
                let left_column = column(cursor)?;
                let left = Cell { column: left_column, row: cursor.row(&mut self.last.left)? };
                let right_column = column(cursor)?;
                let right = Cell { column: right_column, row: cursor.row(&mut self.last.right)? };
                self.copy(left, right)
            }
            SELECTOR => {
                let selector = cursor.small()?;
                let row = cursor.row(&mut self.last.selector)?;
                if selector as usize >= self.system.selectors.len() {
                    return Err("no such selector");
                }
                self.uses(row)?;
                self.hash.selector(selector, row);
                self.summary.selectors += 1;
                self.sink.selector(selector, row);
                Ok(())
            }
            FIXED => {
                let column = self.fixed_column(cursor)?;
                let row = cursor.row(&mut self.last.fixed)?;
                let value = cursor.value()?;
                self.uses(row)?;
                self.hash.fixed(column, row, &value);
                self.summary.fixed += 1;
                self.sink.fixed(column, row, value);
                Ok(())
            }
            FILL => {
                let column = self.fixed_column(cursor)?;
                let row = cursor.small()?;
                let value = cursor.value()?;
                self.uses(row)?;
                self.hash.fill(column, row, &value);
                self.summary.fills += 1;
                if self.summary.fills > FILLS_OF_A_COLUMN * u64::from(self.system.fixed_columns) {
                    return Err("too many fills");
                }
                self.sink.fill(column, row, value);
                Ok(())
            }
            _ => self.rest(tag, cursor),
        }
    }

    fn copy(&mut self, left: Cell, right: Cell) -> Result<(), &'static str> {
        for cell in [left, right] {
            let column = cell.column;
            if self.permuted[column.kind as usize].get(column.index as usize) != Some(&true) {
                return Err("copy of a column without equality");
            }
            self.uses(cell.row)?;
        }
        self.hash.copy(left, right);
        self.summary.copies += 1;
        self.sink.copy(left, right);
        Ok(())
    }

    fn rest(&mut self, tag: u8, cursor: &mut Cursor<'_>) -> Result<(), &'static str> {
        match tag {
            INSTANCE_LENGTH => {
                let length = cursor.small()?;
                self.values += u64::from(length);
                if self.summary.instance_lengths.len() >= self.system.instance_columns as usize {
                    return Err("no such instance column");
                }
                if self.values > u64::from(self.limits.max_instance_values) {
                    return Err("too many instance values");
                }
                if length > 0 {
                    self.uses(length - 1)?;
                }
                self.summary.instance_lengths.push(length);
            }
            ROWS => {
                let rows = cursor.small()?;
                if std::mem::replace(&mut self.ended, true) {
                    return Err("rows are stated twice");
                }
                if rows > 0 {
                    self.uses(rows - 1)?;
                }
            }
            SHAPE => self.shape = Some(u64::from_le_bytes(cursor.array()?)),
            _ => return Err("unknown tag"),
        }
        Ok(())
    }

    fn finish(self) -> Result<StructureSummary, Error> {
        if !self.ended || self.shape != Some(self.hash.finish()) {
            return Err(Error::Invalid("the structure's hash is missing or wrong".into()));
        }
        if self.summary.instance_lengths.len() != self.system.instance_columns as usize {
            return Err(Error::Invalid(format!(
                "the circuit has {} instance columns and its function gives {}",
                self.system.instance_columns,
                self.summary.instance_lengths.len()
            )));
        }
        self.system.check_instances(&self.summary.instance_lengths, self.limits)?;
        Ok(StructureSummary { shape: self.hash.finish(), ..self.summary })
    }
}
