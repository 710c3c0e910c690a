//! Published front ends through the library's own functions: checked, proved, verified, on the chain and off it.

mod common;

use std::fs::File;
use std::os::fd::AsRawFd;
use std::sync::mpsc;

use common::Chain;
use common::library::{
    MESSAGES, alone, check, content, execute, file, forget, front_end, options, prove, repository,
    verify,
};
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::halo2curves::ff::FromUniformBytes;
use serde_json::{Value, json};
use sprout_abi::{Code, Engine, Progress};
use sprout_halo2::Halo2;
use sprout_halo2::receipt::{Receipt, value_word};

const DEVNET_K: u32 = 14;

#[test]
fn a_front_end_is_proved_and_its_receipt_verifies() {
    let _alone = alone();
    forget();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let about = check(&program, &options(&srs, json!({}))).expect("a good program");
    assert_eq!(about["format"], "halo2-front-end");
    assert_eq!(about["public_inputs"], json!([2]));
    assert_eq!(about["unsafe_srs"], true);
    let id = &about["program_id"];
    let (proof, info, reports) =
        prove(&program, &options(&srs, json!({"program_id": id})), MESSAGES).expect("a proof");
    assert_eq!((&about["keys"], &info["keys"]), (&json!("made"), &json!("warm")));
    assert_eq!(&info["program_id"], id);
    let stages: Vec<u32> = reports.iter().map(|report| report.stage as u32).collect();
    assert!(stages.is_sorted() && stages.last() == Some(&3), "{stages:?}");

    let verified = verify(&proof.receipt, id, json!({})).expect("a good receipt");
    let journal = hex::decode(verified["journal"].as_str().expect("text")).expect("hexadecimal");
    assert_eq!(journal, [value_word(&Fr::zero()), value_word(&Fr::from(576))].concat());
    assert_eq!((&verified["kind"], &verified["unsafe_srs"]), (&json!("kzg"), &json!(true)));
    assert_eq!(verified["srs_id"], about["srs_id"]);

    // A second proof needs no keys, and is another proof of the same.
    let (again, info, _) = prove(&program, &options(&srs, json!({})), MESSAGES).expect("a proof");
    assert_eq!(info["keys"], "warm");
    assert_ne!(again.receipt, proof.receipt);
    verify(&again.receipt, id, json!({})).expect("a good receipt");

    // Executing tells the same public values.
    let ran = execute(&program, &options(&srs, json!({})), MESSAGES).expect("it runs");
    assert_eq!((&ran["journal"], &ran["cycles"]), (&verified["journal"], &info["cycles"]));
}

#[test]
fn what_is_asked_for_is_checked() {
    let _alone = alone();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let refused = |more: Value, code: Code, word: &str| {
        let outcome = prove(&program, &options(&srs, more), MESSAGES);
        let failure = outcome.map(|(_, info, _)| info).expect_err(word);
        assert_eq!(failure.code, code, "{failure}");
        assert!(failure.message.contains(word), "{failure}");
    };
    refused(
        json!({"allow_unsafe_srs": false}),
        Code::InvalidArgument,
        "everybody knows its secret",
    );
    refused(json!({"program_id": "11".repeat(32)}), Code::ProgramInvalid, "expected 1111");
    refused(json!({"receipt_kind": "wasm"}), Code::ReceiptKind, "kzg");
    refused(json!({"srs_fd": 1}), Code::InvalidArgument, "srs_fd is 1");
    refused(json!({"srs_fd": 999_999}), Code::InvalidArgument, "not open");
    refused(json!({"srs_fd": null}), Code::InvalidArgument, "srs_fd is missing");
    refused(json!({"fuel": 1000}), Code::CycleLimit, "instructions");
    forget();
    let tiny = file(&common::devnet(2));
    refused(json!({"srs_fd": tiny.as_raw_fd()}), Code::InvalidArgument, "SRS of 2^");
    let junk = file(b"no SRS at all, but long enough to be looked at".repeat(20).as_slice());
    refused(json!({"srs_fd": junk.as_raw_fd()}), Code::InvalidArgument, "not in Sprout's format");

    let failure =
        check(b"\0asm\x01\0\0\0", &options(&srs, json!({}))).expect_err("an empty module");
    assert_eq!(failure.code, Code::ProgramInvalid, "{failure}");
    assert!(check(b"no module", &options(&srs, json!({}))).is_err());
    let input = prove(&program, &options(&srs, json!({})), "{}").map(|(_, info, _)| info);
    assert_eq!(input.expect_err("no array").code, Code::InvalidArgument);
}

