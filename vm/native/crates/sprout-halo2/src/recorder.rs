//! Recording what a circuit does when it is synthesized.

use halo2_axiom::circuit::Value;
use halo2_axiom::plonk::{
    Advice, Any, Assigned, Assignment, Challenge, Column, Error, Fixed, Instance, Selector,
};
use sprout_halo2_recording as recording;
use sprout_halo2_recording::{Cell, ShapeHash, StructureEncoder, WitnessEncoder};

use crate::Fr;
use crate::arena::Arena;
use crate::system::column;

fn plain(value: &Assigned<Fr>) -> recording::Value {
    match value {
        Assigned::Zero => recording::Value::Plain(Fr::zero()),
        Assigned::Trivial(value) => recording::Value::Plain(*value),
        Assigned::Rational(numerator, denominator) => {
            recording::Value::Ratio(*numerator, *denominator)
        }
    }
}

fn cell(of: Column<Any>, row: usize) -> Cell {
    Cell { column: column(&of), row: row as u32 }
}

/// What halo2's [`Value`] holds; it tells only closures.
fn known<V: Copy>(value: Value<V>) -> Option<V> {
    let mut found = None;
    value.map(|value| found = Some(value));
    found
}

/// Fills that follow one another. halo2 fills the columns of a table in an order that changes from run to
/// run, so they are put in order first; fills of one column keep theirs.
#[derive(Default)]
struct Fills(Vec<(u32, u32, recording::Value)>);

impl Fills {
    fn add(
        &mut self,
        column: Column<Fixed>,
        row: usize,
        to: Value<Assigned<Fr>>,
    ) -> Result<(), Error> {
        let value = known(to).ok_or(Error::Synthesis)?;
        self.0.push((column.index() as u32, row as u32, plain(&value)));
        Ok(())
    }

    #[inline]
    fn flush(&mut self, mut write: impl FnMut(u32, u32, &recording::Value)) {
        if self.0.is_empty() {
            return;
        }
        self.0.sort_by_key(|(column, ..)| *column);
        for (column, row, value) in self.0.drain(..) {
            write(column, row, &value);
        }
    }
}

/// Records everything but advice, and knows no values: what key generation sees.
pub(crate) struct StructureRecorder<S: FnMut(&[u8])> {
    encoder: StructureEncoder<S>,
    fills: Fills,
    rows: std::cell::Cell<u32>,
}

impl<S: FnMut(&[u8])> StructureRecorder<S> {
    pub(crate) fn new(instance_lengths: &[u32], sink: S) -> Self {
        let encoder = StructureEncoder::new(instance_lengths, sink);
        StructureRecorder { encoder, fills: Fills::default(), rows: std::cell::Cell::new(0) }
    }

    pub(crate) fn finish(mut self) {
        self.flush();
        self.encoder.finish(self.rows.get());
    }

    #[inline]
    fn flush(&mut self) {
        let encoder = &mut self.encoder;
        self.fills.flush(|column, row, value| encoder.fill(column, row, value));
    }

    fn uses(&self, row: usize) {
        self.rows.set(self.rows.get().max(row as u32 + 1));
    }
}

/// The parts of [`Assignment`] that are about names, which recordings do not have.
macro_rules! nameless {
    () => {
        fn enter_region<NR, N>(&mut self, _: N)
        where
            NR: Into<String>,
            N: FnOnce() -> NR,
        {
        }

        fn annotate_column<A, AR>(&mut self, _: A, _: Column<Any>)
        where
            A: FnOnce() -> AR,
            AR: Into<String>,
        {
        }

        fn exit_region(&mut self) {}

        fn push_namespace<NR, N>(&mut self, _: N)
        where
            NR: Into<String>,
            N: FnOnce() -> NR,
        {
        }

        fn pop_namespace(&mut self, _: Option<String>) {}
    };
}

impl<S: FnMut(&[u8])> Assignment<Fr> for StructureRecorder<S> {
    nameless!();

    fn enable_selector<A, AR>(&mut self, _: A, selector: &Selector, row: usize) -> Result<(), Error>
    where
        A: FnOnce() -> AR,
        AR: Into<String>,
    {
        self.flush();
        self.encoder.selector(selector.index() as u32, row as u32);
        Ok(())
    }

    fn query_instance(&self, _: Column<Instance>, row: usize) -> Result<Value<Fr>, Error> {
        self.uses(row);
        Ok(Value::unknown())
    }

