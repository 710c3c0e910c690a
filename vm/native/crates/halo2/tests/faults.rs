//! Who is to blame: messages, front ends, key files, public parameters, whoever sends a receipt.

mod common;

use std::os::fd::AsRawFd;

use common::library::{
    MESSAGES, alone, check, content, execute, file, forget, front_end, options, prove, repository,
    verify,
};
use common::recorded::{recorded, system_bytes};
use halo2_axiom::halo2curves::bn256::{Fr, G1Affine, G2Affine};
use halo2_axiom::halo2curves::ff::{Field, PrimeField};
use halo2_axiom::halo2curves::group::prime::PrimeCurveAffine;
use halo2_axiom::halo2curves::serde::SerdeObject;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sprout_abi::Code;
use sprout_halo2::circuit::program_id;
use sprout_halo2::limits;
use sprout_halo2::receipt::{Kzg, Receipt};
use sprout_halo2::srs::{SrsId, verifier_params};
use sprout_halo2_recording::{
    self as recording, ConstraintSystem, Node, Query, ShapeHash, StructureEncoder, WitnessEncoder,
};
use sprout_halo2_sandbox::compilations;

/// A circuit with one cell that has to be five in row 3, whatever the messages say.
fn five(value: u64) -> Vec<u8> {
    let system = ConstraintSystem {
        advice_phases: vec![0],
        selectors: vec![true],
        advice_queries: vec![Query { column: 0, rotation: 0 }],
        gates: vec![vec![vec![
            Node::Selector(0),
            Node::Advice(0),
            Node::Constant(-Fr::from(5)),
            Node::Sum,
            Node::Product,
        ]]],
        ..Default::default()
    };
    let (mut structure, mut witness) = (Vec::new(), Vec::new());
    let mut encoder = StructureEncoder::new(&[], |piece: &[u8]| structure.extend_from_slice(piece));
    encoder.selector(0, 3);
    encoder.finish(4);
    let mut shape = ShapeHash::default();
    shape.selector(0, 3);
    let mut encoder = WitnessEncoder::new(0, &[], |piece: &[u8]| witness.extend_from_slice(piece));
    encoder.advice(0, 3, &recording::Value::Plain(Fr::from(value)));
    encoder.finish(shape.finish());
    recorded(&system_bytes(&system), &structure, &witness)
}

#[test]
fn messages_that_do_not_satisfy_the_circuit_are_told_where() {
    let _alone = alone();
    let srs = file(&common::devnet(8));
    let options = options(&srs, json!({}));
    let ran = execute(&five(5), &options, "[]").expect("five is five");
    assert_eq!(ran["constraints"], "satisfied");
    prove(&five(5), &options, "[]").expect("five is five");
    let place = "polynomial 0 of gate 0 is not zero in row 3";
    let refused = [
        execute(&five(6), &options, "[]").expect_err("six is not five"),
        prove(&five(6), &options, "[]").map(|(_, info, _)| info).expect_err("six is not five"),
    ];
    for failure in refused {
        assert_eq!(failure.code, Code::GuestFault, "{failure}");
        assert!(failure.message.contains(place), "{failure}");
    }
}

#[test]
fn executing_looks_at_what_is_asked_for() {
    let _alone = alone();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let about = check(&program, &options(&srs, json!({}))).expect("a good program");
    let right = json!({"program_id": about["program_id"], "receipt_kind": "kzg"});
    execute(&program, &options(&srs, right), MESSAGES).expect("the program asked for");
    for (wrong, code) in [
        (json!({"receipt_kind": "wasm"}), Code::ReceiptKind),
        (json!({"program_id": "11".repeat(32)}), Code::ProgramInvalid),
        (json!({"program_id": about["program_id"], "srs_fd": null}), Code::InvalidArgument),
    ] {
        let failure = execute(&program, &options(&srs, wrong), MESSAGES).expect_err("another");
        assert_eq!(failure.code, code, "{failure}");
    }
}

