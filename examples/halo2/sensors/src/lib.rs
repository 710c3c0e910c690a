//! A month of temperatures becomes the figures a heating allowance is paid by.
//!
//! A message is one day: `{"date":"2012-01-01","temp_max_c":12.8,"temp_min_c":5.0}`; other fields are not looked at.
//!
//! Public values, in this order, temperatures in tenths of a degree above −60 °C:
//!
//! | # | value |
//! |---|---|
//! | 0 | the task digest modulo the field's order |
//! | 1 | the month as yyyymm; it is told, not proven |
//! | 2 | days with a reading |
//! | 3 | degree days below 18 °C in twentieths: the sum of 36 °C − highest − lowest in tenths, where positive |
//! | 4 | highest temperature; 0 without readings |
//! | 5 | lowest temperature; 1,200 without readings |
//! | 6 | days with frost, that is a lowest temperature below 0 °C |

pub mod gate;
pub mod reading;

use gate::{Columns, Number, Writer, field};
use reading::{Day, Month};
use sprout_halo2::halo2_proofs::circuit::{Cell, Layouter, SimpleFloorPlanner, Value};
use sprout_halo2::halo2_proofs::plonk::{Circuit, Column, ConstraintSystem, Error, Instance};
use sprout_halo2::{Fr, Message, task_digest};

/// Days the circuit has room for.
const DAYS: usize = 31;
/// The range of temperatures, in tenths.
const HOTTEST: i64 = 1200;
/// 0 °C.
const FREEZING: i64 = 600;
/// Highest and lowest temperature of a day that needs no heating add up to this: twice 18 °C.
const COMFORT: i64 = 2 * (180 + 600);

/// The circuit for a task, and its public values.
#[must_use]
pub fn circuit(messages: &[Message]) -> (Heating, Vec<Vec<Fr>>) {
    let month = Month::fold(messages);
    let task = task_digest();
    let figures = figures(&month);
    let mut days: Vec<Slot> = month.days.into_iter().map(Slot::of).collect();
    days.resize(DAYS, Slot::empty(days.last().map_or(0, |slot| slot.number)));
    let public = std::iter::once(task).chain(figures.map(field)).collect();
    let circuit = Heating {
        task: Value::known(task),
        month: Value::known(month.month),
        days: days.into_iter().map(Value::known).collect(),
    };
    (circuit, vec![public])
}

sprout_halo2::front_end!(circuit);

/// The figures, computed without a circuit: public values 1 to 6.
fn figures(month: &Month) -> [u64; 6] {
    let days = || month.days.values();
    let heating = days().map(|day| (COMFORT - day.highest - day.lowest).max(0)).sum::<i64>();
    [
        month.month,
        month.days.len() as u64,
        heating.unsigned_abs(),
        days().map(|day| day.highest).max().unwrap_or(0).unsigned_abs(),
        days().map(|day| day.lowest).min().unwrap_or(HOTTEST).unsigned_abs(),
        days().filter(|day| day.lowest < FREEZING).count() as u64,
    ]
}

/// One of the circuit's places for a day.
#[derive(Clone, Copy, Debug)]
struct Slot {
    used: bool,
    number: i64,
    day: Day,
}

impl Slot {
    fn of((number, day): (u8, Day)) -> Self {
        Self { used: true, number: i64::from(number), day }
    }

    /// A place that stays empty, after the last day.
    const fn empty(number: i64) -> Self {
        Self { used: false, number, day: Day { highest: FREEZING, lowest: FREEZING } }
    }
}

/// Shows that the figures are those of some readings within range, of different days of a month.
#[derive(Clone, Debug)]
pub struct Heating {
    task: Value<Fr>,
    month: Value<u64>,
    days: Vec<Value<Slot>>,
}

/// Columns of [`Heating`].
#[derive(Clone, Debug)]
pub struct Config {
    columns: Columns,
    instance: Column<Instance>,
}

impl Circuit<Fr> for Heating {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;
    type Params = ();

    fn without_witnesses(&self) -> Self {
        Self { task: Value::unknown(), month: Value::unknown(), days: vec![Value::unknown(); DAYS] }
    }

    fn configure(meta: &mut ConstraintSystem<Fr>) -> Config {
        let instance = meta.instance_column();
        meta.enable_equality(instance);
        Config { columns: Columns::configure(meta), instance }
    }

