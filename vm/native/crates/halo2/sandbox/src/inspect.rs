//! What can be said about a module before anything is spent on compiling it.

use wasmparser::{Parser, Payload};

use crate::{Limits, Refused};

/// An import of a module: its module and its name.
pub(crate) type Import = (String, String);

/// Reads through the module, checks its sizes and gives its imports.
pub(crate) fn imports(wasm: &[u8], limits: &Limits) -> Result<Vec<Import>, Refused> {
    at_most("module bytes", wasm.len(), limits.module_bytes)?;
    let mut imports = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.map_err(not_wasm)? {
            Payload::Version { encoding: wasmparser::Encoding::Component, .. } => {
                let reason = "a component; modules run here".into();
                return Err(Refused::NotWasm { reason });
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.map_err(not_wasm)?;
                    imports.push((import.module.into(), import.name.into()));
                }
            }
            Payload::TableSection(section) => {
                at_most("tables", section.count() as usize, limits.tables as usize)?;
            }
            Payload::CodeSectionStart { count, .. } => {
                at_most("functions", count as usize, limits.functions as usize)?;
            }
            Payload::CodeSectionEntry(body) => {
                at_most("bytes of one function", body.range().len(), limits.function_bytes)?;
            }
            _ => {}
        }
    }
    Ok(imports)
}

fn at_most(what: &'static str, size: usize, limit: usize) -> Result<(), Refused> {
    if size <= limit {
        return Ok(());
    }
    Err(Refused::TooLarge { what, size: size as u64, limit: limit as u64 })
}

fn not_wasm(error: wasmparser::BinaryReaderError) -> Refused {
    Refused::NotWasm { reason: error.to_string() }
}

/// The names a module exports.
pub(crate) fn exports(wasm: &[u8]) -> Result<Vec<String>, wasmparser::BinaryReaderError> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ExportSection(section) = payload? {
            for export in section {
                names.push(export?.name.into());
            }
        }
    }
    Ok(names)
}
