//! Options, inputs, guest output and the receipt container.

use std::io::Write;

use sprout_abi::Code;
use sprout_risc0_program::guest::{self, Bounds, Output};
use sprout_risc0_program::receipt::Container;
use sprout_risc0_program::{InputMode, Options, ReceiptKind, input, limits};

fn refusal(json: &str) -> (Code, String) {
    let failure = Options::parse(json.as_bytes()).expect_err("options are refused");
    (failure.code, failure.message)
}

#[test]
fn no_options_are_all_defaults() {
    let options = Options::parse(b"").expect("empty options");
    assert_eq!(options, Options::parse(b"{}").expect("an empty object"));
    assert_eq!(options.segment_po2, 18);
    assert_eq!(options.cycle_limit, limits::DEFAULT_CYCLES);
    assert_eq!(options.journal_limit, limits::DEFAULT_JOURNAL);
    assert_eq!(options.input_mode, InputMode::Raw);
    assert_eq!((options.receipt_kind, options.program_id), (None, None));
}

#[test]
fn all_options_are_read() {
    let id = "ab".repeat(32);
    let json = format!(
        r#"{{"exp_param":{{"image_id":"A","elf":"B","more":1}},"input_mode":"json",
            "receipt_kind":"succinct","cycle_limit":5,"segment_po2":20,"journal_limit":0,
            "program_id":"0x{id}"}}"#
    );
    let options = Options::parse(json.as_bytes()).expect("valid options");
    assert_eq!(options.input_mode, InputMode::Json);
    assert_eq!(options.receipt_kind, Some(ReceiptKind::Succinct));
    assert_eq!((options.cycle_limit, options.segment_po2), (5, 20));
    assert_eq!(options.journal_limit, 0);
    assert_eq!(options.program_id, Some([0xab; 32]));
    assert_eq!(options.exp_param.expect("exp_param").elf, "B");
}

