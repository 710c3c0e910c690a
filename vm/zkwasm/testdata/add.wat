;; Two private numbers and a public one: the public one is their sum. Sprout 0.6's example, with the sum as output.
(module
  (import "env" "wasm_input" (func $input (param i32) (result i64)))
  (import "env" "wasm_output" (func $output (param i64)))
  (import "env" "require" (func $require (param i32)))
  (func (export "zkmain") (local $sum i64)
    (local.set $sum (i64.add (call $input (i32.const 0)) (call $input (i32.const 0))))
    (call $require (i64.eq (local.get $sum) (call $input (i32.const 1))))
    (call $output (local.get $sum))))
