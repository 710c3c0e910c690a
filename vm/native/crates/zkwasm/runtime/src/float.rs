//! Floats in software, with WASM's rules. Values travel as their bits, and every NaN that
//! an operation makes is the canonical one, so results are the same on every machine.

use crate::trap::{self, zkw_trap};

/// What both widths have in common.
trait Float: Copy + PartialOrd {
    type Bits;
    const CANONICAL_NAN: Self::Bits;
    fn bits(self) -> Self::Bits;
}

impl Float for f32 {
    type Bits = u32;
    const CANONICAL_NAN: u32 = 0x7fc0_0000;
    fn bits(self) -> u32 {
        self.to_bits()
    }
}

impl Float for f64 {
    type Bits = u64;
    const CANONICAL_NAN: u64 = 0x7ff8_0000_0000_0000;
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

#[allow(clippy::eq_op)]
fn canonical<F: Float>(value: F) -> F::Bits {
    if value != value { F::CANONICAL_NAN } else { value.bits() }
}

macro_rules! binary {
    ($float:ident, $bits:ident: $($name:ident = $op:tt;)*) => {
        $(#[unsafe(no_mangle)]
        pub extern "C" fn $name(a: $bits, b: $bits) -> $bits {
            canonical($float::from_bits(a) $op $float::from_bits(b))
        })*
    };
}

binary! { f32, u32: zkw_f32_add = +; zkw_f32_sub = -; zkw_f32_mul = *; zkw_f32_div = /; }
binary! { f64, u64: zkw_f64_add = +; zkw_f64_sub = -; zkw_f64_mul = *; zkw_f64_div = /; }

macro_rules! compare {
    ($float:ident, $bits:ident: $($name:ident = $op:tt;)*) => {
        $(#[unsafe(no_mangle)]
        pub extern "C" fn $name(a: $bits, b: $bits) -> u32 {
            u32::from($float::from_bits(a) $op $float::from_bits(b))
        })*
    };
}

compare! { f32, u32: zkw_f32_eq = ==; zkw_f32_lt = <; zkw_f32_le = <=; }
compare! { f64, u64: zkw_f64_eq = ==; zkw_f64_lt = <; zkw_f64_le = <=; }

macro_rules! extrema {
    ($float:ident, $bits:ident: $($name:ident = $op:tt, $zeros:tt;)*) => {
        $(#[unsafe(no_mangle)]
        pub extern "C" fn $name(a: $bits, b: $bits) -> $bits {
            let (x, y) = ($float::from_bits(a), $float::from_bits(b));
            if x.is_nan() || y.is_nan() {
                <$float as Float>::CANONICAL_NAN
            } else if x == y {
                // Only zeros are equal and different; their signs decide.
                a $zeros b
            } else if x $op y {
                a
            } else {
                b
            }
        })*
    };
}

extrema! { f32, u32: zkw_f32_min = <, |; zkw_f32_max = >, &; }
extrema! { f64, u64: zkw_f64_min = <, |; zkw_f64_max = >, &; }

macro_rules! unary {
    ($float:ident, $bits:ident: $($name:ident = $function:path;)*) => {
        $(#[unsafe(no_mangle)]
        pub extern "C" fn $name(a: $bits) -> $bits {
            canonical($function($float::from_bits(a)))
        })*
    };
}

unary! { f32, u32:
    zkw_f32_sqrt = libm::sqrtf; zkw_f32_ceil = libm::ceilf; zkw_f32_floor = libm::floorf;
    zkw_f32_trunc = libm::truncf; zkw_f32_nearest = libm::rintf;
}
unary! { f64, u64:
    zkw_f64_sqrt = libm::sqrt; zkw_f64_ceil = libm::ceil; zkw_f64_floor = libm::floor;
    zkw_f64_trunc = libm::trunc; zkw_f64_nearest = libm::rint;
}

macro_rules! from_int {
    ($($name:ident: $int:ty => $float:ident, $bits:ty;)*) => {
        $(#[unsafe(no_mangle)]
        pub extern "C" fn $name(a: $int) -> $bits { (a as $float).to_bits() })*
    };
}

from_int! {
    zkw_f32_from_i32_s: i32 => f32, u32; zkw_f32_from_i32_u: u32 => f32, u32;
    zkw_f32_from_i64_s: i64 => f32, u32; zkw_f32_from_i64_u: u64 => f32, u32;
    zkw_f64_from_i32_s: i32 => f64, u64; zkw_f64_from_i32_u: u32 => f64, u64;
    zkw_f64_from_i64_s: i64 => f64, u64; zkw_f64_from_i64_u: u64 => f64, u64;
}

// Rust's casts saturate and make 0 of NaN, as WASM's saturating conversions do. `$min` and
// `$max` are the first floats on both sides that truncate to no value of the type; where the one
// below has no float of its own, `$low` says that `$min` itself is still good.
macro_rules! to_int {
    ($($sat:ident, $trap:ident: $float:ident, $bits:ty => $int:ty, $low:tt $min:expr, $max:expr;)*) => {
        $(#[unsafe(no_mangle)]
        pub extern "C" fn $sat(a: $bits) -> $int { <$float>::from_bits(a) as $int }

        #[unsafe(no_mangle)]
        pub extern "C" fn $trap(a: $bits) -> $int {
            let value = <$float>::from_bits(a);
            if value.is_nan() {
                zkw_trap(trap::CONVERSION);
            }
            if !(value $low $min && value < $max) {
                zkw_trap(trap::OVERFLOW);
            }
            value as $int
        })*
    };
}

to_int! {
    zkw_f32_sat_i32_s, zkw_f32_to_i32_s: f32, u32 => i32, >= -2147483648.0, 2147483648.0;
    zkw_f32_sat_i32_u, zkw_f32_to_i32_u: f32, u32 => u32, > -1.0, 4294967296.0;
    zkw_f32_sat_i64_s, zkw_f32_to_i64_s: f32, u32 => i64, >= -9223372036854775808.0, 9223372036854775808.0;
    zkw_f32_sat_i64_u, zkw_f32_to_i64_u: f32, u32 => u64, > -1.0, 18446744073709551616.0;
    zkw_f64_sat_i32_s, zkw_f64_to_i32_s: f64, u64 => i32, > -2147483649.0, 2147483648.0;
    zkw_f64_sat_i32_u, zkw_f64_to_i32_u: f64, u64 => u32, > -1.0, 4294967296.0;
    zkw_f64_sat_i64_s, zkw_f64_to_i64_s: f64, u64 => i64, >= -9223372036854775808.0, 9223372036854775808.0;
    zkw_f64_sat_i64_u, zkw_f64_to_i64_u: f64, u64 => u64, > -1.0, 18446744073709551616.0;
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_f32_demote(a: u64) -> u32 {
    canonical(f64::from_bits(a) as f32)
}

#[unsafe(no_mangle)]
pub extern "C" fn zkw_f64_promote(a: u32) -> u64 {
    canonical(f64::from(f32::from_bits(a)))
}
