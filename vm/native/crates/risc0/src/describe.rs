//! What this build of the library is and can do.

use std::sync::OnceLock;

use serde_json::json;
use sprout_abi::{ABI_VERSION, Code, Failure};
use sprout_risc0_program::{ReceiptKind, ZKVM_VERSION, limits};

// Receipts and program ids are tied to the zkVM's version: parser and prover must mean the same one.
const _: () = assert!(same(ZKVM_VERSION, risc0_zkvm::VERSION));

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    a.len() == b.len() && index == a.len()
}

/// Digest of the sources this library was built from, given by build.sh.
const SOURCES: Option<&str> = option_env!("SPROUT_SOURCES_DIGEST");

/// Kinds of receipt this build can make.
///
/// Lift and join programs are downloaded by a build script; where that was not possible the archive is
/// empty. Groth16 needs a second prover in a container, which a locked-down worker cannot start.
pub fn receipt_kinds() -> &'static [ReceiptKind] {
    static RECURSION: OnceLock<bool> = OnceLock::new();
    let recursion = *RECURSION.get_or_init(|| {
        risc0_circuit_recursion::prove::zkr::get_zkr("join.zkr", risc0_zkvm::RECURSION_PO2).is_ok()
    });
    match recursion {
        true => &[ReceiptKind::Composite, ReceiptKind::Succinct],
        false => &[ReceiptKind::Composite],
    }
}

/// Fails when this build cannot make receipts of `kind`.
pub fn supported(kind: ReceiptKind) -> Result<(), Failure> {
    if receipt_kinds().contains(&kind) {
        return Ok(());
    }
    Err(Failure::new(
        Code::ReceiptKind,
        format!(
            "this build of the Risc0 library cannot make {} receipts, only {}",
            kind.name(),
            kind_names().join(", ")
        ),
    ))
}

fn kind_names() -> Vec<&'static str> {
    receipt_kinds().iter().map(|kind| kind.name()).collect()
}

/// The JSON document of `sprout_describe`.
pub fn describe() -> String {
    json!({
        "name": "risc0",
        "version": ZKVM_VERSION,
        "abi": ABI_VERSION,
        "sources_digest": SOURCES.unwrap_or("none"),
        "receipt_kinds": kind_names(),
        "cpu": if cfg!(target_feature = "avx2") { "x86-64-v3" } else { "x86-64" },
        "threads": std::thread::available_parallelism().map_or(1, usize::from),
        "limits": {
            "min_po2": limits::MIN_SEGMENT_PO2,
            "max_po2": limits::MAX_SEGMENT_PO2,
            "default_po2": limits::DEFAULT_SEGMENT_PO2,
            "max_program_bytes": limits::MAX_PROGRAM,
            "max_image_bytes": limits::MAX_IMAGE,
            "max_input_bytes": limits::MAX_INPUT,
            "max_receipt_bytes": limits::MAX_RECEIPT,
            "max_journal_bytes": limits::MAX_JOURNAL,
            "default_journal_bytes": limits::DEFAULT_JOURNAL,
            "max_cycles": limits::MAX_CYCLES,
            "default_cycles": limits::DEFAULT_CYCLES,
        },
    })
    .to_string()
}
