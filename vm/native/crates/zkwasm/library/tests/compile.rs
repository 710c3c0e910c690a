//! The compiler as callers of the C ABI see it.

use serde_json::Value;
use sprout_abi::{Code, Engine};
use sprout_zkwasm_library::{MAX_MODULE, ZkWasm};

fn module(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("a module")
}

const ADD: &str = r#"(module
  (import "env" "wasm_input" (func $input (param i32) (result i64)))
  (import "env" "require" (func $require (param i32)))
  (func (export "zkmain")
    (call $require (i64.eq (i64.add (call $input (i32.const 0)) (call $input (i32.const 0))) (call $input (i32.const 1))))))"#;

#[test]
fn a_module_becomes_a_program() {
    let wasm = module(ADD);
    let options = br#"{"artifacts":["program"]}"#;
    let text = ZkWasm::check_program(&wasm, options).expect("a program");
    let about: Value = serde_json::from_str(&text).expect("JSON");
    let elf = hex::decode(about["program"].as_str().expect("a program")).expect("hex");
    assert_eq!(&elf[..4], b"\x7fELF");
    assert_eq!(about["program_bytes"], elf.len());
    assert_eq!(elf, sprout_zkwasm::compile(&wasm).expect("a program").elf);
    let short: Value =
        serde_json::from_str(&ZkWasm::check_program(&wasm, b"").expect("a program")).expect("JSON");
    assert_eq!(short["program"], Value::Null, "only when it is asked for");
    assert_eq!(short["module_sha256"], about["module_sha256"]);
}

#[test]
fn faults_are_told_apart() {
    for (code, options, want, words) in [
        (module("(module)"), &b"{}"[..], Code::ProgramInvalid, "zkmain"),
        (
            module(r#"(module (import "env" "fork" (func)) (func (export "zkmain")))"#),
            b"{}",
            Code::ProgramInvalid,
            "fork",
        ),
        (b"\0asm\x01\0\0\0\x01".to_vec(), b"{}", Code::ProgramInvalid, "not valid"),
        (vec![0; MAX_MODULE + 1], b"{}", Code::ProgramInvalid, "limit"),
        (module(ADD), br#"{"artefacts":[]}"#, Code::InvalidArgument, "artefacts"),
    ] {
        let failure = ZkWasm::check_program(&code, options).expect_err(words);
        assert_eq!(failure.code, want, "{}", failure.message);
        assert!(failure.message.contains(words), "{}", failure.message);
    }
    assert_eq!(ZkWasm::verify(b"", b"").expect_err("no prover").code, Code::InvalidArgument);
}
