//! Writes risc0-groth16.json: receipts of kind groth16 as risc0-zkvm's own types are encoded, and what a contract is shown of each.
//!
//! The proof of the first ones is genuine: it is the test receipt of risc0-ethereum 3.0 (contracts/test/TestReceiptV3_0.sol,
//! Apache-2.0), and this program verifies it. The other receipts prove nothing: they have each shape that a claim can take.
//!
//! To run it, make a package of this file, with a copy of the Cargo.lock of vm/native/crates/risc0 and these dependencies, and give
//! the output's path: bincode 1.3, hex 0.4.3, serde_json 1 with preserve_order, risc0-circuit-recursion =4.0.5, risc0-groth16 =3.0.5
//! and risc0-zkvm =3.0.6 (default-features = false, of the last features = ["std"]), sprout-risc0-program by its path.

use bincode::Options as _;
use risc0_circuit_recursion::control_id::{ALLOWED_CONTROL_ROOT, BN254_IDENTITY_CONTROL_ID};
use risc0_zkvm::sha::{Digest, Digestible};
use risc0_zkvm::{
    Assumption, Assumptions, ExitCode, Groth16Receipt, Groth16ReceiptVerifierParameters,
    InnerReceipt, MaybePruned, Output, Receipt, ReceiptClaim, SystemState,
};
use serde_json::{Value, json};
use sprout_risc0_program::{ReceiptKind, receipt::Container};

/// From risc0-ethereum: first four bytes of the verifier's parameters, then the proof.
const SEAL: &str = "73c457ba2ccb718fd9092cc11546eeded62a44d3ed274076dd3ec154fae8739f3432050b2005be2c5dbe6c08bfd04b30601a462540962bc26a2f38c5cfc0a4d76d8f1b8015e690a1b230081234867edeedb2f98bcdf33d0471c2aa5e8db63b72333f871527eb5d1fcf0a7af50fb8f42e8699e2c4eda3cd93f4e2a930096ae78e38bea4020c5c3d963dc453b4b302170e47c0cf53382255143c8fcef474d8b6eaaa8daaaf092c2f650809a3afbd122ef128cb882c2de7a6ccddd2e544b645fa3fedf6bcc92e09be04876a07778231fd5b93305d35fd8af23f040a11682a8c64130370804f28f07a76fa538755276e42c04b5f7eb97b04b68b65fa50e3181a0452069a3667";
const JOURNAL: &[u8] = b"just a simple receipt";
const IMAGE_ID: &str = "11d264ed8dfdee222b820f0278e4d7f55d4b69a5472253a471c102265a91ea1a";

