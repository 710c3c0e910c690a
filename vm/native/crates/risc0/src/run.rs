//! Runs a guest within its limits.

use std::fmt;
use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use risc0_binfmt::ProgramBinary;
use risc0_zkvm::{
    ExecutorEnv, ExecutorImpl, ExitCode, NullSegmentRef, Segment, SegmentRef, Session,
};
use serde_json::json;
use sprout_abi::{Code, Failure, Progress, Stage};
use sprout_risc0_program::guest::{self, Bounds, Output};
use sprout_risc0_program::{Options, Program, input};

use crate::describe;

/// What becomes of the segments of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// They are dropped; only the figures matter.
    Nothing,
    /// They are kept for proving.
    Segments,
}

/// A run that ended well.
pub struct Run {
    /// The executor's record, with segments if they were kept.
    pub session: Session,
}

impl Run {
    /// What the guest committed to.
    pub fn journal(&self) -> &[u8] {
        self.session.journal.as_ref().map_or(&[], AsRef::as_ref)
    }

    /// The JSON document of `sprout_execute`.
    pub fn describe(&self, program: &Program) -> String {
        json!({
            "program_id": hex::encode(program.id),
            "cycles": self.session.total_cycles,
            "user_cycles": self.session.user_cycles,
            "segments": self.session.segments.len(),
            "journal": hex::encode(self.journal()),
        })
        .to_string()
    }
}

/// A segment that is handed to the prover once and then forgotten.
struct OnceSegment(Mutex<Option<Segment>>);

impl SegmentRef for OnceSegment {
    fn resolve(&self) -> anyhow::Result<Segment> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        slot.take()
            .ok_or_else(|| anyhow::anyhow!("segment was proved before"))
    }
}

/// Stops a run whose finished segments already hold more cycles than allowed: user cycles alone, which
/// the executor limits itself, say nothing of what paging costs.
#[derive(Debug)]
struct TooManyCycles;

impl fmt::Display for TooManyCycles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many cycles")
    }
}

impl std::error::Error for TooManyCycles {}

/// Runs `program` on `input` to its end.
pub fn execute(
    program: &Program,
    options: &Options,
    input: &[u8],
    keep: Keep,
    progress: &Progress,
) -> Result<Run, Failure> {
    let stdin = input::encode(options.input_mode, input)?;
    let output = Output::default();
    let bounds = Bounds {
        cycles: options.cycle_limit,
        journal: options.journal_limit,
    };
    let mut executor = prepare(program, options, &stdin, &output)?;
    let mut cycles = 0u64;
    progress.report(Stage::Execute, 0, bounds.cycles);
    let session = executor
        .run_with_callback(|segment| {
            if cycles > bounds.cycles {
                return Err(TooManyCycles.into());
            }
            cycles += 1 << segment.po2();
            progress.report(Stage::Execute, cycles.min(bounds.cycles), bounds.cycles);
            Ok(match keep {
                Keep::Nothing => Box::new(NullSegmentRef),
                Keep::Segments => Box::new(OnceSegment(Mutex::new(Some(segment)))),
            })
        })
        .map_err(|err| match err.is::<TooManyCycles>() {
            true => guest::cycles_exceeded(bounds),
            false => guest::fault(&format!("{err:#}"), &output, bounds),
        })?;
    check_end(&session, &output)?;
    let run = Run { session };
    let len = run.journal().len();
    if len as u64 > bounds.journal {
        return Err(guest::journal_exceeded(Some(len), bounds));
    }
    Ok(run)
}

fn prepare<'a>(
    program: &Program,
    options: &Options,
    stdin: &'a [u8],
    output: &Output,
) -> Result<ExecutorImpl<'a>, Failure> {
    let env = ExecutorEnv::builder()
        .stdin(Cursor::new(stdin))
        .stdout(output.clone())
        .stderr(output.clone())
        .session_limit(Some(options.cycle_limit))
        .segment_limit_po2(options.segment_po2)
        .build()
        .map_err(|err| Failure::internal(format!("cannot set up the executor: {err:#}")))?;
    let image = ProgramBinary::decode(&program.binary)
        .and_then(|binary| binary.to_image())
        .map_err(|err| Failure::program(format!("cannot load program: {err:#}")))?;
    ExecutorImpl::new(env, image)
        .map_err(|err| Failure::internal(format!("cannot set up the executor: {err:#}")))
}

/// Only a guest that halted with 0 and depends on no other receipt has something to show.
fn check_end(session: &Session, output: &Output) -> Result<(), Failure> {
    match session.exit_code {
        ExitCode::Halted(0) => {}
        ExitCode::Halted(code) => {
            return Err(guest::bad_exit(&format!("exit code {code}"), output));
        }
        ExitCode::Paused(code) => {
            return Err(guest::bad_exit(&format!("a pause (code {code})"), output));
        }
        other => return Err(guest::bad_exit(&format!("{other:?}"), output)),
    }
    let leans_on_others = !session.assumptions.is_empty() || !session.mmr_assumptions.is_empty();
    if leans_on_others && describe::receipt_kinds().len() == 1 {
        return Err(Failure::new(
            Code::ReceiptKind,
            "guest uses keccak acceleration or verifies other receipts, which needs recursion; \
             this build of the Risc0 library has none",
        ));
    }
    Ok(())
}
