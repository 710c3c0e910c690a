//! Recordings that are well formed and of no good circuit: refused, or keys and proofs without a panic.

use std::cell::Cell;
use std::sync::OnceLock;

use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1Affine};
use halo2_axiom::poly::kzg::commitment::ParamsKZG;
use halo2_axiom::poly::kzg::multiopen::ProverSHPLONK;
use halo2_axiom::transcript::{Blake2bWrite, Challenge255, TranscriptWriterBuffer};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rand::SeedableRng;
use rand::rngs::{OsRng, StdRng};
use sprout_halo2_recording::{
    self as recording, Column, ColumnKind, ConstraintSystem, Limits, Node, Query, StructureEncoder,
    Value, WitnessEncoder, decode_constraint_system, encode_constraint_system,
};
use sprout_halo2_replay::{
    Course, Error, FirstWitness, Shape, WitnessSource, proving_key, verifying_key, violation_in,
};

use crate::harness::verifies;

fn params(k: u32) -> &'static ParamsKZG<Bn256> {
    static PARAMS: [OnceLock<ParamsKZG<Bn256>>; 8] = [const { OnceLock::new() }; 8];
    PARAMS[k as usize].get_or_init(|| ParamsKZG::setup(k, OsRng))
}

fn limits() -> Limits {
    Limits { max_k: 7, max_degree: 10, max_rotation: 300, ..Limits::default() }
}

fn node() -> impl Strategy<Value = Node> {
    let index = 0..3u32;
    prop_oneof![
        index.clone().prop_map(Node::Selector),
        index.clone().prop_map(Node::Fixed),
        index.clone().prop_map(Node::Advice),
        index.clone().prop_map(Node::Instance),
        index.prop_map(Node::Challenge),
        (0..3u64).prop_map(|value| Node::Constant(Fr::from(value))),
        Just(Node::Negated),
        (0..3u64).prop_map(|value| Node::Scaled(-Fr::from(value))),
        Just(Node::Sum),
        Just(Node::Product),
    ]
}

/// Postfix nodes, put right where an operand is missing or left over.
fn expression() -> impl Strategy<Value = Vec<Node>> {
    prop::collection::vec(node(), 1..12).prop_map(|nodes| {
        let (mut out, mut depth) = (Vec::new(), 0);
        for node in nodes {
            let (takes, gives) = match node {
                Node::Negated | Node::Scaled(_) => (1, 1),
                Node::Sum | Node::Product => (2, 1),
                _ => (0, 1),
            };
            if depth >= takes {
                out.push(node);
                depth = depth - takes + gives;
            }
        }
        if depth == 0 {
            out.push(Node::Constant(Fr::one()));
        }
        (1..depth).for_each(|_| out.push(Node::Sum));
        out
    })
}

/// An expression that is mostly zero, so that some circuits are satisfied.
fn polynomial() -> impl Strategy<Value = Vec<Node>> {
    (expression(), prop::bool::weighted(0.8)).prop_map(|(mut nodes, zero)| {
        if zero {
            nodes.push(Node::Scaled(Fr::zero()));
        }
        nodes
    })
}

fn kind() -> impl Strategy<Value = ColumnKind> {
    prop_oneof![Just(ColumnKind::Advice), Just(ColumnKind::Fixed), Just(ColumnKind::Instance)]
}

fn queries() -> impl Strategy<Value = Vec<Query>> {
    let rotation = prop_oneof![4 => Just(0), 2 => -3..4i32, 1 => -300..300i32];
    let query = (0..3u32, rotation).prop_map(|(column, rotation)| Query { column, rotation });
    prop::collection::vec(query, 0..6).prop_map(|mut queries| {
        // Every column once at its row, so that equality can be enabled.
        queries.extend((0..3).map(|column| Query { column, rotation: 0 }));
        let mut unique: Vec<Query> = Vec::new();
        queries.retain(|query| {
            !unique.contains(query) && {
                unique.push(*query);
                true
            }
        });
        queries
    })
}