/// Keys in the form of a file, of which one commitment is another: with the id and the digest that go with that.
fn forged(kept: &[u8], receipt: &[u8]) -> Vec<u8> {
    let Ok(Receipt::Kzg(kzg)) = Receipt::decode(receipt) else { panic!("another kind") };
    let (head, first_point) = (8 + 3 * 32 + 4 + 8, 10);
    let mut bytes = kept[..kept.len() - 32].to_vec();
    let key = &mut bytes[head..head + kzg.key.len()];
    assert_eq!(key, kzg.key);
    key[first_point..first_point + 64].copy_from_slice(&G1Affine::generator().to_raw_bytes());
    let key = key.to_vec();
    let srs = SrsId::of(&kzg.g2, &kzg.s_g2);
    let lengths: Vec<u32> = kzg.instances.iter().map(|column| column.len() as u32).collect();
    let id = program_id(kzg.system, kzg.k, &key, &srs, &lengths);
    bytes[8 + 32..8 + 64].copy_from_slice(&id);
    let digest = Sha256::digest(&bytes);
    bytes.extend_from_slice(&digest);
    bytes
}

#[test]
fn no_key_file_decides_what_a_program_is_called() {
    let _alone = alone();
    let (program, srs, out) = (front_end("simple"), file(&common::devnet(10)), file(&[]));
    forget();
    let about = check(&program, &options(&srs, json!({"keys_out_fd": out.as_raw_fd()})));
    let about = about.expect("a good program");
    let (proof, _, _) = prove(&program, &options(&srs, json!({})), MESSAGES).expect("a proof");
    let kept = content(&out);
    let forged = forged(&kept, &proof.receipt);

    for (keys, origin) in [(&kept, "cached"), (&forged, "damaged")] {
        forget();
        let (keys, out) = (file(keys), file(&[]));
        let more = json!({"keys_fd": keys.as_raw_fd(), "keys_out_fd": out.as_raw_fd()});
        let again = check(&program, &options(&srs, more)).expect("a good program");
        assert_eq!((&again["keys"], &again["program_id"]), (&json!(origin), &about["program_id"]));
        assert_eq!(content(&out).is_empty(), origin == "cached");
    }

    // A check finds out about keys that a proof before it took as they were; the proof itself does, too.
    forget();
    let keys = file(&forged);
    let more = json!({"keys_fd": keys.as_raw_fd()});
    let (proof, info, _) = prove(&program, &options(&srs, more), MESSAGES).expect("a proof");
    assert_eq!((&info["keys"], &info["program_id"]), (&json!("damaged"), &about["program_id"]));
    verify(&proof.receipt, &about["program_id"], json!({})).expect("a good receipt");
}

