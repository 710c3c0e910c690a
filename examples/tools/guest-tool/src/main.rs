//! `guest-tool manifest ELF` prints what is recorded of a guest program;
//! `guest-tool methods NAME ELF` prints it as a `methods.rs`;
//! `guest-tool run ELF < INPUT` runs it and prints the journal and what a proof would cost.

use std::io::Read as _;
use std::{env, fs, io};

use anyhow::{Context as _, Result, bail};
use guest_tool::{Limits, Program};
use sha2::{Digest as _, Sha256};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["manifest", path] => manifest(path),
        ["methods", name, path] => methods(name, path),
        ["run", path] => run(path),
        _ => bail!("usage: guest-tool manifest ELF | methods NAME ELF | run ELF"),
    }
}

fn read(path: &str) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("read {path}"))
}

fn manifest(path: &str) -> Result<()> {
    let elf = read(path)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    println!("{{");
    println!(r#"  "elf": "{name}","#);
    println!(r#"  "sha256": "{}","#, hex(&Sha256::digest(&elf)));
    println!(r#"  "programID": "0x{}","#, hex(&Program::join(&elf).id()?));
    println!(r#"  "vm": "risc0","#);
    println!(r#"  "vmVersion": "{}""#, Program::zkvm_version());
    println!("}}");
    Ok(())
}

/// The constants that risc0's build writes and projects of the first W3bstream publish.
fn methods(name: &str, path: &str) -> Result<()> {
    let program = Program::join(&read(path)?);
    println!("pub const {name}_ELF: &[u8] = &{:?};", program.binary());
    println!("pub const {name}_ID: [u32; 8] = {:?};", program.id_words()?);
    Ok(())
}

fn run(path: &str) -> Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input).context("read input")?;
    let limits = Limits { cycles: 1 << 30, journal: 1 << 20 };
    let run = Program::join(&read(path)?).run(&input, limits)?;
    println!("journal {}", hex(&run.journal));
    println!("cycles {} paging {}", run.user_cycles, run.paging_cycles);
    println!("segments {:?}", run.segment_po2);
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
