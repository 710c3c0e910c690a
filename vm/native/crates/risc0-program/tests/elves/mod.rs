//! Small guest ELFs with one thing wrong at a time.

use sprout_risc0_program::{Options, Program};

/// Options from JSON.
pub fn options(json: &str) -> Options {
    Options::parse(json.as_bytes()).expect("valid options")
}

/// Program id of a valid program.
#[allow(dead_code)]
pub fn program_id(bytes: &[u8]) -> [u8; 32] {
    Program::load(bytes, &options("{}"))
        .expect("a valid program")
        .id
}

/// A one-segment ELF, described by the fields that tests change.
pub struct Elf {
    /// 1 is 32-bit.
    pub class: u8,
    /// 1 is little-endian.
    pub endian: u8,
    /// 243 is RISC-V.
    pub machine: u16,
    /// 2 is an executable.
    pub kind: u16,
    /// Address of the first instruction.
    pub entry: u32,
    /// Address of the segment.
    pub start: u32,
    /// Bytes of the segment in the file.
    pub file_size: u32,
    /// Bytes of the segment in memory.
    pub size: u32,
    /// Bytes behind the segment that are not loaded.
    pub note: Vec<u8>,
}

impl Default for Elf {
    fn default() -> Self {
        Self {
            class: 1,
            endian: 1,
            machine: 243,
            kind: 2,
            entry: 0x0020_0800,
            start: 0x0020_0800,
            file_size: 16,
            size: 64,
            note: Vec::new(),
        }
    }
}

impl Elf {
    /// The ELF's bytes.
    pub fn build(&self) -> Vec<u8> {
        let mut bytes = vec![0x7f, b'E', b'L', b'F', self.class, self.endian, 1];
        bytes.resize(16, 0);
        for half in [self.kind, self.machine] {
            bytes.extend(half.to_le_bytes());
        }
        for word in [1, self.entry, 52, 0, 0] {
            bytes.extend(word.to_le_bytes());
        }
        for half in [52u16, 32, 1, 0, 0, 0] {
            bytes.extend(half.to_le_bytes());
        }
        for word in [
            1,
            84,
            self.start,
            self.start,
            self.file_size,
            self.size,
            5,
            4,
        ] {
            bytes.extend(word.to_le_bytes());
        }
        // nop; nop; nop; nop
        bytes.extend([0x13, 0, 0, 0].repeat(4));
        bytes.extend(&self.note);
        bytes
    }
}
