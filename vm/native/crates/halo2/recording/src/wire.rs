//! Varints and field elements on the wire.

use halo2curves_axiom::bn256::Fr;
use halo2curves_axiom::ff::PrimeField;

/// What stands in a cell: a field element, or a fraction that nobody has divided yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A field element.
    Plain(Fr),
    /// Numerator and denominator; a denominator of zero stands for zero.
    Ratio(Fr, Fr),
}

/// How a field element is written; a small number in front of its bytes.
pub(crate) const ZERO: u8 = 0;
pub(crate) const SMALL: u8 = 1;
pub(crate) const NEGATIVE: u8 = 2;
pub(crate) const FULL: u8 = 3;
pub(crate) const RATIO: u8 = 4;

/// The modulus of the scalar field, little-endian limbs.
const MODULUS: [u64; 4] =
    [0x43e1_f593_f000_0001, 0x2833_e848_79b9_7091, 0xb850_45b6_8181_585d, 0x3064_4e72_e131_a029];

/// Most bytes of one field element without its kind.
pub(crate) const MAX_FIELD: usize = 32;

pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(crate) fn put_signed(out: &mut Vec<u8>, value: i64) {
    put_varint(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// A field element taken apart: its kind, and what follows.
pub(crate) enum Parts {
    Zero,
    Small(u64),
    Negative(u64),
    Full([u8; 32]),
}

impl Parts {
    pub(crate) fn of(value: &Fr) -> Parts {
        let repr: [u8; 32] = value.to_repr();
        let limb = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&repr[at * 8..at * 8 + 8]);
            u64::from_le_bytes(bytes)
        };
        let (low, high) = (limb(0), limb(3));
        if high == 0 && limb(1) == 0 && limb(2) == 0 {
            return if low == 0 { Parts::Zero } else { Parts::Small(low) };
        }
        if high == MODULUS[3] && limb(2) == MODULUS[2] {
            // r - value fits into 64 bits exactly when the borrow from the lowest limb clears the second.
            let (negative, borrow) = MODULUS[0].overflowing_sub(low);
            if limb(1).wrapping_add(u64::from(borrow)) == MODULUS[1] {
                return Parts::Negative(negative);
            }
        }
        Parts::Full(repr)
    }

    pub(crate) fn kind(&self) -> u8 {
        match self {
            Parts::Zero => ZERO,
            Parts::Small(_) => SMALL,
            Parts::Negative(_) => NEGATIVE,
            Parts::Full(_) => FULL,
        }
    }

    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        match self {
            Parts::Zero => {}
            Parts::Small(value) | Parts::Negative(value) => put_varint(out, *value),
            Parts::Full(bytes) => out.extend_from_slice(bytes),
        }
    }
}

pub(crate) fn put_field(out: &mut Vec<u8>, value: &Fr) {
    let parts = Parts::of(value);
    out.push(parts.kind());
    parts.put(out);
}

pub(crate) fn put_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Plain(value) => put_field(out, value),
        Value::Ratio(numerator, denominator) => {
            out.push(RATIO);
            put_field(out, numerator);
            put_field(out, denominator);
        }
    }
}

/// Reads what the `put_` functions write; every failure says what was wrong.
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
}

type Read<T> = Result<T, &'static str>;

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Cursor { bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> Read<u8> {
        let (&first, rest) = self.bytes.split_first().ok_or("ends early")?;
        self.bytes = rest;
        Ok(first)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Read<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk::<N>().ok_or("ends early")?;
        self.bytes = rest;
        Ok(*head)
    }

    #[inline]
    pub(crate) fn varint(&mut self) -> Read<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err("number is over 64 bits");
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return if byte == 0 && shift > 0 {
                    Err("number is written too long")
                } else {
                    Ok(value)
                };
            }
        }
        Err("number is over 64 bits")
    }

    pub(crate) fn signed(&mut self) -> Read<i64> {
        let value = self.varint()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    pub(crate) fn small(&mut self) -> Read<u32> {
        u32::try_from(self.varint()?).map_err(|_| "number is over 32 bits")
    }

    /// Adds a signed difference to a row.
    pub(crate) fn row(&mut self, last: &mut u32) -> Read<u32> {
        let difference = self.signed()?;
        let row = i64::from(*last).checked_add(difference).ok_or("row is out of range")?;
        *last = u32::try_from(row).map_err(|_| "row is out of range")?;
        Ok(*last)
    }

    pub(crate) fn field_of(&mut self, kind: u8) -> Read<Fr> {
        match kind {
            ZERO => Ok(Fr::zero()),
            SMALL | NEGATIVE => {
                let value = self.varint()?;
                if value == 0 {
                    return Err("zero is not written as zero");
                }
                Ok(if kind == SMALL { Fr::from(value) } else { -Fr::from(value) })
            }
            FULL => {
                let bytes: [u8; MAX_FIELD] = self.array()?;
                Option::<Fr>::from(Fr::from_repr(bytes)).ok_or("field element is not below r")
            }
            _ => Err("field element of unknown kind"),
        }
    }

    pub(crate) fn field(&mut self) -> Read<Fr> {
        let kind = self.byte()?;
        self.field_of(kind)
    }

    #[inline]
    pub(crate) fn value_of(&mut self, kind: u8) -> Read<Value> {
        if kind == RATIO {
            return Ok(Value::Ratio(self.field()?, self.field()?));
        }
        Ok(Value::Plain(self.field_of(kind)?))
    }

    pub(crate) fn value(&mut self) -> Read<Value> {
        let kind = self.byte()?;
        self.value_of(kind)
    }
}
