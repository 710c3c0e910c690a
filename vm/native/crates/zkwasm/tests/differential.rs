//! Generated modules give the same on the emulator as in an interpreter: results, traps, memory and globals.
//!
//! `ZKWASM_MODULES` sets how many modules are tried and `ZKWASM_SEED` the first; a failure names its seed.

mod common;

use std::env;
use std::panic::{self, AssertUnwindSafe};

use arbitrary::{Arbitrary as _, Unstructured};
use common::{Instance, Outcome};
use sprout_zkwasm::{Error, MEMORY_BASE, Variant, compile_library};
use wasmi::TrapCode;
use wasmi::{Engine, Linker, Store, Val};
use wasmparser::Operator;

/// Modules tried unless told otherwise.
const MODULES: u64 = 300;
/// Loops and calls a module may make before it traps.
const FUEL: u32 = 2000;

/// Every other module guards what could trap, so that more of its code runs.
fn config(seed: u64) -> wasm_smith::Config {
    wasm_smith::Config {
        allow_floats: !seed.is_multiple_of(3),
        allow_start_export: true,
        bulk_memory_enabled: true,
        canonicalize_nans: true,
        disallow_traps: seed.is_multiple_of(2),
        exceptions_enabled: false,
        export_everything: true,
        extended_const_enabled: false,
        gc_enabled: false,
        max_imports: 0,
        max_instructions: 400,
        max_memory32_bytes: 40 << 16,
        memory_max_size_required: true,
        max_memories: 1,
        max_table_elements: 100,
        max_tables: 1,
        max_tags: 0,
        memory64_enabled: false,
        min_funcs: 3,
        min_memories: 1,
        multi_value_enabled: true,
        reference_types_enabled: false,
        relaxed_simd_enabled: false,
        simd_enabled: false,
        tail_call_enabled: false,
        threads_enabled: false,
        wide_arithmetic_enabled: false,
        ..Default::default()
    }
}

/// Bytes that look random and are the same everywhere.
fn noise(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..len.div_ceil(8)).flat_map(|_| next()).collect()
}

#[derive(Debug, Default)]
struct Count {
    modules: u64,
    calls: u64,
    traps: u64,
    fallbacks: u64,
    skipped: u64,
}

