//! Whether a witness satisfies its circuit, constraint by constraint: what a proof says in one word, told with a place.

use std::collections::HashSet;
use std::fmt;

use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::halo2curves::ff::{Field, PrimeField};
use rand_core::RngCore;
use rayon::prelude::*;
use sprout_halo2_recording::{
    Cell, Column, ColumnKind, ConstraintSystem, Expression, Node, Value, WitnessSink,
    decode_witness,
};

use crate::circuit::WitnessSource;
use crate::course::Course;
use crate::error::Error;
use crate::layout::Layout;
use crate::prove::FirstWitness;
use crate::shape::Shape;
use crate::values::Values;

/// A constraint that a witness does not satisfy. Gates and lookups are counted in the order they were configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// A gate's polynomial is not zero.
    Gate {
        /// The gate, from 0.
        gate: usize,
        /// Its polynomial, from 0.
        polynomial: usize,
        /// The row, from 0.
        row: usize,
    },
    /// An input is not in its table.
    Lookup {
        /// The lookup, from 0.
        lookup: usize,
        /// The row, from 0.
        row: usize,
    },
    /// Two cells differ that the circuit makes equal.
    Copy {
        /// One of them.
        left: Cell,
        /// The other.
        right: Cell,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |cell: &Cell| {
            let kind = match cell.column.kind {
                ColumnKind::Advice => "advice",
                ColumnKind::Fixed => "fixed",
                ColumnKind::Instance => "instance",
            };
            format!("{kind} column {} in row {}", cell.column.index, cell.row)
        };
        match self {
            Self::Gate { gate, polynomial, row } => {
                write!(f, "polynomial {polynomial} of gate {gate} is not zero in row {row}")
            }
            Self::Lookup { lookup, row } => {
                write!(f, "lookup {lookup} does not find its input of row {row} in its table")
            }
            Self::Copy { left, right } => {
                write!(f, "{} is not equal to {}", name(left), name(right))
            }
        }
    }
}

impl Shape {
    /// How many steps it takes to check every constraint in every row.
    pub fn constraint_work(&self) -> u64 {
        let system = self.system();
        let gates: usize = system.gates.iter().flatten().map(Vec::len).sum();
        let lookups = system.lookups.iter().flatten();
        let lookups: usize = lookups.map(|(input, table)| input.len() + table.len() + 2).sum();
        ((gates + lookups + system.permutation.len()) as u64) << self.k()
    }
}

/// The first constraint that a witness does not satisfy, if there is any. The source is asked for the witness of the
/// second phase with challenges drawn for it: a front end that looks at them may give a good one here and none to a
/// proof. Rows that the prover fills with random values have some here, too. `rng` must be none that a front end can
/// foresee.
///
/// # Errors
/// If there is no witness of the second phase.
pub fn violation(
    shape: &Shape,
    structure: &[u8],
    first: &FirstWitness<'_>,
    source: &mut dyn WitnessSource,
    mut rng: impl RngCore,
) -> Result<Option<Violation>, Error> {
    let system = shape.system();
    let challenges: Vec<Fr> =
        system.challenge_phases.iter().map(|_| Fr::random(&mut rng)).collect();
    let mut later = Vec::new();
    for phase in 1..system.phases() {
        let known = system.challenge_phases.iter().zip(&challenges);
        let known: Vec<_> =
            known.map(|(after, value)| (*after < phase).then_some(*value)).collect();
        later.push(source.witness(phase, &known).map_err(Error::Source)?);
    }
    Cells::new(shape, structure, first, &later, challenges, rng).map(|cells| cells.first())
}

/// As [`violation`], with the challenges and the second phase's witness that a proof had: what is found is what is wrong
/// with that very proof. None if the proof ended before all of them were there.
///
/// # Errors
/// If the second phase's witness is refused.
pub fn violation_in(
    shape: &Shape,
    structure: &[u8],
    first: &FirstWitness<'_>,
    course: &Course,
    rng: impl RngCore,
) -> Result<Option<Option<Violation>>, Error> {
    let Some(challenges) = course.challenges(shape.system()) else { return Ok(None) };
    let cells = Cells::new(shape, structure, first, &course.later, challenges, rng)?;
    Ok(Some(cells.first()))
}

/// Everything a circuit's constraints look at.
struct Cells<'s> {
    system: &'s ConstraintSystem,
    usable_rows: usize,
    rows: usize,
    layout: Layout,
    advice: Vec<Vec<Fr>>,
    instances: Vec<Vec<Fr>>,
    challenges: Vec<Fr>,
    /// What the parts of a lookup are folded with.
    theta: Fr,
}

impl<'s> Cells<'s> {
    fn new(
        shape: &'s Shape,
        structure: &[u8],
        first: &FirstWitness<'_>,
        later: &[Vec<u8>],
        challenges: Vec<Fr>,
        mut rng: impl RngCore,
    ) -> Result<Self, Error> {
        let (system, rows) = (shape.system(), 1usize << shape.k());
        let layout = Layout::new(shape, structure)?;
        let mut advice = Advice(Values::new(system.advice_phases.len(), rows));
        advice.read(shape, 0, first.recording())?;
        for (recording, phase) in later.iter().zip(1..) {
            advice.read(shape, phase, recording)?;
        }
        let mut instances = first.instances().to_vec();
        instances.iter_mut().for_each(|column| column.resize(rows, Fr::ZERO));
        let usable_rows = shape.usable_rows() as usize;
        let theta = Fr::random(&mut rng);
        let advice = advice.finish(usable_rows, rng);
        Ok(Self { system, usable_rows, rows, layout, advice, instances, challenges, theta })
    }

    fn first(&self) -> Option<Violation> {
        self.gates().or_else(|| self.lookups()).or_else(|| self.copies())
    }

