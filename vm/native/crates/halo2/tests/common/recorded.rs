//! Front ends that only repeat recordings.
#![allow(dead_code, reason = "every test file uses its own part of this")]

use sprout_halo2_recording::{ConstraintSystem, encode_constraint_system};

/// A front end that gives out recordings made here.
pub fn recorded(system: &[u8], structure: &[u8], witness: &[u8]) -> Vec<u8> {
    let parts = [("configure", system), ("structure", structure), ("witness", witness)];
    assembled(&parts, "(call $configure)", "(call $structure)", "(call $witness)")
}

/// A front end of two phases whose second witness is one of two: the challenge's last bit decides, in tasks without
/// messages.
pub fn wavering(system: &[u8], structure: &[u8], first: &[u8], second: [&[u8]; 2]) -> Vec<u8> {
    let parts = [
        ("configure", system),
        ("structure", structure),
        ("first", first),
        ("even", second[0]),
        ("odd", second[1]),
    ];
    // Before the only challenge: version, flags, digest, two ids, numbers of messages and challenges, a flag.
    let witness = "(if (result i32) (i32.eqz (local.get 0)) (then (call $first))
          (else (if (result i32) (i32.and (i32.load8_u offset=65 (local.get 1)) (i32.const 1))
            (then (call $odd)) (else (call $even)))))";
    assembled(&parts, "(call $configure)", "(call $structure)", witness)
}

fn assembled(parts: &[(&str, &[u8])], configure: &str, structure: &str, witness: &str) -> Vec<u8> {
    let mut text = String::from(
        r#"(module
          (import "sprout_halo2" "emit" (func $emit (param i32 i32)))
          (memory (export "memory") 16)
          (func (export "sprout_halo2_abi") (result i32) (i32.const 1))
          (func (export "sprout_halo2_alloc") (param i32) (result i32) (i32.const 65536))"#,
    );
    let functions = [
        ("configure", configure, ""),
        ("structure", structure, ""),
        ("witness", witness, "(param i32 i32 i32)"),
    ];
    for (name, body, parameters) in functions {
        text +=
            &format!(r#"(func (export "sprout_halo2_{name}") {parameters} (result i32) {body})"#);
    }
    let mut at = 128 << 10;
    for (name, bytes) in parts {
        let data: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
        text += &format!(
            r#"(data (i32.const {at}) "{data}")
               (func ${name} (result i32)
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
