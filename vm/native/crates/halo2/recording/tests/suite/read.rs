//! What is written is read; what a sink is given can be compared.

use halo2curves_axiom::bn256::Fr;
use proptest::prelude::*;
use sprout_halo2_recording::{
    Cell, ColumnKind, Error, Limits, StructureEncoder, StructureSink, Value, WitnessEncoder,
    WitnessSink, decode_constraint_system, decode_structure, decode_witness,
};

use crate::samples::*;

#[derive(Debug, Default, PartialEq)]
pub struct Log(pub Vec<String>);

impl StructureSink for Log {
    fn fixed(&mut self, column: u32, row: u32, value: Value) {
        self.0.push(format!("fixed {column} {row} {value:?}"));
    }

    fn selector(&mut self, selector: u32, row: u32) {
        self.0.push(format!("selector {selector} {row}"));
    }

    fn copy(&mut self, left: Cell, right: Cell) {
        self.0.push(format!("copy {left:?} {right:?}"));
    }

    fn fill(&mut self, column: u32, row: u32, value: Value) {
        self.0.push(format!("fill {column} {row} {value:?}"));
    }
}

impl WitnessSink for Log {
    fn advice(&mut self, column: u32, row: u32, value: Value) {
        self.0.push(format!("advice {column} {row} {value:?}"));
    }
}

#[test]
fn constraint_system() {
    let read = decode_constraint_system(&encoded(&system()), &Limits::default());
    assert_eq!(read, Ok(system()));
}

#[test]
fn structure_in_order() {
    let mut log = Log::default();
    let summary = decode_structure(&structure(), &system(), &Limits::default(), &mut log).unwrap();
    assert_eq!(summary.rows, 12);
    assert_eq!(summary.instance_lengths, [2]);
    assert_eq!((summary.fixed, summary.selectors, summary.copies, summary.fills), (2, 2, 2, 1));
    let mut expected = Log::default();
    expected.selector(1, 5);
    StructureSink::fixed(&mut expected, 0, 3, Value::Plain(large()));
    expected.fixed(1, 0, Value::Ratio(Fr::from(1), -Fr::from(9)));
    expected.copy(cell(ColumnKind::Advice, 1, 9), cell(ColumnKind::Instance, 0, 1));
    expected.copy(cell(ColumnKind::Fixed, 1, 0), cell(ColumnKind::Advice, 1, 2));
    expected.selector(0, 4);
    expected.fill(0, 8, Value::Plain(Fr::zero()));
    assert_eq!(log, expected);
}

#[test]
fn witness_of_both_phases() {
    let mut log = Log::default();
    let limits = Limits::default();
    let mut read = |phase| {
        decode_witness(
            &witness(phase),
            phase,
            &system(),
            &structure_summary(),
            12,
            &limits,
            &mut log,
        )
    };
    let first = read(0).unwrap();
    assert_eq!((first.cells, first.instances), (5, vec![vec![Fr::from(8), large()]]));
    let second = read(1).unwrap();
    assert_eq!((second.cells, second.instances), (1, vec![]));
    let mut expected = Log::default();
    expected.advice(0, 0, Value::Plain(Fr::from(300)));
    expected.advice(0, 1, Value::Plain(-Fr::from(1)));
    expected.advice(1, 1, Value::Plain(Fr::zero()));
    expected.advice(1, 9, Value::Ratio(Fr::from(1), large()));
    expected.advice(0, 2, Value::Plain(large()));
    expected.advice(2, 11, Value::Plain(Fr::from(1)));
    assert_eq!(log, expected);
}

#[test]
fn witness_of_another_shape() {
    let (system, mut summary, limits) = (system(), structure_summary(), Limits::default());
    let read = |summary: &_, usable| {
        decode_witness(&witness(0), 0, &system, summary, usable, &limits, &mut Log::default())
    };
    assert!(matches!(read(&summary, 9), Err(Error::ShapeChanged(_))), "advice in row 9");
    assert!(read(&summary, 10).is_ok());
    summary.shape ^= 1;
    assert!(matches!(read(&summary, 12), Err(Error::ShapeChanged(_))), "another hash");
    summary.shape ^= 1;
    summary.instance_lengths = vec![3];
    assert!(matches!(read(&summary, 12), Err(Error::ShapeChanged(_))), "more public values");
    assert!(matches!(
        decode_witness(
            &witness(0),
            1,
            &system,
            &structure_summary(),
            12,
            &limits,
            &mut Log::default()
        ),
        Err(Error::Kind { .. })
    ));
}

fn any_value() -> impl Strategy<Value = Value> {
    let field = prop_oneof![
        Just(Fr::zero()),
        any::<u64>().prop_map(Fr::from),
        any::<u64>().prop_map(|value| -Fr::from(value)),
        any::<[u64; 4]>().prop_map(|limbs| {
            limbs.iter().fold(Fr::zero(), |sum, limb| sum * Fr::from(u64::MAX) + Fr::from(*limb))
        }),
    ];
    let ratio = (field.clone(), field.clone());
    prop_oneof![
        field.prop_map(Value::Plain),
        ratio.prop_map(|(numerator, denominator)| Value::Ratio(numerator, denominator))
    ]
}

proptest! {
    #[test]
    fn any_witness(cells in prop::collection::vec((0..2u32, 0..4000u32, any_value()), 0..3000)) {
        let mut bytes = Vec::new();
        let mut frames = 0;
        let mut encoder = WitnessEncoder::new(0, &[vec![Fr::one(); 2]], |frame| {
            bytes.extend_from_slice(frame);
            frames += 1;
        });
        let mut expected = Log::default();
        for (column, row, value) in &cells {
            encoder.advice(*column, *row, value);
            expected.advice(*column, *row, *value);
        }
        let summary = structure_summary();
        encoder.finish(summary.shape);
        let mut log = Log::default();
        let read =
            decode_witness(&bytes, 0, &system(), &summary, 4000, &Limits::default(), &mut log);
        prop_assert!(read.is_ok());
        prop_assert_eq!(log, expected);
        prop_assert!(frames <= 1 + bytes.len() / 65_000);
    }

    #[test]
    fn any_structure(fixed in prop::collection::vec((0..2u32, 0..4000u32, any_value()), 0..500)) {
        let mut bytes = Vec::new();
        let mut encoder = StructureEncoder::new(&[0], |frame| bytes.extend_from_slice(frame));
        let mut expected = Log::default();
        for (column, row, value) in &fixed {
            encoder.fixed(*column, *row, value);
            expected.fixed(*column, *row, *value);
            encoder.selector(*column, *row);
            expected.selector(*column, *row);
            let left = cell(ColumnKind::Advice, 1, *row);
            let right = cell(ColumnKind::Fixed, 1, *row / 2);
            encoder.copy(left, right);
            expected.copy(left, right);
        }
        encoder.finish(0);
        let mut log = Log::default();
        prop_assert!(decode_structure(&bytes, &system(), &Limits::default(), &mut log).is_ok());
        prop_assert_eq!(log, expected);
    }
}
