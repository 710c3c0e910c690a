//! How much memory the library asks for.

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use common::library::{MESSAGES, alone, check, file, forget, front_end, options, prove, verify};
use common::recorded::{recorded, system_bytes};
use halo2_axiom::halo2curves::bn256::{Fr, G1Affine, G2Affine};
use halo2_axiom::halo2curves::serde::SerdeObject;
use serde_json::{Value, json};
use sprout_halo2::circuit::program_id;
use sprout_halo2::limits;
use sprout_halo2::receipt::{Kzg, Receipt};
use sprout_halo2::srs::SrsId;
use sprout_halo2_recording::{
    Column, ColumnKind, ConstraintSystem, Node, Query, ShapeHash, StructureEncoder,
    Value as Recorded, WitnessEncoder,
};

/// Counts what is asked for.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn asked(bytes: usize) {
    MOST.fetch_max(NOW.fetch_add(bytes, Ordering::Relaxed) + bytes, Ordering::Relaxed);
}

// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        asked(layout.size());
        // SAFETY: the caller keeps to the same contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps to the same contract.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        asked(layout.size());
        // SAFETY: the caller keeps to the same contract.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        asked(size);
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps to the same contract.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What something asks for beyond what there is, at most, in bytes.
fn most<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let done = work();
    (done, MOST.load(Ordering::Relaxed).saturating_sub(before))
}

/// A receipt of a few hundred bytes that says it is of a circuit of 2^k rows and this degree.
fn claim(k: u32, degree: u32) -> (Vec<u8>, Value) {
    let system = ConstraintSystem {
        advice_phases: vec![0],
        advice_queries: vec![Query { column: 0, rotation: 0 }],
        gates: vec![vec![vec![Node::Advice(0)]]],
        minimum_degree: Some(degree),
        ..Default::default()
    };
    let bytes = system_bytes(&system);
    let mut key = vec![2];
    key.extend_from_slice(&k.to_le_bytes());
    key.extend_from_slice(&[0; 5]);
    let s_g2: G2Affine = (G2Affine::generator() * Fr::from(9)).into();
    let proof = G1Affine::generator().to_raw_bytes().repeat(4);
    let id = program_id(&bytes, k, &key, &SrsId::of(&G2Affine::generator(), &s_g2), &[]);
    let receipt = Receipt::Kzg(Kzg {
        system: &bytes,
        k,
        key: &key,
        g2: G2Affine::generator(),
        s_g2,
        instances: Vec::new(),
        proof: &proof,
    });
    (receipt.encode(), hex::encode(id).into())
}

#[test]
fn a_small_receipt_takes_little_memory() {
    let _alone = alone();
    for (k, degree) in [(10, 5), (limits::MAX_K, 5), (19, 32), (limits::MAX_K, 32), (27, 3)] {
        let (receipt, id) = claim(k, degree);
        assert!(receipt.len() < 1000);
        let (outcome, bytes) = most(|| verify(&receipt, &id, json!({})));
        assert!(outcome.is_err());
        assert!(bytes < 8 << 20, "k = {k}, degree {degree}: {bytes} bytes");
    }
}

/// A circuit of many rows with so many columns and lookups, all of whose cells are zero.
fn wide(k: u32, columns: u32, fixed: u32, lookups: usize, degree: u32) -> Vec<u8> {
    let query = |column| Query { column, rotation: 0 };
    let column = |index| Column { kind: ColumnKind::Advice, index };
    let system = ConstraintSystem {
        advice_phases: vec![0; columns as usize],
        selectors: vec![true],
        fixed_columns: fixed,
        advice_queries: (0..columns).map(query).collect(),
        fixed_queries: (0..fixed).map(query).collect(),
        permutation: (0..columns).map(column).collect(),
        gates: vec![vec![vec![Node::Selector(0), Node::Advice(0), Node::Product]]],
        lookups: vec![vec![(vec![Node::Advice(0)], vec![Node::Fixed(0)])]; lookups],
        minimum_degree: Some(degree),
        ..Default::default()
    };
    let last = (1 << (k - 1)) + 1;
    let (mut structure, mut witness) = (Vec::new(), Vec::new());
    let mut encoder = StructureEncoder::new(&[], |piece: &[u8]| structure.extend_from_slice(piece));
    encoder.selector(0, last);
    let mut shape = ShapeHash::default();
    shape.selector(0, last);
    for column in 1..fixed {
        // Zero as a fraction, everywhere.
        let zero = Recorded::Ratio(Fr::zero(), Fr::from(2));
        encoder.fill(column, 0, &zero);
        shape.fill(column, 0, &zero);
    }
    encoder.finish(last + 1);
    let encoder = WitnessEncoder::new(0, &[], |piece: &[u8]| witness.extend_from_slice(piece));
    encoder.finish(shape.finish());
    recorded(&system_bytes(&system), &structure, &witness)
}

/// What a description says of memory is enough, and not many times what is needed.
#[test]
fn the_estimate_of_memory_is_enough() {
    let _alone = alone();
    let srs = file(&common::devnet(13));
    let programs = [
        ("simple", front_end("simple")),
        ("two-phase", front_end("two-phase")),
        ("sensors", front_end("sensors")),
        ("columns", wide(13, 40, 1, 0, 3)),
        ("fixed", wide(13, 3, 40, 0, 3)),
        ("lookups", wide(13, 4, 1, 12, 5)),
        ("degree", wide(13, 4, 1, 1, 17)),
    ];
    for (name, program) in programs {
        forget();
        let ((about, _), bytes) = most(|| {
            let about = check(&program, &options(&srs, json!({}))).expect("a good program");
            let proof = prove(&program, &options(&srs, json!({})), MESSAGES).expect("a proof");
            (about, proof)
        });
        let estimate = about["memory_bytes"].as_u64().expect("a number") as usize;
        println!("{name}: {} KiB, estimated {} KiB", bytes >> 10, estimate >> 10);
        assert!(bytes <= estimate, "{name}: {bytes} bytes, estimated {estimate}");
        assert!(estimate < (64 << 20) + 3 * bytes, "{name}: {bytes} bytes, estimated {estimate}");
    }
}
