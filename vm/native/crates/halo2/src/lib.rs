//! Halo2 behind the C ABI of Sprout's proving libraries.
//!
//! A program is a circuit's front end ([`circuit`]), which records what the circuit is and what its witnesses are;
//! this library makes keys of it, proves and verifies natively. Modules of the old form make their proofs
//! themselves ([`old_form`]). Public parameters and kept keys come as files that are open already ([`file`]).

pub mod check;
pub mod circuit;
pub mod describe;
pub mod estimate;
pub mod evm;
pub mod file;
pub mod input;
pub mod keys;
pub mod limits;
pub mod old_form;
pub mod options;
pub mod parameters;
pub mod proof;
pub mod prove;
pub mod receipt;
pub mod srs;
pub mod verify;
pub mod warm;

use sprout_abi::{Engine, Failure, Progress, Proof, export_prover};

use crate::input::Input;
use crate::options::Options;

/// The Halo2 prover.
pub struct Halo2;

impl Engine for Halo2 {
    fn prepare() {
        // halo2 caps the degree of constraint systems by this variable; keys must not depend on surroundings.
        // SAFETY: runs once, before the library starts any thread that reads the environment; hosts keep their
        // own copy of it (Go) or must not change it meanwhile (TREATY.md).
        unsafe { std::env::remove_var("MAX_DEGREE") };
    }

    fn describe() -> Result<String, Failure> {
        Ok(describe::describe())
    }

    fn check_program(program: &[u8], options: &[u8]) -> Result<String, Failure> {
        let options = Options::parse(options)?;
        match &options.srs {
            Some(work) if program.is_empty() => parameters::work(work),
            Some(_) => Err(Failure::argument("there is a program beside work on an SRS")),
            None if old_form::is_one(program) => old_form::check(program, &options),
            None => check::check(program, &options),
        }
    }

    fn execute(
        program: &[u8],
        options: &[u8],
        input: &[u8],
        progress: &Progress,
    ) -> Result<String, Failure> {
        let options = Options::parse(options)?;
        let input = Input::parse(options.input_mode, input)?;
        match old_form::is_one(program) {
            true => old_form::execute(program, &options, &input, progress),
            false => prove::execute(program, &options, &input, progress),
        }
    }

    fn prove(
        program: &[u8],
        options: &[u8],
        input: &[u8],
        progress: &Progress,
    ) -> Result<Proof, Failure> {
        let options = Options::parse(options)?;
        let input = Input::parse(options.input_mode, input)?;
        match old_form::is_one(program) {
            true => old_form::prove(program, &options, &input, progress),
            false => prove::prove(program, &options, &input, progress),
        }
    }

    fn verify(receipt: &[u8], options: &[u8]) -> Result<String, Failure> {
        verify::verify(receipt, &Options::parse(options)?).map(|verified| verified.describe())
    }
}

export_prover!(Halo2);
