//! Writes generated modules that begin with zkmain: `cargo run -- FOLDER`. Tests of the prover in Go run them, and another
//! runtime beside it.
//!
//! The first public input says which function is called, with private inputs as arguments. The outputs are the number
//! of functions, the results, the globals, and a sum over the memory.

use std::{env, fs};

use arbitrary::Unstructured;
use sprout_zkwasm::compile;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, InstructionSink, MemArg, Module, SectionId, TypeSection,
};
use wasmparser::{Operator, Parser, Payload, ValType};

/// Modules written.
const MODULES: usize = 36;
/// Loops and calls a module may make before it traps.
const FUEL: u32 = 300;
/// Functions that are imported, before those of the module.
const IMPORTED: u32 = 2;
const INPUT: u32 = 0;
const OUTPUT: u32 = 1;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let folder = env::args().nth(1).ok_or("usage: corpus FOLDER")?;
    fs::create_dir_all(&folder)?;
    let mut written = 0;
    for seed in 1.. {
        let Some(wasm) = module(seed)? else { continue };
        fs::write(format!("{folder}/{seed:03}.wasm"), &wasm)?;
        written += 1;
        if written == MODULES {
            break;
        }
    }
    Ok(())
}

/// The module of a seed, if it makes one of the kind that is wanted.
fn module(seed: u64) -> Result<Option<Vec<u8>>, Failure> {
    let bytes = noise(seed, 8192);
    let mut source = Unstructured::new(&bytes);
    let Ok(mut module) = wasm_smith::Module::new(config(seed), &mut source) else {
        return Ok(None);
    };
    module.ensure_termination(FUEL)?;
    let wasm = module.to_bytes();
    if nans_are_free(&wasm) {
        return Ok(None);
    }
    let mut out = Module::new();
    Wrap::of(&wasm)?
        .parse_core_module(&mut out, Parser::new(0), &wasm)
        .map_err(|err| err.to_string())?;
    let wasm = out.finish();
    Ok(compile(&wasm).is_ok().then_some(wasm))
}

/// Every other module guards what could trap.
fn config(seed: u64) -> wasm_smith::Config {
    wasm_smith::Config {
        allow_floats: !seed.is_multiple_of(3),
        bulk_memory_enabled: true,
        canonicalize_nans: true,
        disallow_traps: seed.is_multiple_of(2),
        exceptions_enabled: false,
        export_everything: true,
        extended_const_enabled: false,
        gc_enabled: false,
        max_imports: 0,
        max_instructions: 160,
        max_memory32_bytes: 2 << 16,
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

/// Whether a module converts between floats, where the bits of NaNs are free.
fn nans_are_free(wasm: &[u8]) -> bool {
    Parser::new(0).parse_all(wasm).flatten().any(|payload| match payload {
        Payload::CodeSectionEntry(body) => body.get_operators_reader().is_ok_and(|code| {
            code.into_iter().flatten().any(|operator| {
                matches!(operator, Operator::F32DemoteF64 | Operator::F64PromoteF32)
            })
        }),
        _ => false,
    })
}

/// Puts the imports before a module's functions and zkmain behind them.
#[derive(Default)]
struct Wrap {
    /// Types of the module.
    types: u32,
    /// Parameters and results of its functions.
    funcs: Vec<(Vec<ValType>, Vec<ValType>)>,
    globals: Vec<ValType>,
    memory: bool,
}

impl Wrap {
    fn of(wasm: &[u8]) -> Result<Self, Failure> {
        let mut types = Vec::new();
        let mut wrap = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::TypeSection(section) => {
                    for ty in section.into_iter_err_on_gc_types() {
                        let ty = ty?;
                        types.push((ty.params().to_vec(), ty.results().to_vec()));
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        wrap.funcs.push(types.get(ty? as usize).ok_or("no such type")?.clone());
                    }
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        wrap.globals.push(global?.ty.content_type);
                    }
                }
                Payload::MemorySection(_) => wrap.memory = true,
                _ => {}
            }
        }
        wrap.types = types.len() as u32;
        Ok(wrap)
    }

    /// The function zkmain. Its locals: which function, an address, its end, a sum, and the results of all functions.
    fn main(&self) -> Function {
        let results = self.funcs.iter().flat_map(|(_, results)| results.iter().copied());
        let own = [ValType::I32, ValType::I32, ValType::I32, ValType::I64];
        let mut first = own.len() as u32;
        let locals = own.into_iter().chain(results).map(encoded);
        let mut main = Function::new_with_locals_types(locals);
        let mut code = main.instructions();
        code.i64_const(self.funcs.len() as i64).call(OUTPUT);
        code.i32_const(1).call(INPUT).i32_wrap_i64().local_set(0);
        for (index, (params, results)) in (0..).zip(&self.funcs) {
            code.local_get(0).i32_const(index).i32_eq().if_(BlockType::Empty);
            params.iter().for_each(|ty| from_input(&mut code, *ty));
            code.call(IMPORTED + index as u32);
            for at in (0..results.len() as u32).rev() {
                code.local_set(first + at);
            }
            for (at, ty) in (first..).zip(results) {
                code.local_get(at);
                to_output(&mut code, *ty);
            }
            code.end();
            first += results.len() as u32;
        }
        for (index, ty) in (0..).zip(&self.globals) {
            code.global_get(index);
            to_output(&mut code, *ty);
        }
        if self.memory {
            sum(&mut code);
        }
        code.end();
        main
    }
}

