//! What every run has: its bounds, its log, its stack, and careful access to the module's memory.

use std::thread;

use wasmtime::{Caller, Error, Extern, ResourceLimiter, Store, Trap};

use crate::{Limits, Refused, Run, trap};

/// Bytes kept of what a module prints.
const LOG_BYTES: usize = 16 << 10;

/// Stack that functions called by the module have below the module's own.
const HOST_STACK_BYTES: usize = 512 << 10;

/// A run's state: the common part, and what its kind of module needs.
pub(crate) struct Machine<S> {
    bounds: Bounds,
    log: Vec<u8>,
    pub(crate) output_bytes: u64,
    pub(crate) own: S,
}

/// Keeps memories and tables to the limits; going beyond ends the run instead of failing within the module, so
/// that the reason is told.
struct Bounds {
    memory_bytes: u64,
    tables: u32,
    table_elements: u32,
    /// Elements there are, of all tables.
    elements: usize,
    peak_bytes: u64,
}

impl ResourceLimiter for Bounds {
    fn memory_growing(
        &mut self,
        _: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        let limit = self.memory_bytes;
        if desired as u64 > limit {
            return Err(Refused::OutOfMemory { limit, frames: Vec::new() }.into());
        }
        self.peak_bytes = self.peak_bytes.max(desired as u64);
        Ok(true)
    }

    fn memory_grow_failed(&mut self, error: Error) -> wasmtime::Result<()> {
        Err(Refused::host(error).into())
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if maximum.is_some_and(|maximum| desired > maximum) {
            return Ok(false);
        }
        let limit = self.table_elements;
        let elements = self.elements.saturating_add(desired.saturating_sub(current));
        if elements > limit as usize {
            return Err(Refused::TableTooLarge { limit }.into());
        }
        self.elements = elements;
        Ok(true)
    }

    fn table_grow_failed(&mut self, error: Error) -> wasmtime::Result<()> {
        Err(Refused::host(error).into())
    }

    fn instances(&self) -> usize {
        1
    }

    fn memories(&self) -> usize {
        1
    }

    fn tables(&self) -> usize {
        self.tables as usize
    }
}

impl<S: Send + 'static> Machine<S> {
    /// A fresh store whose runs keep to the limits.
    pub(crate) fn store(
        engine: &wasmtime::Engine,
        limits: &Limits,
        own: S,
    ) -> Result<Store<Self>, Refused> {
        let bounds = Bounds {
            memory_bytes: limits.memory_bytes,
            tables: limits.tables,
            table_elements: limits.table_elements,
            elements: 0,
            peak_bytes: 0,
        };
        let machine = Self { bounds, log: Vec::new(), output_bytes: 0, own };
        let mut store = Store::try_new(engine, machine).map_err(Refused::host)?;
        store.limiter(|machine| &mut machine.bounds);
        store.set_fuel(limits.fuel).map_err(Refused::host)?;
        Ok(store)
    }

    /// Keeps what the module prints, up to a bound.
    pub(crate) fn print(&mut self, text: &[u8]) {
        let room = LOG_BYTES.saturating_sub(self.log.len());
        self.log.extend_from_slice(text.get(..room).unwrap_or(text));
    }

    /// What the module printed.
    pub(crate) fn log(&self) -> String {
        String::from_utf8_lossy(&self.log).into_owned()
    }
}

/// What a store's run used.
pub(crate) fn summary<S: Send + 'static>(store: &Store<Machine<S>>, limits: &Limits) -> Run {
    let machine = store.data();
    Run {
        fuel: limits.fuel.saturating_sub(store.get_fuel().unwrap_or(0)),
        memory_bytes: machine.bounds.peak_bytes,
        output_bytes: machine.output_bytes,
        log: machine.log(),
    }
}

/// Turns an error of the store's run into why it is refused.
pub(crate) fn refuse<S: Send + 'static>(
    store: &Store<Machine<S>>,
    limits: &Limits,
    error: &Error,
) -> Refused {
    trap::explain(error, limits, &store.data().log())
}

/// Does the work on a thread with room for the module's stack, whatever stack the caller has left, while the
/// caller's thread does `meanwhile`.
pub(crate) fn on_own_stack<T: Send>(
    limits: &Limits,
    work: impl FnOnce() -> Result<T, Refused> + Send,
    meanwhile: impl FnOnce(),
) -> Result<T, Refused> {
    thread::scope(|scope| {
        let running = thread::Builder::new()
            .name("halo2-wasm".into())
            .stack_size(limits.stack_bytes + HOST_STACK_BYTES)
            .spawn_scoped(scope, work)
            .map_err(Refused::host)?;
        meanwhile();
        running.join().unwrap_or_else(|_| Err(Refused::host("the sandbox itself failed")))
    })
}

/// Takes fuel for work done outside the module: one for every byte.
pub(crate) fn charge<S>(caller: &mut Caller<'_, Machine<S>>, bytes: u64) -> wasmtime::Result<()> {
    let fuel = caller.get_fuel()?;
    caller.set_fuel(fuel.saturating_sub(bytes))?;
    if fuel < bytes { Err(Trap::OutOfFuel.into()) } else { Ok(()) }
}

/// The module's memory, and the run's state beside it.
pub(crate) fn memory<'a, S>(
    caller: &'a mut Caller<'_, Machine<S>>,
) -> wasmtime::Result<(&'a mut [u8], &'a mut Machine<S>)> {
    match caller.get_export("memory") {
        Some(Extern::Memory(memory)) => Ok(memory.data_and_store_mut(caller)),
        _ => Err(Refused::MissingExport { name: "memory".into() }.into()),
    }
}

/// Bytes of the module's memory that somebody names.
pub(crate) fn slice<'a>(
    memory: &'a mut [u8],
    what: &str,
    pointer: u32,
    length: u32,
) -> Result<&'a mut [u8], Refused> {
    let start = pointer as usize;
    let end = start.saturating_add(length as usize);
    memory.get_mut(start..end).ok_or_else(|| Refused::BadPointer {
        what: what.into(),
        pointer,
        length: u64::from(length),
    })
}
