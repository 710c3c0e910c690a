//! JavaScript's values, as far as provers meet them, and how modules hold them.

use std::borrow::Cow;
use std::sync::Arc;

use wasmtime::{Caller, ExternRef, Instance, Ref, Rooted, Val};

use super::module::Exports;
use super::views::View;
use crate::Refused;
use crate::machine::Machine;

/// A call from the module into the script.
pub(super) type Call<'a> = Caller<'a, Machine<Script>>;

/// Bytes of a value that messages show.
pub(super) const BRIEF_BYTES: usize = 4 << 10;

/// A JavaScript value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
    Text(Arc<str>),
    /// The global object: it has `crypto` and nothing else.
    Global,
    /// `globalThis.crypto`.
    Crypto,
    /// `new Function("return this")`.
    ReturnThis,
    /// The module's memory, and the buffer below it.
    Memory,
    Buffer,
    Bytes(View),
    Error(Arc<str>),
    /// Bytes of the module's memory that newer modules make a text or an array of, by functions whose names do not
    /// tell which: the text they were, and the array.
    Piece(Arc<str>, View),
}

impl Value {
    /// What a person would be shown. Copies nothing that the module made; numbers take up to 330 bytes.
    pub(super) fn describe(&self) -> Cow<'_, str> {
        match self {
            Self::Undefined => "undefined".into(),
            Self::Null => "null".into(),
            Self::Boolean(value) => value.to_string().into(),
            Self::Number(value) => value.to_string().into(),
            Self::Text(text) | Self::Error(text) | Self::Piece(text, _) => (&**text).into(),
            Self::Global | Self::Crypto | Self::Memory | Self::Buffer => "[object Object]".into(),
            Self::ReturnThis => "[object Function]".into(),
            Self::Bytes(_) => "[object Uint8Array]".into(),
        }
    }

    /// The beginning of that, for somebody's eyes.
    pub(super) fn brief(&self) -> String {
        let text = self.describe();
        text[..text.floor_char_boundary(BRIEF_BYTES)].into()
    }
}

/// Why a function of the script does not return.
pub(super) enum Fault {
    /// It throws, which the module may catch.
    Thrown(Value),
    /// The run ends.
    End(wasmtime::Error),
}

impl From<wasmtime::Error> for Fault {
    fn from(error: wasmtime::Error) -> Self {
        Self::End(error)
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        Self::End(refused.into())
    }
}

impl Fault {
    /// An `Error` with this text.
    pub(super) fn error(text: impl AsRef<str>) -> Self {
        Self::Thrown(Value::Error(text.as_ref().into()))
    }
}

/// Numbers below this one never stand for an object of the module's.
const FIRST: usize = 132;

/// Numbers of the values every heap has: undefined, null, true, false.
const UNDEFINED: u32 = 128;

/// Bytes of values a run may make, and what a value costs without its bytes.
const VALUE_BYTES: u64 = 256 << 20;
const VALUE_COST: u64 = 64;

/// A run's script: the values it made for the module.
pub(super) struct Script {
    pub(super) exports: Exports,
    /// The instance, once it is there.
    pub(super) instance: Option<Instance>,
    heap: Vec<Option<Value>>,
    free: Vec<u32>,
    made_bytes: u64,
}

impl Script {
    pub(super) fn new(exports: Exports) -> Self {
        Self { exports, instance: None, heap: Vec::new(), free: Vec::new(), made_bytes: 0 }
    }

    /// Takes from what the run may have of values.
    pub(super) fn spend(&mut self, bytes: u64) -> Result<(), Refused> {
        self.made_bytes = self.made_bytes.saturating_add(bytes);
        if self.made_bytes <= VALUE_BYTES {
            return Ok(());
        }
        let (size, limit) = (self.made_bytes, VALUE_BYTES);
        Err(Refused::TooLarge { what: "bytes of JavaScript values", size, limit })
    }

    /// Keeps a value and gives its number.
    pub(super) fn hold(&mut self, value: Value) -> Result<u32, Refused> {
        match value {
            Value::Undefined => return Ok(UNDEFINED),
            Value::Null => return Ok(UNDEFINED + 1),
            Value::Boolean(truth) => return Ok(UNDEFINED + 3 - u32::from(truth)),
            _ => {}
        }
        if let Some(number) = self.free.pop() {
            if let Some(place) = self.heap.get_mut(number as usize - FIRST) {
                *place = Some(value);
            }
            return Ok(number);
        }
        self.spend(VALUE_COST)?;
        self.heap.push(Some(value));
        Ok((self.heap.len() - 1 + FIRST) as u32)
    }

    /// The value with this number; undefined when there is none, as in JavaScript.
    pub(super) fn held(&self, number: u32) -> Value {
        match (number, (number as usize).checked_sub(FIRST)) {
            (_, Some(index)) => {
                let place = self.heap.get(index).cloned().flatten();
                place.unwrap_or(Value::Undefined)
            }
            (129, _) => Value::Null,
            (130, _) => Value::Boolean(true),
            (131, _) => Value::Boolean(false),
            _ => Value::Undefined,
        }
    }

    /// Forgets the value with this number.
    pub(super) fn forget(&mut self, number: u32) {
        let index = (number as usize).checked_sub(FIRST);
        let Some(place) = index.and_then(|index| self.heap.get_mut(index)) else { return };
        if place.take().is_some() {
            self.free.push(number);
        }
    }
}

/// A value for the module, by number or by reference.
pub(super) fn give(call: &mut Call<'_>, value: Value, by_reference: bool) -> Result<Val, Fault> {
    if !by_reference {
        return Ok(Val::I32(call.data_mut().own.hold(value)? as i32));
    }
    Ok(Val::ExternRef(reference(call, value)?))
}

/// A reference to a value; undefined and null have one too, so that they stay apart.
pub(super) fn reference(
    call: &mut Call<'_>,
    value: Value,
) -> Result<Option<Rooted<ExternRef>>, Fault> {
    call.data_mut().own.spend(VALUE_COST)?;
    Ok(Some(ExternRef::new(call, value)?))
}

/// The value the module means.
pub(super) fn take(call: &Call<'_>, value: &Val) -> Result<Value, Fault> {
    match value {
        Val::I32(number) => Ok(call.data().own.held(*number as u32)),
        Val::ExternRef(Some(reference)) => {
            let data = reference.data(call)?.and_then(|data| data.downcast_ref::<Value>());
            Ok(data.cloned().unwrap_or(Value::Undefined))
        }
        _ => Ok(Value::Undefined),
    }
}

/// Keeps a value where the module finds it by index: in the script's heap, or in the module's table.
pub(super) fn store_at_index(call: &mut Call<'_>, value: Value) -> Result<i32, Fault> {
    let exports = call.data().own.exports.clone();
    let Some((alloc, table)) = exports.reference_table() else {
        return Ok(call.data_mut().own.hold(value)? as i32);
    };
    let alloc = exports.function(call, alloc)?.typed::<(), i32>(&call)?;
    let index = alloc.call(&mut *call, ())?;
    let reference = reference(call, value)?;
    let table = exports.table(call, table)?;
    table.set(call, index as u32 as u64, Ref::Extern(reference))?;
    Ok(index)
}
