//! Circuits of every kind, natively and replayed: equal keys, and proofs that verify across.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod base;
mod gates;
mod harness;
mod hostile;
mod lookups;
mod phases;
mod simple;
