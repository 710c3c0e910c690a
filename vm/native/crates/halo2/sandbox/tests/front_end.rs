//! Front ends, good and bad, written as WebAssembly text.

mod front_ends;

use front_ends::{GOOD, check, collect, front_end, refused};
use sprout_halo2_sandbox::{FrontEnd, Limits, Refused, Run, Task, WitnessInput};

fn collected(
    front_end: &FrontEnd,
    call: impl FnOnce(&FrontEnd, &mut Vec<u8>) -> Result<Run, Refused>,
) -> (Vec<u8>, Run) {
    let mut bytes = Vec::new();
    let run = call(front_end, &mut bytes).expect("the front end runs");
    (bytes, run)
}

#[test]
fn a_good_front_end_gives_out_its_recordings() {
    let good = check(GOOD).expect("it is a front end");
    let (bytes, run) = collected(&good, |front_end, out| front_end.configure(collect(out)));
    assert_eq!(bytes, b"configured");
    assert_eq!(run.output_bytes, 10);
    assert_eq!(run.memory_bytes, 2 << 16);
    assert!(run.fuel > 0 && run.fuel < 1000, "{run:?}");
    let (bytes, _) = collected(&good, |front_end, out| front_end.structure(collect(out)));
    assert_eq!(bytes, b"structure");
}

#[test]
fn a_witness_is_made_from_exactly_the_input() {
    let good = check(GOOD).expect("it is a front end");
    let task = Task { digest: [7; 32], chain_id: 0x0102, project_id: 9 };
    let input = WitnessInput {
        task: Some(task),
        messages: vec![b"one", b""],
        challenges: vec![None, Some([5; 32])],
    };
    // The front end gives out its phase and then its input.
    let (bytes, _) = collected(&good, |front_end, out| front_end.witness(3, &input, collect(out)));
    let mut expected = vec![3];
    expected.extend([1, 0, 0, 0, 1, 0, 0, 0]);
    expected.extend([7; 32]);
    expected.extend([2, 1, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]);
    expected.extend([2, 0, 0, 0, 3, 0, 0, 0]);
    expected.extend(b"one");
    expected.extend([0, 0, 0, 0, 2, 0, 0, 0, 0]);
    expected.extend([0; 32]);
    expected.push(1);
    expected.extend([5; 32]);
    assert_eq!(bytes, expected);
}

#[test]
fn calls_do_not_see_each_other() {
    // Counts its calls in a global, and gives the count out.
    let counting = front_end(
        r#"(global $calls (mut i32) (i32.const 48))"#,
        r#"(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
           (i32.store8 (i32.const 64) (global.get $calls))
           (call $emit (i32.const 64) (i32.const 1)) (i32.const 0)"#,
    );
    let counting = check(&counting).expect("it is a front end");
    for _ in 0..3 {
        let (bytes, _) = collected(&counting, |front_end, out| front_end.configure(collect(out)));
        assert_eq!(bytes, b"1");
    }
}

#[test]
fn random_numbers_time_and_arguments_repeat() {
    let asking = front_end(
        "",
        r#"(drop (call $random (i32.const 64) (i32.const 20)))
           (drop (call $clock (i32.const 0) (i64.const 1) (i32.const 88)))
           (i64.store (i32.const 96) (i64.const -1))
           (drop (call $arguments (i32.const 96) (i32.const 100)))
           (call $emit (i32.const 64) (i32.const 40)) (i32.const 0)"#,
    );
    let asking = check(&asking).expect("it is a front end");
    let (first, _) = collected(&asking, |front_end, out| front_end.configure(collect(out)));
    let (second, _) = collected(&asking, |front_end, out| front_end.configure(collect(out)));
    assert_eq!(first, second);
    let (random, rest) = first.split_at(20);
    assert!(random.iter().any(|byte| *byte != random[0]), "{random:?}");
    assert_eq!(rest[12..], [0; 8], "no arguments");
}

