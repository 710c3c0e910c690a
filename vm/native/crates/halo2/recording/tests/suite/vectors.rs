//! The vectors in docs/testvectors/halo2-recording.json. `UPDATE_VECTORS=1` writes them anew.

use std::path::PathBuf;

use halo2curves_axiom::bn256::Fr;
use halo2curves_axiom::ff::PrimeField;
use serde::{Deserialize, Serialize};
use sprout_halo2_recording::{
    Cell, ColumnKind, Discard, Limits, StructureSink, Value, WitnessSink, decode_constraint_system,
    decode_structure, decode_witness,
};

use crate::samples::*;

/// One recording, and what it says.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Vector {
    name: String,
    /// The recording, hexadecimal.
    recording: String,
    /// What is recorded, in order: name, numbers, and field elements as 0x and big-endian hexadecimal.
    says: Vec<Vec<String>>,
    /// The hash of the structure, if there is one.
    shape: Option<String>,
}

#[derive(Default)]
struct Says(Vec<Vec<String>>);

fn field(value: &Fr) -> String {
    let mut bytes = value.to_repr();
    bytes.reverse();
    format!("0x{}", hex::encode(bytes))
}

fn value(value: &Value) -> Vec<String> {
    match value {
        Value::Plain(value) => vec![field(value)],
        Value::Ratio(numerator, denominator) => vec![field(numerator), field(denominator)],
    }
}

fn kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Advice => "advice",
        ColumnKind::Fixed => "fixed",
        ColumnKind::Instance => "instance",
    }
}

impl Says {
    fn say(&mut self, what: &str, numbers: &[u32], rest: Vec<String>) {
        let numbers = numbers.iter().map(u32::to_string);
        self.0.push(std::iter::once(what.to_string()).chain(numbers).chain(rest).collect());
    }
}

impl StructureSink for Says {
    fn fixed(&mut self, column: u32, row: u32, to: Value) {
        self.say("fixed", &[column, row], value(&to));
    }

    fn selector(&mut self, selector: u32, row: u32) {
        self.say("selector", &[selector, row], vec![]);
    }

    fn copy(&mut self, left: Cell, right: Cell) {
        let cells = [left, right].map(|cell| {
            let Cell { column, row } = cell;
            [kind(column.kind).to_string(), column.index.to_string(), row.to_string()]
        });
        self.say("copy", &[], cells.concat());
    }

    fn fill(&mut self, column: u32, row: u32, to: Value) {
        self.say("fill", &[column, row], value(&to));
    }
}

impl WitnessSink for Says {
    fn advice(&mut self, column: u32, row: u32, to: Value) {
        self.say("advice", &[column, row], value(&to));
    }
}

/// Reads each recording and says what is in it.
fn vectors() -> Vec<Vector> {
    let limits = Limits::default();
    let system = decode_constraint_system(&encoded(&system()), &limits).unwrap();
    let mut said = Says::default();
    let summary = decode_structure(&structure(), &system, &limits, &mut said).unwrap();
    let shape = Some(format!("{:016x}", summary.shape));
    let vector = |name: &str, recording: &[u8], says: Says, shape: &Option<String>| Vector {
        name: name.into(),
        recording: hex::encode(recording),
        says: says.0,
        shape: shape.clone(),
    };
    let mut vectors = vec![
        vector("constraint system", &encoded(&system), described(&system), &None),
        vector("structure", &structure(), said, &shape),
    ];
    for phase in 0..2 {
        let mut said = Says::default();
        let bytes = witness(phase);
        let read = decode_witness(&bytes, phase, &system, &summary, 12, &limits, &mut Discard);
        for (column, values) in read.unwrap().instances.iter().enumerate() {
            said.say("instance", &[column as u32], values.iter().map(field).collect());
        }
        decode_witness(&bytes, phase, &system, &summary, 12, &limits, &mut said).unwrap();
        vectors.push(vector(&format!("witness of phase {phase}"), &bytes, said, &shape));
    }
    vectors
}

fn described(system: &sprout_halo2_recording::ConstraintSystem) -> Says {
    let mut says = Says::default();
    says.say("fixed columns", &[system.fixed_columns], vec![]);
    says.say("instance columns", &[system.instance_columns], vec![]);
    for phase in &system.advice_phases {
        says.say("advice column", &[u32::from(*phase)], vec![]);
    }
    for phase in &system.challenge_phases {
        says.say("challenge", &[u32::from(*phase)], vec![]);
    }
    for simple in &system.selectors {
        says.say("selector", &[], vec![if *simple { "simple" } else { "complex" }.into()]);
    }
    for (name, queries) in [
        ("advice query", &system.advice_queries),
        ("fixed query", &system.fixed_queries),
        ("instance query", &system.instance_queries),
    ] {
        for query in queries {
            says.say(name, &[query.column], vec![query.rotation.to_string()]);
        }
    }
    for column in &system.permutation {
        says.say("equality", &[], vec![kind(column.kind).into(), column.index.to_string()]);
    }
    for column in &system.constants {
        says.say("constants", &[*column], vec![]);
    }
    says.say("minimum degree", system.minimum_degree.as_slice(), vec![]);
    for gate in &system.gates {
        for polynomial in gate {
            says.say(
                "polynomial",
                &[],
                polynomial.iter().map(|node| format!("{node:?}")).collect(),
            );
        }
        says.say("gate", &[], vec![]);
    }
    for lookup in &system.lookups {
        for (input, table) in lookup {
            says.say("input", &[], input.iter().map(|node| format!("{node:?}")).collect());
            says.say("table", &[], table.iter().map(|node| format!("{node:?}")).collect());
        }
        says.say("lookup", &[], vec![]);
    }
    says
}

#[test]
fn vectors_are_those_documented() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../../docs/testvectors/halo2-recording.json");
    let found = vectors();
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        let text = serde_json::to_string_pretty(&found).unwrap();
        std::fs::write(&path, text + "\n").unwrap();
    }
    let documented: Vec<Vector> =
        serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(found, documented);
}
