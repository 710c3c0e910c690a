//! The prebuilt runtime: what it loads and where its functions are.

use std::collections::HashMap;

use crate::error::{Error, Result};

use super::elf::Piece;

/// Built by `build-runtime`.
const ELF: &[u8] = include_bytes!("../../runtime.elf");
const LOAD: u32 = 1;
const SYMBOL_TABLE: u32 = 2;
const SYMBOL: usize = 16;

/// The runtime taken apart.
pub struct Runtime {
    entry: u32,
    pieces: Vec<Piece>,
    functions: HashMap<String, u32>,
}

impl Runtime {
    /// Takes the runtime apart.
    pub fn load() -> Result<Self> {
        parse(ELF).ok_or_else(|| Error::Internal("the runtime is not an ELF with symbols".into()))
    }

    /// Address of its first instruction.
    pub fn entry(&self) -> u32 {
        self.entry
    }

    /// What it loads.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Address of a function.
    pub fn address(&self, name: &str) -> Result<u32> {
        self.functions
            .get(name)
            .copied()
            .ok_or_else(|| Error::Internal(format!("the runtime has no function {name}")))
    }
}

fn parse(elf: &[u8]) -> Option<Runtime> {
    let (table, count) = (word(elf, 28)? as usize, half(elf, 44)? as usize);
    let mut pieces = Vec::new();
    for header in (0..count).map(|at| table + 32 * at) {
        if word(elf, header)? == LOAD {
            let [offset, start, len, size] =
                [4, 8, 16, 20].map(|at| word(elf, header + at).unwrap_or(0));
            // What lies behind the bytes of the file is zero, and so is memory.
            let bytes = elf.get(offset as usize..(offset + len.min(size)) as usize)?.to_vec();
            if !bytes.is_empty() {
                pieces.push(Piece { start, bytes });
            }
        }
    }
    Some(Runtime { entry: word(elf, 24)?, pieces, functions: functions(elf)? })
}

fn functions(elf: &[u8]) -> Option<HashMap<String, u32>> {
    let (table, count) = (word(elf, 32)? as usize, half(elf, 48)? as usize);
    let section = |index: usize| table + 40 * index;
    let symbols = (0..count).map(section).find(|at| word(elf, at + 4) == Some(SYMBOL_TABLE))?;
    let names = word(elf, section(word(elf, symbols + 24)? as usize) + 16)? as usize;
    let (start, len) = (word(elf, symbols + 16)? as usize, word(elf, symbols + 20)? as usize);
    let mut functions = HashMap::new();
    for symbol in elf.get(start..start + len)?.chunks_exact(SYMBOL) {
        let name = elf.get(names + word(symbol, 0)? as usize..)?;
        let name = name.split(|byte| *byte == 0).next()?;
        if name.starts_with(b"zkw_") {
            functions.insert(String::from_utf8_lossy(name).into_owned(), word(symbol, 4)?);
        }
    }
    Some(functions)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{MEMORY_END, MODULE_BASE, MOST_PAGES, STACK_TOP};

    /// The stack ends in unmapped memory, and nothing stands behind the heap, which grows with what the prover passes in.
    #[test]
    fn nothing_stands_in_the_way_of_stack_and_heap() {
        let runtime = Runtime::load().expect("the runtime is an ELF");
        assert!(!runtime.pieces().is_empty());
        for piece in runtime.pieces() {
            assert!(piece.start >= STACK_TOP, "nothing is loaded below the stack");
            assert!(piece.start + piece.bytes.len() as u32 <= MODULE_BASE);
        }
        assert!((STACK_TOP..MODULE_BASE).contains(&runtime.entry()));
        assert_eq!(runtime.address("zkw_stack_top").expect("it is named"), STACK_TOP);
        assert!(runtime.address("zkw_heap").expect("it is named") >= MEMORY_END);
        assert_eq!(MOST_PAGES, 36_863, "what the README says");
    }
}
