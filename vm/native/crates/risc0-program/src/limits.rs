//! Bounds on what callers may hand in and what guests may do. All sizes are bytes unless they say otherwise.

/// Longest accepted program: ELF, R0BF or `methods.rs` source.
pub const MAX_PROGRAM: usize = 32 << 20;
/// Largest memory image an ELF may ask for. The loader spends about forty bytes on every word of it.
pub const MAX_IMAGE: u64 = 64 << 20;
/// Longest accepted options document.
pub const MAX_OPTIONS: usize = 64 << 10;
/// Longest accepted guest input.
pub const MAX_INPUT: usize = 64 << 20;
/// Longest accepted receipt.
pub const MAX_RECEIPT: usize = 256 << 20;

/// Cycle limit when the options give none.
pub const DEFAULT_CYCLES: u64 = 1 << 28;
/// Highest cycle limit.
pub const MAX_CYCLES: u64 = 1 << 40;
/// Segment size (as a power of two of cycles) when the options give none: about 2.4 GB while proving.
pub const DEFAULT_SEGMENT_PO2: u32 = 18;
/// Smallest segment size. risc0-zkvm 3.0.6 keeps 25,000 cycles of every segment in reserve for one big
/// instruction, which leaves segments of 2^15 too little room to get on at all.
pub const MIN_SEGMENT_PO2: u32 = 16;
/// Largest segment size.
pub const MAX_SEGMENT_PO2: u32 = 20;
/// Journal limit when the options give none.
pub const DEFAULT_JOURNAL: u64 = 1 << 20;
/// Highest journal limit.
pub const MAX_JOURNAL: u64 = 32 << 20;
/// What a guest may write to stdout and stderr together; only the tail is kept.
pub const MAX_OUTPUT: u64 = 16 << 20;
/// How much of stdout and stderr an error text shows.
pub const OUTPUT_TAIL: usize = 1024;
