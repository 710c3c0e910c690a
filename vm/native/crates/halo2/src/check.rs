//! Looking at a program: its id, its size, what its proofs take.

use serde_json::{Value, json};
use sprout_abi::Failure;

use crate::options::{Artifact, Options, ReceiptKind};
use crate::warm::{self, Purpose, Ready};
use crate::{estimate, evm};

/// Checks a front end and describes it as JSON. Its keys are made on the way and kept: a proof mostly follows.
///
/// # Errors
/// If the program is none, or expected to be another, or its artifacts cannot be made.
pub fn check(program: &[u8], options: &Options) -> Result<String, Failure> {
    options.expect_kind(ReceiptKind::Kzg)?;
    let mut loaded = warm::load(program, options, Purpose::Check)?;
    let mut described = describe(&loaded.ready, options)?;
    described["keys"] = loaded.origin.name().into();
    if let Some(err) = loaded.written() {
        described["keys_error"] = err.into();
    }
    Ok(described.to_string())
}

fn describe(ready: &Ready, options: &Options) -> Result<Value, Failure> {
    let circuit = &ready.circuit;
    let (shape, system) = (&circuit.shape, circuit.shape.system());
    let mut described = json!({
        "program_id": hex::encode(ready.program_id),
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
        "srs_id": ready.srs.to_string(),
        "unsafe_srs": ready.srs.is_unsafe(),
        "memory_bytes": estimate::memory_bytes(circuit),
        "keys_bytes": circuit.keys_bytes(),
        "estimate_ms": estimate::proof_ms(circuit),
    });
    for artifact in &options.artifacts {
        match artifact {
            Artifact::EvmVerifier => {
                let lengths = &shape.structure().instance_lengths;
                let lengths: Vec<usize> = lengths.iter().map(|length| *length as usize).collect();
                let source = evm::verifier(&ready.params, ready.key.get_vk(), &lengths)?;
                described["evm_verifier"] = source.into();
            }
            Artifact::VerifyingKey => described["verifying_key"] = hex::encode(&ready.vk).into(),
        }
    }
    Ok(described)
}
