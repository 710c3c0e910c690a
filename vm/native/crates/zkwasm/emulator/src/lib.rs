//! A small RV32IM emulator for tests of the compiler. It counts instructions and faults where the Risc0 executor
//! does: misaligned accesses, accesses outside user memory, unknown instructions.

mod elf;
mod memory;
mod step;

use std::collections::BTreeMap;

pub use memory::Memory;

/// Address that ends a call when it is returned to.
const HOME: u32 = 8;
/// Where the stack begins, as in programs.
const STACK_TOP: u32 = 0x0020_0f00;

/// Why a run has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The function has returned.
    Returned,
    /// The program has jumped to a watched address.
    Watched(u32),
    /// The machine faults.
    Fault(String),
    /// More instructions than allowed.
    Exhausted,
}

/// The machine.
#[derive(Debug)]
pub struct Machine {
    /// Registers; the first is always 0.
    pub regs: [u32; 32],
    /// Program counter.
    pub pc: u32,
    /// Memory.
    pub memory: Memory,
    /// Instructions executed.
    pub cycles: u64,
    /// How often each instruction was executed, if somebody wants to know.
    pub profile: Option<BTreeMap<u32, u64>>,
    watched: Vec<u32>,
}

impl Machine {
    /// A machine with an ELF in its memory.
    ///
    /// # Errors
    /// If the bytes are not an ELF.
    pub fn new(elf: &[u8]) -> Result<Self, String> {
        let mut memory = Memory::default();
        elf::load(elf, &mut memory)?;
        Ok(Self { regs: [0; 32], pc: 0, memory, cycles: 0, profile: None, watched: Vec::new() })
    }

    /// Stops when this address is reached.
    pub fn watch(&mut self, address: u32) {
        self.watched.push(address);
    }

    /// Calls a function with words as arguments, eight in registers and the rest on the stack, and runs at most
    /// `most` instructions.
    pub fn call(&mut self, address: u32, args: &[u32], most: u64) -> Stop {
        let stack = STACK_TOP - 4096;
        for (at, word) in args.iter().enumerate() {
            match at.checked_sub(8) {
                None => self.regs[10 + at] = *word,
                Some(slot) => self.memory.write_word(stack + 4 * slot as u32, *word),
            }
        }
        self.regs[1] = HOME;
        self.regs[2] = stack;
        self.pc = address;
        self.run(most)
    }

    /// The words a call has left.
    pub fn results(&self, count: usize) -> Vec<u32> {
        let stack = STACK_TOP - 4096;
        (0..count)
            .map(|at| match at.checked_sub(8) {
                None => self.regs[10 + at],
                Some(slot) => self.memory.read_word(stack + 4 * slot as u32),
            })
            .collect()
    }

    fn run(&mut self, most: u64) -> Stop {
        let end = self.cycles.saturating_add(most);
        loop {
            if self.pc == HOME {
                return Stop::Returned;
            }
            if self.watched.contains(&self.pc) {
                return Stop::Watched(self.pc);
            }
            if self.cycles >= end {
                return Stop::Exhausted;
            }
            self.cycles += 1;
            if let Some(profile) = &mut self.profile {
                *profile.entry(self.pc).or_default() += 1;
            }
            if let Err(fault) = self.step() {
                return Stop::Fault(format!("{fault} at {:#010x}", self.pc));
            }
        }
    }
}