fn encoded(ty: ValType) -> wasm_encoder::ValType {
    match ty {
        ValType::I32 => wasm_encoder::ValType::I32,
        ValType::I64 => wasm_encoder::ValType::I64,
        ValType::F32 => wasm_encoder::ValType::F32,
        _ => wasm_encoder::ValType::F64,
    }
}

fn from_input(code: &mut InstructionSink<'_>, ty: ValType) {
    code.i32_const(0).call(INPUT);
    match ty {
        ValType::I32 => code.i32_wrap_i64(),
        ValType::F32 => code.i32_wrap_i64().f32_reinterpret_i32(),
        ValType::F64 => code.f64_reinterpret_i64(),
        _ => code,
    };
}

fn to_output(code: &mut InstructionSink<'_>, ty: ValType) {
    match ty {
        ValType::I32 => code.i64_extend_i32_u(),
        ValType::F32 => code.i32_reinterpret_f32().i64_extend_i32_u(),
        ValType::F64 => code.i64_reinterpret_f64(),
        _ => code,
    };
    code.call(OUTPUT);
}

/// Multiplies and adds up the memory, eight bytes a time.
fn sum(code: &mut InstructionSink<'_>) {
    let (at, end, sum) = (1, 2, 3);
    code.memory_size(0).i32_const(16).i32_shl().local_set(end);
    code.block(BlockType::Empty).loop_(BlockType::Empty);
    code.local_get(at).local_get(end).i32_ge_u().br_if(1);
    code.local_get(sum).i64_const(31).i64_mul();
    code.local_get(at).i64_load(MemArg { offset: 0, align: 3, memory_index: 0 }).i64_add();
    code.local_set(sum).local_get(at).i32_const(8).i32_add().local_set(at).br(0);
    code.end().end().local_get(sum).call(OUTPUT);
}

impl Reencode for Wrap {
    type Error = Failure;

    fn function_index(&mut self, func: u32) -> Result<u32, Error<Failure>> {
        Ok(func + IMPORTED)
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error<Failure>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([wasm_encoder::ValType::I32], [wasm_encoder::ValType::I64]);
        types.ty().function([wasm_encoder::ValType::I64], []);
        types.ty().function([], []);
        Ok(())
    }

    fn intersperse_section_hook(
        &mut self,
        module: &mut Module,
        _: Option<SectionId>,
        before: Option<SectionId>,
    ) -> Result<(), Error<Failure>> {
        if before == Some(SectionId::Function) {
            let mut imports = ImportSection::new();
            imports.import("env", "wasm_input", EntityType::Function(self.types));
            imports.import("env", "wasm_output", EntityType::Function(self.types + 1));
            module.section(&imports);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), Error<Failure>> {
        utils::parse_function_section(self, functions, section)?;
        functions.function(self.types + 2);
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        _: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), Error<Failure>> {
        exports.export("zkmain", ExportKind::Func, IMPORTED + self.funcs.len() as u32);
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Result<(), Error<Failure>> {
        utils::parse_code_section(self, code, section)?;
        code.function(&self.main());
        Ok(())
    }
}
