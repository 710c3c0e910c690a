//! A WASM module taken apart and validated.

use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, FuncToValidate, FuncType,
    FunctionBody, Operator, Parser, Payload, TypeRef, ValType, ValidPayload, Validator,
    ValidatorResources, WasmFeatures,
};

use crate::error::{Error, Result};
use crate::host::Host;
use crate::ir::RtFn;

/// WASM 1.0 and the extensions every compiler uses by now.
pub fn features() -> WasmFeatures {
    WasmFeatures::WASM1
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::CALL_INDIRECT_OVERLONG
}

/// A function body that waits to be compiled.
pub type Body<'a> = (FuncToValidate<ValidatorResources>, FunctionBody<'a>);

/// A function's code, or what stands behind an import.
#[derive(Clone, Copy, Debug)]
pub enum Function {
    /// Of the runtime.
    Imported(RtFn),
    /// Of the module, by its position among its bodies.
    Defined(u32),
}

/// A global.
#[derive(Clone, Copy, Debug)]
pub struct Global {
    /// Type of its value.
    pub ty: ValType,
    /// Its first value, as bits.
    pub value: u64,
}

/// A memory's or table's size.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// At the start.
    pub min: u32,
    /// At most.
    pub max: Option<u32>,
}

/// A data or element segment.
#[derive(Clone, Debug)]
pub struct Segment<T> {
    /// Where it is copied to when the module starts: index of the table (0 for memories) and offset.
    pub active: Option<(u32, u32)>,
    /// What it holds.
    pub items: T,
}

