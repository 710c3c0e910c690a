//! A circuit as its first two recordings describe it.

use std::sync::Arc;

use sprout_halo2_recording::{
    ConstraintSystem, Discard, Limits, StructureSummary, decode_structure,
};

use crate::error::Error;

/// A circuit without a witness: its constraint system, what its structure comes to, and its size. Made only
/// of recordings that have been checked.
#[derive(Clone, Debug)]
pub struct Shape {
    system: Arc<ConstraintSystem>,
    structure: Arc<StructureSummary>,
    limits: Arc<Limits>,
    k: u32,
}

impl Shape {
    /// Checks a structure recording against its constraint system and picks the smallest k that fits.
    pub fn new(
        system: ConstraintSystem,
        structure: &[u8],
        limits: &Limits,
    ) -> Result<Shape, Error> {
        let summary = decode_structure(structure, &system, limits, &mut Discard)?;
        let rows = summary.rows;
        let max_k = system.max_k(limits);
        let k = system.smallest_k(rows, max_k).ok_or(Error::TooManyRows { rows, max_k })?;
        Ok(Shape {
            system: system.into(),
            structure: summary.into(),
            limits: limits.clone().into(),
            k,
        })
    }

    /// The same circuit with 2^k rows, which must be enough.
    pub fn with_k(mut self, k: u32) -> Result<Shape, Error> {
        let rows = self.structure.rows;
        let max_k = self.system.max_k(&self.limits);
        if k < self.k || k > max_k {
            return Err(Error::TooManyRows { rows, max_k: k.min(max_k) });
        }
        self.k = k;
        Ok(self)
    }

    /// The constraint system.
    pub fn system(&self) -> &ConstraintSystem {
        &self.system
    }

    /// The constraint system as circuit parameters: what halo2's readers of keys ask for.
    pub fn params(&self) -> crate::Params {
        crate::Params(self.system.clone())
    }

    /// What the structure comes to: rows used, numbers of operations, lengths of instance columns.
    pub fn structure(&self) -> &StructureSummary {
        &self.structure
    }

    /// The limits that everything was and will be checked against.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// log2 of the number of rows.
    pub fn k(&self) -> u32 {
        self.k
    }

    /// Rows that can be assigned: all but the blinding ones.
    pub fn usable_rows(&self) -> u32 {
        self.system.usable_rows(self.k).unwrap_or(0)
    }

    /// Degree of the constraint system as halo2 builds it.
    pub fn degree(&self) -> u32 {
        self.system.degree()
    }
}
