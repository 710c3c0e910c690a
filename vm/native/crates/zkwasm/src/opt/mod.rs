//! Optimisations that matter for input that LLVM has optimised already: what the translation itself brings in.

mod dead;
mod flow;
mod gvn;
mod hoist;
mod params;
mod range;

use crate::Variant;
use crate::ir::Func;

pub use flow::Flow;

/// What the optimiser knows of the module.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Which variant of the code this is.
    pub variant: Variant,
    /// Bytes the memory has at the start; it never has fewer.
    pub memory_bytes: u64,
}

/// Optimises a function in place.
pub fn optimize(func: &mut Func, context: Context) {
    params::drop_trivial(func);
    gvn::number(func, context);
    // Numbering shows more parameters to be trivial and branches to be decided.
    params::drop_trivial(func);
    dead::sweep(func);
    hoist::hoist(func, context.variant);
    gvn::number(func, context);
    dead::sweep(func);
}
