//! What is kept in memory of the program that was worked on last: its circuit, parameters and keys.

use std::sync::{Arc, Mutex, PoisonError};

use halo2_axiom::halo2curves::bn256::G1Affine;
use halo2_axiom::plonk::VerifyingKey;
use sha2::{Digest, Sha256};
use sprout_abi::{Failure, guard::guarded};
use sprout_halo2_replay as replay;
use sprout_halo2_sandbox::FrontEnd;

use crate::circuit::{Circuit, front_end_limits, refused, replayed};
use crate::estimate;
use crate::file::Inherited;
use crate::keys::{self, Key, Keys, Label};
use crate::options::Options;
use crate::parameters;
use crate::srs::{Params, Srs, SrsId};
use crate::verify::KEY_FORMAT;

/// Where keys came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They were in memory.
    Warm,
    /// They were in the file.
    Cached,
    /// They were made: there was no file, or one of other keys.
    Made,
    /// They were made, for the file was damaged.
    Damaged,
}

impl Origin {
    /// The name in descriptions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warm => "warm",
            Self::Cached => "cached",
            Self::Made => "made",
            Self::Damaged => "damaged",
        }
    }
}

/// A program that can be proved.
pub struct Ready {
    /// The circuit and its front end.
    pub circuit: Circuit,
    /// The name of the SRS.
    pub srs: SrsId,
    /// The SRS, for as many rows as the circuit has.
    pub params: Params,
    /// Its keys.
    pub key: Key,
    /// The verifying key as receipts have it.
    pub vk: Vec<u8>,
    /// The program's id.
    pub program_id: [u8; 32],
}

impl Ready {
    /// A label for its key file.
    fn label(&self) -> Label {
        Label {
            code: self.circuit.code,
            program_id: self.program_id,
            srs_id: self.srs.0,
            k: self.circuit.shape.k(),
        }
    }
}

static LAST: Mutex<Option<Arc<Ready>>> = Mutex::new(None);

fn last() -> Option<Arc<Ready>> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn keep(ready: &Arc<Ready>) {
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(ready.clone());
}

/// A program, ready to be proved, and a front end with the options' limits.
pub struct Loaded {
    /// The program.
    pub ready: Arc<Ready>,
    /// Its front end.
    pub front_end: FrontEnd,
    /// Where its keys came from.
    pub origin: Origin,
    /// Why its keys could not be written to the file for them.
    pub unwritten: Option<String>,
}

/// Makes a program ready with all that is there already: in memory, in the key file.
///
/// # Errors
/// If the program is none, expected to be another, or cannot have keys.
pub fn load(program: &[u8], options: &Options, twice: bool) -> Result<Loaded, Failure> {
    let file = parameters::file(options)?;
    let srs = parameters::open(&file, options)?;
    let code: [u8; 32] = Sha256::digest(program).into();
    if let Some(ready) = last()
        && ready.circuit.code == code
        && ready.srs == srs.id
    {
        options.expect_program(&ready.program_id)?;
        let front_end = match front_end_limits(options) {
            limits if limits == ready.circuit.limits => ready.circuit.front_end.clone(),
            limits => FrontEnd::check(program, &limits).map_err(refused)?,
        };
        return Ok(Loaded { ready, front_end, origin: Origin::Warm, unwritten: None });
    }
    // Two programs' keys at once may be more memory than there is.
    LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
    let circuit = Circuit::record(program, options, twice)?;
    estimate::affordable(&circuit)?;
    let params = srs.params(circuit.shape.k())?;
    let (key, origin) = kept_or_made(&circuit, &srs, &params, options)?;
    let vk = key.get_vk().to_bytes(KEY_FORMAT);
    let program_id = circuit.program_id(&vk, &srs.id);
    options.expect_program(&program_id)?;
    let ready = Arc::new(Ready { circuit, srs: srs.id, params, key, vk, program_id });
    keep(&ready);
    let unwritten = match origin {
        Origin::Made | Origin::Damaged => write(&ready, options)?,
        Origin::Warm | Origin::Cached => None,
    };
    let front_end = ready.circuit.front_end.clone();
    Ok(Loaded { ready, front_end, origin, unwritten })
}

/// A circuit's verifying key alone, when nothing will be proved.
///
/// # Errors
/// If it cannot have one.
pub fn verifying_key(
    circuit: &Circuit,
    params: &Params,
) -> Result<VerifyingKey<G1Affine>, Failure> {
    replay::verifying_key(params, &circuit.shape, &circuit.structure).map_err(replayed)
}

fn kept_or_made(
    circuit: &Circuit,
    srs: &Srs<'_, Inherited>,
    params: &Params,
    options: &Options,
) -> Result<(Key, Origin), Failure> {
    let kept = match options.keys_fd {
        Some(number) => kept(circuit, &srs.id, &Inherited::new("keys_fd", number)?),
        None => Ok(None),
    };
    let origin = match kept {
        Ok(Some(key)) => return Ok((key, Origin::Cached)),
        Ok(None) => Origin::Made,
        Err(_) => Origin::Damaged,
    };
    let key = replay::proving_key(params, &circuit.shape, &circuit.structure).map_err(replayed)?;
    Ok((key, origin))
}

/// The key in a file; none if the file is of another program or SRS.
fn kept(circuit: &Circuit, srs: &SrsId, file: &Inherited) -> Result<Option<Key>, String> {
    let keys = Keys::open(file)?;
    let expected = (circuit.code, srs.0, circuit.shape.k());
    if (keys.label.code, keys.label.srs_id, keys.label.k) != expected {
        return Ok(None);
    }
    // Bytes with the right digest that are no key can only come from another version of this library.
    let read = || keys.key(circuit.shape.params()).map_err(Failure::internal);
    let key = guarded(read).map_err(|failure| failure.message)?;
    let vk = key.get_vk().to_bytes(KEY_FORMAT);
    match circuit.program_id(&vk, srs) == keys.label.program_id {
        true => Ok(Some(key)),
        false => Ok(None),
    }
}

fn write(ready: &Ready, options: &Options) -> Result<Option<String>, Failure> {
    let Some(number) = options.keys_out_fd else { return Ok(None) };
    let file = Inherited::new("keys_out_fd", number)?;
    Ok(keys::write(file, &ready.label(), &ready.key).err().map(|err| err.to_string()))
}
