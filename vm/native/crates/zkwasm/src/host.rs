//! What modules may import.

use wasmparser::ValType;

use crate::ir::RtFn;

/// What stands behind the imports of a module.
pub trait Host {
    /// The function of the runtime behind an imported function; `None` if there is none of that name and type.
    fn function(
        &self,
        module: &str,
        name: &str,
        params: &[ValType],
        results: &[ValType],
    ) -> Option<RtFn>;

    /// The value of an imported global, as bits.
    fn global(&self, _module: &str, _name: &str) -> Option<u64> {
        None
    }

    /// The smallest and largest size of an imported memory, which is the module's own.
    fn memory(&self, _module: &str, _name: &str) -> Option<(u32, u32)> {
        None
    }

    /// The smallest and largest size of an imported table, which is the module's own.
    fn table(&self, _module: &str, _name: &str) -> Option<(u32, u32)> {
        None
    }
}

/// The host functions of zkWasm programs: the module `env`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Env;

impl Host for Env {
    fn function(
        &self,
        module: &str,
        name: &str,
        params: &[ValType],
        results: &[ValType],
    ) -> Option<RtFn> {
        use ValType::{I32, I64};
        const TABLE: &[(&str, &[ValType], &[ValType], &str)] = &[
            ("wasm_input", &[I32], &[I64], "zkw_wasm_input"),
            ("wasm_output", &[I64], &[], "zkw_wasm_output"),
            ("require", &[I32], &[], "zkw_require"),
            ("wasm_dbg", &[I64], &[], "zkw_wasm_dbg"),
            ("wasm_dbg_char", &[I64], &[], "zkw_wasm_dbg_char"),
            ("wasm_read_context", &[], &[I64], "zkw_wasm_read_context"),
            ("wasm_write_context", &[I64], &[], "zkw_wasm_write_context"),
            ("wasm_trace_size", &[], &[I64], "zkw_wasm_trace_size"),
            ("abort", &[I32, I32, I32, I32], &[], "zkw_abort"),
        ];
        TABLE
            .iter()
            .find(|row| module == "env" && row.0 == name && row.1 == params && row.2 == results)
            .map(|row| RtFn(row.3))
    }
}
