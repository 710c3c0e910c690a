//! Runs a module of the old form on messages and writes what it gives back:
//! `cargo run --release --example old_form -- MODULE.wasm '["{…}"]'`. What it took goes to standard error.

use std::error::Error;
use std::time::Instant;

use sprout_halo2_sandbox::{Limits, OldForm};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(messages)) = (arguments.next(), arguments.next()) else {
        return Err("usage: old_form MODULE.wasm MESSAGES".into());
    };
    let wasm = std::fs::read(path)?;
    let start = Instant::now();
    let module = OldForm::check(&wasm, &Limits::OLD_FORM)?;
    eprintln!("compiled in {:?}", start.elapsed());
    let start = Instant::now();
    let (output, run) = module.prove(&messages)?;
    eprintln!("ran in {:?}: {run:?}", start.elapsed());
    println!("{output}");
    Ok(())
}
