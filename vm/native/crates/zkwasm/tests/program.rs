//! Whole programs on the zkVM's own executor: tasks come in, journals come out.

use guest_tool::{Limits, Program};
use sha2::{Digest, Sha256};
use sprout_guest::{Draft, Message, Task};
use sprout_zkwasm::{Error, compile};

const WORD: usize = 32;

/// A module that counts its runs in its memory, in a global and in a table: it always finds the first.
const COUNTER: &str = r#"(module
    (import "env" "wasm_input" (func $in (param i32) (result i64)))
    (import "env" "wasm_output" (func $out (param i64)))
    (memory 1)
    (data (i32.const 8) "\05")
    (table 2 funcref)
    (elem (i32.const 0) $one)
    (elem $passive func $two)
    (global $runs (mut i32) (i32.const 100))
    (func $one (result i32) (i32.const 1))
    (func $two (result i32) (i32.const 2))
    (func (export "zkmain")
      (global.set $runs (i32.add (global.get $runs) (i32.const 1)))
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
      (call $out (i64.extend_i32_u (global.get $runs)))
      (call $out (i64.extend_i32_u (i32.load (i32.const 8))))
      (call $out (i64.extend_i32_u (call_indirect (result i32) (i32.const 0))))
      (table.init $passive (i32.const 0) (i32.const 0) (i32.const 1))
      (elem.drop $passive)
      (call $out (i64.extend_i32_u (call_indirect (result i32) (i32.const 0))))
      (call $out (i64.extend_i32_u (memory.grow (i32.const 3))))
      (i32.store (i32.const 200000) (i32.const 7))
      (call $out (call $in (i32.const 1)))))"#;

/// The example of Sprout 0.6: two private numbers and their public sum.
const ADD: &str = r#"(module
    (import "env" "wasm_input" (func $in (param i32) (result i64)))
    (import "env" "wasm_output" (func $out (param i64)))
    (import "env" "require" (func $require (param i32)))
    (func (export "zkmain") (local i64)
      (local.set 0 (i64.add (call $in (i32.const 0)) (call $in (i32.const 0))))
      (call $require (i64.eq (local.get 0) (call $in (i32.const 1))))
      (call $out (local.get 0))))"#;

fn program(text: &str) -> (Vec<u8>, Program) {
    let wasm = wat::parse_str(text).expect("valid text");
    let elf = compile(&wasm).expect("compiles").elf;
    (wasm, Program::join(&elf))
}

fn input(data: &[&str], flags: &[u8]) -> (Vec<u8>, [u8; 32]) {
    let messages: Vec<Message<'_>> = data
        .iter()
        .map(|data| Message { id: [1; 16], received_ms: 1, client_did: "", data: data.as_bytes() })
        .collect();
    let draft = Draft {
        chain_id: 4690,
        project_id: 21,
        project_version: "1",
        sequence: 3,
        created_ms: 4,
        messages: &messages,
    };
    let mut input = draft.guest_input().expect("task is valid");
    let digest = Task::parse(&input).expect("task is valid").digest();
    input.extend_from_slice(flags);
    (input, digest)
}

fn run(program: &Program, data: &[&str], flags: &[u8]) -> Result<Vec<u8>, String> {
    let limits = Limits { cycles: 1 << 24, journal: 1 << 16 };
    program
        .run(&input(data, flags).0, limits)
        .map(|run| run.journal)
        .map_err(|err| format!("{err:#}"))
}

fn word(journal: &[u8], at: usize) -> &[u8] {
    &journal[at * WORD..(at + 1) * WORD]
}

/// Numbers that follow a word of the journal.
fn numbers(journal: &[u8], at: usize) -> Vec<u64> {
    journal[at * WORD..]
        .chunks_exact(WORD)
        .map(|word| u64::from_be_bytes(word[24..].try_into().expect("eight bytes")))
        .collect()
}

#[test]
fn journals_name_task_module_and_public_values_only() {
    let (wasm, program) = program(ADD);
    let data = [
        r#"{"private_input":[40,2],"public_input":[42]}"#,
        r#"{"private_input":["0xfffffffffffffffe","3"],"public_input":["0x1"],"other":true}"#,
    ];
    let journal = run(&program, &data, &[]).expect("both hold");
    assert_eq!(numbers(&journal[..3 * WORD], 0), [1, 4690, 21], "version, chain, project");
    assert_eq!(word(&journal, 3), input(&data, &[]).1, "digest of the task");
    assert_eq!(
        numbers(&journal[..6 * WORD], 4),
        [5 * 32, 11 * 32],
        "offset and length of the output"
    );
    assert_eq!(numbers(&journal[..7 * WORD], 6), [1], "format");
    assert_eq!(word(&journal, 7), Sha256::digest(&wasm).as_slice(), "digest of the module");
    assert_eq!(
        numbers(&journal, 8),
        [2, 1, 42, 1, 42, 1, 1, 1, 1],
        "messages, then public inputs and outputs of each"
    );
}

