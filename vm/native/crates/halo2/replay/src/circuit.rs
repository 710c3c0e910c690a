//! The circuit that does what recordings say.

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::sync::Arc;

use halo2_axiom::circuit::{Cell, Layouter, Region, SimpleFloorPlanner, Value};
use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::plonk::{self, Assigned, Circuit};
use sprout_halo2_recording as recording;
use sprout_halo2_recording::{
    ConstraintSystem, StructureSink, WitnessSink, decode_structure, decode_witness,
};

use crate::configure::{Columns, Config, configure};
use crate::error::{Error, SourceError};
use crate::shape::Shape;

/// Where the witness of the second and third phase comes from: whoever runs the front end.
pub trait WitnessSource {
    /// The witness recording of a phase. `challenges` has one entry for each challenge of the circuit,
    /// with a value where it has been squeezed.
    fn witness(&mut self, phase: u8, challenges: &[Option<Fr>]) -> Result<Vec<u8>, SourceError>;
}

impl<F> WitnessSource for F
where
    F: FnMut(u8, &[Option<Fr>]) -> Result<Vec<u8>, SourceError>,
{
    fn witness(&mut self, phase: u8, challenges: &[Option<Fr>]) -> Result<Vec<u8>, SourceError> {
        self(phase, challenges)
    }
}

/// A constraint system as halo2's circuit parameters.
#[derive(Clone, Debug, Default)]
pub struct Params(pub(crate) Arc<ConstraintSystem>);

impl From<ConstraintSystem> for Params {
    fn from(system: ConstraintSystem) -> Self {
        Params(Arc::new(system))
    }
}

/// What a replayed circuit assigns.
enum Role<'s> {
    /// Fixed cells, selectors and copies, for making keys.
    Structure(&'s [u8]),
    /// Advice, for proving: the first phase's recording and where later ones come from.
    Witness { first: &'s [u8], source: RefCell<&'s mut dyn WitnessSource> },
}

/// A circuit equal to the one that was recorded. For halo2's readers of keys, which only ask for a type, it
/// is `ReplayCircuit<'static>` with [`Shape::params`].
pub struct ReplayCircuit<'s> {
    shape: &'s Shape,
    role: Role<'s>,
}

/// What the replay unwinds with when a later phase's witness cannot be had: halo2 has no way to say so.
pub(crate) struct Abandoned(pub(crate) Error);

impl<'s> ReplayCircuit<'s> {
    /// The circuit for making keys, from the structure recording that the shape was made of. Another
    /// recording that fits the shape's constraint system panics or makes other keys: use the functions of
    /// this crate, which check it.
    pub(crate) fn for_keys(shape: &'s Shape, structure: &'s [u8]) -> Self {
        ReplayCircuit { shape, role: Role::Structure(structure) }
    }

    pub(crate) fn for_proof(
        shape: &'s Shape,
        first: &'s [u8],
        source: &'s mut dyn WitnessSource,
    ) -> Self {
        ReplayCircuit { shape, role: Role::Witness { first, source: RefCell::new(source) } }
    }

    /// Gives up with an error where halo2 expects none.
    fn abandon(&self, error: Error) -> ! {
        resume_unwind(Box::new(Abandoned(error)))
    }

    fn structure(&self, bytes: &[u8], region: &mut Region<'_, Fr>, columns: &Columns) {
        let mut sink = Structure { region, columns, usable_rows: self.shape.usable_rows() };
        let system = self.shape.system();
        if let Err(error) = decode_structure(bytes, system, self.shape.limits(), &mut sink) {
            self.abandon(error.into());
        }
    }

    fn advice(&self, phase: u8, bytes: &[u8], region: &mut Region<'_, Fr>, columns: &Columns) {
        let shape = self.shape;
        let mut sink = Witness { region, columns };
        let read = decode_witness(
            bytes,
            phase,
            shape.system(),
            shape.structure(),
            shape.usable_rows(),
            shape.limits(),
            &mut sink,
        );
        if let Err(error) = read {
            self.abandon(error.into());
        }
    }
}

