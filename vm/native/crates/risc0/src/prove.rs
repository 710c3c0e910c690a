//! Proves a run, segment by segment.

use risc0_zkvm::{
    ProverOpts, Receipt, ReceiptKind as ZkvmKind, Segment, SessionEvents, get_prover_server,
};
use serde_json::json;
use sprout_abi::{Failure, Progress, Proof, Stage};
use sprout_risc0_program::{Options, Program, ReceiptKind};

use crate::run::{self, Keep, Run};
use crate::{describe, seal};

/// Tells of each segment when its proof is finished.
struct Teller {
    progress: Progress,
    total: u64,
}

impl SessionEvents for Teller {
    fn on_post_prove_segment(&self, segment: &Segment) {
        let done = u64::from(segment.index) + 1;
        self.progress.report(Stage::Prove, done, self.total);
    }
}

/// Runs and proves; the receipt has passed [`seal::verify`] when this returns.
pub fn prove(
    program: &[u8],
    options: &Options,
    input: &[u8],
    progress: &Progress,
) -> Result<Proof, Failure> {
    let kind = options.receipt_kind.unwrap_or_default();
    describe::supported(kind)?;
    let program = Program::load(program, options)?;
    let mut run = run::execute(&program, options, input, Keep::Segments, progress)?;
    let receipt = prove_session(&mut run, kind, progress)?;
    let receipt = seal::encode(kind, &receipt)?;

    progress.report(Stage::Verify, 0, 1);
    let expected = Options {
        program_id: Some(program.id),
        ..options.clone()
    };
    let verified = seal::verify(&receipt, &expected).map_err(|failure| {
        Failure::internal(format!("prover made a bad receipt: {}", failure.message))
    })?;
    progress.report(Stage::Verify, 1, 1);
    let info = json!({
        "program_id": hex::encode(program.id),
        "kind": kind.name(),
        "journal": hex::encode(&verified.journal),
        "cycles": run.session.total_cycles,
        "user_cycles": run.session.user_cycles,
        "segments": run.session.segments.len(),
        "segment_po2": options.segment_po2,
    });
    Ok(Proof {
        receipt,
        info: info.to_string(),
    })
}

fn prove_session(
    run: &mut Run,
    kind: ReceiptKind,
    progress: &Progress,
) -> Result<Receipt, Failure> {
    let total = run.session.segments.len() as u64;
    progress.report(Stage::Prove, 0, total);
    run.session.add_hook(Teller {
        progress: progress.clone(),
        total,
    });
    let opts = ProverOpts::composite().with_receipt_kind(match kind {
        ReceiptKind::Composite => ZkvmKind::Composite,
        ReceiptKind::Succinct => ZkvmKind::Succinct,
        ReceiptKind::Groth16 => ZkvmKind::Groth16,
    });
    get_prover_server(&opts)
        .and_then(|prover| prover.prove_session(&seal::context(), &run.session))
        .map(|proved| proved.receipt)
        .map_err(|err| Failure::internal(format!("cannot prove: {err:#}")))
}
