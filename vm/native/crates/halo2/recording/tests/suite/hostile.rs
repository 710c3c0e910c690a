//! Recordings that somebody changed.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell as Counter;

use proptest::prelude::*;
use sprout_halo2_recording::{
    ConstraintSystem, Discard, Error, Limits, StructureSummary, decode_constraint_system,
    decode_structure, decode_witness,
};

use crate::samples::*;

/// Counts what each thread has allocated and not freed.
struct Counting;

thread_local! {
    static NOW: Counter<usize> = const { Counter::new(0) };
    static MOST: Counter<usize> = const { Counter::new(0) };
}

// SAFETY: all work is done by the system's allocator, with the arguments given.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = NOW.try_with(|now| {
            now.set(now.get() + layout.size());
            MOST.with(|most| most.set(most.get().max(now.get())));
        });
        // SAFETY: the caller keeps the contract of this function, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let _ = NOW.try_with(|now| now.set(now.get().saturating_sub(layout.size())));
        // SAFETY: the caller keeps the contract of this function, which is the same.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most memory that something took at one time, in bytes.
fn memory<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = NOW.get();
    MOST.set(before);
    let result = run();
    (result, MOST.get().saturating_sub(before))
}

fn read(kind: usize, bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    thread_local! {
        static GIVEN: (ConstraintSystem, StructureSummary) = (system(), structure_summary());
    }
    GIVEN.with(|(system, summary)| match kind {
        0 => decode_constraint_system(bytes, limits).map(drop),
        1 => decode_structure(bytes, system, limits, &mut Discard).map(drop),
        _ => {
            let phase = kind as u8 - 2;
            decode_witness(bytes, phase, system, summary, 12, limits, &mut Discard).map(drop)
        }
    })
}

fn samples() -> [Vec<u8>; 4] {
    [encoded(&system()), structure(), witness(0), witness(1)]
}

#[test]
fn every_flipped_byte() {
    let limits = Limits::default();
    for (kind, bytes) in samples().into_iter().enumerate() {
        read(kind, &bytes, &limits).unwrap();
        for index in 0..bytes.len() {
            for mask in [0x01, 0x02, 0x10, 0x80, 0xff] {
                let mut broken = bytes.clone();
                broken[index] ^= mask;
                assert!(
                    read(kind, &broken, &limits).is_err(),
                    "kind {kind} byte {index} ^ {mask:#x}"
                );
            }
        }
    }
}

#[test]
fn every_truncation_and_extension() {
    let limits = Limits::default();
    for (kind, bytes) in samples().into_iter().enumerate() {
        for length in 0..bytes.len() {
            assert!(read(kind, &bytes[..length], &limits).is_err(), "kind {kind} length {length}");
        }
        for more in [&b"\0"[..], &bytes] {
            assert_eq!(read(kind, &[&bytes, more].concat(), &limits), Err(Error::TrailingBytes));
        }
    }
}

/// Frames each with a good checksum, but missing, doubled or in another order.
#[test]
fn frames_in_another_order() {
    use halo2curves_axiom::bn256::Fr;
    use sprout_halo2_recording::{Value, WitnessEncoder};
    let mut frames: Vec<Vec<u8>> = Vec::new();
    let mut encoder = WitnessEncoder::new(1, &[], |frame| frames.push(frame.to_vec()));
    for row in 0..20_000 {
        encoder.advice(2, row % 12, &Value::Plain(Fr::from(u64::MAX)));
    }
    encoder.finish(structure_summary().shape);
    assert!(frames.len() > 3);
    let limits = Limits::default();
    read(3, &frames.concat(), &limits).unwrap();
    let mut swapped = frames.clone();
    swapped.swap(1, 2);
    assert_eq!(read(3, &swapped.concat(), &limits), Err(Error::Checksum { frame: 1 }));
    let without = [&frames[..1], &frames[2..]].concat();
    assert_eq!(read(3, &without.concat(), &limits), Err(Error::Checksum { frame: 1 }));
    let doubled = [&frames[..2], &frames[1..]].concat();
    assert_eq!(read(3, &doubled.concat(), &limits), Err(Error::Checksum { frame: 2 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Changed bytes with good checksums: read or refused, and never more memory than a small multiple of
    /// the bytes.
    #[test]
    fn changed_and_resealed(
        kind in 0..4usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..6),
    ) {
        let mut bytes = samples()[kind].clone();
        for (index, byte, how) in changes {
            let index = 8 + index.index(bytes.len() - 8);
            match how {
                0 => bytes[index] = byte,
                1 => bytes.insert(index, byte),
                _ => drop(bytes.remove(index)),
            }
        }
        let length = bytes.len() as u32 - 8;
        bytes[..4].copy_from_slice(&length.to_le_bytes());
        let bytes = resealed(&bytes);
        let _given = read(kind, &samples()[kind], &Limits::default());
        let (_, most) = memory(|| read(kind, &bytes, &Limits::default()));
        // Encoding a constraint system again takes a frame's buffer.
        prop_assert!(most < (1 << 17) + 256 * bytes.len(), "{most} bytes");
    }
}

/// Limits of one, one after the other.
#[test]
fn each_limit() {
    let low = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        limits
    };
    let systems: [fn(&mut Limits); 12] = [
        |limits| limits.max_bytes = 60,
        |limits| limits.max_columns = 1,
        |limits| limits.max_selectors = 1,
        |limits| limits.max_challenges = 1,
        |limits| limits.max_queries = 1,
        |limits| limits.max_rotation = 2,
        |limits| limits.max_polynomials = 2,
        |limits| limits.max_lookups = 0,
        |limits| limits.max_expression_nodes = 12,
        |limits| limits.max_expression_depth = 3,
        |limits| limits.max_degree = 3,
        |limits| limits.max_bytes = 0,
    ];
    for (index, change) in systems.into_iter().enumerate() {
        let refused = read(0, &encoded(&system()), &low(change));
        assert!(matches!(refused, Err(Error::Limit { .. })), "{index}: {refused:?}");
    }
    for (kind, change) in [
        (1, (|limits| limits.max_ops = 3) as fn(&mut Limits)),
        (1, |limits| limits.max_k = 3),
        (1, |limits| limits.max_instance_values = 1),
        (2, |limits| limits.max_ops = 3),
    ] {
        assert!(read(kind, &samples()[kind], &low(change)).is_err(), "kind {kind}");
    }
}
