//! The functions of the script that modules import.

use std::sync::Arc;

use wasmtime::{ImportType, Linker, Val, ValType};

use super::module::number;
use super::names;
use super::value::{Call, Fault, Script, Value, give, reference, store_at_index, take};
use super::views::View;
use crate::Refused;
use crate::machine::{Machine, charge, memory, slice};

/// What a function gives back.
enum Answer {
    Nothing,
    Number(u32),
    Object(Value),
    /// An object by its index, or 0 for nothing.
    Optional(Option<Value>),
}

type Result<T> = std::result::Result<T, Fault>;

type Body = fn(&mut Call<'_>, &[Val]) -> Result<Answer>;

/// A function of the script.
#[derive(Clone, Copy)]
pub(super) struct Function {
    name: &'static str,
    /// Its type: `o` an object, `i` a number, `f` a floating-point number; then a colon, and what it returns.
    signature: &'static str,
    /// Whether the module catches what it throws.
    caught: bool,
    body: Body,
}

const fn plain(name: &'static str, signature: &'static str, body: Body) -> Function {
    Function { name, signature, caught: false, body }
}

const fn caught(name: &'static str, signature: &'static str, body: Body) -> Function {
    Function { name, signature, caught: true, body }
}

/// All of them, by the name without prefix, hash and underscores. What two of them share a name is told apart by
/// the type.
const FUNCTIONS: &[Function] = &[
    // the script's own values
    plain("objectdropref", "i:", |call, values| {
        call.data_mut().own.forget(argument(values, 0));
        Ok(Answer::Nothing)
    }),
    plain("objectcloneref", "o:o", |call, values| object(call, values, 0).map(Answer::Object)),
    plain("initexternreftable", ":", init_table),
    plain("memory", ":o", |_, _| Ok(Answer::Object(Value::Memory))),
    plain("stringnew", "ii:o", |call, values| {
        text(call, values).map(Value::Text).map(Answer::Object)
    }),
    plain("cast", "ii:o", |call, values| piece(call, values).map(Answer::Object)),
    plain("generic", "ii:o", |call, values| piece(call, values).map(Answer::Object)),
    plain("errornew", "ii:o", |call, values| Ok(Answer::Object(Value::Error(text(call, values)?)))),
    plain("numbernew", "f:o", |_, values| {
        let number = values.first().and_then(Val::f64).unwrap_or_default();
        Ok(Answer::Object(Value::Number(number)))
    }),
    plain("isobject", "o:i", |call, values| {
        is(call, values, |value| {
            use Value::{Boolean, Null, Number, Piece, ReturnThis, Text, Undefined};
            !matches!(
                value,
                Undefined | Null | Boolean(_) | Number(_) | Text(_) | Piece(..) | ReturnThis
            )
        })
    }),
    plain("isstring", "o:i", |call, values| {
        is(call, values, |value| matches!(value, Value::Text(_) | Value::Piece(..)))
    }),
    plain("isfunction", "o:i", |call, values| {
        is(call, values, |value| matches!(value, Value::ReturnThis))
    }),
    plain("isundefined", "o:i", |call, values| {
        is(call, values, |value| matches!(value, Value::Undefined))
    }),
    plain("isnull", "o:i", |call, values| is(call, values, |value| matches!(value, Value::Null))),
    plain("debugstring", "io:", |call, values| {
        let described = object(call, values, 1)?;
        give_text(call, argument(values, 0), &described.describe())
    }),
    plain("throw", "ii:", |call, values| Err(Fault::Thrown(Value::Error(text(call, values)?)))),
    plain("rethrow", "o:", |call, values| Err(Fault::Thrown(object(call, values, 0)?))),
    // globals
    caught("globalThis", ":o", |_, _| Ok(Answer::Object(Value::Global))),
    caught("self", ":o", |_, _| Err(Fault::error("self is not defined"))),
    caught("window", ":o", |_, _| Err(Fault::error("window is not defined"))),
    caught("global", ":o", |_, _| Ok(Answer::Object(Value::Global))),
    plain("staticaccessorGLOBALTHIS", ":i", |_, _| Ok(Answer::Optional(Some(Value::Global)))),
    plain("staticaccessorGLOBAL", ":i", |_, _| Ok(Answer::Optional(Some(Value::Global)))),
    plain("staticaccessorSELF", ":i", |_, _| Ok(Answer::Optional(None))),
    plain("staticaccessorWINDOW", ":i", |_, _| Ok(Answer::Optional(None))),
    plain("newnoargs", "ii:o", new_function),
    caught("call", "oo:o", call_function),
    caught("call", "ooo:o", call_function),
    plain("process", "o:o", |_, _| Ok(Answer::Object(Value::Undefined))),
    plain("versions", "o:o", |_, _| Ok(Answer::Object(Value::Undefined))),
    plain("node", "o:o", |_, _| Ok(Answer::Object(Value::Undefined))),
    plain("msCrypto", "o:o", |_, _| Ok(Answer::Object(Value::Undefined))),
    caught("require", ":o", |_, _| Err(Fault::error("module is not defined"))),
    // random numbers
    plain("crypto", "o:o", |call, values| match object(call, values, 0)? {
        Value::Global => Ok(Answer::Object(Value::Crypto)),
        _ => Ok(Answer::Object(Value::Undefined)),
    }),
    caught("getRandomValues", "oo:", fill_random),
    caught("randomFillSync", "oo:", fill_random),
    // Uint8Array
    plain("buffer", "o:o", |call, values| match object(call, values, 0)? {
        Value::Memory => Ok(Answer::Object(Value::Buffer)),
        other => Err(no(call, "buffer", &other)),
    }),
    plain("new", "o:o", new_bytes),
    plain("newwithlength", "i:o", |call, values| {
        Ok(Answer::Object(Value::Bytes(View::zeros(call, argument(values, 0))?)))
    }),
    plain("newwithbyteoffsetandlength", "oii:o", |call, values| match object(call, values, 0)? {
        Value::Buffer => {
            let view = View::of_module(argument(values, 1), argument(values, 2));
            Ok(Answer::Object(Value::Bytes(view)))
        }
        other => Err(no(call, "bytes", &other)),
    }),
    plain("subarray", "oii:o", |call, values| {
        let part = bytes(call, values, 0)?.part(argument(values, 1), argument(values, 2));
        Ok(Answer::Object(Value::Bytes(part)))
    }),
    plain("set", "ooi:", |call, values| {
        let source = bytes(call, values, 1)?.read(call)?;
        bytes(call, values, 0)?.write(call, argument(values, 2), &source)?;
        Ok(Answer::Nothing)
    }),
    plain("prototypesetcall", "iio:", |call, values| {
        let source = bytes(call, values, 2)?.read(call)?;
        let view = View::of_module(argument(values, 0), argument(values, 1));
        view.write(call, 0, &source)?;
        Ok(Answer::Nothing)
    }),
    plain("length", "o:i", |call, values| Ok(Answer::Number(bytes(call, values, 0)?.length()))),
    // console and errors
    plain("new", ":o", |_, _| Ok(Answer::Object(Value::Error("Error".into())))),
    plain("stack", "io:", |call, values| {
        let stack = object(call, values, 1)?;
        give_text(call, argument(values, 0), &stack.describe())
    }),
    plain("error", "ii:", print_text),
    plain("log", "ii:", print_text),
    plain("error", "o:", print_object),
    plain("log", "o:", print_object),
];

/// Whether modules of provers import this.
pub(super) fn is_known(module: &str, name: &str) -> bool {
    names::is_script(module)
        && names::base(name)
            .is_some_and(|base| FUNCTIONS.iter().any(|function| function.name == base))
}

fn matches_kind(letter: u8, kind: &ValType) -> bool {
    match letter {
        b'o' => kind.is_i32() || kind.is_externref(),
        b'f' => matches!(kind, ValType::F64),
        _ => kind.is_i32(),
    }
}

impl Function {
    /// The function an import means.
    pub(super) fn of(import: &ImportType<'_>) -> std::result::Result<Self, Refused> {
        let wrong =
            || Refused::WrongImport { reason: format!("{}.{}", import.module(), import.name()) };
        let kind = import.ty();
        let kind = kind.func().ok_or_else(wrong)?;
        let base = names::base(import.name()).ok_or_else(wrong)?;
        let fits = |function: &&Self| {
            let (parameters, results) = function.signature.split_once(':').unwrap_or_default();
            function.name == base
                && parameters.len() == kind.params().len()
                && results.len() == kind.results().len()
                && parameters
                    .bytes()
                    .zip(kind.params())
                    .all(|(letter, kind)| matches_kind(letter, &kind))
                && results
                    .bytes()
                    .zip(kind.results())
                    .all(|(letter, kind)| matches_kind(letter, &kind))
        };
        FUNCTIONS.iter().find(fits).copied().ok_or_else(wrong)
    }

    /// Adds it to the linker as what the import names.
    pub(super) fn add(
        self,
        linker: &mut Linker<Machine<Script>>,
        import: &ImportType<'_>,
    ) -> wasmtime::Result<()> {
        let kind = import.ty().unwrap_func().clone();
        let by_reference = kind.results().any(|kind| kind.is_externref());
        linker.func_new(
            import.module(),
            import.name(),
            kind,
            move |mut call, values, results| {
                let answer = (self.body)(&mut call, values)
                    .and_then(|answer| answer_with(&mut call, answer, by_reference));
                let result = answer.map(|answer| fill(results, answer));
                match result {
                    Ok(()) => Ok(()),
                    Err(Fault::End(error)) => Err(error),
                    Err(Fault::Thrown(value)) if self.caught => {
                        let nothing = if by_reference { Val::ExternRef(None) } else { Val::I32(0) };
                        fill(results, Some(nothing));
                        throw(&mut call, value)
                    }
                    Err(Fault::Thrown(value)) => {
                        Err(Refused::Failed { reason: value.brief() }.into())
                    }
                }
            },
        )?;
        Ok(())
    }
}

fn answer_with(call: &mut Call<'_>, answer: Answer, by_reference: bool) -> Result<Option<Val>> {
    Ok(match answer {
        Answer::Nothing => None,
        Answer::Number(number) => Some(Val::I32(number as i32)),
        Answer::Object(value) => Some(give(call, value, by_reference)?),
        Answer::Optional(None) => Some(Val::I32(0)),
        Answer::Optional(Some(value)) => Some(Val::I32(store_at_index(call, value)?)),
    })
}

fn fill(results: &mut [Val], answer: Option<Val>) {
    results.iter_mut().zip(answer).for_each(|(place, answer)| *place = answer);
}

/// Leaves what was thrown for the module, which asks for it when the call returns.
fn throw(call: &mut Call<'_>, value: Value) -> wasmtime::Result<()> {
    let ended = |fault| match fault {
        Fault::End(error) => error,
        Fault::Thrown(value) => Refused::Failed { reason: value.brief() }.into(),
    };
    let index = store_at_index(call, value).map_err(ended)?;
    let exports = call.data().own.exports.clone();
    let store = exports.function(call, "__wbindgen_exn_store")?.typed::<i32, ()>(&call)?;
    store.call(&mut *call, index)?;
    Ok(())
}

fn argument(values: &[Val], index: usize) -> u32 {
    values.get(index).map_or(0, number)
}

fn object(call: &Call<'_>, values: &[Val], index: usize) -> Result<Value> {
    values.get(index).map_or(Ok(Value::Undefined), |value| take(call, value))
}

/// An error that tells of a value. The module can have any number of them made: they cost what a value costs.
fn fault(call: &mut Call<'_>, value: &Value, said: &str) -> Fault {
    let text = format!("{} {said}", value.brief());
    let spent = charge(call, text.len() as u64).map_err(Fault::End);
    match spent.and_then(|()| Ok(call.data_mut().own.spend(text.len() as u64)?)) {
        Ok(()) => Fault::error(text),
        Err(fault) => fault,
    }
}

fn no(call: &mut Call<'_>, what: &str, value: &Value) -> Fault {
    fault(call, value, &format!("has no {what}"))
}

fn bytes(call: &mut Call<'_>, values: &[Val], index: usize) -> Result<View> {
    match object(call, values, index)? {
        Value::Bytes(view) | Value::Piece(_, view) => Ok(view),
        other => Err(no(call, "bytes", &other)),
    }
}

fn is(call: &Call<'_>, values: &[Val], test: impl Fn(&Value) -> bool) -> Result<Answer> {
    Ok(Answer::Number(u32::from(test(&object(call, values, 0)?))))
}

/// Text that stands in the module's memory. Bytes that are none count three times: that is what stands for them.
fn text(call: &mut Call<'_>, values: &[Val]) -> Result<Arc<str>> {
    let length = argument(values, 1);
    charge(call, u64::from(length))?;
    let (memory, machine) = memory(call)?;
    let bytes = slice(memory, "a text", argument(values, 0), length)?;
    let most = if str::from_utf8(bytes).is_ok() { 1 } else { 3 };
    machine.own.spend(most * u64::from(length))?;
    Ok(String::from_utf8_lossy(bytes).into())
}

/// Bytes of the module's memory, when it shows only in use whether they are meant as text or as an array.
fn piece(call: &mut Call<'_>, values: &[Val]) -> Result<Value> {
    let view = View::of_module(argument(values, 0), argument(values, 1));
    Ok(Value::Piece(text(call, values)?, view))
}

/// Gives the module a text: bytes in room it makes itself, whose address and number go to a place it names.
fn give_text(call: &mut Call<'_>, place: u32, text: &str) -> Result<Answer> {
    let length = text.len() as u32;
    charge(call, u64::from(length))?;
    let exports = call.data().own.exports.clone();
    let pointer = exports.malloc_from(call, length)?;
    let (memory, _) = memory(call)?;
    slice(memory, "malloc", pointer, length)?.copy_from_slice(text.as_bytes());
    let words = slice(memory, "a text's place", place, 8)?;
    let (address, number) = words.split_at_mut(4);
    address.copy_from_slice(&pointer.to_le_bytes());
    number.copy_from_slice(&length.to_le_bytes());
    Ok(Answer::Nothing)
}

/// Fills the module's table with the values every module knows by index.
fn init_table(call: &mut Call<'_>, _: &[Val]) -> Result<Answer> {
    let exports = call.data().own.exports.clone();
    let missing = || Refused::MissingExport { name: "the table of references".into() };
    let (_, name) = exports.reference_table().ok_or_else(missing)?;
    let table = exports.table(call, name)?;
    let first = match table.size(&*call) {
        // Newer versions declare the table with room for them.
        size if size >= 1028 => 1024,
        _ => table.grow(&mut *call, 4, wasmtime::Ref::Extern(None))?,
    };
    let known = [Value::Undefined, Value::Null, Value::Boolean(true), Value::Boolean(false)];
    let zero = reference(call, Value::Undefined)?;
    table.set(&mut *call, 0, wasmtime::Ref::Extern(zero))?;
    for (index, value) in (first..).zip(known) {
        let reference = reference(call, value)?;
        table.set(&mut *call, index, wasmtime::Ref::Extern(reference))?;
    }
    Ok(Answer::Nothing)
}

/// `new Function(text)`, for the one text that asks for the global object.
fn new_function(call: &mut Call<'_>, values: &[Val]) -> Result<Answer> {
    match text(call, values)?.trim_end_matches(';') {
        "return this" => Ok(Answer::Object(Value::ReturnThis)),
        _ => Err(Fault::error("JavaScript does not run here")),
    }
}

fn call_function(call: &mut Call<'_>, values: &[Val]) -> Result<Answer> {
    match object(call, values, 0)? {
        Value::ReturnThis => Ok(Answer::Object(Value::Global)),
        other => Err(fault(call, &other, "is not a function")),
    }
}

fn new_bytes(call: &mut Call<'_>, values: &[Val]) -> Result<Answer> {
    let view = match object(call, values, 0)? {
        Value::Buffer => View::of_whole_module(call)?,
        Value::Bytes(view) => view.copy(call)?,
        Value::Number(length) => View::zeros(call, length as u32)?,
        other => return Err(no(call, "bytes", &other)),
    };
    Ok(Answer::Object(Value::Bytes(view)))
}

/// `crypto.getRandomValues(bytes)`. Newer imports leave out `crypto` and name the bytes by address and number;
/// both can be a pair of numbers, but no address is as small as an object's.
fn fill_random(call: &mut Call<'_>, values: &[Val]) -> Result<Answer> {
    let view = match object(call, values, 0)? {
        Value::Crypto => bytes(call, values, 1)?,
        _ => View::of_module(argument(values, 0), argument(values, 1)),
    };
    view.fill_random(call)?;
    Ok(Answer::Nothing)
}

fn print_text(call: &mut Call<'_>, values: &[Val]) -> Result<Answer> {
    let text = text(call, values)?;
    print(call, &text)
}

fn print_object(call: &mut Call<'_>, values: &[Val]) -> Result<Answer> {
    let value = object(call, values, 0)?;
    print(call, &value.describe())
}

fn print(call: &mut Call<'_>, text: &str) -> Result<Answer> {
    charge(call, text.len() as u64)?;
    call.data_mut().print(text.as_bytes());
    call.data_mut().print(b"\n");
    Ok(Answer::Nothing)
}
