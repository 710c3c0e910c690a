//! The part of WASI that Rust's standard library needs, with the same answers on every machine and every run.

use wasmtime::{Caller, Linker};

use crate::Refused;
use crate::machine::{Machine, charge, memory, slice};

/// The module these imports have.
pub(crate) const MODULE: &str = "wasi_snapshot_preview1";

/// What is there of it.
pub(crate) const NAMES: [&str; 15] = [
    "args_get",
    "args_sizes_get",
    "clock_res_get",
    "clock_time_get",
    "environ_get",
    "environ_sizes_get",
    "fd_close",
    "fd_fdstat_get",
    "fd_prestat_dir_name",
    "fd_prestat_get",
    "fd_seek",
    "fd_write",
    "proc_exit",
    "random_get",
    "sched_yield",
];

/// The one moment there is: 1 January 2000, in nanoseconds.
const NOW: u64 = 946_684_800_000_000_000;

/// Error numbers.
const SUCCESS: i32 = 0;
const BAD_DESCRIPTOR: i32 = 8;

/// Numbers that repeat on every run: they seed hash tables, and are nobody's secret.
pub(crate) struct Repeating(u64);

impl Default for Repeating {
    fn default() -> Self {
        Self(0x5370_726f_7574)
    }
}

impl Repeating {
    /// The next number (SplitMix64).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// What a run's state has for WASI.
pub(crate) trait HasRepeating: Send + 'static {
    /// The run's numbers.
    fn repeating(&mut self) -> &mut Repeating;
}

/// Adds these imports to the linker.
pub(crate) fn add<S: HasRepeating>(linker: &mut Linker<Machine<S>>) -> wasmtime::Result<()> {
    let nothing = |_: i32, _: i32| SUCCESS;
    let no_descriptor = |_: i32, _: i32| BAD_DESCRIPTOR;
    linker.func_wrap(MODULE, "args_get", nothing)?;
    linker.func_wrap(MODULE, "args_sizes_get", two_zeros::<S>)?;
    linker.func_wrap(MODULE, "environ_get", nothing)?;
    linker.func_wrap(MODULE, "environ_sizes_get", two_zeros::<S>)?;
    linker.func_wrap(
        MODULE,
        "clock_res_get",
        |caller: Caller<'_, Machine<S>>, _: i32, out: i32| {
            write(caller, "clock_res_get", out, &1u64.to_le_bytes())
        },
    )?;
    linker.func_wrap(
        MODULE,
        "clock_time_get",
        |caller: Caller<'_, Machine<S>>, _: i32, _: i64, out: i32| {
            write(caller, "clock_time_get", out, &NOW.to_le_bytes())
        },
    )?;
    linker.func_wrap(MODULE, "fd_close", |_: i32| BAD_DESCRIPTOR)?;
    linker.func_wrap(MODULE, "fd_fdstat_get", no_descriptor)?;
    linker.func_wrap(MODULE, "fd_prestat_get", no_descriptor)?;
    linker.func_wrap(MODULE, "fd_prestat_dir_name", |_: i32, _: i32, _: i32| BAD_DESCRIPTOR)?;
    linker.func_wrap(MODULE, "fd_seek", |_: i32, _: i64, _: i32, _: i32| BAD_DESCRIPTOR)?;
    linker.func_wrap(MODULE, "fd_write", fd_write::<S>)?;
    linker.func_wrap(MODULE, "random_get", random_get::<S>)?;
    linker.func_wrap(MODULE, "sched_yield", || SUCCESS)?;
    linker.func_wrap(MODULE, "proc_exit", |code: i32| -> wasmtime::Result<()> {
        Err(Refused::Exited { code }.into())
    })?;
    Ok(())
}

fn write<S>(
    mut caller: Caller<'_, Machine<S>>,
    what: &str,
    pointer: i32,
    bytes: &[u8],
) -> wasmtime::Result<i32> {
    let (memory, _) = memory(&mut caller)?;
    slice(memory, what, pointer as u32, bytes.len() as u32)?.copy_from_slice(bytes);
    Ok(SUCCESS)
}

/// No arguments or variables, which take no bytes.
fn two_zeros<S: HasRepeating>(
    mut caller: Caller<'_, Machine<S>>,
    count: i32,
    bytes: i32,
) -> wasmtime::Result<i32> {
    let (memory, _) = memory(&mut caller)?;
    for pointer in [count, bytes] {
        slice(memory, "sizes_get", pointer as u32, 4)?.fill(0);
    }
    Ok(SUCCESS)
}

/// Standard output and standard error go to the log.
fn fd_write<S: HasRepeating>(
    mut caller: Caller<'_, Machine<S>>,
    descriptor: i32,
    parts: i32,
    count: i32,
    written: i32,
) -> wasmtime::Result<i32> {
    if !matches!(descriptor, 1 | 2) {
        return Ok(BAD_DESCRIPTOR);
    }
    charge(&mut caller, u64::from(count as u32).saturating_mul(8))?;
    let (memory, machine) = memory(&mut caller)?;
    let list = u64::from(count as u32) * 8;
    let list = u32::try_from(list).unwrap_or(u32::MAX);
    let list = slice(memory, "fd_write", parts as u32, list)?.to_vec();
    let mut total = 0u32;
    for part in list.as_chunks::<8>().0 {
        let [a, b, c, d, e, f, g, h] = *part;
        let (pointer, length) =
            (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
        machine.print(slice(memory, "fd_write", pointer, length)?);
        total = total.saturating_add(length);
    }
    slice(memory, "fd_write", written as u32, 4)?.copy_from_slice(&total.to_le_bytes());
    Ok(SUCCESS)
}

fn random_get<S: HasRepeating>(
    mut caller: Caller<'_, Machine<S>>,
    pointer: i32,
    length: i32,
) -> wasmtime::Result<i32> {
    charge(&mut caller, u64::from(length as u32))?;
    let (memory, machine) = memory(&mut caller)?;
    let bytes = slice(memory, "random_get", pointer as u32, length as u32)?;
    for chunk in bytes.chunks_mut(8) {
        let number = machine.own.repeating().next().to_le_bytes();
        chunk.iter_mut().zip(number).for_each(|(byte, random)| *byte = random);
    }
    Ok(SUCCESS)
}
