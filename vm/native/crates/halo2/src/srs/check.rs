//! What makes a list of points an SRS.

use halo2_axiom::arithmetic::best_multiexp;
use halo2_axiom::halo2curves::CurveAffine;
use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1, G1Affine, G2Affine};
use halo2_axiom::halo2curves::ff::Field;
use halo2_axiom::halo2curves::group::Curve;
use halo2_axiom::halo2curves::group::cofactor::CofactorGroup;
use halo2_axiom::halo2curves::group::prime::PrimeCurveAffine;
use halo2_axiom::halo2curves::pairing::Engine;
use halo2_axiom::poly::EvaluationDomain;
use rand::SeedableRng;
use rand::rngs::{OsRng, StdRng};
use sprout_abi::Failure;

use super::Srs;
use super::container::damaged;
use crate::file::Source;

/// Checks a whole container: every byte by digest, every power by a pairing over a random combination of
/// all of them, every Lagrange section against the powers by another.
///
/// # Errors
/// If anything is wrong with it.
pub fn check<S: Source + ?Sized>(srs: &Srs<'_, S>) -> Result<(), Failure> {
    let powers = srs.powers(srs.k)?;
    self::powers(&powers, &srs.s_g2)?;
    for k in 1..=srs.k {
        lagrange(&powers, &srs.lagrange(k)?, k)?;
    }
    Ok(())
}

/// The group elements of G2: the generator everybody uses, and a multiple of it that hides something.
pub(super) fn generators(g2: &G2Affine, s_g2: &G2Affine) -> Result<(), &'static str> {
    if *g2 != G2Affine::generator() {
        return Err("another generator of G2");
    }
    if bool::from(s_g2.is_identity()) {
        return Err("the secret is zero");
    }
    if !bool::from(s_g2.is_on_curve()) {
        return Err("the point of G2 is not on its curve");
    }
    if !bool::from(s_g2.to_curve().is_torsion_free()) {
        return Err("the point of G2 is not in the subgroup");
    }
    if *s_g2 == *g2 || *s_g2 == -*g2 {
        return Err("the secret is one");
    }
    Ok(())
}

/// The first two powers belong to the point of G2; cheap enough for every use.
pub(super) fn first_powers(powers: &[G1Affine], s_g2: &G2Affine) -> Result<(), Failure> {
    let [one, s, ..] = powers else {
        return Err(damaged("it has too few powers"));
    };
    if *one != G1Affine::generator() {
        return Err(damaged("it has another generator of G1"));
    }
    same_ratio(one, s, s_g2)
}

/// Every power is the one before times the secret.
pub(super) fn powers(powers: &[G1Affine], s_g2: &G2Affine) -> Result<(), Failure> {
    first_powers(powers, s_g2)?;
    let factors = random(powers.len() - 1);
    let lower = best_multiexp(&factors, &powers[..factors.len()]).to_affine();
    let upper = best_multiexp(&factors, &powers[1..]).to_affine();
    same_ratio(&lower, &upper, s_g2)
}

/// Commitments by values and by coefficients agree: a random polynomial has the same by both.
pub(super) fn lagrange(powers: &[G1Affine], lagrange: &[G1Affine], k: u32) -> Result<(), Failure> {
    let domain = EvaluationDomain::<Fr>::new(2, k);
    let values = random(1 << k);
    let coefficients = domain.lagrange_to_coeff(domain.lagrange_from_vec(values.clone()));
    let by_values: G1 = best_multiexp(&values, lagrange);
    let by_coefficients: G1 = best_multiexp(&coefficients, &powers[..1 << k]);
    match by_values == by_coefficients {
        true => Ok(()),
        false => Err(damaged("its Lagrange points do not belong to its powers")),
    }
}

fn same_ratio(lower: &G1Affine, upper: &G1Affine, s_g2: &G2Affine) -> Result<(), Failure> {
    let left = Bn256::pairing(upper, &G2Affine::generator());
    let right = Bn256::pairing(lower, s_g2);
    match left == right {
        true => Ok(()),
        false => Err(damaged("its points are no powers of one secret")),
    }
}

fn random(len: usize) -> Vec<Fr> {
    // Nobody may foresee the factors; the system's randomness seeds a generator that is fast enough.
    let mut rng = StdRng::from_rng(OsRng).unwrap_or_else(|_| StdRng::from_entropy());
    (0..len).map(|_| Fr::random(&mut rng)).collect()
}
