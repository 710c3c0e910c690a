//! The file an SRS is kept in.
//!
//! `"SPSRS1\0\0"` ‖ u32 K ‖ u32 flags (bit 0: unsafe) ‖ G2 generator ‖ s·G2 ‖ 2^K powers in G1 ‖ for every
//! k from 1 to K the 2^k Lagrange commitments of that size ‖ digests. Integers are little-endian, points are
//! affine with coordinates in Montgomery form (64 and 128 bytes). The digests are SHA-256 of the powers, cut
//! at 2, 4, 8 … 2^K, then of the Lagrange sections, then of everything before the powers together with the
//! digests so far: a circuit of few rows reads and checks few bytes of a large file.

use std::io::{self, Write};

use halo2_axiom::halo2curves::bn256::{G1Affine, G2Affine};
use halo2_axiom::halo2curves::group::prime::PrimeCurveAffine;
use halo2_axiom::halo2curves::serde::SerdeObject;
use rand::SeedableRng;
use rand::rngs::StdRng;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use sprout_abi::Failure;

use super::{Params, SrsId, check};
use crate::file::Source;

/// Largest K of a container: 2^28 rows is all the field has roots of unity for.
pub const MAX_K: u32 = 28;

const MAGIC: &[u8; 8] = b"SPSRS1\0\0";
const UNSAFE: u32 = 1;
const HEAD: usize = 8 + 4 + 4 + 2 * G2_BYTES;
const G1_BYTES: usize = 64;
const G2_BYTES: usize = 128;
const DIGEST: usize = 32;

/// An opened container.
pub struct Srs<'a, S: Source + ?Sized> {
    source: &'a S,
    /// 2^k powers are in it.
    pub k: u32,
    /// What it is called.
    pub id: SrsId,
    /// The generator of G2.
    pub g2: G2Affine,
    /// The secret times that generator.
    pub s_g2: G2Affine,
    digests: Vec<[u8; DIGEST]>,
}

impl<'a, S: Source + ?Sized> Srs<'a, S> {
    /// Reads and checks all but the points in G1.
    ///
    /// # Errors
    /// If it is no container, or one that was changed.
    pub fn open(source: &'a S) -> Result<Self, Failure> {
        let size = source.size().map_err(unreadable)?;
        let mut head = [0; HEAD];
        source.read_at(&mut head, 0).map_err(unreadable)?;
        if &head[..8] != MAGIC {
            return Err(Failure::argument("SRS file is not in Sprout's format; convert it first"));
        }
        let k = u32_at(&head, 8);
        let flags = u32_at(&head, 12);
        if !(1..=MAX_K).contains(&k) || flags & !UNSAFE != 0 || size != file_size(k) {
            return Err(damaged("its sizes do not fit together"));
        }
        let mut tail = vec![0; DIGEST * (2 * k as usize + 1)];
        let tail_at = size - tail.len() as u64;
        source.read_at(&mut tail, tail_at).map_err(unreadable)?;
        let (table, whole) = tail.split_at(DIGEST * 2 * k as usize);
        let seal = Sha256::new_with_prefix(head).chain_update(table).finalize();
        if seal[..] != *whole {
            return Err(damaged("digest of the header differs"));
        }
        let [g2, s_g2] = [16, 16 + G2_BYTES].map(|at| point::<G2Affine>(&head[at..at + G2_BYTES]));
        let (g2, s_g2) = (g2?, s_g2?);
        check::generators(&g2, &s_g2).map_err(damaged)?;
        let id = SrsId::of(&g2, &s_g2);
        if id.is_unsafe() != (flags & UNSAFE != 0) {
            return Err(damaged("mark of unsafety is wrong"));
        }
        let digests = table.as_chunks().0.to_vec();
        Ok(Self { source, k, id, g2, s_g2, digests })
    }

    /// Parameters for 2^k rows.
    ///
    /// # Errors
    /// If there are too few powers, or the file was changed.
    pub fn params(&self, k: u32) -> Result<Params, Failure> {
        if k == 0 || k > self.k {
            return Err(Failure::argument(format!(
                "circuit needs an SRS of 2^{k} powers, the configured one has 2^{}",
                self.k
            )));
        }
        let powers = self.powers(k)?;
        check::first_powers(&powers, &self.s_g2)?;
        Ok(params(k, powers, self.lagrange(k)?, self.g2, self.s_g2))
    }

    /// The first 2^k powers.
    pub(super) fn powers(&self, k: u32) -> Result<Vec<G1Affine>, Failure> {
        let mut points = Vec::with_capacity(1 << k);
        for section in 0..k as usize {
            let (at, len) = power_section(section as u32);
            let bytes = self.section(HEAD as u64 + at, len, section)?;
            append(&mut points, &bytes)?;
        }
        Ok(points)
    }

