//! Programs in every accepted form, and what the refused ones are told.

mod elves;

use elves::{Elf, options, program_id};
use risc0_binfmt::{ProgramBinary, compute_image_id};
use risc0_zkos_v1compat::V1COMPAT_ELF;
use sprout_abi::Code;
use sprout_risc0_program::program::Format;
use sprout_risc0_program::{Options, Program, limits};

fn refusal(bytes: &[u8], options: &Options) -> (Code, String) {
    let failure = Program::load(bytes, options).expect_err("program is refused");
    (failure.code, failure.message)
}

fn refused_elf(elf: Elf) -> (Code, String) {
    refusal(&elf.build(), &options("{}"))
}

/// A methods.rs source as risc0-build writes it, with the program inlined.
fn methods(elf: &[u8], words: [u32; 8]) -> String {
    format!(
        "// generated\npub const RANGE_PATH: &str = \"/x/[1]\\\"RANGE_ELF\";\n\
         pub const RANGE_ELF: &[u8] = &{elf:?};\npub const RANGE_ID: [u32; 8] = {words:?};\n"
    )
}

const NAMES: &str = r#"{"exp_param":{"image_id":"RANGE_ID","elf":"RANGE_ELF"}}"#;

fn words(id: [u8; 32]) -> [u32; 8] {
    std::array::from_fn(|index| {
        let word = &id[index * 4..index * 4 + 4];
        u32::from_le_bytes(word.try_into().expect("four bytes"))
    })
}

#[test]
fn an_elf_is_joined_with_the_kernel() {
    let elf = Elf::default().build();
    let program = Program::load(&elf, &options("{}")).expect("a valid program");
    let joined = ProgramBinary::new(&elf, V1COMPAT_ELF).encode();
    assert_eq!(program.format, Format::Elf);
    assert_eq!(program.binary, joined);
    let expected: [u8; 32] = compute_image_id(&joined).expect("an image id").into();
    assert_eq!(program.id, expected);
    assert_eq!(program.summary.entry, 0x0020_0800);
    assert_eq!(program.summary.memory_bytes, 64);
    assert_eq!(program.kernel, "v1compat-2.2.3");
}

#[test]
fn every_form_of_a_program_has_the_same_id() {
    let elf = Elf::default().build();
    let id = program_id(&elf);
    let container = ProgramBinary::new(&elf, V1COMPAT_ELF).encode();
    assert_eq!(program_id(&container), id);
    for inner in [&elf, &container] {
        let source = methods(inner, words(id));
        let program = Program::load(source.as_bytes(), &options(NAMES)).expect("a valid source");
        assert_eq!((program.id, program.format), (id, Format::MethodsRs));
    }
}

#[test]
fn the_description_is_json_with_the_id() {
    let elf = Elf {
        note: b"risc0-zkvm-3.0.6/src/lib.rs".to_vec(),
        ..Elf::default()
    }
    .build();
    let program = Program::load(&elf, &options("{}")).expect("a valid program");
    let described: serde_json::Value =
        serde_json::from_str(&program.describe()).expect("valid JSON");
    assert_eq!(described["program_id"], hex::encode(program.id));
    assert_eq!(described["format"], "elf");
    assert_eq!(described["built_with"], "3.0.6");
    assert_eq!(described["zkvm"], "3.0.6");
}

