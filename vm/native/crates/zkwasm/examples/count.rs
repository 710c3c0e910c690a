//! Instructions that an ELF takes for each of the programs: `count ELF INIT RUN` with addresses in hexadecimal.

use std::{env, fs};

use sprout_zkwasm_emulator::{Machine, Stop};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, path, init, run] = args.as_slice() else {
        return Err("usage: count ELF INIT RUN".into());
    };
    let (init, run) = (u32::from_str_radix(init, 16)?, u32::from_str_radix(run, 16)?);
    let elf = fs::read(path)?;
    for (program, size) in
        [(1, 100_000), (2, 200), (3, 5_000), (4, 40), (5, 10_000), (6, 20), (7, 50)]
    {
        let mut machine = Machine::new(&elf)?;
        let ready = machine.call(init, &[], u64::MAX);
        let before = machine.cycles;
        let end = machine.call(run, &[program, size], u64::MAX);
        if (&ready, &end) != (&Stop::Returned, &Stop::Returned) {
            println!("program {program} ({size}): {ready:?}, {end:?}");
            continue;
        }
        println!(
            "program {program} ({size}): {} instructions, result {:x?}",
            machine.cycles - before,
            machine.results(2)
        );
    }
    Ok(())
}
