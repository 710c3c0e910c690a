//! No input, however broken, makes a parser panic; and nothing is both accepted and changed.

use proptest::collection::vec;
use proptest::prelude::*;
use sprout_abi::Engine;
use sprout_halo2::Halo2;
use sprout_halo2::input::Input;
use sprout_halo2::keys::Keys;
use sprout_halo2::old_form::journal;
use sprout_halo2::options::{InputMode, Options};
use sprout_halo2::receipt::{Kzg, Receipt};

use halo2_axiom::halo2curves::bn256::{Fr, G2Affine};
use halo2_axiom::halo2curves::ff::PrimeField;

fn receipt(system: &[u8], key: &[u8], values: &[Vec<u64>], proof: &[u8]) -> Vec<u8> {
    let instances =
        values.iter().map(|column| column.iter().copied().map(Fr::from).collect()).collect();
    let kzg = Kzg {
        system,
        k: 7,
        key,
        g2: G2Affine::generator(),
        s_g2: (G2Affine::generator() * Fr::from(9)).into(),
        instances,
        proof,
    };
    Receipt::Kzg(kzg).encode()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(Receipt::decode(&bytes).is_err());
        prop_assert!(Keys::open(&bytes[..]).is_err());
        let _ = Options::parse(&bytes);
        let _ = Input::parse(InputMode::Task, &bytes);
        let _ = Input::parse(InputMode::Json, &bytes);
        let _ = journal(&String::from_utf8_lossy(&bytes));
        let outcomes = [Halo2::verify(&bytes, &[]), Halo2::check_program(&bytes, &[])];
        prop_assert!(outcomes.iter().all(Result::is_err));
    }

    #[test]
    fn receipts_are_read_as_written(
        system in vec(any::<u8>(), 0..60),
        key in vec(any::<u8>(), 0..60),
        values in vec(vec(any::<u64>(), 0..4), 0..4),
        proof in vec(any::<u8>(), 0..60),
        text in "[0-9a-f]{0,40}",
    ) {
        let bytes = receipt(&system, &key, &values, &proof);
        let decoded = Receipt::decode(&bytes).expect("a receipt");
        prop_assert_eq!(decoded.encode(), bytes);
        let old = Receipt::Wasm(&text);
        let bytes = old.encode();
        prop_assert_eq!(Receipt::decode(&bytes).expect("a receipt"), old);
    }

    /// Headers around anything: lengths, counts and points that are none end in errors or in the same bytes again.
    #[test]
    fn damaged_receipts_are_refused_or_read_as_they_are(
        hits in vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = receipt(b"system", b"key", &[vec![1, 2], vec![], vec![3]], b"proof");
        for (place, value) in hits {
            let at = place.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(receipt) = Receipt::decode(&bytes) {
            prop_assert_eq!(receipt.encode(), bytes);
        }
    }
}

#[test]
fn values_have_one_spelling() {
    let good = receipt(b"", b"", &[vec![5]], b"");
    let mut order = (-Fr::one()).to_repr();
    order[0] += 1;
    order.reverse();
    let at = good.len() - 4 - 32;
    let mut bad = good.clone();
    bad[at..at + 32].copy_from_slice(&order);
    let failure = Receipt::decode(&bad).expect_err("the field's order is no value");
    assert!(failure.message.contains("not smaller than the field's order"), "{failure}");
}

#[test]
fn counts_beyond_the_limit_take_no_memory() {
    let good = receipt(b"", b"", &[], b"");
    for (columns, values) in [(u32::MAX, 0), (1, u32::MAX), (70_000, 1)] {
        let mut bad = good[..good.len() - 8].to_vec();
        bad.extend_from_slice(&u32::to_be_bytes(columns));
        bad.extend_from_slice(&u32::to_be_bytes(values));
        assert!(Receipt::decode(&bad).is_err());
    }
}

#[test]
fn proofs_of_the_old_form_are_hexadecimal() {
    for text in ["0xabcd", "abcd", " ABcd\n", r#"{"proof":"0xabcd","calldata":"0x00"}"#] {
        assert_eq!(journal(text).expect(text), [0xab, 0xcd]);
    }
    for text in ["", "0x", "abc", "xyz", "{}", r#"{"proof":7}"#, r#"{"proof":""}"#, "[]"] {
        assert!(journal(text).is_err(), "{text}");
    }
}

#[test]
fn options_say_what_is_wrong_with_them() {
    let refused = [
        (r#"{"fuel":0}"#, "fuel"),
        (r#"{"memory_limit_mb":5000}"#, "memory_limit_mb"),
        (r#"{"program_id":"12"}"#, "program_id"),
        (r#"{"receipt_kind":"stark"}"#, "stark"),
        (r#"{"speed":1}"#, "speed"),
        (r#"{"artifacts":["elf"]}"#, "elf"),
        ("[1]", "options"),
    ];
    for (options, word) in refused {
        let failure = Options::parse(options.as_bytes()).expect_err(options);
        assert!(failure.message.contains(word), "{failure}");
    }
    assert!(Options::parse(b"").is_ok());
    assert!(Options::parse(&vec![b' '; 1 << 20]).is_err());
}
