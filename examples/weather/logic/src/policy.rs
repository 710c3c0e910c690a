//! What is insured and what it pays.

use alloc::vec::Vec;

use sprout_guest::abi;

use crate::month::Figures;

/// One cover: pays nothing up to the strike, everything from the exit on, and in proportion
/// between the two. Both are monthly rainfall in tenths of a millimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Rainfall at which the payout begins.
    pub strike: u32,
    /// Rainfall from which on the whole sum is paid.
    pub exit: u32,
}

/// The terms of a policy. They are part of the program, so the program id stands for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The insured station.
    pub station: &'static str,
    /// Fewer days with a usable reading than this, and the month pays nothing.
    pub least_days: u32,
    /// A day with less precipitation than this, in tenths of a millimetre, is dry.
    pub dry_below: i32,
    /// Fewer dry days than this, and it is no drought.
    pub least_dry_days: u32,
    /// Too little rain: the exit is below the strike.
    pub drought: Cover,
    /// Too much rain: the exit is above the strike.
    pub excess: Cover,
}

/// The policy of this example.
pub const POLICY: Policy = Policy {
    station: "seattle",
    least_days: 25,
    dry_below: 10,
    least_dry_days: 20,
    drought: Cover { strike: 300, exit: 50 },
    excess: Cover { strike: 2000, exit: 2500 },
};

/// The whole insured sum, in hundredths of a percent.
const WHOLE: u32 = 10_000;

impl Policy {
    /// What a month pays, in hundredths of a percent of the insured sum, rounded down.
    #[must_use]
    pub const fn payout_bps(&self, figures: &Figures) -> u32 {
        if figures.days < self.least_days {
            return 0;
        }
        let too_much = self.excess.payout_bps(figures.rainfall);
        if figures.dry_days < self.least_dry_days {
            return too_much;
        }
        let too_little = self.drought.payout_bps(figures.rainfall);
        if too_little > too_much { too_little } else { too_much }
    }
}

impl Cover {
    const fn payout_bps(&self, rainfall: u32) -> u32 {
        let (beyond, span) = if self.exit < self.strike {
            (self.strike.saturating_sub(rainfall), self.strike - self.exit)
        } else {
            (rainfall.saturating_sub(self.strike), self.exit - self.strike)
        };
        if beyond >= span { WHOLE } else { beyond * WHOLE / span }
    }
}

/// The guest's output: `abi.encode` of the nine fields of `WeatherResult`, in this order:
/// `(bytes32 station, uint256 month, uint256 days, uint256 rainfallTenthsMm,
/// int256 maxTempTenthsC, int256 minTempTenthsC, bool pays, uint256 payoutBps,
/// uint256 rejected)`.
#[must_use]
pub fn output(figures: &Figures) -> Vec<u8> {
    const STATION: abi::Word = match abi::short_text(POLICY.station) {
        Some(word) => word,
        None => panic!("station name is longer than 32 bytes"),
    };
    let payout = POLICY.payout_bps(figures);
    [
        STATION,
        abi::uint(figures.month.into()),
        abi::uint(figures.days.into()),
        abi::uint(figures.rainfall.into()),
        abi::int(figures.temp_max.into()),
        abi::int(figures.temp_min.into()),
        abi::boolean(payout > 0),
        abi::uint(payout.into()),
        abi::uint(figures.rejected.into()),
    ]
    .concat()
}
