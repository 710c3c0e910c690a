//! The exported functions as data and as types: one table from which the C header is written and
//! against which [`export_prover!`](crate::export_prover) is type-checked.

use std::ffi::c_void;

use crate::treaty::{SproutBuffer, SproutProgress};

/// A Rust type that has a name in C.
pub trait CType {
    /// The C spelling, ending in `*` for pointers.
    const C: &'static str;
}

macro_rules! c_types {
    ($($rust:ty => $c:literal),* $(,)?) => { $( impl CType for $rust { const C: &'static str = $c; } )* };
}

c_types! {
    () => "void",
    i32 => "int32_t",
    u32 => "uint32_t",
    usize => "size_t",
    *const u8 => "const uint8_t *",
    *mut c_void => "void *",
    *mut SproutBuffer => "SproutBuffer *",
    SproutProgress => "SproutProgress",
}

/// One exported function as the header shows it.
#[derive(Debug)]
pub struct Function {
    /// Exported name.
    pub name: &'static str,
    /// Documentation, one element per line.
    pub docs: &'static [&'static str],
    /// Parameter names with their C types.
    pub args: &'static [(&'static str, &'static str)],
    /// C type of the result.
    pub result: &'static str,
}

macro_rules! functions {
    ($( $(#[doc = $doc:literal])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $ret:ty; )*) => {
        $( $(#[doc = $doc])* #[allow(non_camel_case_types)]
           pub type $name = unsafe extern "C" fn($($ty),*) -> $ret; )*

        /// Every exported function, in the order of the header.
        pub const FUNCTIONS: &[Function] = &[ $( Function {
            name: stringify!($name),
            docs: &[$($doc),*],
            args: &[$( (stringify!($arg), <$ty as CType>::C) ),*],
            result: <$ret as CType>::C,
        } ),* ];
    };
}

functions! {
    /// Version of this ABI; call it first and go no further when it is not the expected one.
    fn sprout_abi_version() -> u32;

    /// Describes the library. `out` receives JSON:
    /// {name, version, abi, sources_digest, receipt_kinds[], limits{...}, cpu}.
    fn sprout_describe(out: *mut SproutBuffer) -> i32;

    /// Checks a program. `out` receives JSON {program_id, format, entry, memory_bytes, ...}.
    fn sprout_check_program(
        program: *const u8,
        program_len: usize,
        options: *const u8,
        options_len: usize,
        out: *mut SproutBuffer,
    ) -> i32;

    /// Runs a program without proving it. `out` receives JSON
    /// {program_id, cycles, user_cycles, segments, journal}; hexadecimal values carry no prefix.
    fn sprout_execute(
        program: *const u8,
        program_len: usize,
        options: *const u8,
        options_len: usize,
        input: *const u8,
        input_len: usize,
        progress: SproutProgress,
        user: *mut c_void,
        out: *mut SproutBuffer,
    ) -> i32;

    /// Runs a program and proves the run; the receipt has been verified when this returns 0.
    /// `info` receives JSON {program_id, kind, journal, cycles, user_cycles, segments, segment_po2}.
    fn sprout_prove(
        program: *const u8,
        program_len: usize,
        options: *const u8,
        options_len: usize,
        input: *const u8,
        input_len: usize,
        progress: SproutProgress,
        user: *mut c_void,
        receipt: *mut SproutBuffer,
        info: *mut SproutBuffer,
    ) -> i32;

    /// Verifies a receipt; `options` must hold the program_id. `out` receives JSON
    /// {program_id, kind, journal}.
    fn sprout_verify(
        receipt: *const u8,
        receipt_len: usize,
        options: *const u8,
        options_len: usize,
        out: *mut SproutBuffer,
    ) -> i32;

    /// Releases what a call has put into `buffer` and makes it empty; null and empty are allowed.
    fn sprout_free(buffer: *mut SproutBuffer) -> ();
}
