//! SRS files of others: halo2's own, and snarkjs's `.ptau`.

use std::io::Write;

use halo2_axiom::arithmetic::g_to_lagrange;
use halo2_axiom::halo2curves::bn256::{Fq, G1Affine, G2Affine};
use halo2_axiom::halo2curves::ff::PrimeField;
use halo2_axiom::halo2curves::group::prime::PrimeCurveAffine;
use rayon::prelude::*;
use sprout_abi::Failure;

use super::container::{self, Writer, unreadable};
use super::{MAX_K, SrsId, check};
use crate::file::Source;

const G1_BYTES: usize = 64;
const G2_BYTES: usize = 128;
/// Points read at once.
const CHUNK: usize = 1 << 14;
/// Sections a `.ptau` may have; snarkjs writes eleven.
const MAX_SECTIONS: u32 = 64;

/// Converts halo2's format (`ParamsKZG`, raw points): u32 k ‖ 2^k powers ‖ 2^k Lagrange points ‖ g2 ‖ s·g2.
/// At most 2^`max_k` powers are taken. Returns the SRS's name and k.
///
/// # Errors
/// If it is something else, or its points are not what they should be.
pub fn convert_halo2<S: Source + ?Sized, W: Write + ?Sized>(
    source: &S,
    max_k: u32,
    out: &mut W,
) -> Result<(SrsId, u32), Failure> {
    let mut word = [0; 4];
    source.read_at(&mut word, 0).map_err(unreadable)?;
    let held = u32::from_le_bytes(word);
    let expected = |k: u32| 4 + ((2 * G1_BYTES as u64) << k) + 2 * G2_BYTES as u64;
    if !(1..=MAX_K).contains(&held) || source.size().map_err(unreadable)? != expected(held) {
        return Err(Failure::argument(
            "not an SRS file of halo2 with raw points: its size does not fit its k",
        ));
    }
    let g2_at = expected(held) - 2 * G2_BYTES as u64;
    let points = Points { g1_at: 4, g2_at, held };
    convert(source, &points, max_k, out)
}

/// Converts snarkjs's format, whichever phase it is of. Returns the SRS's name and k.
///
/// # Errors
/// As [`convert_halo2`].
pub fn convert_ptau<S: Source + ?Sized, W: Write + ?Sized>(
    source: &S,
    max_k: u32,
    out: &mut W,
) -> Result<(SrsId, u32), Failure> {
    convert(source, &ptau(source)?, max_k, out)
}

/// Where a file has what.
struct Points {
    g1_at: u64,
    g2_at: u64,
    held: u32,
}

fn convert<S: Source + ?Sized, W: Write + ?Sized>(
    source: &S,
    points: &Points,
    max_k: u32,
    out: &mut W,
) -> Result<(SrsId, u32), Failure> {
    let k = points.held.min(max_k);
    if k == 0 {
        return Err(Failure::argument("max_k is 0, it must be at least 1"));
    }
    let [g2, s_g2] = [0, 1].map(|index| {
        let mut bytes = [0; G2_BYTES];
        let at = points.g2_at + index * G2_BYTES as u64;
        source.read_at(&mut bytes, at).map_err(unreadable)?;
        container::point::<G2Affine>(&bytes)
    });
    let (g2, s_g2) = (g2?, s_g2?);
    check::generators(&g2, &s_g2).map_err(container::damaged)?;
    let powers = read_powers(source, points.g1_at, 1 << k)?;
    check::powers(&powers, &s_g2)?;
    let mut writer = Writer::new(out, k, &g2, &s_g2)?;
    writer.powers(&powers)?;
    for k in 1..=k {
        let some = powers[..1 << k].iter().map(PrimeCurveAffine::to_curve);
        let lagrange: Vec<G1Affine> = g_to_lagrange(some.collect(), k);
        check::lagrange(&powers, &lagrange, k)?;
        writer.section(&lagrange)?;
    }
    writer.finish()?;
    Ok((SrsId::of(&g2, &s_g2), k))
}