impl Circuit<Fr> for ReplayCircuit<'_> {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = Params;

    fn without_witnesses(&self) -> Self {
        let role = match &self.role {
            Role::Structure(bytes) => Role::Structure(bytes),
            Role::Witness { .. } => Role::Structure(&[]),
        };
        ReplayCircuit { shape: self.shape, role }
    }

    fn params(&self) -> Params {
        self.shape.params()
    }

    fn configure_with_params(meta: &mut plonk::ConstraintSystem<Fr>, params: Params) -> Config {
        configure(meta, &params.0)
    }

    fn configure(meta: &mut plonk::ConstraintSystem<Fr>) -> Config {
        configure(meta, &ConstraintSystem::default())
    }

    fn synthesize(
        &self,
        config: Config,
        mut layouter: impl Layouter<Fr>,
    ) -> Result<(), plonk::Error> {
        let columns = &config.0;
        layouter.assign_region(
            || "",
            |mut region| {
                let (first, source) = match &self.role {
                    Role::Structure(bytes) => {
                        self.structure(bytes, &mut region, columns);
                        return Ok(());
                    }
                    Role::Witness { first, source } => (first, source),
                };
                self.advice(0, first, &mut region, columns);
                for phase in 1..self.shape.system().phases() {
                    region.next_phase();
                    let known: Vec<_> = columns
                        .challenges
                        .iter()
                        .map(|challenge| known(region.get_challenge(*challenge)))
                        .collect();
                    match source.borrow_mut().witness(phase, &known) {
                        Ok(bytes) => self.advice(phase, &bytes, &mut region, columns),
                        Err(error) => self.abandon(Error::Source(error)),
                    }
                }
                Ok(())
            },
        )
    }
}

/// What halo2's [`Value`] holds; it tells only closures.
fn known(value: Value<Fr>) -> Option<Fr> {
    let mut found = None;
    value.map(|value| found = Some(value));
    found
}

fn assigned(value: recording::Value) -> Assigned<Fr> {
    match value {
        recording::Value::Plain(value) => Assigned::Trivial(value),
        recording::Value::Ratio(numerator, denominator) => {
            Assigned::Rational(numerator, denominator)
        }
    }
}

struct Structure<'a, 'r> {
    region: &'a mut Region<'r, Fr>,
    columns: &'a Columns,
    usable_rows: u32,
}

impl StructureSink for Structure<'_, '_> {
    fn fixed(&mut self, column: u32, row: u32, value: recording::Value) {
        let column = self.columns.fixed[column as usize];
        self.region.assign_fixed(column, row as usize, assigned(value));
    }

    fn selector(&mut self, selector: u32, row: u32) {
        // Key generation refuses only rows that are too large, and the shape's k holds all of them.
        let enabled = self.columns.selectors[selector as usize].enable(self.region, row as usize);
        debug_assert!(enabled.is_ok());
    }

    fn copy(&mut self, left: recording::Cell, right: recording::Cell) {
        let cell = |cell: recording::Cell| Cell {
            row_offset: cell.row as usize,
            column: self.columns.any(cell.column),
        };
        let (left, right) = (cell(left), cell(right));
        self.region.constrain_equal(left, right);
    }

    fn fill(&mut self, column: u32, row: u32, value: recording::Value) {
        let column = self.columns.fixed[column as usize];
        for row in row..self.usable_rows {
            self.region.assign_fixed(column, row as usize, assigned(value));
        }
    }
}

struct Witness<'a, 'r> {
    region: &'a mut Region<'r, Fr>,
    columns: &'a Columns,
}

impl WitnessSink for Witness<'_, '_> {
    #[inline]
    fn advice(&mut self, column: u32, row: u32, value: recording::Value) {
        let column = self.columns.advice[column as usize];
        self.region.assign_advice(column, row as usize, Value::known(assigned(value)));
    }
}
