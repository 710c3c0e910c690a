//! Operations on memories and tables. Generated code passes the address of the memory, below
//! which the instance's state stands.

use crate::instance::{Piece, copy, state};
use crate::trap::{self, zkw_trap};

fn check(start: u32, len: u32, size: u32, code: u32) {
    match start.checked_add(len) {
        Some(end) if end <= size => {}
        _ => zkw_trap(code),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_memory_grow(memory: u32, pages: u32) -> u32 {
    // SAFETY: generated code passes its own memory; nothing else holds the state.
    unsafe { state(memory) }.grow(pages)
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_memory_copy(memory: u32, to: u32, from: u32, len: u32) {
    // SAFETY: as above.
    let size = unsafe { state(memory) }.memory_bytes;
    check(to, len, size, trap::MEMORY);
    check(from, len, size, trap::MEMORY);
    copy(memory + from, memory + to, len);
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_memory_fill(memory: u32, to: u32, value: u32, len: u32) {
    // SAFETY: as above.
    let size = unsafe { state(memory) }.memory_bytes;
    check(to, len, size, trap::MEMORY);
    // SAFETY: the range was checked to lie in the memory.
    unsafe { core::ptr::write_bytes((memory + to) as *mut u8, value as u8, len as usize) }
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_memory_init(
    memory: u32,
    segment: *const Piece,
    to: u32,
    from: u32,
    len: u32,
) {
    // SAFETY: the segment is one of the module's.
    let segment = unsafe { *segment };
    // SAFETY: as above.
    let size = unsafe { state(memory) }.memory_bytes;
    check(to, len, size, trap::MEMORY);
    check(from, len, segment.len, trap::MEMORY);
    copy(segment.start + from, memory + to, len);
}

/// Bytes of a table's entry: the function's address and its type.
const ENTRY: u32 = 8;

#[unsafe(no_mangle)]
pub extern "C" fn zkw_table_copy(table: *const Piece, to: u32, from: u32, len: u32) {
    // SAFETY: the table is the module's.
    let table = unsafe { *table };
    check(to, len, table.len, trap::TABLE);
    check(from, len, table.len, trap::TABLE);
    copy(table.start + from * ENTRY, table.start + to * ENTRY, len * ENTRY);
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_table_init(
    table: *const Piece,
    segment: *const Piece,
    to: u32,
    from: u32,
    len: u32,
) {
    // SAFETY: both are the module's.
    let (table, segment) = unsafe { (*table, *segment) };
    check(to, len, table.len, trap::TABLE);
    check(from, len, segment.len, trap::TABLE);
    copy(segment.start + from * ENTRY, table.start + to * ENTRY, len * ENTRY);
}
