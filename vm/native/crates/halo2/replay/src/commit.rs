//! Commitments of a circuit's keys.
//!
//! halo2 commits to every column with a multiplication for each row. Fixed columns are mostly zeros, ones and
//! small numbers, and most cells of a permutation stay where they are: the commitments are the same when only
//! the rest is multiplied, and are there in a fraction of the time.

use std::io::{self, Write};

use halo2_axiom::SerdeFormat;
use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1, G1Affine};
use halo2_axiom::halo2curves::ff::{Field, PrimeField};
use halo2_axiom::halo2curves::group::Curve;
use halo2_axiom::halo2curves::group::prime::PrimeCurveAffine;
use halo2_axiom::halo2curves::msm::{msm_best, msm_parallel};
use halo2_axiom::halo2curves::serde::SerdeObject;
use halo2_axiom::poly::commitment::ParamsProver;
use halo2_axiom::poly::kzg::commitment::ParamsKZG;
use rayon::prelude::*;

use crate::error::Error;
use crate::layout::{Layout, Place};

/// Commitments to the fixed columns and selectors, then to the permuted columns.
pub(crate) fn commitments(
    params: &ParamsKZG<Bn256>,
    layout: &Layout,
) -> Result<Vec<G1Affine>, Error> {
    let lagrange = lagrange(params, layout)?;
    let fixed = layout.fixed.par_iter().map(|column| {
        let cells = column.iter().zip(&lagrange).filter(|(value, _)| !value.is_zero_vartime());
        sum(cells.map(|(value, point)| (*value, *point)))
    });
    let names = Names::new(layout);
    // The values ω^row belong to the polynomial X, whose commitment is the second power of the secret.
    let s = params.get_g().get(1).copied().unwrap_or_else(G1Affine::identity);
    let permuted = layout.next.par_iter().zip(0..layout.next.len() as u32).map(|(next, column)| {
        let cells = (0..).map(|row| (column, row)).zip(next).zip(&lagrange);
        let moved = cells.filter(|((cell, next), _)| cell != *next);
        let differences =
            moved.map(|((cell, next), point)| (names.of(*next) - names.of(cell), *point));
        s * names.deltas[column as usize] + sum(differences)
    });
    let sums: Vec<G1> = fixed.chain(permuted).collect();
    let mut points = vec![G1Affine::identity(); sums.len()];
    G1::batch_normalize(&sums, &mut points);
    Ok(points)
}

/// What cells are called in the permutation: δ^column · ω^row.
pub(crate) struct Names {
    deltas: Vec<Fr>,
    omegas: Vec<Fr>,
}

impl Names {
    pub(crate) fn new(layout: &Layout) -> Self {
        let list = |base: Fr, count| {
            std::iter::successors(Some(Fr::ONE), |power| Some(power * base)).take(count).collect()
        };
        let rows = layout.next.first().map_or(1, Vec::len);
        let omega = (rows.ilog2()..Fr::S).fold(Fr::ROOT_OF_UNITY, |root, _| root.square());
        Self { deltas: list(Fr::DELTA, layout.next.len()), omegas: list(omega, rows) }
    }

    pub(crate) fn of(&self, place: Place) -> Fr {
        self.deltas[place.0 as usize] * self.omegas[place.1 as usize]
    }
}

/// The sum of multiples of points; quick when the factors are small.
fn sum(terms: impl Iterator<Item = (Fr, G1Affine)>) -> G1 {
    let (factors, points): (Vec<Fr>, Vec<G1Affine>) = terms.unzip();
    let small = |factor: &Fr| factor.to_repr().iter().skip(8).all(|byte| *byte == 0);
    match factors.iter().all(small) {
        true => msm_parallel(&factors, &points),
        false => msm_best(&factors, &points),
    }
}

/// The Lagrange points, which parameters only write out.
fn lagrange(params: &ParamsKZG<Bn256>, layout: &Layout) -> Result<Vec<G1Affine>, Error> {
    let rows = layout.fixed.first().map(Vec::len).or(layout.next.first().map(Vec::len));
    let Some(rows) = rows else { return Ok(Vec::new()) };
    let mut written =
        Lagrange { before: 4 + POINT * rows, bytes: Vec::with_capacity(POINT * rows) };
    let whole = params.write_custom(&mut written, SerdeFormat::RawBytesUnchecked);
    match (whole, written.bytes.get(..POINT * rows)) {
        (Ok(()), Some(bytes)) => {
            let points = bytes.par_chunks_exact(POINT);
            Ok(points.map(G1Affine::from_raw_bytes_unchecked).collect())
        }
        _ => Err(Error::Halo2("the parameters have too few Lagrange points".into())),
    }
}

/// Bytes of a raw point.
pub(crate) const POINT: usize = 64;

/// Keeps what comes after the powers.
struct Lagrange {
    before: usize,
    bytes: Vec<u8>,
}

impl Write for Lagrange {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let skipped = self.before.min(bytes.len());
        self.before -= skipped;
        self.bytes.extend_from_slice(&bytes[skipped..]);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
