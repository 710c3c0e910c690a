//! Keys of replayed circuits.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use halo2_axiom::SerdeFormat;
use halo2_axiom::halo2curves::bn256::{Bn256, Fr, G1Affine};
use halo2_axiom::halo2curves::ff::{Field, PrimeField, WithSmallOrderMulGroup};
use halo2_axiom::halo2curves::serde::SerdeObject;
use halo2_axiom::plonk::{self, ProvingKey, VerifyingKey};
use halo2_axiom::poly::EvaluationDomain;
use halo2_axiom::poly::commitment::Params as _;
use halo2_axiom::poly::kzg::commitment::ParamsKZG;
use rayon::prelude::*;
use sprout_halo2_recording::{ConstraintSystem, Limits};

use crate::circuit::{Abandoned, ReplayCircuit};
use crate::commit::{Names, POINT, commitments};
use crate::configure::configure;
use crate::error::Error;
use crate::layout::Layout;
use crate::shape::Shape;

/// Runs halo2, which panics where others return errors.
pub(crate) fn guarded<T>(run: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(done) => done,
        Err(payload) => Err(reason(payload)),
    }
}

fn reason(payload: Box<dyn Any + Send>) -> Error {
    let payload = match payload.downcast::<Abandoned>() {
        Ok(abandoned) => return abandoned.0,
        Err(payload) => payload,
    };
    let text = payload
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| payload.downcast_ref::<&str>().map(|text| text.to_string()));
    Error::Panicked(text.unwrap_or_else(|| "no reason given".into()))
}

/// Checks that the parameters have the circuit's size and that nothing around changes what halo2 builds.
pub(crate) fn fits(params: &ParamsKZG<Bn256>, shape: &Shape) -> Result<(), Error> {
    if params.k() != shape.k() {
        return Err(Error::WrongSize { expected: shape.k(), found: params.k() });
    }
    // halo2 caps the degree by this variable; the shape's degree was computed without it.
    if std::env::var_os("MAX_DEGREE").is_some() {
        return Err(Error::Environment);
    }
    Ok(())
}

/// The verifying key of a circuit: byte-equal to what `keygen_vk` gives for the recorded circuit itself.
/// `params` must have the shape's k.
pub fn verifying_key(
    params: &ParamsKZG<Bn256>,
    shape: &Shape,
    structure: &[u8],
) -> Result<VerifyingKey<G1Affine>, Error> {
    fits(params, shape)?;
    assemble(params, shape, &Layout::new(shape, structure)?)
}

/// Puts a verifying key together of its commitments.
fn assemble(
    params: &ParamsKZG<Bn256>,
    shape: &Shape,
    layout: &Layout,
) -> Result<VerifyingKey<G1Affine>, Error> {
    guarded(|| {
        let mut permuted = commitments(params, layout)?;
        let fixed: Vec<_> = permuted.drain(..layout.fixed.len()).collect();
        let mut bytes = head(shape.k(), fixed.len()).to_vec();
        for point in fixed.iter().chain(&permuted) {
            bytes.extend_from_slice(&point.to_raw_bytes());
        }
        let format = SerdeFormat::RawBytesUnchecked;
        VerifyingKey::from_bytes::<ReplayCircuit<'static>>(&bytes, format, shape.params())
            .map_err(|err| Error::Halo2(err.to_string()))
    })
}

