//! How long a module takes to compile, whatever it imports: `compile_time MODULE`.

use std::time::Instant;
use std::{env, fs};

use sprout_zkwasm::{Host, RtFn, compile_library};
use wasmparser::ValType;

struct Anything;

impl Host for Anything {
    fn function(&self, _: &str, _: &str, _: &[ValType], _: &[ValType]) -> Option<RtFn> {
        Some(RtFn("zkw_nothing"))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = env::args().nth(1).ok_or("usage: compile_time MODULE")?;
    let wasm = fs::read(path)?;
    let start = Instant::now();
    let program = compile_library(&wasm, &Anything)?;
    println!(
        "module of {} bytes: {} ms, ELF of {} bytes",
        wasm.len(),
        start.elapsed().as_millis(),
        program.elf.len()
    );
    Ok(())
}
