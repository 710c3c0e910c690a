//! A guest that misbehaves as its input tells it to, to test what a node does about it.
//!
//! The first of these words found in the first 1,024 bytes of the input, in whatever input
//! mode, chooses:
//!
//! | word | behaviour |
//! |---|---|
//! | `panic` | panics with a message |
//! | `spin` | never ends |
//! | `allocate` | takes and touches memory without end |
//! | `journal` | writes to the journal without end |
//! | `huge` | writes 256 KiB to the journal and goes on |
//! | `overread` | reads more input than there is |
//! | `overflow` | recurses until the stack runs into memory it may not touch |
//!
//! With none of them it is well-behaved: it commits the four bytes `fine`.

#![no_main]

use core::hint::black_box;

use risc0_zkvm::guest::env;
use risc0_zkvm::serde::WordRead;

risc0_zkvm::entry!(main);

const MEBIBYTE: usize = 1 << 20;
const PAGE: usize = 1 << 10;

fn main() {
    let mut words = [0_u32; 256];
    // Input that ends earlier leaves zeros behind it.
    let _ = env::stdin().read_words(&mut words);
    let input = words.map(u32::to_le_bytes);
    let input = input.as_flattened();

    let behaviours: [(&[u8], fn()); 7] = [
        (b"panic", panic),
        (b"spin", spin),
        (b"allocate", allocate),
        (b"journal", journal),
        (b"huge", huge),
        (b"overread", overread),
        (b"overflow", overflow),
    ];
    for (word, behave) in behaviours {
        if input.windows(word.len()).any(|part| part == word) {
            behave();
        }
    }
    env::commit_slice(b"fine");
}

fn panic() {
    panic!("the input asked for a panic");
}

fn spin() {
    loop {
        black_box(());
    }
}

fn allocate() {
    loop {
        let mut block = vec![0_u8; MEBIBYTE];
        block.iter_mut().step_by(PAGE).for_each(|byte| *byte = 1);
        black_box(block);
    }
}

fn journal() {
    let page = vec![0xaa_u8; 1 << 16];
    loop {
        env::commit_slice(&page);
    }
}

fn huge() {
    env::commit_slice(&vec![0xaa_u8; 1 << 18]);
}

fn overread() {
    let mut more = vec![0_u8; MEBIBYTE];
    env::read_slice(&mut more);
}

fn overflow() {
    black_box(deeper(black_box(1)));
}

#[expect(unconditional_recursion, reason = "that is what it is for")]
fn deeper(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    deeper(depth + 1) + frame.iter().sum::<u64>()
}
