//! The circuit by halo2's own checker.

use halo2_two_phase::circuit;
use sprout_halo2::halo2_proofs::dev::MockProver;
use sprout_halo2::{Fr, Message, mock};

const K: u32 = 10;

fn messages(values: &[u64]) -> Vec<Message> {
    values.iter().map(|value| Message::new(format!(r#"{{"value":{value}}}"#))).collect()
}

fn public(messages: &[Message]) -> (Fr, Fr) {
    let checked = mock(circuit, &[], messages).expect("the circuit holds");
    assert_eq!(checked.k, K);
    (checked.instances[0][1], checked.instances[0][2])
}

#[test]
fn median_of_any_number_of_reports() {
    let reports = [420, 17, 999, 3, 3, 1000, 0, 512, 513, 7, 7, 7, 88, 640, 1];
    for count in 0..=reports.len() {
        let mut sorted = reports[..count].to_vec();
        sorted.sort_unstable();
        let median = sorted.get(count.saturating_sub(1) / 2).copied().unwrap_or(0);
        let found = public(&messages(&reports[..count]));
        assert_eq!(found, (Fr::from(count as u64), Fr::from(median)), "{count} reports");
    }
}

#[test]
fn only_reports_within_range_count() {
    let mut all = messages(&[5, 1001, 9]);
    all.push(Message::new("no report"));
    all.extend(messages(&[7]));
    assert_eq!(public(&all), (Fr::from(3), Fr::from(7)));
    assert_eq!(public(&messages(&[1; 20])), (Fr::from(15), Fr::from(1)));
}

#[test]
fn other_public_values_are_refused() {
    let (circuit, instances) = circuit(&messages(&[1, 2, 3]));
    for at in 0..3 {
        let mut wrong = instances.clone();
        wrong[0][at] += Fr::one();
        assert!(
            MockProver::run(K, &circuit, wrong).expect("the circuit fits").verify().is_err(),
            "value {at}"
        );
    }
}
