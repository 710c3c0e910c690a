//! Rotations, selectors, degrees, and queries in odd orders.

use halo2_axiom::circuit::{Region, Value};
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::plonk::{
    Advice, Assigned, Column, ConstraintSystem, Constraints, Error, Expression, Fixed, Instance,
    Selector,
};
use halo2_axiom::poly::Rotation;

use crate::harness::{One, Small, public, same};

fn number(value: u64) -> Value<Fr> {
    Value::known(Fr::from(value))
}

/// Every row is the sum of those three and five rows before it; looks far ahead and behind.
#[derive(Clone)]
struct Rotations;

impl Small for Rotations {
    type Config = (Column<Advice>, Column<Advice>, Selector);

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config {
        let (a, b, on) = (meta.advice_column(), meta.advice_column(), meta.selector());
        meta.create_gate("far", |meta| {
            // Queried in an order that is neither that of columns nor that of use; one is never used.
            let _unused = meta.query_advice(b, Rotation(-2));
            let behind = meta.query_advice(b, Rotation(3));
            let here = meta.query_advice(a, Rotation(-5));
            let later = meta.query_advice(a, Rotation::cur());
            let before = meta.query_advice(a, Rotation(-3));
            let on = meta.query_selector(on);
            vec![on.clone() * (later.clone() - here - before), on * (behind - later)]
        });
        (a, b, on)
    }

    fn assign(&self, (a, b, on): &Self::Config, region: &mut Region<'_, Fr>) -> Result<(), Error> {
        let mut values = vec![1u64, 2, 3, 4, 5];
        for row in 5..40 {
            values.push(values[row - 5] + values[row - 3]);
            on.enable(region, row)?;
        }
        for (row, value) in values.iter().enumerate() {
            region.assign_advice(*a, row, number(*value));
            region.assign_advice(*b, row + 3, number(*value));
        }
        Ok(())
    }
}

#[test]
fn rotations() {
    assert_eq!(same(|| (One(Rotations), vec![])), 6);
}

/// Complex selectors inside sums and products, a simple one, one that no gate uses, all kinds of nodes.
#[derive(Clone)]
struct Selectors;

impl Small for Selectors {
    type Config = (Column<Advice>, Column<Fixed>, [Selector; 4]);

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config {
        let a = meta.advice_column();
        let fixed = meta.fixed_column();
        let unused = meta.complex_selector();
        let [add, double] = [meta.complex_selector(), meta.complex_selector()];
        let simple = meta.selector();
        meta.create_gate("either", |meta| {
            let here = meta.query_advice(a, Rotation::cur());
            let next = meta.query_advice(a, Rotation::next());
            let fixed = meta.query_fixed(fixed, Rotation::cur());
            let (add, double) = (meta.query_selector(add), meta.query_selector(double));
            let both = add.clone() * double.clone();
            let step = add * (next.clone() - here.clone() - fixed)
                + double * (next.clone() - here.clone() * Fr::from(2));
            vec![("step", step), ("both", both * (-next + here))]
        });
        meta.create_gate("boolean", |meta| {
            let here = meta.query_advice(a, Rotation::cur());
            let fixed = meta.query_fixed(fixed, Rotation::prev());
            let one = Expression::Constant(Fr::one());
            Constraints::with_selector(
                meta.query_selector(simple),
                [("bit", here.clone() * (here.clone() - one)), ("fixed", fixed - here)],
            )
        });
        (a, fixed, [unused, add, double, simple])
    }

    fn assign(
        &self,
        (a, fixed, selectors): &Self::Config,
        region: &mut Region<'_, Fr>,
    ) -> Result<(), Error> {
        let [unused, add, double, simple] = selectors;
        let mut value = Fr::from(1);
        region.assign_advice(*a, 0, Value::known(value));
        for row in 0..20 {
            unused.enable(region, 20 - row)?;
            value = if row % 3 == 0 {
                // A fraction among the fixed values, and one below zero.
                let step = Assigned::Rational(Fr::from(row as u64), -Fr::from(7));
                region.assign_fixed(*fixed, row, step);
                add.enable(region, row)?;
                value + step.evaluate()
            } else {
                double.enable(region, row)?;
                value.double()
            };
            region.assign_advice(*a, row + 1, Value::known(value));
        }
        region.assign_fixed(*fixed, 24, Fr::one());
        region.assign_advice(*a, 25, number(1));
        simple.enable(region, 25)
    }
}

#[test]
fn selectors() {
    same(|| (One(Selectors), vec![]));
}

/// A gate of degree 8, which halo2 proves only when the circuit asks for it.
#[derive(Clone)]
struct HighDegree;

impl Small for HighDegree {
    type Config = (Column<Advice>, Column<Instance>, Column<Fixed>);

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config {
        let a = meta.advice_column();
        let on = meta.fixed_column();
        let out = meta.instance_column();
        meta.set_minimum_degree(9);
        meta.create_gate("power", |meta| {
            let a = meta.query_advice(a, Rotation::cur());
            let on = meta.query_fixed(on, Rotation::cur());
            let out = meta.query_instance(out, Rotation::cur());
            let power = (0..6).fold(a.clone(), |power, _| power * a.clone());
            vec![on * (power - out)]
        });
        (a, out, on)
    }

