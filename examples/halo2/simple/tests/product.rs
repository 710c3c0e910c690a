//! The circuit by halo2's own checker: what it accepts, and that it accepts nothing else.

use halo2_simple::{CONSTANT, circuit};
use sprout_halo2::halo2_proofs::dev::MockProver;
use sprout_halo2::{Fr, Message, Task, digest_to_field, mock, with_task};

const K: u32 = 4;

fn messages(data: &[&str]) -> Vec<Message> {
    data.iter().map(|data| Message::new(*data)).collect()
}

fn public(data: &[&str]) -> Vec<Fr> {
    let checked = mock(circuit, &[], &messages(data)).expect("the circuit holds");
    assert_eq!(checked.k, K);
    checked.instances.concat()
}

#[test]
fn task_digest_comes_first() {
    let task = Task { digest: [0xfe; 32], chain_id: 1, project_id: 2 };
    let bound = with_task(task, || public(&[r#"{"private_a":3,"private_b":4}"#]));
    assert_eq!(bound, [digest_to_field(&task.digest), Fr::from(576)]);
}

#[test]
fn documented_samples() {
    assert_eq!(public(&[r#"{"private_a":3,"private_b":4}"#])[1], Fr::from(576));
    assert_eq!(public(&[r#"{"private_a":3,"private_b":5}"#])[1], Fr::from(900));
}

#[test]
fn first_message_with_factors_decides() {
    let messages = [
        "no JSON",
        r#"{"private_a":1}"#,
        r#"{"private_a":2,"private_b":7}"#,
        r#"{"private_a":3,"private_b":5}"#,
    ];
    assert_eq!(public(&messages)[1], Fr::from(CONSTANT * 4 * 49));
    assert_eq!(public(&[])[1], Fr::from(0));
}

#[test]
fn large_factors_are_multiplied_in_the_field() {
    let a = Fr::from(u64::MAX);
    let largest = r#"{"private_a":18446744073709551615,"private_b":18446744073709551615}"#;
    assert_eq!(public(&[largest])[1], Fr::from(CONSTANT) * a * a * a * a);
}

#[test]
fn other_public_values_are_refused() {
    let (circuit, instances) = circuit(&messages(&[r#"{"private_a":3,"private_b":4}"#]));
    for at in 0..2 {
        let mut wrong = instances.clone();
        wrong[0][at] += Fr::one();
        assert!(MockProver::run(K, &circuit, wrong).expect("the circuit fits").verify().is_err());
    }
}
