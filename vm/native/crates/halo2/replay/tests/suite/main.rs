//! Circuits of every kind, natively and replayed: equal keys, and proofs that verify across.

mod base;
mod gates;
mod harness;
mod hostile;
mod lookups;
mod phases;
mod simple;
