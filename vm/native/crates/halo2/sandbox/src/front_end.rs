//! Front ends: circuits compiled to `wasm32-wasip1` that can configure and synthesize, nothing else.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use wasmtime::{
    Caller, Engine, ExternType, FuncType, Instance, InstancePre, Linker, Module, Store, ValType,
};

use crate::machine::{Machine, charge, memory, on_own_stack, refuse, slice, summary};
use crate::wasi::{self, HasRepeating, Repeating};
use crate::{Limits, Refused, Run, WitnessInput, engine, inspect};

/// The version of the interface between front ends and the sandbox.
const VERSION: i32 = 1;

/// The module of the functions only front ends have.
const MODULE: &str = "sprout_halo2";
const NAMES: [&str; 2] = ["emit", "fail"];

/// Bytes of a reason that are kept.
const REASON_BYTES: usize = 4 << 10;

/// Output is handed over in pieces of at most so many bytes, so many of which may wait.
const PIECE_BYTES: usize = 1 << 20;
const PIECES: usize = 8;

/// A checked and compiled front end. Cloning is cheap; calls may be made at once from several threads.
#[derive(Clone)]
pub struct FrontEnd {
    engine: Engine,
    ready: InstancePre<Machine<Recorder>>,
    limits: Limits,
}

/// What a run records into.
struct Recorder {
    pieces: SyncSender<Vec<u8>>,
    output_limit: u64,
    reason: Option<String>,
    repeating: Repeating,
}

impl HasRepeating for Recorder {
    fn repeating(&mut self) -> &mut Repeating {
        &mut self.repeating
    }
}

impl FrontEnd {
    /// Checks a module's sizes, imports and exports and compiles it. Nothing of it runs yet.
    ///
    /// # Errors
    /// When it is no front end, with what it lacks; imports the sandbox does not have are named.
    pub fn check(wasm: &[u8], limits: &Limits) -> Result<Self, Refused> {
        for (module, name) in inspect::imports(wasm, limits)? {
            let known = match module.as_str() {
                MODULE => NAMES.contains(&name.as_str()),
                wasi::MODULE => wasi::NAMES.contains(&name.as_str()),
                _ => false,
            };
            if !known {
                return Err(Refused::UnknownImport { module, name });
            }
        }
        let engine = engine::engine(limits, engine::Code::Soon)?;
        let module = engine::compile(&engine, wasm)?;
        check_exports(&engine, &module)?;
        let mut linker = Linker::new(&engine);
        add_imports(&mut linker).map_err(Refused::host)?;
        let ready = linker.instantiate_pre(&module).map_err(engine::wrong_import)?;
        Ok(Self { engine, ready, limits: *limits })
    }

    /// The same front end, whose runs may take another number of instructions. Nothing is compiled again.
    pub fn with_fuel(&self, fuel: u64) -> Self {
        Self { limits: Limits { fuel, ..self.limits }, ..self.clone() }
    }

    /// The limits of its runs.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Has the front end configure its circuit. `emit` gets the recorded constraint system, in pieces cut
    /// anywhere; an error it returns ends the run.
    ///
    /// # Errors
    /// When the front end is refused, with the reason; [`Refused::BadOutput`] when `emit` failed.
    pub fn configure(&self, emit: impl FnMut(&[u8]) -> Result<(), String>) -> Result<Run, Refused> {
        self.record(emit, |store, instance| call(store, instance, "sprout_halo2_configure"))
    }

    /// Has the front end synthesize its circuit without witnesses. `emit` gets the recorded structure, as in
    /// [`FrontEnd::configure`].
    ///
    /// # Errors
    /// As of [`FrontEnd::configure`].
    pub fn structure(&self, emit: impl FnMut(&[u8]) -> Result<(), String>) -> Result<Run, Refused> {
        self.record(emit, |store, instance| call(store, instance, "sprout_halo2_structure"))
    }

