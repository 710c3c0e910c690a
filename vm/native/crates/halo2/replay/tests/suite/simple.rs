//! Gates, rotations, selectors, constants and public values.

use halo2_axiom::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::plonk::{Advice, Circuit, Column, ConstraintSystem, Error, Instance, Selector};
use halo2_axiom::poly::Rotation;

use sprout_halo2_replay::Violation;

use crate::harness::{same, violated};

/// Sprout 0.6's simple circuit: constant · private_a² · private_b² = c.
#[derive(Clone, Default)]
struct Simple {
    a: Value<Fr>,
    b: Value<Fr>,
    constant: Fr,
}

#[derive(Clone, Debug)]
struct SimpleConfig {
    advice: [Column<Advice>; 2],
    instance: Column<Instance>,
    multiply: Selector,
}

impl Circuit<Fr> for Simple {
    type Config = SimpleConfig;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = ();

    fn without_witnesses(&self) -> Self {
        Simple { constant: self.constant, ..Simple::default() }
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> SimpleConfig {
        let advice = [meta.advice_column(), meta.advice_column()];
        let instance = meta.instance_column();
        let constant = meta.fixed_column();
        meta.enable_equality(instance);
        meta.enable_constant(constant);
        for column in advice {
            meta.enable_equality(column);
        }
        let multiply = meta.selector();
        meta.create_gate("mul", |meta| {
            let left = meta.query_advice(advice[0], Rotation::cur());
            let right = meta.query_advice(advice[1], Rotation::cur());
            let out = meta.query_advice(advice[0], Rotation::next());
            let multiply = meta.query_selector(multiply);
            vec![multiply * (left * right - out)]
        });
        SimpleConfig { advice, instance, multiply }
    }

    fn synthesize(
        &self,
        config: SimpleConfig,
        mut layouter: impl Layouter<Fr>,
    ) -> Result<(), Error> {
        let out = layouter.assign_region(
            || "all",
            |mut region| {
                let [left, right] = config.advice;
                let product = self.a.zip(self.b).map(|(a, b)| a * b);
                region.assign_advice(left, 0, self.a);
                region.assign_advice(right, 0, self.b);
                config.multiply.enable(&mut region, 0)?;
                let ab = region.assign_advice(left, 1, product);
                ab.copy_advice(&mut region, right, 1);
                config.multiply.enable(&mut region, 1)?;
                let squared = region.assign_advice(left, 2, product.map(|p| p * p));
                let constant =
                    region.assign_advice_from_constant(|| "constant", right, 2, self.constant)?;
                assert_eq!(constant.row_offset(), 2);
                config.multiply.enable(&mut region, 2)?;
                let out = squared.value().map(|value| **value).map(|value| value * self.constant);
                Ok(region.assign_advice(left, 3, out).cell())
            },
        )?;
        layouter.constrain_instance(out, config.instance, 0);
        Ok(())
    }
}

#[test]
fn simple_circuit() {
    let k = same(|| {
        let circuit = Simple {
            a: Value::known(Fr::from(2)),
            b: Value::known(Fr::from(3)),
            constant: Fr::from(7),
        };
        (circuit, vec![vec![Fr::from(252)]])
    });
    assert_eq!(k, 4);
}

#[test]
fn what_is_not_satisfied_is_told_with_its_place() {
    let simple = |public: u64| {
        move || {
            let circuit = Simple {
                a: Value::known(Fr::from(2)),
                b: Value::known(Fr::from(3)),
                constant: Fr::from(7),
            };
            (circuit, vec![vec![Fr::from(public)]])
        }
    };
    assert_eq!(violated(simple(252)), None);
    let violation = violated(simple(253)).expect("another public value");
    assert!(matches!(violation, Violation::Copy { .. }), "{violation}");
    assert!(violation.to_string().contains("instance column 0 in row 0"), "{violation}");
}
