//! Compact, streamed recordings of halo2 circuits, and their decoder that trusts nothing.
//!
//! A halo2 circuit is published as a front end that can configure and synthesize, and nothing else. What
//! it does is recorded ([`encode_constraint_system`], [`StructureEncoder`], [`WitnessEncoder`]) and read
//! elsewhere ([`decode_constraint_system`], [`decode_structure`], [`decode_witness`]). The bytes are
//! described in docs/halo2-recording.md.

mod check;
mod error;
mod frame;
mod limits;
mod shape;
mod structure;
mod system;
mod system_codec;
mod wire;
mod witness;

pub use error::Error;
pub use frame::{MAX_FRAME, VERSION};
pub use limits::Limits;
pub use shape::ShapeHash;
pub use structure::{Discard, StructureEncoder, StructureSink, StructureSummary, decode_structure};
pub use system::{Cell, Column, ColumnKind, ConstraintSystem, Expression, Node, Query};
pub use system_codec::{decode_constraint_system, encode_constraint_system};
pub use wire::Value;
pub use witness::{WitnessEncoder, WitnessSink, WitnessSummary, decode_witness};
