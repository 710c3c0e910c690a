//! Runs fit into little address space: the process they are in may have a limit on it.
#![cfg(unix)]

mod front_ends;

use std::env;
use std::process::Command;

use front_ends::{GOOD, LIMITS, front_end};
use sprout_halo2_sandbox::{FrontEnd, Limits, Refused};

/// Set in the process that has the limit.
const LIMITED: &str = "SPROUT_SANDBOX_TEST_LIMITED";

/// The limit, in KiB as `ulimit` counts, and in bytes.
const KIB: usize = 1 << 20;
const BYTES: usize = KIB << 10;

#[test]
fn a_gibibyte_of_address_space_is_enough() {
    if env::var_os(LIMITED).is_some() {
        return limited();
    }
    let itself = env::current_exe().expect("the test has a file");
    let script =
        format!("ulimit -v {KIB} && exec \"$0\" --exact a_gibibyte_of_address_space_is_enough");
    let output = Command::new("sh")
        .args(["-c", &script])
        .arg(itself)
        .env(LIMITED, "1")
        .output()
        .expect("a shell runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "{said}");
}

/// What is tried below the limit.
fn limited() {
    assert!(Vec::<u8>::new().try_reserve_exact(BYTES).is_err(), "the limit is not there");

    let limits = Limits { memory_bytes: 256 << 20, fuel: 1 << 30, ..LIMITS };
    let growing = front_end(
        "",
        r#"(drop (memory.grow (i32.const 4094)))
           (memory.fill (i32.const 65536) (i32.const 1) (i32.const 268369920)) (i32.const 0)"#,
    );
    let wasm = wat::parse_str(&growing).expect("text");
    let growing = FrontEnd::check(&wasm, &limits).expect("it is a front end");
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..4 {
                    let run = growing.configure(|_| Ok(())).expect("it fits");
                    assert_eq!(run.memory_bytes, limits.memory_bytes);
                }
            });
        }
    });

    // What does not fit is told apart from what the module does wrong.
    let wasm = wat::parse_str(GOOD).expect("text");
    let limits = Limits { memory_bytes: 2 << 30, ..LIMITS };
    let too_much = FrontEnd::check(&wasm, &limits).expect("it is a front end");
    let refused = too_much.configure(|_| Ok(())).expect_err("it does not fit");
    assert!(matches!(refused, Refused::Host { .. }) && refused.is_host(), "{refused:?}");
}
