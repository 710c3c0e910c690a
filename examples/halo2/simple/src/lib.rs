//! The circuit of the first W3bstream: c = constant · a² · b², with a and b private and c public.
//!
//! Public values: the task digest modulo the field's order, then c.

use serde::Deserialize;
use sprout_halo2::halo2_proofs::circuit::{AssignedCell, Layouter, SimpleFloorPlanner, Value};
use sprout_halo2::halo2_proofs::plonk::{
    Advice, Assigned, Circuit, Column, ConstraintSystem, Error, Fixed, Instance, Selector,
};
use sprout_halo2::halo2_proofs::poly::Rotation;
use sprout_halo2::{Fr, Message, task_digest};

/// What a² · b² is multiplied with. It belongs to the circuit: with another constant it is another program.
pub const CONSTANT: u64 = 4;

/// One message: `{"private_a":3,"private_b":4}`.
#[derive(Debug, Deserialize)]
struct Factors {
    private_a: u64,
    private_b: u64,
}

/// The circuit for a task, and its public values. The first message with two factors decides; a task without any proves
/// that 0 is a product of zeros.
#[must_use]
pub fn circuit(messages: &[Message]) -> (Product, Vec<Vec<Fr>>) {
    let factors = messages.iter().find_map(|message| message.json().ok());
    let Factors { private_a, private_b } =
        factors.unwrap_or(Factors { private_a: 0, private_b: 0 });
    let (a, b) = (field(private_a), field(private_b));
    let task = task_digest();
    let product = Product { task: Value::known(task), a: Value::known(a), b: Value::known(b) };
    (product, vec![vec![task, field(CONSTANT) * a * a * b * b]])
}

sprout_halo2::front_end!(circuit);

/// Shows knowledge of a and b with c = constant · a² · b².
#[derive(Clone, Debug, Default)]
pub struct Product {
    task: Value<Fr>,
    a: Value<Fr>,
    b: Value<Fr>,
}

/// Columns of [`Product`].
#[derive(Clone, Debug)]
pub struct Config {
    advice: [Column<Advice>; 2],
    constants: Column<Fixed>,
    instance: Column<Instance>,
    multiply: Selector,
}

impl Circuit<Fr> for Product {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = ();

    fn without_witnesses(&self) -> Self {
        Self::default()
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Config {
        let config = Config {
            advice: [meta.advice_column(), meta.advice_column()],
            constants: meta.fixed_column(),
            instance: meta.instance_column(),
            multiply: meta.selector(),
        };
        for column in config.advice {
            meta.enable_equality(column);
        }
        meta.enable_equality(config.instance);
        meta.enable_constant(config.constants);
        // | left | right   |
        // |      | product |
        meta.create_gate("multiply", |meta| {
            let left = meta.query_advice(config.advice[0], Rotation::cur());
            let right = meta.query_advice(config.advice[1], Rotation::cur());
            let product = meta.query_advice(config.advice[1], Rotation::next());
            let multiply = meta.query_selector(config.multiply);
            vec![multiply * (left * right - product)]
        });
        config
    }

    fn synthesize(&self, config: Config, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        let [left, right] = config.advice;
        let (task, c) = layouter.assign_region(
            || "product",
            |mut region| {
                config.multiply.enable(&mut region, 0)?;
                let a = region.assign_advice(left, 0, self.a);
                let b = region.assign_advice(right, 0, self.b);
                let ab = region.assign_advice(right, 1, product(&a, &b));

                config.multiply.enable(&mut region, 2)?;
                let ab_left = ab.copy_advice(&mut region, left, 2);
                let ab_right = ab.copy_advice(&mut region, right, 2);
                let squared = region.assign_advice(right, 3, product(&ab_left, &ab_right));

                config.multiply.enable(&mut region, 4)?;
                let constant = region.assign_advice(left, 4, Value::known(field(CONSTANT)));
                region.constrain_constant(constant.cell(), field(CONSTANT))?;
                let squared = squared.copy_advice(&mut region, right, 4);
                let c = region.assign_advice(right, 5, product(&constant, &squared));

                let task = region.assign_advice(left, 6, self.task);
                Ok((task.cell(), c.cell()))
            },
        )?;
        layouter.constrain_instance(task, config.instance, 0);
        layouter.constrain_instance(c, config.instance, 1);
        Ok(())
    }
}

/// The product of what two cells hold.
fn product(
    x: &AssignedCell<&Assigned<Fr>, Fr>,
    y: &AssignedCell<&Assigned<Fr>, Fr>,
) -> Value<Assigned<Fr>> {
    x.value().zip(y.value()).map(|(x, y)| **x * **y)
}

/// The field element of a number. `Fr::from` does it by a table of two megabytes, which would be published with the circuit.
fn field(number: u64) -> Fr {
    Fr::from_raw([number, 0, 0, 0])
}
