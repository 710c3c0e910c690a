//! Verification of receipts that anybody may have sent.

use std::sync::{Arc, Mutex, PoisonError};

use halo2_axiom::SerdeFormat;
use halo2_axiom::halo2curves::bn256::G1Affine;
use halo2_axiom::plonk::VerifyingKey;
use serde_json::json;
use sprout_abi::{Failure, guard::guarded};
use sprout_halo2_recording::decode_constraint_system;
use sprout_halo2_replay as replay;

use crate::circuit::{program_id, recording_limits};
use crate::options::{Options, ReceiptKind};
use crate::receipt::{Kzg, Receipt};
use crate::srs::{self, SrsId};
use crate::{old_form, parameters, proof};

/// The format of verifying keys in receipts and program ids.
pub const KEY_FORMAT: SerdeFormat = SerdeFormat::RawBytes;

/// What a verified receipt proves.
#[derive(Debug)]
pub struct Verified {
    /// The program.
    pub program_id: [u8; 32],
    /// Kind of receipt.
    pub kind: ReceiptKind,
    /// Public inputs; of the old form, the proof that nobody here can verify.
    pub journal: Vec<u8>,
    /// Name of the SRS, if one is involved.
    pub srs: Option<SrsId>,
}

impl Verified {
    /// The JSON document of `sprout_verify`.
    pub fn describe(&self) -> String {
        let mut described = json!({
            "program_id": hex::encode(self.program_id),
            "kind": self.kind.name(),
            "journal": hex::encode(&self.journal),
            "unsafe_srs": self.srs.is_some_and(|srs| srs.is_unsafe()),
        });
        match self.srs {
            Some(srs) => described["srs_id"] = srs.to_string().into(),
            None => {
                described["unverified"] = "proofs of the old form need their author's key".into()
            }
        }
        described.to_string()
    }
}

/// Verifies receipt bytes against the program id in `options`.
///
/// # Errors
/// If they prove nothing about that program.
pub fn verify(bytes: &[u8], options: &Options) -> Result<Verified, Failure> {
    let program_id = options
        .program_id
        .ok_or_else(|| Failure::argument("program_id is missing: verifying needs to know it"))?;
    let receipt = Receipt::decode(bytes)?;
    let kind = receipt.kind();
    if options.receipt_kind.is_some_and(|expected| expected != kind) {
        return Err(Failure::receipt(format!(
            "receipt is {}, not of the kind asked for",
            kind.name()
        )));
    }
    // Nobody here can say that such a receipt is true: who takes it must have asked for just that.
    if kind == ReceiptKind::Wasm && options.receipt_kind != Some(kind) {
        return Err(Failure::receipt(
            "receipt is what a program of the old form gave back, which proves nothing without its author's key",
        ));
    }
    let (journal, srs) = match &receipt {
        Receipt::Kzg(kzg) => (kzg.journal(), Some(check(kzg, program_id, options)?)),
        Receipt::Wasm(text) => (old_form::journal(text)?, None),
    };
    Ok(Verified { program_id, kind, journal, srs })
}

fn check(kzg: &Kzg<'_>, expected: [u8; 32], options: &Options) -> Result<SrsId, Failure> {
    let srs = SrsId::of(&kzg.g2, &kzg.s_g2);
    let lengths: Vec<u32> = kzg.instances.iter().map(|column| column.len() as u32).collect();
    // A digest of everything but public inputs and proof: what passes is what the program's owner published.
    if program_id(kzg.system, kzg.k, kzg.key, &srs, &lengths) != expected {
        return Err(Failure::receipt("receipt is of another program"));
    }
    parameters::allowed(&srs, options).map_err(|failure| Failure::receipt(failure.message))?;
    // The verifier was written for honest input; what makes it panic is not a valid receipt.
    guarded(|| {
        let vk = verifying_key(kzg, &lengths, expected)?;
        let params = srs::verifier_params(kzg.k, kzg.g2, kzg.s_g2)?;
        proof::verify(&params, &vk, &kzg.instances, kzg.proof)
    })
    .map_err(|failure| Failure::receipt(failure.message))?;
    Ok(srs)
}

type Vk = VerifyingKey<G1Affine>;

/// The verifying key of the program that was verified last.
static LAST: Mutex<Option<([u8; 32], Arc<Vk>)>> = Mutex::new(None);

fn verifying_key(kzg: &Kzg<'_>, lengths: &[u32], program_id: [u8; 32]) -> Result<Arc<Vk>, Failure> {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((id, vk)) = last.as_ref()
        && *id == program_id
    {
        return Ok(vk.clone());
    }
    let vk = Arc::new(read_key(kzg, lengths)?);
    *last = Some((program_id, vk.clone()));
    Ok(vk)
}

fn read_key(kzg: &Kzg<'_>, lengths: &[u32]) -> Result<Vk, Failure> {
    let malformed = |what: String| Failure::receipt(format!("receipt is malformed: {what}"));
    let limits = recording_limits();
    let system =
        decode_constraint_system(kzg.system, &limits).map_err(|err| malformed(err.to_string()))?;
    replay::read_verifying_key(kzg.key, kzg.k, system, lengths, &limits)
        .map_err(|err| malformed(err.to_string()))
}
