//! Receipts: everything that is needed to verify a proof, in one piece.
//!
//! `"SPRR"` ‖ u16 format version 1 ‖ u8 runtime (2 = Halo2) ‖ u8 kind, then for kind 1 (`kzg`):
//!
//! bytes recording of the constraint system ‖ u32 k ‖ bytes verifying key ‖ 128-byte G2 generator ‖ 128-byte
//! s·G2 ‖ u32 instance columns ‖ for each: u32 values ‖ 32-byte values … ‖ bytes proof
//!
//! and for kind 2 (`wasm`): bytes text the module gave back. Integers and values are big-endian, `bytes` are
//! a u32 length and that many bytes, points are as the EVM's pairing takes them, and the verifying key is
//! halo2's with raw points.

use halo2_axiom::halo2curves::CurveAffine;
use halo2_axiom::halo2curves::bn256::{Fq, Fq2, Fr, G2Affine};
use halo2_axiom::halo2curves::ff::PrimeField;
use sprout_abi::Failure;

use crate::limits;
use crate::options::ReceiptKind;
use crate::srs::g2_words;

const MAGIC: &[u8] = b"SPRR";
const FORMAT: u16 = 1;
const RUNTIME_HALO2: u8 = 2;

/// A receipt taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is never moved about"
)]
pub enum Receipt<'a> {
    /// A KZG proof.
    Kzg(Kzg<'a>),
    /// The text that a module of the old form gave back.
    Wasm(&'a str),
}

/// A KZG proof and what it is a proof of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kzg<'a> {
    /// Recording of the constraint system.
    pub system: &'a [u8],
    /// log2 of the rows.
    pub k: u32,
    /// The verifying key.
    pub key: &'a [u8],
    /// The SRS's generator of G2.
    pub g2: G2Affine,
    /// The SRS's secret times that generator.
    pub s_g2: G2Affine,
    /// Public inputs, column by column.
    pub instances: Vec<Vec<Fr>>,
    /// The proof.
    pub proof: &'a [u8],
}

impl<'a> Receipt<'a> {
    /// Kind of receipt.
    pub fn kind(&self) -> ReceiptKind {
        match self {
            Self::Kzg(_) => ReceiptKind::Kzg,
            Self::Wasm(_) => ReceiptKind::Wasm,
        }
    }

    /// The receipt's bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&FORMAT.to_be_bytes());
        bytes.extend_from_slice(&[RUNTIME_HALO2, self.kind().number()]);
        match self {
            Self::Kzg(kzg) => kzg.encode(&mut bytes),
            Self::Wasm(text) => put_bytes(&mut bytes, text.as_bytes()),
        }
        bytes
    }

    /// Takes `bytes` apart; every error says which part is wrong.
    ///
    /// # Errors
    /// If they are not what [`Receipt::encode`] makes of anything.
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
            return Err(Failure::receipt("not a receipt: it does not start with SPRR"));
        }
        let format = u16::from_be_bytes(reader.array("format version")?);
        if format != FORMAT {
            return Err(Failure::receipt(format!(
                "receipt has format version {format}, known is {FORMAT}"
            )));
        }
        let [runtime, kind] = reader.array("runtime and kind")?;
        if runtime != RUNTIME_HALO2 {
            return Err(Failure::receipt(format!(
                "receipt is of runtime {runtime}, this library verifies Halo2 ({RUNTIME_HALO2})"
            )));
        }
        let receipt = match ReceiptKind::from_number(kind) {
            Some(ReceiptKind::Kzg) => Self::Kzg(Kzg::decode(&mut reader)?),
            Some(ReceiptKind::Wasm) => {
                let text = reader.bytes("text", limits::MAX_RECEIPT)?;
                let text = str::from_utf8(text)
                    .map_err(|_| Failure::receipt("receipt's text is not UTF-8"))?;
                Self::Wasm(text)
            }
            None => return Err(Failure::receipt(format!("receipt kind {kind} is unknown"))),
        };
        match reader.0 {
            [] => Ok(receipt),
            rest => Err(Failure::receipt(format!("receipt has {} bytes too many", rest.len()))),
        }
    }
}

