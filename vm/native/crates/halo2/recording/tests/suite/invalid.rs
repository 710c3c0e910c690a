//! Constraint systems that halo2 would panic about, or could not prove.

use halo2curves_axiom::bn256::Fr;
use sprout_halo2_recording::{
    Cell, Column, ColumnKind, ConstraintSystem, Discard, Error, Limits, Node, Query,
    StructureEncoder, Value, decode_constraint_system, decode_structure,
};

use crate::samples::*;

fn refused(change: impl FnOnce(&mut ConstraintSystem)) -> String {
    let mut changed = system();
    change(&mut changed);
    match decode_constraint_system(&encoded(&changed), &Limits::default()) {
        Err(error) => error.to_string(),
        Ok(_) => "accepted".into(),
    }
}

#[test]
fn constraint_systems() {
    let table: Vec<(&str, String)> = vec![
        ("column 0 is in phase 1", refused(|s| s.advice_phases = vec![1, 1, 0])),
        ("third phase", refused(|s| s.advice_phases[2] = 2)),
        ("third phase", refused(|s| s.advice_phases[2] = 255)),
        (
            "follows phase 1",
            refused(|s| {
                s.advice_phases[2] = 0;
            }),
        ),
        ("column 3, of which there are 3", refused(|s| s.advice_queries[0].column = 3)),
        ("column 2, of which there are 2", refused(|s| s.fixed_queries[0].column = 2)),
        ("column 9, of which there are 1", refused(|s| s.instance_queries[0].column = 9)),
        (
            "a query stands twice",
            refused(|s| s.advice_queries.push(Query { column: 2, rotation: 0 })),
        ),
        ("more than 65536 rows between", refused(|s| s.advice_queries[1].rotation = i32::MIN)),
        ("column with equality stands twice", refused(|s| s.permutation.push(s.permutation[0]))),
        (
            "equality is not queried",
            refused(|s| s.permutation.push(Column { kind: ColumnKind::Advice, index: 0 })),
        ),
        (
            "equality is not queried",
            refused(|s| s.permutation.push(Column { kind: ColumnKind::Fixed, index: u32::MAX })),
        ),
        ("column 0 of constants", refused(|s| s.constants.push(0))),
        ("constants stands twice", refused(|s| s.constants.push(1))),
        ("gate has no polynomial", refused(|s| s.gates.push(vec![]))),
        ("lookup looks nothing up", refused(|s| s.lookups.push(vec![]))),
        ("more or less than one result", refused(|s| s.gates[1][0].clear())),
        ("more or less than one result", refused(|s| s.gates[1][0].push(Node::Advice(0)))),
        ("lacks an operand", refused(|s| s.gates[1][0].push(Node::Sum))),
        ("lacks an operand", refused(|s| s.gates[1][0].insert(0, Node::Negated))),
        ("Selector(2), of which there are 2", refused(|s| s.gates[0][0][0] = Node::Selector(2))),
        ("Advice(3)", refused(|s| s.gates[0][0][1] = Node::Advice(3))),
        ("Fixed(4294967295)", refused(|s| s.lookups[0][0].1[0] = Node::Fixed(u32::MAX))),
        ("Instance(1)", refused(|s| s.gates[1][0][1] = Node::Instance(1))),
        ("Challenge(2)", refused(|s| s.gates[0][1][0] = Node::Challenge(2))),
        ("simple selector", refused(|s| s.lookups[0][0].0[0] = Node::Selector(0))),
        (
            "nothing that makes them",
            refused(|s| {
                s.gates.clear();
                s.lookups.clear();
            }),
        ),
        ("more than 32 as the degree", refused(|s| s.minimum_degree = Some(u32::MAX))),
        (
            "call set_minimum_degree(6)",
            refused(|s| {
                let mut product = vec![Node::Advice(0)];
                (0..5).for_each(|_| product.extend([Node::Advice(0), Node::Product]));
                s.gates[1][0] = product;
            }),
        ),
        (
            "more than 32 as the degree",
            refused(|s| {
                let mut product = vec![Node::Advice(0)];
                (0..40).for_each(|_| product.extend([Node::Advice(0), Node::Product]));
                s.gates[1][0] = product;
            }),
        ),
        ("more than 1024 levels", refused(|s| s.gates[1][0].extend([Node::Negated; 1100]))),
        ("accepted", refused(|s| s.gates[1][0].extend([Node::Scaled(Fr::from(2)); 1000]))),
        ("accepted", refused(|_| {})),
    ];
    for (expected, found) in table {
        assert!(found.contains(expected), "expected {expected:?}, found {found:?}");
    }
}

