//! The machine's registers and what they are for.
//!
//! Generated code keeps to the C convention for `sp`, `ra`, arguments and saved registers, so that it and the
//! runtime call each other freely. `gp` and `tp`, which the runtime never touches, hold the address of the
//! instance's memory and its limit; `t6` is the assembler's own.

/// A register of the machine.
pub type Phys = u8;

/// Always 0.
pub const ZERO: Phys = 0;
/// Return address.
pub const RA: Phys = 1;
/// Stack pointer.
pub const SP: Phys = 2;
/// Address of the instance's memory.
pub const MEMORY: Phys = 3;
/// WASM addresses below this need no exact check.
pub const LIMIT: Phys = 4;
/// First of the eight registers that hold arguments and results.
pub const A0: Phys = 10;
/// Never allocated: what one pseudo-instruction needs for itself.
pub const SCRATCH: Phys = 31;
/// Registers for arguments and results.
pub const ARGS: u32 = 8;

/// Registers a call may change: t0–t2, a0–a7, t3–t5.
pub const CALLER_SAVED: [Phys; 14] = [5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 28, 29, 30];
/// Registers a call leaves as they are: s0–s11.
pub const CALLEE_SAVED: [Phys; 12] = [8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];
