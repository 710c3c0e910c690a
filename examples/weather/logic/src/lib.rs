//! Parametric weather insurance: folds a month of daily readings into figures and decides
//! what the policy pays.
//!
//! ```
//! let day = br#"{"station":"seattle","date":"2012-08-01","precipitation_mm":0.0,
//!     "temp_max_c":23.9,"temp_min_c":13.3,"wind_m_s":2.2}"#;
//! let figures = weather_logic::fold([day.as_slice(), b"not a reading"]);
//! assert_eq!((figures.month, figures.days, figures.rejected), (201_208, 1, 1));
//! assert_eq!(weather_logic::POLICY.payout_bps(&figures), 0); // one day is no month
//! ```
//!
//! A device may send nonsense, send a day twice or send days out of order. None of that
//! destroys the month: what cannot be used is counted and left out, and a month with too
//! few usable days pays nothing. All numbers are fixed-point integers in tenths.

#![no_std]

extern crate alloc;

mod json;
mod month;
mod policy;
mod reading;

pub use month::{Figures, fold};
pub use policy::{Cover, POLICY, Policy, output};
pub use reading::{Fault, Reading};
