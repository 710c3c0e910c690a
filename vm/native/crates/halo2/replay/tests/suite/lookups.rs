//! Lookups in tables and in columns of every kind.

use halo2_axiom::circuit::{Layouter, Region, SimpleFloorPlanner, Value};
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::plonk::{
    Advice, Circuit, Column, ConstraintSystem, Error, Expression, Fixed, Instance, Selector,
    TableColumn,
};
use halo2_axiom::poly::Rotation;

use sprout_halo2_replay::Violation;

use crate::harness::{One, Small, same, violated};

/// Bytes and their squares by a table of two columns, and a second table that shares a region with nobody.
#[derive(Clone)]
struct Tables(Vec<u8>);

#[derive(Clone)]
struct TablesConfig {
    byte: Column<Advice>,
    square: Column<Advice>,
    on: Selector,
    bytes: TableColumn,
    squares: TableColumn,
    even: TableColumn,
}

impl Circuit<Fr> for Tables {
    type Config = TablesConfig;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = ();

    fn without_witnesses(&self) -> Self {
        self.clone()
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> TablesConfig {
        let config = TablesConfig {
            byte: meta.advice_column(),
            square: meta.advice_column(),
            on: meta.complex_selector(),
            even: meta.lookup_table_column(),
            bytes: meta.lookup_table_column(),
            squares: meta.lookup_table_column(),
        };
        meta.lookup("squares", |meta| {
            let on = meta.query_selector(config.on);
            let byte = meta.query_advice(config.byte, Rotation::cur());
            let square = meta.query_advice(config.square, Rotation::cur());
            let off = Expression::Constant(Fr::one()) - on.clone();
            // Rows that are off look up the table's row for 3.
            vec![
                (on.clone() * byte + off.clone() * Fr::from(3), config.bytes),
                (on * square + off * Fr::from(9), config.squares),
            ]
        });
        meta.lookup("even", |meta| {
            let byte = meta.query_advice(config.byte, Rotation::cur());
            vec![(byte * Fr::from(2), config.even)]
        });
        config
    }

    fn synthesize(
        &self,
        config: TablesConfig,
        mut layouter: impl Layouter<Fr>,
    ) -> Result<(), Error> {
        let known = |value: u64| Value::known(Fr::from(value));
        layouter.assign_table(
            || "squares",
            |mut table| {
                for byte in 0..100u64 {
                    let row = byte as usize;
                    table.assign_cell(|| "", config.squares, row, || known(byte * byte))?;
                    table.assign_cell(|| "", config.bytes, row, || known(byte))?;
                }
                Ok(())
            },
        )?;
        layouter.assign_table(
            || "even",
            |mut table| {
                for number in 0..90u64 {
                    table.assign_cell(|| "", config.even, number as usize, || known(2 * number))?;
                }
                Ok(())
            },
        )?;
        layouter.assign_region(
            || "bytes",
            |mut region| {
                for (row, byte) in self.0.iter().enumerate() {
                    let byte = u64::from(*byte);
                    region.assign_advice(config.byte, row, known(byte));
                    region.assign_advice(config.square, row, known(byte * byte));
                    config.on.enable(&mut region, row)?;
                }
                Ok(())
            },
        )
    }
}

#[test]
fn tables() {
    assert_eq!(same(|| (Tables(vec![0, 5, 5, 89, 17]), vec![])), 7);
    let missing = violated(|| (Tables(vec![0, 5, 101, 89]), vec![])).expect("101 is in no table");
    assert!(matches!(missing, Violation::Lookup { row: 2, .. }), "{missing}");
}

/// Looks up pairs in advice, fixed and instance columns, with rotations on the table's side.
#[derive(Clone)]
struct Anywhere;

impl Small for Anywhere {
    type Config = ([Column<Advice>; 3], Column<Fixed>, Column<Instance>);

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Self::Config {
        let advice = [meta.advice_column(), meta.advice_column(), meta.advice_column()];
        let (fixed, instance) = (meta.fixed_column(), meta.instance_column());
        let complex = meta.complex_selector();
        meta.lookup_any("pairs", |meta| {
            let input = meta.query_advice(advice[0], Rotation::cur());
            let key = meta.query_fixed(fixed, Rotation::next());
            let value = meta.query_advice(advice[1], Rotation::prev());
            let input_value = meta.query_advice(advice[2], Rotation::cur());
            vec![(input, key), (input_value, value)]
        });
        meta.lookup_any("public", |meta| {
            let input = meta.query_advice(advice[2], Rotation::cur());
            let table = meta.query_instance(instance, Rotation::cur());
            let off = meta.query_selector(complex);
            vec![((Expression::Constant(Fr::one()) - off) * input, table)]
        });
        (advice, fixed, instance)
    }

    fn assign(
        &self,
        (advice, fixed, _): &Self::Config,
        region: &mut Region<'_, Fr>,
    ) -> Result<(), Error> {
        // Key k stands in row k + 1 of the fixed column, and its value 10 k in row k - 1 of the second.
        for key in 1..8usize {
            region.assign_fixed(*fixed, key + 1, Fr::from(key as u64));
            region.assign_advice(advice[1], key - 1, Value::known(Fr::from(10 * key as u64)));
        }
        for row in 0..12usize {
            let key = (row * 5 % 8) as u64;
            region.assign_advice(advice[0], row, Value::known(Fr::from(key)));
            region.assign_advice(advice[2], row, Value::known(Fr::from(10 * key)));
        }
        Ok(())
    }
}

#[test]
fn lookup_any() {
    same(|| (One(Anywhere), vec![(0..8).map(|key| Fr::from(10 * key)).collect()]));
}