/// The journal is the one that other guests make.
#[test]
fn journals_of_large_tasks_are_those_of_the_guest_library() {
    let (_, program) = program(
        r#"(module
            (import "env" "wasm_input" (func $in (param i32) (result i64)))
            (import "env" "wasm_output" (func $out (param i64)))
            (func (export "zkmain") (local $left i64) (local $sum i64)
              (local.set $left (call $in (i32.const 1)))
              (loop $next
                (if (i64.ne (local.get $left) (i64.const 0)) (then
                  (local.set $sum (i64.add (local.get $sum) (call $in (i32.const 0))))
                  (call $out (local.get $sum))
                  (local.set $left (i64.sub (local.get $left) (i64.const 1)))
                  (br $next))))))"#,
    );
    let data = [0_u64, 1, 7, 20, 100, 400].map(|count| {
        let values: Vec<String> = (0..count).map(|at| (at * 12_345).to_string()).collect();
        format!("{{\"public_input\":[{count}],\"private_input\":[{}]}}", values.join(", "))
    });
    for messages in 0..=data.len() {
        let data: Vec<&str> = data[..messages].iter().map(String::as_str).collect();
        let journal = run(&program, &data, &[0]).expect("runs");
        let input = input(&data, &[]).0;
        let task = Task::parse(&input).expect("task is valid");
        assert_eq!(task.journal(&journal[6 * WORD..]), journal, "{messages} messages");
        if let Some(last) = data.len().checked_sub(1) {
            let count = [0, 1, 7, 20, 100, 400][last];
            let sum: u64 = (0..count).map(|at| at * 12_345).sum();
            let ends_with = if count == 0 { 0 } else { sum };
            assert_eq!(numbers(&journal, journal.len() / WORD - 1), [ends_with]);
        }
    }
}

