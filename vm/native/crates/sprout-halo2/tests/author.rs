//! What an author uses natively: messages, the task, and checking a circuit.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use sprout_halo2::halo2_proofs::circuit::{Layouter, SimpleFloorPlanner, Value};
use sprout_halo2::halo2_proofs::plonk::{
    Advice, Circuit, Column, ConstraintSystem, Error, Instance, Selector,
};
use sprout_halo2::halo2_proofs::poly::Rotation;
use sprout_halo2::halo2curves::ff::PrimeField;
use sprout_halo2::{Fr, Input, Message, Task, digest_to_field, mock, task, task_digest, with_task};

/// The sum of the messages' numbers, with the task digest as the first public value.
struct Sum {
    task: Value<Fr>,
    numbers: Vec<u64>,
    off_by: u64,
}

type Config = (Column<Advice>, Column<Advice>, Column<Instance>, Selector);

impl Circuit<Fr> for Sum {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = ();

    fn without_witnesses(&self) -> Self {
        Sum { task: Value::unknown(), numbers: self.numbers.clone(), off_by: self.off_by }
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Config {
        let (number, sum) = (meta.advice_column(), meta.advice_column());
        let (public, add) = (meta.instance_column(), meta.selector());
        meta.enable_equality(sum);
        meta.enable_equality(public);
        meta.create_gate("add", |meta| {
            let number = meta.query_advice(number, Rotation::cur());
            let before = meta.query_advice(sum, Rotation::cur());
            let after = meta.query_advice(sum, Rotation::next());
            vec![meta.query_selector(add) * (before + number - after)]
        });
        (number, sum, public, add)
    }

    fn synthesize(
        &self,
        (number, sum, public, add): Config,
        mut layouter: impl Layouter<Fr>,
    ) -> Result<(), Error> {
        let (task, last) = layouter.assign_region(
            || "sum",
            |mut region| {
                let mut total = 0;
                let mut last = region.assign_advice(sum, 0, Value::known(Fr::zero()));
                for (row, value) in self.numbers.iter().enumerate() {
                    add.enable(&mut region, row)?;
                    total += value;
                    region.assign_advice(number, row, Value::known(Fr::from(*value)));
                    let after = Fr::from(total + self.off_by);
                    last = region.assign_advice(sum, row + 1, Value::known(after));
                }
                let task = region.assign_advice(sum, 20, self.task);
                Ok((task.cell(), last.cell()))
            },
        )?;
        layouter.constrain_instance(task, public, 0);
        layouter.constrain_instance(last, public, 1);
        Ok(())
    }
}

fn circuit_off_by(messages: &[Message], off_by: u64) -> (Sum, Vec<Vec<Fr>>) {
    let mut numbers: Vec<u64> = messages.iter().filter_map(|message| message.json().ok()).collect();
    numbers.resize(3, 0);
    let sum = numbers.iter().sum::<u64>() + off_by;
    let circuit = Sum { task: Value::known(task_digest()), numbers, off_by };
    (circuit, vec![vec![task_digest(), Fr::from(sum)]])
}

fn circuit(messages: &[Message]) -> (Sum, Vec<Vec<Fr>>) {
    circuit_off_by(messages, 0)
}

sprout_halo2::front_end!(circuit, sample = ["1"]);

#[test]
fn good_circuit_is_satisfied() {
    let messages = [Message::new("7"), Message::new("no number"), Message::new("8")];
    let checked = mock(circuit, &[], &messages).unwrap();
    assert_eq!((checked.k, checked.rows, checked.degree), (5, 21, 3));
    assert_eq!(checked.instances, [[Fr::zero(), Fr::from(15)]]);
}

#[test]
fn wrong_circuit_is_not_satisfied() {
    let error = mock(|messages| circuit_off_by(messages, 1), &[], &[Message::new("7")]);
    assert!(error.unwrap_err().contains("add"));
}

#[test]
fn shape_must_not_depend_on_messages() {
    let shapeless = |messages: &[Message]| {
        let (mut sum, public) = circuit(messages);
        sum.numbers.truncate(messages.len());
        (sum, public)
    };
    assert_eq!(
        mock(shapeless, &[], &[Message::new("7")]),
        Err("the circuit's shape depends on its messages".into())
    );
    assert!(mock(shapeless, &["2"], &[Message::new("7")]).is_ok());
}

#[test]
fn task_is_bound() {
    let digest = [0xab; 32];
    let bound = Task { digest, chain_id: 4690, project_id: 9 };
    let checked = with_task(bound, || {
        assert_eq!(task(), Some(bound));
        mock(circuit, &[], &[Message::new("7")])
    });
    assert_eq!(checked.unwrap().instances[0][0], digest_to_field(&digest));
    assert_eq!((task(), task_digest()), (None, Fr::zero()));
}

#[test]
fn digests_are_numbers_modulo_r() {
    let mut one = [0; 32];
    one[31] = 1;
    assert_eq!(digest_to_field(&one), Fr::one());
    // r itself and r - 1, big-endian.
    let mut bytes = (-Fr::one()).to_repr();
    bytes.reverse();
    assert_eq!(digest_to_field(&bytes), -Fr::one());
    bytes[31] += 1;
    assert_eq!(digest_to_field(&bytes), Fr::zero());
    // 2^256 - 1 = (2^128 - 1)(2^128 + 1).
    let half = Fr::from_u128(u128::MAX);
    assert_eq!(digest_to_field(&[0xff; 32]), half * (half + Fr::from(2)));
}

#[test]
fn input_is_what_the_sandbox_writes() {
    let mut bytes = Vec::new();
    bytes.extend([1, 0, 0, 0, 1, 0, 0, 0]);
    bytes.extend([7; 32]);
    bytes.extend(4690u64.to_le_bytes());
    bytes.extend(5u64.to_le_bytes());
    bytes.extend([2, 0, 0, 0, 3, 0, 0, 0]);
    bytes.extend(b"one");
    bytes.extend([0, 0, 0, 0]);
    bytes.extend([2, 0, 0, 0, 0]);
    bytes.extend([0; 32]);
    bytes.push(1);
    bytes.extend(Fr::from(6).to_repr());
    let input = Input {
        task: Some(Task { digest: [7; 32], chain_id: 4690, project_id: 5 }),
        messages: vec![Message::new("one"), Message::new("")],
        challenges: vec![None, Some(Fr::from(6))],
    };
    assert_eq!(Input::decode(&bytes), Ok(input));
    for length in 0..bytes.len() {
        assert!(Input::decode(&bytes[..length]).is_err(), "{length} bytes");
    }
    bytes.push(0);
    assert_eq!(Input::decode(&bytes), Err("bytes follow the input"));
    bytes[0] = 2;
    assert!(Input::decode(&bytes).is_err());
}
