//! `c = CONSTANT · (a · b)²` with one multiplication gate.

use halo2_axiom::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::plonk::{
    Advice, Circuit, Column, ConstraintSystem, Error, Fixed, Instance, Selector,
};
use halo2_axiom::poly::Rotation;

use crate::{CONSTANT, Input};

/// The columns: a product's factors stand in one row of the first two advice columns, the product in the
/// first column of the next row.
#[derive(Clone, Debug)]
pub struct Columns {
    left: Column<Advice>,
    right: Column<Advice>,
    shown: Column<Instance>,
    constant: Column<Fixed>,
    multiply: Selector,
    load_constant: Selector,
}

/// The circuit with what it knows.
#[derive(Clone, Debug, Default)]
pub struct SimpleCircuit {
    /// The private numbers, or nothing while keys are made.
    pub input: Option<Input>,
}

impl Circuit<Fr> for SimpleCircuit {
    type Config = Columns;
    type FloorPlanner = SimpleFloorPlanner;

    fn without_witnesses(&self) -> Self {
        Self::default()
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Columns {
        let columns = Columns {
            left: meta.advice_column(),
            right: meta.advice_column(),
            shown: meta.instance_column(),
            constant: meta.fixed_column(),
            multiply: meta.selector(),
            load_constant: meta.selector(),
        };
        meta.enable_equality(columns.left);
        meta.enable_equality(columns.right);
        meta.enable_equality(columns.shown);
        meta.create_gate("product", |meta| {
            let left = meta.query_advice(columns.left, Rotation::cur());
            let right = meta.query_advice(columns.right, Rotation::cur());
            let product = meta.query_advice(columns.left, Rotation::next());
            vec![meta.query_selector(columns.multiply) * (left * right - product)]
        });
        meta.create_gate("constant", |meta| {
            let right = meta.query_advice(columns.right, Rotation::cur());
            let constant = meta.query_fixed(columns.constant, Rotation::cur());
            vec![meta.query_selector(columns.load_constant) * (right - constant)]
        });
        columns
    }

    fn synthesize(&self, columns: Columns, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        let known = self.input.map_or(Value::unknown(), Value::known);
        let a = known.map(|input| Fr::from(input.private_a));
        let b = known.map(|input| Fr::from(input.private_b));
        let product = a * b;
        let square = product * product;
        let shown = known.map(Input::public_output);
        let cell = layouter.assign_region(
            || "product",
            |mut region| {
                for row in 0..3 {
                    columns.multiply.enable(&mut region, row)?;
                }
                region.assign_advice(columns.left, 0, a);
                region.assign_advice(columns.right, 0, b);
                let first = region.assign_advice(columns.left, 1, product).cell();
                let copy = region.assign_advice(columns.right, 1, product).cell();
                region.constrain_equal(first, copy);
                region.assign_advice(columns.left, 2, square);
                let constant = Value::known(Fr::from(CONSTANT));
                region.assign_advice(columns.right, 2, constant);
                region.assign_fixed(columns.constant, 2, Fr::from(CONSTANT));
                columns.load_constant.enable(&mut region, 2)?;
                Ok(region.assign_advice(columns.left, 3, shown).cell())
            },
        )?;
        layouter.constrain_instance(cell, columns.shown, 0);
        Ok(())
    }
}
