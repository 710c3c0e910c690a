//! Phases and challenges.

use halo2_axiom::circuit::{Region, Value};
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::plonk::{
    Advice, Challenge, Column, ConstraintSystem, Error, FirstPhase, Instance, SecondPhase,
    Selector, ThirdPhase,
};
use halo2_axiom::poly::Rotation;

use sprout_halo2_recording::{Limits, decode_constraint_system};
use sprout_halo2_replay::Violation;

use crate::harness::{One, Small, public, same, system_of, violated};

/// Shows that one column is a shuffle of another: the products over (value + challenge) agree.
#[derive(Clone)]
struct Shuffle(Vec<u64>, Vec<u64>);

#[derive(Clone)]
struct ShuffleConfig {
    columns: [Column<Advice>; 2],
    products: [Column<Advice>; 2],
    step: Selector,
    challenge: Challenge,
}

impl Small for Shuffle {
    type Config = ShuffleConfig;

    fn configure(meta: &mut ConstraintSystem<Fr>) -> ShuffleConfig {
        let columns = [meta.advice_column(), meta.advice_column()];
        let challenge = meta.challenge_usable_after(FirstPhase);
        let products = [meta.advice_column_in(SecondPhase), meta.advice_column_in(SecondPhase)];
        let step = meta.selector();
        for column in products {
            meta.enable_equality(column);
        }
        meta.create_gate("product", |meta| {
            let challenge = meta.query_challenge(challenge);
            let step = meta.query_selector(step);
            let of = |column: Column<Advice>, product: Column<Advice>| {
                let here = column.cur::<Fr>() + challenge.clone();
                step.clone() * (product.next() - product.cur() * here)
            };
            vec![of(columns[0], products[0]), of(columns[1], products[1])]
        });
        ShuffleConfig { columns, products, step, challenge }
    }

    fn assign(&self, config: &ShuffleConfig, region: &mut Region<'_, Fr>) -> Result<(), Error> {
        for (column, values) in config.columns.iter().zip([&self.0, &self.1]) {
            for (row, value) in values.iter().enumerate() {
                region.assign_advice(*column, row, Value::known(Fr::from(*value)));
            }
        }
        region.next_phase();
        let challenge = region.get_challenge(config.challenge);
        let mut last = Vec::new();
        for (product, values) in config.products.iter().zip([&self.0, &self.1]) {
            let mut value = Value::known(Fr::one());
            let mut cell = region.assign_advice(*product, 0, value);
            for (row, factor) in values.iter().enumerate() {
                value = value.zip(challenge).map(|(so_far, by)| so_far * (by + Fr::from(*factor)));
                cell = region.assign_advice(*product, row + 1, value);
            }
            last.push(cell.cell());
        }
        for row in 0..self.0.len() {
            config.step.enable(region, row)?;
        }
        region.constrain_equal(last[0], last[1]);
        Ok(())
    }
}

#[test]
fn a_second_phase_that_is_not_satisfied_is_told() {
    let other = violated(|| (One(Shuffle(vec![1, 2, 3], vec![3, 1, 4])), vec![]));
    assert!(matches!(other, Some(Violation::Copy { .. })), "{other:?}");
}

/// A gate's value in the first row that is not what it should be.
#[test]
fn a_gate_that_is_not_zero_is_told() {
    let wrong = violated(|| (One(Shuffle(vec![1, 2, 3], vec![1, 2])), vec![]));
    assert_eq!(wrong, Some(Violation::Gate { gate: 0, polynomial: 1, row: 2 }));
}

#[test]
fn shuffle_in_a_second_phase() {
    same(|| (One(Shuffle(vec![1, 2, 3, 4, 5], vec![5, 3, 1, 4, 2])), vec![]));
}

/// Challenges after the first and after the second phase, allocated out of order.
#[derive(Clone)]
struct Late;

#[derive(Clone)]
struct LateConfig {
    columns: [Column<Advice>; 2],
    challenges: [Challenge; 3],
    instance: Column<Instance>,
    on: Selector,
}

impl Small for Late {
    type Config = LateConfig;

    fn configure(meta: &mut ConstraintSystem<Fr>) -> LateConfig {
        let first = meta.advice_column_in(FirstPhase);
        let second = meta.advice_column_in(SecondPhase);
        let late = meta.challenge_usable_after(SecondPhase);
        let early =
            [meta.challenge_usable_after(FirstPhase), meta.challenge_usable_after(FirstPhase)];
        let instance = meta.instance_column();
        meta.enable_equality(first);
        meta.enable_equality(instance);
        let on = meta.selector();
        meta.create_gate("chain", |meta| {
            let [x, y, z] = [late, early[0], early[1]].map(|challenge| challenge.expr::<Fr>());
            let on = meta.query_selector(on);
            let second = meta.query_advice(second, Rotation::cur());
            let first = meta.query_advice(first, Rotation::cur());
            vec![on * (x.clone() * second - first * y * x.clone() - z * x)]
        });
        LateConfig {
            columns: [first, second],
            challenges: [late, early[0], early[1]],
            instance,
            on,
        }
    }

    fn assign(&self, config: &LateConfig, region: &mut Region<'_, Fr>) -> Result<(), Error> {
        let [first, second] = config.columns;
        let values = (1..20).map(Fr::from);
        let mut cells = Vec::new();
        for (row, value) in values.clone().enumerate() {
            cells.push(region.assign_advice(first, row, Value::known(value)).cell());
        }
        region.constrain_equal(cells[4], public(config.instance, 0));
        region.next_phase();
        let [_, y, z] = config.challenges.map(|challenge| region.get_challenge(challenge));
        for (row, value) in values.enumerate() {
            region.assign_advice(second, row, y.map(|y| y * value) + z);
            config.on.enable(region, row)?;
        }
        Ok(())
    }
}

#[test]
fn challenges_after_both_phases() {
    same(|| (One(Late), vec![vec![Fr::from(5)]]));
}

/// A third phase, which this version of halo2 configures but panics about when it proves.
#[derive(Clone)]
struct Third;

impl Small for Third {
    type Config = ();

    fn configure(meta: &mut ConstraintSystem<Fr>) {
        meta.advice_column_in(FirstPhase);
        meta.advice_column_in(SecondPhase);
        meta.advice_column_in(ThirdPhase);
    }

    fn assign(&self, _: &(), _: &mut Region<'_, Fr>) -> Result<(), Error> {
        Ok(())
    }
}

#[test]
fn third_phase_is_refused() {
    let refused = decode_constraint_system(&system_of(&One(Third)), &Limits::default());
    assert_eq!(
        refused.unwrap_err().to_string(),
        "advice column 2 is in a third phase, and halo2-axiom proves two: do in the second what the third does"
    );
}
