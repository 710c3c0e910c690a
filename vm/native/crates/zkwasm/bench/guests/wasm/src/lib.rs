//! A program as a zkWasm module: two public inputs, one output.

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    safe fn wasm_input(is_public: u32) -> u64;
    safe fn wasm_output(value: u64);
}

/// Where the module begins.
#[unsafe(no_mangle)]
pub extern "C" fn zkmain() {
    let (program, size) = (wasm_input(1) as u32, wasm_input(1) as u32);
    wasm_output(algorithms::run(program, size));
}

/// The same for hosts that call it themselves.
#[unsafe(no_mangle)]
pub extern "C" fn run(program: u32, size: u32) -> u64 {
    algorithms::run(program, size)
}