#[test]
fn wrong_options_name_the_field() {
    for (json, words) in [
        ("[]", "cannot read options"),
        (r#"{"cycles":1}"#, "cycles"),
        (r#"{"cycle_limit":0}"#, "cycle_limit is 0"),
        (r#"{"cycle_limit":"1"}"#, "cannot read options"),
        (r#"{"segment_po2":15}"#, "from 16 to 20"),
        (r#"{"segment_po2":21}"#, "from 16 to 20"),
        (r#"{"journal_limit":33554433}"#, "journal_limit"),
        (r#"{"program_id":"0x12"}"#, "program_id"),
        (r#"{"input_mode":"yaml"}"#, "yaml"),
    ] {
        let (code, message) = refusal(json);
        assert_eq!(code, Code::InvalidArgument, "{message}");
        assert!(message.contains(words), "{message} lacks {words}");
    }
    assert_eq!(refusal(r#"{"receipt_kind":"magic"}"#).0, Code::ReceiptKind);
    let long = format!(r#"{{"input_mode":"{}"}}"#, "x".repeat(limits::MAX_OPTIONS));
    assert!(refusal(&long).1.contains("limit is 65536"));
}

#[test]
fn raw_and_task_inputs_stay_as_they_are() {
    for mode in [InputMode::Raw, InputMode::Task] {
        assert_eq!(
            &*input::encode(mode, b"\x00\xff").expect("any bytes"),
            b"\x00\xff"
        );
        assert_eq!(&*input::encode(mode, b"").expect("no bytes"), b"");
    }
    let long = vec![0; limits::MAX_INPUT + 1];
    let failure = input::encode(InputMode::Raw, &long).expect_err("too long");
    assert_eq!(failure.code, Code::InvalidArgument);
}

#[test]
fn json_inputs_become_one_padded_string() {
    let encoded = input::encode(InputMode::Json, br#"["a"]"#).expect("an array of strings");
    assert_eq!(&*encoded, b"\x05\0\0\0[\"a\"]\0\0\0");
    let encoded = input::encode(InputMode::Json, b"[\"\xc3\xbc\"]").expect("umlauts");
    assert_eq!(&*encoded, b"\x06\0\0\0[\"\xc3\xbc\"]\0\0");
    for wrong in [
        &b"{}"[..],
        b"[1]",
        b"[\"a\"",
        b"",
        b"[\"\xff\"]",
        b"[\"a\"] x",
    ] {
        let failure = input::encode(InputMode::Json, wrong).expect_err("no array of strings");
        assert_eq!(failure.code, Code::InvalidArgument);
        assert!(failure.message.contains("JSON array of strings"));
    }
}

#[test]
fn only_the_tail_of_guest_output_is_kept() {
    let mut output = Output::default();
    for number in 0..1000 {
        writeln!(output, "line {number}").expect("within the limit");
    }
    let tail = output.tail();
    assert!(tail.len() <= limits::OUTPUT_TAIL);
    assert!(tail.ends_with("line 998\nline 999"));
    output
        .write_all(&vec![b'x'; 5000])
        .expect("within the limit");
    assert_eq!(output.tail(), "x".repeat(limits::OUTPUT_TAIL));
}

#[test]
fn a_guest_that_writes_without_end_is_stopped() {
    let mut output = Output::default();
    let block = vec![b'x'; 1 << 20];
    let written = (0..1000)
        .take_while(|_| output.write_all(&block).is_ok())
        .count();
    assert_eq!(written as u64, limits::MAX_OUTPUT >> 20);
    let err = output.write_all(&block).expect_err("beyond the limit");
    let failure = guest::fault(&format!("{err}"), &output, BOUNDS);
    assert_eq!(failure.code, Code::GuestFault);
    assert!(
        failure.message.contains("wrote more than 16777216 bytes"),
        "{}",
        failure.message
    );
}

const BOUNDS: Bounds = Bounds {
    cycles: 77,
    journal: 88,
};

#[test]
fn faults_get_the_right_code() {
    for (error, code, words) in [
        (
            "Session limit exceeded: 90 >= 77",
            Code::CycleLimit,
            "limit of 77",
        ),
        (
            "journal write limit reached",
            Code::JournalLimit,
            "limit is 88",
        ),
        (
            "Guest panicked: too hot",
            Code::GuestFault,
            "guest panicked: too hot",
        ),
        (
            "ctx: Guest panicked: Out of memory! x",
            Code::MemoryLimit,
            "Out of memory",
        ),
        (
            "Guest panicked: memory allocation of 9 bytes failed",
            Code::MemoryLimit,
            "9 bytes",
        ),
        (
            "Invalid trap address: 0x0",
            Code::GuestFault,
            "guest failed: Invalid trap",
        ),
    ] {
        let failure = guest::fault(error, &Output::default(), BOUNDS);
        assert_eq!(failure.code, code, "{}", failure.message);
        assert!(failure.message.contains(words), "{}", failure.message);
    }
    assert!(
        guest::journal_exceeded(Some(99), BOUNDS)
            .message
            .contains("99 bytes, limit is 88")
    );
}

#[test]
fn faults_show_the_last_output() {
    let mut output = Output::default();
    output.write_all(b"reading 31\n").expect("within the limit");
    let failure = guest::bad_exit("exit code 3", &output);
    assert_eq!(
        failure.message,
        "guest ended with exit code 3; last output: reading 31"
    );
}

fn container() -> Vec<u8> {
    Container {
        kind: ReceiptKind::Composite,
        journal: b"journal",
        seal: b"seal",
    }
    .encode()
}

#[test]
fn containers_come_back_whole() {
    let bytes = container();
    assert_eq!(&bytes[..8], b"SPRR\x00\x01\x01\x01");
    let decoded = Container::decode(&bytes).expect("a valid container");
    assert_eq!(
        (decoded.journal, decoded.seal),
        (&b"journal"[..], &b"seal"[..])
    );
    assert_eq!(decoded.kind, ReceiptKind::Composite);
    assert_eq!(decoded.encode(), bytes);
}

#[test]
fn wrong_containers_are_told_where() {
    for (at, value, words) in [
        (0, b'X', "does not start with SPRR"),
        (5, 9, "format version 9"),
        (6, 2, "runtime 2"),
        (7, 9, "kind 9"),
        (
            9,
            b'4',
            "made by risc0-zkvm \"4.0.6\", this library verifies 3.0.6",
        ),
        (14, 0xff, "cut short in its journal"),
    ] {
        let mut bytes = container();
        bytes[at] = value;
        let failure = Container::decode(&bytes).expect_err("a wrong container");
        assert_eq!(failure.code, Code::ReceiptInvalid);
        assert!(failure.message.contains(words), "{}", failure.message);
    }
    let bytes = container();
    for len in 0..bytes.len() - b"seal".len() {
        let failure = Container::decode(&bytes[..len]).expect_err("cut short");
        assert!(failure.message.contains("cut short"), "{}", failure.message);
    }
}
