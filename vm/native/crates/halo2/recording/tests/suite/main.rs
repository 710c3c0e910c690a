//! Recordings written, read, changed and refused.

mod hostile;
mod invalid;
mod read;
mod samples;
mod vectors;
