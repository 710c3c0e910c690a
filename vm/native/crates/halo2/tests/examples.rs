//! The published examples are the circuits they were compiled from: their keys, through the front ends, are those that
//! halo2 makes of the circuits compiled natively, and each side's proofs verify with the other side's key.

mod common;

use common::library::{alone, check, file, front_end, options, prove, verify};
use halo2_axiom::SerdeFormat;
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::plonk::{Circuit, keygen_pk, keygen_vk};
use serde_json::json;
use sprout_halo2::proof;
use sprout_halo2::receipt::Receipt;
use sprout_halo2::srs::Srs;
use sprout_halo2_author::Message;

fn is_the_circuit_compiled_natively<C: Circuit<Fr>>(
    name: &str,
    circuit: impl Fn(&[Message]) -> (C, Vec<Vec<Fr>>),
    messages: &[&str],
) {
    let _alone = alone();
    let devnet = common::devnet(13);
    let (program, srs) = (front_end(name), file(&devnet));
    let about = check(&program, &options(&srs, json!({"artifacts": ["verifying_key"]})));
    let about = about.expect("a good program");
    let k = about["k"].as_u64().expect("a number") as u32;
    let params = Srs::open(&devnet[..]).and_then(|srs| srs.params(k)).expect("the SRS is good");

    let (empty, _) = circuit(&[]);
    let vk = keygen_vk(&params, &empty).expect("a verifying key");
    let bytes = vk.to_bytes(SerdeFormat::RawBytes);
    assert_eq!(about["verifying_key"], hex::encode(&bytes), "{name}");
    let key = keygen_pk(&params, vk, &empty).expect("a proving key");

    let input = json!(messages).to_string();
    let (made, _, _) = prove(&program, &options(&srs, json!({})), &input).expect("a proof");
    let messages: Vec<Message> = messages.iter().map(|data| Message::new(*data)).collect();
    let (filled, instances) = circuit(&messages);
    let Ok(Receipt::Kzg(mut kzg)) = Receipt::decode(&made.receipt) else { panic!("another kind") };
    assert_eq!((kzg.key, &kzg.instances), (&bytes[..], &instances), "{name}");
    proof::verify(&params, key.get_vk(), &instances, kzg.proof).expect("with the native key");

    let native = common::prove(&params, &key, filled, &instances);
    kzg.proof = &native;
    let receipt = Receipt::Kzg(kzg).encode();
    verify(&receipt, &about["program_id"], json!({})).expect("a native proof");
}

#[test]
fn simple() {
    let messages = [r#"{"private_a":3,"private_b":4}"#];
    is_the_circuit_compiled_natively("simple", halo2_simple::circuit, &messages);
}

#[test]
fn sensors() {
    let messages = [
        r#"{"station":"seattle","date":"2012-01-01","temp_max_c":12.8,"temp_min_c":5}"#,
        r#"{"station":"seattle","date":"2012-01-02","temp_max_c":10.6,"temp_min_c":-2.8}"#,
    ];
    is_the_circuit_compiled_natively("sensors", halo2_sensors::circuit, &messages);
}

#[test]
fn two_phase() {
    let messages = [r#"{"value":5}"#, r#"{"value":900}"#, r#"{"value":31}"#];
    is_the_circuit_compiled_natively("two-phase", halo2_two_phase::circuit, &messages);
}
