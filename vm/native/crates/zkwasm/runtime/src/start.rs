//! Start and end of a run. Risc0's own would also prepare what this runtime has no use for: a hasher of the journal
//! that copies it, a batch of Keccak permutations, variables of the environment.

use core::cell::UnsafeCell;

use risc0_zkvm_platform::syscall::{sys_halt, sys_rand};

use crate::run;
use crate::sha;

/// The linker's script: named here so that a change of it makes a build.
const _: &str = include_str!("../layout.ld");

core::arch::global_asm!(
    ".section .text.zkw_start, \"ax\"",
    ".globl zkw_start",
    "zkw_start:",
    "la sp, zkw_stack_top",
    "call {start}",
    start = sym start,
);

/// Random words.
struct Entropy(UnsafeCell<[u32; 4]>);

// SAFETY: the zkVM has one thread, so nothing is ever shared between two.
unsafe impl Sync for Entropy {}

/// Random words that stay in memory: the digest of memory at the end of a segment may be known, and without them
/// private inputs could be guessed from it.
static ENTROPY: Entropy = Entropy(UnsafeCell::new([0; 4]));

extern "C" fn start() -> ! {
    // SAFETY: this is the start of the program, so both are called once, and nothing else reads or writes the words.
    unsafe {
        risc0_zkvm_platform::heap::init();
        sys_rand(ENTROPY.0.get().cast(), 4);
    }
    let journal = run::task();
    sys_halt(0, &output(&journal))
}

/// The digest that a receipt names: of a journal, and of no assumptions.
fn output(journal: &sha::Words) -> sha::Words {
    /// SHA-256 of the name "risc0.Output".
    const TAG: sha::Words = sha::from_bytes([
        0x77, 0xea, 0xfe, 0xb3, 0x66, 0xa7, 0x8b, 0x47, 0x74, 0x7d, 0xe0, 0xd7, 0xbb, 0x17, 0x62,
        0x84, 0x08, 0x5f, 0xf5, 0x56, 0x48, 0x87, 0x00, 0x9a, 0x5b, 0xe6, 0x3d, 0xa3, 0x2d, 0x35,
        0x59, 0xd4,
    ]);
    /// Digests that the output holds, behind them.
    const COUNT: u32 = 2;
    const BYTES: usize = 3 * 32 + 2;
    let mut words = [0; 32];
    words[..8].copy_from_slice(&TAG);
    words[8..16].copy_from_slice(journal);
    words[24] = COUNT;
    sha::digest(&mut words, BYTES)
}