    fn gates(&self) -> Option<Violation> {
        let polynomials = self.system.gates.iter().enumerate().flat_map(|(gate, polynomials)| {
            polynomials.iter().enumerate().map(move |(index, nodes)| (gate, index, nodes))
        });
        polynomials.into_iter().find_map(|(gate, polynomial, nodes)| {
            let wrong = |stack: &mut Vec<Fr>, row| self.value(nodes, row, stack) != Fr::ZERO;
            first_row(self.rows, wrong).map(|row| Violation::Gate { gate, polynomial, row })
        })
    }

    /// One side of a lookup in a row, as one number.
    fn folded<'a>(
        &self,
        side: impl Iterator<Item = &'a Expression>,
        row: usize,
        stack: &mut Vec<Fr>,
    ) -> [u8; 32] {
        side.fold(Fr::ZERO, |sum, nodes| sum * self.theta + self.value(nodes, row, stack)).to_repr()
    }

    fn lookups(&self) -> Option<Violation> {
        self.system.lookups.iter().enumerate().find_map(|(lookup, pairs)| {
            let rows = (0..self.usable_rows).into_par_iter();
            let table = rows.map_init(Vec::new, |stack, row| {
                self.folded(pairs.iter().map(|pair| &pair.1), row, stack)
            });
            let table: HashSet<[u8; 32]> = table.collect();
            let missing = |stack: &mut Vec<Fr>, row| {
                let input = self.folded(pairs.iter().map(|pair| &pair.0), row, stack);
                !table.contains(&input)
            };
            first_row(self.usable_rows, missing).map(|row| Violation::Lookup { lookup, row })
        })
    }

    fn copies(&self) -> Option<Violation> {
        let cell = |(column, row): (u32, u32)| Cell {
            column: self.system.permutation[column as usize],
            row,
        };
        (0..self.layout.next.len() as u32).find_map(|column| {
            let next = &self.layout.next[column as usize];
            let differs = |_: &mut Vec<Fr>, row| {
                let (left, right) = (cell((column, row as u32)), cell(next[row]));
                left != right && self.cell(left) != self.cell(right)
            };
            let row = first_row(self.rows, differs)?;
            Some(Violation::Copy { left: cell((column, row as u32)), right: cell(next[row]) })
        })
    }

    fn column(&self, column: Column) -> &[Fr] {
        let columns = match column.kind {
            ColumnKind::Advice => &self.advice,
            ColumnKind::Fixed => &self.layout.fixed,
            ColumnKind::Instance => &self.instances,
        };
        &columns[column.index as usize]
    }

    fn cell(&self, cell: Cell) -> Fr {
        self.column(cell.column)[cell.row as usize]
    }

    /// What a column holds some rows from a row, around the end.
    fn query(&self, kind: ColumnKind, query: &sprout_halo2_recording::Query, row: usize) -> Fr {
        let row = (row as i64 + i64::from(query.rotation)).rem_euclid(self.rows as i64);
        self.column(Column { kind, index: query.column })[row as usize]
    }

    /// The value of a checked expression in a row.
    fn value(&self, nodes: &[Node], row: usize, stack: &mut Vec<Fr>) -> Fr {
        let system = self.system;
        stack.clear();
        for node in nodes {
            let value = match node {
                Node::Constant(value) => *value,
                Node::Selector(index) => {
                    self.layout.fixed[(system.fixed_columns + index) as usize][row]
                }
                Node::Fixed(index) => {
                    self.query(ColumnKind::Fixed, &system.fixed_queries[*index as usize], row)
                }
                Node::Advice(index) => {
                    self.query(ColumnKind::Advice, &system.advice_queries[*index as usize], row)
                }
                Node::Instance(index) => {
                    self.query(ColumnKind::Instance, &system.instance_queries[*index as usize], row)
                }
                Node::Challenge(index) => self.challenges[*index as usize],
                Node::Negated => -operand(stack),
                Node::Scaled(factor) => operand(stack) * factor,
                Node::Sum => operand(stack) + operand(stack),
                Node::Product => operand(stack) * operand(stack),
            };
            stack.push(value);
        }
        operand(stack)
    }
}

/// The topmost operand; a checked expression always has it.
fn operand(stack: &mut Vec<Fr>) -> Fr {
    stack.pop().unwrap_or(Fr::ZERO)
}

/// Rows that one thread looks at without asking for more.
const STRETCH: usize = 512;

/// The first row of which something is true.
fn first_row(rows: usize, test: impl Fn(&mut Vec<Fr>, usize) -> bool + Sync) -> Option<usize> {
    (0..rows.div_ceil(STRETCH)).into_par_iter().find_map_first(|stretch| {
        let mut stack = Vec::new();
        let rows = stretch * STRETCH..rows.min((stretch + 1) * STRETCH);
        rows.into_iter().find(|row| test(&mut stack, *row))
    })
}

/// Advice columns while they are read.
struct Advice(Values);

impl Advice {
    fn read(&mut self, shape: &Shape, phase: u8, recording: &[u8]) -> Result<(), Error> {
        decode_witness(
            recording,
            phase,
            shape.system(),
            shape.structure(),
            shape.usable_rows(),
            shape.limits(),
            self,
        )?;
        Ok(())
    }

    fn finish(self, usable_rows: usize, mut rng: impl RngCore) -> Vec<Vec<Fr>> {
        let mut columns = self.0.finish();
        let blinding = columns.iter_mut().flat_map(|column| &mut column[usable_rows..]);
        blinding.for_each(|cell| *cell = Fr::random(&mut rng));
        columns
    }
}

impl WitnessSink for Advice {
    #[inline]
    fn advice(&mut self, column: u32, row: u32, value: Value) {
        self.0.set(column, row, value);
    }
}