    fn assign(&self, (a, _, on): &Self::Config, region: &mut Region<'_, Fr>) -> Result<(), Error> {
        for row in 0..3 {
            region.assign_fixed(*on, row, Fr::one());
            region.assign_advice(*a, row, number(row as u64 + 2));
        }
        Ok(())
    }
}

#[test]
fn high_degree() {
    let powers = [2u64.pow(7), 3u64.pow(7), 4u64.pow(7)];
    same(|| (One(HighDegree), vec![powers.iter().copied().map(Fr::from).collect()]));
}

/// Nothing but copies: between advice, fixed and two instance columns of different lengths, in cycles
/// whose order matters for the permutation, and an instance read into advice.
#[derive(Clone)]
struct Copies;

impl Small for Copies {
    type Config = ([Column<Advice>; 3], Column<Fixed>, [Column<Instance>; 2]);

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config {
        let advice = [meta.advice_column(), meta.advice_column(), meta.advice_column()];
        let fixed = [meta.fixed_column(), meta.fixed_column()];
        let instance = [meta.instance_column(), meta.instance_column()];
        meta.enable_equality(instance[1]);
        meta.enable_equality(advice[2]);
        meta.enable_constant(fixed[1]);
        meta.enable_equality(advice[0]);
        meta.enable_equality(fixed[0]);
        meta.enable_equality(instance[0]);
        meta.enable_equality(advice[1]);
        (advice, fixed[0], instance)
    }

    fn assign(
        &self,
        (advice, fixed, instance): &Self::Config,
        region: &mut Region<'_, Fr>,
    ) -> Result<(), Error> {
        let [a, b, c] = *advice;
        let mut cells = Vec::new();
        for row in 0..12 {
            cells.push(region.assign_advice(a, row, number(9)).cell());
            cells.push(region.assign_advice(b, 11 - row, number(9)).cell());
        }
        cells.push(region.assign_fixed(*fixed, 4, Fr::from(9)));
        for index in (1..cells.len()).rev() {
            region.constrain_equal(cells[index], cells[(index * 7) % index]);
        }
        region.constrain_equal(cells[3], cells[3]);
        region.constrain_equal(public(instance[1], 2), cells[20]);
        let read = region.assign_advice_from_instance(|| "", instance[0], 1, c, 7)?;
        let again = region.assign_advice(c, 2, read.value().copied());
        region.constrain_equal(again.cell(), read.cell());
        region.assign_advice_from_constant(|| "", c, 3, Fr::from(11))?;
        region.assign_advice_from_constant(|| "", c, 4, Fr::from(11))?;
        region.assign_advice_from_constant(|| "", a, 13, -Fr::from(1))?;
        Ok(())
    }
}

#[test]
fn copies_without_gates() {
    let instances = [vec![5u64, 6], vec![1, 2, 9]];
    let field = |column: &Vec<u64>| column.iter().copied().map(Fr::from).collect();
    same(|| (One(Copies), instances.iter().map(field).collect()));
}

/// Shows that numbers are not zero by their inverses, which nobody has divided yet.
#[derive(Clone)]
struct Inverses(Vec<u64>);

impl Small for Inverses {
    type Config = (Column<Advice>, Column<Advice>, Selector);

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config {
        let (a, inverse, on) = (meta.advice_column(), meta.advice_column(), meta.selector());
        meta.create_gate("inverse", |meta| {
            let (a, inverse) = (a.cur(), inverse.cur());
            vec![meta.query_selector(on) * (Expression::Constant(Fr::one()) - a * inverse)]
        });
        (a, inverse, on)
    }

    fn assign(
        &self,
        (a, inverse, on): &Self::Config,
        region: &mut Region<'_, Fr>,
    ) -> Result<(), Error> {
        for (row, value) in self.0.iter().enumerate() {
            on.enable(region, row)?;
            region.assign_advice(*a, row, number(*value));
            let inverted = Assigned::Rational(Fr::one(), Fr::from(*value));
            let cell = region.assign_advice(*inverse, row, Value::known(inverted));
            // The value given back is the one that was assigned.
            cell.value().assert_if_known(|value| ***value == inverted);
        }
        region.assign_advice(*inverse, 30, Value::known(Assigned::Rational(Fr::one(), Fr::zero())));
        Ok(())
    }
}

#[test]
fn fractions() {
    same(|| (One(Inverses(vec![1, 2, 3, u64::MAX])), vec![]));
}

/// A column and nothing else.
#[derive(Clone)]
struct Nothing;

impl Small for Nothing {
    type Config = Column<Advice>;

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config {
        meta.advice_column()
    }

    fn assign(&self, _: &Self::Config, _: &mut Region<'_, Fr>) -> Result<(), Error> {
        Ok(())
    }
}

#[test]
fn almost_nothing() {
    same(|| (One(Nothing), vec![]));
}
