//! Runs the module once for each message of the task and commits the journal.

use crate::host;
use crate::instance::Module;
use crate::sha;
use crate::task::Task;

/// Version of what the output in the journal holds.
const FORMAT: u64 = 1;
/// Flag of the host: run the variant of the code that assumes nothing.
const EXACT: u8 = 1;
/// Flag of the host: let the module's debugging messages through.
const DEBUG: u8 = 2;

/// Everything a run of this program does; the digest of its journal.
///
/// The output in the journal is a sequence of 32-byte words: the format, the digest of the
/// module, the number of messages, and for each message the number of its public inputs, these, the
/// number of its outputs, and these.
pub fn task() -> sha::Words {
    let mut task = Task::read();
    let flags = task.flags;
    let module = Module::get();
    host::with(|host| {
        host.debug = flags & DEBUG != 0;
        host.journal.begin(&task);
        host.journal.number(FORMAT);
        host.journal.digest(&module.digest);
        host.journal.number(task.header.message_count.into());
    });
    let mut last = None;
    let mut index = 0;
    while let Some(message) = task.next() {
        let outputs = host::with(|host| host.begin(index, message));
        let memory = module.instantiate(last);
        // Neither variant proves anything the other would not.
        enter(module, usize::from(flags & EXACT), memory);
        host::with(|host| host.journal.count(outputs));
        last = Some(memory);
        index += 1;
    }
    host::with(|host| host.journal.commit())
}

fn enter(module: &Module, variant: usize, memory: u32) {
    // SAFETY: the compiler's entries are functions of this signature.
    let entry: extern "C" fn(u32) =
        unsafe { core::mem::transmute(module.entries[variant] as usize) };
    entry(memory);
}
