//! What a guest says while it runs, and what its end means.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use sprout_abi::{Code, Failure};

use crate::limits::{MAX_OUTPUT, OUTPUT_TAIL};

/// Text of the error that stops a guest which writes without end.
const TOO_TALKATIVE: &str = "guest output limit reached";

/// Keeps the tail of what a guest writes to stdout and stderr and stops it when it writes too much.
#[derive(Clone, Debug, Default)]
pub struct Output(Arc<Mutex<Tail>>);

#[derive(Debug, Default)]
struct Tail {
    bytes: VecDeque<u8>,
    written: u64,
}

impl Output {
    /// The last bytes written, as text; broken UTF-8 is replaced.
    pub fn tail(&self) -> String {
        let tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = tail.bytes.iter().copied().collect();
        String::from_utf8_lossy(&bytes).trim().to_owned()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tail.written += bytes.len() as u64;
        if tail.written > MAX_OUTPUT {
            return Err(io::Error::other(TOO_TALKATIVE));
        }
        let kept = &bytes[bytes.len().saturating_sub(OUTPUT_TAIL)..];
        let surplus = (tail.bytes.len() + kept.len()).saturating_sub(OUTPUT_TAIL);
        tail.bytes.drain(..surplus);
        tail.bytes.extend(kept);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Limits of a run, for the texts of errors.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Most cycles.
    pub cycles: u64,
    /// Longest journal in bytes.
    pub journal: u64,
}

/// Turns the executor's error into a failure with the right code; `error` is its whole chain of texts.
pub fn fault(error: &str, output: &Output, bounds: Bounds) -> Failure {
    let (code, text) = if error.contains("Session limit exceeded") {
        return cycles_exceeded(bounds);
    } else if error.contains("journal write limit reached") {
        return journal_exceeded(None, bounds);
    } else if error.contains(TOO_TALKATIVE) {
        let text = format!("guest wrote more than {MAX_OUTPUT} bytes to stdout and stderr");
        (Code::GuestFault, text)
    } else if let Some((_, message)) = error.split_once("Guest panicked: ") {
        (panic_code(message), format!("guest panicked: {message}"))
    } else {
        (Code::GuestFault, format!("guest failed: {error}"))
    };
    with_tail(code, text, output)
}

/// The failure for a guest that left with a code other than 0, or paused.
pub fn bad_exit(how: &str, output: &Output) -> Failure {
    with_tail(Code::GuestFault, format!("guest ended with {how}"), output)
}

/// The failure for a guest that needs too many cycles.
pub fn cycles_exceeded(bounds: Bounds) -> Failure {
    Failure::new(
        Code::CycleLimit,
        format!(
            "guest needs more cycles than the limit of {}",
            bounds.cycles
        ),
    )
}

/// The failure for a journal that is too long; `len` is its length when it is known.
pub fn journal_exceeded(len: Option<usize>, bounds: Bounds) -> Failure {
    let limit = bounds.journal;
    let text = match len {
        Some(len) => format!("guest wrote a journal of {len} bytes, limit is {limit}"),
        None => format!("guest wrote a journal without end, limit is {limit} bytes"),
    };
    Failure::new(Code::JournalLimit, text)
}

/// Guests tell of exhausted memory by panicking with one of these texts.
fn panic_code(message: &str) -> Code {
    let starved = ["Out of memory", "out of memory", "memory allocation of"];
    match starved.iter().any(|text| message.contains(text)) {
        true => Code::MemoryLimit,
        false => Code::GuestFault,
    }
}

fn with_tail(code: Code, text: String, output: &Output) -> Failure {
    let tail = output.tail();
    match tail.is_empty() {
        true => Failure::new(code, text),
        false => Failure::new(code, format!("{text}; last output: {tail}")),
    }
}