/// What a proof costs is the rows of its segments; see the README.
#[test]
fn small_tasks_fit_the_smallest_proof() {
    let (_, program) = program(ADD);
    let data = [r#"{"private_input":[40,2],"public_input":[42]}"#; 2];
    for messages in 1..=2 {
        let limits = Limits { cycles: 1 << 24, journal: 1 << 16 };
        let run = program.run(&input(&data[..messages], &[0]).0, limits).expect("runs");
        let cycles = run.user_cycles + run.paging_cycles;
        assert_eq!(run.segment_po2, [15], "{messages} messages: {cycles} cycles");
    }
}

/// The runtime checks tasks itself, so it is compared with the guest library.
#[test]
fn damaged_tasks_are_refused_as_by_the_guest_library() {
    let (_, program) = program(r#"(module (func (export "zkmain")))"#);
    let whole = input(&["{}", "{\"private_input\":[]}"], &[]).0;
    let check = |input: &[u8]| {
        let limits = Limits { cycles: 1 << 24, journal: 1 << 16 };
        let end =
            program.run(input, limits).map(|run| run.journal).map_err(|err| format!("{err:#}"));
        match (Task::parse(input), end) {
            (Ok(task), Ok(journal)) => assert_eq!(task.journal(&journal[6 * WORD..]), journal),
            (Ok(_), Err(err)) => assert!(err.contains("message is not"), "{err}: {input:?}"),
            (Err(_), Ok(_)) => panic!("{input:?} is no task"),
            (Err(_), Err(err)) => assert!(
                err.contains("task input: ") || err.contains("Out of memory"),
                "{err}: {input:?}"
            ),
        }
    };
    check(&whole);
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        check(&damaged);
    }
    for len in (0..whole.len()).step_by(3) {
        check(&whole[..len]);
    }
}

#[test]
fn what_does_not_hold_gives_no_journal() {
    let (_, program) = program(ADD);
    let end = |data: &str| run(&program, &[data], &[]).expect_err("there is a fault");
    assert!(
        end(r#"{"private_input":[1,1],"public_input":[3]}"#)
            .contains("require: condition does not hold")
    );
    assert!(
        end(r#"{"private_input":[1],"public_input":[3]}"#).contains("no private input is left")
    );
    let twice = r#"{"private_input":[1,1],"private_input":[1,2],"public_input":[3]}"#;
    for bad in [
        "[]",
        r#"{"private_input":["4x"]}"#,
        r#"{"private_input":[1.5]}"#,
        r#"{"private_input":["-"]}"#,
        twice,
    ] {
        let text = end(bad);
        assert!(text.contains("message 0: message is not"), "{bad}: {text}");
        assert!(!text.contains("4x"), "private inputs appear in no error: {text}");
    }
}

#[test]
fn every_message_finds_a_fresh_module() {
    let (_, program) = program(COUNTER);
    let data = [r#"{"public_input":[1]}"#, r#"{"public_input":[2]}"#, r#"{"public_input":[3]}"#];
    for flags in [0, 1] {
        let journal = run(&program, &data, &[flags]).expect("runs");
        let runs = (1..4).flat_map(|at| [1, at, 6, 101, 6, 1, 2, 1, at]);
        let wanted: Vec<u64> = [3].into_iter().chain(runs).collect();
        assert_eq!(numbers(&journal, 8), wanted, "variant {flags}");
    }
}

#[test]
fn the_exact_variant_runs_what_the_fast_one_does_not_try() {
    let (_, program) = program(
        r#"(module
            (import "env" "wasm_input" (func $in (param i32) (result i64)))
            (import "env" "wasm_output" (func $out (param i64)))
            (memory 1)
            (data (i32.const 0) "\01\02\03\04\05\06\07\08\09")
            (func (export "zkmain")
              (call $out (i64.load (i32.wrap_i64 (call $in (i32.const 0)))))))"#,
    );
    let data = [r#"{"private_input":[1]}"#];
    assert!(
        run(&program, &data, &[])
            .expect_err("an address that is not aligned")
            .contains("Misaligned")
    );
    let journal = run(&program, &data, &[1]).expect("the exact variant reads bytes");
    assert_eq!(numbers(&journal, 8), [1, 0, 1, 0x0908_0706_0504_0302]);
}

#[test]
fn traps_name_their_reason() {
    let traps = [
        (
            "(drop (i32.div_u (i32.const 1) (i32.wrap_i64 (call $in (i32.const 0)))))",
            "integer divide by zero",
        ),
        (
            "(drop (i32.load (i32.sub (i32.wrap_i64 (call $in (i32.const 0))) (i32.const 1))))",
            "out of bounds memory access",
        ),
        ("(unreachable)", "unreachable"),
        ("(call_indirect (i32.wrap_i64 (call $in (i32.const 0))))", "uninitialized element"),
        (
            "(drop (i32.trunc_f64_s (f64.div (f64.const 0) (f64.const 0))))",
            "invalid conversion to integer",
        ),
        ("(call $main)", "call stack exhausted"),
    ];
    for (code, reason) in traps {
        let (_, program) = program(&format!(
            r#"(module
                (import "env" "wasm_input" (func $in (param i32) (result i64)))
                (memory 1)
                (table 1 funcref)
                (func $main (export "zkmain") {code}))"#
        ));
        let text = run(&program, &[r#"{"private_input":[0]}"#], &[1]).expect_err("traps");
        assert!(text.contains(&format!("wasm trap: {reason}")), "{reason}: {text}");
        assert!(
            run(&program, &[r#"{"private_input":[0]}"#], &[0]).is_err(),
            "the fast variant does not return"
        );
    }
}

#[test]
fn assembly_script_can_give_up() {
    let (_, program) = program(
        r#"(module
            (import "env" "abort" (func $abort (param i32 i32 i32 i32)))
            (func (export "zkmain") (call $abort (i32.const 1) (i32.const 2) (i32.const 30) (i32.const 4))))"#,
    );
    let text = run(&program, &["{}"], &[]).expect_err("there is a fault");
    assert!(text.contains("gave up at line 30, column 4"), "{text}");
}

#[test]
fn contexts_pass_from_message_to_message() {
    let (_, program) = program(
        r#"(module
            (import "env" "wasm_input" (func $in (param i32) (result i64)))
            (import "env" "wasm_output" (func $out (param i64)))
            (import "env" "wasm_read_context" (func $read (result i64)))
            (import "env" "wasm_write_context" (func $write (param i64)))
            (import "env" "wasm_dbg" (func $dbg (param i64)))
            (func (export "zkmain") (result i64) (local i64)
              (if (i64.ne (call $in (i32.const 1)) (i64.const 0)) (then (local.set 0 (call $read))))
              (call $dbg (local.get 0))
              (call $out (local.get 0))
              (call $write (i64.add (local.get 0) (i64.const 5)))
              (local.get 0)))"#,
    );
    let data = [r#"{"public_input":[0]}"#, r#"{"public_input":[1]}"#, r#"{"public_input":[1]}"#];
    let journal = run(&program, &data, &[]).expect("runs");
    assert_eq!(numbers(&journal, 8), [3, 1, 0, 1, 0, 1, 1, 1, 5, 1, 1, 1, 10]);
    assert!(
        run(&program, &data[1..], &[])
            .expect_err("nothing was written")
            .contains("the context is at its end")
    );
}

#[test]
fn modules_that_make_no_program_are_refused() {
    let end =
        |text: &str| compile(&wat::parse_str(text).expect("valid text")).expect_err("no program");
    assert!(matches!(end("(module)"), Error::Entry(_)));
    assert!(matches!(end(r#"(module (func (export "zkmain") (param i32)))"#), Error::Entry(_)));
    let import =
        end(r#"(module (import "env" "fopen" (func)) (func (export "zkmain")))"#).to_string();
    assert!(import.contains("env.fopen"), "{import}");
    let segment = r#"(module (memory 1) (data (i32.const 65536) "a") (func (export "zkmain")))"#;
    assert!(matches!(end(segment), Error::Segment(_)));
    let simd = r#"(module (func (export "zkmain") (drop (v128.const i32x4 0 0 0 0))))"#;
    assert!(matches!(end(simd), Error::Invalid(_)));
    assert!(matches!(compile(b"\0asm"), Err(Error::Invalid(_))));
}

#[test]
fn the_same_module_gives_the_same_program() {
    let wasm = wat::parse_str(COUNTER).expect("valid text");
    let one = compile(&wasm).expect("compiles").elf;
    for _ in 0..5 {
        assert_eq!(compile(&wasm).expect("compiles").elf, one);
    }
}
