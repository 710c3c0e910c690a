//! What a module may use.

/// Bounds on a published module: on its size, before it is compiled, and on every one of its runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the module, in bytes.
    pub module_bytes: usize,
    /// Functions the module defines.
    pub functions: u32,
    /// Size of one function's code, in bytes; compilers take more than linear time on huge ones.
    pub function_bytes: usize,
    /// Linear memory of a run, in bytes. Address space of this size is reserved while a run lasts, and
    /// nothing beyond it.
    pub memory_bytes: u64,
    /// The module's tables; toolchains make one or two.
    pub tables: u32,
    /// Elements of all of the module's tables together.
    pub table_elements: u32,
    /// Stack of a run, in bytes.
    pub stack_bytes: usize,
    /// Instructions of a run; copies and fills count their bytes, and so do calls out of the module.
    pub fuel: u64,
    /// Bytes a run may give out.
    pub output_bytes: u64,
}

const MIB: usize = 1 << 20;

impl Limits {
    /// Bounds for front ends: they configure and synthesize.
    pub const FRONT_END: Self = Self {
        module_bytes: 32 * MIB,
        functions: 100_000,
        function_bytes: MIB,
        memory_bytes: 1 << 30,
        tables: 8,
        table_elements: 1 << 20,
        stack_bytes: 2 * MIB,
        fuel: 50_000_000_000,
        output_bytes: 4 << 30,
    };

    /// Bounds for modules of the old form: they make keys and prove, slowly, and give out a text.
    pub const OLD_FORM: Self = Self {
        memory_bytes: 2 << 30,
        fuel: 2_000_000_000_000,
        output_bytes: 16 << 20,
        ..Self::FRONT_END
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::FRONT_END
    }
}
