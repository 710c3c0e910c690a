//! The median of private numbers, without sorting in the circuit: the prover brings them in order, and shows by a
//! permutation argument that they are the same numbers.
//!
//! Whether two lists are permutations of each other is asked by one product over each list of γ + x, for a γ that
//! nobody knows while the lists are chosen. That is what phases are for: both lists are committed to in the first phase, γ
//! is a challenge drawn after it, and the running product is a column of the second.
//!
//! A message is a report: `{"value":1234}`, from 0 to 65,535; up to 15 count. Public values: the task digest modulo the
//! field's order, how many reports there were, and their median, the lower one of two.

use serde::Deserialize;
use sprout_halo2::halo2_proofs::circuit::{Cell, Layouter, Region, SimpleFloorPlanner, Value};
use sprout_halo2::halo2_proofs::plonk::{
    Advice, Challenge, Circuit, Column, ConstraintSystem, Error, Expression, FirstPhase, Fixed,
    Instance, SecondPhase, Selector, TableColumn,
};
use sprout_halo2::halo2_proofs::poly::Rotation;
use sprout_halo2::{Fr, Message, task_digest};

/// Reports the circuit has room for.
const ROOM: usize = 15;
/// Where the median of that many stands.
const MIDDLE: usize = ROOM / 2;
/// The largest value of a report.
const LARGEST: u64 = 1000;

#[derive(Debug, Deserialize)]
struct Report {
    value: u64,
}

/// The circuit for a task, and its public values. Messages that are no report within range are left out.
#[must_use]
pub fn circuit(messages: &[Message]) -> (Median, Vec<Vec<Fr>>) {
    let reports: Vec<u64> = messages
        .iter()
        .filter_map(|message| message.json::<Report>().ok())
        .map(|report| report.value)
        .filter(|value| *value <= LARGEST)
        .take(ROOM)
        .collect();
    let slots = slots(&reports);
    let mut sorted = slots.map(|slot| slot.value);
    sorted.sort_unstable();
    let task = task_digest();
    let public = vec![task, field(reports.len() as u64), field(sorted[MIDDLE])];
    let circuit = Median {
        task: Value::known(task),
        slots: slots.map(Value::known),
        sorted: sorted.map(Value::known),
    };
    (circuit, vec![public])
}

sprout_halo2::front_end!(circuit);

/// A report, or what stands for a missing one: the smallest or the largest value, by turns, beginning with the smallest.
/// So the middle of all is the median of the reports, the lower one of two.
#[derive(Clone, Copy, Debug)]
struct Slot {
    used: bool,
    high: bool,
    value: u64,
}

fn slots(reports: &[u64]) -> [Slot; ROOM] {
    std::array::from_fn(|at| match reports.get(at) {
        Some(&value) => Slot { used: true, high: false, value },
        None => {
            let high = (at - reports.len()) % 2 == 1;
            Slot { used: false, high, value: if high { LARGEST } else { 0 } }
        }
    })
}

/// Shows that the middle one of some sorted numbers is that of the reports.
#[derive(Clone, Debug)]
pub struct Median {
    task: Value<Fr>,
    slots: [Value<Slot>; ROOM],
    sorted: [Value<u64>; ROOM],
}

/// Columns of [`Median`]; a slot is a row. What is counted so far stands in the row before it is counted.
#[derive(Clone, Debug)]
pub struct Config {
    used: Column<Advice>,
    high: Column<Advice>,
    value: Column<Advice>,
    sorted: Column<Advice>,
    count: Column<Advice>,
    balance: Column<Advice>,
    product: Column<Advice>,
    constants: Column<Fixed>,
    range: TableColumn,
    instance: Column<Instance>,
    slot: Selector,
    step: Selector,
    first: Selector,
    end: Selector,
    gamma: Challenge,
}

