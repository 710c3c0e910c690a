//! Arithmetic on small integers: one gate, one lookup, and copies between them.
//!
//! Everything is written below one another into one advice column. The gate ties four rows together, c + a · b = d; a
//! second column is looked up in a table of 12 bits, and what has to be small is copied there. So few columns make a small
//! proof, which is cheap to verify on a chain.

use sprout_halo2::Fr;
use sprout_halo2::halo2_proofs::circuit::{Cell, Layouter, Region, Value};
use sprout_halo2::halo2_proofs::plonk::{
    Advice, Column, ConstraintSystem, Error, Fixed, Selector, TableColumn,
};
use sprout_halo2::halo2_proofs::poly::Rotation;

/// Values that are looked up are smaller.
pub const LIMIT: u64 = 1 << 12;

/// The columns.
#[derive(Clone, Debug)]
pub struct Columns {
    numbers: Column<Advice>,
    small: Column<Advice>,
    table: TableColumn,
    constants: Column<Fixed>,
    multiply: Selector,
}

impl Columns {
    /// Adds the columns, the gate and the lookup to a circuit.
    pub fn configure(meta: &mut ConstraintSystem<Fr>) -> Self {
        let columns = Self {
            numbers: meta.advice_column(),
            small: meta.advice_column(),
            table: meta.lookup_table_column(),
            constants: meta.fixed_column(),
            multiply: meta.selector(),
        };
        meta.enable_equality(columns.numbers);
        meta.enable_equality(columns.small);
        meta.enable_constant(columns.constants);
        meta.create_gate("c + a · b = d", |meta| {
            let [c, a, b, d] =
                [0, 1, 2, 3].map(|row| meta.query_advice(columns.numbers, Rotation(row)));
            let multiply = meta.query_selector(columns.multiply);
            vec![multiply * (c + a * b - d)]
        });
        meta.lookup("small", |meta| {
            vec![(meta.query_advice(columns.small, Rotation::cur()), columns.table)]
        });
        columns
    }

    /// Fills the table: 0, 1, … up to the limit.
    ///
    /// # Errors
    /// If the circuit has too few rows for it.
    pub fn load_table(&self, layouter: &mut impl Layouter<Fr>) -> Result<(), Error> {
        layouter.assign_table(
            || "12 bits",
            |mut table| {
                (0..LIMIT).enumerate().try_for_each(|(row, value)| {
                    table.assign_cell(|| "value", self.table, row, || Value::known(field(value)))
                })
            },
        )
    }
}

/// A number somewhere in the circuit.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    cell: Cell,
    value: Value<i64>,
}

impl Number {
    /// Where it stands.
    #[must_use]
    pub const fn cell(&self) -> Cell {
        self.cell
    }

    /// What it is, if that is known.
    #[must_use]
    pub const fn value(&self) -> Value<i64> {
        self.value
    }
}

/// What an operation is given.
#[derive(Clone, Copy, Debug)]
pub enum Operand {
    /// A number that stands somewhere already; it is copied.
    Number(Number),
    /// A constant of the circuit.
    Constant(i64),
}

impl From<Number> for Operand {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<i64> for Operand {
    fn from(constant: i64) -> Self {
        Self::Constant(constant)
    }
}

/// Writes operations below one another.
#[derive(Debug)]
pub struct Writer<'a, 'r> {
    columns: &'a Columns,
    region: Region<'r, Fr>,
    row: usize,
    small_row: usize,
}

impl<'a, 'r> Writer<'a, 'r> {
    /// Begins in the first row.
    #[must_use]
    pub const fn new(columns: &'a Columns, region: Region<'r, Fr>) -> Self {
        Self { columns, region, row: 0, small_row: 0 }
    }

    /// A number the prover chooses; what it is must be constrained by operations on it.
    pub fn witness(&mut self, value: Value<i64>) -> Number {
        let cell =
            self.region.assign_advice(self.columns.numbers, self.row, value.map(signed)).cell();
        self.row += 1;
        Number { cell, value }
    }

    /// A field element the prover chooses, in a cell of its own.
    pub fn element(&mut self, value: Value<Fr>) -> Cell {
        let cell = self.region.assign_advice(self.columns.numbers, self.row, value).cell();
        self.row += 1;
        cell
    }

    /// c + a · b.
    ///
    /// # Errors
    /// If the circuit has no more rows.
    pub fn multiply_add(
        &mut self,
        a: impl Into<Operand>,
        b: impl Into<Operand>,
        c: impl Into<Operand>,
    ) -> Result<Number, Error> {
        self.columns.multiply.enable(&mut self.region, self.row)?;
        let [c, a, b] = [c.into(), a.into(), b.into()];
        let c = self.operand(c)?;
        let a = self.operand(a)?;
        let b = self.operand(b)?;
        let value = c.value.zip(a.value).zip(b.value).map(|((c, a), b)| c + a * b);
        Ok(self.witness(value))
    }

    /// a + b.
    ///
    /// # Errors
    /// If the circuit has no more rows.
    pub fn add(&mut self, a: impl Into<Operand>, b: impl Into<Operand>) -> Result<Number, Error> {
        self.multiply_add(a, 1, b)
    }

    /// a − b.
    ///
    /// # Errors
    /// If the circuit has no more rows.
    pub fn subtract(
        &mut self,
        a: impl Into<Operand>,
        b: impl Into<Operand>,
    ) -> Result<Number, Error> {
        self.multiply_add(b, -1, a)
    }

    /// Requires a · b = 0.
    ///
    /// # Errors
    /// If the circuit has no more rows.
    pub fn require_zero_product(
        &mut self,
        a: impl Into<Operand>,
        b: impl Into<Operand>,
    ) -> Result<(), Error> {
        let product = self.multiply_add(a, b, 0)?;
        self.region.constrain_constant(product.cell, Fr::zero())
    }

    /// Requires that the number is 0 or 1.
    ///
    /// # Errors
    /// If the circuit has no more rows.
    pub fn require_bit(&mut self, number: Number) -> Result<(), Error> {
        let other = self.subtract(1, number)?;
        self.require_zero_product(number, other)
    }

    /// Requires 0 ≤ number < [`LIMIT`].
    pub fn require_small(&mut self, number: Number) {
        let value = number.value.map(signed);
        let copy = self.region.assign_advice(self.columns.small, self.small_row, value);
        self.region.constrain_equal(number.cell, copy.cell());
        self.small_row += 1;
    }

    fn operand(&mut self, operand: Operand) -> Result<Number, Error> {
        match operand {
            Operand::Number(number) => {
                let copy = self.witness(number.value);
                self.region.constrain_equal(number.cell, copy.cell);
                Ok(copy)
            }
            Operand::Constant(constant) => {
                let number = self.witness(Value::known(constant));
                self.region.constrain_constant(number.cell, signed(constant))?;
                Ok(number)
            }
        }
    }
}

/// The field element of an integer; a negative one is counted from the order downwards.
fn signed(value: i64) -> Fr {
    let size = field(value.unsigned_abs());
    if value < 0 { -size } else { size }
}

/// The field element of a number. `Fr::from` does it by a table of two megabytes, which would be published with the circuit.
pub fn field(number: u64) -> Fr {
    Fr::from_raw([number, 0, 0, 0])
}
