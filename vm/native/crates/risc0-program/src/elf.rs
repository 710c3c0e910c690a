//! First look at an ELF: everything the loader would refuse late, unclearly or not at all.

use sprout_abi::{Code, Failure};

use crate::limits;

const MAGIC: &[u8] = b"\x7fELF";
const HEADER_LEN: usize = 52;
const PROGRAM_HEADER_LEN: usize = 32;
const CLASS_32: u8 = 1;
const LITTLE_ENDIAN: u8 = 1;
const TYPE_EXECUTABLE: u16 = 2;
const MACHINE_RISCV: u16 = 243;
const LOAD: u32 = 1;
const MAX_PROGRAM_HEADERS: usize = 256;
/// First byte guests cannot use: the kernel starts there.
pub const USER_END: u32 = 0xc000_0000;
/// First byte of user memory; the word there holds the entry point.
pub const USER_START: u32 = 0x0001_0000;

/// What the header of a guest ELF says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Address of the first instruction.
    pub entry: u32,
    /// Bytes of memory that are loaded or zeroed at the start.
    pub memory_bytes: u64,
}

/// Whether `bytes` start as an ELF does.
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Checks that `bytes` are a 32-bit little-endian RISC-V executable whose segments lie in user memory.
pub fn inspect(bytes: &[u8]) -> Result<Summary, Failure> {
    inspect_within(bytes, (USER_START.into(), USER_END.into()))
}

/// The same for a kernel, which lies above user memory.
pub fn inspect_kernel(bytes: &[u8]) -> Result<Summary, Failure> {
    inspect_within(bytes, (USER_END.into(), 1 << 32))
}

/// First address and first address behind it.
type Range = (u64, u64);

fn inspect_within(bytes: &[u8], range: Range) -> Result<Summary, Failure> {
    if !looks_like(bytes) {
        return Err(Failure::program(
            "not an ELF: the first four bytes are not 7f 45 4c 46",
        ));
    }
    if bytes.len() < HEADER_LEN {
        return Err(Failure::program(format!(
            "ELF is cut short: {} bytes, its header alone has {HEADER_LEN}",
            bytes.len()
        )));
    }
    check_kind(bytes)?;
    let entry = u32_at(bytes, 24);
    let inside = (range.0..range.1).contains(&u64::from(entry));
    if !inside || !entry.is_multiple_of(4) {
        return Err(Failure::program(format!(
            "ELF entry point {entry:#010x} is outside its memory or not aligned"
        )));
    }
    Ok(Summary {
        entry,
        memory_bytes: measure(bytes, range)?,
    })
}

fn check_kind(bytes: &[u8]) -> Result<(), Failure> {
    if bytes[4] != CLASS_32 {
        return Err(Failure::program(format!(
            "ELF is not 32-bit (class {}); guests are riscv32im",
            bytes[4]
        )));
    }
    if bytes[5] != LITTLE_ENDIAN {
        return Err(Failure::program(
            "ELF is not little-endian; guests are riscv32im",
        ));
    }
    let machine = u16_at(bytes, 18);
    if machine != MACHINE_RISCV {
        return Err(Failure::program(format!(
            "ELF is for machine {machine}{}, guests are for RISC-V (243)",
            machine_name(machine)
        )));
    }
    let kind = u16_at(bytes, 16);
    if kind != TYPE_EXECUTABLE {
        return Err(Failure::program(format!(
            "ELF has type {kind}, guests are statically linked executables (type 2)"
        )));
    }
    Ok(())
}

fn machine_name(machine: u16) -> &'static str {
    match machine {
        3 => " (x86)",
        40 => " (ARM)",
        62 => " (x86-64)",
        183 => " (AArch64)",
        _ => "",
    }
}

/// Checks every loadable segment and adds up the memory they take.
fn measure(bytes: &[u8], range: Range) -> Result<u64, Failure> {
    let table = u32_at(bytes, 28) as usize;
    let entry_len = u16_at(bytes, 42) as usize;
    let count = u16_at(bytes, 44) as usize;
    if count == 0 || entry_len != PROGRAM_HEADER_LEN || count > MAX_PROGRAM_HEADERS {
        return Err(Failure::program(format!(
            "ELF has {count} program headers of {entry_len} bytes, expected 1 to \
             {MAX_PROGRAM_HEADERS} of {PROGRAM_HEADER_LEN}"
        )));
    }
    let headers = bytes
        .get(table..)
        .and_then(|rest| rest.get(..count * PROGRAM_HEADER_LEN))
        .ok_or_else(|| Failure::program("ELF is cut short: program headers are missing"))?;
    let mut total = 0;
    for header in headers.chunks_exact(PROGRAM_HEADER_LEN) {
        if u32_at(header, 0) == LOAD {
            total += segment_size(header, bytes.len(), range)?;
        }
    }
    if total == 0 {
        return Err(Failure::program("ELF has nothing to load"));
    }
    if total > limits::MAX_IMAGE {
        return Err(Failure::new(
            Code::MemoryLimit,
            format!(
                "program asks for {total} bytes of initial memory, limit is {}",
                limits::MAX_IMAGE
            ),
        ));
    }
    Ok(total)
}

fn segment_size(header: &[u8], file_len: usize, range: Range) -> Result<u64, Failure> {
    let [offset, start, file_size, size] = [4, 8, 16, 20].map(|at| u64::from(u32_at(header, at)));
    if offset + file_size > file_len as u64 {
        return Err(Failure::program(format!(
            "ELF is cut short: segment at {start:#010x} ends at byte {} of {file_len}",
            offset + file_size
        )));
    }
    if file_size > size {
        return Err(Failure::program(format!(
            "ELF segment at {start:#010x} holds more bytes than it has room for"
        )));
    }
    let inside = start >= range.0 && start + size <= range.1;
    if size > 0 && (!inside || start % 4 != 0) {
        return Err(Failure::program(format!(
            "ELF segment {start:#010x}..{:#010x} is outside its memory or not aligned",
            start + size
        )));
    }
    Ok(size)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
