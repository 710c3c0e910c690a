//! Modules as wasm-bindgen makes them run unmodified, and what is none of them is refused.

use sprout_halo2_sandbox::{Limits, OldForm, Refused, Run};

/// A prover as it was published for Sprout 0.6.
const SIMPLE: &[u8] =
    include_bytes!("../../../../../../examples/halo2-old-form/program/simple.wasm");

/// A small module of a newer wasm-bindgen.
const NEWER: &[u8] = include_bytes!("newer-module/newer.wasm");

const MESSAGES: &str = r#"["{\"private_a\":3,\"private_b\":4}"]"#;

fn check(wasm: &[u8]) -> OldForm {
    OldForm::check(wasm, &Limits::OLD_FORM).expect("it has the old form")
}

/// Checks a module written as text.
fn text(module: &str) -> Result<OldForm, Refused> {
    OldForm::check(&wat::parse_str(module).expect("it is WebAssembly text"), &LIMITS)
}

/// Small enough that what goes on for ever ends soon.
const LIMITS: Limits =
    Limits { memory_bytes: 64 << 20, fuel: 20_000_000, output_bytes: 1 << 10, ..Limits::OLD_FORM };

/// A module of an older wasm-bindgen, whose `prove` runs this code; the answer's place is `local.get 0`.
fn older(items: &str, code: &str) -> String {
    format!(
        r#"(module {items}
          (memory (export "memory") 2)
          (data (i32.const 16) "an answer")
          (func (export "__wbindgen_malloc") (param i32 i32) (result i32) (i32.const 65536))
          (func (export "__wbindgen_add_to_stack_pointer") (param i32) (result i32) (i32.const 1024))
          (func $answer (param i32 i32 i32)
            (i32.store (local.get 0) (local.get 1))
            (i32.store offset=4 (local.get 0) (local.get 2)))
          (func $prove (export "prove") (param i32 i32 i32) {code}))"#
    )
}

fn refused(module: &str) -> Refused {
    text(module).expect("it has the old form").prove("[]").expect_err("it is refused")
}

