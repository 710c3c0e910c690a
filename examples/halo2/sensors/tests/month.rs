//! The circuit by halo2's own checker: on the readings of 2012, and on what devices may send instead.

use halo2_sensors::circuit;
use sprout_halo2::halo2_proofs::dev::MockProver;
use sprout_halo2::{Fr, Message, mock};

const K: u32 = 13;

const TABLE: &str = include_str!("../../../weather/data/seattle-2012.csv");

/// The messages of the month yyyymm.
fn month(yyyymm: u64) -> Vec<Message> {
    let prefix = format!("{:04}-{:02}-", yyyymm / 100, yyyymm % 100);
    let rows = TABLE.lines().filter(|row| row.starts_with(&prefix));
    rows.map(|row| {
        let fields: Vec<&str> = row.split(',').collect();
        reading(fields[0], fields[2], fields[3])
    })
    .collect()
}

fn reading(date: &str, highest: &str, lowest: &str) -> Message {
    let data = format!(
        r#"{{"station":"seattle","date":"{date}","temp_max_c":{highest},"temp_min_c":{lowest}}}"#
    );
    Message::new(data)
}

/// Public values 1 to 6, checked.
fn public(messages: &[Message]) -> Vec<Fr> {
    let checked = mock(circuit, &[], messages).expect("the circuit holds");
    assert_eq!(checked.k, K);
    checked.instances[0][1..].to_vec()
}

fn values(values: [u64; 6]) -> Vec<Fr> {
    values.map(Fr::from).to_vec()
}

#[test]
fn months_of_2012() {
    // Computed from the table with decimals, by another program.
    assert_eq!(public(&month(201_201)), values(JANUARY));
    assert_eq!(public(&month(201_208)), values(AUGUST));
}

const JANUARY: [u64; 6] = [201_201, 31, 8495, 728, 567, 9];
const AUGUST: [u64; 6] = [201_208, 31, 131, 944, 700, 0];

#[test]
fn no_reading_at_all() {
    assert_eq!(public(&[]), values([0, 0, 0, 0, 1200, 0]));
}

#[test]
fn bounds_of_every_range() {
    let extremes = [
        reading("2012-01-01", "60", "-60"),
        reading("2012-01-02", "-60", "-60"),
        reading("2012-01-03", "60", "60"),
        reading("2012-01-31", "0", "-0.1"),
        reading("2012-01-30", "36", "0"),
    ];
    // 36 − 60 + 60, 36 + 120 and 36 + 0.1 degrees in tenths; frost on the first, second and last.
    assert_eq!(public(&extremes), values([201_201, 5, 360 + 1560 + 361, 1200, 0, 3]));
}

#[test]
fn unusable_readings_are_left_out() {
    let readings = [
        Message::new("no JSON"),
        reading("2012-13-01", "1", "0"),
        reading("2012-02-05", "1", "0"),
        reading("2012-02-05", "50", "0"),
        reading("2012-03-06", "1", "0"),
        reading("2012-02-02", "0", "1"),
        reading("2012-02-03", "61", "1"),
        reading("2012-2-4", "5", "1"),
        reading("2012-02-01", "2", "0"),
    ];
    assert_eq!(public(&readings), values([201_202, 2, 350 + 340, 620, 600, 0]));
}

#[test]
fn other_public_values_are_refused() {
    let (circuit, instances) = circuit(&month(201_201));
    for at in 0..instances[0].len() {
        for change in [Fr::one(), -Fr::one()] {
            let mut wrong = instances.clone();
            wrong[0][at] += change;
            assert!(
                MockProver::run(K, &circuit, wrong).expect("the circuit fits").verify().is_err(),
                "value {at}"
            );
        }
    }
}