    /// Has the front end synthesize its circuit with a task's messages. `emit` gets the witness of one phase, as
    /// in [`FrontEnd::configure`].
    ///
    /// # Errors
    /// As of [`FrontEnd::configure`].
    pub fn witness(
        &self,
        phase: u8,
        input: &WitnessInput<'_>,
        emit: impl FnMut(&[u8]) -> Result<(), String>,
    ) -> Result<Run, Refused> {
        let input = input.encode();
        self.record(emit, |store, instance| call_witness(store, instance, phase, &input))
    }

    /// Runs `work` on a fresh instance while this thread hands its output on.
    fn record(
        &self,
        emit: impl FnMut(&[u8]) -> Result<(), String>,
        work: impl FnOnce(&mut Store<Machine<Recorder>>, &Instance) -> wasmtime::Result<i32> + Send,
    ) -> Result<Run, Refused> {
        let (pieces, received) = sync_channel(PIECES);
        let mut refusal = None;
        let result = on_own_stack(
            &self.limits,
            || self.run(pieces, work),
            || refusal = hand_on(received, emit).err(),
        );
        match refusal {
            Some(reason) => Err(Refused::BadOutput { reason }),
            None => result,
        }
    }

    fn run(
        &self,
        pieces: SyncSender<Vec<u8>>,
        work: impl FnOnce(&mut Store<Machine<Recorder>>, &Instance) -> wasmtime::Result<i32>,
    ) -> Result<Run, Refused> {
        let output_limit = self.limits.output_bytes;
        let recorder =
            Recorder { pieces, output_limit, reason: None, repeating: Repeating::default() };
        let mut store = Machine::store(&self.engine, &self.limits, recorder)?;
        let status = self.start(&mut store).and_then(|instance| work(&mut store, &instance));
        let status = status.map_err(|error| refuse(&store, &self.limits, &error))?;
        let reason = store.data_mut().own.reason.take();
        match (status, reason) {
            (0, None) => Ok(summary(&store, &self.limits)),
            (0 | 1, Some(reason)) => Err(Refused::Failed { reason }),
            (1, None) => Err(Refused::Failed { reason: "it gave no reason".into() }),
            (status, _) => Err(Refused::BadReturn {
                function: "the front end".into(),
                value: format!("status {status}"),
            }),
        }
    }

    fn start(&self, store: &mut Store<Machine<Recorder>>) -> wasmtime::Result<Instance> {
        let instance = self.ready.instantiate(&mut *store)?;
        if instance.get_func(&mut *store, "_initialize").is_some() {
            instance.get_typed_func::<(), ()>(&mut *store, "_initialize")?.call(&mut *store, ())?;
        }
        let version = instance.get_typed_func::<(), i32>(&mut *store, "sprout_halo2_abi")?;
        match version.call(&mut *store, ())? {
            VERSION => Ok(instance),
            found => Err(Refused::WrongVersion { found, expected: VERSION }.into()),
        }
    }
}

fn hand_on(
    received: Receiver<Vec<u8>>,
    mut emit: impl FnMut(&[u8]) -> Result<(), String>,
) -> Result<(), String> {
    received.iter().try_for_each(|piece| emit(&piece))
}

fn call(
    store: &mut Store<Machine<Recorder>>,
    instance: &Instance,
    name: &str,
) -> wasmtime::Result<i32> {
    instance.get_typed_func::<(), i32>(&mut *store, name)?.call(store, ())
}

