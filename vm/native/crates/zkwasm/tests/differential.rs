//! Generated modules give the same on the emulator as in an interpreter: results, traps, memory and globals.
//!
//! `ZKWASM_MODULES` sets how many modules are tried and `ZKWASM_SEED` the first; a failure names its seed.

mod common;

use std::env;
use std::panic::{self, AssertUnwindSafe};

use arbitrary::{Arbitrary as _, Unstructured};
use common::{Instance, Outcome};
use sprout_zkwasm::{Error, MEMORY_BASE, Program, Variant, compile_library};
use wasmi::TrapCode;
use wasmi::{Engine, Linker, Store, Val};
use wasmparser::Operator;

/// Modules tried unless told otherwise.
const MODULES: u64 = 300;
/// Loops and calls a module may make before it traps.
const FUEL: u32 = 2000;

/// The runtime's code of an exhausted stack: frames have other sizes here than in the interpreter.
const STACK: u32 = 9;

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
        min_funcs: 4,
        min_memories: 1,
        min_types: 4,
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
    /// Those that neither side can start.
    without_start: u64,
    calls: u64,
    traps: u64,
    fallbacks: u64,
    /// Calls that exhaust a stack.
    skipped: u64,
    /// Modules that differ in the bits of NaNs, which are free.
    excused: u64,
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
    assert!(count.calls > 3 * modules, "modules make calls: {count:?}");
    assert!(count.without_start * 4 < modules, "modules start: {count:?}");
    assert!(count.skipped * 8 < count.calls, "few are skipped: {count:?}");
    assert!(count.excused * 50 <= modules, "few are excused: {count:?}");
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
        Err(_) if nans_are_free(&wasm) => count.excused += 1,
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
    let mut config = wasmi::Config::default();
    config.set_max_recursion_depth(4 * FUEL as usize);
    let parsed =
        wasmi::Module::new(&Engine::new(&config), wasm).expect("the generator makes valid modules");
    let program = match compile_library(wasm, &common::Spectest) {
        Ok(program) => program,
        Err(Error::Segment(_)) => {
            assert!(interpret(&parsed).is_err(), "seed {seed}: segments fit for the interpreter");
            count.without_start += 1;
            return;
        }
        Err(err) => panic!("seed {seed}: {err}"),
    };
    let names: Vec<String> = program.exports.iter().map(|export| export.name.clone()).collect();
    let Some(mut pair) = Pair::start(seed, &parsed, &program) else {
        count.without_start += 1;
        return;
    };
    for name in names {
        count.calls += 1;
        match pair.call(&name, source, count) {
            End::Returned => continue,
            End::Trapped => {
                count.traps += 1;
                pair.same_state();
            }
            End::Skipped => count.skipped += 1,
        }
        // What has trapped may have no fuel left: the next function starts anew.
        pair = Pair::start(seed, &parsed, &program).expect("it has started before");
    }
    pair.same_state();
}

fn interpret(parsed: &wasmi::Module) -> Result<(Store<()>, wasmi::Instance), wasmi::Error> {
    let mut store = Store::new(parsed.engine(), ());
    let instance = Linker::new(parsed.engine()).instantiate_and_start(&mut store, parsed)?;
    Ok((store, instance))
}

/// How a call has ended on both sides.
enum End {
    Returned,
    Trapped,
    /// A stack is exhausted.
    Skipped,
}

/// A module in the interpreter and, in both variants, on the emulator.
struct Pair<'a> {
    seed: u64,
    parsed: &'a wasmi::Module,
    store: Store<()>,
    interpreted: wasmi::Instance,
    exact: Instance,
    fast: Option<Instance>,
}

impl<'a> Pair<'a> {
    /// Starts both; none if neither can.
    fn start(seed: u64, parsed: &'a wasmi::Module, program: &Program) -> Option<Self> {
        let exact = Instance::load(program.clone(), Variant::Exact);
        let fast = Instance::load(program.clone(), Variant::Fast).ok();
        match (interpret(parsed), exact) {
            (Ok((store, interpreted)), Ok(exact)) => {
                Some(Self { seed, parsed, store, interpreted, exact, fast })
            }
            (Err(_), Err(_)) => None,
            (started, exact) => panic!("seed {seed}: {started:?} but {:?}", exact.map(drop)),
        }
    }

    /// Calls a function with arguments from `source` on both sides.
    fn call(&mut self, name: &str, source: &mut Unstructured<'_>, count: &mut Count) -> End {
        let seed = self.seed;
        let func = self.interpreted.get_func(&self.store, name).expect("both export the same");
        let (values, words) = arguments(&func.ty(&self.store), source);
        let mut results: Vec<Val> =
            func.ty(&self.store).results().iter().map(|ty| Val::default(*ty)).collect();
        let wanted = func.call(&mut self.store, &values, &mut results);
        let got = self.exact.invoke(name, &words);
        let what = format!("seed {seed}: {name}{values:?}");
        let end = match wanted.as_ref().map_err(wasmi::Error::as_trap_code) {
            Ok(()) => {
                assert_eq!(got, Outcome::Returned(flat(&results)), "{what}");
                End::Returned
            }
            Err(Some(TrapCode::StackOverflow)) => return End::Skipped,
            _ if got == Outcome::Trapped(Ok(STACK)) => return End::Skipped,
            Err(Some(trap)) => {
                // The interpreter has one name for elements and tables out of bounds.
                let got = if got == Outcome::Trapped(Ok(5)) {
                    Outcome::Trapped(Ok(8))
                } else {
                    got.clone()
                };
                assert_eq!(got, Outcome::Trapped(Ok(code(trap))), "{what} {trap:?}");
                End::Trapped
            }
            // Operations on whole tables end with an error that is no trap code.
            Err(None) if format!("{wanted:?}").contains("Table(") => {
                assert_eq!(got, Outcome::Trapped(Ok(8)), "{what} {wanted:?}");
                End::Trapped
            }
            Err(None) => panic!("{what}: {wanted:?}"),
        };
        if let Some(quick) = &mut self.fast {
            match quick.invoke(name, &words) {
                Outcome::Trapped(_) => {
                    count.fallbacks += u64::from(wanted.is_ok());
                    quick.machine.memory = self.exact.machine.memory.clone();
                }
                outcome => {
                    assert_eq!(outcome, got, "{what} by the fast variant");
                    same_memory(seed, quick, &self.exact);
                }
            }
        }
        end
    }

    /// Exported memories and globals are the same on both sides.
    fn same_state(&self) {
        let seed = self.seed;
        for export in self.parsed.exports() {
            match self.interpreted.get_export(&self.store, export.name()) {
                Some(wasmi::Extern::Memory(memory)) => {
                    let data = memory.data(&self.store);
                    let size = self.exact.memory_bytes() as usize;
                    assert_eq!(data.len(), size, "seed {seed}: size of the memory");
                    for (at, bytes) in (0_u32..).step_by(4).zip(data.chunks_exact(4)) {
                        let word = self.exact.machine.memory.read_word(MEMORY_BASE + at);
                        assert_eq!(bytes, word.to_le_bytes(), "seed {seed}: memory at {at:#x}");
                    }
                }
                Some(wasmi::Extern::Global(global)) => {
                    let wanted = flat(&[global.get(&self.store)]);
                    let got = self.exact.global(export.name());
                    assert_eq!(got, wanted, "seed {seed}: global {}", export.name());
                }
                _ => {}
            }
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
