//! The thinnest way through everything.

mod common;

use common::{Instance, Outcome};
use sprout_zkwasm::Variant;

#[test]
fn fibonacci_and_sums() {
    let wasm = wat::parse_str(
        r#"(module
            (memory 1)
            (func $fib (export "fib") (param i64) (result i64)
              (if (result i64) (i64.lt_u (local.get 0) (i64.const 2))
                (then (local.get 0))
                (else (i64.add (call $fib (i64.sub (local.get 0) (i64.const 1)))
                               (call $fib (i64.sub (local.get 0) (i64.const 2)))))))
            (func (export "sum") (param i32) (result i32) (local i32 i32)
              (loop $l
                (i32.store (i32.mul (local.get 1) (i32.const 4)) (local.get 1))
                (local.set 1 (i32.add (local.get 1) (i32.const 1)))
                (br_if $l (i32.lt_u (local.get 1) (local.get 0))))
              (local.set 1 (i32.const 0))
              (loop $l
                (local.set 2 (i32.add (local.get 2) (i32.load (i32.mul (local.get 1) (i32.const 4)))))
                (local.set 1 (i32.add (local.get 1) (i32.const 1)))
                (br_if $l (i32.lt_u (local.get 1) (local.get 0))))
              (local.get 2)))"#,
    )
    .expect("valid text");
    for variant in [Variant::Fast, Variant::Exact] {
        let mut instance = Instance::new(&wasm, variant).expect("compiles").expect("starts");
        assert_eq!(instance.invoke("fib", &[20, 0]), Outcome::Returned(vec![6765, 0]));
        println!("{variant:?}: fib(20) {} cycles", instance.machine.cycles);
        let before = instance.machine.cycles;
        assert_eq!(instance.invoke("sum", &[1000]), Outcome::Returned(vec![499_500]));
        println!("{variant:?}: sum {} cycles", instance.machine.cycles - before);
    }
}
