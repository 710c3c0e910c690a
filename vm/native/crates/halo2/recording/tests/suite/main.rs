//! Recordings written, read, changed and refused.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod hostile;
mod invalid;
mod read;
mod samples;
mod vectors;
