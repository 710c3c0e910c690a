//! The instructions that one of the five programs spends its time in: `profile MODULE PROGRAM SIZE` prints address,
//! count and word of every instruction that makes up more than a thousandth.

use std::collections::BTreeMap;
use std::{env, fs};

use sprout_zkwasm::{Env, LIMIT_AT, MEMORY_BASE, compile_library};
use sprout_zkwasm_emulator::Machine;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = env::args().collect();
    let [_, path, program, size] = args.as_slice() else {
        return Err("usage: profile MODULE PROGRAM SIZE".into());
    };
    let compiled = compile_library(&fs::read(path)?, &Env)?;
    let run =
        compiled.exports.iter().find(|export| export.name == "run").ok_or("no function run")?;
    let mut machine = Machine::new(&compiled.elf)?;
    machine.profile = Some(BTreeMap::new());
    machine.regs[3] = MEMORY_BASE;
    machine.regs[4] = machine.memory.read_word(MEMORY_BASE.wrapping_add_signed(LIMIT_AT));
    let end = machine.call(run.addresses[0], &[program.parse()?, size.parse()?], u64::MAX);
    eprintln!("{end:?} after {} instructions, result {:?}", machine.cycles, machine.results(2));
    for (at, count) in machine.profile.iter().flatten() {
        if count * 1000 > machine.cycles {
            println!("{at:#010x} {count:9} {:#010x}", machine.memory.read_word(*at));
        }
    }
    Ok(())
}
