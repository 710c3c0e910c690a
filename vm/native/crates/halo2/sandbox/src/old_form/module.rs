//! What a module of the old form exports, and how `prove` is called.

use std::sync::Arc;

use wasmtime::{
    AsContextMut, Extern, ExternType, Func, Instance, Module, Store, Table, Val, ValType,
};

use super::value::{Call, Script, Value};
use crate::machine::{Machine, slice};
use crate::{Limits, Refused};

/// Bytes of the place on the module's stack where `prove` leaves its answer, when it does not return it.
const ANSWER_BYTES: u32 = 16;

/// How `prove` takes its text and leaves its answer: (pointer, length), and for a `Result` also an error and
/// whether it is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `prove(place, pointer, length)`, the answer stands at the place.
    AtPlace,
    /// `prove(pointer, length) -> (pointer, length)`
    Returned,
    /// `prove(pointer, length) -> (pointer, length, error, whether)`
    ReturnedOrError,
}

/// The names of the exports that matter, which differ between versions of wasm-bindgen.
#[derive(Clone)]
pub(super) struct Exports(Arc<Names>);

struct Names {
    prove: Shape,
    malloc: String,
    /// Whether `malloc` takes an alignment.
    malloc_aligned: bool,
    reference_table: Option<(String, String)>,
}

/// The types of a function that takes and gives numbers only.
fn numbers(found: &ExternType) -> Option<(usize, usize)> {
    let ExternType::Func(function) = found else { return None };
    let all = function.params().chain(function.results());
    let plain = all.into_iter().all(|kind| matches!(kind, ValType::I32));
    plain.then(|| (function.params().len(), function.results().len()))
}

impl Exports {
    /// Finds them.
    pub(super) fn of(module: &Module) -> Result<Self, Refused> {
        match module.get_export("memory") {
            Some(ExternType::Memory(_)) => {}
            _ => return Err(Refused::MissingExport { name: "memory".into() }),
        }
        let prove = module.get_export("prove");
        let prove = prove.ok_or_else(|| Refused::MissingExport { name: "prove".into() })?;
        let prove = match numbers(&prove) {
            Some((3, 0)) => Shape::AtPlace,
            Some((2, 2)) => Shape::Returned,
            Some((2, 4)) => Shape::ReturnedOrError,
            _ => {
                let expected = "a function from a string to a string".into();
                return Err(Refused::WrongExport { name: "prove".into(), expected });
            }
        };
        if prove == Shape::AtPlace && module.get_export("__wbindgen_add_to_stack_pointer").is_none()
        {
            let name = "__wbindgen_add_to_stack_pointer".into();
            return Err(Refused::MissingExport { name });
        }
        let (malloc, malloc_aligned) = malloc(module)?;
        let table = module.exports().find(|export| match export.ty() {
            ExternType::Table(table) => table.element().heap_type().is_extern(),
            _ => false,
        });
        let alloc = module.get_export("__externref_table_alloc").map(|_| "__externref_table_alloc");
        let reference_table =
            table.zip(alloc).map(|(table, alloc)| (alloc.to_owned(), table.name().to_owned()));
        Ok(Self(Arc::new(Names { prove, malloc, malloc_aligned, reference_table })))
    }

    /// The function that makes room in the module's table of references, and the table.
    pub(super) fn reference_table(&self) -> Option<(&str, &str)> {
        self.0.reference_table.as_ref().map(|(alloc, table)| (alloc.as_str(), table.as_str()))
    }

    /// A function of the module.
    pub(super) fn function(&self, call: &mut Call<'_>, name: &str) -> Result<Func, Refused> {
        let found = export(call, name).and_then(Extern::into_func);
        found.ok_or_else(|| Refused::MissingExport { name: name.into() })
    }

    /// A table of the module.
    pub(super) fn table(&self, call: &mut Call<'_>, name: &str) -> Result<Table, Refused> {
        let found = export(call, name).and_then(Extern::into_table);
        found.ok_or_else(|| Refused::MissingExport { name: name.into() })
    }

    /// Room for bytes, made by the calling module.
    pub(super) fn malloc_from(&self, call: &mut Call<'_>, length: u32) -> wasmtime::Result<u32> {
        let malloc = self.function(call, &self.0.malloc)?;
        self.malloc(call, malloc, length)
    }

    fn malloc(
        &self,
        mut store: impl AsContextMut,
        malloc: Func,
        length: u32,
    ) -> wasmtime::Result<u32> {
        let pointer = if self.0.malloc_aligned {
            malloc.typed::<(i32, i32), i32>(&store)?.call(&mut store, (length as i32, 1))?
        } else {
            malloc.typed::<i32, i32>(&store)?.call(&mut store, length as i32)?
        };
        Ok(pointer as u32)
    }