impl Config {
    fn new(meta: &mut ConstraintSystem<Fr>) -> Self {
        let config = Self {
            used: meta.advice_column_in(FirstPhase),
            high: meta.advice_column_in(FirstPhase),
            value: meta.advice_column_in(FirstPhase),
            sorted: meta.advice_column_in(FirstPhase),
            count: meta.advice_column_in(FirstPhase),
            balance: meta.advice_column_in(FirstPhase),
            gamma: meta.challenge_usable_after(FirstPhase),
            product: meta.advice_column_in(SecondPhase),
            constants: meta.fixed_column(),
            range: meta.lookup_table_column(),
            instance: meta.instance_column(),
            slot: meta.complex_selector(),
            step: meta.complex_selector(),
            first: meta.selector(),
            end: meta.selector(),
        };
        for column in [config.sorted, config.count, config.balance] {
            meta.enable_equality(column);
        }
        meta.enable_equality(config.instance);
        meta.enable_constant(config.constants);
        config
    }

    fn gates(&self, meta: &mut ConstraintSystem<Fr>) {
        let one = || Expression::Constant(Fr::one());
        meta.create_gate("a report or its stand-in", |meta| {
            let used = meta.query_advice(self.used, Rotation::cur());
            let high = meta.query_advice(self.high, Rotation::cur());
            let value = meta.query_advice(self.value, Rotation::cur());
            let largest = Expression::Constant(field(LARGEST));
            let slot = meta.query_selector(self.slot);
            vec![
                slot.clone() * used.clone() * (one() - used.clone()),
                slot.clone() * high.clone() * (one() - high.clone()),
                slot * (one() - used) * (value - high * largest),
            ]
        });
        meta.create_gate("counts", |meta| {
            let used = meta.query_advice(self.used, Rotation::cur());
            let high = meta.query_advice(self.high, Rotation::cur());
            let [count, counted] = pair(meta, self.count);
            let [balance, balanced] = pair(meta, self.balance);
            let slot = meta.query_selector(self.slot);
            let low_or_high = (one() - used.clone()) * (one() - high.clone() - high);
            vec![slot.clone() * (count + used - counted), slot * (balance + low_or_high - balanced)]
        });
        meta.create_gate("same numbers", |meta| {
            let gamma = meta.query_challenge(self.gamma);
            let value = meta.query_advice(self.value, Rotation::cur());
            let sorted = meta.query_advice(self.sorted, Rotation::cur());
            let [product, next] = pair(meta, self.product);
            let slot = meta.query_selector(self.slot);
            vec![slot * (product * (gamma.clone() + value) - next * (gamma + sorted))]
        });
        meta.create_gate("both ends", |meta| {
            let product = meta.query_advice(self.product, Rotation::cur());
            let balance = meta.query_advice(self.balance, Rotation::cur());
            let [first, end] = [self.first, self.end].map(|selector| meta.query_selector(selector));
            vec![
                first * (one() - product.clone()),
                end.clone() * (one() - product),
                end * balance.clone() * (one() - balance),
            ]
        });
    }

    fn lookups(&self, meta: &mut ConstraintSystem<Fr>) {
        meta.lookup("value in range", |meta| {
            let value = meta.query_advice(self.value, Rotation::cur());
            let slot = meta.query_selector(self.slot);
            vec![(slot * value, self.range)]
        });
        meta.lookup("ascending", |meta| {
            let [sorted, next] = pair(meta, self.sorted);
            let step = meta.query_selector(self.step);
            vec![(step * (next - sorted), self.range)]
        });
    }
}

/// A column in this row and the next.
fn pair(
    meta: &mut sprout_halo2::halo2_proofs::plonk::VirtualCells<'_, Fr>,
    column: Column<Advice>,
) -> [Expression<Fr>; 2] {
    [Rotation::cur(), Rotation::next()].map(|rotation| meta.query_advice(column, rotation))
}

impl Circuit<Fr> for Median {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = ();

