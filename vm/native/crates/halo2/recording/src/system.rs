//! A constraint system as plain data.

use halo2curves_axiom::bn256::Fr;

use crate::error::Error;
use crate::limits::Limits;

/// What kind of column is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColumnKind {
    /// Private values, filled by the prover.
    Advice,
    /// Values that are part of the circuit.
    Fixed,
    /// Public values.
    Instance,
}

/// A column of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Column {
    /// The kind; indices count within it.
    pub kind: ColumnKind,
    /// The index, from 0.
    pub index: u32,
}

/// A cell: a column and an absolute row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The column.
    pub column: Column,
    /// The row, from 0.
    pub row: u32,
}

/// A query of a column (its kind is known from where the query stands) relative to the current row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    /// Index of the column.
    pub column: u32,
    /// Rows after (positive) or before (negative) the current one.
    pub rotation: i32,
}

/// One node of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// A constant.
    Constant(Fr),
    /// The selector with this index.
    Selector(u32),
    /// The fixed query with this index.
    Fixed(u32),
    /// The advice query with this index.
    Advice(u32),
    /// The instance query with this index.
    Instance(u32),
    /// The challenge with this index.
    Challenge(u32),
    /// The expression before it, negated.
    Negated,
    /// The sum of the two expressions before it.
    Sum,
    /// The product of the two expressions before it.
    Product,
    /// The expression before it times a constant.
    Scaled(Fr),
}

/// An expression in postfix order: operands stand before what combines them.
pub type Expression = Vec<Node>;

/// A constraint system: everything that `Circuit::configure` decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConstraintSystem {
    /// The phase (0 or 1) of each advice column.
    pub advice_phases: Vec<u8>,
    /// The phase after which each challenge is known.
    pub challenge_phases: Vec<u8>,
    /// For each selector, whether it is simple (not complex).
    pub selectors: Vec<bool>,
    /// How many fixed columns there are, selectors not counted.
    pub fixed_columns: u32,
    /// How many instance columns there are.
    pub instance_columns: u32,
    /// Queries of advice columns in the order they were first made.
    pub advice_queries: Vec<Query>,
    /// Queries of fixed columns in the order they were first made.
    pub fixed_queries: Vec<Query>,
    /// Queries of instance columns in the order they were first made.
    pub instance_queries: Vec<Query>,
    /// Columns with equality enabled, in the order that was done.
    pub permutation: Vec<Column>,
    /// Fixed columns for constants.
    pub constants: Vec<u32>,
    /// The degree the circuit asks for at least.
    pub minimum_degree: Option<u32>,
    /// Each gate's polynomials, all of which must be zero.
    pub gates: Vec<Vec<Expression>>,
    /// Each lookup's pairs of input and table expression.
    pub lookups: Vec<Vec<(Expression, Expression)>>,
}

/// The degree halo2 stops at when the circuit asks for no other.
const USUAL_DEGREE: u32 = 5;

impl ConstraintSystem {
    /// How many phases there are: 1 or 2.
    pub fn phases(&self) -> u8 {
        self.advice_phases.iter().max().map_or(1, |phase| phase.saturating_add(1))
    }

    /// The degree that all gates and arguments need.
    pub fn needed_degree(&self) -> u32 {
        let lookups = self.lookups.iter().map(|pairs| {
            let most = |side: fn(&(Expression, Expression)) -> &Expression| {
                pairs.iter().map(|pair| degree(side(pair))).max().unwrap_or(0).max(1)
            };
            (2 + most(|pair| &pair.0) + most(|pair| &pair.1)).max(4)
        });
        let gates = self.gates.iter().flatten().map(|polynomial| degree(polynomial));
        gates.chain(lookups).max().unwrap_or(0).max(3)
    }

    /// The degree halo2 gives this system: what is needed, at most 5, or what the circuit asks for.
    pub fn degree(&self) -> u32 {
        self.needed_degree().min(USUAL_DEGREE).max(self.minimum_degree.unwrap_or(1))
    }

    /// How much larger the domain of the quotient is than that of the columns, as a power of two.
    pub fn extension(&self) -> u32 {
        u32::BITS - self.degree().saturating_sub(2).leading_zeros()
    }

    /// The largest k of a circuit with these constraints: its larger domain is within the limits, too, and the
    /// field has roots of unity for it (of order 2^28).
    pub fn max_k(&self, limits: &Limits) -> u32 {
        let extended = limits.max_extended_k.min(28);
        limits.max_k.min(extended.saturating_sub(self.extension()))
    }

    /// Rows at the end that halo2 fills with random values.
    pub fn blinding_factors(&self) -> u32 {
        let mut queries = vec![0u32; self.advice_phases.len()];
        for query in &self.advice_queries {
            if let Some(count) = queries.get_mut(query.column as usize) {
                *count += 1;
            }
        }
        queries.into_iter().max().unwrap_or(1).max(3) + 2
    }

    /// Checks what verifying takes when the instance columns have so many values: each query of a column goes through
    /// all of them.
    ///
    /// # Errors
    /// If that is over the limit.
    pub fn check_instances(&self, lengths: &[u32], limits: &Limits) -> Result<(), Error> {
        let length = |query: &Query| lengths.get(query.column as usize).copied().unwrap_or(0);
        let work: u64 = self.instance_queries.iter().map(|query| u64::from(length(query))).sum();
        let limit = limits.max_instance_work;
        let what = "values in the instance columns of all queries";
        if work > limit { Err(Error::Limit { what, limit }) } else { Ok(()) }
    }

    /// Rows a circuit of 2^k rows can use, or none if that is too few for any.
    pub fn usable_rows(&self, k: u32) -> Option<u32> {
        let unusable = self.blinding_factors() + 1;
        // One row for the permutation's first value, one to use.
        1u32.checked_shl(k)?.checked_sub(unusable).filter(|usable| *usable >= 2)
    }

    /// The smallest k, at most `max_k`, of a circuit that uses `rows` rows.
    pub fn smallest_k(&self, rows: u32, max_k: u32) -> Option<u32> {
        let enough = |k: &u32| self.usable_rows(*k).is_some_and(|usable| usable >= rows);
        (1..=max_k.min(28)).find(enough)
    }
}

/// The degree of an expression; 0 for one that is not well formed.
pub(crate) fn degree(expression: &[Node]) -> u32 {
    let mut stack: Vec<u32> = Vec::new();
    for node in expression {
        let value = match node {
            Node::Constant(_) | Node::Challenge(_) => 0,
            Node::Selector(_) | Node::Fixed(_) | Node::Advice(_) | Node::Instance(_) => 1,
            Node::Negated | Node::Scaled(_) => continue,
            Node::Sum | Node::Product => {
                let (right, left) = (stack.pop().unwrap_or(0), stack.pop().unwrap_or(0));
                if *node == Node::Sum { left.max(right) } else { left.saturating_add(right) }
            }
        };
        stack.push(value);
    }
    stack.pop().unwrap_or(0)
}