    fn synthesize(&self, config: Config, mut layouter: impl Layouter<Fr>) -> Result<(), Error> {
        config.columns.load_table(&mut layouter)?;
        let public = layouter.assign_region(
            || "month",
            |region| {
                let mut writer = Writer::new(&config.columns, region);
                let task = writer.element(self.task);
                let month = writer.element(self.month.map(field));
                let mut totals = Totals::new(&mut writer)?;
                for slot in &self.days {
                    totals.take(&mut writer, *slot)?;
                }
                let left = writer.subtract(DAYS as i64, totals.last_day)?;
                writer.require_small(left);
                Ok([task, month].into_iter().chain(totals.cells()).collect::<Vec<_>>())
            },
        )?;
        for (row, cell) in public.into_iter().enumerate() {
            layouter.constrain_instance(cell, config.instance, row);
        }
        Ok(())
    }
}

/// What the days so far come to.
struct Totals {
    days: Number,
    heating: Number,
    highest: Number,
    lowest: Number,
    frost: Number,
    last_day: Number,
}

impl Totals {
    fn new(writer: &mut Writer<'_, '_>) -> Result<Self, Error> {
        let mut constant = |value| writer.add(value, 0);
        Ok(Self {
            days: constant(0)?,
            heating: constant(0)?,
            highest: constant(0)?,
            lowest: constant(HOTTEST)?,
            frost: constant(0)?,
            last_day: constant(0)?,
        })
    }

    fn cells(&self) -> [Cell; 5] {
        [self.days, self.heating, self.highest, self.lowest, self.frost].map(|number| number.cell())
    }

    fn take(&mut self, writer: &mut Writer<'_, '_>, slot: Value<Slot>) -> Result<(), Error> {
        let used = writer.witness(slot.map(|slot| i64::from(slot.used)));
        writer.require_bit(used)?;
        let unused = writer.subtract(1, used)?;
        let highest = writer.witness(slot.map(|slot| slot.day.highest));
        let lowest = writer.witness(slot.map(|slot| slot.day.lowest));
        require_temperatures(writer, highest, lowest)?;

        self.last_day = next_day(writer, self.last_day, used, unused, slot)?;
        self.days = writer.add(self.days, used)?;
        let heating = heating_of(writer, used, highest, lowest)?;
        self.heating = writer.add(self.heating, heating)?;
        let frost = frost_of(writer, unused, lowest)?;
        self.frost = writer.add(self.frost, frost)?;

        let candidate = writer.multiply_add(used, highest, 0)?;
        self.highest = larger(writer, self.highest, candidate)?;
        let below = writer.subtract(lowest, HOTTEST)?;
        let candidate = writer.multiply_add(used, below, HOTTEST)?;
        self.lowest = smaller(writer, self.lowest, candidate)?;
        Ok(())
    }
}

/// Requires 0 ≤ lowest ≤ highest ≤ [`HOTTEST`].
fn require_temperatures(
    writer: &mut Writer<'_, '_>,
    highest: Number,
    lowest: Number,
) -> Result<(), Error> {
    writer.require_small(lowest);
    let between = writer.subtract(highest, lowest)?;
    writer.require_small(between);
    let above = writer.subtract(HOTTEST, highest)?;
    writer.require_small(above);
    Ok(())
}

/// The day of a slot: later than the last one if it is used, the same if it is not.
fn next_day(
    writer: &mut Writer<'_, '_>,
    last: Number,
    used: Number,
    unused: Number,
    slot: Value<Slot>,
) -> Result<Number, Error> {
    let day = writer.witness(slot.map(|slot| slot.number));
    let step = writer.subtract(day, last)?;
    writer.require_zero_product(unused, step)?;
    let skipped = writer.subtract(step, used)?;
    writer.require_small(skipped);
    Ok(day)
}

/// What highest and lowest temperature of a used slot lack of [`COMFORT`], or 0.
fn heating_of(
    writer: &mut Writer<'_, '_>,
    used: Number,
    highest: Number,
    lowest: Number,
) -> Result<Number, Error> {
    let sum = writer.add(highest, lowest)?;
    let lack = writer.subtract(COMFORT, sum)?;
    let lack = writer.multiply_add(lack, used, 0)?;
    let zero = writer.add(0, 0)?;
    larger(writer, zero, lack)
}

/// Whether a slot is used and its lowest temperature below [`FREEZING`].
fn frost_of(writer: &mut Writer<'_, '_>, unused: Number, lowest: Number) -> Result<Number, Error> {
    let frost = writer.witness(lowest.value().map(|lowest| i64::from(lowest < FREEZING)));
    writer.require_bit(frost)?;
    writer.require_zero_product(unused, frost)?;
    // Above 0 °C or at it: lowest − FREEZING. Below: FREEZING − 1 − lowest. Neither is negative if the bit is right.
    let above = writer.subtract(lowest, FREEZING)?;
    let flip = writer.multiply_add(lowest, -2, 2 * FREEZING - 1)?;
    let distance = writer.multiply_add(frost, flip, above)?;
    writer.require_small(distance);
    Ok(frost)
}