#[test]
fn any_flipped_byte_of_a_receipt_is_found() {
    let _alone = alone();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let (proof, info, _) = prove(&program, &options(&srs, json!({})), MESSAGES).expect("a proof");
    let (receipt, id) = (proof.receipt, &info["program_id"]);
    verify(&receipt, id, json!({})).expect("a good receipt");
    for at in 0..receipt.len() {
        let mut bad = receipt.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(verify(&bad, id, json!({})).is_err(), "byte {at} of {}", receipt.len());
    }
    assert!(verify(&receipt[..receipt.len() - 1], id, json!({})).is_err());
    assert!(verify(&[&receipt[..], &[0]].concat(), id, json!({})).is_err());
    let refusals = [
        json!({"allow_unsafe_srs": false}),
        json!({"program_id": "00".repeat(32)}),
        json!({"program_id": null}),
        json!({"receipt_kind": "wasm"}),
    ];
    for more in refusals {
        assert!(verify(&receipt, id, more.clone()).is_err(), "{more}");
    }
}

#[test]
fn keys_are_kept_in_files_and_damaged_ones_made_again() {
    let _alone = alone();
    let simple = front_end("simple");
    let (srs, out) = (file(&common::devnet(DEVNET_K)), file(&[]));
    let keep = json!({"keys_out_fd": out.as_raw_fd()});
    forget();
    let (_, info, _) = prove(&simple, &options(&srs, keep), MESSAGES).expect("a proof");
    assert_eq!((&info["keys"], info.get("keys_error")), (&json!("made"), None));
    let kept = content(&out);
    let about = check(&simple, &options(&srs, json!({}))).expect("a good program");
    let digests = 8 + 3 * 32 + 4 + 8 + 32;
    assert_eq!(json!(kept.len() - digests), about["keys_bytes"]);

    let origin = |keys: &[u8]| {
        forget();
        let (keys, out) = (file(keys), file(&[]));
        let more = json!({"keys_fd": keys.as_raw_fd(), "keys_out_fd": out.as_raw_fd()});
        let (proof, info, _) = prove(&simple, &options(&srs, more), MESSAGES).expect("a proof");
        verify(&proof.receipt, &about["program_id"], json!({})).expect("a good receipt");
        (info["keys"].as_str().expect("text").to_owned(), content(&out).len())
    };
    assert_eq!(origin(&kept), ("cached".to_owned(), 0));
    assert_eq!(origin(&[]), ("damaged".to_owned(), kept.len()));
    for at in (0..kept.len()).step_by(kept.len() / 7).chain([0, 8, 110, kept.len() - 1]) {
        let mut bad = kept.clone();
        bad[at] ^= 1 << (at % 8);
        assert_eq!(origin(&bad), ("damaged".to_owned(), kept.len()), "byte {at}");
    }
    assert_eq!(origin(&kept[..kept.len() / 2]).0, "damaged");

    // Keys of another program are no use, and no damage.
    let foreign = file(&[]);
    forget();
    prove(&simple, &options(&srs, json!({})), MESSAGES).expect("a proof");
    let more = json!({"keys_out_fd": foreign.as_raw_fd()});
    check(&front_end("two-phase"), &options(&srs, more)).expect("another");
    assert_eq!(origin(&content(&foreign)).0, "made");

    // A file that cannot be written costs the keys, not the proof.
    forget();
    let full = File::options().write(true).open("/dev/full").expect("a device that is full");
    let more = json!({"keys_out_fd": full.as_raw_fd()});
    let (_, info, _) = prove(&simple, &options(&srs, more), MESSAGES).expect("a proof");
    assert!(info["keys_error"].is_string(), "{info}");
}

#[test]
fn every_example_is_proved_and_verified_by_the_chain() {
    let _alone = alone();
    let srs = file(&common::devnet(DEVNET_K));
    for name in ["simple", "sensors", "two-phase"] {
        let program = front_end(name);
        let artifacts = json!({"artifacts": ["evm_verifier", "verifying_key"]});
        let about = check(&program, &options(&srs, artifacts)).expect("a good program");
        let (proof, info, _) = prove(&program, &options(&srs, json!({})), MESSAGES).expect(name);
        assert_eq!(info["program_id"], about["program_id"]);
        let Ok(Receipt::Kzg(kzg)) = Receipt::decode(&proof.receipt) else { panic!("another kind") };
        assert_eq!(json!(hex::encode(kzg.key)), about["verifying_key"]);
        let Some(code) = common::compile(about["evm_verifier"].as_str().expect("a source")) else {
            return;
        };
        let chain = Chain::deploy(code);
        let calldata = [&kzg.journal()[..], kzg.proof].concat();
        let gas = chain.verify(calldata.clone()).expect("the chain takes the proof");
        println!(
            "{name}: k = {}, EVM verification {gas} gas, {} bytes of calldata, contract of {} bytes",
            about["k"],
            calldata.len(),
            chain.size
        );
        assert!(name != "simple" || gas <= 400_000, "{gas} gas");
        for at in (0..calldata.len()).step_by(31) {
            let mut bad = calldata.clone();
            bad[at] ^= 1 << (at % 8);
            assert_eq!(chain.verify(bad), None, "{name}: byte {at}");
        }
    }
}

