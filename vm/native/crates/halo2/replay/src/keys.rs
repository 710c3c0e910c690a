//! Keys of replayed circuits.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use halo2_axiom::SerdeFormat;
use halo2_axiom::halo2curves::bn256::{Bn256, G1Affine};
use halo2_axiom::halo2curves::serde::SerdeObject;
use halo2_axiom::plonk::{self, ProvingKey, VerifyingKey};
use halo2_axiom::poly::commitment::Params as _;
use halo2_axiom::poly::kzg::commitment::ParamsKZG;
use rayon::prelude::*;

use crate::circuit::{Abandoned, ReplayCircuit};
use crate::commit::{Names, commitments};
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
        // Version, k, whether selectors are compressed, number of fixed columns; then the points.
        let mut bytes = vec![2];
        bytes.extend_from_slice(&shape.k().to_le_bytes());
        bytes.push(0);
        bytes.extend_from_slice(&(fixed.len() as u32).to_le_bytes());
        for point in fixed.iter().chain(&permuted) {
            bytes.extend_from_slice(&point.to_raw_bytes());
        }
        let format = SerdeFormat::RawBytesUnchecked;
        VerifyingKey::from_bytes::<ReplayCircuit<'static>>(&bytes, format, shape.params())
            .map_err(|err| Error::Halo2(err.to_string()))
    })
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
