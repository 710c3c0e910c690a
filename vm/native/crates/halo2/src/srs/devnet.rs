//! The devnet's SRS: anybody can make it, and prove anything with it.

use std::io::Write;

use halo2_axiom::halo2curves::bn256::{Fr, G1, G1Affine, G2Affine};
use halo2_axiom::halo2curves::ff::{BatchInvert, Field, FromUniformBytes, PrimeField};
use halo2_axiom::halo2curves::group::prime::PrimeCurveAffine;
use halo2_axiom::halo2curves::group::{Curve, Group};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use sprout_abi::Failure;

use super::container::Writer;

/// Largest devnet SRS: 2^20 rows take 200 MB.
const MAX_DEVNET_K: u32 = 20;
const SECRET_TEXT: &[u8] = b"sprout/halo2/devnet-srs/v1: everybody knows this secret";
const WINDOW: usize = 8;
const WINDOWS: usize = 256 / WINDOW;

/// The secret: 64 bytes, SHA-256 of a text and a counter, little-endian, modulo the field's order.
pub fn secret() -> Fr {
    let mut wide = [0; 64];
    for (half, counter) in wide.chunks_exact_mut(32).zip(0u8..) {
        half.copy_from_slice(
            &Sha256::new_with_prefix(SECRET_TEXT).chain_update([counter]).finalize(),
        );
    }
    Fr::from_uniform_bytes(&wide)
}

/// Writes the devnet's SRS of 2^k powers.
///
/// # Errors
/// If k is out of range or the file cannot be written.
pub fn make_devnet<W: Write + ?Sized>(k: u32, out: &mut W) -> Result<(), Failure> {
    if !(1..=MAX_DEVNET_K).contains(&k) {
        return Err(Failure::argument(format!(
            "k is {k}, a devnet SRS has from 1 to {MAX_DEVNET_K}"
        )));
    }
    let s = secret();
    let table = Table::new();
    let g2 = G2Affine::generator();
    let mut writer = Writer::new(out, k, &g2, &(g2 * s).into())?;
    let powers: Vec<Fr> =
        std::iter::successors(Some(Fr::ONE), |power| Some(power * s)).take(1 << k).collect();
    writer.powers(&table.times(&powers))?;
    for k in 1..=k {
        writer.section(&table.times(&lagrange_scalars(s, k)))?;
    }
    writer.finish()
}

/// The Lagrange polynomials of size 2^k at `s`: w^i (s^n - 1) / (n (s - w^i)).
fn lagrange_scalars(s: Fr, k: u32) -> Vec<Fr> {
    let root = (k..Fr::S).fold(Fr::ROOT_OF_UNITY, |root, _| root.square());
    let roots: Vec<Fr> =
        std::iter::successors(Some(Fr::ONE), |power| Some(power * root)).take(1 << k).collect();
    let n = Fr::from(1u64 << k);
    let top = s.pow_vartime([1u64 << k]) - Fr::ONE;
    // No root of unity equals a secret drawn from a digest, so nothing here is zero.
    let mut scalars: Vec<Fr> = roots.iter().map(|root| n * (s - root)).collect();
    scalars.iter_mut().batch_invert();
    scalars.iter_mut().zip(&roots).for_each(|(scalar, root)| *scalar *= top * root);
    scalars
}

/// Multiples of the generator, so that a product is 32 additions.
struct Table(Vec<Vec<G1Affine>>);

impl Table {
    fn new() -> Self {
        let mut base = G1::generator();
        let mut windows = Vec::with_capacity(WINDOWS);
        for _ in 0..WINDOWS {
            let multiples: Vec<G1> =
                std::iter::successors(Some(G1::identity()), |sum| Some(sum + base))
                    .take((1 << WINDOW) + 1)
                    .collect();
            let mut affine = vec![G1Affine::identity(); 1 << WINDOW];
            G1::batch_normalize(&multiples[..1 << WINDOW], &mut affine);
            base = multiples[1 << WINDOW];
            windows.push(affine);
        }
        Self(windows)
    }

    /// The generator times each of `scalars`.
    fn times(&self, scalars: &[Fr]) -> Vec<G1Affine> {
        let mut points = vec![G1Affine::identity(); scalars.len()];
        points.par_chunks_mut(1 << 10).zip(scalars.par_chunks(1 << 10)).for_each(
            |(points, scalars)| {
                let products: Vec<G1> = scalars.iter().map(|scalar| self.product(scalar)).collect();
                G1::batch_normalize(&products, points);
            },
        );
        points
    }

    fn product(&self, scalar: &Fr) -> G1 {
        let digits = scalar.to_repr();
        let picked = self.0.iter().zip(digits).map(|(window, digit)| window[usize::from(digit)]);
        picked.fold(G1::identity(), |sum, point| sum + point)
    }
}
