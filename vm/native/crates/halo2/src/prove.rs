//! Proving what a front end says of a task.

use halo2_axiom::halo2curves::bn256::{Bn256, Fr};
use halo2_axiom::poly::kzg::multiopen::ProverSHPLONK;
use halo2_axiom::transcript::TranscriptWriterBuffer;
use rand::rngs::OsRng;
use serde_json::json;
use sprout_abi::{Code, Failure, Progress, Proof, Stage};
use sprout_halo2_replay::{Error, FirstWitness};

use crate::circuit::{Circuit, Witness, replayed};
use crate::input::Input;
use crate::options::{Options, ReceiptKind};
use crate::proof::{self, Challenge, Transcript};
use crate::receipt::{Kzg, Receipt, value_word};
use crate::warm::{self, Ready};

/// Runs a front end without proving and describes the run as JSON.
///
/// # Errors
/// If the front end fails, or records another circuit for these messages.
pub fn execute(
    program: &[u8],
    options: &Options,
    input: &Input,
    progress: &Progress,
) -> Result<String, Failure> {
    progress.report(Stage::Execute, 0, 1);
    let circuit = Circuit::record(program, options, false)?;
    let mut source = Witness { front_end: &circuit.front_end, input };
    let witness = FirstWitness::read(&circuit.shape, &mut source).map_err(replayed)?;
    progress.report(Stage::Execute, witness.cells(), witness.cells());
    Ok(json!({
        "cycles": witness.cells(),
        "k": circuit.shape.k(),
        "journal": hex::encode(journal(witness.instances())),
    })
    .to_string())
}

/// Runs a front end, proves and verifies; the receipt has passed verification when this returns.
///
/// # Errors
/// If the front end fails, or its circuit is not satisfied.
pub fn prove(
    program: &[u8],
    options: &Options,
    input: &Input,
    progress: &Progress,
) -> Result<Proof, Failure> {
    options.expect_kind(ReceiptKind::Kzg)?;
    progress.report(Stage::Execute, 0, 1);
    let loaded = warm::load(program, options, false)?;
    let ready = &*loaded.ready;
    let mut source = Witness { front_end: &loaded.front_end, input };
    let witness = FirstWitness::read(&ready.circuit.shape, &mut source).map_err(replayed)?;
    progress.report(Stage::Execute, witness.cells(), witness.cells());

    progress.report(Stage::Prove, 0, 1);
    let proof = make(ready, &witness, &mut source)?;
    progress.report(Stage::Prove, 1, 1);

    progress.report(Stage::Verify, 0, 1);
    proof::verify(&ready.params, ready.key.get_vk(), witness.instances(), &proof)
        .map_err(|_| unsatisfied())?;
    progress.report(Stage::Verify, 1, 1);
    let receipt = Receipt::Kzg(Kzg {
        system: &ready.circuit.system,
        k: ready.circuit.shape.k(),
        key: &ready.vk,
        g2: ready.params.g2(),
        s_g2: ready.params.s_g2(),
        instances: witness.instances().to_vec(),
        proof: &proof,
    });
    let mut info = json!({
        "program_id": hex::encode(ready.program_id),
        "kind": ReceiptKind::Kzg.name(),
        "journal": hex::encode(journal(witness.instances())),
        "cycles": witness.cells(),
        "k": ready.circuit.shape.k(),
        "srs_id": ready.srs.to_string(),
        "unsafe_srs": ready.srs.is_unsafe(),
        "keys": loaded.origin.name(),
    });
    if let Some(err) = &loaded.unwritten {
        info["keys_error"] = err.as_str().into();
    }
    Ok(Proof { receipt: receipt.encode(), info: info.to_string() })
}

fn make(
    ready: &Ready,
    witness: &FirstWitness<'_>,
    source: &mut Witness<'_>,
) -> Result<Vec<u8>, Failure> {
    let mut transcript = Transcript::<Vec<u8>>::init(Vec::new());
    let made = witness.prove::<ProverSHPLONK<'_, Bn256>, Challenge, _, _>(
        &ready.params,
        &ready.key,
        source,
        OsRng,
        &mut transcript,
    );
    match made {
        Ok(()) => Ok(transcript.finalize()),
        // halo2 gives up, and mostly panics, over values that are not in their lookup's table.
        Err(Error::Panicked(text)) if text.contains("ConstraintSystemFailure") => {
            Err(unsatisfied())
        }
        Err(err) => Err(replayed(err)),
    }
}

fn unsatisfied() -> Failure {
    Failure::new(
        Code::GuestFault,
        "these messages do not satisfy the circuit: there is nothing to prove",
    )
}

fn journal(instances: &[Vec<Fr>]) -> Vec<u8> {
    instances.iter().flatten().flat_map(value_word).collect()
}
