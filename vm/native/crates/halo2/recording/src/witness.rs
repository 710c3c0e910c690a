//! A circuit's witness, one recording for each phase.

use halo2curves_axiom::bn256::Fr;

use crate::error::Error;
use crate::frame::{FrameWriter, Kind, RecordReader};
use crate::limits::Limits;
use crate::structure::{Discard, StructureSummary};
use crate::system::ConstraintSystem;
use crate::wire::{Cursor, Parts, RATIO, Value, put_field, put_signed, put_varint};

const INSTANCE_COLUMN: u8 = 0x01;
const INSTANCE_VALUE: u8 = 0x02;
const SHAPE: u8 = 0x03;
/// Advice records: 0x40, the position in bits 3 and 4, the value's kind in bits 0 to 2.
const ADVICE: u8 = 0x40;
const NEXT_ROW: u8 = 0;
const NEXT_COLUMN: u8 = 1;
const SAME_COLUMN: u8 = 2;
const ANYWHERE: u8 = 3;

/// Where the last advice cell was.
#[derive(Clone, Copy)]
struct Position {
    column: u32,
    row: u32,
}

/// As if the cell before the first row of the first column had been assigned.
const START: Position = Position { column: 0, row: u32::MAX };

/// Writes the recording of one phase's witness.
pub struct WitnessEncoder<S: FnMut(&[u8])> {
    out: FrameWriter<S>,
    last: Position,
}

impl<S: FnMut(&[u8])> WitnessEncoder<S> {
    /// Begins a recording; the first phase's carries the values of all instance columns.
    pub fn new(phase: u8, instances: &[Vec<Fr>], sink: S) -> Self {
        let mut out = FrameWriter::new(Kind::Witness { phase }, sink);
        if phase == 0 {
            for column in instances {
                put_varint(out.record(INSTANCE_COLUMN), column.len() as u64);
                for value in column {
                    put_field(out.record(INSTANCE_VALUE), value);
                }
            }
        }
        WitnessEncoder { out, last: START }
    }

    /// An advice cell was assigned.
    #[inline]
    pub fn advice(&mut self, column: u32, row: u32, value: &Value) {
        let last = std::mem::replace(&mut self.last, Position { column, row });
        let position = if column == last.column {
            if row == last.row.wrapping_add(1) { NEXT_ROW } else { SAME_COLUMN }
        } else if row == last.row && column == last.column + 1 {
            NEXT_COLUMN
        } else {
            ANYWHERE
        };
        let parts = match value {
            Value::Plain(value) => Some(Parts::of(value)),
            Value::Ratio(..) => None,
        };
        let kind = parts.as_ref().map_or(RATIO, Parts::kind);
        let record = self.out.record(ADVICE | position << 3 | kind);
        if position == ANYWHERE {
            put_varint(record, u64::from(column));
        }
        if position >= SAME_COLUMN {
            put_signed(record, i64::from(row.wrapping_sub(last.row) as i32));
        }
        match (parts, value) {
            (None, Value::Ratio(numerator, denominator)) => {
                put_field(record, numerator);
                put_field(record, denominator);
            }
            (Some(parts), _) => parts.put(record),
            (None, Value::Plain(_)) => {}
        }
    }

    /// Ends the recording with the hash of the structure that the same synthesis had.
    pub fn finish(mut self, shape: u64) {
        self.out.record(SHAPE).extend_from_slice(&shape.to_le_bytes());
        self.out.finish();
    }
}

/// What a witness's cells are given to.
pub trait WitnessSink {
    /// An advice cell holds a value; a later value for the same cell replaces it.
    fn advice(&mut self, column: u32, row: u32, value: Value);
}

impl WitnessSink for Discard {
    #[inline]
    fn advice(&mut self, _: u32, _: u32, _: Value) {}
}

/// What a witness recording comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessSummary {
    /// Values of the instance columns; empty after the first phase.
    pub instances: Vec<Vec<Fr>>,
    /// Advice cells assigned.
    pub cells: u64,
}

