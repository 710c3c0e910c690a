//! The options document that comes with every call.

use serde::Deserialize;
use sprout_abi::{Code, Failure};

use crate::limits;

/// How the input bytes are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputMode {
    /// A task: header and messages; the proof is bound to it.
    #[default]
    Task,
    /// A JSON array of strings, the data of the messages.
    Json,
}

/// What kind of receipt there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptKind {
    /// A KZG proof of a replayed front end, with all that is needed to verify it.
    Kzg,
    /// What a module of the old form gave back.
    Wasm,
}

impl ReceiptKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 2] = [Self::Kzg, Self::Wasm];

    /// The name used in options, descriptions and project files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kzg => "kzg",
            Self::Wasm => "wasm",
        }
    }

    /// The number used in receipt headers.
    pub fn number(self) -> u8 {
        match self {
            Self::Kzg => 1,
            Self::Wasm => 2,
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
                format!("receipt kind {name:?} is unknown; known are kzg, wasm"),
            )
        })
    }
}

/// What `check_program` is to hand out besides the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Artifact {
    /// Solidity source of the contract that verifies proofs.
    EvmVerifier,
    /// The verifying key's bytes.
    VerifyingKey,
}

/// The format an SRS is converted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SrsFormat {
    /// halo2's `ParamsKZG` with raw points.
    Halo2,
    /// snarkjs's powers of tau.
    Ptau,
}

/// Work on SRS files, which `check_program` does when there is no program.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum SrsWork {
    /// Make the devnet's.
    MakeDevnet {
        /// It gets 2^k powers.
        k: u32,
        /// Descriptor of the file to write.
        out_fd: i32,
    },
    /// Convert another format.
    Convert {
        /// The format.
        from: SrsFormat,
        /// Descriptor of the file to read.
        in_fd: i32,
        /// Descriptor of the file to write.
        out_fd: i32,
        /// At most 2^max_k powers are taken.
        max_k: u32,
    },
    /// Check everything in a file.
    Check {
        /// Descriptor of the file.
        in_fd: i32,
    },
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Document {
    input_mode: InputMode,
    program_id: Option<String>,
    srs_id: Option<String>,
    receipt_kind: Option<String>,
    memory_limit_mb: Option<u64>,
    fuel: Option<u64>,
    srs_fd: Option<i32>,
    keys_fd: Option<i32>,
    keys_out_fd: Option<i32>,
    artifacts: Vec<Artifact>,
    allow_unsafe_srs: bool,
    srs: Option<SrsWork>,
}

/// Checked options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How the input is to be read.
    pub input_mode: InputMode,
    /// Program id the caller expects.
    pub program_id: Option<[u8; 32]>,
    /// Name of the SRS that receipts and files must be of.
    pub srs_id: Option<[u8; 32]>,
    /// Receipt kind asked for; none when the caller left it open.
    pub receipt_kind: Option<ReceiptKind>,
    /// Memory of a run of the module, in MiB.
    pub memory_limit_mb: Option<u64>,
    /// Instructions of a run of the module.
    pub fuel: Option<u64>,
    /// Descriptor of the SRS file.
    pub srs_fd: Option<i32>,
    /// Descriptor of a key file to use.
    pub keys_fd: Option<i32>,
    /// Descriptor of a file to write keys to, when they had to be made.
    pub keys_out_fd: Option<i32>,
    /// What `check_program` is to hand out.
    pub artifacts: Vec<Artifact>,
    /// Whether proofs that anybody can forge are welcome.
    pub allow_unsafe_srs: bool,
    /// Work on SRS files.
    pub srs: Option<SrsWork>,
}

impl Options {
    /// Reads options; empty bytes mean all defaults.
    ///
    /// # Errors
    /// If they are no options, or out of bounds.
    pub fn parse(bytes: &[u8]) -> Result<Self, Failure> {
        if bytes.len() > limits::MAX_OPTIONS {
            return Err(too_much("options", bytes.len(), limits::MAX_OPTIONS));
        }
        let document =
            read(bytes).map_err(|err| Failure::argument(format!("cannot read options: {err}")))?;
        let kind = document.receipt_kind.as_deref();
        Ok(Self {
            input_mode: document.input_mode,
            program_id: parse_id("program_id", document.program_id.as_deref())?,
            srs_id: parse_id("srs_id", document.srs_id.as_deref())?,
            receipt_kind: kind.map(ReceiptKind::from_name).transpose()?,
            memory_limit_mb: within(
                "memory_limit_mb",
                document.memory_limit_mb,
                limits::MAX_MEMORY_MB,
            )?,
            fuel: within("fuel", document.fuel, limits::MAX_FUEL)?,
            srs_fd: document.srs_fd,
            keys_fd: document.keys_fd,
            keys_out_fd: document.keys_out_fd,
            artifacts: document.artifacts,
            allow_unsafe_srs: document.allow_unsafe_srs,
            srs: document.srs,
        })
    }

    /// Fails when the caller expects another program than `id`.
    ///
    /// # Errors
    /// If so.
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

    /// Fails when the caller expects another kind of receipt than `kind`.
    ///
    /// # Errors
    /// If so.
    pub fn expect_kind(&self, kind: ReceiptKind) -> Result<(), Failure> {
        match self.receipt_kind {
            Some(expected) if expected != kind => Err(Failure::new(
                Code::ReceiptKind,
                format!("receipts of this program are {}, not {}", kind.name(), expected.name()),
            )),
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

fn within(field: &str, value: Option<u64>, high: u64) -> Result<Option<u64>, Failure> {
    match value {
        Some(value) if value == 0 || value > high => {
            Err(Failure::argument(format!("{field} is {value}, must be from 1 to {high}")))
        }
        _ => Ok(value),
    }
}

fn parse_id(field: &str, text: Option<&str>) -> Result<Option<[u8; 32]>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let mut id = [0; 32];
    hex::decode_to_slice(digits, &mut id).map_err(|_| {
        Failure::argument(format!("{field} must be 64 hexadecimal digits, with or without 0x"))
    })?;
    Ok(Some(id))
}
