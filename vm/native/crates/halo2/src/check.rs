//! Looking at a program: its id, its size, what its proofs take.

use serde_json::json;
use sprout_abi::Failure;

use crate::circuit::Circuit;
use crate::options::{Artifact, Options, ReceiptKind};
use crate::srs::{Params, SrsId};
use crate::verify::KEY_FORMAT;
use crate::warm::{self, Loaded};
use crate::{estimate, evm, parameters};

/// Checks a front end and describes it as JSON.
///
/// Keys are made only where there is a place to keep them; else the verifying key alone.
///
/// # Errors
/// If the program is none, or expected to be another, or its artifacts cannot be made.
pub fn check(program: &[u8], options: &Options) -> Result<String, Failure> {
    options.expect_kind(ReceiptKind::Kzg)?;
    if options.keys_fd.is_some() || options.keys_out_fd.is_some() {
        let loaded = warm::load(program, options, true)?;
        let ready = &loaded.ready;
        let vk = ready.key.get_vk();
        let known = Known {
            circuit: &ready.circuit,
            params: &ready.params,
            srs: ready.srs,
            vk,
            vk_bytes: &ready.vk,
            program_id: ready.program_id,
        };
        return known.describe(options, Some(&loaded));
    }
    let file = parameters::file(options)?;
    let srs = parameters::open(&file, options)?;
    let circuit = Circuit::record(program, options, true)?;
    estimate::affordable(&circuit)?;
    let params = srs.params(circuit.shape.k())?;
    let vk = warm::verifying_key(&circuit, &params)?;
    let vk_bytes = vk.to_bytes(KEY_FORMAT);
    let program_id = circuit.program_id(&vk_bytes, &srs.id);
    options.expect_program(&program_id)?;
    let known = Known {
        circuit: &circuit,
        params: &params,
        srs: srs.id,
        vk: &vk,
        vk_bytes: &vk_bytes,
        program_id,
    };
    known.describe(options, None)
}

/// A program whose verifying key is known.
struct Known<'a> {
    circuit: &'a Circuit,
    params: &'a Params,
    srs: SrsId,
    vk: &'a halo2_axiom::plonk::VerifyingKey<halo2_axiom::halo2curves::bn256::G1Affine>,
    vk_bytes: &'a [u8],
    program_id: [u8; 32],
}

impl Known<'_> {
    fn describe(&self, options: &Options, loaded: Option<&Loaded>) -> Result<String, Failure> {
        let (shape, system) = (&self.circuit.shape, self.circuit.shape.system());
        let mut described = json!({
            "program_id": hex::encode(self.program_id),
            "format": "halo2-front-end",
            "k": shape.k(),
            "rows": shape.structure().rows,
            "degree": shape.degree(),
            "advice_columns": system.advice_phases.len(),
            "fixed_columns": system.fixed_columns as usize + system.selectors.len(),
            "instance_columns": system.instance_columns,
            "public_inputs": shape.structure().instance_lengths,
            "lookups": system.lookups.len(),
            "phases": system.phases(),
            "srs_id": self.srs.to_string(),
            "unsafe_srs": self.srs.is_unsafe(),
            "memory_bytes": estimate::memory_bytes(self.circuit),
            "keys_bytes": self.circuit.keys_bytes(),
            "estimate_ms": estimate::proof_ms(self.circuit),
        });
        if let Some(loaded) = loaded {
            described["keys"] = loaded.origin.name().into();
            if let Some(err) = &loaded.unwritten {
                described["keys_error"] = err.as_str().into();
            }
        }
        for artifact in &options.artifacts {
            match artifact {
                Artifact::EvmVerifier => described["evm_verifier"] = self.evm_verifier()?.into(),
                Artifact::VerifyingKey => {
                    described["verifying_key"] = hex::encode(self.vk_bytes).into();
                }
            }
        }
        Ok(described.to_string())
    }

    fn evm_verifier(&self) -> Result<String, Failure> {
        let lengths = &self.circuit.shape.structure().instance_lengths;
        let lengths: Vec<usize> = lengths.iter().map(|length| *length as usize).collect();
        evm::verifier(self.params, self.vk, &lengths)
    }
}
