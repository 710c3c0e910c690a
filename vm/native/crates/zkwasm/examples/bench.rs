//! Cycles of the programs as direct guests, as compiled modules and by an interpreter, on the zkVM's executor: `bench FOLDER`, where
//! `bench/build` has left them. What a run of no program takes is not counted. The last columns are the rows of a whole proof of
//! the direct guest and of the module.

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
    let interpreter = Program::join(&fs::read(format!("{folder}/interpreter.elf"))?);
    let wasm = fs::read(format!("{folder}/module.wasm"))?;
    let all = |program: u32, size: u32| -> Result<([u64; 3], [u64; 2]), Failure> {
        let (one, rows, result) = cycles(&direct, &direct_input(program, size))?;
        let (two, more, journal) = cycles(&module, &task(program, size)?)?;
        let last: Vec<u8> = journal[journal.len() - 8..].iter().rev().copied().collect();
        assert_eq!(result, last, "direct guest and module give the same");
        let len = (wasm.len() as u32).to_le_bytes();
        let input = [direct_input(program, size), len.to_vec(), wasm.clone()].concat();
        let (three, _, journal) = cycles(&interpreter, &input)?;
        assert_eq!(result, journal, "direct guest and interpreter give the same");
        Ok(([one, two, three], [rows, more]))
    };
    let (nothing, rows) = all(0, 0)?;
    println!(
        "| program | direct guest | compiled module | ratio | interpreter | ratio | rows | rows |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    println!(
        "| nothing | {} | {} | | {} | | {} | {} |",
        nothing[0], nothing[1], nothing[2], rows[0], rows[1]
    );
    let mut products = [1.0, 1.0];
    for (name, program, size) in PROGRAMS {
        let (cycles, rows) = all(program, size)?;
        let [one, two, three] = [0, 1, 2].map(|at: usize| (cycles[at] - nothing[at]) as f64);
        let ratios = [two / one, three / two];
        println!(
            "| {name} ({size}) | {one} | {two} | {:.2} | {three} | {:.1} | {} | {} |",
            ratios[0], ratios[1], rows[0], rows[1]
        );
        if program <= 5 {
            products = [products[0] * ratios[0], products[1] * ratios[1]];
        }
    }
    let [compiled, interpreted] = products.map(|product| f64::powf(product, 0.2));
    println!("geometric means of the first five: {compiled:.3}, {interpreted:.1}");
    Ok(())
}

/// User cycles, rows of a proof, and the journal.
fn cycles(program: &Program, input: &[u8]) -> Result<(u64, u64, Vec<u8>), Failure> {
    let run = program.run(input, Limits { cycles: 1 << 30, journal: 1 << 20 })?;
    if env::var_os("PAGING").is_some() {
        eprintln!("{} user cycles, {} for paging", run.user_cycles, run.paging_cycles);
    }
    let rows = run.segment_po2.iter().map(|po2| 1 << po2).sum();
    Ok((run.user_cycles, rows, run.journal))
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
