//! The receipt container: a header anybody can read, then what the proof system defines.
//!
//! `"SPRR"` ‖ u16 format version 1 ‖ u8 runtime (1 = Risc0) ‖ u8 kind (1 composite, 2 succinct,
//! 3 groth16) ‖ u8 length ‖ zkVM version ‖ u32 length ‖ journal ‖ seal (bincode of Risc0's
//! `InnerReceipt`). Integers are big-endian.

use sprout_abi::Failure;

use crate::{ReceiptKind, ZKVM_VERSION, limits};

const MAGIC: &[u8] = b"SPRR";
const FORMAT: u16 = 1;
const RUNTIME_RISC0: u8 = 1;

/// A container taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container<'a> {
    /// Kind of receipt.
    pub kind: ReceiptKind,
    /// What the guest committed to; proved by the seal.
    pub journal: &'a [u8],
    /// The proof, in the proof system's own encoding.
    pub seal: &'a [u8],
}

impl<'a> Container<'a> {
    /// The container's bytes.
    pub fn encode(&self) -> Vec<u8> {
        let journal_len = u32::try_from(self.journal.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(32 + self.journal.len() + self.seal.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&FORMAT.to_be_bytes());
        bytes.extend_from_slice(&[RUNTIME_RISC0, self.kind.number()]);
        bytes.push(ZKVM_VERSION.len() as u8);
        bytes.extend_from_slice(ZKVM_VERSION.as_bytes());
        bytes.extend_from_slice(&journal_len.to_be_bytes());
        bytes.extend_from_slice(self.journal);
        bytes.extend_from_slice(self.seal);
        bytes
    }

    /// Takes `bytes` apart; every error says which part is wrong.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, Failure> {
        if bytes.len() > limits::MAX_RECEIPT {
            return Err(Failure::receipt(format!(
                "receipt has {} bytes, limit is {}",
                bytes.len(),
                limits::MAX_RECEIPT
            )));
        }
        let mut reader = Reader(bytes);
        if reader.take(MAGIC.len(), "magic")? != MAGIC {
            return Err(Failure::receipt(
                "not a receipt: it does not start with SPRR",
            ));
        }
        let format = u16::from_be_bytes(reader.array("format version")?);
        if format != FORMAT {
            return Err(Failure::receipt(format!(
                "receipt has format version {format}, known is {FORMAT}"
            )));
        }
        let [runtime, kind] = reader.array("runtime and kind")?;
        if runtime != RUNTIME_RISC0 {
            return Err(Failure::receipt(format!(
                "receipt is of runtime {runtime}, this library verifies Risc0 ({RUNTIME_RISC0})"
            )));
        }
        let kind = ReceiptKind::from_number(kind)
            .ok_or_else(|| Failure::receipt(format!("receipt kind {kind} is unknown")))?;
        let [version_len] = reader.array("zkVM version")?;
        let version = reader.take(version_len.into(), "zkVM version")?;
        if version != ZKVM_VERSION.as_bytes() {
            return Err(Failure::receipt(format!(
                "receipt was made by risc0-zkvm {:?}, this library verifies {ZKVM_VERSION}",
                String::from_utf8_lossy(&version[..version.len().min(32)])
            )));
        }
        let journal_len = u32::from_be_bytes(reader.array("journal length")?);
        let journal = reader.take(journal_len as usize, "journal")?;
        Ok(Self {
            kind,
            journal,
            seal: reader.0,
        })
    }
}

/// Takes pieces off the front.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize, what: &str) -> Result<&'a [u8], Failure> {
        let (head, rest) = self
            .0
            .split_at_checked(len)
            .ok_or_else(|| Failure::receipt(format!("receipt is cut short in its {what}")))?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], Failure> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N, what)?);
        Ok(array)
    }
}