#[test]
fn a_published_prover_proves() {
    assert!(OldForm::is_one(SIMPLE));
    let prover = check(SIMPLE);
    let (proof, run) = prover.prove(MESSAGES).expect("it proves");
    let Run { fuel, output_bytes, .. } = run;
    assert!(fuel > 1_000_000 && output_bytes == proof.len() as u64, "{run:?}");
    assert!(proof.len() > 1000 && proof.len() % 64 == 0, "{}", proof.len());
    assert!(proof.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let (again, _) = prover.prove(MESSAGES).expect("it proves");
    assert_ne!(proof, again, "proofs are blinded with fresh random numbers");
    assert_eq!(proof.len(), again.len());
}

#[test]
fn a_panic_tells_its_message() {
    let refused = check(SIMPLE).prove(r#"["{\"private_a\":3}"]"#).expect_err("a number is missing");
    let Refused::Trap { log, reason, .. } = &refused else { panic!("{refused:?}") };
    assert!(log.contains("missing field `private_b`"), "{log}");
    assert!(reason.contains("unreachable"), "{reason}");
}

#[test]
fn the_prover_has_to_keep_to_its_limits() {
    let limits = Limits { fuel: 1_000_000, ..Limits::OLD_FORM };
    let prover = OldForm::check(SIMPLE, &limits).expect("it has the old form");
    assert!(matches!(prover.prove(MESSAGES), Err(Refused::OutOfFuel { .. })));
    let limits = Limits { output_bytes: 100, ..Limits::OLD_FORM };
    let prover = OldForm::check(SIMPLE, &limits).expect("it has the old form");
    assert_eq!(prover.prove(MESSAGES).err(), Some(Refused::OutputTooLarge { limit: 100 }));
}

#[test]
fn a_newer_module_gets_text_and_random_numbers() {
    let newer = check(NEWER);
    let (first, run) = newer.prove("häh?").expect("it answers");
    assert_eq!(run.log, "5 bytes\n");
    let (digits, rest) = first.split_once(' ').expect("digits and text");
    assert_eq!(rest, "häh?");
    assert_eq!(digits.len(), 64);
    let (second, _) = newer.prove("häh?").expect("it answers");
    let halves = |text: &str| (text[..32].to_owned(), text[32..64].to_owned());
    let ((a, b), (c, d)) = (halves(&first), halves(&second));
    let zero = "0".repeat(32);
    for (one, other) in [(&a, &c), (&b, &d), (&a, &zero), (&b, &zero)] {
        assert_ne!(one, other);
    }
}

#[test]
fn a_newer_modules_errors_and_exceptions_are_told() {
    let newer = check(NEWER);
    let expected = |reason: &str| Some(Refused::Failed { reason: reason.into() });
    assert_eq!(newer.prove("fail").err(), expected("there is nothing to prove"));
    assert_eq!(newer.prove("throw").err(), expected("thrown on purpose"));
}

#[test]
fn an_answer_on_the_modules_stack_is_read() {
    let answering = older("", "(call $answer (local.get 0) (i32.const 16) (i32.const 9))");
    let (answer, _) =
        text(&answering).expect("it has the old form").prove("[]").expect("it answers");
    assert_eq!(answer, "an answer");
}

#[test]
fn an_error_on_the_modules_stack_is_told() {
    let failing = older(
        r#"(import "__wbindgen_placeholder__" "__wbindgen_string_new" (func $text (param i32 i32) (result i32)))"#,
        r#"(i32.store offset=8 (local.get 0) (call $text (i32.const 16) (i32.const 9)))
           (i32.store offset=12 (local.get 0) (i32.const 1))"#,
    );
    assert_eq!(refused(&failing), Refused::Failed { reason: "an answer".into() });
}

#[test]
fn a_thrown_exception_is_told() {
    let throwing = older(
        r#"(import "wbg" "__wbindgen_throw" (func $throw (param i32 i32)))"#,
        "(call $throw (i32.const 16) (i32.const 9))",
    );
    assert_eq!(refused(&throwing), Refused::Failed { reason: "an answer".into() });
}

#[test]
fn unknown_imports_are_named() {
    let imports = [
        ("__wbindgen_placeholder__", "__wbg_fetch_0123456789abcdef"),
        ("__wbindgen_placeholder__", "__wbg_eval_0123456789abcdef"),
        ("__wbindgen_placeholder__", "__wbg_crypto"),
        ("__wbindgen_placeholder__", "__wbindgen_closure_wrapper12"),
        ("__wbindgen_placeholder__", "crypto"),
        ("wasi_snapshot_preview1", "random_get"),
        ("env", "__wbg_crypto_0123456789abcdef"),
    ];
    for (module, name) in imports {
        let odd = older(&format!("(import \"{module}\" \"{name}\" (func))"), "");
        let refused = text(&odd).err().expect("it is refused");
        assert_eq!(refused, Refused::UnknownImport { module: module.into(), name: name.into() });
    }
    let odd = older(r#"(import "wbg" "__wbg_crypto_0123456789abcdef" (func (param f32)))"#, "");
    assert!(matches!(text(&odd).err(), Some(Refused::WrongImport { .. })));
    let odd = older(r#"(import "wbg" "__wbg_crypto_0123456789abcdef" (global i32))"#, "");
    assert!(matches!(text(&odd).err(), Some(Refused::WrongImport { .. })));
}

#[test]
fn missing_exports_are_named() {
    let good = older("", "");
    for name in ["prove", "memory", "__wbindgen_malloc", "__wbindgen_add_to_stack_pointer"] {
        let odd = good.replace(&format!("(export \"{name}\")"), "");
        assert_eq!(text(&odd).err(), Some(Refused::MissingExport { name: name.into() }));
    }
    let odd =
        good.replace("(export \"prove\") (param i32 i32 i32)", "(export \"prove\") (param i32)");
    assert!(matches!(text(&odd).err(), Some(Refused::WrongExport { .. })));
    assert!(OldForm::is_one(&wat::parse_str(&good).expect("text")));
    let other = odd.replace("\"prove\"", "\"main\"");
    assert!(!OldForm::is_one(&wat::parse_str(other).expect("text")));
    assert!(!OldForm::is_one(b"nothing"));
}

#[test]
fn loops_traps_and_addresses_outside_memory_are_refused() {
    let looping = older("", "(loop $for_ever (br $for_ever))");
    assert!(matches!(refused(&looping), Refused::OutOfFuel { frames, .. } if frames == ["prove"]));
    let trapping = older("", "unreachable");
    assert!(matches!(refused(&trapping), Refused::Trap { frames, .. } if frames == ["prove"]));
    for (pointer, length) in [(131_072, 1), (-1, 1), (0, 200_000), (131_070, 3)] {
        let code =
            format!("(call $answer (local.get 0) (i32.const {pointer}) (i32.const {length}))");
        let limits = Limits { output_bytes: 1 << 20, ..LIMITS };
        let wasm = wat::parse_str(older("", &code)).expect("text");
        let bad = OldForm::check(&wasm, &limits).expect("it has the old form");
        let refused = bad.prove("[]").expect_err("there is nothing");
        assert!(
            matches!(&refused, Refused::BadPointer { what, .. } if what == "prove"),
            "{refused:?}"
        );
    }
    let no_text = older(
        "(data (i32.const 64) \"\\ff\\fe\")",
        "(call $answer (local.get 0) (i32.const 64) (i32.const 2))",
    );
    assert!(matches!(refused(&no_text), Refused::BadReturn { .. }));
    let bad_room = older("", "").replace("(i32.const 65536)", "(i32.const 131071)");
    assert!(matches!(refused(&bad_room), Refused::BadPointer { .. }));
}

#[test]
fn objects_have_a_limit() {
    let hoarding = older(
        r#"(import "wbg" "__wbg_newwithlength_0123456789abcdef" (func $bytes (param i32) (result i32)))"#,
        "(loop $again (drop (call $bytes (i32.const 65536))) (br $again))",
    );
    let limits = Limits { fuel: 1 << 40, ..LIMITS };
    let wasm = wat::parse_str(&hoarding).expect("text");
    let hoarding = OldForm::check(&wasm, &limits).expect("it has the old form");
    let refused = hoarding.prove("[]").expect_err("it hoards");
    assert!(
        matches!(refused, Refused::TooLarge { what: "bytes of JavaScript values", .. }),
        "{refused:?}"
    );
}

/// A module that does something with a text of 64 KiB some times.
fn with_long_text(items: &str, times: u32, work: &str) -> String {
    older(
        &format!(
            r#"(import "wbg" "__wbindgen_string_new" (func $text (param i32 i32) (result i32))) {items}
               (func (export "__wbindgen_exn_store") (param i32))"#
        ),
        &format!(
            "(local $text i32) (local $times i32)
             (memory.fill (i32.const 0) (i32.const 65) (i32.const 65536))
             (local.set $text (call $text (i32.const 0) (i32.const 65536)))
             (loop $again
               {work}
               (local.set $times (i32.add (local.get $times) (i32.const 1)))
               (br_if $again (i32.lt_u (local.get $times) (i32.const {times}))))
             (call $answer (local.get 0) (i32.const 0) (i32.const 9))"
        ),
    )
}

/// What a module has printed, described or thrown costs it what that is long, however often it is done.
#[test]
fn words_about_objects_cost_what_they_are_long() {
    let printed = r#"(import "wbg" "__wbg_log_0123456789abcdef" (func $log (param i32)))"#;
    let printing = with_long_text(printed, 1000, "(call $log (local.get $text))");
    assert!(matches!(refused(&printing), Refused::OutOfFuel { .. }));

    let described = r#"(import "wbg" "__wbindgen_debug_string" (func $describe (param i32 i32)))"#;
    let describing =
        with_long_text(described, 1000, "(call $describe (i32.const 8) (local.get $text))");
    assert!(matches!(refused(&describing), Refused::OutOfFuel { .. }));

    let called =
        r#"(import "wbg" "__wbg_call_0123456789abcdef" (func $call (param i32 i32) (result i32)))"#;
    let calling = |times| {
        let work = "(drop (call $call (local.get $text) (local.get $text)))";
        with_long_text(called, times, work)
    };
    assert!(matches!(refused(&calling(10_000)), Refused::OutOfFuel { .. }));
    let rich = Limits { fuel: 1 << 40, ..LIMITS };
    let hoarding = OldForm::check(&wat::parse_str(calling(100_000)).expect("text"), &rich);
    let refused = hoarding.expect("it has the old form").prove("[]").expect_err("it hoards");
    assert!(
        matches!(refused, Refused::TooLarge { what: "bytes of JavaScript values", .. }),
        "{refused:?}"
    );
}

#[test]
fn words_about_objects_are_cut() {
    let buffer =
        r#"(import "wbg" "__wbg_buffer_0123456789abcdef" (func $buffer (param i32) (result i32)))"#;
    let asking = with_long_text(buffer, 1, "(drop (call $buffer (local.get $text)))");
    let thrown = r#"(import "wbg" "__wbindgen_throw" (func $throw (param i32 i32)))"#;
    let throwing = with_long_text(thrown, 1, "(call $throw (i32.const 0) (i32.const 65536))");
    for module in [asking, throwing] {
        let Refused::Failed { reason } = refused(&module) else { panic!("another refusal") };
        assert!(reason.starts_with("AAAA") && reason.len() < 5000, "{} bytes", reason.len());
    }
}

#[test]
fn more_instructions_need_no_other_code() {
    let looping = older("", "(loop $for_ever (br $for_ever))");
    let module = text(&looping).expect("it has the old form");
    for fuel in [1_000, 5_000_000] {
        let refused = module.with_fuel(fuel).prove("[]").expect_err("it never ends");
        assert!(matches!(refused, Refused::OutOfFuel { limit, .. } if limit == fuel));
    }
}

#[test]
fn arrays_stay_within_their_bounds() {
    let imports = r#"
        (import "wbg" "__wbindgen_memory" (func $memory (result i32)))
        (import "wbg" "__wbg_buffer_0123456789abcdef" (func $buffer (param i32) (result i32)))
        (import "wbg" "__wbg_newwithbyteoffsetandlength_0123456789abcdef"
          (func $view (param i32 i32 i32) (result i32)))
        (import "wbg" "__wbg_newwithlength_0123456789abcdef" (func $zeros (param i32) (result i32)))
        (import "wbg" "__wbg_subarray_0123456789abcdef" (func $part (param i32 i32 i32) (result i32)))
        (import "wbg" "__wbg_length_0123456789abcdef" (func $length (param i32) (result i32)))
        (import "wbg" "__wbg_set_0123456789abcdef" (func $set (param i32 i32 i32)))"#;
    let there = "(call $view (call $buffer (call $memory)) (i32.const 32) (i32.const 4))";
    let copying = older(
        &format!("{imports} (data (i32.const 64) \"abcdef\")"),
        &format!(
            "(call $set {there} (call $part (call $view (call $buffer (call $memory)) (i32.const 64) (i32.const 6))
               (i32.const 3) (i32.const 900)) (i32.const 1))
             (i32.store8 (i32.const 32) (i32.add (i32.const 48) (call $length {there})))
             (call $answer (local.get 0) (i32.const 32) (i32.const 4))"
        ),
    );
    let (answer, _) = text(&copying).expect("it has the old form").prove("[]").expect("it answers");
    assert_eq!(answer, "4def");

    let over =
        older(imports, &format!("(call $set {there} (call $zeros (i32.const 4)) (i32.const 1))"));
    assert_eq!(refused(&over), Refused::Failed { reason: "offset is out of bounds".into() });
    let outside = "(call $view (call $buffer (call $memory)) (i32.const 131071) (i32.const 4))";
    let outside =
        older(imports, &format!("(call $set {outside} (call $zeros (i32.const 4)) (i32.const 0))"));
    assert!(matches!(refused(&outside), Refused::BadPointer { .. }));
    let nothing = older(imports, "(drop (call $part (i32.const 77) (i32.const 0) (i32.const 4)))");
    assert!(matches!(refused(&nothing), Refused::Failed { .. }));
}