    /// Calls `prove`.
    pub(super) fn prove(
        &self,
        store: &mut Store<Machine<Script>>,
        instance: &Instance,
        messages: &str,
        limits: &Limits,
    ) -> wasmtime::Result<String> {
        store.data_mut().own.instance = Some(*instance);
        if let Some(start) = instance.get_func(&mut *store, "__wbindgen_start") {
            start.typed::<(), ()>(&*store)?.call(&mut *store, ())?;
        }
        let missing = |name: &str| Refused::MissingExport { name: name.into() };
        let memory = instance.get_memory(&mut *store, "memory").ok_or_else(|| missing("memory"))?;
        let prove = instance.get_func(&mut *store, "prove").ok_or_else(|| missing("prove"))?;
        let malloc = instance.get_func(&mut *store, &self.0.malloc);
        let malloc = malloc.ok_or_else(|| missing(&self.0.malloc))?;

        let length = i32::try_from(messages.len()).map_err(|_| Refused::TooLarge {
            what: "bytes of the messages",
            size: messages.len() as u64,
            limit: i32::MAX as u64,
        })?;
        let pointer = self.malloc(&mut *store, malloc, length as u32)?;
        slice(memory.data_mut(&mut *store), &self.0.malloc, pointer, length as u32)?
            .copy_from_slice(messages.as_bytes());

        let text = (pointer as i32, length);
        let [start, length, error, failed] = match self.0.prove {
            Shape::AtPlace => self.prove_at_place(store, instance, prove, text)?,
            Shape::Returned => {
                let prove = prove.typed::<(i32, i32), (i32, i32)>(&*store)?;
                let (start, length) = prove.call(&mut *store, text)?;
                [start, length, 0, 0]
            }
            Shape::ReturnedOrError => {
                let prove = prove.typed::<(i32, i32), (i32, i32, i32, i32)>(&*store)?;
                prove.call(&mut *store, text)?.into()
            }
        };
        if failed != 0 {
            let reason = self.error_at(store, instance, error as u32)?.brief();
            return Err(Refused::Failed { reason }.into());
        }
        if length as u32 as u64 > limits.output_bytes {
            return Err(Refused::OutputTooLarge { limit: limits.output_bytes }.into());
        }
        let answer =
            slice(memory.data_mut(&mut *store), "prove", start as u32, length as u32)?.to_vec();
        store.data_mut().output_bytes = answer.len() as u64;
        String::from_utf8(answer).map_err(|_| {
            let value = "bytes that are no text".into();
            Refused::BadReturn { function: "prove".into(), value }.into()
        })
    }

    /// Calls a `prove` that leaves its answer on the module's stack. The words of an error are there only when
    /// `prove` returns a `Result`; else they stay zero.
    fn prove_at_place(
        &self,
        store: &mut Store<Machine<Script>>,
        instance: &Instance,
        prove: Func,
        (pointer, length): (i32, i32),
    ) -> wasmtime::Result<[i32; 4]> {
        let name = "__wbindgen_add_to_stack_pointer";
        let stack = instance.get_typed_func::<i32, i32>(&mut *store, name)?;
        let place = stack.call(&mut *store, -(ANSWER_BYTES as i32))?;
        let memory = instance.get_memory(&mut *store, "memory");
        let memory = memory.ok_or(Refused::MissingExport { name: "memory".into() })?;
        slice(memory.data_mut(&mut *store), name, place as u32, ANSWER_BYTES)?.fill(0);
        prove.typed::<(i32, i32, i32), ()>(&*store)?.call(&mut *store, (place, pointer, length))?;
        let answer = slice(memory.data_mut(&mut *store), name, place as u32, ANSWER_BYTES)?;
        let mut words = [0; 4];
        for (word, bytes) in words.iter_mut().zip(answer.as_chunks::<4>().0) {
            *word = i32::from_le_bytes(*bytes);
        }
        Ok(words)
    }

    /// The error that `prove` left, by its index.
    fn error_at(
        &self,
        store: &mut Store<Machine<Script>>,
        instance: &Instance,
        index: u32,
    ) -> wasmtime::Result<Value> {
        let Some((_, table)) = self.reference_table() else {
            return Ok(store.data().own.held(index));
        };
        let table = instance.get_table(&mut *store, table);
        let entry = table.and_then(|table| table.get(&mut *store, u64::from(index)));
        let Some(wasmtime::Ref::Extern(Some(reference))) = entry else {
            return Ok(Value::Undefined);
        };
        let data = reference.data(&*store)?.and_then(|data| data.downcast_ref::<Value>());
        Ok(data.cloned().unwrap_or(Value::Undefined))
    }
}

/// An export of the module: the caller's, or the instance's when the module exports an import and so makes this
/// side its caller.
fn export(call: &mut Call<'_>, name: &str) -> Option<Extern> {
    let instance = call.data().own.instance;
    call.get_export(name).or_else(|| instance?.get_export(call, name))
}

/// The function that makes room: by its name, or by its type among the exports newer versions number.
fn malloc(module: &Module) -> Result<(String, bool), Refused> {
    let named = module.get_export("__wbindgen_malloc").map(|found| ("__wbindgen_malloc", found));
    let numbered = || {
        let candidates =
            module.exports().filter(|export| export.name().starts_with("__wbindgen_export"));
        let mut of_type = candidates.filter(|export| numbers(&export.ty()) == Some((2, 1)));
        of_type.next().map(|export| (export.name(), export.ty()))
    };
    let (name, found) = named
        .or_else(numbered)
        .ok_or_else(|| Refused::MissingExport { name: "__wbindgen_malloc".into() })?;
    match numbers(&found) {
        Some((2, 1)) => Ok((name.into(), true)),
        Some((1, 1)) => Ok((name.into(), false)),
        _ => {
            let expected = "a function that makes room for bytes".into();
            Err(Refused::WrongExport { name: name.into(), expected })
        }
    }
}

/// Whether a value stands for a number in a module's signature.
pub(super) fn number(value: &Val) -> u32 {
    match value {
        Val::I32(number) => *number as u32,
        _ => 0,
    }
}
