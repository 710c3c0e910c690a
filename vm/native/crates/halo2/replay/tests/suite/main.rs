//! Circuits of every kind, natively and replayed: equal keys, and proofs that verify across.

mod harness;
mod simple;
