//! Traps: the end of a run, with its reason.

/// Reasons in the order of their codes, in the words of the specification's tests.
const REASONS: [&str; 10] = [
    "unreachable",
    "out of bounds memory access",
    "integer divide by zero",
    "integer overflow",
    "invalid conversion to integer",
    "undefined element",
    "uninitialized element",
    "indirect call type mismatch",
    "out of bounds table access",
    "call stack exhausted",
];

/// Out of bounds memory access.
pub const MEMORY: u32 = 1;
/// Integer division by zero.
pub const DIVISION: u32 = 2;
/// Integer overflow.
pub const OVERFLOW: u32 = 3;
/// A float that no integer stands for.
pub const CONVERSION: u32 = 4;
/// Out of bounds table access.
pub const TABLE: u32 = 8;

/// Ends the run: the host sees a guest fault with the reason, and there is no receipt.
#[unsafe(no_mangle)]
pub extern "C" fn zkw_trap(code: u32) -> ! {
    let reason = REASONS.get(code as usize).unwrap_or(&"unknown");
    panic!("wasm trap: {reason}")
}
