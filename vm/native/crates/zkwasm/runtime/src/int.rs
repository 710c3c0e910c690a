//! Integer operations that are too long to stand inline.

use crate::trap::{self, zkw_trap};

macro_rules! counts {
    ($($name:ident: $int:ty, $method:ident;)*) => {
        $(#[unsafe(no_mangle)] pub extern "C" fn $name(a: $int) -> $int { <$int>::from(a.$method()) })*
    };
}

counts! {
    zkw_i32_clz: u32, leading_zeros;
    zkw_i32_ctz: u32, trailing_zeros;
    zkw_i32_popcnt: u32, count_ones;
    zkw_i64_clz: u64, leading_zeros;
    zkw_i64_ctz: u64, trailing_zeros;
    zkw_i64_popcnt: u64, count_ones;
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_i64_div_s(a: i64, b: i64) -> i64 {
    if b == 0 {
        zkw_trap(trap::DIVISION);
    }
    match a.checked_div(b) {
        Some(quotient) => quotient,
        None => zkw_trap(trap::OVERFLOW),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_i64_div_u(a: u64, b: u64) -> u64 {
    match a.checked_div(b) {
        Some(quotient) => quotient,
        None => zkw_trap(trap::DIVISION),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_i64_rem_s(a: i64, b: i64) -> i64 {
    if b == 0 {
        zkw_trap(trap::DIVISION);
    }
    a.wrapping_rem(b)
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_i64_rem_u(a: u64, b: u64) -> u64 {
    match a.checked_rem(b) {
        Some(rest) => rest,
        None => zkw_trap(trap::DIVISION),
    }
}
