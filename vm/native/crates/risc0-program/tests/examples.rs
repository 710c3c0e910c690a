//! The committed guests of the examples are programs of this zkVM, and their recorded ids are right.

use std::path::PathBuf;

use sprout_risc0_program::{Options, Program};

fn load(example: &str) -> (Program, serde_json::Value) {
    let folder = PathBuf::from(".")
        .join("../../../../examples")
        .join(example)
        .join("program");
    let elf = std::fs::read(folder.join(format!("{example}.elf"))).expect("a committed guest");
    let record = std::fs::read(folder.join("program.json")).expect("its record");
    let options = Options::parse(b"").expect("empty options");
    (
        Program::load(&elf, &options).expect("the guest is a valid program"),
        serde_json::from_slice(&record).expect("the record is JSON"),
    )
}

#[test]
fn example_guests_have_their_recorded_ids() {
    for example in ["hostile", "range", "weather"] {
        let (program, record) = load(example);
        let id = format!("0x{}", hex::encode(program.id));
        assert_eq!(record["programID"], id.as_str(), "{example}");
        assert_eq!(record["vmVersion"], sprout_risc0_program::ZKVM_VERSION);
        assert_eq!(program.kernel, "v1compat-2.2.3");
    }
}
