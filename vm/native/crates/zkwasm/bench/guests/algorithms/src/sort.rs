//! Sorting: the standard library's, and a check of the result.

use alloc::vec::Vec;

use crate::Numbers;

pub fn run(size: u32) -> u64 {
    let mut numbers: Vec<u32> = Numbers(7).take(size as usize).collect();
    numbers.sort_unstable();
    numbers
        .iter()
        .enumerate()
        .fold(0, |sum: u64, (at, number)| sum.wrapping_add(at as u64 * u64::from(*number)))
}
