//! What a proof takes, before it is made.

use sprout_abi::{Code, Failure};

use crate::circuit::Circuit;

/// Bytes of a field element and of a point.
const FIELD: u64 = 32;
const POINT: u64 = 64;
/// What the library takes, whatever it proves: code, stacks, tables.
const BASE: u64 = 64 << 20;

/// The sizes that decide what a proof takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sizes {
    rows: u64,
    advice: u64,
    fixed: u64,
    instance: u64,
    permuted: u64,
    products: u64,
    lookups: u64,
    degree: u64,
    extended: u64,
}

impl Sizes {
    fn of(circuit: &Circuit) -> Self {
        let (shape, system) = (&circuit.shape, circuit.shape.system());
        let degree = u64::from(shape.degree());
        let permuted = system.permutation.len() as u64;
        Self {
            rows: 1 << shape.k(),
            advice: system.advice_phases.len() as u64,
            fixed: u64::from(system.fixed_columns) + system.selectors.len() as u64,
            instance: u64::from(system.instance_columns),
            permuted,
            products: permuted.div_ceil((degree - 2).max(1)),
            lookups: system.lookups.len() as u64,
            degree,
            extended: (degree - 1).next_power_of_two(),
        }
    }
}

/// Bytes of memory a proof takes at most, keys and parameters included; tests measure that it is enough. The front
/// end's own memory, which has its own limit, is not in it.
pub fn memory_bytes(circuit: &Circuit) -> u64 {
    let s = Sizes::of(circuit);
    // Keys hold values and coefficients; the prover adds values, coefficients and products, then the quotient.
    let keys = 3 + 2 * s.fixed + 2 * s.permuted;
    let proof = 3 * s.advice + 2 * s.instance + 2 * s.products + 9 * s.lookups;
    // On the larger domain: the quotient, what it is made of, and the roots of unity of all sizes, both ways.
    let quotient = 6 * s.extended + s.advice + s.fixed + s.permuted + 8;
    let proving = (keys + proof + quotient) * FIELD;
    // Before there is a key, halo2 lays the circuit out, with fractions and cycles, and this library does so, too.
    let making = 7 * s.fixed * FIELD + 8 * s.permuted * FIELD + 8 * FIELD;
    BASE + s.rows.saturating_mul(proving.max(making) + 3 * POINT)
}

/// Milliseconds a warm proof takes on this machine: a guess from sizes, for somebody who wants to know whether that is
/// a second or an hour.
pub fn proof_ms(circuit: &Circuit) -> u64 {
    let s = Sizes::of(circuit);
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let commitments = s.advice + 3 * s.lookups + s.products + s.degree + 2;
    let transforms =
        s.extended * (s.advice + s.fixed + s.permuted + s.products + 3 * s.lookups + 4);
    let log = u64::from(s.rows.ilog2());
    // Nanoseconds of one core: a row of a commitment, of a transform's layer, of the quotient.
    let nanoseconds =
        s.rows * (commitments * 6_000 + transforms * (log * 18 + 120) + s.extended * 4_000);
    1 + nanoseconds / threads / 1_000_000
}

/// Fails when the process may not have the memory that a proof takes.
///
/// # Errors
/// If so.
pub fn affordable(circuit: &Circuit) -> Result<(), Failure> {
    let needed = memory_bytes(circuit);
    match allowed() {
        Some(limit) if needed > limit => Err(Failure::new(
            Code::MemoryLimit,
            format!("a proof takes up to {} MiB, {} MiB are allowed", needed >> 20, limit >> 20),
        )),
        _ => Ok(()),
    }
}

/// Bytes this process may have, if there is a limit.
fn allowed() -> Option<u64> {
    let limits = [libc::RLIMIT_AS, libc::RLIMIT_DATA].map(|resource| {
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: the pointer is to a struct of the type the call fills.
        let asked = unsafe { libc::getrlimit(resource, &mut limit) };
        (asked == 0 && limit.rlim_cur != libc::RLIM_INFINITY).then_some(limit.rlim_cur)
    });
    limits.into_iter().flatten().min()
}
