//! Keys of replayed circuits.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use halo2_axiom::halo2curves::bn256::{Bn256, G1Affine};
use halo2_axiom::plonk::{self, ProvingKey, VerifyingKey};
use halo2_axiom::poly::commitment::Params as _;
use halo2_axiom::poly::kzg::commitment::ParamsKZG;
use sprout_halo2_recording::{Discard, decode_structure};

use crate::circuit::{Abandoned, ReplayCircuit};
use crate::error::Error;
use crate::shape::Shape;

/// Runs halo2, which panics where others return errors.
pub(crate) fn guarded<T>(run: impl FnOnce() -> Result<T, plonk::Error>) -> Result<T, Error> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(done) => done.map_err(Error::from),
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

fn check_structure(shape: &Shape, structure: &[u8]) -> Result<(), Error> {
    let summary = decode_structure(structure, shape.system(), shape.limits(), &mut Discard)?;
    if summary != *shape.structure() {
        return Err(Error::Halo2("the structure is not the one this shape was made of".into()));
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
    check_structure(shape, structure)?;
    let circuit = ReplayCircuit::for_keys(shape, structure);
    guarded(|| plonk::keygen_vk(params, &circuit))
}

/// The proving key of a circuit, with its verifying key inside; cheaper than making one after the other.
/// `params` must have the shape's k.
pub fn proving_key(
    params: &ParamsKZG<Bn256>,
    shape: &Shape,
    structure: &[u8],
) -> Result<ProvingKey<G1Affine>, Error> {
    fits(params, shape)?;
    check_structure(shape, structure)?;
    let circuit = ReplayCircuit::for_keys(shape, structure);
    guarded(|| plonk::keygen_pk2(params, &circuit, false))
}
