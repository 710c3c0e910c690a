//! The same proof with nothing of Sprout around it: risc0-zkvm's own prover on its own API.
//!
//! `plain-prove PROGRAM INPUT [raw|json] [SEGMENT_PO2]` prints the seconds a proof took. PROGRAM is an
//! ELF or an R0BF container. Benchmarks compare the library's path with it, and compilers with each other.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use risc0_binfmt::ProgramBinary;
use risc0_zkvm::{ExecutorEnv, ProverOpts, default_prover};

/// The kernel risc0-build joins every guest with.
const KERNEL: &[u8] = risc0_zkos_v1compat::V1COMPAT_ELF;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [program, input, rest @ ..] = args.as_slice() else {
        bail!("usage: plain-prove PROGRAM INPUT [raw|json] [SEGMENT_PO2]");
    };
    let program = std::fs::read(program).with_context(|| format!("read {program}"))?;
    let program = match program.starts_with(b"R0BF") {
        true => program,
        false => ProgramBinary::new(&program, KERNEL).encode(),
    };
    let input = std::fs::read(input).with_context(|| format!("read {input}"))?;
    let po2 = match rest.get(1) {
        Some(text) => text.parse().context("parse SEGMENT_PO2")?,
        None => 18,
    };
    let mut env = ExecutorEnv::builder();
    env.segment_limit_po2(po2);
    match rest.first().map_or("raw", String::as_str) {
        "raw" => env.write_slice(&input),
        "json" => env.write(&String::from_utf8(input).context("input is not UTF-8")?)?,
        other => bail!("unknown input mode {other:?}"),
    };
    let start = Instant::now();
    let proved =
        default_prover().prove_with_opts(env.build()?, &program, &ProverOpts::composite())?;
    println!(
        "{{\"seconds\":{:.3},\"cpu_seconds\":{:.2},\"segments\":{},\"cycles\":{}}}",
        start.elapsed().as_secs_f64(),
        cpu_seconds()?,
        proved.stats.segments,
        proved.stats.total_cycles
    );
    Ok(())
}

/// Processor time of this process so far, user and system, as Linux counts it in hundredths.
fn cpu_seconds() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("read /proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').context("no command in stat")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let [user, system] =
        [11, 12].map(|at| fields.get(at).and_then(|text| text.parse::<f64>().ok()));
    Ok((user.context("no user time")? + system.context("no system time")?) / 100.0)
}