#[test]
fn another_limit_compiles_nothing_again() {
    let _alone = alone();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let old = std::fs::read(repository("examples/halo2-old-form/program/simple.wasm"));
    let old = old.expect("the example's module");
    check(&program, &options(&srs, json!({}))).expect("a good program");
    check(&old, br#"{"input_mode":"json"}"#).expect("a good module");
    let before = compilations();
    for fuel in [40_000_000_000u64, 20_000_000_000] {
        let options = options(&srs, json!({"fuel": fuel}));
        execute(&program, &options, MESSAGES).expect("it runs");
        let (_, info, _) = prove(&program, &options, MESSAGES).expect("a proof");
        assert_eq!(info["keys"], "warm", "checking has made them");
    }
    for fuel in [0, 1] {
        let options = json!({"input_mode": "json", "fuel": 1_000_000_000_000u64 + fuel});
        prove(&old, options.to_string().as_bytes(), MESSAGES).expect("a proof");
    }
    assert_eq!(compilations(), before);
    let small = options(&srs, json!({"memory_limit_mb": 100}));
    prove(&program, &small, MESSAGES).expect("a proof");
    assert_eq!(compilations(), before + 1, "other memory is other code");
}

/// halo2-axiom configures a third phase and panics when it proves one.
#[test]
fn a_third_phase_is_refused_when_the_program_is_checked() {
    let _alone = alone();
    let system = ConstraintSystem {
        advice_phases: vec![0, 1, 2],
        advice_queries: Vec::new(),
        ..Default::default()
    };
    let mut structure = Vec::new();
    StructureEncoder::new(&[], |piece: &[u8]| structure.extend_from_slice(piece)).finish(1);
    let program = recorded(&system_bytes(&system), &structure, &[]);
    let srs = file(&common::devnet(8));
    let failure = check(&program, &options(&srs, json!({}))).expect_err("three phases");
    assert_eq!(failure.code, Code::GuestFault, "{failure}");
    assert!(failure.message.contains("third phase, and halo2-axiom proves two"), "{failure}");
}

/// A receipt of another program, of the same as far as that goes: its id goes with it.
fn altered(receipt: &[u8], change: impl FnOnce(&mut Kzg<'_>)) -> (Vec<u8>, Value) {
    let Ok(Receipt::Kzg(mut kzg)) = Receipt::decode(receipt) else { panic!("another kind") };
    change(&mut kzg);
    let srs = SrsId::of(&kzg.g2, &kzg.s_g2);
    let lengths: Vec<u32> = kzg.instances.iter().map(|column| column.len() as u32).collect();
    let id = program_id(kzg.system, kzg.k, kzg.key, &srs, &lengths);
    (Receipt::Kzg(kzg).encode(), hex::encode(id).into())
}

#[test]
fn parameters_of_a_receipt_are_looked_at() {
    let _alone = alone();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let (proof, info, _) = prove(&program, &options(&srs, json!({})), MESSAGES).expect("a proof");
    let id = &info["program_id"];
    verify(&proof.receipt, id, json!({"srs_id": info["srs_id"]})).expect("of this SRS");
    let other = json!({"srs_id": "22".repeat(32)});
    let failure = verify(&proof.receipt, id, other.clone()).expect_err("of another SRS");
    assert_eq!(failure.code, Code::ReceiptInvalid, "{failure}");
    assert!(failure.message.contains("expected 2222"), "{failure}");
    let failure = check(&program, &options(&srs, other)).expect_err("a file of another SRS");
    assert_eq!(failure.code, Code::InvalidArgument, "{failure}");

    let points = [
        (G2Affine::identity(), "receipt"),
        (G2Affine::generator(), "the secret is one"),
        (-G2Affine::generator(), "the secret is one"),
    ];
    for (s_g2, why) in points {
        let (receipt, id) = altered(&proof.receipt, |kzg| kzg.s_g2 = s_g2);
        let failure = verify(&receipt, &id, json!({})).expect_err("no secret at all");
        assert_eq!(failure.code, Code::ReceiptInvalid, "{failure}");
        assert!(failure.message.contains(why), "{failure}");
    }
    let failure = verifier_params(4, G2Affine::generator(), G2Affine::identity());
    let failure = failure.map(|_| ()).expect_err("a secret that everybody knows");
    assert!(failure.message.contains("the secret is zero"), "{failure}");
    let (receipt, id) = altered(&proof.receipt, |kzg| {
        kzg.g2 = (G2Affine::generator() * Fr::from(3)).into();
    });
    assert!(verify(&receipt, &id, json!({})).is_err(), "another generator");
}

#[test]
fn circuits_too_large_to_prove_are_no_receipts() {
    let _alone = alone();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let (proof, _, _) = prove(&program, &options(&srs, json!({})), MESSAGES).expect("a proof");
    for k in [0, 1, 2, limits::MAX_K + 1, 28, 64, u32::MAX] {
        let (receipt, id) = altered(&proof.receipt, |kzg| kzg.k = k);
        let failure = verify(&receipt, &id, json!({})).expect_err("no such circuit");
        assert!(failure.message.contains("no such circuit has"), "{failure}");
    }
}

#[test]
fn roots_of_unity_end() {
    assert_eq!(Fr::S, 28);
    const { assert!(limits::MAX_EXTENDED_K <= 28 && limits::MAX_K < limits::MAX_EXTENDED_K) };
    assert_ne!(Fr::ROOT_OF_UNITY.pow_vartime([1 << 27]), Fr::ONE);
}