fn hexa(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

/// A digest of nothing in particular.
fn digest(number: u8) -> Digest {
    Digest::from([number; 32])
}

fn codec() -> impl bincode::Options {
    bincode::DefaultOptions::new().with_fixint_encoding()
}

fn receipt(
    name: &str,
    genuine: bool,
    seal: &[u8],
    parameters: Digest,
    claim: MaybePruned<ReceiptClaim>,
) -> Value {
    let claim_digest = claim.digest();
    let inner = InnerReceipt::Groth16(Groth16Receipt::new(seal.to_vec(), claim, parameters));
    let encoded = codec().serialize(&inner).expect("encode");
    if genuine {
        let image: Digest = hex::decode(IMAGE_ID)
            .expect("hex")
            .try_into()
            .expect("32 bytes");
        Receipt::new(inner, JOURNAL.to_vec())
            .verify(image)
            .expect("verify");
    }
    let container = Container {
        kind: ReceiptKind::Groth16,
        journal: JOURNAL,
        seal: &encoded,
    };
    json!({
        "name": name,
        "genuine": genuine,
        "claim_digest": hexa(claim_digest.as_bytes()),
        "receipt_hex": hexa(&container.encode()),
        "proof_hex": hexa(&[&parameters.as_bytes()[..4], seal].concat()),
    })
}

/// The library's verifying key as the EVM's precompiles take points: alpha, beta, gamma, delta, then those of the public inputs.
/// A point is its coordinates big-endian, of a coordinate with two parts the imaginary one first.
fn verifying_key() -> Vec<u8> {
    // Bytes behind their length, as arkworks encodes a key: numbers little-endian, flags in the two highest bits of each point.
    let encoded = codec()
        .serialize(&risc0_groth16::verifying_key())
        .expect("encode");
    let point = |at: usize, size: usize| {
        let mut bytes = encoded[at..at + size].to_vec();
        bytes[size - 1] &= 0x3f;
        bytes
            .chunks(size / 2)
            .flat_map(|half| half.iter().rev().copied().collect::<Vec<_>>())
            .collect::<Vec<u8>>()
    };
    const INPUTS: usize = 8 + 64 + 3 * 128 + 8;
    let mut points = vec![
        point(8, 64),
        point(72, 128),
        point(200, 128),
        point(328, 128),
    ];
    points.extend((INPUTS..encoded.len()).step_by(64).map(|at| point(at, 64)));
    points.concat()
}

/// Every shape of a claim's parts.
fn shapes() -> Vec<(&'static str, ReceiptClaim)> {
    let state = |pc| {
        MaybePruned::Value(SystemState {
            pc,
            merkle_root: digest(1),
        })
    };
    let output = |journal, assumptions| {
        MaybePruned::Value(Some(Output {
            journal,
            assumptions,
        }))
    };
    let assumption = |n| Assumption {
        claim: digest(n),
        control_root: digest(n + 1),
    };
    let claim = |exit_code, output| ReceiptClaim {
        pre: state(0),
        post: state(0x0020_0800),
        exit_code,
        input: MaybePruned::Value(None),
        output,
    };
    let journal = || MaybePruned::Value(JOURNAL.to_vec());
    vec![
        (
            "states in full, no output, system split",
            claim(ExitCode::SystemSplit, MaybePruned::Value(None)),
        ),
        (
            "output pruned, session limit",
            claim(ExitCode::SessionLimit, MaybePruned::Pruned(digest(2))),
        ),
        (
            "paused, no assumptions",
            claim(
                ExitCode::Paused(7),
                output(journal(), MaybePruned::Value(Assumptions(vec![]))),
            ),
        ),
        (
            "input pruned",
            ReceiptClaim {
                input: MaybePruned::Pruned(digest(3)),
                ..claim(ExitCode::Halted(1), MaybePruned::Value(None))
            },
        ),
        (
            "assumptions",
            claim(
                ExitCode::Halted(0),
                output(
                    MaybePruned::Value(vec![]),
                    MaybePruned::Value(Assumptions(vec![
                        MaybePruned::Pruned(digest(4)),
                        MaybePruned::Value(assumption(5)),
                        MaybePruned::Pruned(digest(7)),
                    ])),
                ),
            ),
        ),
    ]
}

fn main() {
    let path = std::env::args().nth(1).expect("path of the output");
    let parameters = Groth16ReceiptVerifierParameters::default().digest();
    let image: Digest = hex::decode(IMAGE_ID)
        .expect("hex")
        .try_into()
        .expect("32 bytes");
    let seal = hex::decode(SEAL).expect("hex");
    assert_eq!(seal[..4], parameters.as_bytes()[..4], "of another verifier");
    let seal = &seal[4..];
    let pruned = ReceiptClaim::ok(image, MaybePruned::Pruned(JOURNAL.to_vec().digest()));
    let mut receipts = vec![
        receipt(
            "claim in full",
            true,
            seal,
            parameters,
            ReceiptClaim::ok(image, JOURNAL.to_vec()).into(),
        ),
        receipt(
            "claim without its journal",
            true,
            seal,
            parameters,
            pruned.clone().into(),
        ),
        receipt(
            "claim pruned",
            true,
            seal,
            parameters,
            MaybePruned::Pruned(pruned.digest()),
        ),
    ];
    let other: Vec<u8> = (0..=255).collect();
    for (name, claim) in shapes() {
        receipts.push(receipt(name, false, &other, digest(8), claim.into()));
    }
    let document = json!({
        "description": "Receipts of risc0 of kind groth16, and the proof that a contract is shown of each. The seal of the genuine ones is \
            that of risc0-ethereum's contracts/test/TestReceiptV3_0.sol (Apache-2.0). Written by generate_risc0.rs.",
        "zkvm": risc0_zkvm::VERSION,
        "program_id": format!("0x{IMAGE_ID}"),
        "journal_hex": hexa(JOURNAL),
        "verifier_parameters": hexa(parameters.as_bytes()),
        "control_root": hexa(ALLOWED_CONTROL_ROOT.as_bytes()),
        "bn254_control_id": hexa(BN254_IDENTITY_CONTROL_ID.as_bytes()),
        "verifying_key": hexa(&verifying_key()),
        "receipts": receipts,
    });
    let text = serde_json::to_string_pretty(&document).expect("encode") + "\n";
    std::fs::write(path, text).expect("write");
}
