//! The exported functions, called through raw pointers as another language would, with an engine that
//! misbehaves on demand. Each test is a sentence of TREATY.md.

use std::ffi::c_void;
use std::ptr::{null, null_mut};

use sprout_abi::{Code, Engine, Failure, Progress, Proof, SproutBuffer, Stage, export_prover};

struct Moody;

impl Engine for Moody {
    fn describe() -> Result<String, Failure> {
        Ok(r#"{"name":"moody"}"#.to_owned())
    }

    fn check_program(program: &[u8], options: &[u8]) -> Result<String, Failure> {
        match program {
            b"panic" => panic!("the engine lost its temper"),
            b"recurse" => Ok(deep(200_000).to_string()),
            b"empty" => Ok(String::new()),
            b"bad" => Err(Failure::program("program is not to my liking")),
            _ => Ok(format!("{}/{}", program.len(), options.len())),
        }
    }

    fn execute(
        program: &[u8],
        options: &[u8],
        input: &[u8],
        progress: &Progress,
    ) -> Result<String, Failure> {
        std::thread::scope(|scope| {
            scope.spawn(|| (1..=3).for_each(|done| progress.report(Stage::Execute, done, 3)));
        });
        Ok(format!(
            "{}/{}/{}",
            program.len(),
            options.len(),
            input.len()
        ))
    }

    fn prove(
        program: &[u8],
        _options: &[u8],
        input: &[u8],
        progress: &Progress,
    ) -> Result<Proof, Failure> {
        if program == b"panic" {
            panic!("the engine lost its temper");
        }
        progress.report(Stage::Prove, 1, 1);
        Ok(Proof {
            receipt: input.to_vec(),
            info: "{}".to_owned(),
        })
    }

    fn verify(receipt: &[u8], _options: &[u8]) -> Result<String, Failure> {
        match receipt {
            b"good" => Ok("{}".to_owned()),
            _ => Err(Failure::receipt("receipt is forged: ü")),
        }
    }
}

/// Recursion deeper than a small caller stack would bear.
fn deep(level: u64) -> u64 {
    let room = [level; 16];
    if level == 0 {
        return 0;
    }
    std::hint::black_box(&room)[3] - level + 1 + deep(level - 1)
}

export_prover!(Moody);
use sprout_exports::{
    sprout_abi_version, sprout_check_program, sprout_describe, sprout_execute, sprout_free,
    sprout_prove, sprout_verify,
};

/// Text in a buffer, which is released afterwards.
fn text(mut buffer: SproutBuffer) -> String {
    let bytes = match buffer.ptr.is_null() {
        true => Vec::new(),
        // SAFETY: a call has filled the buffer.
        false => unsafe { std::slice::from_raw_parts(buffer.ptr, buffer.len) }.to_vec(),
    };
    // SAFETY: filled by a call, released once.
    unsafe { sprout_free(&mut buffer) };
    assert!(buffer.ptr.is_null() && buffer.len == 0 && buffer.cap == 0);
    String::from_utf8(bytes).expect("results are UTF-8")
}

fn check(program: &[u8]) -> (i32, String) {
    let mut out = SproutBuffer::EMPTY;
    // SAFETY: a live slice with its length, a live out buffer.
    let code =
        unsafe { sprout_check_program(program.as_ptr(), program.len(), null(), 0, &mut out) };
    (code, text(out))
}

#[test]
fn version_and_description() {
    assert_eq!(sprout_abi_version(), 1);
    let mut out = SproutBuffer::EMPTY;
    // SAFETY: a live out buffer.
    assert_eq!(unsafe { sprout_describe(&mut out) }, 0);
    assert_eq!(text(out), r#"{"name":"moody"}"#);
}

#[test]
fn null_with_length_zero_is_the_empty_input() {
    let mut out = SproutBuffer::EMPTY;
    // SAFETY: empty inputs, a live out buffer.
    let code =
        unsafe { sprout_execute(null(), 0, null(), 0, null(), 0, None, null_mut(), &mut out) };
    assert_eq!((code, text(out).as_str()), (0, "0/0/0"));
}

#[test]
fn null_with_a_length_is_refused_by_name() {
    let mut out = SproutBuffer::EMPTY;
    // SAFETY: null inputs are never read.
    let code = unsafe { sprout_check_program(null(), 5, null(), 0, &mut out) };
    assert_eq!(code, Code::InvalidArgument as i32);
    assert!(text(out).contains("program is a null pointer with length 5"));
}

#[test]
fn an_empty_result_is_a_null_buffer() {
    let mut out = SproutBuffer {
        ptr: 8 as *mut u8,
        len: 8,
        cap: 8,
    };
    let program = b"empty";
    // SAFETY: live slice; the old content of out is overwritten, never read.
    let code =
        unsafe { sprout_check_program(program.as_ptr(), program.len(), null(), 0, &mut out) };
    assert_eq!(code, 0);
    assert!(out.ptr.is_null() && out.len == 0 && out.cap == 0);
}

#[test]
fn a_null_out_pointer_is_an_error_not_a_crash() {
    let input = b"x";
    let mut other = SproutBuffer::EMPTY;
    // SAFETY: null out pointers are never written to.
    unsafe {
        assert_eq!(sprout_describe(null_mut()), Code::InvalidArgument as i32);
        for (receipt, info) in [
            (null_mut(), null_mut()),
            (null_mut(), &raw mut other),
            (&raw mut other, null_mut()),
        ] {
            let code = sprout_prove(
                input.as_ptr(),
                1,
                null(),
                0,
                null(),
                0,
                None,
                null_mut(),
                receipt,
                info,
            );
            assert_eq!(code, Code::InvalidArgument as i32);
            sprout_free(&raw mut other);
        }
    }
}

#[test]
fn releasing_twice_and_releasing_nothing_is_harmless() {
    let mut out = SproutBuffer::EMPTY;
    // SAFETY: live out buffer; the struct itself, not a copy, is released again.
    unsafe {
        sprout_describe(&mut out);
        sprout_free(&mut out);
        sprout_free(&mut out);
        sprout_free(null_mut());
    }
}

#[test]
fn buffers_may_be_released_on_another_thread() {
    let mut out = SproutBuffer::EMPTY;
    // SAFETY: live out buffer.
    assert_eq!(unsafe { sprout_describe(&mut out) }, 0);
    let parts = (out.ptr as usize, out.len, out.cap);
    std::thread::spawn(move || {
        let mut moved = SproutBuffer {
            ptr: parts.0 as *mut u8,
            len: parts.1,
            cap: parts.2,
        };
        // SAFETY: the same three fields, released once.
        unsafe { sprout_free(&mut moved) };
    })
    .join()
    .expect("releasing does not panic");
}

#[test]
fn errors_carry_code_and_text() {
    let (code, message) = check(b"bad");
    assert_eq!(code, Code::ProgramInvalid as i32);
    assert_eq!(message, "program is not to my liking");

    let mut out = SproutBuffer::EMPTY;
    // SAFETY: live slice and out buffer.
    let code = unsafe { sprout_verify(b"evil".as_ptr(), 4, null(), 0, &mut out) };
    assert_eq!(code, Code::ReceiptInvalid as i32);
    assert_eq!(text(out), "receipt is forged: ü");
}

#[test]
fn panics_are_errors_and_the_library_goes_on() {
    let (code, message) = check(b"panic");
    assert_eq!(code, Code::Panic as i32);
    assert!(message.contains("the engine lost its temper"), "{message}");

    let mut receipt = SproutBuffer::EMPTY;
    let mut info = SproutBuffer::EMPTY;
    let program = b"panic";
    // SAFETY: live slice and out buffers.
    let code = unsafe {
        sprout_prove(
            program.as_ptr(),
            program.len(),
            null(),
            0,
            null(),
            0,
            None,
            null_mut(),
            &mut receipt,
            &mut info,
        )
    };
    assert_eq!(code, Code::Panic as i32);
    assert!(text(receipt).contains("lost its temper"));
    assert!(info.ptr.is_null());
    assert_eq!(check(b"abc"), (0, "3/0".to_owned()));
}

#[test]
fn deep_recursion_has_room_whatever_the_callers_stack() {
    let caller = std::thread::Builder::new().stack_size(128 * 1024);
    let outcome = caller
        .spawn(|| check(b"recurse"))
        .expect("a thread starts")
        .join()
        .expect("no overflow");
    assert_eq!(outcome, (0, "200000".to_owned()));
}

/// What the callback saw: reports, and whether each came on the calling thread.
struct Seen {
    caller: std::thread::ThreadId,
    reports: Vec<(u32, u64, u64)>,
    strayed: bool,
}

/// Notes one report.
unsafe extern "C" fn note(user: *mut c_void, stage: u32, done: u64, total: u64) {
    // SAFETY: `user` is the Seen of the test that is waiting in the call.
    let seen = unsafe { &mut *user.cast::<Seen>() };
    seen.strayed |= std::thread::current().id() != seen.caller;
    seen.reports.push((stage, done, total));
}

#[test]
fn progress_arrives_in_order_on_the_calling_thread() {
    let mut seen = Seen {
        caller: std::thread::current().id(),
        reports: Vec::new(),
        strayed: false,
    };
    let mut out = SproutBuffer::EMPTY;
    // SAFETY: `seen` outlives the call, empty inputs, live out buffer.
    let code = unsafe {
        sprout_execute(
            null(),
            0,
            null(),
            0,
            null(),
            0,
            Some(note),
            (&raw mut seen).cast(),
            &mut out,
        )
    };
    assert_eq!((code, text(out).as_str()), (0, "0/0/0"));
    assert_eq!(seen.reports, [(1, 1, 3), (1, 2, 3), (1, 3, 3)]);
    assert!(!seen.strayed);
}

#[test]
fn a_proof_fills_both_buffers() {
    let mut receipt = SproutBuffer::EMPTY;
    let mut info = SproutBuffer::EMPTY;
    let input = vec![b'r'; 1 << 20];
    // SAFETY: live slices and out buffers.
    let code = unsafe {
        sprout_prove(
            b"p".as_ptr(),
            1,
            null(),
            0,
            input.as_ptr(),
            input.len(),
            None,
            null_mut(),
            &mut receipt,
            &mut info,
        )
    };
    assert_eq!(code, 0);
    assert_eq!(text(receipt).len(), input.len());
    assert_eq!(text(info), "{}");
}