    fn without_witnesses(&self) -> Self {
        Self {
            task: Value::unknown(),
            slots: [Value::unknown(); ROOM],
            sorted: [Value::unknown(); ROOM],
        }
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Config {
        let config = Config::new(meta);
        config.gates(meta);
        config.lookups(meta);
        config
    }

    fn synthesize(&self, config: Config, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        layouter.assign_table(
            || "range",
            |mut table| {
                (0..=LARGEST).enumerate().try_for_each(|(row, value)| {
                    table.assign_cell(|| "value", config.range, row, || Value::known(field(value)))
                })
            },
        )?;
        let public = layouter.assign_region(
            || "median",
            |mut region| {
                let public = self.first_phase(&config, &mut region)?;
                // What comes next depends on a challenge over what was assigned so far.
                region.next_phase();
                self.second_phase(&config, &mut region);
                Ok(public)
            },
        )?;
        for (row, cell) in public.into_iter().enumerate() {
            layouter.constrain_instance(cell, config.instance, row);
        }
        Ok(())
    }
}

impl Median {
    /// Assigns reports, sorted numbers and counts; says where the public values stand.
    fn first_phase(
        &self,
        config: &Config,
        region: &mut Region<'_, Fr>,
    ) -> Result<[Cell; 3], Error> {
        let mut count = Value::known(Fr::zero());
        let mut balance = Value::known(Fr::zero());
        let start = region.assign_advice(config.count, 0, count);
        region.constrain_constant(start.cell(), Fr::zero())?;
        let start = region.assign_advice(config.balance, 0, balance);
        region.constrain_constant(start.cell(), Fr::zero())?;
        config.first.enable(region, 0)?;
        config.end.enable(region, ROOM)?;

        let mut sorted = Vec::with_capacity(ROOM);
        let mut counted = start.cell();
        for (row, (slot, number)) in self.slots.iter().zip(&self.sorted).enumerate() {
            config.slot.enable(region, row)?;
            if row + 1 < ROOM {
                config.step.enable(region, row)?;
            }
            region.assign_advice(config.used, row, slot.map(|slot| field(u64::from(slot.used))));
            region.assign_advice(config.high, row, slot.map(|slot| field(u64::from(slot.high))));
            region.assign_advice(config.value, row, slot.map(|slot| field(slot.value)));
            sorted.push(region.assign_advice(config.sorted, row, number.map(field)).cell());

            count = count.zip(*slot).map(|(count, slot)| count + field(u64::from(slot.used)));
            balance = balance.zip(*slot).map(|(balance, slot)| balance + slot.weight());
            counted = region.assign_advice(config.count, row + 1, count).cell();
            region.assign_advice(config.balance, row + 1, balance);
        }
        let task = region.assign_advice(config.count, ROOM + 1, self.task).cell();
        Ok([task, counted, sorted[MIDDLE]])
    }

    /// Assigns the running product of (γ + report) / (γ + sorted number).
    fn second_phase(&self, config: &Config, region: &mut Region<'_, Fr>) {
        let gamma = region.get_challenge(config.gamma);
        let mut product = Value::known(Fr::one());
        region.assign_advice(config.product, 0, product);
        for (row, (slot, number)) in self.slots.iter().zip(&self.sorted).enumerate() {
            let factor = gamma.zip(slot.zip(*number)).map(|(gamma, (slot, number))| {
                let below = (gamma + field(number)).invert().unwrap_or(Fr::zero());
                (gamma + field(slot.value)) * below
            });
            product = product * factor;
            region.assign_advice(config.product, row + 1, product);
        }
    }
}

impl Slot {
    /// 1 for a stand-in that is low, −1 for one that is high.
    fn weight(self) -> Fr {
        match (self.used, self.high) {
            (true, _) => Fr::zero(),
            (false, false) => Fr::one(),
            (false, true) => -Fr::one(),
        }
    }
}

/// The field element of a number. `Fr::from` does it by a table of two megabytes, which would be published with the circuit.
fn field(number: u64) -> Fr {
    Fr::from_raw([number, 0, 0, 0])
}
