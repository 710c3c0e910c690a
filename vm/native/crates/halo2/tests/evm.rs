//! What the library accepts and what the chain accepts are the same.

mod common;

use common::{Chain, K, Small};
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::halo2curves::ff::{Field, PrimeField};
use proptest::prelude::*;
use sprout_halo2::receipt::value_word;
use sprout_halo2::{evm, proof};

/// Calldata as the documentation describes it.
fn calldata(instances: &[Vec<Fr>], proof: &[u8]) -> Vec<u8> {
    let words = instances.iter().flatten().flat_map(value_word);
    words.chain(proof.iter().copied()).collect()
}

#[test]
fn chain_verifies_what_the_library_verifies() {
    let params = common::params(K);
    let key = common::keys(&params);
    let vk = key.get_vk();
    let source = evm::verifier(&params, vk, &[1, 1]).expect("a contract can be made");
    assert_eq!(
        source,
        evm::verifier(&params, vk, &[1, 1]).expect("again"),
        "always the same source"
    );
    let Some(code) = common::compile(&source) else { return };
    let chain = Chain::deploy(code);

    let (circuit, instances) = Small::new(3, 4);
    let proved = common::prove(&params, &key, circuit, &instances);
    proof::verify(&params, vk, &instances, &proved).expect("the proof is good");
    let good = calldata(&instances, &proved);
    let gas = chain.verify(good.clone()).expect("the chain takes the proof");
    println!(
        "EVM verification: {gas} gas of the transaction, {} bytes of calldata; contract of {} bytes, deployed for {} gas",
        good.len(),
        chain.size,
        chain.deployment
    );
    assert!(gas < 400_000, "verification takes {gas} gas");

    // Every byte counts, in the public inputs and in the proof, here and there.
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        assert_eq!(chain.verify(bad.clone()), None, "chain, byte {at}");
        if at >= 64 {
            assert!(
                proof::verify(&params, vk, &instances, &bad[64..]).is_err(),
                "library, byte {at}"
            );
        }
    }
    let mut others = instances.clone();
    others[1][0] += Fr::ONE;
    assert!(proof::verify(&params, vk, &others, &proved).is_err());

    // Neither longer nor shorter.
    assert_eq!(chain.verify([&good[..], &[0]].concat()), None);
    assert_eq!(chain.verify(good[..good.len() - 1].to_vec()), None);
    assert_eq!(chain.verify(Vec::new()), None);
    assert!(proof::verify(&params, vk, &instances, &[&proved[..], &[0]].concat()).is_err());

    // One spelling of every number: x + r is not x, as public input or as evaluation.
    let points = 64 + proved.len() - 64 * 2 - 32;
    for at in [0, 32, points] {
        let mut word = [0; 32];
        word.copy_from_slice(&good[at..at + 32]);
        let Some(spelled) = plus_order(&word) else { continue };
        let mut bad = good.clone();
        bad[at..at + 32].copy_from_slice(&spelled);
        assert_eq!(chain.verify(bad), None, "x + r at byte {at}");
    }
}

/// The number plus the field's order, big-endian, if it fits a word.
fn plus_order(word: &[u8; 32]) -> Option<[u8; 32]> {
    let mut order = (-Fr::ONE).to_repr();
    order[0] += 1;
    order.reverse();
    let mut carry = 0;
    let mut sum = [0; 32];
    for at in (0..32).rev() {
        let digit = u16::from(word[at]) + u16::from(order[at]) + carry;
        sum[at] = digit as u8;
        carry = digit >> 8;
    }
    (carry == 0).then_some(sum)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_refused_by_the_library(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let params = PARAMS.with(Clone::clone);
        let key = KEY.with(Clone::clone);
        let (_, instances) = Small::new(3, 4);
        prop_assert!(proof::verify(&params, key.get_vk(), &instances, &bytes).is_err());
    }
}

thread_local! {
    static PARAMS: std::rc::Rc<sprout_halo2::srs::Params> = std::rc::Rc::new(common::params(K));
    static KEY: std::rc::Rc<sprout_halo2::keys::Key> = std::rc::Rc::new(common::keys(&common::params(K)));
}