/// The larger of two numbers that lie less than [`gate::LIMIT`] apart.
fn larger(writer: &mut Writer<'_, '_>, a: Number, b: Number) -> Result<Number, Error> {
    let result = writer.witness(a.value().zip(b.value()).map(|(a, b)| a.max(b)));
    let over_a = writer.subtract(result, a)?;
    let over_b = writer.subtract(result, b)?;
    require_one_of(writer, over_a, over_b)?;
    Ok(result)
}

/// The smaller of two numbers that lie less than [`gate::LIMIT`] apart.
fn smaller(writer: &mut Writer<'_, '_>, a: Number, b: Number) -> Result<Number, Error> {
    let result = writer.witness(a.value().zip(b.value()).map(|(a, b)| a.min(b)));
    let under_a = writer.subtract(a, result)?;
    let under_b = writer.subtract(b, result)?;
    require_one_of(writer, under_a, under_b)?;
    Ok(result)
}

/// Requires that one distance is 0 and the other not negative.
fn require_one_of(writer: &mut Writer<'_, '_>, a: Number, b: Number) -> Result<(), Error> {
    writer.require_small(a);
    writer.require_small(b);
    writer.require_zero_product(a, b)
}

#[cfg(test)]
mod tests {
    //! What a prover may try who writes whatever he likes into the slots.

    use super::{Day, FREEZING, Fr, Heating, Slot, Value};
    use sprout_halo2::halo2_proofs::dev::MockProver;

    const MILD: Day = Day { highest: FREEZING + 100, lowest: FREEZING + 50 };

    /// Whether the circuit accepts these slots, with the figures that follow from them.
    fn accepts(slots: &[Slot], public: [u64; 6]) -> bool {
        let mut days = slots.to_vec();
        let last = slots.last().map_or(0, |slot| slot.number);
        days.resize(super::DAYS, Slot::empty(last));
        let circuit = Heating {
            task: Value::known(Fr::from(1)),
            month: Value::known(public[0]),
            days: days.into_iter().map(Value::known).collect(),
        };
        let public = std::iter::once(Fr::from(1)).chain(public.map(Fr::from)).collect();
        MockProver::run(13, &circuit, vec![public]).is_ok_and(|prover| prover.verify().is_ok())
    }

    fn used(number: i64, day: Day) -> Slot {
        Slot { used: true, number, day }
    }

    #[test]
    fn two_days_are_accepted() {
        assert!(accepts(&[used(1, MILD), used(31, MILD)], [202_401, 2, 420, 700, 650, 0]));
    }

    #[test]
    fn a_day_counts_once() {
        assert!(!accepts(&[used(5, MILD), used(5, MILD)], [202_401, 2, 420, 700, 650, 0]));
        assert!(!accepts(&[used(6, MILD), used(5, MILD)], [202_401, 2, 420, 700, 650, 0]));
    }

    #[test]
    fn days_are_of_a_month() {
        assert!(!accepts(&[used(0, MILD)], [202_401, 1, 210, 700, 650, 0]));
        assert!(!accepts(&[used(32, MILD)], [202_401, 1, 210, 700, 650, 0]));
        assert!(!accepts(&[used(-1, MILD)], [202_401, 1, 210, 700, 650, 0]));
    }

    #[test]
    fn temperatures_are_within_range() {
        let hot = Day { highest: 1201, lowest: 650 };
        assert!(!accepts(&[used(1, hot)], [202_401, 1, 0, 1201, 650, 0]));
        let upside_down = Day { highest: 650, lowest: 651 };
        assert!(!accepts(&[used(1, upside_down)], [202_401, 1, 259, 650, 651, 0]));
        let cold = Day { highest: 650, lowest: -1 };
        let wrapped = [202_401, 1, 911, 650, 0, 1];
        assert!(!accepts(&[used(1, cold)], wrapped));
    }

    #[test]
    fn an_empty_slot_counts_for_nothing() {
        let frosty = Slot { used: false, number: 1, day: Day { highest: 500, lowest: 500 } };
        assert!(!accepts(&[used(1, MILD), frosty], [202_401, 1, 210, 700, 650, 1]));
        assert!(!accepts(&[used(1, MILD), frosty], [202_401, 1, 770, 700, 500, 1]));
        let moved = Slot { number: 2, ..Slot::empty(1) };
        assert!(!accepts(&[used(1, MILD), moved], [202_401, 1, 210, 700, 650, 0]));
    }
}