#[test]
fn what_it_prints_is_kept_and_bounded() {
    let printing = front_end(
        r#"(data (i32.const 64) "hello\00")
           (data (i32.const 80) "\40\00\00\00\05\00\00\00")"#,
        r#"(local $left i32)
           (local.set $left (i32.const 10000))
           (loop $again
             (drop (call $print (i32.const 2) (i32.const 80) (i32.const 1) (i32.const 96)))
             (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
           (call $emit (i32.const 96) (i32.const 4)) (i32.const 0)"#,
    );
    let printing = check(&printing).expect("it is a front end");
    let (written, run) = collected(&printing, |front_end, out| front_end.configure(collect(out)));
    assert_eq!(written, [5, 0, 0, 0]);
    assert!(run.log.starts_with("hellohello"), "{}", run.log);
    assert_eq!(run.log.len(), 16 << 10);
}

#[test]
fn loops_end() {
    let looping = front_end("", "(loop $for_ever (br $for_ever)) (i32.const 0)");
    let Refused::OutOfFuel { limit, frames } = refused(&looping) else { panic!("another refusal") };
    assert_eq!(limit, front_ends::LIMITS.fuel);
    assert_eq!(frames, ["configure"]);
}

#[test]
fn start_functions_and_initializers_that_loop_end() {
    for starting in [r#"(start $begin)"#, r#"(export "_initialize" (func $begin))"#] {
        let items = format!("(func $begin (loop $for_ever (br $for_ever))) {starting}");
        let refused = refused(&front_end(&items, "(i32.const 0)"));
        assert!(
            matches!(&refused, Refused::OutOfFuel { frames, .. } if frames == &["begin"]),
            "{refused:?}"
        );
    }
}

#[test]
fn big_fills_cost_what_they_write() {
    let filling = front_end(
        "",
        r#"(loop $again
             (memory.fill (i32.const 0) (i32.const 1) (i32.const 131072)) (br $again))
           (i32.const 0)"#,
    );
    assert!(matches!(refused(&filling), Refused::OutOfFuel { .. }));
}

#[test]
fn calls_out_of_the_module_cost_what_they_do() {
    let drawing = front_end(
        "",
        r#"(loop $again (drop (call $random (i32.const 0) (i32.const 131072))) (br $again))
           (i32.const 0)"#,
    );
    assert!(matches!(refused(&drawing), Refused::OutOfFuel { .. }));
}

#[test]
fn reasons_cost_what_they_are_long() {
    let complaining = front_end(
        "",
        r#"(local $times i32)
           (loop $again
             (call $fail (i32.const 0) (i32.const 131072))
             (local.set $times (i32.add (local.get $times) (i32.const 1)))
             (br_if $again (i32.lt_u (local.get $times) (i32.const 200))))
           (i32.const 1)"#,
    );
    assert!(matches!(refused(&complaining), Refused::OutOfFuel { .. }));
}

#[test]
fn traps_are_told_with_the_functions_they_happened_in() {
    let items = r#"
        (func $_ZN7circuit6inside17h0123456789abcdefE (unreachable))
        (func $outside (call $_ZN7circuit6inside17h0123456789abcdefE))
        (data (i32.const 64) "index out of range")
        (data (i32.const 96) "\40\00\00\00\12\00\00\00")"#;
    let code = r#"(drop (call $print (i32.const 2) (i32.const 96) (i32.const 1) (i32.const 128)))
        (call $outside) (i32.const 0)"#;
    let refused = refused(&front_end(items, code));
    let Refused::Trap { reason, frames, log } = &refused else { panic!("{refused:?}") };
    assert!(reason.contains("unreachable"), "{reason}");
    assert_eq!(frames, &["circuit::inside", "outside", "configure"]);
    assert_eq!(log, "index out of range");
    let text = refused.to_string();
    assert!(text.contains("in circuit::inside, called by outside"), "{text}");
    assert!(text.ends_with("it printed: index out of range"), "{text}");
}

#[test]
fn every_trap_is_told() {
    let cases = [
        ("(drop (i32.load (i32.const 131069))) (i32.const 0)", "out of bounds memory access"),
        ("(i32.load offset=0xffffffff (i32.const -1))", "out of bounds memory access"),
        (
            "(memory.copy (i32.const 0) (i32.const 131000) (i32.const 1000)) (i32.const 0)",
            "out of bounds memory",
        ),
        ("(i32.div_s (i32.const 1) (i32.const 0))", "divide by zero"),
        ("(i32.div_s (i32.const 0x80000000) (i32.const -1))", "overflow"),
        ("(i32.trunc_f64_s (f64.const nan))", "invalid conversion"),
        ("(call_indirect (result i32) (i32.const 1))", "undefined element"),
        ("(call_indirect (result i32) (i32.const 0))", "uninitialized element"),
    ];
    for (code, expected) in cases {
        let refused = refused(&front_end("(table 1 funcref)", code));
        let Refused::Trap { reason, .. } = &refused else { panic!("{code}: {refused:?}") };
        assert!(reason.contains(expected), "{code}: {reason}");
    }
}

#[test]
fn recursion_ends() {
    let endless = front_end(
        "(func $deeper (param i32) (result i32) (i32.add (call $deeper (local.get 0)) (i32.const 1)))",
        "(call $deeper (i32.const 0))",
    );
    let Refused::StackOverflow { frames, .. } = refused(&endless) else {
        panic!("another refusal")
    };
    assert!(frames.len() > 2 && frames.iter().all(|name| name == "deeper"), "{frames:?}");
}

#[test]
fn memory_grows_to_its_limit_and_no_further() {
    let growing = |pages: u32| {
        front_end("", &format!("(i32.eq (memory.grow (i32.const {pages})) (i32.const -1))"))
    };
    let limit = front_ends::LIMITS.memory_bytes;
    let pages = (limit >> 16) as u32;
    let fits = check(&growing(pages - 2)).expect("it is a front end");
    let (_, run) = collected(&fits, |front_end, out| front_end.configure(collect(out)));
    assert_eq!(run.memory_bytes, limit);
    let refused = refused(&growing(pages - 1));
    assert_eq!(refused, Refused::OutOfMemory { limit, frames: vec!["configure".into()] });
    assert!(refused.to_string().starts_with("memory grows over 64 MiB in configure"), "{refused}");
}

#[test]
fn a_modules_own_maximum_stays_its_own_matter() {
    let bounded =
        GOOD.replace("(memory (export \"memory\") 2)", "(memory (export \"memory\") 2 3)");
    let bounded = bounded.replace(
        "(call $emit (i32.const 16) (i32.const 10)) (i32.const 0)",
        "(i32.ne (memory.grow (i32.const 2)) (i32.const -1))",
    );
    let bounded = check(&bounded).expect("it is a front end");
    collected(&bounded, |front_end, out| front_end.configure(collect(out)));
}

#[test]
fn a_memory_too_large_from_the_start_is_refused() {
    let large = GOOD.replace("\"memory\") 2)", "\"memory\") 65536)");
    assert!(matches!(refused(&large), Refused::OutOfMemory { .. }));
}

#[test]
fn tables_have_a_limit() {
    let large = refused(&front_end("(table 2000000 funcref)", "(i32.const 0)"));
    assert_eq!(large, Refused::TableTooLarge { limit: front_ends::LIMITS.table_elements });
    let growing = "(drop (table.grow 0 (ref.null func) (i32.const 2000000))) (i32.const 0)";
    let growing = refused(&front_end("(table 1 funcref)", growing));
    assert_eq!(growing, Refused::TableTooLarge { limit: front_ends::LIMITS.table_elements });
    let many = refused(&front_end(&"(table 300000 funcref)".repeat(4), "(i32.const 0)"));
    assert_eq!(many, Refused::TableTooLarge { limit: front_ends::LIMITS.table_elements });
    let grown = front_end(
        &"(table 1 funcref)".repeat(4),
        &(0..4)
            .map(|table| format!("(drop (table.grow {table} (ref.null func) (i32.const 300000)))"))
            .chain(["(i32.const 0)".to_owned()])
            .collect::<String>(),
    );
    let grown = refused(&grown);
    assert_eq!(grown, Refused::TableTooLarge { limit: front_ends::LIMITS.table_elements });
}

#[test]
fn output_that_is_not_in_memory_is_refused() {
    for (pointer, length) in
        [(131_072u32, 1u32), (131_071, 2), (u32::MAX, 1), (0, u32::MAX), (u32::MAX, u32::MAX)]
    {
        let code = format!(
            "(call $emit (i32.const {}) (i32.const {})) (i32.const 0)",
            pointer as i32, length as i32
        );
        let limits = Limits { fuel: 10 << 30, ..front_ends::LIMITS };
        let refused = front_ends::refused_with(&front_end("", &code), &limits);
        let expected = Refused::BadPointer { what: "emit".into(), pointer, length: length.into() };
        assert_eq!(refused, expected);
    }
    let nothing = front_end("", "(call $emit (i32.const 131072) (i32.const 0)) (i32.const 0)");
    let nothing = check(&nothing).expect("it is a front end");
    let (bytes, _) = collected(&nothing, |front_end, out| front_end.configure(collect(out)));
    assert!(bytes.is_empty());
}

#[test]
fn other_addresses_that_are_not_in_memory_are_refused() {
    let calls = [
        "(call $fail (i32.const 131072) (i32.const 1))",
        "(drop (call $random (i32.const 131070) (i32.const 8)))",
        "(drop (call $clock (i32.const 0) (i64.const 0) (i32.const -1)))",
        "(drop (call $arguments (i32.const -1) (i32.const 0)))",
        "(drop (call $print (i32.const 1) (i32.const 131070) (i32.const 1) (i32.const 0)))",
        "(drop (call $print (i32.const 1) (i32.const 0) (i32.const 1) (i32.const -4)))",
    ];
    for call in calls {
        let refused = refused(&front_end("", &format!("{call} (i32.const 0)")));
        assert!(matches!(refused, Refused::BadPointer { .. }), "{call}: {refused:?}");
    }
}

#[test]
fn output_has_a_limit() {
    let pouring = front_end(
        "",
        "(loop $again (call $emit (i32.const 0) (i32.const 131072)) (br $again)) (i32.const 0)",
    );
    let limits = Limits { output_bytes: 1 << 20, ..front_ends::LIMITS };
    let front_end =
        FrontEnd::check(&wat::parse_str(&pouring).expect("text"), &limits).expect("checked");
    let mut bytes = Vec::new();
    let refused = front_end.configure(collect(&mut bytes)).expect_err("too much");
    assert_eq!(refused, Refused::OutputTooLarge { limit: 1 << 20 });
    assert_eq!(bytes.len(), 1 << 20);
}

#[test]
fn whoever_receives_the_output_can_end_the_run() {
    let pouring = front_end(
        "",
        "(loop $again (call $emit (i32.const 0) (i32.const 131072)) (br $again)) (i32.const 0)",
    );
    let pouring = check(&pouring).expect("it is a front end");
    let mut pieces = 0;
    let refused = pouring.configure(|_| {
        pieces += 1;
        if pieces < 3 { Ok(()) } else { Err("record 7: no such column".into()) }
    });
    assert_eq!(refused, Err(Refused::BadOutput { reason: "record 7: no such column".into() }));
    assert_eq!(pieces, 3);
}

#[test]
fn failures_come_with_their_reason() {
    let items = r#"(data (i32.const 64) "message 0 has no readings")"#;
    let code = "(call $fail (i32.const 64) (i32.const 25)) (i32.const 1)";
    let told = refused(&front_end(items, code));
    assert_eq!(told.to_string(), "failed: message 0 has no readings");
    let silent = refused(&front_end(items, "(i32.const 1)"));
    assert!(matches!(silent, Refused::Failed { .. }));
    let despite = refused(&front_end(items, &code.replace("(i32.const 1)", "(i32.const 0)")));
    assert_eq!(despite, told);
    let odd = refused(&front_end(items, "(i32.const 2)"));
    assert!(matches!(odd, Refused::BadReturn { .. }), "{odd:?}");
}

#[test]
fn leaving_the_process_is_refused() {
    let refused = refused(&front_end("", "(call $exit (i32.const 3)) (i32.const 0)"));
    assert_eq!(refused, Refused::Exited { code: 3 });
}

#[test]
fn allocations_must_be_in_memory() {
    let input = WitnessInput { messages: vec![&[1; 100]], ..WitnessInput::default() };
    for pointer in [0, -1, 131_072, 131_000] {
        let bad = GOOD.replace("(i32.const 65536)) ;; room", &format!("(i32.const {pointer}))"));
        assert_ne!(bad, GOOD);
        let bad = check(&bad).expect("it is a front end");
        let refused = bad.witness(0, &input, |_| Ok(())).expect_err("nothing fits there");
        assert!(
            matches!(&refused, Refused::BadPointer { what, .. } if what == "sprout_halo2_alloc"),
            "{refused:?}"
        );
    }
}