impl<'a> Kzg<'a> {
    fn encode(&self, bytes: &mut Vec<u8>) {
        put_bytes(bytes, self.system);
        bytes.extend_from_slice(&self.k.to_be_bytes());
        put_bytes(bytes, self.key);
        bytes.extend_from_slice(&g2_words(&self.g2));
        bytes.extend_from_slice(&g2_words(&self.s_g2));
        put_len(bytes, self.instances.len());
        for column in &self.instances {
            put_len(bytes, column.len());
            for value in column {
                bytes.extend_from_slice(&value_word(value));
            }
        }
        put_bytes(bytes, self.proof);
    }

    fn decode(reader: &mut Reader<'a>) -> Result<Self, Failure> {
        let system = reader.bytes("constraint system", limits::MAX_SYSTEM)?;
        let k = u32::from_be_bytes(reader.array("k")?);
        let key = reader.bytes("verifying key", limits::MAX_RECEIPT)?;
        let g2 = reader.g2("generator of G2")?;
        let s_g2 = reader.g2("second point of G2")?;
        let instances = reader.instances()?;
        let proof = reader.bytes("proof", limits::MAX_PROOF)?;
        Ok(Self { system, k, key, g2, s_g2, instances, proof })
    }

    /// The public inputs one after the other, as big-endian words.
    pub fn journal(&self) -> Vec<u8> {
        self.instances.iter().flatten().flat_map(value_word).collect()
    }
}

/// A value as the EVM writes numbers.
pub fn value_word(value: &Fr) -> [u8; 32] {
    let mut word = value.to_repr();
    word.reverse();
    word
}

fn put_len(bytes: &mut Vec<u8>, len: usize) {
    // Everything that is put into a receipt has a limit far below 2^32.
    bytes.extend_from_slice(&u32::try_from(len).unwrap_or(u32::MAX).to_be_bytes());
}

fn put_bytes(bytes: &mut Vec<u8>, piece: &[u8]) {
    put_len(bytes, piece.len());
    bytes.extend_from_slice(piece);
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

    fn bytes(&mut self, what: &str, limit: usize) -> Result<&'a [u8], Failure> {
        let len = u32::from_be_bytes(self.array(what)?) as usize;
        if len > limit {
            return Err(Failure::receipt(format!(
                "receipt's {what} has {len} bytes, limit is {limit}"
            )));
        }
        self.take(len, what)
    }

    fn g2(&mut self, what: &str) -> Result<G2Affine, Failure> {
        let bytes: [u8; 128] = self.array(what)?;
        let mut parts = [Fq::zero(); 4];
        for (part, word) in parts.iter_mut().zip(bytes.as_chunks::<32>().0) {
            let mut word = *word;
            word.reverse();
            *part = Option::from(Fq::from_repr(word))
                .ok_or_else(|| Failure::receipt(format!("receipt's {what} is no point")))?;
        }
        let [x1, x0, y1, y0] = parts;
        Option::from(G2Affine::from_xy(Fq2::new(x0, x1), Fq2::new(y0, y1)))
            .ok_or_else(|| Failure::receipt(format!("receipt's {what} is not on its curve")))
    }

    fn instances(&mut self) -> Result<Vec<Vec<Fr>>, Failure> {
        let too_many = || Failure::receipt("receipt has too many public inputs");
        let columns = u32::from_be_bytes(self.array("public inputs")?) as usize;
        let mut left = limits::MAX_INSTANCES;
        if columns > left {
            return Err(too_many());
        }
        let mut instances = Vec::new();
        for _ in 0..columns {
            let len = u32::from_be_bytes(self.array("public inputs")?) as usize;
            left = left.checked_sub(len).ok_or_else(too_many)?;
            let words = self.take(32 * len, "public inputs")?.as_chunks::<32>().0;
            let values: Option<Vec<Fr>> = words.iter().map(value).collect();
            instances.push(values.ok_or_else(|| {
                Failure::receipt("receipt's public inputs are not smaller than the field's order")
            })?);
        }
        Ok(instances)
    }
}

fn value(word: &[u8; 32]) -> Option<Fr> {
    let mut word = *word;
    word.reverse();
    Fr::from_repr(word).into()
}