fn read_powers<S: Source + ?Sized>(
    source: &S,
    start: u64,
    count: usize,
) -> Result<Vec<G1Affine>, Failure> {
    let mut powers = Vec::with_capacity(count);
    while powers.len() < count {
        let some = CHUNK.min(count - powers.len());
        let mut bytes = vec![0; some * G1_BYTES];
        let at = start + (powers.len() * G1_BYTES) as u64;
        source.read_at(&mut bytes, at).map_err(unreadable)?;
        let read: Result<Vec<_>, _> =
            bytes.par_chunks_exact(G1_BYTES).map(container::point).collect();
        powers.append(&mut read?);
    }
    Ok(powers)
}

/// A section of a `.ptau`: place and length of its data.
type Section = (u64, u64);

fn ptau<S: Source + ?Sized>(source: &S) -> Result<Points, Failure> {
    let mut head = [0; 12];
    source.read_at(&mut head, 0).map_err(unreadable)?;
    if head[..4] != *b"ptau" || head[4..8] != 1u32.to_le_bytes() {
        return Err(Failure::argument("not a .ptau file of version 1"));
    }
    let mut count = [0; 4];
    count.copy_from_slice(&head[8..]);
    let (header, g1, g2) = sections(source, u32::from_le_bytes(count))?;
    // u32 bytes of a field element ‖ the field's order ‖ u32 power ‖ u32 power of the ceremony.
    let mut fields = [0; 4 + 32 + 4];
    source.read_at(&mut fields, header.0).map_err(unreadable)?;
    if header.1 < fields.len() as u64
        || fields[..4] != 32u32.to_le_bytes()
        || fields[4..36] != order()
    {
        return Err(Failure::argument(".ptau file is not of the curve BN254"));
    }
    let mut power = [0; 4];
    power.copy_from_slice(&fields[36..]);
    let held = u32::from_le_bytes(power);
    // 2^(power + 1) - 1 points of G1, 2^power points of G2.
    let whole = (1..=MAX_K).contains(&held)
        && g1.1 == ((2 * G1_BYTES as u64) << held) - G1_BYTES as u64
        && g2.1 == (G2_BYTES as u64) << held;
    if !whole {
        return Err(Failure::argument(
            ".ptau file's sections do not have the sizes its power demands",
        ));
    }
    Ok(Points { g1_at: g1.0, g2_at: g2.0, held })
}

/// Finds the header, the powers in G1 and those in G2 (sections 1, 2, 3).
fn sections<S: Source + ?Sized>(
    source: &S,
    count: u32,
) -> Result<(Section, Section, Section), Failure> {
    let broken = || Failure::argument(".ptau file's list of sections is broken");
    let size = source.size().map_err(unreadable)?;
    let mut found = [None; 3];
    let mut at = 12u64;
    for _ in 0..count.min(MAX_SECTIONS) {
        let mut entry = [0; 12];
        source.read_at(&mut entry, at).map_err(unreadable)?;
        let mut len = [0; 8];
        len.copy_from_slice(&entry[4..]);
        let (kind, len) = (entry[0], u64::from_le_bytes(len));
        at += 12;
        let end = at.checked_add(len).filter(|end| *end <= size).ok_or_else(broken)?;
        if entry[1..4] == [0; 3]
            && let Some(slot) = found.get_mut(usize::from(kind).wrapping_sub(1))
            && slot.replace((at, len)).is_some()
        {
            return Err(broken());
        }
        at = end;
    }
    match found {
        [Some(header), Some(g1), Some(g2)] => Ok((header, g1, g2)),
        _ => Err(broken()),
    }
}

/// The order of the curve's field, little-endian.
fn order() -> [u8; 32] {
    let mut bytes = (-Fq::one()).to_repr();
    // One less than the order is even, so adding one carries nothing.
    bytes[0] += 1;
    bytes
}
