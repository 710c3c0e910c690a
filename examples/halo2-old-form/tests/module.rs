//! A proof that the built module made in Sprout's sandbox verifies natively.

use halo2_axiom::halo2curves::bn256::Fr;
use halo2_old_form::{prove, verify};

/// The proof of 3 and 4, as the module gave it back.
const PROOF: &str = include_str!("../program/proof.txt");

fn decoded(proof: &str) -> Vec<u8> {
    hex::decode(proof.trim_end()).expect("the proof is hexadecimal")
}

#[test]
fn the_circuit_proves_natively() {
    let proof = decoded(&prove(r#"["{\"private_a\":3,\"private_b\":5}"]"#));
    assert!(verify(Fr::from(900), &proof));
    assert!(!verify(Fr::from(901), &proof));
}

#[test]
fn what_the_module_proved_verifies() {
    let mut proof = decoded(PROOF);
    assert!(verify(Fr::from(576), &proof));
    assert!(!verify(Fr::from(900), &proof));
    for index in (0..proof.len()).step_by(97) {
        proof[index] ^= 1;
        assert!(!verify(Fr::from(576), &proof), "byte {index}");
        proof[index] ^= 1;
    }
}
