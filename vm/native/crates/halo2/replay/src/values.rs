//! Columns of values while they are read: fractions are divided all at once.

use std::ops::Range;

use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::halo2curves::ff::{BatchInvert, Field};
use rayon::prelude::*;
use sprout_halo2_recording::Value;

/// Columns of values, zero at first. A later value for a cell replaces an earlier one.
pub(crate) struct Values {
    numerators: Vec<Vec<Fr>>,
    /// For each column, nothing as long as it has no fractions.
    denominators: Vec<Vec<Fr>>,
}

impl Values {
    pub(crate) fn new(columns: usize, rows: usize) -> Self {
        Self {
            numerators: vec![vec![Fr::ZERO; rows]; columns],
            denominators: vec![Vec::new(); columns],
        }
    }

    /// Sets a cell.
    #[inline]
    pub(crate) fn set(&mut self, column: u32, row: u32, value: Value) {
        self.fill(column, row as usize..row as usize + 1, value);
    }

    /// Sets a column's cells in these rows, of which there are none beyond the end.
    #[inline]
    pub(crate) fn fill(&mut self, column: u32, rows: Range<usize>, value: Value) {
        let column = column as usize;
        let (numerator, denominator) = match value {
            Value::Plain(value) => (value, Fr::ONE),
            Value::Ratio(numerator, denominator) => (numerator, denominator),
        };
        if let Some(cells) = self.numerators[column].get_mut(rows.clone()) {
            cells.fill(numerator);
        }
        if matches!(value, Value::Ratio(..)) && self.denominators[column].is_empty() {
            self.denominators[column] = vec![Fr::ONE; self.numerators[column].len()];
        }
        if let Some(cells) = self.denominators[column].get_mut(rows) {
            cells.fill(denominator);
        }
    }

    /// The columns, divided.
    pub(crate) fn finish(self) -> Vec<Vec<Fr>> {
        let columns = self.numerators.into_par_iter().zip(self.denominators);
        let divided = columns.map(|(mut numerators, mut denominators)| {
            // A denominator of zero stands for the value zero, and stays zero here.
            denominators.iter_mut().batch_invert();
            numerators.iter_mut().zip(&denominators).for_each(|(value, inverse)| *value *= inverse);
            numerators
        });
        divided.collect()
    }
}
