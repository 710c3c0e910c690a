//! Cycles of the five programs as direct guests and as modules on the zkVM's executor: `bench FOLDER`, where
//! `bench/build` has left them. What a run of no program takes is not counted.

use std::{env, fs};

use guest_tool::{Limits, Program};
use sprout_guest::{Draft, Message};

/// Name, number and size of each program.
const PROGRAMS: [(&str, u32, u32); 7] = [
    ("fibonacci loop", 1, 100_000),
    ("SHA-256", 2, 200),
    ("sorting", 3, 5_000),
    ("recursive parser", 4, 40),
    ("fixed-point filter", 5, 10_000),
    ("fibonacci recursive", 6, 20),
    ("sums over memory", 7, 50),
];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let folder = env::args().nth(1).ok_or("usage: bench FOLDER")?;
    let direct = Program::join(&fs::read(format!("{folder}/direct.elf"))?);
    let module = Program::join(&fs::read(format!("{folder}/module.elf"))?);
    let nothing = (cycles(&direct, &direct_input(0, 0))?.0, cycles(&module, &task(0, 0)?)?.0);
    println!("| program | direct guest | compiled module | ratio |\n|---|---|---|---|");
    println!("| nothing | {} | {} | |", nothing.0, nothing.1);
    let mut product = 1.0;
    for (name, program, size) in PROGRAMS {
        let (one, journal) = cycles(&direct, &direct_input(program, size))?;
        let (other, words) = cycles(&module, &task(program, size)?)?;
        let result = &journal[..8];
        let (one, other) = (one - nothing.0, other - nothing.1);
        let ratio = other as f64 / one as f64;
        let last: Vec<u8> = words[words.len() - 8..].iter().rev().copied().collect();
        assert_eq!(result, last, "{name}: both give the same");
        if program <= 5 {
            product *= ratio;
        }
        println!("| {name} ({size}) | {one} | {other} | {ratio:.2} |");
    }
    println!("geometric mean of the first five: {:.3}", f64::powf(product, 0.2));
    Ok(())
}

fn cycles(program: &Program, input: &[u8]) -> Result<(u64, Vec<u8>), Failure> {
    let run = program.run(input, Limits { cycles: 1 << 30, journal: 1 << 20 })?;
    Ok((run.user_cycles, run.journal))
}

fn direct_input(program: u32, size: u32) -> Vec<u8> {
    [program.to_le_bytes(), size.to_le_bytes()].concat()
}

fn task(program: u32, size: u32) -> Result<Vec<u8>, Failure> {
    let data = format!("{{\"public_input\":[{program},{size}]}}");
    let messages = [Message { id: [1; 16], received_ms: 1, client_did: "", data: data.as_bytes() }];
    let draft = Draft {
        chain_id: 1,
        project_id: 2,
        project_version: "1",
        sequence: 3,
        created_ms: 4,
        messages: &messages,
    };
    Ok(draft.guest_input().map_err(|err| err.to_string())?)
}
