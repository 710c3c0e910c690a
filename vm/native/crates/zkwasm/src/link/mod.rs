//! Joins the compiled functions, the module's data and the runtime to a program.

mod assemble;
mod elf;
mod image;
mod runtime;

use sha2::{Digest, Sha256};

use crate::Variant;
use crate::code;
use crate::error::{Error, Result};
use crate::ir::Place;
use crate::layout::{
    MAGIC, MEMORY_BASE, MODULE_BASE, MOST_PAGES, STATE_BYTES, fresh_state, globals_fit, max_pages,
};
use crate::module::{Function, Module};

use assemble::Assembly;
use elf::Piece;
use image::{Image, Tables};
use runtime::Runtime;

/// A compiled module.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program: an ELF for the Risc0 prover.
    pub elf: Vec<u8>,
    /// Exported functions.
    pub exports: Vec<Export>,
    /// Exported globals.
    pub global_exports: Vec<GlobalExport>,
    /// Address of the function that ends a run with a trap, whose code is its argument.
    pub trap: u32,
    /// The start function in both variants.
    pub start: Option<[u32; 2]>,
}

/// An exported function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its name.
    pub name: String,
    /// Its address in both variants: fast, exact.
    pub addresses: [u32; 2],
    /// Words of each parameter and each result.
    pub params: Vec<u32>,
    /// Words of each result.
    pub results: Vec<u32>,
}

/// An exported global.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobalExport {
    /// Its name.
    pub name: String,
    /// Where it stands relative to the memory's address.
    pub at: i32,
    /// Its words.
    pub words: u32,
}

/// Bytes of the description: see `Module` in the runtime.
const HEADER_BYTES: u32 = 84;

/// Links a program that begins with `entry`, if it is to begin by itself.
pub fn link(wasm: &[u8], module: &Module<'_>, entry: Option<u32>) -> Result<Program> {
    check_sizes(module)?;
    let runtime = Runtime::load()?;
    let mut image = Image::new(MODULE_BASE + HEADER_BYTES);
    let tables = Tables::reserve(&mut image, module);
    let mut entries = [0; 2];
    let mut addresses: [Vec<u32>; 2] = Default::default();
    for (at, variant) in [Variant::Fast, Variant::Exact].into_iter().enumerate() {
        let mut assembly = Assembly::new(code::functions(module, variant)?, image.end())?;
        if let Some(entry) = entry {
            entries[at] = assembly.entry(image.end(), module, entry);
        }
        let places = |place: Place| tables.address(at, place);
        let code = assembly.finish(&runtime, &places)?;
        image.push(&code);
        addresses[at] = function_addresses(module, &assembly, &runtime)?;
    }
    tables.fill(&mut image, module, &addresses)?;
    let header = header(wasm, module, &mut image, &tables, entries);
    image.put(MODULE_BASE, &header);
    if image.end() > MEMORY_BASE - STATE_BYTES {
        return Err(Error::Limit(format!("code and data of {} bytes", image.end() - MODULE_BASE)));
    }
    let mut pieces = runtime.pieces().to_vec();
    pieces.push(Piece { start: MODULE_BASE, bytes: image.into_bytes() });
    pieces.extend(image::memory(module)?);
    Ok(Program {
        elf: elf::write(runtime.entry(), &pieces),
        exports: exports(module, &addresses),
        trap: runtime.address("zkw_trap")?,
        global_exports: global_exports(module),
        start: module.start.map(|start| [0, 1].map(|at: usize| addresses[at][start as usize])),
    })
}

fn check_sizes(module: &Module<'_>) -> Result<()> {
    if !globals_fit(&module.globals) {
        return Err(Error::Limit(format!("{} globals", module.globals.len())));
    }
    match module.memory {
        Some(memory) if memory.min > MOST_PAGES => {
            Err(Error::Limit(format!("a memory of {} pages, most are {MOST_PAGES}", memory.min)))
        }
        _ => Ok(()),
    }
}

fn function_addresses(
    module: &Module<'_>,
    assembly: &Assembly,
    runtime: &Runtime,
) -> Result<Vec<u32>> {
    module
        .funcs
        .iter()
        .map(|function| match function {
            Function::Defined(index) => Ok(assembly.address(*index)),
            Function::Imported(function) => runtime.address(function.0),
        })
        .collect()
}

/// The description of the module that the runtime reads.
fn header(
    wasm: &[u8],
    module: &Module<'_>,
    image: &mut Image,
    tables: &Tables,
    entries: [u32; 2],
) -> Vec<u8> {
    let fresh = fresh_state(module);
    let state = image.push(&fresh);
    let actives = image::actives(module, image, tables);
    let mut header = Vec::new();
    let mut word = |word: u32| header.extend_from_slice(&word.to_le_bytes());
    word(MAGIC);
    let digest = Sha256::digest(wasm);
    for bytes in digest.chunks_exact(4) {
        word(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
    }
    word(entries[0]);
    word(entries[1]);
    word(MEMORY_BASE);
    word(module.memory.map_or(0, |limits| limits.min << 16));
    word(max_pages(module));
    word(state);
    word(fresh.len() as u32);
    word(actives.0);
    word(actives.1);
    word(tables.mutable().0);
    word(tables.mutable().1);
    word(tables.pristine());
    debug_assert_eq!(header.len(), HEADER_BYTES as usize);
    header
}

fn exports(module: &Module<'_>, addresses: &[Vec<u32>; 2]) -> Vec<Export> {
    let words =
        |types: &[wasmparser::ValType]| types.iter().map(|ty| crate::lower::width(*ty)).collect();
    module
        .exports
        .iter()
        .map(|(name, index)| Export {
            name: (*name).to_owned(),
            addresses: [0, 1].map(|at: usize| addresses[at][*index as usize]),
            params: words(module.signature(*index).params()),
            results: words(module.signature(*index).results()),
        })
        .collect()
}

fn global_exports(module: &Module<'_>) -> Vec<GlobalExport> {
    module
        .global_exports
        .iter()
        .map(|(name, index)| GlobalExport {
            name: (*name).to_owned(),
            at: crate::layout::global_at(&module.globals, *index as usize),
            words: crate::lower::width(module.globals[*index as usize].ty),
        })
        .collect()
}