fn call_witness(
    store: &mut Store<Machine<Recorder>>,
    instance: &Instance,
    phase: u8,
    input: &[u8],
) -> wasmtime::Result<i32> {
    let length = i32::try_from(input.len()).map_err(|_| Refused::TooLarge {
        what: "bytes of the messages",
        size: input.len() as u64,
        limit: i32::MAX as u64,
    })?;
    let alloc = instance.get_typed_func::<i32, i32>(&mut *store, "sprout_halo2_alloc")?;
    let pointer = alloc.call(&mut *store, length)?;
    let memory = instance.get_memory(&mut *store, "memory");
    let memory = memory.ok_or(Refused::MissingExport { name: "memory".into() })?;
    let given =
        slice(memory.data_mut(&mut *store), "sprout_halo2_alloc", pointer as u32, length as u32);
    match given {
        Ok(given) if pointer != 0 => given.copy_from_slice(input),
        Ok(_) => {
            let what = "sprout_halo2_alloc".into();
            return Err(Refused::BadPointer { what, pointer: 0, length: input.len() as u64 }.into());
        }
        Err(refused) => return Err(refused.into()),
    }
    let witness =
        instance.get_typed_func::<(i32, i32, i32), i32>(&mut *store, "sprout_halo2_witness")?;
    witness.call(store, (i32::from(phase), pointer, length))
}

/// Checks that the exports are there with their types.
fn check_exports(engine: &Engine, module: &Module) -> Result<(), Refused> {
    match module.get_export("memory") {
        Some(ExternType::Memory(_)) => {}
        Some(_) => {
            return Err(Refused::WrongExport {
                name: "memory".into(),
                expected: "a memory".into(),
            });
        }
        None => return Err(Refused::MissingExport { name: "memory".into() }),
    }
    let functions = [
        ("sprout_halo2_abi", 0, 1),
        ("sprout_halo2_alloc", 1, 1),
        ("sprout_halo2_configure", 0, 1),
        ("sprout_halo2_structure", 0, 1),
        ("sprout_halo2_witness", 3, 1),
        ("_initialize", 0, 0),
    ];
    for (name, parameters, results) in functions {
        let wanted = FuncType::new(
            engine,
            std::iter::repeat_n(ValType::I32, parameters),
            std::iter::repeat_n(ValType::I32, results),
        );
        match module.get_export(name) {
            Some(ExternType::Func(found)) if FuncType::eq(&found, &wanted) => {}
            None if name == "_initialize" => {}
            None => return Err(Refused::MissingExport { name: name.into() }),
            Some(_) => {
                return Err(Refused::WrongExport {
                    name: name.into(),
                    expected: wanted.to_string(),
                });
            }
        }
    }
    Ok(())
}

fn add_imports(linker: &mut Linker<Machine<Recorder>>) -> wasmtime::Result<()> {
    wasi::add(linker)?;
    linker.func_wrap(MODULE, "emit", emit)?;
    linker.func_wrap(MODULE, "fail", fail)?;
    Ok(())
}

/// `emit(pointer, length)`: the next bytes of the recording.
fn emit(
    mut caller: Caller<'_, Machine<Recorder>>,
    pointer: i32,
    length: i32,
) -> wasmtime::Result<()> {
    charge(&mut caller, u64::from(length as u32))?;
    let (memory, machine) = memory(&mut caller)?;
    let bytes = slice(memory, "emit", pointer as u32, length as u32)?;
    machine.output_bytes += bytes.len() as u64;
    let limit = machine.own.output_limit;
    if machine.output_bytes > limit {
        return Err(Refused::OutputTooLarge { limit }.into());
    }
    for piece in bytes.chunks(PIECE_BYTES) {
        // The receiver is gone when it refused an earlier piece; its reason is the one that counts.
        let sent = machine.own.pieces.send(piece.to_vec());
        sent.map_err(|_| Refused::BadOutput { reason: "nobody receives it".into() })?;
    }
    Ok(())
}

/// `fail(pointer, length)`: why the call is about to fail; the first reason stands.
fn fail(
    mut caller: Caller<'_, Machine<Recorder>>,
    pointer: i32,
    length: i32,
) -> wasmtime::Result<()> {
    charge(&mut caller, u64::from(length as u32))?;
    let (memory, machine) = memory(&mut caller)?;
    let reason = slice(memory, "fail", pointer as u32, length as u32)?;
    if machine.own.reason.is_none() {
        let reason = reason.get(..REASON_BYTES).unwrap_or(reason);
        machine.own.reason = Some(String::from_utf8_lossy(reason).into_owned());
    }
    Ok(())
}
