//! The calls of one module on the zkVM's own executor, all in one execution.
//!
//! A compiled program begins with the runtime, which wants a task. Here a driver of straight code takes its place: it
//! makes the calls one after the other, catches traps where the runtime reports them, and writes what came of
//! each call to the journal. Everything else is the program as it is proved, with the zkVM's kernel around it.

use guest_tool::{Limits, Program as Joined};
use sprout_zkwasm::{LIMIT_AT, MEMORY_BASE, Program};

use crate::common::Outcome;

/// Where the driver stands, between the code of a module and its memory.
const DRIVER: u32 = 0x0800_0000;
/// Where the driver keeps what it writes to the journal.
const OUT: u32 = 0x0900_0000;
/// The words `next` and `out` of the call that is running, a digest of zeros, and the name of the system call.
const DATA: u32 = 0x0a00_0000;
const DIGEST_AT: u32 = DATA + 32;
const NAME_AT: u32 = DATA + 64;
const NAME: &[u8] = b"risc0_zkvm_platform::syscall::nr::SYS_WRITE\0\0\0\0";
/// Where calls find their stack, as on the emulator.
const STACK: u32 = 0x0020_0400 - 4096;
/// Most cycles of an execution.
const CYCLES: u64 = 1 << 34;

/// Instructions before the first step.
const CATCH: u32 = 10;

const ZERO: u32 = 0;
const RA: u32 = 1;
const SP: u32 = 2;
const GP: u32 = 3;
const TP: u32 = 4;
const T0: u32 = 5;
const T1: u32 = 6;
const A0: u32 = 10;
const T6: u32 = 31;

/// What is asked of a module, in order.
#[derive(Clone, Debug)]
pub enum Step {
    /// A call by its address, with what it must come to: a return, or a trap that the runtime reports.
    Call { address: u32, args: Vec<u32>, wanted: Outcome },
    /// Words of memory.
    Read { at: u32, wanted: Vec<u32> },
}

impl Step {
    /// Words of what the driver writes: 0 and the results, or 1 and the trap's code.
    fn wanted(&self) -> Vec<u32> {
        match self {
            Self::Call { wanted: Outcome::Returned(words), .. }
            | Self::Read { wanted: words, .. } => [&[0][..], words].concat(),
            Self::Call { wanted: Outcome::Trapped(Ok(code)), .. } => vec![1, *code],
            Self::Call { wanted, .. } => panic!("{wanted:?} ends an execution"),
        }
    }

    /// Words there is room for.
    fn room(&self) -> u32 {
        self.wanted().len().max(2) as u32
    }
}

/// Runs the steps in one execution. An error is the machine's; the answer names the first step that came to something
/// else than it must.
pub fn run(program: &Program, steps: &[Step]) -> Result<Result<(), String>, String> {
    let elf = with_driver(program, steps);
    let size: u32 = steps.iter().map(Step::room).sum();
    let limits = Limits { cycles: CYCLES, journal: 4 * size as usize };
    let run = Joined::join(&elf).run(&[], limits).map_err(|err| format!("{err:#}"))?;
    let words: Vec<u32> = run
        .journal
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect();
    let mut rest = words.as_slice();
    for step in steps {
        let Some((got, after)) = rest.split_at_checked(step.room() as usize) else {
            return Ok(Err("the journal is short".into()));
        };
        let wanted = step.wanted();
        if got[..wanted.len()] != wanted {
            return Ok(Err(format!("{step:x?} gives {got:x?}")));
        }
        rest = after;
    }
    Ok(Ok(()))
}

/// The program with the driver as its entry, which traps come back to.
fn with_driver(program: &Program, steps: &[Step]) -> Vec<u8> {
    let mut driver = Code::new(DRIVER);
    driver.steps(steps);
    let mut caught = Code::new(program.trap);
    caught.jump(DRIVER + 4, T0);
    let mut pieces = pieces(&program.elf);
    for (start, bytes) in &mut pieces {
        let at = program.trap.wrapping_sub(*start) as usize;
        if let Some(room) = bytes.get_mut(at..at + 4 * caught.words.len()) {
            room.copy_from_slice(&caught.bytes());
        }
    }
    let data = [&[0; 64][..], NAME].concat();
    pieces.extend([(DRIVER, driver.bytes()), (DATA, data)]);
    write(DRIVER, &pieces)
}

/// What an ELF loads, by address.
fn pieces(elf: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let word = |at: usize| u32::from_le_bytes([elf[at], elf[at + 1], elf[at + 2], elf[at + 3]]);
    let count = word(44) as usize & 0xffff;
    (0..count)
        .map(|at| word(28) as usize + 32 * at)
        .filter(|header| word(*header) == 1)
        .map(|header| {
            let (from, len) = (word(header + 4) as usize, word(header + 16) as usize);
            (word(header + 8), elf[from..from + len].to_vec())
        })
        .collect()
}

