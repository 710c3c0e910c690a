//! A program as a direct guest: two numbers come in, one goes out.

#![no_main]

use risc0_zkvm::guest::env;

risc0_zkvm::entry!(main);

fn main() {
    let mut input = [0_u32; 2];
    env::read_slice(&mut input);
    env::commit_slice(&[algorithms::run(input[0], input[1])]);
}
