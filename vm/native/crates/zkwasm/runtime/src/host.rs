//! The host functions of zkWasm programs: the module `env`.

use std::cell::RefCell;
use std::vec::IntoIter;

use risc0_zkvm_platform::fileno::STDOUT;
use risc0_zkvm_platform::syscall::sys_write;

use crate::input::Inputs;

/// What one run of the module reads and writes.
#[derive(Default)]
struct Host {
    private: IntoIter<u64>,
    public: IntoIter<u64>,
    outputs: Vec<u64>,
    context_in: IntoIter<u64>,
    context_out: Vec<u64>,
    debug: bool,
}

/// The zkVM has one thread.
struct Single(RefCell<Option<Host>>);

// SAFETY: the zkVM has one thread, so nothing is ever shared between two.
unsafe impl Sync for Single {}

static HOST: Single = Single(RefCell::new(None));

fn with<T>(work: impl FnOnce(&mut Host) -> T) -> T {
    work(HOST.0.borrow_mut().get_or_insert_default())
}

/// Makes `inputs` those of the next run. Its context is what the run before wrote.
pub fn begin(inputs: Inputs, debug: bool) {
    with(|host| {
        host.private = inputs.private.into_iter();
        host.public = inputs.public.into_iter();
        host.outputs.clear();
        host.context_in = core::mem::take(&mut host.context_out).into_iter();
        host.debug = debug;
    });
}

/// The outputs of the run that has ended.
pub fn end() -> Vec<u64> {
    with(|host| core::mem::take(&mut host.outputs))
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_input(is_public: u32) -> u64 {
    with(|host| match is_public {
        0 => host.private.next().unwrap_or_else(|| panic!("wasm_input: no private input is left")),
        _ => host.public.next().unwrap_or_else(|| panic!("wasm_input: no public input is left")),
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_output(value: u64) {
    with(|host| host.outputs.push(value));
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_require(condition: u32) {
    assert!(condition != 0, "require: condition does not hold");
}

/// Writes only where the host asked for it: an author's messages may tell of private inputs.
#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_dbg(value: u64) {
    if with(|host| host.debug) {
        print(format!("{value}\n").as_bytes());
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_dbg_char(value: u64) {
    if with(|host| host.debug) {
        print(&[value as u8]);
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_read_context() -> u64 {
    with(|host| {
        host.context_in
            .next()
            .unwrap_or_else(|| panic!("wasm_read_context: the context is at its end"))
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_write_context(value: u64) {
    with(|host| host.context_out.push(value));
}

/// A trace in zkWasm's sense does not exist here; programs only print it.
#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_trace_size() -> u64 {
    0
}

/// Where AssemblyScript goes when something is wrong; the texts it passes stay in the module.
#[unsafe(no_mangle)]
pub extern "C" fn zkw_abort(_message: u32, _file: u32, line: u32, column: u32) -> ! {
    panic!("abort: the module gave up at line {line}, column {column}")
}

/// An imported function that does nothing, for tests of the compiler.
#[unsafe(no_mangle)]
pub extern "C" fn zkw_nothing() {}

fn print(bytes: &[u8]) {
    // SAFETY: pointer and length are of one slice.
    unsafe { sys_write(STDOUT, bytes.as_ptr(), bytes.len()) }
}
