//! A program by an interpreter inside the zkVM: two numbers and the module come in, one number goes out.

#![no_main]

use risc0_zkvm::guest::env;
use wasmi::{Engine, Func, Linker, Module, Store};

risc0_zkvm::entry!(main);

fn main() {
    let mut input = [0_u32; 3];
    env::read_slice(&mut input);
    let mut wasm = vec![0_u8; input[2] as usize];
    env::read_slice(&mut wasm);
    env::commit_slice(&[run(&wasm, input[0] as i32, input[1] as i32).expect("the module runs")]);
}

fn run(wasm: &[u8], program: i32, size: i32) -> Result<u64, wasmi::Error> {
    let engine = Engine::default();
    let module = Module::new(&engine, wasm)?;
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    let (read, write) = (Func::wrap(&mut store, |_: i32| 0_i64), Func::wrap(&mut store, |_: i64| {}));
    linker.define("env", "wasm_input", read)?;
    linker.define("env", "wasm_output", write)?;
    let instance = linker.instantiate_and_start(&mut store, &module)?;
    let run = instance.get_typed_func::<(i32, i32), i64>(&store, "run")?;
    Ok(run.call(&mut store, (program, size))? as u64)
}
