//! Reads the task, runs the module once for each message and commits the journal.

use risc0_zkvm_platform::fileno::STDIN;
use risc0_zkvm_platform::syscall::sys_read;
use sprout_guest::abi;

use crate::host;
use crate::input::Inputs;
use crate::instance::{Module, State};

/// Version of what the output in the journal holds.
const FORMAT: u128 = 1;
/// Flag of the host: run the variant of the code that assumes nothing.
const EXACT: u8 = 1;
/// Flag of the host: let the module's debugging messages through.
const DEBUG: u8 = 2;

/// Everything a run of this program does.
///
/// The output in the journal is a sequence of 32-byte words: the format, the digest of the
/// module, the number of messages, and for each message the number of its public inputs, these, the
/// number of its outputs, and these.
pub fn task() {
    let task = sprout_guest::guest::read_task();
    let flags = flags();
    let module = Module::get();
    let mut output = Vec::new();
    output.extend_from_slice(&abi::uint(FORMAT));
    output.extend_from_slice(&module.digest);
    output.extend_from_slice(&abi::uint(task.messages().len() as u128));
    let mut last: Option<&State> = None;
    for (index, message) in task.messages().iter().enumerate() {
        let inputs = match Inputs::parse(message.data) {
            Ok(inputs) => inputs,
            Err(err) => panic!("message {index}: {err}"),
        };
        append(&mut output, &inputs.public);
        host::begin(inputs, flags & DEBUG != 0);
        let state = module.instantiate(index, last);
        enter(module, usize::from(flags & EXACT), state.memory());
        append(&mut output, &host::end());
        last = Some(state);
    }
    sprout_guest::guest::commit(&task, &output);
}

/// What the host asks for, behind the task. Neither variant proves anything the other would not.
fn flags() -> u8 {
    let mut byte = [0_u8];
    // SAFETY: pointer and length are of one array.
    let read = unsafe { sys_read(STDIN, byte.as_mut_ptr(), byte.len()) };
    if read == byte.len() { byte[0] } else { 0 }
}

fn append(output: &mut Vec<u8>, values: &[u64]) {
    output.extend_from_slice(&abi::uint(values.len() as u128));
    for value in values {
        output.extend_from_slice(&abi::uint(u128::from(*value)));
    }
}

fn enter(module: &Module, variant: usize, memory: u32) {
    // SAFETY: the compiler's entries are functions of this signature.
    let entry: extern "C" fn(u32) =
        unsafe { core::mem::transmute(module.entries[variant] as usize) };
    entry(memory);
}
