//! The compiler's and the machine's settings.

use std::sync::atomic::{AtomicU64, Ordering};

use wasmtime::{Collector, Config, Engine, Module, OptLevel, RegallocAlgorithm, WasmFeatures};

use crate::{Limits, Refused};

/// The WebAssembly features modules may use: what Rust's targets need, and nothing whose results differ between
/// machines.
const FEATURES: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::CALL_INDIRECT_OVERLONG)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::BULK_MEMORY_OPT)
    .union(WasmFeatures::EXTENDED_CONST)
    .union(WasmFeatures::SIMD)
    .union(WasmFeatures::FLOATS)
    .union(WasmFeatures::GC_TYPES);

/// What compiled code is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// Soon there: a front end's runs take less time than its compilation.
    Soon,
    /// Fast: a whole proof is made in it.
    Fast,
}

/// An engine whose runs keep to the limits.
///
/// Traps are checked for by instructions: the process belongs to somebody else's signal handlers. A memory's whole
/// limit is reserved at once and then never moves, so that address space is bounded and growing copies nothing.
pub(crate) fn engine(limits: &Limits, code: Code) -> Result<Engine, Refused> {
    let (level, registers) = match code {
        Code::Soon => (OptLevel::None, RegallocAlgorithm::SinglePass),
        Code::Fast => (OptLevel::Speed, RegallocAlgorithm::Backtracking),
    };
    let mut config = Config::new();
    config
        .wasm_features(WasmFeatures::all(), false)
        .wasm_features(FEATURES, true)
        .collector(Collector::Null)
        .signals_based_traps(false)
        .consume_fuel(true)
        .max_wasm_stack(limits.stack_bytes)
        .memory_reservation(limits.memory_bytes)
        .memory_may_move(false)
        .memory_reservation_for_growth(0)
        .memory_guard_size(0)
        .guard_before_linear_memory(false)
        .gc_heap_reservation(0)
        .gc_heap_reservation_for_growth(1 << 20)
        .gc_heap_guard_size(0)
        .memory_init_cow(false)
        .native_unwind_info(false)
        .cranelift_nan_canonicalization(true)
        .cranelift_opt_level(level)
        .cranelift_regalloc_algorithm(registers);
    Engine::new(&config).map_err(Refused::host)
}

/// Compiles a module. What validates and still does not compile failed for want of something here: memory, or the
/// permission to make it executable.
pub(crate) fn compile(engine: &Engine, wasm: &[u8]) -> Result<Module, Refused> {
    Module::validate(engine, wasm)
        .map_err(|error| Refused::NotWasm { reason: format!("{error:#}") })?;
    COMPILATIONS.fetch_add(1, Ordering::Relaxed);
    Module::from_binary(engine, wasm).map_err(Refused::host)
}

static COMPILATIONS: AtomicU64 = AtomicU64::new(0);

/// How many modules this process has compiled so far.
pub fn compilations() -> u64 {
    COMPILATIONS.load(Ordering::Relaxed)
}

/// An error of linking: names were checked before, so types differ.
pub(crate) fn wrong_import(error: wasmtime::Error) -> Refused {
    Refused::WrongImport { reason: format!("{error:#}") }
}
