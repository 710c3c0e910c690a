//! Risc0 behind Sprout's C ABI: the part that needs risc0-zkvm itself.

mod describe;
mod environment;
mod prove;
mod run;
mod seal;

use sprout_abi::{Engine, Failure, Progress, Proof, export_prover};
use sprout_risc0_program::{Options, Program};

/// The Risc0 prover.
pub struct Risc0;

impl Engine for Risc0 {
    fn prepare() {
        environment::forget();
    }

    fn describe() -> Result<String, Failure> {
        Ok(describe::describe())
    }

    fn check_program(program: &[u8], options: &[u8]) -> Result<String, Failure> {
        let options = Options::parse(options)?;
        describe::supported(options.receipt_kind.unwrap_or_default())?;
        Ok(Program::load(program, &options)?.describe())
    }

    fn execute(
        program: &[u8],
        options: &[u8],
        input: &[u8],
        progress: &Progress,
    ) -> Result<String, Failure> {
        let options = Options::parse(options)?;
        let program = Program::load(program, &options)?;
        let run = run::execute(&program, &options, input, run::Keep::Nothing, progress)?;
        Ok(run.describe(&program))
    }

    fn prove(
        program: &[u8],
        options: &[u8],
        input: &[u8],
        progress: &Progress,
    ) -> Result<Proof, Failure> {
        prove::prove(program, &Options::parse(options)?, input, progress)
    }

    fn verify(receipt: &[u8], options: &[u8]) -> Result<String, Failure> {
        let options = Options::parse(options)?;
        let verified = seal::verify(receipt, &options)?;
        Ok(verified.describe())
    }
}

export_prover!(Risc0);
