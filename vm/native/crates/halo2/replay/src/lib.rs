//! A halo2 circuit made of recordings, equal to the recorded one.
//!
//! [`Shape`] holds the constraint system and what the structure comes to; [`proving_key`] and
//! [`verifying_key`] give keys that are byte-equal to those of the circuit the recordings are of;
//! [`FirstWitness`] proves. Nothing a recording says panics or takes memory beyond its limits.

mod circuit;
mod commit;
mod configure;
mod course;
mod error;
mod keys;
mod layout;
mod prove;
mod satisfied;
mod shape;
mod values;

pub use circuit::{Params, ReplayCircuit, WitnessSource};
pub use configure::Config;
pub use course::Course;
pub use error::{Error, SourceError};
pub use keys::{proving_key, read_verifying_key, verifying_key};
pub use prove::FirstWitness;
pub use satisfied::{Violation, violation, violation_in};
pub use shape::Shape;
