//! Folds readings into the figures of one month.

use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::policy::POLICY;
use crate::reading::Reading;

/// What a month of readings comes to, in tenths. Of no usable reading at all, every figure
/// but `rejected` is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Year and month as yyyymm.
    pub month: u32,
    /// Days with a usable reading.
    pub days: u32,
    /// Those of them with less than [`Policy::dry_below`](crate::Policy::dry_below).
    pub dry_days: u32,
    /// Precipitation of all those days together, in tenths of a millimetre.
    pub rainfall: u32,
    /// Highest temperature, in tenths of a degree Celsius.
    pub temp_max: i32,
    /// Lowest temperature, in tenths of a degree Celsius.
    pub temp_min: i32,
    /// Messages that were left out.
    pub rejected: u32,
}

/// Folds message payloads into the figures of one month.
///
/// Left out and counted as rejected are: payloads that are no [`Reading`], readings of
/// another station than the policy's, any further reading of a day that has one, and
/// readings of another month. The month is the one with most days (the earliest of several),
/// so that a single wrong date cannot choose it. The order of days does not matter: devices
/// send again what was lost.
pub fn fold<'a>(payloads: impl IntoIterator<Item = &'a [u8]>) -> Figures {
    let mut messages = 0;
    let mut months: Vec<Month> = Vec::new();
    for payload in payloads {
        messages += 1;
        match Reading::parse(payload) {
            Ok(reading) if reading.station == POLICY.station.as_bytes() => {
                month_of(&mut months, reading.month).add(&reading);
            }
            _ => {}
        }
    }
    let fullest = |month: &Month| (month.figures.days, Reverse(month.figures.month));
    let figures = months.into_iter().max_by_key(fullest).map(|month| month.figures);
    let figures = figures.unwrap_or_default();
    Figures { rejected: messages - figures.days, ..figures }
}

/// A month as far as it is folded.
struct Month {
    figures: Figures,
    /// Bit n stands for day n.
    seen: u32,
}

impl Month {
    fn add(&mut self, reading: &Reading<'_>) {
        let bit = 1 << (reading.day & 31);
        if self.seen & bit == 0 {
            self.seen |= bit;
            self.figures.add(reading);
        }
    }
}

/// The entry of a month, made if there is none. Tasks are of one month or of few, so the
/// list is short, and the last entry is nearly always the one.
#[expect(clippy::indexing_slicing, reason = "the position is that of an entry")]
fn month_of(months: &mut Vec<Month>, month: u32) -> &mut Month {
    let at = months.iter().rposition(|entry| entry.figures.month == month).unwrap_or_else(|| {
        months.push(Month { figures: Figures { month, ..Figures::default() }, seen: 0 });
        months.len() - 1
    });
    &mut months[at]
}

impl Figures {
    fn add(&mut self, reading: &Reading<'_>) {
        if self.days == 0 {
            self.temp_max = reading.temp_max;
            self.temp_min = reading.temp_min;
        }
        self.days += 1;
        self.dry_days += u32::from(reading.rain < POLICY.dry_below);
        self.rainfall += reading.rain.unsigned_abs();
        self.temp_max = self.temp_max.max(reading.temp_max);
        self.temp_min = self.temp_min.min(reading.temp_min);
    }
}
