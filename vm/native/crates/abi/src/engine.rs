//! What a proof system supplies.

use std::sync::mpsc::Sender;

use crate::Failure;

/// What a running call is doing; the numbers are those of the progress callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Stage {
    /// Running the guest: cycles done of the cycle limit.
    Execute = 1,
    /// Proving: segments done of all segments.
    Prove = 2,
    /// Verifying the finished receipt: 0 then 1 of 1.
    Verify = 3,
}

/// One progress report on its way to the caller's thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// What is going on.
    pub stage: Stage,
    /// How much of it is done.
    pub done: u64,
    /// How much there is in all.
    pub total: u64,
}

/// Takes progress reports from any thread; they reach the callback in order, on the thread that made the call.
#[derive(Clone, Debug)]
pub struct Progress(Sender<Report>);

impl Progress {
    /// Makes a sink that forwards to `sender`.
    pub fn new(sender: Sender<Report>) -> Self {
        Self(sender)
    }

    /// Reports that `done` of `total` is finished in `stage`.
    pub fn report(&self, stage: Stage, done: u64, total: u64) {
        // A caller that no longer listens is no reason to stop proving.
        let _ = self.0.send(Report { stage, done, total });
    }
}

/// A finished proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Receipt bytes: header `SPRR`, then what the engine defines.
    pub receipt: Vec<u8>,
    /// JSON description of the proof.
    pub info: String,
}

/// A proof system behind the ABI.
///
/// Functions run on a thread of their own with a large stack; panics are caught around them. They may
/// be called from several threads at once.
pub trait Engine {
    /// Runs once, before the first other call.
    fn prepare() {}

    /// Describes the library as a JSON object: name, version, receipt kinds, limits.
    fn describe() -> Result<String, Failure>;

    /// Checks a program and describes it as a JSON object with its program id.
    fn check_program(program: &[u8], options: &[u8]) -> Result<String, Failure>;

    /// Runs a program without proving it; returns cycles and journal as a JSON object.
    fn execute(
        program: &[u8],
        options: &[u8],
        input: &[u8],
        progress: &Progress,
    ) -> Result<String, Failure>;

    /// Runs a program, proves the run and verifies the proof.
    fn prove(
        program: &[u8],
        options: &[u8],
        input: &[u8],
        progress: &Progress,
    ) -> Result<Proof, Failure>;

    /// Verifies a receipt against the program id in the options; returns its journal as a JSON object.
    fn verify(receipt: &[u8], options: &[u8]) -> Result<String, Failure>;
}
