//! Who is to blame: messages, front ends, key files, public parameters, whoever sends a receipt.

mod common;

use std::os::fd::AsRawFd;

use common::library::{
    MESSAGES, alone, check, content, execute, file, forget, front_end, options, prove, repository,
    verify,
};
use common::recorded::{recorded, system_bytes, wavering};
use halo2_axiom::halo2curves::bn256::{Fr, G1Affine, G2Affine};
use halo2_axiom::halo2curves::ff::{Field, PrimeField};
use halo2_axiom::halo2curves::group::prime::PrimeCurveAffine;
use halo2_axiom::halo2curves::serde::SerdeObject;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sprout_abi::Code;
use sprout_halo2::circuit::{Circuit, program_id};
use sprout_halo2::limits;
use sprout_halo2::options::Options;
use sprout_halo2::receipt::{Kzg, Receipt};
use sprout_halo2::srs::{SrsId, verifier_params};
use sprout_halo2_recording::{
    self as recording, ConstraintSystem, Node, Query, ShapeHash, StructureEncoder, WitnessEncoder,
};
use sprout_halo2_sandbox::compilations;

/// A circuit with one cell that has to be five in row 3, whatever the messages say.
fn five(value: u64) -> Vec<u8> {
    five_in(3, value)
}

fn five_in(row: u32, value: u64) -> Vec<u8> {
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
    encoder.selector(0, row);
    encoder.finish(row + 1);
    let mut shape = ShapeHash::default();
    shape.selector(0, row);
    let mut encoder = WitnessEncoder::new(0, &[], |piece: &[u8]| witness.extend_from_slice(piece));
    encoder.advice(0, row, &recording::Value::Plain(Fr::from(value)));
    encoder.finish(shape.finish());
    recorded(&system_bytes(&system), &structure, &witness)
}

#[test]
fn a_front_end_that_records_something_else_is_refused() {
    let options = Options::parse(b"{}").expect("nothing is asked for");
    let record = |program: &[u8]| Circuit::record(program, &options).expect("a front end");
    let mut circuit = record(&five(5));
    circuit.repeats().expect("the same again");
    for (other, what) in
        [(five_in(4, 5), "another structure"), (front_end("simple"), "another constraint system")]
    {
        circuit.front_end = record(&other).front_end;
        let failure = circuit.repeats().expect_err("something else");
        assert_eq!(failure.code, Code::ProgramInvalid, "{failure}");
        assert!(failure.message.contains(what), "{failure}");
    }
}

/// A number that front ends could once be sure to be asked with: a constant stood for the challenge.
fn once_known() -> Fr {
    Fr::MULTIPLICATIVE_GENERATOR.pow_vartime([0x5370_726f_7574, 0x7368_6170_6573])
}

/// Selector 0 in row 3, and nothing else: with its hash.
fn one_selector() -> (Vec<u8>, u64) {
    let mut structure = Vec::new();
    let mut encoder = StructureEncoder::new(&[], |piece: &[u8]| structure.extend_from_slice(piece));
    encoder.selector(0, 3);
    encoder.finish(4);
    let mut shape = ShapeHash::default();
    shape.selector(0, 3);
    (structure, shape.finish())
}

#[test]
fn a_circuit_that_only_likes_one_challenge_is_to_blame() {
    let _alone = alone();
    let system = ConstraintSystem {
        advice_phases: vec![0],
        challenge_phases: vec![0],
        selectors: vec![true],
        gates: vec![vec![vec![
            Node::Selector(0),
            Node::Challenge(0),
            Node::Constant(-once_known()),
            Node::Sum,
            Node::Product,
        ]]],
        ..Default::default()
    };
    let (structure, hash) = one_selector();
    let mut witness = Vec::new();
    WitnessEncoder::new(0, &[], |piece: &[u8]| witness.extend_from_slice(piece)).finish(hash);
    let program = recorded(&system_bytes(&system), &structure, &witness);
    let srs = file(&common::devnet(8));
    let options = options(&srs, json!({}));
    let refused = [
        execute(&program, &options, "[]").expect_err("another challenge"),
        prove(&program, &options, "[]").map(|(_, info, _)| info).expect_err("another challenge"),
    ];
    for failure in refused {
        assert_eq!(failure.code, Code::GuestFault, "{failure}");
        assert!(failure.message.contains("polynomial 0 of gate 0"), "{failure}");
    }
}