    /// The Lagrange commitments of size 2^k.
    pub(super) fn lagrange(&self, k: u32) -> Result<Vec<G1Affine>, Failure> {
        let start = HEAD as u64 + ((1 << self.k) + (1 << k) - 2) * G1_BYTES as u64;
        let bytes = self.section(start, G1_BYTES << k, self.k as usize + k as usize - 1)?;
        let mut points = Vec::with_capacity(1 << k);
        append(&mut points, &bytes)?;
        Ok(points)
    }

    fn section(&self, at: u64, len: usize, digest: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = vec![0; len];
        self.source.read_at(&mut bytes, at).map_err(unreadable)?;
        if Sha256::digest(&bytes)[..] != self.digests[digest] {
            return Err(damaged("digest of its points differs"));
        }
        Ok(bytes)
    }
}

/// Puts parameters together.
pub(super) fn params(
    k: u32,
    powers: Vec<G1Affine>,
    lagrange: Vec<G1Affine>,
    g2: G2Affine,
    s_g2: G2Affine,
) -> Params {
    // The only constructor from parts is a method; the smallest parameters there are lend it.
    let smallest = Params::setup(1, StdRng::from_seed([0; 32]));
    smallest.from_parts(k, powers, Some(lagrange), g2, s_g2)
}

/// Writes a container piece by piece.
pub(super) struct Writer<'w, W: Write + ?Sized> {
    out: &'w mut W,
    head: [u8; HEAD],
    digests: Vec<[u8; DIGEST]>,
}

impl<'w, W: Write + ?Sized> Writer<'w, W> {
    pub fn new(out: &'w mut W, k: u32, g2: &G2Affine, s_g2: &G2Affine) -> Result<Self, Failure> {
        let mut head = [0; HEAD];
        head[..8].copy_from_slice(MAGIC);
        head[8..12].copy_from_slice(&k.to_le_bytes());
        let flags = u32::from(SrsId::of(g2, s_g2).is_unsafe()) * UNSAFE;
        head[12..16].copy_from_slice(&flags.to_le_bytes());
        head[16..16 + G2_BYTES].copy_from_slice(&g2.to_raw_bytes());
        head[16 + G2_BYTES..].copy_from_slice(&s_g2.to_raw_bytes());
        out.write_all(&head).map_err(unwritable)?;
        Ok(Self { out, head, digests: Vec::new() })
    }

    /// Writes all powers, whose number is a power of two.
    pub fn powers(&mut self, points: &[G1Affine]) -> Result<(), Failure> {
        for section in 0..points.len().ilog2() {
            let (at, len) = power_section(section);
            let (at, len) = (at as usize / G1_BYTES, len / G1_BYTES);
            self.section(&points[at..at + len])?;
        }
        Ok(())
    }

    /// Writes the Lagrange commitments of one size; sizes come in ascending order.
    pub fn section(&mut self, points: &[G1Affine]) -> Result<(), Failure> {
        let bytes: Vec<u8> = points.iter().flat_map(|p| p.to_raw_bytes()).collect();
        self.digests.push(Sha256::digest(&bytes).into());
        self.out.write_all(&bytes).map_err(unwritable)
    }

    pub fn finish(self) -> Result<(), Failure> {
        let table = self.digests.concat();
        let seal = Sha256::new_with_prefix(self.head).chain_update(&table).finalize();
        self.out
            .write_all(&table)
            .and_then(|()| self.out.write_all(&seal))
            .and_then(|()| self.out.flush())
            .map_err(unwritable)
    }
}

/// Place and length in bytes of a section of the powers: the first two points, then as many as there are before.
fn power_section(index: u32) -> (u64, usize) {
    match index {
        0 => (0, 2 * G1_BYTES),
        _ => ((G1_BYTES as u64) << index, G1_BYTES << index),
    }
}

fn file_size(k: u32) -> u64 {
    let points = 3 * (1u64 << k) - 2;
    HEAD as u64 + points * G1_BYTES as u64 + (2 * u64::from(k) + 1) * DIGEST as u64
}

fn append(points: &mut Vec<G1Affine>, bytes: &[u8]) -> Result<(), Failure> {
    let more: Result<Vec<_>, _> = bytes.par_chunks_exact(G1_BYTES).map(point).collect();
    points.append(&mut more?);
    Ok(())
}

/// A point that is on its curve and not the identity.
pub(super) fn point<P: PrimeCurveAffine + SerdeObject>(bytes: &[u8]) -> Result<P, Failure> {
    P::from_raw_bytes(bytes)
        .filter(|point| !bool::from(point.is_identity()))
        .ok_or_else(|| damaged("a point is not on its curve"))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(word)
}

pub(super) fn damaged(why: &str) -> Failure {
    Failure::argument(format!("SRS file is damaged: {why}"))
}

pub(super) fn unreadable(err: io::Error) -> Failure {
    match err.kind() {
        io::ErrorKind::UnexpectedEof => damaged("it is cut short"),
        _ => Failure::argument(format!("cannot read the SRS file: {err}")),
    }
}

fn unwritable(err: io::Error) -> Failure {
    Failure::argument(format!("cannot write the SRS file: {err}"))
}
