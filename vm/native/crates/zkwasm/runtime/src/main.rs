//! What every compiled WASM module runs on, inside the zkVM.
//!
//! The compiler joins this program with the code of one module. Here is the entry ([`start`]), which
//! reads the task ([`task`]), runs the module once for each message ([`run`]) and commits the
//! [`journal`]; the host functions of the module `env` ([`host`]) and their inputs ([`input`]);
//! and what generated code calls because it would be too long inline: soft floats ([`float`]), 64-bit arithmetic ([`int`]), memory and
//! table operations ([`memory`]). Generated code finds these by name; [`CALLED`] keeps them.

#![no_main]

mod float;
mod host;
mod input;
mod instance;
mod int;
mod journal;
mod memory;
mod run;
mod sha;
mod start;
mod task;
mod trap;

/// Address of a function that generated code calls.
#[repr(transparent)]
struct Called(#[allow(dead_code)] *const ());

// SAFETY: the addresses are never written and point to code.
unsafe impl Sync for Called {}

macro_rules! called {
    ($($module:ident::{$($name:ident),* $(,)?})*) => {
        /// Keeps the functions that only generated code calls.
        #[used]
        static CALLED: &[Called] = &[$($(Called($module::$name as *const ())),*),*];
    };
}

called! {
    trap::{zkw_trap}
    host::{
        zkw_wasm_input, zkw_wasm_output, zkw_require, zkw_wasm_dbg, zkw_wasm_dbg_char,
        zkw_wasm_read_context, zkw_wasm_write_context, zkw_wasm_trace_size, zkw_nothing, zkw_abort,
    }
    memory::{zkw_memory_grow, zkw_memory_copy, zkw_memory_fill, zkw_memory_init, zkw_table_copy, zkw_table_init}
    int::{
        zkw_i32_clz, zkw_i32_ctz, zkw_i32_popcnt, zkw_i64_clz, zkw_i64_ctz, zkw_i64_popcnt,
        zkw_i64_div_s, zkw_i64_div_u, zkw_i64_rem_s, zkw_i64_rem_u,
    }
    float::{
        zkw_f32_add, zkw_f32_sub, zkw_f32_mul, zkw_f32_div, zkw_f32_min, zkw_f32_max,
        zkw_f32_sqrt, zkw_f32_ceil, zkw_f32_floor, zkw_f32_trunc, zkw_f32_nearest,
        zkw_f32_eq, zkw_f32_lt, zkw_f32_le,
        zkw_f64_add, zkw_f64_sub, zkw_f64_mul, zkw_f64_div, zkw_f64_min, zkw_f64_max,
        zkw_f64_sqrt, zkw_f64_ceil, zkw_f64_floor, zkw_f64_trunc, zkw_f64_nearest,
        zkw_f64_eq, zkw_f64_lt, zkw_f64_le,
        zkw_f32_from_i32_s, zkw_f32_from_i32_u, zkw_f32_from_i64_s, zkw_f32_from_i64_u,
        zkw_f64_from_i32_s, zkw_f64_from_i32_u, zkw_f64_from_i64_s, zkw_f64_from_i64_u,
        zkw_f32_to_i32_s, zkw_f32_to_i32_u, zkw_f32_to_i64_s, zkw_f32_to_i64_u,
        zkw_f64_to_i32_s, zkw_f64_to_i32_u, zkw_f64_to_i64_s, zkw_f64_to_i64_u,
        zkw_f32_sat_i32_s, zkw_f32_sat_i32_u, zkw_f32_sat_i64_s, zkw_f32_sat_i64_u,
        zkw_f64_sat_i32_s, zkw_f64_sat_i32_u, zkw_f64_sat_i64_s, zkw_f64_sat_i64_u,
        zkw_f32_demote, zkw_f64_promote,
    }
}
