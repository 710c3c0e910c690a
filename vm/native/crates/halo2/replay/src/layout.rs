//! What a structure comes to, cell by cell: values of fixed columns, and which cells are equal.

use std::collections::HashMap;

use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::halo2curves::ff::Field;
use sprout_halo2_recording::{Cell, Column, StructureSink, Value, decode_structure};

use crate::error::Error;
use crate::shape::Shape;
use crate::values::Values;

/// A cell among the permuted columns: the column's place in their order, and the row.
pub(crate) type Place = (u32, u32);

/// The fixed columns and the permutation of a circuit.
pub(crate) struct Layout {
    /// Values of the fixed columns, then of the selectors.
    pub(crate) fixed: Vec<Vec<Fr>>,
    /// For each permuted column, the next cell in the cycle of each of its cells.
    pub(crate) next: Vec<Vec<Place>>,
}

impl Layout {
    /// Lays a structure out; it is the one the shape was made of, or an error.
    pub(crate) fn new(shape: &Shape, structure: &[u8]) -> Result<Self, Error> {
        let system = shape.system();
        let rows = 1usize << shape.k();
        let columns = system.permutation.len() as u32;
        let identity = |column| (0..rows as u32).map(|row| (column, row)).collect();
        let fixed = system.fixed_columns as usize + system.selectors.len();
        let mut builder = Builder {
            usable_rows: shape.usable_rows() as usize,
            first_selector: system.fixed_columns,
            fixed: Values::new(fixed, rows),
            next: (0..columns).map(identity).collect(),
            order: system.permutation.iter().copied().zip(0..).collect(),
            leader: (0..columns).map(identity).collect(),
            sizes: vec![vec![1; rows]; system.permutation.len()],
        };
        let summary = decode_structure(structure, system, shape.limits(), &mut builder)?;
        if summary != *shape.structure() {
            return Err(Error::Halo2("the structure is not the one this shape was made of".into()));
        }
        Ok(Layout { fixed: builder.fixed.finish(), next: builder.next })
    }
}

struct Builder {
    usable_rows: usize,
    first_selector: u32,
    fixed: Values,
    next: Vec<Vec<Place>>,
    order: HashMap<Column, u32>,
    /// The cell that stands for the cycle each cell is in, and how long that one's cycle is.
    leader: Vec<Vec<Place>>,
    sizes: Vec<Vec<u32>>,
}

/// The entry of a place.
fn at<T>(columns: &mut [Vec<T>], place: Place) -> &mut T {
    &mut columns[place.0 as usize][place.1 as usize]
}

impl Builder {
    fn place(&self, cell: Cell) -> Place {
        // The decoder lets no column without equality through.
        (self.order.get(&cell.column).copied().unwrap_or_default(), cell.row)
    }
}

impl StructureSink for Builder {
    fn fixed(&mut self, column: u32, row: u32, value: Value) {
        self.fixed.set(column, row, value);
    }

    fn selector(&mut self, selector: u32, row: u32) {
        self.fixed.set(self.first_selector + selector, row, Value::Plain(Fr::ONE));
    }

    /// Merges the cycles of two cells as halo2 does: the order of the longer one's cells decides.
    fn copy(&mut self, left: Cell, right: Cell) {
        let (left, right) = (self.place(left), self.place(right));
        let mut keeps = *at(&mut self.leader, left);
        let mut joins = *at(&mut self.leader, right);
        if keeps == joins {
            return;
        }
        if *at(&mut self.sizes, keeps) < *at(&mut self.sizes, joins) {
            std::mem::swap(&mut keeps, &mut joins);
        }
        *at(&mut self.sizes, keeps) += *at(&mut self.sizes, joins);
        let mut cell = joins;
        loop {
            *at(&mut self.leader, cell) = keeps;
            cell = *at(&mut self.next, cell);
            if cell == joins {
                break;
            }
        }
        let after = *at(&mut self.next, left);
        let other = std::mem::replace(at(&mut self.next, right), after);
        *at(&mut self.next, left) = other;
    }

    fn fill(&mut self, column: u32, row: u32, value: Value) {
        self.fixed.fill(column, row as usize..self.usable_rows, value);
    }
}