#[test]
fn what_is_no_program_is_told_so() {
    for (bytes, words) in [
        (&b""[..], "empty"),
        (b"\x00asm\x01\x00\x00\x00", "0061736d01000000"),
        (b"\x7fELF", "cut short"),
        (b"R0BF", "cut short"),
        (b"hello", "neither an ELF"),
    ] {
        let (code, message) = refusal(bytes, &options("{}"));
        assert_eq!(code, Code::ProgramInvalid, "{message}");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn foreign_elves_are_told_what_they_are() {
    let cases: [(Elf, &str); 8] = [
        (
            Elf {
                class: 2,
                ..Elf::default()
            },
            "not 32-bit",
        ),
        (
            Elf {
                endian: 2,
                ..Elf::default()
            },
            "little-endian",
        ),
        (
            Elf {
                machine: 62,
                ..Elf::default()
            },
            "x86-64",
        ),
        (
            Elf {
                kind: 3,
                ..Elf::default()
            },
            "type 3",
        ),
        (
            Elf {
                entry: 0x0020_0802,
                ..Elf::default()
            },
            "entry point",
        ),
        (
            Elf {
                entry: 0xc000_0000,
                ..Elf::default()
            },
            "entry point",
        ),
        (
            Elf {
                start: 0xbfff_fff0,
                ..Elf::default()
            },
            "outside its memory",
        ),
        (
            Elf {
                file_size: 4096,
                size: 4096,
                ..Elf::default()
            },
            "cut short",
        ),
    ];
    for (elf, words) in cases {
        let (code, message) = refused_elf(elf);
        assert_eq!(code, Code::ProgramInvalid, "{message}");
        assert!(message.contains(words), "{message} lacks {words}");
    }
}

#[test]
fn an_image_without_bound_is_refused_before_it_is_built() {
    let size = limits::MAX_IMAGE as u32 + 4;
    let (code, message) = refused_elf(Elf {
        size,
        ..Elf::default()
    });
    assert_eq!(code, Code::MemoryLimit, "{message}");
}

#[test]
fn an_elf_of_another_major_version_names_both() {
    let note = b"/cargo/registry/src/x/risc0-zkvm-1.2.6/src/guest/env.rs".to_vec();
    let (code, message) = refused_elf(Elf {
        note,
        ..Elf::default()
    });
    assert_eq!(code, Code::ProgramVersion);
    assert!(
        message.contains("1.2.6") && message.contains("3.0.6"),
        "{message}"
    );
}

#[test]
fn a_container_of_another_abi_names_both() {
    let elf = Elf::default().build();
    let container = ProgramBinary::new(&elf, V1COMPAT_ELF).encode();
    // The version stands in the header as text: "1.0.0".
    let at = container
        .windows(5)
        .position(|w| w == b"1.0.0")
        .expect("version text");
    let mut newer = container.clone();
    newer[at] = b'2';
    let (code, message) = refusal(&newer, &options("{}"));
    assert_eq!(code, Code::ProgramVersion, "{message}");
    assert!(
        message.contains("2.0.0") && message.contains("V1Compat 1"),
        "{message}"
    );

    let mut other_format = container;
    other_format[4] = 2;
    let (code, message) = refusal(&other_format, &options("{}"));
    assert_eq!(code, Code::ProgramVersion, "{message}");
    assert!(message.contains("format 2"), "{message}");
}

#[test]
fn a_container_with_a_foreign_kernel_is_checked_too() {
    let elf = Elf::default().build();
    let container = ProgramBinary::new(&elf, b"no kernel").encode();
    let (code, message) = refusal(&container, &options("{}"));
    assert_eq!(code, Code::ProgramInvalid);
    assert!(message.starts_with("kernel: "), "{message}");
    // A user ELF is no kernel: it lies in user memory.
    let container = ProgramBinary::new(&elf, &elf).encode();
    assert!(
        refusal(&container, &options("{}"))
            .1
            .starts_with("kernel: ")
    );
}

#[test]
fn a_source_of_another_version_names_both() {
    let elf = Elf::default().build();
    let source = methods(&elf, [7; 8]);
    let (code, message) = refusal(source.as_bytes(), &options(NAMES));
    assert_eq!(code, Code::ProgramVersion);
    assert!(message.contains("RANGE_ID is 07000000"), "{message}");
    assert!(
        message.contains("an unknown risc0-zkvm version"),
        "{message}"
    );
    assert!(
        message.contains(&hex::encode(program_id(&elf))),
        "{message}"
    );
    assert!(message.contains("risc0-zkvm 3.0.6"), "{message}");
}

#[test]
fn sources_need_the_names_of_their_constants() {
    let elf = Elf::default().build();
    let source = methods(&elf, words(program_id(&elf)));
    let (code, message) = refusal(source.as_bytes(), &options("{}"));
    assert_eq!(code, Code::InvalidArgument);
    assert!(message.contains("exp_param"), "{message}");
    let other = options(r#"{"exp_param":{"image_id":"RANGE_ID","elf":"OTHER_ELF"}}"#);
    let (code, message) = refusal(source.as_bytes(), &other);
    assert_eq!(code, Code::ProgramInvalid);
    assert!(message.contains("no constant named OTHER_ELF"), "{message}");
}

#[test]
fn broken_sources_are_told_where() {
    let id = "pub const RANGE_ID: [u32; 8] = [0; 8];";
    for (source, words) in [
        (
            "pub const RANGE_ELF: &[u8] = &[1, 2, 256]; const RANGE_ID: [u32; 8] = [1];",
            "above 255",
        ),
        ("pub const RANGE_ELF: &[u8] = &[1, x]; ", "no number"),
        (
            "pub const RANGE_ELF: &[u8] = include_bytes!(\"/x\"); ",
            "includes a file",
        ),
        ("pub const RANGE_ELF: &[u8] = &[1, 2", "follows element"),
        ("pub const RANGE_ELF: &[u8]", "nothing follows"),
        (
            "pub const RANGE_ELF: &[u8] = &[]; const RANGE_ID: [u32; 8] = [1, 2];",
            "2 words",
        ),
        (id, "no constant named RANGE_ELF"),
    ] {
        let (code, message) = refusal(source.as_bytes(), &options(NAMES));
        assert_eq!(code, Code::ProgramInvalid, "{message}");
        assert!(message.contains(words), "{message} lacks {words}");
    }
}

#[test]
fn sources_may_be_written_by_hand() {
    let elf = Elf::default().build();
    let id = words(program_id(&elf));
    let bytes: Vec<String> = elf.iter().map(|byte| format!("0x{byte:02x}u8")).collect();
    let ids: Vec<String> = id.iter().map(|word| format!("{word}_u32")).collect();
    let source = format!(
        "/* const RANGE_ELF: /* nested */ */ static RANGE_ELF : &'static [u8] = & [ {},\n ] ;\n\
         // const RANGE_ID\nconst RANGE_ID:[u32;8]=[{}];",
        bytes.join(" , "),
        ids.join(",")
    );
    Program::load(source.as_bytes(), &options(NAMES)).expect("a valid source");
}

#[test]
fn an_expected_program_id_is_checked() {
    let elf = Elf::default().build();
    let id = hex::encode(program_id(&elf));
    let right = options(&format!(r#"{{"program_id":"0x{id}"}}"#));
    Program::load(&elf, &right).expect("the right id");
    let wrong = options(&format!(r#"{{"program_id":"{}"}}"#, "00".repeat(32)));
    let (code, message) = refusal(&elf, &wrong);
    assert_eq!(code, Code::ProgramInvalid);
    assert!(message.contains(&id), "{message}");
}

#[test]
fn programs_have_a_size_limit() {
    let (code, message) = refusal(&vec![0; limits::MAX_PROGRAM + 1], &options("{}"));
    assert_eq!(code, Code::InvalidArgument);
    assert!(message.contains("33554432"), "{message}");
}
