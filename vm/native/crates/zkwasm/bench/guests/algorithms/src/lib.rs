//! Five programs of the kinds that tasks are made of. Each takes a size and gives a number.

#![no_std]

extern crate alloc;

mod filter;
mod parser;
mod sha256;
mod sort;

use core::hint::black_box;

/// Runs a program by its number; 0 runs none.
pub fn run(program: u32, size: u32) -> u64 {
    match program {
        1 => fibonacci(size),
        2 => sha256::run(size),
        3 => sort::run(size),
        4 => parser::run(size),
        5 => filter::run(size),
        6 => u64::from(recursive(size)),
        7 => sums(size),
        _ => 0,
    }
}

/// A loop without memory.
fn fibonacci(size: u32) -> u64 {
    let (mut a, mut b) = (0_u64, 1_u64);
    for _ in 0..size {
        (a, b) = (b, black_box(a.wrapping_add(b)));
    }
    a
}

/// Calls.
fn recursive(size: u32) -> u32 {
    if size < 2 { size } else { black_box(recursive)(size - 1).wrapping_add(recursive(size - 2)) }
}

/// A loop over memory.
fn sums(size: u32) -> u64 {
    let mut words = alloc::vec![0_u32; 1024];
    let mut sum = 0_u64;
    for round in 0..size {
        for (at, word) in words.iter_mut().enumerate() {
            *word = word.wrapping_add(at as u32 ^ round);
        }
        sum += words.iter().map(|word| u64::from(*word >> 3)).sum::<u64>();
    }
    sum
}

/// Numbers that look random and are the same everywhere.
struct Numbers(u32);

impl Iterator for Numbers {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        Some(self.0)
    }
}
