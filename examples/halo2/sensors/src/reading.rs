//! From messages to a month of days.

use std::collections::BTreeMap;

use serde::Deserialize;
use sprout_halo2::Message;

/// Highest and lowest temperature of a day, in tenths of a degree above −60 °C: 0 to 1,200, so none is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The highest temperature.
    pub highest: i64,
    /// The lowest, at most the highest.
    pub lowest: i64,
}

/// The readings of a month that can be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// Year and month as yyyymm; 0 if no reading can be used.
    pub month: u64,
    /// By day of the month, 1 to 31.
    pub days: BTreeMap<u8, Day>,
}

#[derive(Deserialize)]
struct Reading {
    date: String,
    temp_max_c: f64,
    temp_min_c: f64,
}

impl Month {
    /// Takes the readings that can be used: those of the month of the first one that can, and of a day the first.
    #[must_use]
    pub fn fold(messages: &[Message]) -> Self {
        let mut month = Self::default();
        for (yyyymm, number, day) in messages.iter().filter_map(parse) {
            if month.month == 0 {
                month.month = yyyymm;
            }
            if month.month == yyyymm {
                month.days.entry(number).or_insert(day);
            }
        }
        month
    }
}

fn parse(message: &Message) -> Option<(u64, u8, Day)> {
    let reading: Reading = message.json().ok()?;
    let (month, day) = date(&reading.date)?;
    let (highest, lowest) = (tenths(reading.temp_max_c)?, tenths(reading.temp_min_c)?);
    (lowest <= highest).then_some((month, day, Day { highest, lowest }))
}

/// yyyymm and the day of a date yyyy-mm-dd. Days are not counted against the calendar: no month has more than 31.
fn date(text: &str) -> Option<(u64, u8)> {
    let digits = |range: std::ops::Range<usize>| text.get(range)?.bytes().try_fold(0, decimal);
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let shape = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let calendar =
        (1900..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (shape && calendar).then_some((year * 100 + month, u8::try_from(day).ok()?))
}

fn decimal(number: u64, digit: u8) -> Option<u64> {
    digit.is_ascii_digit().then(|| number * 10 + u64::from(digit - b'0'))
}

/// Tenths of a degree above −60 °C, if it is a temperature of this Earth.
fn tenths(celsius: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "out of range is refused before and after")]
    let tenths = (celsius.clamp(-1000.0, 1000.0) * 10.0).round() as i64 + 600;
    (0..=1200).contains(&tenths).then_some(tenths)
}
