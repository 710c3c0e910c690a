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
/// Largest domain of a quotient: log2 of its size. It is the circuit's rows times its degree, about.
pub const MAX_EXTENDED_K: u32 = 24;
/// Largest circuit whose constraints are looked at one by one, when a program is only executed and when its proof
/// fails, and the most steps that may take: some seconds of a core.
pub const MAX_CHECKED_K: u32 = 18;
/// See [`MAX_CHECKED_K`].
pub const MAX_CHECKED_STEPS: u64 = 1 << 28;

/// Memory of a front end when the options give none, in MiB.
pub const DEFAULT_MEMORY_MB: u64 = 1024;
/// Highest memory limit of a front end, in MiB.
pub const MAX_MEMORY_MB: u64 = 4096;
/// Highest instruction limit.
pub const MAX_FUEL: u64 = 1 << 50;