/// Reads a verifying key that is only going to verify, from its raw points. It takes no more memory than the
/// points and the constraint system do, whatever k is: halo2's own reader prepares transforms of all rows. Verifying with
/// this key and as many public values takes no longer than the limits say.
pub fn read_verifying_key(
    bytes: &[u8],
    k: u32,
    system: ConstraintSystem,
    instance_lengths: &[u32],
    limits: &Limits,
) -> Result<VerifyingKey<G1Affine>, Error> {
    system.check_instances(instance_lengths, limits)?;
    let fixed = system.fixed_columns as usize + system.selectors.len();
    let points = fixed + system.permutation.len();
    if k > system.max_k(limits) || system.usable_rows(k).is_none() {
        return Err(Error::Halo2(format!("no such circuit has 2^{k} rows")));
    }
    let head = head(k, fixed);
    let rest = bytes.strip_prefix(&head[..]).filter(|rest| rest.len() == POINT * points);
    let Some(rest) = rest else {
        return Err(Error::Halo2("verifying key does not belong to the constraint system".into()));
    };
    let read = rest.chunks_exact(POINT).map(|point| {
        let point = G1Affine::from_raw_bytes(point);
        point.ok_or_else(|| Error::Halo2("verifying key has a point off the curve".into()))
    });
    let mut permuted = read.collect::<Result<Vec<_>, _>>()?;
    let fixed: Vec<_> = permuted.drain(..fixed).collect();
    guarded(|| {
        let mut meta = plonk::ConstraintSystem::default();
        configure(&mut meta, &system);
        let unused = vec![vec![false]; system.selectors.len()];
        let (meta, _) = meta.directly_convert_selectors_to_fixed(unused);
        let permuted = plonk::permutation::VerifyingKey::from_commitments(permuted);
        let domain = names_only(k, &system);
        Ok(VerifyingKey::from_parts(domain, fixed, permuted, meta, Vec::new(), false))
    })
}

/// A domain that knows its roots of unity and has nothing prepared for transforms.
fn names_only(k: u32, system: &ConstraintSystem) -> EvaluationDomain<Fr> {
    let extended_k = k + system.extension();
    let root = |k| (k..Fr::S).fold(Fr::ROOT_OF_UNITY, |root: Fr, _| root.square());
    // Neither roots of unity nor powers of two are zero.
    let inverse = |value: Fr| value.invert().unwrap_or(Fr::ZERO);
    let (omega, extended_omega) = (root(k), root(extended_k));
    let share = inverse(Fr::from(1 << k));
    EvaluationDomain {
        n: 1 << k,
        k,
        extended_k,
        omega,
        omega_inv: inverse(omega),
        extended_omega,
        extended_omega_inv: inverse(extended_omega),
        g_coset: Fr::ZETA,
        g_coset_inv: Fr::ZETA.square(),
        quotient_poly_degree: u64::from(system.degree()) - 1,
        ifft_divisor: share,
        extended_ifft_divisor: inverse(Fr::from(1 << extended_k)),
        t_evaluations: Vec::new(),
        barycentric_weight: share,
        fft_data: HashMap::new(),
    }
}

/// How a verifying key begins: version, k, whether selectors are compressed, number of fixed columns.
fn head(k: u32, fixed: usize) -> [u8; 10] {
    let mut head = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    head[1..5].copy_from_slice(&k.to_le_bytes());
    head[6..].copy_from_slice(&(fixed as u32).to_le_bytes());
    head
}

/// The proving key of a circuit, with its verifying key inside; cheaper than making one after the other.
/// `params` must have the shape's k.
pub fn proving_key(
    params: &ParamsKZG<Bn256>,
    shape: &Shape,
    structure: &[u8],
) -> Result<ProvingKey<G1Affine>, Error> {
    fits(params, shape)?;
    let layout = Layout::new(shape, structure)?;
    let vk = assemble(params, shape, &layout)?;
    let circuit = ReplayCircuit::for_keys(shape, structure);
    let key = guarded(|| Ok(plonk::keygen_pk(params, vk, &circuit)?))?;
    // What was committed to must be what halo2 itself has laid out.
    let same = layout.fixed.len() == key.fixed_values().len()
        && layout.fixed.iter().zip(key.fixed_values()).all(|(ours, theirs)| ours[..] == theirs[..]);
    match same && permuted_alike(&layout, &key) {
        true => Ok(key),
        false => Err(Error::Halo2("halo2 lays the circuit out in another way".into())),
    }
}

/// Whether two permutations move the same cells to the same places.
fn permuted_alike(layout: &Layout, key: &ProvingKey<G1Affine>) -> bool {
    let theirs = key.permutation().permutations();
    let name = Names::new(layout);
    layout.next.len() == theirs.len()
        && layout.next.par_iter().zip(theirs).all(|(ours, theirs)| {
            ours.iter().zip(theirs.iter()).all(|(place, value)| name.of(*place) == *value)
        })
}
