//! From the intermediate representation to machine code: selection ([`select`]), registers ([`allocate`]),
//! instruction words ([`emit`]).

pub mod allocate;
pub mod emit;
pub mod encode;
pub mod inst;
pub mod regs;
pub mod select;
