//! The host functions of zkWasm programs: the module `env`.

use core::cell::UnsafeCell;

use risc0_zkvm_platform::fileno::STDOUT;
use risc0_zkvm_platform::syscall::sys_write;

use crate::input::Inputs;
use crate::journal::Journal;

/// What runs of the module read and write.
pub struct Host {
    /// Inputs of this run.
    pub inputs: Inputs,
    /// Where this run's outputs go.
    pub journal: Journal,
    /// Whether the module's debugging messages go through.
    pub debug: bool,
    context_in: Vec<u64>,
    context_read: usize,
    context_out: Vec<u64>,
}

/// The zkVM has one thread.
struct Single(UnsafeCell<Host>);

// SAFETY: the zkVM has one thread, so nothing is ever shared between two.
unsafe impl Sync for Single {}

static HOST: Single = Single(UnsafeCell::new(Host {
    inputs: Inputs::new(),
    journal: Journal::new(),
    debug: false,
    context_in: Vec::new(),
    context_read: 0,
    context_out: Vec::new(),
}));

/// Works on the host; `work` calls neither this nor the module.
pub fn with<T>(work: impl FnOnce(&mut Host) -> T) -> T {
    // SAFETY: there is one thread, and `work` does not come back here, so no other reference is alive.
    work(unsafe { &mut *HOST.0.get() })
}

impl Host {
    /// Begins a run with the inputs of message number `index`: the place in the journal for the number of its outputs.
    /// Its context is what the run before wrote.
    pub fn begin(&mut self, index: usize, message: &[u8]) -> usize {
        if let Err(err) = self.inputs.read(message) {
            panic!("message {index}: {err}");
        }
        core::mem::swap(&mut self.context_in, &mut self.context_out);
        self.context_out.clear();
        self.context_read = 0;
        let public = self.journal.number(0);
        for value in self.inputs.all_public() {
            self.journal.number(*value);
        }
        self.journal.count(public);
        self.journal.number(0)
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_input(is_public: u32) -> u64 {
    with(|host| match is_public {
        0 => {
            host.inputs.private().unwrap_or_else(|| panic!("wasm_input: no private input is left"))
        }
        _ => host.inputs.public().unwrap_or_else(|| panic!("wasm_input: no public input is left")),
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_wasm_output(value: u64) {
    with(|host| host.journal.number(value));
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
        let value = host.context_in.get(host.context_read).copied();
        host.context_read += 1;
        value.unwrap_or_else(|| panic!("wasm_read_context: the context is at its end"))
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
