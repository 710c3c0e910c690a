//! Writing an ELF: a header and the pieces to load.

/// Bytes that are loaded at an address.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Address of the first byte, a multiple of 4.
    pub start: u32,
    /// What is loaded.
    pub bytes: Vec<u8>,
}

const HEADER: u32 = 52;
const PROGRAM_HEADER: u32 = 32;

/// A 32-bit RISC-V executable of these pieces.
pub fn write(entry: u32, pieces: &[Piece]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(b"\x7fELF\x01\x01\x01\0\0\0\0\0\0\0\0\0");
    let half = |out: &mut Vec<u8>, value: u16| out.extend_from_slice(&value.to_le_bytes());
    let word = |out: &mut Vec<u8>, value: u32| out.extend_from_slice(&value.to_le_bytes());
    half(&mut out, 2); // executable
    half(&mut out, 243); // RISC-V
    word(&mut out, 1);
    word(&mut out, entry);
    word(&mut out, HEADER); // program headers follow
    word(&mut out, 0); // no sections
    word(&mut out, 0);
    half(&mut out, HEADER as u16);
    half(&mut out, PROGRAM_HEADER as u16);
    half(&mut out, pieces.len() as u16);
    half(&mut out, 0);
    half(&mut out, 0);
    half(&mut out, 0);
    let mut at = HEADER + PROGRAM_HEADER * pieces.len() as u32;
    for piece in pieces {
        let len = piece.bytes.len() as u32;
        for field in [1, at, piece.start, piece.start, len, len, 7, 4] {
            word(&mut out, field);
        }
        at += len.next_multiple_of(4);
    }
    for piece in pieces {
        out.extend_from_slice(&piece.bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}