#[test]
fn a_task_is_bound_by_its_digest() {
    let _alone = alone();
    let (program, srs) = (front_end("simple"), file(&common::devnet(8)));
    let vectors =
        std::fs::read_to_string(repository("docs/testvectors/task.json")).expect("vectors");
    let vectors: Value = serde_json::from_str(&vectors).expect("JSON");
    let bytes =
        |text: &Value| hex::decode(&text.as_str().expect("text")[2..]).expect("hexadecimal");
    let task = &vectors["tasks"][0];
    let (sender, _reports) = mpsc::channel();
    let options = options(&srs, json!({"input_mode": "task"}));
    let input = bytes(&task["guest_input_hex"]);
    let proof = Halo2::prove(&program, &options, &input, &Progress::new(sender)).expect("a proof");
    let info: Value = serde_json::from_str(&proof.info).expect("JSON");
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(&bytes(&task["task_digest"]));
    wide[..32].reverse();
    let expected = hex::encode(value_word(&Fr::from_uniform_bytes(&wide)));
    assert_eq!(info["journal"].as_str().map(|journal| &journal[..64]), Some(&expected[..]));
    for broken in vectors["invalid"].as_array().expect("a list") {
        let (sender, _reports) = mpsc::channel();
        let input = bytes(&broken["guest_input_hex"]);
        let outcome = Halo2::prove(&program, &options, &input, &Progress::new(sender));
        assert_eq!(
            outcome.expect_err("a broken task").code,
            Code::InvalidArgument,
            "{}",
            broken["name"]
        );
    }
}

/// A module of the first W3bstream proves by itself; what it gives back is kept and marked as unverified.
#[test]
fn modules_of_the_old_form_run_unmodified() {
    let path = repository("examples/halo2-old-form/program/simple.wasm");
    let program = std::fs::read(path).expect("the example's module");
    let options = br#"{"input_mode":"json"}"#;
    let about = check(&program, options).expect("a module of the old form");
    assert_eq!(about["format"], "wasm-bindgen");
    let (proof, info, _) = prove(&program, options, MESSAGES).expect("a proof");
    assert_eq!((&info["program_id"], &info["kind"]), (&about["program_id"], &json!("wasm")));
    let verified = verify(&proof.receipt, &about["program_id"], json!({"receipt_kind": "wasm"}))
        .expect("it has the form of a proof");
    assert_eq!(verified["journal"], info["journal"]);
    assert!(verified["unverified"].is_string(), "{verified}");
    let kzg = prove(&program, br#"{"input_mode":"json","receipt_kind":"kzg"}"#, MESSAGES);
    assert_eq!(kzg.map(|(_, info, _)| info).expect_err("no such receipt").code, Code::ReceiptKind);
    for more in [json!({"receipt_kind": "kzg"}), json!({})] {
        let refused =
            verify(&proof.receipt, &about["program_id"], more).expect_err("not asked for");
        assert_eq!(refused.code, Code::ReceiptInvalid, "{refused}");
    }
}

#[test]
fn srs_files_are_made_converted_and_checked_by_descriptor() {
    let work = |srs: Value| check(&[], json!({"srs": srs}).to_string().as_bytes());
    let devnet = file(&[]);
    let made =
        work(json!({"op": "make_devnet", "k": 5, "out_fd": devnet.as_raw_fd()})).expect("made");
    assert_eq!((&made["k"], &made["unsafe"]), (&json!(5), &json!(true)));
    assert_eq!(content(&devnet), common::devnet(5));
    assert_eq!(work(json!({"op": "check", "in_fd": devnet.as_raw_fd()})).expect("checked"), made);

    let (ptau, out) = (file(include_bytes!("data/phase1.ptau")), file(&[]));
    let convert = json!({
        "op": "convert", "from": "ptau", "in_fd": ptau.as_raw_fd(), "out_fd": out.as_raw_fd(), "max_k": 20,
    });
    let converted = work(convert).expect("converted");
    assert_eq!((&converted["k"], &converted["unsafe"]), (&json!(3), &json!(false)));
    assert_eq!(work(json!({"op": "check", "in_fd": out.as_raw_fd()})).expect("checked"), converted);

    for bad in [
        json!({"op": "check", "in_fd": ptau.as_raw_fd()}),
        json!({"op": "make_devnet", "k": 30, "out_fd": out.as_raw_fd()}),
        json!({"op": "convert", "from": "halo2", "in_fd": ptau.as_raw_fd(), "out_fd": out.as_raw_fd(), "max_k": 3}),
        json!({"op": "make_devnet", "k": 3, "out_fd": ptau.as_raw_fd(), "more": 1}),
        json!({"op": "format"}),
    ] {
        assert_eq!(work(bad.clone()).expect_err("bad work").code, Code::InvalidArgument, "{bad}");
    }
}