fn system() -> impl Strategy<Value = ConstraintSystem> {
    let column = (kind(), 0..3u32).prop_map(|(kind, index)| Column { kind, index });
    let lookup = prop::collection::vec((expression(), expression()), 1..3);
    (
        (prop_oneof![5 => Just(vec![0, 0, 0]), 5 => Just(vec![0, 1, 1]), 1 => Just(vec![1, 0, 2])]
, 3..5u32),
        (queries(), queries(), queries()),
        (prop::collection::vec(column, 0..6), prop::array::uniform3(prop::bool::weighted(0.15)), prop::option::weighted(0.8, 5..12u32)),
        prop::collection::vec(prop::collection::vec(polynomial(), 0..3), 0..4),
        prop::collection::vec(lookup, 0..3),
    )
        .prop_map(
            |((phases, columns), queries, (mut permutation, simple, degree), gates, lookups)| {
                permutation.sort();
                permutation.dedup();
                permutation.reverse();
                ConstraintSystem {
                    challenge_phases: vec![0, phases[1], 0],
                    advice_phases: phases,
                    selectors: simple.to_vec(),
                    fixed_columns: columns,
                    instance_columns: 3,
                    advice_queries: queries.0,
                    fixed_queries: queries.1,
                    instance_queries: queries.2,
                    constants: permutation
                        .iter()
                        .filter(|column| column.kind == ColumnKind::Fixed)
                        .map(|column| column.index)
                        .collect(),
                    permutation,
                    minimum_degree: degree,
                    gates,
                    lookups,
                }
            },
        )
}

fn field(number: u32) -> Value {
    match number % 5 {
        4 => Value::Ratio(Fr::from(u64::from(number)), Fr::zero()),
        3 => Value::Ratio(Fr::from(u64::from(number)), Fr::from(3)),
        _ => Value::Plain(Fr::from(u64::from(number % 7))),
    }
}

/// Operations by numbers; most are possible, some are not.
fn structure(system: &ConstraintSystem, numbers: &[(u32, u32, u32)], lengths: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut out = StructureEncoder::new(lengths, |frame| bytes.extend_from_slice(frame));
    for &(what, which, row) in numbers {
        match what % 4 {
            0 => out.fixed(which % 3, row, &field(which)),
            1 => out.selector(which % 3, row),
            2 => out.fill(which % 3, row, &field(which)),
            _ if system.permutation.is_empty() => {}
            _ => {
                let column =
                    |index: u32| system.permutation[index as usize % system.permutation.len()];
                let right = recording::Cell { column: column(which / 7), row: row / 2 };
                out.copy(recording::Cell { column: column(which), row }, right);
            }
        }
    }
    out.finish(numbers.len() as u32);
    bytes
}

fn witness(shape: &Shape, phase: u8, numbers: &[(u32, u32, u32)]) -> Vec<u8> {
    let lengths = &shape.structure().instance_lengths;
    let instances: Vec<_> =
        lengths.iter().map(|length| vec![Fr::from(3); *length as usize]).collect();
    let mut bytes = Vec::new();
    let mut out = WitnessEncoder::new(phase, &instances, |frame| bytes.extend_from_slice(frame));
    for &(_, which, row) in numbers {
        let column = which % 3;
        if shape.system().advice_phases[column as usize] == phase {
            out.advice(column, row, &field(which));
        }
    }
    out.finish(shape.structure().shape);
    bytes
}

/// Makes keys and proves whatever is accepted, and says whether that gave a proof; none if it was not accepted.
fn survives(
    system: &ConstraintSystem,
    numbers: &[(u32, u32, u32)],
    lengths: &[u32],
) -> Result<Option<bool>, TestCaseError> {
    let mut bytes = Vec::new();
    encode_constraint_system(system, |frame| bytes.extend_from_slice(frame));
    let Ok(system) = decode_constraint_system(&bytes, &limits()) else { return Ok(None) };
    let recorded = structure(&system, numbers, lengths);
    let Ok(shape) = Shape::new(system, &recorded, &limits()) else { return Ok(None) };
    let params = params(shape.k());
    let vk = verifying_key(params, &shape, &recorded);
    prop_assert!(vk.is_ok(), "{:?}", vk.err());
    let pk = proving_key(params, &shape, &recorded);
    prop_assert!(pk.is_ok(), "{:?}", pk.err());
    let (pk, mut course) = (pk.unwrap(), Course::default());
    let mut source = |phase, _: &[Option<Fr>]| Ok(witness(&shape, phase, numbers));
    let Ok(first) = FirstWitness::read(&shape, &mut source) else { return Ok(None) };
    let mut transcript = Blake2bWrite::<_, G1Affine, Challenge255<_>>::init(vec![]);
    let rng = StdRng::seed_from_u64(1);
    let proved = first.prove_in::<ProverSHPLONK<Bn256>, Challenge255<_>, _, _>(
        params,
        &pk,
        &mut source,
        rng,
        &mut transcript,
        &mut course,
    );
    // halo2 panics about a value that is not in its table; that is caught and said. A later phase's
    // witness is read only now, and may stand where no row is.
    let expected =
        matches!(&proved, Ok(()) | Err(Error::Halo2(_) | Error::Panicked(_) | Error::Recording(_)));
    prop_assert!(expected, "{proved:?}");
    if let Err(Error::Panicked(reason)) = &proved {
        prop_assert!(reason.contains("ConstraintSystemFailure"), "{}", reason);
    }
    // A proof says in one word what looking at every constraint says.
    let verified = match proved {
        Ok(()) => verifies(params, pk.get_vk(), first.instances(), &transcript.finalize()),
        Err(Error::Panicked(_)) => false,
        Err(_) => return Ok(Some(false)),
    };
    let violation = violation_in(&shape, &recorded, &first, &course, OsRng).unwrap().unwrap();
    prop_assert_eq!(verified, violation.is_none(), "{:?}", violation);
    Ok(Some(verified))
}

