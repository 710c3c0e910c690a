//! Proving what a front end says of a task.

use halo2_axiom::halo2curves::bn256::{Bn256, Fr};
use halo2_axiom::poly::kzg::multiopen::ProverSHPLONK;
use halo2_axiom::transcript::TranscriptWriterBuffer;
use rand::SeedableRng;
use rand::rngs::{OsRng, StdRng};
use serde_json::json;
use sprout_abi::{Code, Failure, Progress, Proof, Stage};
use sprout_halo2_replay::{Course, Error, FirstWitness, violation, violation_in};

use crate::circuit::{Circuit, Witness, replayed};
use crate::input::Input;
use crate::options::{Options, ReceiptKind};
use crate::proof::{self, Challenge, Transcript};
use crate::receipt::{Kzg, Receipt, value_word};
use crate::warm::{self, Loaded, Purpose, Ready};
use crate::{estimate, limits};

/// Runs a front end without proving, checks its constraints if that takes no longer than a proof, and describes the
/// run as JSON.
///
/// # Errors
/// If the front end fails, records another circuit for these messages, or they do not satisfy it.
pub fn execute(
    program: &[u8],
    options: &Options,
    input: &Input,
    progress: &Progress,
) -> Result<String, Failure> {
    options.expect_kind(ReceiptKind::Kzg)?;
    progress.report(Stage::Execute, 0, 1);
    if options.program_id.is_some() {
        // The id is of keys, too: what is there of them is used, and kept for the proof that follows.
        warm::load(program, options, Purpose::Prove)?;
    }
    let (circuit, front_end) = warm::recorded(program, options)?;
    let mut source = Witness { front_end: &front_end, input };
    let witness = FirstWitness::read(&circuit.shape, &mut source).map_err(replayed)?;
    let checked = checkable(&circuit);
    if checked {
        estimate::affordable(&circuit)?;
        let found = violation(
            &circuit.shape,
            &circuit.structure,
            &witness,
            &mut source,
            StdRng::from_entropy(),
        );
        if let Some(violation) = found.map_err(replayed)? {
            return Err(unsatisfied(&violation.to_string()));
        }
    }
    progress.report(Stage::Execute, witness.cells(), witness.cells());
    Ok(json!({
        "cycles": witness.cells(),
        "k": circuit.shape.k(),
        "constraints": if checked { "satisfied" } else { "unchecked" },
        "journal": hex::encode(journal(witness.instances())),
    })
    .to_string())
}

/// Runs a front end, proves and verifies; the receipt has passed verification when this returns.
///
/// # Errors
/// If the front end fails, or its circuit is not satisfied, or the keys or the SRS are no good.
pub fn prove(
    program: &[u8],
    options: &Options,
    input: &Input,
    progress: &Progress,
) -> Result<Proof, Failure> {
    options.expect_kind(ReceiptKind::Kzg)?;
    progress.report(Stage::Execute, 0, 1);
    let loaded = warm::load(program, options, Purpose::Prove)?;
    let from_file = loaded.ready.from_file();
    match attempt(loaded, input, progress)? {
        Outcome::Proved(proof) => Ok(proof),
        // Keys of a file were taken on trust; those made here may do better.
        Outcome::Failed(_) if from_file => {
            let loaded = warm::remake(program, options)?;
            match attempt(loaded, input, progress)? {
                Outcome::Proved(proof) => Ok(proof),
                Outcome::Failed(why) => Err(why),
            }
        }
        Outcome::Failed(why) => Err(why),
    }
}

/// What becomes of a proof that nothing is known to be wrong with.
enum Outcome {
    Proved(Proof),
    /// It cannot be made or does not verify, and keys may be the reason. With good ones it is this.
    Failed(Failure),
}

fn broken() -> Failure {
    warm::forget();
    Failure::internal(
        "keys or public parameters are broken: the circuit is satisfied and its proof does not verify",
    )
}

fn attempt(mut loaded: Loaded, input: &Input, progress: &Progress) -> Result<Outcome, Failure> {
    let ready = loaded.ready.clone();
    let ready = &*ready;
    let front_end = loaded.front_end.clone();
    let mut source = Witness { front_end: &front_end, input };
    let witness = FirstWitness::read(&ready.circuit.shape, &mut source).map_err(replayed)?;
    progress.report(Stage::Execute, witness.cells(), witness.cells());

    progress.report(Stage::Prove, 0, 1);
    let mut course = Course::default();
    let made = make(ready, &witness, &mut source, &mut course)?;
    progress.report(Stage::Prove, 1, 1);

    progress.report(Stage::Verify, 0, 1);
    let verified = made.filter(|proof| {
        proof::verify(&ready.params, ready.key.get_vk(), witness.instances(), proof).is_ok()
    });
    let Some(proof) = verified else {
        return blame(&ready.circuit, &witness, &course).map(Outcome::Failed);
    };
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
    if let Some(err) = loaded.written() {
        info["keys_error"] = err.into();
    }
    Ok(Outcome::Proved(Proof { receipt: receipt.encode(), info: info.to_string() }))
}

/// A proof; none when halo2 gives up over values that are not in their lookup's table.
fn make(
    ready: &Ready,
    witness: &FirstWitness<'_>,
    source: &mut Witness<'_>,
    course: &mut Course,
) -> Result<Option<Vec<u8>>, Failure> {
    let mut transcript = Transcript::<Vec<u8>>::init(Vec::new());
    let made = witness.prove_in::<ProverSHPLONK<'_, Bn256>, Challenge, _, _>(
        &ready.params,
        &ready.key,
        source,
        OsRng,
        &mut transcript,
        course,
    );
    match made {
        Ok(()) => Ok(Some(transcript.finalize())),
        Err(Error::Panicked(text)) if text.contains("ConstraintSystemFailure") => Ok(None),
        Err(err) => Err(replayed(err)),
    }
}

/// Whether every constraint can be looked at in the time that a proof takes, about.
fn checkable(circuit: &Circuit) -> bool {
    circuit.shape.k() <= limits::MAX_CHECKED_K
        && circuit.shape.constraint_work() <= limits::MAX_CHECKED_STEPS
}

/// Whose fault a proof is that does not verify: fails when it is the messages', and says what it is when the keys are
/// good. The constraints are looked at as that very proof had them: a front end that gives challenges another witness
/// every time, or whose gates only like some challenges, makes nobody else look guilty.
fn blame(
    circuit: &Circuit,
    witness: &FirstWitness<'_>,
    course: &Course,
) -> Result<Failure, Failure> {
    if !checkable(circuit) {
        return Ok(unsatisfied("a circuit of this size is not searched for where"));
    }
    let found =
        violation_in(&circuit.shape, &circuit.structure, witness, course, StdRng::from_entropy());
    match found.map_err(replayed)? {
        Some(Some(violation)) => Err(unsatisfied(&violation.to_string())),
        Some(None) => Ok(broken()),
        None => Ok(unsatisfied("the proof ended before all challenges were known")),
    }
}

fn unsatisfied(what: &str) -> Failure {
    Failure::new(
        Code::GuestFault,
        format!("these messages do not satisfy the circuit, there is nothing to prove: {what}"),
    )
}

fn journal(instances: &[Vec<Fr>]) -> Vec<u8> {
    instances.iter().flatten().flat_map(value_word).collect()
}
