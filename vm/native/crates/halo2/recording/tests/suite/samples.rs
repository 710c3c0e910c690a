//! Small recordings of each kind, and what tests do to them.

use halo2curves_axiom::bn256::Fr;
use sprout_halo2_recording::{
    Cell, Column, ColumnKind, ConstraintSystem, Node, Query, StructureEncoder, StructureSummary,
    Value, WitnessEncoder, encode_constraint_system,
};

pub fn column(kind: ColumnKind, index: u32) -> Column {
    Column { kind, index }
}

pub fn cell(kind: ColumnKind, index: u32, row: u32) -> Cell {
    Cell { column: column(kind, index), row }
}

/// A constraint system that uses everything there is.
pub fn system() -> ConstraintSystem {
    let query = |column, rotation| Query { column, rotation };
    ConstraintSystem {
        advice_phases: vec![0, 0, 1],
        challenge_phases: vec![1, 0],
        selectors: vec![true, false],
        fixed_columns: 2,
        instance_columns: 1,
        advice_queries: vec![query(1, 0), query(0, -3), query(2, 0)],
        fixed_queries: vec![query(1, 0), query(0, 1)],
        instance_queries: vec![query(0, 0)],
        permutation: vec![
            column(ColumnKind::Instance, 0),
            column(ColumnKind::Advice, 1),
            column(ColumnKind::Fixed, 1),
        ],
        constants: vec![1],
        minimum_degree: Some(4),
        gates: vec![
            vec![
                vec![
                    Node::Selector(0),
                    Node::Advice(1),
                    Node::Advice(0),
                    Node::Negated,
                    Node::Sum,
                    Node::Product,
                ],
                vec![Node::Challenge(1), Node::Advice(2), Node::Scaled(-Fr::from(5)), Node::Sum],
            ],
            vec![vec![Node::Constant(Fr::from(3)), Node::Instance(0), Node::Product]],
        ],
        lookups: vec![vec![(vec![Node::Advice(0)], vec![Node::Fixed(1)])]],
    }
}

pub fn encoded(system: &ConstraintSystem) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_constraint_system(system, |frame| bytes.extend_from_slice(frame));
    bytes
}

/// A field element that takes all 32 bytes.
pub fn large() -> Fr {
    Fr::from(7).invert().unwrap()
}

pub fn structure() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = StructureEncoder::new(&[2], |frame| bytes.extend_from_slice(frame));
    encoder.selector(1, 5);
    encoder.fixed(0, 3, &Value::Plain(large()));
    encoder.fixed(1, 0, &Value::Ratio(Fr::from(1), -Fr::from(9)));
    encoder.copy(cell(ColumnKind::Advice, 1, 9), cell(ColumnKind::Instance, 0, 1));
    encoder.copy(cell(ColumnKind::Fixed, 1, 0), cell(ColumnKind::Advice, 1, 2));
    encoder.selector(0, 4);
    encoder.fill(0, 8, &Value::Plain(Fr::zero()));
    encoder.finish(12);
    bytes
}

pub fn structure_summary() -> StructureSummary {
    use sprout_halo2_recording::{Discard, Limits, decode_structure};
    decode_structure(&structure(), &system(), &Limits::default(), &mut Discard).unwrap()
}

pub fn witness(phase: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let instances = [vec![Fr::from(8), large()]];
    let mut encoder =
        WitnessEncoder::new(phase, &instances, |frame| bytes.extend_from_slice(frame));
    if phase == 0 {
        encoder.advice(0, 0, &Value::Plain(Fr::from(300)));
        encoder.advice(0, 1, &Value::Plain(-Fr::from(1)));
        encoder.advice(1, 1, &Value::Plain(Fr::zero()));
        encoder.advice(1, 9, &Value::Ratio(Fr::from(1), large()));
        encoder.advice(0, 2, &Value::Plain(large()));
    } else {
        encoder.advice(2, 11, &Value::Plain(Fr::from(1)));
    }
    encoder.finish(structure_summary().shape);
    bytes
}

/// Puts right the checksums of changed frames, as far as they can still be told apart.
pub fn resealed(bytes: &[u8]) -> Vec<u8> {
    let (mut sealed, mut rest, mut chain) = (Vec::new(), bytes, 0u32);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let number = u32::from_le_bytes(*length) as usize;
        let Some(payload) = after.get(4..).and_then(|after| after.get(..number)) else { break };
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&chain.to_le_bytes());
        hasher.update(length);
        hasher.update(payload);
        chain = hasher.finalize();
        sealed.extend_from_slice(length);
        sealed.extend_from_slice(&chain.to_le_bytes());
        sealed.extend_from_slice(payload);
        rest = &after[4 + number..];
    }
    sealed.extend_from_slice(rest);
    sealed
}