/// Reads the witness recording of one phase of a circuit with this constraint system and structure, checks
/// every cell (`usable_rows` is the number of rows below the blinding ones) and hands it to the sink. Cells
/// before a failure have been handed on; a first run with [`Discard`] avoids that.
pub fn decode_witness(
    bytes: &[u8],
    phase: u8,
    system: &ConstraintSystem,
    structure: &StructureSummary,
    usable_rows: u32,
    limits: &Limits,
    sink: &mut impl WitnessSink,
) -> Result<WitnessSummary, Error> {
    let mut reader = RecordReader::new(bytes, Kind::Witness { phase }, limits)?;
    let mut decoder = Decoder {
        columns: system.advice_phases.iter().map(|of| *of == phase).collect(),
        usable_rows,
        lengths: if phase == 0 { &structure.instance_lengths } else { &[] },
        last: START,
        shape: None,
        summary: WitnessSummary::default(),
        sink,
    };
    while let Some((tag, cursor)) = reader.next()? {
        match decoder.record(tag, cursor) {
            Ok(()) => {}
            Err(Refusal::Malformed(what)) => return Err(reader.malformed(what)),
            Err(Refusal::Changed(what)) => return Err(Error::ShapeChanged(what)),
        }
        if reader.records() > limits.max_ops {
            return Err(Error::Limit { what: "operations", limit: limits.max_ops });
        }
    }
    decoder.finish(structure.shape)
}

enum Refusal {
    Malformed(&'static str),
    Changed(&'static str),
}

impl From<&'static str> for Refusal {
    fn from(what: &'static str) -> Self {
        Refusal::Malformed(what)
    }
}

struct Decoder<'a, S> {
    columns: Vec<bool>,
    usable_rows: u32,
    lengths: &'a [u32],
    last: Position,
    shape: Option<u64>,
    summary: WitnessSummary,
    sink: &'a mut S,
}

impl<S: WitnessSink> Decoder<'_, S> {
    #[inline]
    fn record(&mut self, tag: u8, cursor: &mut Cursor<'_>) -> Result<(), Refusal> {
        if self.shape.is_some() {
            return Err("something follows the hash".into());
        }
        if tag & 0xe0 != ADVICE {
            return self.rest(tag, cursor);
        }
        let position = &mut self.last;
        match tag >> 3 & 3 {
            NEXT_ROW => position.row = position.row.wrapping_add(1),
            NEXT_COLUMN => position.column = position.column.saturating_add(1),
            anywhere => {
                if anywhere == ANYWHERE {
                    position.column = cursor.small()?;
                }
                let rows = i32::try_from(cursor.signed()?).map_err(|_| "row is out of range")?;
                position.row = position.row.wrapping_add_signed(rows);
            }
        }
        let Position { column, row } = *position;
        let value = cursor.value_of(tag & 7)?;
        if self.columns.get(column as usize) != Some(&true) {
            return Err("no such advice column in this phase".into());
        }
        if row >= self.usable_rows {
            return Err(Refusal::Changed("advice stands in more rows than there are"));
        }
        self.summary.cells += 1;
        self.sink.advice(column, row, value);
        Ok(())
    }

    fn rest(&mut self, tag: u8, cursor: &mut Cursor<'_>) -> Result<(), Refusal> {
        let instances = &mut self.summary.instances;
        match tag {
            INSTANCE_COLUMN => {
                let length = cursor.varint()?;
                match self.lengths.get(instances.len()) {
                    None => return Err("no such instance column".into()),
                    Some(expected) if u64::from(*expected) != length => {
                        return Err(Refusal::Changed("it has another number of public values"));
                    }
                    Some(_) => instances.push(Vec::with_capacity(length as usize)),
                }
            }
            INSTANCE_VALUE => {
                let value = cursor.field()?;
                let index = instances.len().wrapping_sub(1);
                match (instances.last_mut(), self.lengths.get(index)) {
                    (Some(column), Some(length)) if column.len() < *length as usize => {
                        column.push(value)
                    }
                    _ => return Err("no such instance cell".into()),
                }
            }
            SHAPE => self.shape = Some(u64::from_le_bytes(cursor.array()?)),
            _ => return Err("unknown tag".into()),
        }
        Ok(())
    }

    fn finish(self, shape: u64) -> Result<WitnessSummary, Error> {
        let complete = self.summary.instances.len() == self.lengths.len()
            && self
                .summary
                .instances
                .iter()
                .zip(self.lengths)
                .all(|(column, length)| column.len() == *length as usize);
        if !complete {
            return Err(Error::ShapeChanged("it has another number of public values"));
        }
        match self.shape {
            None => Err(Error::Invalid("the witness has no hash of its structure".into())),
            Some(found) if found != shape => {
                Err(Error::ShapeChanged("its selectors, fixed values or copies differ"))
            }
            Some(_) => Ok(self.summary),
        }
    }
}
