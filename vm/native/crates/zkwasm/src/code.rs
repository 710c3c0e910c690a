//! All functions of a module, compiled on all cores.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use wasmparser::FuncValidatorAllocations;

use crate::Variant;
use crate::error::{Error, Result};
use crate::lower::lower;
use crate::machine::{allocate::allocate, emit, emit::Item, select::select};
use crate::module::Module;
use crate::opt::{Context, Flow, optimize};

/// Compiles every function that the module defines; the result does not depend on the number of cores.
pub fn functions(module: &Module<'_>, variant: Variant) -> Result<Vec<Vec<Item>>> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Result<Vec<Item>>>>> =
        Mutex::new(module.bodies.iter().map(|_| None).collect());
    let workers = thread::available_parallelism().map_or(1, usize::from).min(module.bodies.len());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut allocations = FuncValidatorAllocations::default();
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= module.bodies.len() {
                        return;
                    }
                    let items = function(module, index, variant, &mut allocations);
                    if let Ok(mut done) = done.lock() {
                        done[index] = Some(items);
                    }
                }
            });
        }
    });
    let done = done.into_inner().map_err(|_| Error::Internal("a worker has panicked".into()))?;
    done.into_iter()
        .map(|items| items.unwrap_or_else(|| Err(Error::Internal("a function is missing".into()))))
        .collect()
}

fn function(
    module: &Module<'_>,
    index: usize,
    variant: Variant,
    allocations: &mut FuncValidatorAllocations,
) -> Result<Vec<Item>> {
    let body = &module.bodies[index];
    let ty = module.func_types[body.0.index as usize];
    let (mut func, back) = lower(module, ty, body, variant, std::mem::take(allocations))?;
    *allocations = back;
    let memory_bytes = module.memory.map_or(0, |limits| u64::from(limits.min) << 16);
    optimize(&mut func, Context { variant, memory_bytes });
    let flow = Flow::new(&func);
    let mut code = select(&func, &flow, memory_bytes)?;
    let output = allocate(&mut code)?;
    emit::emit(&code, &output, variant)
}
