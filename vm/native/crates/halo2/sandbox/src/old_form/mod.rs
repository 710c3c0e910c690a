//! Modules of the old form: wasm-bindgen's (nodejs target), exporting `prove(string) -> string`.
//!
//! wasm-bindgen generates JavaScript beside such a module, which satisfies its imports. This is a fixed stand-in
//! for it: imports are told by name without the hash at its end, and by their types. There are two generations of
//! modules: older ones hold JavaScript's values by number in a heap of the script's, newer ones by `externref`.

mod functions;
mod module;
mod names;
mod value;
mod views;

use wasmtime::{Engine, InstancePre, Linker};

use crate::machine::{Machine, on_own_stack, refuse, summary};
use crate::{Limits, Refused, Run, engine, inspect};
use functions::Function;
use module::Exports;
use value::Script;

/// A module of the old form, checked and compiled. Cloning is cheap; calls may be made at once from several
/// threads.
#[derive(Clone)]
pub struct OldForm {
    engine: Engine,
    ready: InstancePre<Machine<Script>>,
    exports: Exports,
    limits: Limits,
}

impl OldForm {
    /// Checks a module's sizes, imports and exports and compiles it. Nothing of it runs yet.
    ///
    /// # Errors
    /// When the module does not have the old form, with what it lacks; imports that wasm-bindgen's modules of
    /// provers do not have are named.
    pub fn check(wasm: &[u8], limits: &Limits) -> Result<Self, Refused> {
        let imports = inspect::imports(wasm, limits)?;
        if let Some((module, name)) =
            imports.into_iter().find(|(module, name)| !functions::is_known(module, name))
        {
            return Err(Refused::UnknownImport { module, name });
        }
        let engine = engine::engine(limits, engine::Code::Fast)?;
        let module = engine::compile(&engine, wasm)?;
        let exports = Exports::of(&module)?;
        let mut linker = Linker::new(&engine);
        linker.allow_shadowing(true);
        for import in module.imports() {
            let function = Function::of(&import)?;
            function.add(&mut linker, &import).map_err(Refused::host)?;
        }
        let ready = linker.instantiate_pre(&module).map_err(engine::wrong_import)?;
        Ok(Self { engine, ready, exports, limits: *limits })
    }

    /// The same module, whose runs may take another number of instructions. Nothing is compiled again.
    pub fn with_fuel(&self, fuel: u64) -> Self {
        Self { limits: Limits { fuel, ..self.limits }, ..self.clone() }
    }

    /// The limits of its runs.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether the module looks like one of the old form: it exports `prove` and has no front end's exports.
    pub fn is_one(wasm: &[u8]) -> bool {
        inspect::exports(wasm).is_ok_and(|exports| {
            exports.iter().any(|name| name == "prove")
                && !exports.iter().any(|name| name.starts_with("sprout_halo2_"))
        })
    }

    /// Has the module prove: `messages` is the JSON array of the messages' data strings, the answer the text it
    /// gives back, which is the proof as hexadecimal digits or a JSON text around them.
    ///
    /// # Errors
    /// When the module is refused, with the reason.
    pub fn prove(&self, messages: &str) -> Result<(String, Run), Refused> {
        on_own_stack(&self.limits, || self.run(messages), || ())
    }

    fn run(&self, messages: &str) -> Result<(String, Run), Refused> {
        let script = Script::new(self.exports.clone());
        let mut store = Machine::store(&self.engine, &self.limits, script)?;
        let result = self
            .ready
            .instantiate(&mut store)
            .and_then(|instance| self.exports.prove(&mut store, &instance, messages, &self.limits));
        match result {
            Ok(text) => Ok((text, summary(&store, &self.limits))),
            Err(error) => Err(refuse(&store, &self.limits, &error)),
        }
    }
}