    fn assign_advice<'v>(
        &mut self,
        _: Column<Advice>,
        row: usize,
        _: Value<Assigned<Fr>>,
    ) -> Value<&'v Assigned<Fr>> {
        self.uses(row);
        Value::unknown()
    }

    fn assign_fixed(&mut self, column: Column<Fixed>, row: usize, to: Assigned<Fr>) {
        self.flush();
        self.encoder.fixed(column.index() as u32, row as u32, &plain(&to));
    }

    fn copy(&mut self, left: Column<Any>, left_row: usize, right: Column<Any>, right_row: usize) {
        self.flush();
        self.encoder.copy(cell(left, left_row), cell(right, right_row));
    }

    fn fill_from_row(
        &mut self,
        column: Column<Fixed>,
        row: usize,
        to: Value<Assigned<Fr>>,
    ) -> Result<(), Error> {
        self.fills.add(column, row, to)
    }

    fn get_challenge(&self, _: Challenge) -> Value<Fr> {
        Value::unknown()
    }
}

/// Records one phase's advice, and hashes the rest.
pub(crate) struct WitnessRecorder<'i, S: FnMut(&[u8])> {
    encoder: WitnessEncoder<S>,
    shape: ShapeHash,
    fills: Fills,
    phase: u8,
    instances: &'i [Vec<Fr>],
    challenges: &'i [Option<Fr>],
    arena: Arena,
    /// The first cell of this phase that got no value.
    missing: Option<(usize, usize)>,
}

impl<'i, S: FnMut(&[u8])> WitnessRecorder<'i, S> {
    pub(crate) fn new(
        phase: u8,
        instances: &'i [Vec<Fr>],
        challenges: &'i [Option<Fr>],
        sink: S,
    ) -> Self {
        WitnessRecorder {
            encoder: WitnessEncoder::new(phase, instances, sink),
            shape: ShapeHash::default(),
            fills: Fills::default(),
            phase,
            instances,
            challenges,
            arena: Arena::default(),
            missing: None,
        }
    }

    #[inline]
    fn flush(&mut self) {
        let shape = &mut self.shape;
        self.fills.flush(|column, row, value| shape.fill(column, row, value));
    }

    pub(crate) fn finish(mut self) -> Result<(), String> {
        self.flush();
        if let Some((column, row)) = self.missing {
            return Err(format!(
                "advice column {column} has no value in row {row} in phase {}",
                self.phase
            ));
        }
        self.encoder.finish(self.shape.finish());
        Ok(())
    }
}

impl<S: FnMut(&[u8])> Assignment<Fr> for WitnessRecorder<'_, S> {
    nameless!();

    fn enable_selector<A, AR>(&mut self, _: A, selector: &Selector, row: usize) -> Result<(), Error>
    where
        A: FnOnce() -> AR,
        AR: Into<String>,
    {
        self.flush();
        self.shape.selector(selector.index() as u32, row as u32);
        Ok(())
    }

    fn query_instance(&self, column: Column<Instance>, row: usize) -> Result<Value<Fr>, Error> {
        let value = self.instances.get(column.index()).and_then(|column| column.get(row));
        value.map(|value| Value::known(*value)).ok_or(Error::BoundsFailure)
    }

    #[inline]
    fn assign_advice<'v>(
        &mut self,
        column: Column<Advice>,
        row: usize,
        to: Value<Assigned<Fr>>,
    ) -> Value<&'v Assigned<Fr>> {
        let Some(value) = known(to) else {
            if column.column_type().phase() == self.phase {
                self.missing.get_or_insert((column.index(), row));
            }
            return Value::unknown();
        };
        if column.column_type().phase() == self.phase {
            self.encoder.advice(column.index() as u32, row as u32, &plain(&value));
        }
        Value::known(self.arena.keep(value))
    }

    fn assign_fixed(&mut self, column: Column<Fixed>, row: usize, to: Assigned<Fr>) {
        self.flush();
        self.shape.fixed(column.index() as u32, row as u32, &plain(&to));
    }

    fn copy(&mut self, left: Column<Any>, left_row: usize, right: Column<Any>, right_row: usize) {
        self.flush();
        self.shape.copy(cell(left, left_row), cell(right, right_row));
    }

    fn fill_from_row(
        &mut self,
        column: Column<Fixed>,
        row: usize,
        to: Value<Assigned<Fr>>,
    ) -> Result<(), Error> {
        self.fills.add(column, row, to)
    }

    fn get_challenge(&self, challenge: Challenge) -> Value<Fr> {
        match self.challenges.get(challenge.index()) {
            Some(Some(value)) => Value::known(*value),
            _ => Value::unknown(),
        }
    }
}
