//! The file that keeps a program's keys, so that they are made once.
//!
//! `"SPHK1\0\0\0"` ‖ SHA-256 of the program ‖ program id ‖ SRS id ‖ u32 k ‖ u64 length ‖ proving key ‖ SHA-256 of
//! everything before. Integers are little-endian, the proving key is halo2's with raw points. A file is a cache of
//! whoever runs the library; the digest finds accidents, and a check compares the keys with the circuit.

use std::io::{self, BufReader, BufWriter, Read, Write};

use halo2_axiom::SerdeFormat;
use halo2_axiom::halo2curves::bn256::G1Affine;
use halo2_axiom::plonk::ProvingKey;
use sha2::{Digest, Sha256};
use sprout_halo2_replay::{Params, ReplayCircuit};

use crate::file::{Cursor, Source};

/// A key for every proof of one program, with its verifying key.
pub type Key = ProvingKey<G1Affine>;

const MAGIC: &[u8; 8] = b"SPHK1\0\0\0";
const DIGEST: usize = 32;
const HEAD: u64 = 8 + 3 * DIGEST as u64 + 4 + 8;
const FORMAT: SerdeFormat = SerdeFormat::RawBytesUnchecked;
const BUFFER: usize = 1 << 20;

/// What a key file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// SHA-256 of the program.
    pub code: [u8; DIGEST],
    /// The program's id.
    pub program_id: [u8; DIGEST],
    /// Name of the SRS the keys were made with.
    pub srs_id: [u8; DIGEST],
    /// log2 of the rows.
    pub k: u32,
}

/// Writes a key file.
///
/// # Errors
/// If the file cannot be written; it is then good for nothing.
pub fn write<W: Write>(out: W, label: &Label, key: &Key) -> io::Result<()> {
    let vk = key.get_vk();
    let fixed = vk.fixed_commitments().len() as u64;
    let key_len = size(label.k, fixed, vk.permutation().commitments().len() as u64);
    let mut out = Steady::new(BufWriter::with_capacity(BUFFER, out));
    out.put(MAGIC);
    for digest in [&label.code, &label.program_id, &label.srs_id] {
        out.put(digest);
    }
    out.put(&label.k.to_le_bytes());
    out.put(&key_len.to_le_bytes());
    key.write(&mut out, FORMAT)?;
    out.finish(HEAD + key_len)
}

/// Bytes of a proving key with so many fixed columns (selectors are some, too) and permuted ones.
pub fn size(k: u32, fixed: u64, permuted: u64) -> u64 {
    let polynomial = 4 + (32 << k);
    // The verifying key: version, k, flag, count, points. Three polynomials, four lists of them.
    1 + 4 + 1 + 4 + 64 * (fixed + permuted) + (3 + 2 * fixed + 2 * permuted) * polynomial + 4 * 4
}

/// An opened key file that is as it was written.
pub struct Keys<'a, S: Source + ?Sized> {
    source: &'a S,
    /// What it says about itself.
    pub label: Label,
    key_len: u64,
}

impl<'a, S: Source + ?Sized> Keys<'a, S> {
    /// Reads all but the key, and checks every byte against the digest.
    ///
    /// # Errors
    /// If it is no key file, or not as it was written; the text says what is wrong.
    pub fn open(source: &'a S) -> Result<Self, String> {
        let size = source.size().map_err(unreadable)?;
        let body = size.checked_sub(DIGEST as u64).ok_or("it is cut short")?;
        let mut reader = Cursor::new(source, 0, body);
        if take::<8>(&mut reader)? != *MAGIC {
            return Err("it is no key file of this version".into());
        }
        let [code, program_id, srs_id] =
            [take(&mut reader)?, take(&mut reader)?, take(&mut reader)?];
        let k = u32::from_le_bytes(take(&mut reader)?);
        let key_len = u64::from_le_bytes(take(&mut reader)?);
        if HEAD.checked_add(key_len) != Some(body) {
            return Err("its sizes do not fit together".into());
        }
        if digest(source, body)? != read_digest(source, body)? {
            return Err("its digest differs".into());
        }
        Ok(Self { source, label: Label { code, program_id, srs_id, k }, key_len })
    }

    /// Reads the proving key of a program with this constraint system.
    ///
    /// # Errors
    /// If it is the key of another one.
    ///
    /// # Panics
    /// Where halo2 panics over a key that is none.
    pub fn key(&self, system: Params) -> Result<Key, String> {
        let key = Cursor::new(self.source, HEAD, self.key_len);
        let mut reader = BufReader::with_capacity(BUFFER, key);
        Key::read::<_, ReplayCircuit<'static>>(&mut reader, FORMAT, system).map_err(unreadable)
    }
}

fn take<const N: usize>(reader: &mut impl Read) -> Result<[u8; N], String> {
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn digest<S: Source + ?Sized>(source: &S, body: u64) -> Result<[u8; DIGEST], String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let mut at = 0;
    while at < body {
        let len = (body - at).min(BUFFER as u64);
        let piece = &mut buffer[..len as usize];
        source.read_at(piece, at).map_err(unreadable)?;
        hasher.update(piece);
        at += len;
    }
    Ok(hasher.finalize().into())
}

fn read_digest<S: Source + ?Sized>(source: &S, body: u64) -> Result<[u8; DIGEST], String> {
    let mut digest = [0; DIGEST];
    source.read_at(&mut digest, body).map_err(unreadable)?;
    Ok(digest)
}

fn unreadable(err: io::Error) -> String {
    match err.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut short".into(),
        _ => format!("it cannot be read: {err}"),
    }
}

/// A writer that hashes, and that never fails before its end: halo2 panics when a polynomial cannot be written.
struct Steady<W> {
    out: W,
    hasher: Sha256,
    written: u64,
    failed: Option<io::Error>,
}

impl<W: Write> Steady<W> {
    fn new(out: W) -> Self {
        Self { out, hasher: Sha256::new(), written: 0, failed: None }
    }

    fn put(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.written += bytes.len() as u64;
        if self.failed.is_none() {
            self.failed = self.out.write_all(bytes).err();
        }
    }

    /// Ends the file, which must have `expected` bytes so far.
    fn finish(mut self, expected: u64) -> io::Result<()> {
        if let Some(err) = self.failed {
            return Err(err);
        }
        if self.written != expected {
            let text = format!("{} bytes were written, {expected} expected", self.written);
            return Err(io::Error::other(text));
        }
        self.out.write_all(&self.hasher.finalize())?;
        self.out.flush()
    }
}

impl<W: Write> Write for Steady<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
