//! Bounds on what callers may hand in. All sizes are bytes unless they say otherwise.

/// Longest accepted program.
pub const MAX_PROGRAM: usize = 32 << 20;
/// Longest accepted options document.
pub const MAX_OPTIONS: usize = 64 << 10;
/// Longest accepted input: a task or a JSON array.
pub const MAX_INPUT: usize = 64 << 20;
/// Longest accepted receipt; it holds a constraint system, a verifying key and a proof.
pub const MAX_RECEIPT: usize = 64 << 20;
/// Longest recording of a constraint system.
pub const MAX_SYSTEM: usize = 8 << 20;
/// Longest proof.
pub const MAX_PROOF: usize = 4 << 20;
/// Most public inputs of a circuit; verifiers hash and interpolate them one by one.
pub const MAX_INSTANCES: usize = 1 << 16;
/// Largest circuit: log2 of its rows.
pub const MAX_K: u32 = 22;
/// Largest circuit whose constraints are checked one by one when a program is only executed.
pub const MAX_CHECKED_K: u32 = 18;

/// Memory of a front end when the options give none, in MiB.
pub const DEFAULT_MEMORY_MB: u64 = 1024;
/// Highest memory limit of a front end, in MiB.
pub const MAX_MEMORY_MB: u64 = 4096;
/// Highest instruction limit.
pub const MAX_FUEL: u64 = 1 << 50;
