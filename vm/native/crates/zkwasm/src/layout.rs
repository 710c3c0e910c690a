//! Where everything stands in the machine's memory. The runtime (`runtime/src/instance.rs`) knows the same.
//!
//! ```text
//! 0x0001_0000  stack, growing down from 0x0020_0f00: below it nothing is mapped
//! 0x0020_0f00  variables of the runtime, and its code (`runtime/layout.ld`)
//! 0x0024_0000  description, code and data of the module
//! 0x1000_0000  memories of instances, one behind the other, each behind its state and globals
//! 0xa000_0000  heap of the runtime
//! 0xc000_0000  end of user memory
//! ```
//!
//! What every run touches is close together: a proof pays for each page of a KiB, and for the nodes above it in a tree
//! over all pages, so that far pages cost more. The heap stands last because it grows with the input, which the
//! prover chooses: it must end in the machine's refusal and not in the code of the module.

use wasmparser::ValType;

use crate::lower::width;
use crate::module::{Global, Module};

/// Where the stack begins.
#[cfg(test)]
pub const STACK_TOP: u32 = 0x0020_0f00;
/// Where the description of the module stands; code and data follow it.
pub const MODULE_BASE: u32 = 0x0024_0000;
/// First word of the description.
pub const MAGIC: u32 = u32::from_le_bytes(*b"ZKW2");
/// Where the memory of the first instance starts, in one subtree of pages with its state.
pub const MEMORY_BASE: u32 = 0x1000_1000;
/// First byte no memory may reach.
pub const MEMORY_END: u32 = 0x9fff_1000;
/// Bytes kept below a memory that hold the instance's state and globals.
pub const STATE_BYTES: u32 = 4096;
/// Most pages a memory can ever have.
pub const MOST_PAGES: u32 = (MEMORY_END - MEMORY_BASE) >> 16;
/// Accesses that end at most so many bytes behind an address below the limit lie in the memory.
pub const SLACK: u32 = 2048;

/// Most pages the memory may grow to, relative to the memory's address.
pub const MAX_PAGES_AT: i32 = -16;
/// Addresses below this one need no exact check.
pub const LIMIT_AT: i32 = -12;
/// Bytes of memory now.
pub const MEMORY_BYTES_AT: i32 = -8;
/// The first global stands below this.
const GLOBALS_END: i32 = -16;

/// Logarithm of the bytes of a table's entry: the function's address, then the number of its type.
pub const ENTRY_SHIFT: u32 = 3;
/// Where the number of the type stands in an entry.
pub const TYPE_AT: i32 = 4;

/// Where a global stands relative to the memory's address.
pub fn global_at(globals: &[Global], index: usize) -> i32 {
    GLOBALS_END - 4 * words(globals.get(..=index).unwrap_or(globals)) as i32
}

/// Whether the globals find room below the memory.
pub fn globals_fit(globals: &[Global]) -> bool {
    state_bytes(globals) <= STATE_BYTES
}

fn state_bytes(globals: &[Global]) -> u32 {
    4 * words(globals) + GLOBALS_END.unsigned_abs()
}

fn words(globals: &[Global]) -> u32 {
    globals.iter().map(|global| width(global.ty)).sum()
}

/// The number of a type in tables; 0 is for empty entries.
pub fn type_number(module: &Module<'_>, ty: u32) -> u32 {
    module.canonical_type(ty) + 1
}

/// The limit for a memory of so many bytes.
pub fn limit(bytes: u32) -> u32 {
    bytes.saturating_sub(SLACK)
}

/// The state of a fresh instance: what ends where its memory starts.
pub fn fresh_state(module: &Module<'_>) -> Vec<u8> {
    let len = state_bytes(&module.globals);
    let mut state = vec![0; len as usize];
    let mut put = |at: i32, word: u32| {
        let at = (len as i32 + at) as usize;
        state[at..at + 4].copy_from_slice(&word.to_le_bytes());
    };
    let bytes = module.memory.map_or(0, |limits| limits.min << 16);
    put(MAX_PAGES_AT, max_pages(module));
    put(LIMIT_AT, limit(bytes));
    put(MEMORY_BYTES_AT, bytes);
    for (index, global) in module.globals.iter().enumerate() {
        let at = global_at(&module.globals, index);
        put(at, global.value as u32);
        if matches!(global.ty, ValType::I64 | ValType::F64) {
            put(at + 4, (global.value >> 32) as u32);
        }
    }
    state
}

/// Most pages the module's memory may grow to.
pub fn max_pages(module: &Module<'_>) -> u32 {
    module.memory.map_or(0, |limits| limits.max.unwrap_or(u32::MAX).min(MOST_PAGES))
}