#[test]
fn a_witness_is_looked_at_as_the_proof_had_it() {
    let _alone = alone();
    let system = ConstraintSystem {
        advice_phases: vec![0, 1],
        challenge_phases: vec![0],
        selectors: vec![true],
        advice_queries: vec![Query { column: 1, rotation: 0 }],
        gates: vec![vec![vec![Node::Selector(0), Node::Advice(0), Node::Product]]],
        ..Default::default()
    };
    let (structure, hash) = one_selector();
    let witness = |phase, value| {
        let mut bytes = Vec::new();
        let mut encoder =
            WitnessEncoder::new(phase, &[], |piece: &[u8]| bytes.extend_from_slice(piece));
        if phase == 1 {
            encoder.advice(1, 3, &recording::Value::Plain(Fr::from(value)));
        }
        encoder.finish(hash);
        bytes
    };
    // Good for the number that was known, and for every other challenge.
    let odd = once_known().to_repr()[0] & 1;
    let second = [0, 1].map(|bit| witness(1, u64::from(bit != odd)));
    let second = [&second[0][..], &second[1][..]];
    let program = wavering(&system_bytes(&system), &structure, &witness(0, 0), second);
    let srs = file(&common::devnet(8));
    let options = options(&srs, json!({}));
    let (mut good, mut bad) = (0, 0);
    for _ in 0..64 {
        match prove(&program, &options, "[]").map(|(_, info, _)| info) {
            Ok(_) => good += 1,
            Err(failure) => {
                assert_eq!(failure.code, Code::GuestFault, "{failure}");
                assert!(failure.message.contains("polynomial 0 of gate 0"), "{failure}");
                bad += 1;
            }
        }
        if good > 0 && bad > 2 {
            return;
        }
    }
    panic!("{good} proofs and {bad} failures");
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

/// A key file with one bit of a fixed column's polynomial flipped, and the digest that goes with that.
fn flipped(kept: &[u8], about: &Value) -> Vec<u8> {
    let number = |name: &str| about[name].as_u64().expect("a number") as usize;
    let vk = hex::decode(about["verifying_key"].as_str().expect("a key")).expect("hexadecimal");
    let (head, polynomial) = (8 + 3 * 32 + 4 + 8, 4 + (32 << number("k")));
    // The verifying key, three polynomials, the list of the fixed columns' values, then that of their polynomials.
    let list = head + vk.len() + 3 * polynomial + 4 + number("fixed_columns") * polynomial;
    assert_eq!(kept[list..list + 4], (number("fixed_columns") as u32).to_be_bytes());
    let mut bytes = kept[..kept.len() - 32].to_vec();
    bytes[list + 4 + 4] ^= 1;
    let digest = Sha256::digest(&bytes);
    bytes.extend_from_slice(&digest);
    bytes
}

#[test]
fn a_check_vouches_for_no_polynomial_of_a_key_file() {
    let _alone = alone();
    let (program, srs, out) = (front_end("simple"), file(&common::devnet(10)), file(&[]));
    forget();
    let more = json!({"keys_out_fd": out.as_raw_fd(), "artifacts": ["verifying_key"]});
    let about = check(&program, &options(&srs, more)).expect("a good program");
    let kept = content(&out);
    let flipped = flipped(&kept, &about);
    for checks in [0, 1, 2] {
        forget();
        let (keys, out) = (file(&flipped), file(&[]));
        let more = json!({"keys_fd": keys.as_raw_fd(), "keys_out_fd": out.as_raw_fd()});
        let options = options(&srs, more);
        for round in 0..checks {
            let again = check(&program, &options).expect("a good program");
            let origin = if round == 0 { "cached" } else { "warm" };
            assert_eq!(
                (&again["keys"], &again["program_id"]),
                (&json!(origin), &about["program_id"])
            );
        }
        let (proof, info, _) = prove(&program, &options, MESSAGES).expect("a proof");
        assert_eq!(info["keys"], "damaged");
        assert!(content(&out) == kept, "the file is written anew");
        verify(&proof.receipt, &about["program_id"], json!({})).expect("a good receipt");
    }
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
fn altered<'a>(receipt: &'a [u8], change: impl FnOnce(&mut Kzg<'a>)) -> (Vec<u8>, Value) {
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

/// A circuit of 2^17 rows with so many queries of its one instance column.
fn public_queries(count: u32) -> ConstraintSystem {
    ConstraintSystem {
        advice_phases: vec![0],
        instance_columns: 1,
        instance_queries: (0..count as i32).map(|rotation| Query { column: 0, rotation }).collect(),
        gates: vec![(0..count).map(|index| vec![Node::Instance(index)]).collect()],
        ..Default::default()
    }
}

#[test]
fn a_verifier_is_not_kept_busy() {
    let _alone = alone();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let (proof, _, _) = prove(&program, &options(&srs, json!({})), MESSAGES).expect("a proof");
    let too_many = "more than 4194304 values in the instance columns of all queries";
    let system = public_queries(8192);
    let bytes = system_bytes(&system);
    let mut key = vec![2, 17];
    key.extend_from_slice(&[0; 8]);
    let (receipt, id) = altered(&proof.receipt, |kzg| {
        (kzg.system, kzg.k, kzg.key) = (&bytes, 17, &key);
        kzg.instances = vec![vec![Fr::one(); limits::MAX_INSTANCES]];
    });
    let failure = verify(&receipt, &id, json!({})).expect_err("too much work");
    assert_eq!(failure.code, Code::ReceiptInvalid, "{failure}");
    assert!(failure.message.contains(too_many), "{failure}");

    let mut structure = Vec::new();
    let lengths = [limits::MAX_INSTANCES as u32];
    StructureEncoder::new(&lengths, |piece: &[u8]| structure.extend_from_slice(piece)).finish(1);
    let failure = check(&recorded(&bytes, &structure, &[]), &options(&srs, json!({})));
    let failure = failure.expect_err("too much work for verifiers");
    assert_eq!(failure.code, Code::GuestFault, "{failure}");
    assert!(failure.message.contains(too_many), "{failure}");
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