/// A module taken apart.
#[derive(Default)]
pub struct Module<'a> {
    /// Types of functions.
    pub types: Vec<FuncType>,
    /// Type of each function, imported ones first.
    pub func_types: Vec<u32>,
    /// Each function, imported ones first.
    pub funcs: Vec<Function>,
    /// Tables.
    pub tables: Vec<Limits>,
    /// The memory.
    pub memory: Option<Limits>,
    /// Globals.
    pub globals: Vec<Global>,
    /// Exported functions.
    pub exports: Vec<(&'a str, u32)>,
    /// Exported globals.
    pub global_exports: Vec<(&'a str, u32)>,
    /// Function to run first.
    pub start: Option<u32>,
    /// Element segments: indexes of functions, `None` for empty entries.
    pub elems: Vec<Segment<Vec<Option<u32>>>>,
    /// Data segments.
    pub datas: Vec<Segment<&'a [u8]>>,
    /// Code of the functions that the module defines.
    pub bodies: Vec<Body<'a>>,
}

impl<'a> Module<'a> {
    /// Takes a module apart.
    pub fn parse(bytes: &'a [u8], host: &dyn Host) -> Result<Self> {
        let mut validator = Validator::new_with_features(features());
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            if let ValidPayload::Func(func, body) = validator.payload(&payload)? {
                module.bodies.push((func, body));
            }
            module.section(payload, host)?;
        }
        Ok(module)
    }

    fn section(&mut self, payload: Payload<'a>, host: &dyn Host) -> Result<()> {
        match payload {
            Payload::TypeSection(reader) => {
                for ty in reader.into_iter_err_on_gc_types() {
                    self.types.push(ty?);
                }
            }
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    self.import(import?, host)?;
                }
            }
            Payload::FunctionSection(reader) => {
                for (at, ty) in reader.into_iter().enumerate() {
                    self.func_types.push(ty?);
                    self.funcs.push(Function::Defined(at as u32));
                }
            }
            Payload::TableSection(reader) => {
                for table in reader {
                    self.tables.push(limits(table?.ty.initial, None)?);
                }
            }
            Payload::MemorySection(reader) => {
                for memory in reader {
                    let memory = memory?;
                    self.memory = Some(limits(memory.initial, memory.maximum)?);
                }
            }
            Payload::GlobalSection(reader) => {
                for global in reader {
                    let global = global?;
                    let value = self.constant(&global.init_expr)?;
                    self.globals.push(Global { ty: global.ty.content_type, value });
                }
            }
            Payload::ExportSection(reader) => {
                for export in reader {
                    let export = export?;
                    match export.kind {
                        ExternalKind::Func => self.exports.push((export.name, export.index)),
                        ExternalKind::Global => {
                            self.global_exports.push((export.name, export.index))
                        }
                        _ => {}
                    }
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(reader) => {
                for element in reader {
                    let element = element?;
                    self.element(element)?;
                }
            }
            Payload::DataSection(reader) => {
                for data in reader {
                    let data = data?;
                    let active = match &data.kind {
                        DataKind::Active { offset_expr, .. } => {
                            Some((0, self.constant(offset_expr)? as u32))
                        }
                        DataKind::Passive => None,
                    };
                    self.datas.push(Segment { active, items: data.data });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, import: wasmparser::Import<'a>, host: &dyn Host) -> Result<()> {
        let (module, name) = (import.module, import.name);
        let unknown = |what: &str| {
            Error::Import(format!("{what} {module}.{name}, which programs do not have"))
        };
        match import.ty {
            TypeRef::Func(ty) => {
                let func = &self.types[ty as usize];
                let found = host
                    .function(module, name, func.params(), func.results())
                    .ok_or_else(|| unknown(&format!("the function {func}")))?;
                self.func_types.push(ty);
                self.funcs.push(Function::Imported(found));
            }
            TypeRef::Global(ty) => {
                let value = host.global(module, name).ok_or_else(|| unknown("the global"))?;
                self.globals.push(Global { ty: ty.content_type, value });
            }
            TypeRef::Memory(ty) => {
                let found = host.memory(module, name).ok_or_else(|| unknown("the memory"))?;
                self.memory = Some(
                    linked(found, ty.initial, ty.maximum)
                        .ok_or_else(|| unknown("a memory such as"))?,
                );
            }
            TypeRef::Table(ty) => {
                let found = host.table(module, name).ok_or_else(|| unknown("the table"))?;
                self.tables.push(
                    linked(found, ty.initial, ty.maximum)
                        .ok_or_else(|| unknown("a table such as"))?,
                );
            }
            _ => return Err(unknown("the tag")),
        }
        Ok(())
    }

    fn element(&mut self, element: wasmparser::Element<'a>) -> Result<()> {
        let active = match &element.kind {
            ElementKind::Active { table_index, offset_expr } => {
                Some((table_index.unwrap_or(0), self.constant(offset_expr)? as u32))
            }
            _ => None,
        };
        let mut items = Vec::new();
        match element.items {
            ElementItems::Functions(funcs) => {
                for func in funcs {
                    items.push(Some(func?));
                }
            }
            ElementItems::Expressions(_, exprs) => {
                for expr in exprs {
                    let first = expr?.get_operators_reader().read()?;
                    items.push(match first {
                        Operator::RefFunc { function_index } => Some(function_index),
                        _ => None,
                    });
                }
            }
        }
        // A declared segment can be used by no instruction of ours; it is empty from the start.
        if matches!(element.kind, ElementKind::Declared) {
            items.clear();
        }
        self.elems.push(Segment { active, items });
        Ok(())
    }

    /// The value of a constant expression; validation has seen that it is one.
    fn constant(&self, expr: &ConstExpr<'_>) -> Result<u64> {
        Ok(match expr.get_operators_reader().read()? {
            Operator::I32Const { value } => u64::from(value as u32),
            Operator::I64Const { value } => value as u64,
            Operator::F32Const { value } => u64::from(value.bits()),
            Operator::F64Const { value } => value.bits(),
            Operator::GlobalGet { global_index } => self.globals[global_index as usize].value,
            other => return Err(Error::Invalid(format!("constant expression {other:?}"))),
        })
    }

    /// Type of a function.
    pub fn signature(&self, func: u32) -> &FuncType {
        &self.types[self.func_types[func as usize] as usize]
    }

    /// One number for all types that are the same, so that comparing numbers compares types.
    pub fn canonical_type(&self, ty: u32) -> u32 {
        let wanted = &self.types[ty as usize];
        self.types.iter().position(|other| other == wanted).map_or(ty, |at| at as u32)
    }
}

/// The limits of what is found, if an import that asks for `min` and `max` may have it.
fn linked(found: (u32, u32), min: u64, max: Option<u64>) -> Option<Limits> {
    let fits = min <= found.0.into() && max.is_none_or(|max| max >= found.1.into());
    fits.then_some(Limits { min: found.0, max: Some(found.1) })
}

fn limits(min: u64, max: Option<u64>) -> Result<Limits> {
    let min =
        u32::try_from(min).map_err(|_| Error::Limit(format!("a memory or table of {min}")))?;
    Ok(Limits { min, max: max.map(|max| u32::try_from(max).unwrap_or(u32::MAX)) })
}
