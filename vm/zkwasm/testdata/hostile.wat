;; Does what its first private number asks for.
(module
  (import "env" "wasm_input" (func $input (param i32) (result i64)))
  (import "env" "wasm_output" (func $output (param i64)))
  (import "env" "wasm_dbg" (func $dbg (param i64)))
  (import "env" "wasm_dbg_char" (func $dbg_char (param i64)))
  (memory 1)
  (func (export "zkmain") (local $what i64) (local $at i32)
    (local.set $what (call $input (i32.const 0)))
    ;; 0: a trap
    (if (i64.eq (local.get $what) (i64.const 0)) (then unreachable))
    ;; 1: no end
    (if (i64.eq (local.get $what) (i64.const 1)) (then (loop $again (br $again))))
    ;; 2: all the memory there is, touched, again and again
    (if (i64.eq (local.get $what) (i64.const 2))
      (then (loop $more
        (local.set $at (i32.mul (memory.grow (i32.const 1)) (i32.const 65536)))
        (if (i32.ge_s (local.get $at) (i32.const 0)) (then (i32.store (local.get $at) (i32.const 1))))
        (br $more))))
    ;; 3: output without end
    (if (i64.eq (local.get $what) (i64.const 3)) (then (loop $more (call $output (i64.const 3)) (br $more))))
    ;; 4: an access that is not where the module declares it to be
    (if (i64.eq (local.get $what) (i64.const 4))
      (then
        (i32.store align=1 (i32.const 5) (i32.const 0x01020304))
        (call $output (i64.extend_i32_u (i32.load align=4 (i32.add (i32.wrap_i64 (call $input (i32.const 0))) (i32.const 5)))))))
    ;; 5: memory that is not there
    (if (i64.eq (local.get $what) (i64.const 5)) (then (drop (i32.load (i32.const -8)))))
    ;; 6: a message to the author about a private number, and a trap behind it
    (if (i64.eq (local.get $what) (i64.const 6))
      (then (call $dbg (call $input (i32.const 0))) (call $dbg_char (call $input (i32.const 0))) unreachable))))
