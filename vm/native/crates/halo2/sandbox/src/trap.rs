//! What a machine's error means.

use wasmtime::{Trap, WasmBacktrace};

use crate::{Limits, Refused};

/// Frames kept of a trap, and characters of each one's name: both are the module's to choose.
const FRAMES: usize = 16;
const NAME_CHARS: usize = 120;

/// Turns a machine's error into why the run is refused. `log` is what the module printed.
pub(crate) fn explain(error: &wasmtime::Error, limits: &Limits, log: &str) -> Refused {
    let frames = frames(error);
    if let Some(refused) = error.downcast_ref::<Refused>() {
        let mut refused = refused.clone();
        if let Refused::OutOfMemory { frames: of_memory, .. } = &mut refused {
            *of_memory = frames;
        }
        return refused;
    }
    match error.downcast_ref::<Trap>() {
        Some(Trap::OutOfFuel) => Refused::OutOfFuel { limit: limits.fuel, frames },
        Some(Trap::StackOverflow) => Refused::StackOverflow { limit: limits.stack_bytes, frames },
        Some(trap) => {
            let reason = trap.to_string();
            let reason = reason.trim_start_matches("wasm trap: ").to_owned();
            Refused::Trap { reason, frames, log: log.into() }
        }
        None => Refused::host(error.root_cause()),
    }
}

fn frames(error: &wasmtime::Error) -> Vec<String> {
    let Some(backtrace) = error.downcast_ref::<WasmBacktrace>() else { return Vec::new() };
    let name = |frame: &wasmtime::FrameInfo| match frame.func_name() {
        Some(name) => printable(&format!("{:#}", rustc_demangle::demangle(name))),
        None => format!("function {}", frame.func_index()),
    };
    backtrace.frames().iter().take(FRAMES).map(name).collect()
}

fn printable(name: &str) -> String {
    let shown = |character: char| if character.is_control() { '?' } else { character };
    name.chars().take(NAME_CHARS).map(shown).collect()
}