type Encoder<'a> = StructureEncoder<&'a mut dyn FnMut(&[u8])>;

fn structure_refused(lengths: &[u32], rows: u32, write: impl FnOnce(&mut Encoder<'_>)) -> String {
    let mut bytes = Vec::new();
    let mut sink = |frame: &[u8]| bytes.extend_from_slice(frame);
    let mut encoder = StructureEncoder::new(lengths, &mut sink as &mut dyn FnMut(&[u8]));
    write(&mut encoder);
    encoder.finish(rows);
    match decode_structure(&bytes, &system(), &Limits::default(), &mut Discard) {
        Err(error) => error.to_string(),
        Ok(_) => "accepted".into(),
    }
}

#[test]
fn structures() {
    let zero = Value::Plain(Fr::zero());
    let good = cell(ColumnKind::Advice, 1, 0);
    let copy = |left: Cell, right: Cell| structure_refused(&[1], 1, |out| out.copy(left, right));
    let over = 1 << 22;
    let table = [
        ("no such fixed column", structure_refused(&[1], 1, |out| out.fixed(2, 0, &zero))),
        ("no such fixed column", structure_refused(&[1], 1, |out| out.fill(2, 0, &zero))),
        ("row is over the limit", structure_refused(&[1], 1, |out| out.fixed(0, over, &zero))),
        ("row is over the limit", structure_refused(&[1], 1, |out| out.fill(0, u32::MAX, &zero))),
        ("row is over the limit", structure_refused(&[1], 1, |out| out.selector(0, u32::MAX))),
        ("no such selector", structure_refused(&[1], 1, |out| out.selector(2, 0))),
        ("without equality", copy(good, cell(ColumnKind::Advice, 0, 0))),
        ("without equality", copy(cell(ColumnKind::Fixed, 7, 0), good)),
        ("row is over the limit", copy(good, cell(ColumnKind::Instance, 0, over))),
        ("row is over the limit", structure_refused(&[1], u32::MAX, |_| {})),
        ("no such instance column", structure_refused(&[1, 1], 1, |_| {})),
        ("1 instance columns and its function gives 0", structure_refused(&[], 1, |_| {})),
        ("too many instance values", structure_refused(&[u32::MAX], 1, |_| {})),
        (
            "too many fills",
            structure_refused(&[1], 1, |out| (0..9).for_each(|_| out.fill(0, 0, &zero))),
        ),
        ("accepted", structure_refused(&[1], 1, |out| (0..8).for_each(|_| out.fill(0, 0, &zero)))),
        ("accepted", structure_refused(&[1], 1, |out| out.copy(good, good))),
    ];
    for (expected, found) in table {
        assert!(found.contains(expected), "expected {expected:?}, found {found:?}");
    }
}

#[test]
fn another_order_is_another_recording() {
    // The same system with two records swapped: read alike, but only one encoding is accepted.
    let bytes = encoded(&system());
    let (fixed, instance) = ([0x01, 2], [0x02, 1]);
    let at = bytes.windows(4).position(|window| window == [fixed, instance].concat()).unwrap();
    let mut swapped = bytes.clone();
    swapped[at..at + 4].copy_from_slice(&[instance, fixed].concat());
    let refused = decode_constraint_system(&resealed(&swapped), &Limits::default());
    assert_eq!(
        refused,
        Err(Error::Invalid("the constraint system is written in another order".into()))
    );
}

#[test]
fn public_values_that_verifiers_would_be_busy_with() {
    let limits = Limits::default();
    let structure = |queries: i32, values: u32| {
        let queries = (0..queries).map(|rotation| Query { column: 0, rotation }).collect();
        let system = ConstraintSystem {
            instance_columns: 2,
            instance_queries: queries,
            ..Default::default()
        };
        let mut bytes = Vec::new();
        StructureEncoder::new(&[values, 3], |frame: &[u8]| bytes.extend_from_slice(frame))
            .finish(0);
        decode_structure(&bytes, &system, &limits, &mut Discard).map(|_| ())
    };
    assert_eq!(structure(64, (1 << 16) - 3), Ok(()));
    assert_eq!(structure(8192, 512), Ok(()));
    for (queries, values) in [(65, (1 << 16) - 3), (8192, 513)] {
        let refused = structure(queries, values).unwrap_err().to_string();
        assert_eq!(refused, "more than 4194304 values in the instance columns of all queries");
    }
}
