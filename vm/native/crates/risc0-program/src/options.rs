//! The options document that comes with every call.

use serde::Deserialize;
use sprout_abi::{Code, Failure};

use crate::limits;

/// How the input bytes reach the guest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputMode {
    /// As they are, on stdin.
    #[default]
    Raw,
    /// A task (header and messages), as it is, on stdin.
    Task,
    /// A JSON array of strings, as one risc0-serde `String`.
    Json,
}

/// What kind of receipt is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReceiptKind {
    /// One STARK per segment.
    #[default]
    Composite,
    /// One STARK for the whole run.
    Succinct,
    /// A Groth16 proof that contracts can check.
    Groth16,
}

impl ReceiptKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Composite, Self::Succinct, Self::Groth16];

    /// The name used in options, descriptions and project files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Composite => "composite",
            Self::Succinct => "succinct",
            Self::Groth16 => "groth16",
        }
    }

    /// The number used in receipt headers.
    pub fn number(self) -> u8 {
        match self {
            Self::Composite => 1,
            Self::Succinct => 2,
            Self::Groth16 => 3,
        }
    }

    /// The kind with that number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    fn from_name(name: &str) -> Result<Self, Failure> {
        let known = Self::ALL.into_iter().find(|kind| kind.name() == name);
        known.ok_or_else(|| {
            Failure::new(
                Code::ReceiptKind,
                format!("receipt kind {name:?} is unknown; known are composite, succinct, groth16"),
            )
        })
    }
}

/// Names of the constants in a `methods.rs` source (COMPAT `codeExpParam`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ExpParam {
    /// Name of the `[u32; 8]` image id.
    pub image_id: String,
    /// Name of the `&[u8]` program.
    pub elf: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Document {
    exp_param: Option<ExpParam>,
    input_mode: InputMode,
    receipt_kind: Option<String>,
    cycle_limit: Option<u64>,
    segment_po2: Option<u32>,
    journal_limit: Option<u64>,
    program_id: Option<String>,
}

/// Checked options with defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Constants to look for in a `methods.rs` source.
    pub exp_param: Option<ExpParam>,
    /// How the input reaches the guest.
    pub input_mode: InputMode,
    /// Receipt kind asked for; none when the caller left it open.
    pub receipt_kind: Option<ReceiptKind>,
    /// Most cycles a run may take.
    pub cycle_limit: u64,
    /// Segment size as a power of two.
    pub segment_po2: u32,
    /// Longest journal, in bytes.
    pub journal_limit: u64,
    /// Program id the caller expects.
    pub program_id: Option<[u8; 32]>,
}

impl Options {
    /// Reads options; empty bytes mean all defaults.
    pub fn parse(bytes: &[u8]) -> Result<Self, Failure> {
        if bytes.len() > limits::MAX_OPTIONS {
            return Err(too_much("options", bytes.len(), limits::MAX_OPTIONS));
        }
        let document =
            read(bytes).map_err(|err| Failure::argument(format!("cannot read options: {err}")))?;
        let kind = document.receipt_kind.as_deref();
        Ok(Self {
            exp_param: document.exp_param,
            input_mode: document.input_mode,
            receipt_kind: kind.map(ReceiptKind::from_name).transpose()?,
            cycle_limit: within(
                "cycle_limit",
                document.cycle_limit.unwrap_or(limits::DEFAULT_CYCLES),
                (1, limits::MAX_CYCLES),
            )?,
            segment_po2: within(
                "segment_po2",
                document.segment_po2.unwrap_or(limits::DEFAULT_SEGMENT_PO2),
                (limits::MIN_SEGMENT_PO2, limits::MAX_SEGMENT_PO2),
            )?,
            journal_limit: within(
                "journal_limit",
                document.journal_limit.unwrap_or(limits::DEFAULT_JOURNAL),
                (0, limits::MAX_JOURNAL),
            )?,
            program_id: document.program_id.as_deref().map(parse_id).transpose()?,
        })
    }

    /// Fails when the caller expects another program than `id`.
    pub fn expect_program(&self, id: &[u8; 32]) -> Result<(), Failure> {
        match &self.program_id {
            Some(expected) if expected != id => Err(Failure::program(format!(
                "program id is {}, expected {}",
                hex::encode(id),
                hex::encode(expected)
            ))),
            _ => Ok(()),
        }
    }
}

fn read(bytes: &[u8]) -> serde_json::Result<Document> {
    if bytes.is_empty() {
        return Ok(Document::default());
    }
    // By way of a map, because a struct would also be read from an array of its fields.
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(bytes)?;
    serde_json::from_value(fields.into())
}

/// The error for data beyond a limit.
pub fn too_much(what: &str, len: usize, limit: usize) -> Failure {
    Failure::argument(format!("{what} has {len} bytes, limit is {limit}"))
}

fn within<T: PartialOrd + std::fmt::Display>(
    field: &str,
    value: T,
    (low, high): (T, T),
) -> Result<T, Failure> {
    if value < low || value > high {
        return Err(Failure::argument(format!(
            "{field} is {value}, must be from {low} to {high}"
        )));
    }
    Ok(value)
}

fn parse_id(text: &str) -> Result<[u8; 32], Failure> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let mut id = [0; 32];
    hex::decode_to_slice(digits, &mut id).map_err(|_| {
        Failure::argument("program_id must be 64 hexadecimal digits, with or without 0x")
    })?;
    Ok(id)
}
