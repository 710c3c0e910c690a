//! The seal of a receipt: encoding, and verification of receipts that anybody may have sent.

use bincode::Options as _;
use risc0_zkvm::sha::{Digest, Digestible};
use risc0_zkvm::{
    CompositeReceipt, Groth16Receipt, InnerReceipt, Receipt, ReceiptClaim, SegmentReceipt,
    SuccinctReceipt, Unknown, VerifierContext,
};
use serde::Deserialize;
use serde_json::json;
use sprout_abi::{Failure, guard::guarded};
use sprout_risc0_program::receipt::Container;
use sprout_risc0_program::{Options, ReceiptKind};

/// Hash function of all proofs this zkVM version makes.
const HASH: &str = "poseidon2";

/// What a verified receipt proves.
#[derive(Debug)]
pub struct Verified {
    /// The program that ran.
    pub program_id: [u8; 32],
    /// Kind of receipt.
    pub kind: ReceiptKind,
    /// What the program committed to.
    pub journal: Vec<u8>,
}

impl Verified {
    /// The JSON document of `sprout_verify`.
    pub fn describe(&self) -> String {
        json!({
            "program_id": hex::encode(self.program_id),
            "kind": self.kind.name(),
            "journal": hex::encode(&self.journal),
        })
        .to_string()
    }
}

/// The verifier's parameters; made without a look at the environment.
pub fn context() -> VerifierContext {
    VerifierContext::empty()
        .with_suites(VerifierContext::default_hash_suites())
        .with_segment_verifier_parameters(Default::default())
        .with_succinct_verifier_parameters(Default::default())
        .with_groth16_verifier_parameters(Default::default())
}

/// Receipt bytes of a fresh proof.
pub fn encode(kind: ReceiptKind, receipt: &Receipt) -> Result<Vec<u8>, Failure> {
    let seal = codec()
        .serialize(&receipt.inner)
        .map_err(|err| Failure::internal(format!("cannot encode the seal: {err}")))?;
    let container = Container {
        kind,
        journal: &receipt.journal.bytes,
        seal: &seal,
    };
    Ok(container.encode())
}

/// Verifies receipt bytes against the program id in `options`.
pub fn verify(bytes: &[u8], options: &Options) -> Result<Verified, Failure> {
    let program_id = options
        .program_id
        .ok_or_else(|| Failure::argument("program_id is missing: verifying needs to know it"))?;
    let container = Container::decode(bytes)?;
    if options
        .receipt_kind
        .is_some_and(|kind| kind != container.kind)
    {
        return Err(Failure::receipt(format!(
            "receipt is {}, not of the kind asked for",
            container.kind.name()
        )));
    }
    let inner = decode(container.seal)?;
    if kind_of(&inner) != Some(container.kind) {
        return Err(Failure::receipt(format!(
            "receipt says it is {}, its seal is not",
            container.kind.name()
        )));
    }
    // The verifier was written for honest input; what makes it panic is not a valid receipt.
    guarded(|| check(inner, container.journal, program_id))
        .map_err(|failure| Failure::receipt(failure.message))?;
    Ok(Verified {
        program_id,
        kind: container.kind,
        journal: container.journal.to_vec(),
    })
}

fn check(inner: InnerReceipt, journal: &[u8], program_id: [u8; 32]) -> Result<(), Failure> {
    let context = context();
    if let InnerReceipt::Composite(composite) = &inner {
        check_labels(composite, &context)?;
    }
    Receipt::new(inner, journal.to_vec())
        .verify_with_context(&context, Digest::from(program_id))
        .map_err(|err| Failure::receipt(format!("receipt does not verify: {err}")))
}

/// Fields beside the proof that the verifier does not look at: with only one value allowed for each,
/// there is no second spelling of a receipt.
fn check_labels(composite: &CompositeReceipt, context: &VerifierContext) -> Result<(), Failure> {
    let whole = context.composite_verifier_parameters();
    let segment = context.segment_verifier_parameters.as_ref();
    let (Some(whole), Some(segment)) = (whole, segment) else {
        return Err(Failure::internal("verifier parameters are incomplete"));
    };
    let (whole, segment) = (whole.digest(), segment.digest());
    let labelled_right = composite
        .segments
        .iter()
        .enumerate()
        .all(|(index, receipt)| {
            receipt.index as usize == index
                && receipt.hashfn == HASH
                && receipt.verifier_parameters == segment
        });
    if composite.verifier_parameters != whole || !labelled_right {
        return Err(Failure::receipt(
            "receipt is labelled for another verifier or its segments are out of order",
        ));
    }
    Ok(())
}

fn kind_of(inner: &InnerReceipt) -> Option<ReceiptKind> {
    match inner {
        InnerReceipt::Composite(_) => Some(ReceiptKind::Composite),
        InnerReceipt::Succinct(_) => Some(ReceiptKind::Succinct),
        InnerReceipt::Groth16(_) => Some(ReceiptKind::Groth16),
        _ => None,
    }
}

fn codec() -> impl bincode::Options {
    bincode::DefaultOptions::new().with_fixint_encoding()
}

/// Decodes a seal; what is no canonical encoding is refused.
fn decode(seal: &[u8]) -> Result<InnerReceipt, Failure> {
    let malformed = |err| Failure::receipt(format!("seal is malformed: {err}"));
    let codec = || codec().with_limit(seal.len() as u64);
    codec()
        .deserialize::<FlatReceipt>(seal)
        .map_err(malformed)?;
    let inner: InnerReceipt = codec().deserialize(seal).map_err(malformed)?;
    match codec().serialize(&inner) {
        Ok(again) if again == seal => Ok(inner),
        _ => Err(Failure::receipt(
            "seal is malformed: encoding is not canonical",
        )),
    }
}

/// `InnerReceipt` without its recursion. A composite receipt may hold composite receipts, so that a few
/// megabytes of nesting would overflow the decoder's stack; decoding this shape first keeps them out.
/// Names and order mirror risc0-zkvm's; only the shape matters.
#[derive(Deserialize)]
#[expect(dead_code, reason = "decoded for its shape only")]
enum FlatReceipt {
    Composite {
        segments: Vec<SegmentReceipt>,
        assumption_receipts: Vec<FlatAssumption>,
        verifier_parameters: Digest,
    },
    Succinct(SuccinctReceipt<ReceiptClaim>),
    Groth16(Groth16Receipt<ReceiptClaim>),
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "decoded for its shape only")]
enum FlatAssumption {
    Composite(Never),
    Succinct(SuccinctReceipt<Unknown>),
}

/// A type no bytes decode to.
#[derive(Deserialize)]
enum Never {}
