//! Front ends that only repeat recordings.
#![allow(dead_code, reason = "every test file uses its own part of this")]

use sprout_halo2_recording::{ConstraintSystem, encode_constraint_system};

/// A front end that gives out recordings made here.
pub fn recorded(system: &[u8], structure: &[u8], witness: &[u8]) -> Vec<u8> {
    let parts = [
        ("configure", system, ""),
        ("structure", structure, ""),
        ("witness", witness, "(param i32 i32 i32)"),
    ];
    let mut text = String::from(
        r#"(module
          (import "sprout_halo2" "emit" (func $emit (param i32 i32)))
          (memory (export "memory") 16)
          (func (export "sprout_halo2_abi") (result i32) (i32.const 1))
          (func (export "sprout_halo2_alloc") (param i32) (result i32) (i32.const 65536))"#,
    );
    let mut at = 128 << 10;
    for (name, bytes, parameters) in parts {
        let data: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
        text += &format!(
            r#"(data (i32.const {at}) "{data}")
               (func (export "sprout_halo2_{name}") {parameters} (result i32)
                 (call $emit (i32.const {at}) (i32.const {})) (i32.const 0))"#,
            bytes.len()
        );
        at += bytes.len();
    }
    wat::parse_str(text + ")").expect("it is WebAssembly text")
}

pub fn system_bytes(system: &ConstraintSystem) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_constraint_system(system, |piece| bytes.extend_from_slice(piece));
    bytes
}
