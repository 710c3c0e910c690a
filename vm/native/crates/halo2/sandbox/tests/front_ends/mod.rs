//! Front ends as WebAssembly text, and what tests do with them.
#![allow(dead_code)]

use sprout_halo2_sandbox::{FrontEnd, Limits, Refused};

/// Small enough that what goes on for ever ends soon.
pub const LIMITS: Limits = Limits {
    memory_bytes: 64 << 20,
    fuel: 20_000_000,
    stack_bytes: 256 << 10,
    output_bytes: 8 << 20,
    ..Limits::FRONT_END
};

/// A front end that says "configured" and "structure", and repeats its phase and its input as its witness.
pub const GOOD: &str = r#"(module
  (import "sprout_halo2" "emit" (func $emit (param i32 i32)))
  (import "sprout_halo2" "fail" (func $fail (param i32 i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $arguments (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $print (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 2)
  (data (i32.const 16) "configured")
  (data (i32.const 32) "structure")
  ;; items
  (func (export "sprout_halo2_abi") (result i32) (i32.const 1))
  (func (export "sprout_halo2_alloc") (param i32) (result i32) (i32.const 65536)) ;; room
  (func $configure (export "sprout_halo2_configure") (result i32)
    (call $emit (i32.const 16) (i32.const 10)) (i32.const 0))
  (func $structure (export "sprout_halo2_structure") (result i32)
    (call $emit (i32.const 32) (i32.const 9)) (i32.const 0))
  (func $witness (export "sprout_halo2_witness") (param i32 i32 i32) (result i32)
    (i32.store8 (i32.const 48) (local.get 0))
    (call $emit (i32.const 48) (i32.const 1))
    (call $emit (local.get 1) (local.get 2))
    (i32.const 0)))"#;

/// The good front end with more items, and other code to configure.
pub fn front_end(items: &str, configure: &str) -> String {
    let code = "(call $emit (i32.const 16) (i32.const 10)) (i32.const 0)";
    assert!(GOOD.contains(code));
    GOOD.replace(code, configure).replace(";; items", items)
}

/// Checks a front end.
pub fn check(text: &str) -> Result<FrontEnd, Refused> {
    FrontEnd::check(&wat::parse_str(text).expect("it is WebAssembly text"), &LIMITS)
}

/// Why a front end is refused when it configures.
pub fn refused(text: &str) -> Refused {
    refused_with(text, &LIMITS)
}

/// Why a front end is refused when it configures, with other limits.
pub fn refused_with(text: &str, limits: &Limits) -> Refused {
    let wasm = wat::parse_str(text).expect("it is WebAssembly text");
    let front_end = FrontEnd::check(&wasm, limits).expect("it is a front end");
    front_end.configure(|_| Ok(())).expect_err("it is refused")
}

/// Collects what a front end gives out.
pub fn collect(bytes: &mut Vec<u8>) -> impl FnMut(&[u8]) -> Result<(), String> {
    |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    }
}
