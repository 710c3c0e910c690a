//! What this build of the library is and can do.

use serde_json::json;
use sprout_abi::ABI_VERSION;

use crate::limits;
use crate::options::ReceiptKind;

/// Version of halo2-axiom; keys and proofs belong to it.
pub const HALO2_VERSION: &str = "0.5.3";
/// Digest of the sources this library was built from, given by build-halo2.sh.
const SOURCES: Option<&str> = option_env!("SPROUT_SOURCES_DIGEST");

/// The JSON document of `sprout_describe`.
pub fn describe() -> String {
    json!({
        "name": "halo2",
        "version": HALO2_VERSION,
        "abi": ABI_VERSION,
        "sources_digest": SOURCES.unwrap_or("none"),
        "receipt_kinds": ReceiptKind::ALL.map(ReceiptKind::name),
        "cpu": if cfg!(target_feature = "avx2") { "x86-64-v3" } else { "x86-64" },
        "threads": std::thread::available_parallelism().map_or(1, usize::from),
        "limits": {
            "max_program_bytes": limits::MAX_PROGRAM,
            "max_input_bytes": limits::MAX_INPUT,
            "max_receipt_bytes": limits::MAX_RECEIPT,
            "max_public_inputs": limits::MAX_INSTANCES,
            "max_k": limits::MAX_K,
            "max_memory_mb": limits::MAX_MEMORY_MB,
            "max_fuel": limits::MAX_FUEL,
        },
    })
    .to_string()
}
