//! Compiles a WASM module to a program: `zkwasm MODULE PROGRAM`.

use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let [module, program] = args.as_slice() else {
        eprintln!("usage: zkwasm MODULE PROGRAM");
        return ExitCode::from(2);
    };
    match run(module, program) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            eprintln!("zkwasm: {err}");
            ExitCode::FAILURE
        }
    }
}

fn run(module: &str, program: &str) -> Result<(), Box<dyn std::error::Error>> {
    let wasm = fs::read(module).map_err(|err| format!("cannot read {module}: {err}"))?;
    let compiled = sprout_zkwasm::compile(&wasm)?;
    fs::write(program, &compiled.elf).map_err(|err| format!("cannot write {program}: {err}"))?;
    Ok(())
}