#[test]
fn generated_modules_agree_with_an_interpreter() {
    let number = |name: &str, default| {
        env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let (first, modules): (u64, u64) =
        (number("ZKWASM_SEED", 1), number("ZKWASM_MODULES", MODULES));
    let mut count = Count::default();
    for seed in first..first + modules {
        compare(seed, &mut count);
    }
    println!("{count:?}");
    assert!(count.calls > modules, "modules make calls");
    assert!(count.skipped * 4 < modules + count.calls, "few are skipped: {count:?}");
}

fn compare(seed: u64, count: &mut Count) {
    let bytes = noise(seed, 8192);
    let mut source = Unstructured::new(&bytes);
    let Ok(mut module) = wasm_smith::Module::new(config(seed), &mut source) else { return };
    if module.ensure_termination(FUEL).is_err() {
        return;
    }
    let wasm = module.to_bytes();
    if let Ok(path) = env::var("ZKWASM_KEEP") {
        std::fs::write(path, &wasm).expect("module can be kept");
    }
    count.modules += 1;
    let attempt = panic::catch_unwind(AssertUnwindSafe(|| check(seed, &wasm, &mut source, count)));
    match attempt {
        Err(_) if nans_are_free(&wasm) => count.skipped += 1,
        Err(failure) => panic::resume_unwind(failure),
        Ok(()) => {}
    }
}

/// Whether a module converts between floats: the generator lets NaNs through these as they are, whose bits are
/// free, and what is made of them may differ.
fn nans_are_free(wasm: &[u8]) -> bool {
    wasmparser::Parser::new(0).parse_all(wasm).flatten().any(|payload| match payload {
        wasmparser::Payload::CodeSectionEntry(body) => {
            body.get_operators_reader().is_ok_and(|code| {
                code.into_iter().flatten().any(|operator| {
                    matches!(operator, Operator::F32DemoteF64 | Operator::F64PromoteF32)
                })
            })
        }
        _ => false,
    })
}

fn check(seed: u64, wasm: &[u8], source: &mut Unstructured<'_>, count: &mut Count) {
    let mut store = Store::new(&Engine::default(), ());
    let parsed =
        wasmi::Module::new(store.engine(), wasm).expect("the generator makes valid modules");
    let started = Linker::new(store.engine()).instantiate_and_start(&mut store, &parsed);
    let program = match compile_library(wasm, &common::Spectest) {
        Ok(program) => program,
        Err(Error::Segment(_)) => {
            assert!(started.is_err(), "seed {seed}: segments fit for the interpreter");
            return;
        }
        Err(err) => panic!("seed {seed}: {err}"),
    };
    let exact = Instance::load(program.clone(), Variant::Exact);
    let fast = Instance::load(program, Variant::Fast);
    let (interpreted, mut exact) = match (started, exact) {
        (Ok(interpreted), Ok(exact)) => (interpreted, exact),
        (Err(_), Err(_)) => return,
        (started, exact) => panic!("seed {seed}: {started:?} but {:?}", exact.map(drop)),
    };
    let mut fast = fast.ok();
    let names: Vec<String> =
        exact.program.exports.iter().map(|export| export.name.clone()).collect();
    for name in names {
        let func = interpreted.get_func(&store, &name).expect("both export the same");
        let (values, words) = arguments(&func.ty(&store), source);
        let mut results: Vec<Val> =
            func.ty(&store).results().iter().map(|ty| Val::default(*ty)).collect();
        let wanted = func.call(&mut store, &values, &mut results);
        let got = exact.invoke(&name, &words);
        count.calls += 1;
        match wanted.as_ref().map_err(wasmi::Error::as_trap_code) {
            Ok(()) => {
                assert_eq!(got, Outcome::Returned(flat(&results)), "seed {seed}: {name}{values:?}");
            }
            Err(Some(TrapCode::StackOverflow)) => {
                count.skipped += 1;
                return;
            }
            Err(Some(trap)) => {
                // The interpreter has one name for elements and tables out of bounds.
                let got = if got == Outcome::Trapped(Ok(5)) {
                    Outcome::Trapped(Ok(8))
                } else {
                    got.clone()
                };
                assert_eq!(
                    got,
                    Outcome::Trapped(Ok(code(trap))),
                    "seed {seed}: {name}{values:?} {trap:?}"
                );
                count.traps += 1;
            }
            // Operations on whole tables end with an error that is no trap code.
            Err(None) if format!("{wanted:?}").contains("Table(") => {
                assert_eq!(
                    got,
                    Outcome::Trapped(Ok(8)),
                    "seed {seed}: {name}{values:?} {wanted:?}"
                );
                count.traps += 1;
            }
            Err(None) => panic!("seed {seed}: {wanted:?}"),
        }
        if let Some(quick) = &mut fast {
            match quick.invoke(&name, &words) {
                Outcome::Trapped(_) => {
                    count.fallbacks += u64::from(wanted.is_ok());
                    quick.machine.memory = exact.machine.memory.clone();
                }
                outcome => {
                    assert_eq!(outcome, got, "seed {seed}: {name}{values:?} by the fast variant");
                    same_memory(seed, quick, &exact);
                }
            }
        }
    }
    let memory =
        interpreted.get_export(&store, &memory_name(wasm)).and_then(wasmi::Extern::into_memory);
    if let Some(memory) = memory {
        let data = memory.data(&store);
        assert_eq!(data.len(), exact.memory_bytes() as usize, "seed {seed}: size of the memory");
        for (at, byte) in data.iter().enumerate() {
            assert_eq!(
                *byte,
                exact.machine.memory.read(MEMORY_BASE + at as u32),
                "seed {seed}: memory at {at:#x}"
            );
        }
    }
}

fn same_memory(seed: u64, fast: &Instance, exact: &Instance) {
    let size = exact.memory_bytes();
    assert_eq!(size, fast.memory_bytes(), "seed {seed}: size of the memory by the fast variant");
    for at in (0..size).step_by(4) {
        let words = [fast, exact].map(|one| one.machine.memory.read_word(MEMORY_BASE + at));
        assert_eq!(words[0], words[1], "seed {seed}: memory at {at:#x} by the fast variant");
    }
}

fn memory_name(wasm: &[u8]) -> String {
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        if let Ok(wasmparser::Payload::ExportSection(exports)) = payload {
            for export in exports.into_iter().flatten() {
                if export.kind == wasmparser::ExternalKind::Memory {
                    return export.name.to_owned();
                }
            }
        }
    }
    String::new()
}

fn arguments(ty: &wasmi::FuncType, source: &mut Unstructured<'_>) -> (Vec<Val>, Vec<u32>) {
    let values: Vec<Val> = ty
        .params()
        .iter()
        .map(|ty| {
            let bits = u64::arbitrary(source).unwrap_or(7);
            match ty {
                wasmi::ValType::I32 => Val::I32(bits as i32),
                wasmi::ValType::I64 => Val::I64(bits as i64),
                wasmi::ValType::F32 => Val::F32(wasmi::F32::from_bits(bits as u32)),
                wasmi::ValType::F64 => Val::F64(wasmi::F64::from_bits(bits)),
                other => panic!("no function takes {other:?}"),
            }
        })
        .collect();
    let words = flat(&values);
    (values, words)
}

fn flat(values: &[Val]) -> Vec<u32> {
    let pair = |bits: u64| vec![bits as u32, (bits >> 32) as u32];
    values
        .iter()
        .flat_map(|value| match value {
            Val::I32(value) => vec![*value as u32],
            Val::I64(value) => pair(*value as u64),
            Val::F32(value) => vec![value.to_bits()],
            Val::F64(value) => pair(value.to_bits()),
            other => panic!("no function gives {other:?}"),
        })
        .collect()
}

/// The runtime's code of a trap.
fn code(trap: TrapCode) -> u32 {
    match trap {
        TrapCode::UnreachableCodeReached => 0,
        TrapCode::MemoryOutOfBounds => 1,
        TrapCode::IntegerDivisionByZero => 2,
        TrapCode::IntegerOverflow => 3,
        TrapCode::BadConversionToInteger => 4,
        TrapCode::TableOutOfBounds => 8,
        TrapCode::IndirectCallToNull => 6,
        TrapCode::BadSignature => 7,
        other => panic!("no trap of WASM: {other:?}"),
    }
}