#[test]
fn whatever_is_accepted_is_proved_without_a_panic() {
    let numbers = prop::collection::vec((0..1000u32, 0..1000u32, 0..100u32), 0..40);
    let lengths =
        prop_oneof![3 => Just(vec![1, 0, 20]), 3 => Just(vec![0, 0, 0]), 1 => Just(vec![2])];
    let (accepted, proved) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let result = runner.run(&(system(), numbers, lengths), |(system, numbers, lengths)| {
        if let Some(good) = survives(&system, &numbers, &lengths)? {
            accepted.set(accepted.get() + 1);
            proved.set(proved.get() + u32::from(good));
        }
        Ok(())
    });
    result.unwrap();
    // Otherwise nothing has been tested.
    let (accepted, proved) = (accepted.get(), proved.get());
    println!("{accepted} of 300 were accepted, {proved} proved");
    assert!(
        accepted > 40 && 0 < proved && proved < accepted,
        "{accepted} accepted, {proved} proved"
    );
}

#[test]
fn failing_source_ends_the_proof_with_its_reason() {
    let system = ConstraintSystem {
        advice_phases: vec![0, 1],
        challenge_phases: vec![0],
        ..ConstraintSystem::default()
    };
    let recorded = structure(&system, &[], &[]);
    let shape = Shape::new(system, &recorded, &limits()).unwrap();
    let pk = proving_key(params(shape.k()), &shape, &recorded).unwrap();
    let first = FirstWitness::from_recording(&shape, {
        let mut bytes = Vec::new();
        WitnessEncoder::new(0, &[], |frame| bytes.extend_from_slice(frame))
            .finish(shape.structure().shape);
        bytes
    })
    .unwrap();
    let prove = |source: &mut dyn WitnessSource| {
        let mut transcript = Blake2bWrite::<_, G1Affine, Challenge255<_>>::init(vec![]);
        first
            .prove::<ProverSHPLONK<Bn256>, Challenge255<_>, _, _>(
                params(shape.k()),
                &pk,
                source,
                OsRng,
                &mut transcript,
            )
            .unwrap_err()
            .to_string()
    };
    let mut given = Vec::new();
    let failed = prove(&mut |phase, challenges: &[Option<Fr>]| {
        given.push((phase, challenges.len(), challenges[0].is_some()));
        Err("out of fuel".into())
    });
    assert_eq!((failed.as_str(), given), ("out of fuel", vec![(1, 1, true)]));
    assert_eq!(prove(&mut |_, _: &[Option<Fr>]| Ok(vec![1, 2, 3])), "the recording is cut off");
}

/// Expressions as deep as they may be, on a thread with as little stack as Rust gives.
#[test]
fn deepest_expressions() {
    let deep = |tail: &[Node]| {
        let mut nodes = vec![Node::Advice(0)];
        while nodes.len() + tail.len() < 1000 {
            nodes.extend(tail);
        }
        nodes
    };
    // Right-nested sums: every operand first, then all sums.
    let mut right = vec![Node::Advice(0); 1000];
    right.extend(vec![Node::Sum; 999]);
    let system = ConstraintSystem {
        advice_phases: vec![0],
        advice_queries: vec![Query { column: 0, rotation: 0 }],
        gates: vec![vec![
            deep(&[Node::Negated]),
            deep(&[Node::Scaled(Fr::from(3))]),
            deep(&[Node::Constant(Fr::from(2)), Node::Product]),
            right,
        ]],
        ..ConstraintSystem::default()
    };
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let done = small.spawn(move || survives(&system, &[], &[])).unwrap().join();
    assert!(matches!(done, Ok(Ok(Some(_)))), "{done:?}");
}
