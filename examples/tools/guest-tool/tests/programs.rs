//! The committed guest programs, run as a prover would run them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use guest_tool::{Limits, Program, Run};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use sprout_guest::{Draft, Message, Task};

const LIMITS: Limits = Limits { cycles: 1 << 20, journal: 1 << 16 };

fn file(path: &str) -> Vec<u8> {
    let path = format!("../../{path}");
    std::fs::read(&path).unwrap_or_else(|err| panic!("{path}: {err}"))
}

fn program(name: &str) -> Program {
    Program::join(&file(&format!("{name}/program/{name}.elf")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.strip_prefix("0x").unwrap();
    (0..digits.len() / 2)
        .map(|at| u8::from_str_radix(&digits[2 * at..][..2], 16).unwrap())
        .collect()
}

/// The reason why a run fails.
fn fault(name: &str, input: &[u8]) -> String {
    format!("{:#}", program(name).run(input, LIMITS).unwrap_err())
}

mod records {
    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Record {
        elf: String,
        sha256: String,
        #[serde(rename = "programID")]
        program_id: String,
        vm_version: String,
    }

    #[test]
    fn name_the_committed_programs() {
        for name in ["hostile", "range", "weather"] {
            let record: Record =
                serde_json::from_slice(&file(&format!("{name}/program/program.json"))).unwrap();
            let elf = file(&format!("{name}/program/{}", record.elf));
            assert_eq!(record.sha256, hex(&Sha256::digest(&elf)), "{name}");
            let program = Program::join(&elf);
            assert_eq!(record.program_id, format!("0x{}", hex(&program.id().unwrap())), "{name}");
            let words: Vec<u8> =
                program.id_words().unwrap().into_iter().flat_map(u32::to_le_bytes).collect();
            assert_eq!(words, program.id().unwrap(), "{name}");
            assert_eq!(record.vm_version, Program::zkvm_version());
        }
    }

    #[test]
    fn no_program_holds_a_path_of_the_machine_that_built_it() {
        for name in ["hostile", "range", "weather"] {
            let elf = file(&format!("{name}/program/{name}.elf"));
            for path in [b"/root".as_slice(), b"/home", b".cargo", b".rustup"] {
                let found = elf.windows(path.len()).any(|part| part == path);
                assert!(!found, "{name} holds {}", String::from_utf8_lossy(path));
            }
        }
    }

    #[test]
    fn what_is_no_program_has_no_id() {
        assert!(Program::join(b"\x7fELF and nothing else").id().is_err());
    }
}

mod weather {
    use super::*;

    #[derive(Deserialize)]
    struct Expected {
        month: u32,
        output_hex: String,
    }

    fn run_month(month: u32, did: &str) -> (Vec<u8>, Run) {
        let table = String::from_utf8(file("weather/data/seattle-2012.csv")).unwrap();
        let prefix = format!("{}-{:02}", month / 100, month % 100);
        let payloads: Vec<String> =
            table.lines().filter(|line| line.starts_with(&prefix)).map(payload).collect();
        let messages: Vec<Message<'_>> = (0_u8..)
            .zip(&payloads)
            .map(|(at, payload)| Message {
                id: [at; 16],
                received_ms: 1_700_000_000_000 + u64::from(at),
                client_did: did,
                data: payload.as_bytes(),
            })
            .collect();
        let draft = Draft {
            chain_id: 31337,
            project_id: 1,
            project_version: "1.0",
            sequence: month.into(),
            created_ms: 1_700_000_001_000,
            messages: &messages,
        };
        let input = draft.guest_input().unwrap();
        let run = program("weather").run(&input, LIMITS).unwrap();
        (input, run)
    }

    fn payload(line: &str) -> String {
        let columns: Vec<&str> = line.split(',').collect();
        let [date, rain, temp_max, temp_min, wind, _] = columns[..] else {
            panic!("a row has six columns: {line}")
        };
        format!(
            r#"{{"station":"seattle","date":"{date}","precipitation_mm":{rain},"temp_max_c":{temp_max},"temp_min_c":{temp_min},"wind_m_s":{wind}}}"#
        )
    }

    #[test]
    fn commits_the_expected_output_of_every_month() {
        let expected: Vec<Expected> =
            serde_json::from_slice(&file("weather/data/expected.json")).unwrap();
        assert_eq!(expected.len(), 12);
        for month in expected {
            let (input, run) = run_month(month.month, "did:key:z6MkhaXgBZDvotDkL5257faiz");
            let task = Task::parse(&input).unwrap();
            assert_eq!(run.journal, task.journal(&unhex(&month.output_hex)), "{}", month.month);
        }
    }

    #[test]
    fn a_month_fits_in_one_segment_of_131072_rows() {
        let did = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
        let (_, run) = run_month(201_201, did);
        assert_eq!(run.segment_po2.len(), 1, "{run:?}");
        assert!(run.segment_po2[0] <= 17, "{run:?}");
        assert!(run.user_cycles + run.paging_cycles < 1 << 17, "{run:?}");
    }
}

mod vectors {
    use super::*;

    #[derive(Deserialize)]
    struct Document {
        tasks: Vec<Vector>,
        invalid: Vec<Vector>,
    }

    #[derive(Deserialize)]
    struct Vector {
        name: String,
        guest_input_hex: String,
        #[serde(default)]
        task_digest: String,
    }

    fn document() -> Document {
        serde_json::from_slice(&file("../docs/testvectors/task.json")).unwrap()
    }

    #[test]
    fn the_zkvm_computes_the_digests_of_the_protocol() {
        for vector in document().tasks {
            let input = unhex(&vector.guest_input_hex);
            let run = program("weather").run(&input, LIMITS).unwrap();
            assert_eq!(run.journal[96..128], unhex(&vector.task_digest), "{}", vector.name);
            let output = &run.journal[192..480];
            let task = Task::parse(&input).unwrap();
            assert_eq!(run.journal, task.journal(output), "{}", vector.name);
        }
    }

    #[test]
    fn what_is_no_task_is_a_fault_with_its_reason() {
        for vector in document().invalid {
            let input = unhex(&vector.guest_input_hex);
            if vector.name == "byte after body" {
                // A guest reads its task and no further; what follows cannot matter.
                let task = Task::parse(input.split_last().unwrap().1).unwrap();
                let run = program("weather").run(&input, LIMITS).unwrap();
                assert_eq!(run.journal[96..128], task.digest());
                continue;
            }
            let reason = fault("weather", &input);
            let known = ["task input: ", "DeserializeUnexpectedEnd"];
            assert!(known.iter().any(|part| reason.contains(part)), "{}: {reason}", vector.name);
        }
    }
}

mod range {
    use super::*;

    /// How the host passes a string: its length and its bytes, padded to whole words.
    fn string(text: &str) -> Vec<u8> {
        let mut input = u32::try_from(text.len()).unwrap().to_le_bytes().to_vec();
        input.extend_from_slice(text.as_bytes());
        input.resize(input.len().next_multiple_of(4), 0);
        input
    }

    fn input(claims: &[(&str, &str)]) -> Vec<u8> {
        let messages: Vec<String> = claims
            .iter()
            .map(|(private, public)| {
                serde_json::json!({"private_input": private, "public_input": public, "receipt_type": "Stark"})
                    .to_string()
            })
            .collect();
        string(&serde_json::to_string(&messages).unwrap())
    }

    #[test]
    fn states_what_holds_and_keeps_the_private_number() {
        let run =
            program("range").run(&input(&[("14", "3,34"), ("20", "11, 43")]), LIMITS).unwrap();
        let lines = "the private input is greater than 3 and less than 34\n\
            the private input is greater than 11 and less than 43";
        assert_eq!(run.journal, string(lines));
    }

    #[test]
    fn what_does_not_hold_has_no_receipt() {
        for (claim, reason) in [
            (("3", "3,34"), "message 0: not between 3 and 34"),
            (("34", "3,34"), "message 0: not between 3 and 34"),
            (("-4", "3,34"), "private_input is not a number"),
            (("4", "3;34"), "public_input is not two numbers"),
        ] {
            let found = fault("range", &input(&[claim]));
            assert!(found.contains(reason), "{found}");
        }
        assert!(fault("range", &string("[1]")).contains("not a JSON array of strings"));
        assert!(fault("range", &string(r#"["{}"]"#)).contains("not an object with private_input"));
    }
}

mod hostile {
    use super::*;

    #[test]
    fn does_what_its_input_asks_for() {
        for (word, reason) in [
            ("panic", "guest panicked: "),
            ("spin", "Session limit exceeded"),
            ("allocate", "Session limit exceeded"),
            ("journal", "journal is larger than 65536 bytes"),
            ("huge", "journal is larger than 65536 bytes"),
            ("overread", "DeserializeUnexpectedEnd"),
            ("overflow", "StoreAccessFault"),
        ] {
            let cycles = if word == "overflow" { 1 << 22 } else { 1 << 18 };
            let limits = Limits { cycles, ..LIMITS };
            let input = format!("{{\"behaviour\":\"{word}\"}}");
            let found = program("hostile").run(input.as_bytes(), limits).unwrap_err();
            assert!(format!("{found:#}").contains(reason), "{word}: {found:#}");
        }
    }

    #[test]
    fn behaves_otherwise() {
        assert_eq!(program("hostile").run(b"", LIMITS).unwrap().journal, b"fine");
        assert_eq!(program("hostile").run(&[7; 5000], LIMITS).unwrap().journal, b"fine");
    }
}