fn write(entry: u32, pieces: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"\x7fELF\x01\x01\x01\0\0\0\0\0\0\0\0\0".to_vec();
    let count = pieces.len() as u32;
    // Executable for RISC-V, version, entry, program headers behind this header, no sections.
    for word in [243 << 16 | 2, 1, entry, 52, 0, 0, 32 << 16 | 52, count, 0] {
        out.extend_from_slice(&u32::to_le_bytes(word));
    }
    let mut at = 52 + 32 * count;
    for (start, bytes) in pieces {
        let len = bytes.len() as u32;
        for field in [1, at, *start, *start, len, len, 7, 4] {
            out.extend_from_slice(&field.to_le_bytes());
        }
        at += len.next_multiple_of(4);
    }
    for (_, bytes) in pieces {
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

/// RV32I code.
struct Code {
    base: u32,
    words: Vec<u32>,
}

impl Code {
    const fn new(base: u32) -> Self {
        Self { base, words: Vec::new() }
    }

    fn bytes(&self) -> Vec<u8> {
        self.words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// Loads a constant: always two instructions.
    fn constant(&mut self, rd: u32, value: u32) {
        let high = value.wrapping_add(0x800) & 0xffff_f000;
        let low = value.wrapping_sub(high) & 0xfff;
        self.words.extend([high | rd << 7 | 0x37, low << 20 | rd << 15 | rd << 7 | 0x13]);
    }

    fn load(&mut self, rd: u32, base: u32, at: i32) {
        self.words.push((at as u32 & 0xfff) << 20 | base << 15 | 2 << 12 | rd << 7 | 0x03);
    }

    fn store(&mut self, rs: u32, base: u32, at: i32) {
        let at = at as u32 & 0xfff;
        self.words.push((at >> 5) << 25 | rs << 20 | base << 15 | 2 << 12 | (at & 31) << 7 | 0x23);
    }

    /// Jumps to an address by way of `by`; `rd` has the address behind.
    fn jump_linked(&mut self, address: u32, by: u32, rd: u32) {
        self.constant(by, address);
        self.words.push(by << 15 | rd << 7 | 0x67);
    }

    fn jump(&mut self, address: u32, by: u32) {
        self.jump_linked(address, by, ZERO);
    }

    fn ecall(&mut self) {
        self.words.push(0x73);
    }

    fn here(&self) -> u32 {
        self.base + 4 * self.words.len() as u32
    }

    /// The whole driver. Its first instruction skips what traps come to.
    fn steps(&mut self, steps: &[Step]) {
        self.words.push(CATCH << 22 | 0x6f); // jal
        // A trap: its code is in a0.
        self.constant(T0, DATA);
        self.load(T1, T0, 4);
        self.load(RA, T0, 0);
        self.store(A0, T1, 4);
        self.constant(A0, 1);
        self.store(A0, T1, 0);
        self.words.push(RA << 15 | 0x67);
        assert_eq!(self.words.len(), CATCH as usize, "the first instruction comes here");
        let mut out = OUT;
        for step in steps {
            self.step(step, out);
            out += 4 * step.room();
        }
        // write(journal, OUT, length)
        let write = [
            (A0, 0),
            (11, 0),
            (12, NAME_AT),
            (13, 3),
            (14, OUT),
            (15, out - OUT),
            (T0, 2),
            (T6, 16),
        ];
        for (rd, value) in write {
            self.constant(rd, value);
        }
        self.ecall();
        // halt(0)
        for (rd, value) in [(T0, 0), (A0, 0), (11, DIGEST_AT)] {
            self.constant(rd, value);
        }
        self.ecall();
    }

    fn step(&mut self, step: &Step, out: u32) {
        match step {
            Step::Call { address, args, .. } => {
                self.constant(T0, DATA);
                let next = self.words.len();
                self.constant(T1, 0); // the address behind this step, put in below
                self.store(T1, T0, 0);
                self.constant(T1, out);
                self.store(T1, T0, 4);
                self.constant(GP, MEMORY_BASE);
                self.load(TP, GP, LIMIT_AT);
                self.constant(SP, STACK);
                for (at, word) in args.iter().enumerate() {
                    match at {
                        0..8 => self.constant(A0 + at as u32, *word),
                        _ => {
                            self.constant(T0, *word);
                            self.store(T0, SP, 4 * (at as i32 - 8));
                        }
                    }
                }
                self.jump_linked(*address, T0, RA);
                self.constant(T1, out);
                self.store(ZERO, T1, 0);
                self.constant(SP, STACK);
                for at in 0..step.wanted().len() as i32 - 1 {
                    if at < 8 {
                        self.store(A0 + at as u32, T1, 4 + 4 * at);
                    } else {
                        self.load(T0, SP, 4 * (at - 8));
                        self.store(T0, T1, 4 + 4 * at);
                    }
                }
                let behind = self.here();
                let mut patch = Self::new(0);
                patch.constant(T1, behind);
                self.words[next..next + 2].copy_from_slice(&patch.words);
            }
            Step::Read { at, wanted } => {
                self.constant(T1, out);
                self.store(ZERO, T1, 0);
                self.constant(T0, *at);
                for word in 0..wanted.len() as i32 {
                    self.load(A0, T0, 4 * word);
                    self.store(A0, T1, 4 + 4 * word);
                }
            }
        }
    }
}
