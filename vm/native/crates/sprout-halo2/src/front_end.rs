//! The exports of a front end.

use halo2_axiom::plonk::Circuit;

use crate::input::Input;
use crate::message::Message;
use crate::{Fr, record};

/// Version of what a front end exports and imports.
#[doc(hidden)]
pub const ABI: i32 = 1;

mod host {
    #[link(wasm_import_module = "sprout_halo2")]
    unsafe extern "C" {
        /// Takes a piece of the recording.
        pub safe fn emit(pointer: *const u8, length: usize);
        /// Takes the reason of a failure, UTF-8.
        pub safe fn fail(pointer: *const u8, length: usize);
    }
}

fn emit(frame: &[u8]) {
    host::emit(frame.as_ptr(), frame.len());
}

fn fail(reason: &str) {
    host::fail(reason.as_ptr(), reason.len());
}

/// Memory that the sandbox writes the input to; [`witness`] takes it back.
#[doc(hidden)]
pub fn alloc(length: i32) -> i32 {
    let memory = vec![0u8; length.max(0) as usize].into_boxed_slice();
    Box::leak(memory).as_mut_ptr() as i32
}

/// Runs an export: failures and panics tell their reason. 0 if all went well, 1 otherwise.
#[doc(hidden)]
pub fn run(export: impl FnOnce() -> Result<(), String>) -> i32 {
    std::panic::set_hook(Box::new(|info| fail(&info.to_string())));
    match export() {
        Ok(()) => 0,
        Err(reason) => {
            fail(&reason);
            1
        }
    }
}

fn sample(data: &[&str]) -> Vec<Message> {
    data.iter().map(|data| Message::new(*data)).collect()
}

#[doc(hidden)]
pub fn configure<C: Circuit<Fr>>(
    circuit: impl Fn(&[Message]) -> (C, Vec<Vec<Fr>>),
    messages: &[&str],
) -> Result<(), String> {
    crate::message::set_task(None);
    record::configure(&circuit(&sample(messages)).0, emit);
    Ok(())
}

#[doc(hidden)]
pub fn structure<C: Circuit<Fr>>(
    circuit: impl Fn(&[Message]) -> (C, Vec<Vec<Fr>>),
    messages: &[&str],
) -> Result<(), String> {
    crate::message::set_task(None);
    let (circuit, instances) = circuit(&sample(messages));
    record::structure(&circuit, &instances, emit)
}

#[doc(hidden)]
pub fn witness<C: Circuit<Fr>>(
    circuit: impl Fn(&[Message]) -> (C, Vec<Vec<Fr>>),
    phase: i32,
    pointer: i32,
    length: i32,
) -> Result<(), String> {
    let phase = u8::try_from(phase).map_err(|_| "no such phase")?;
    // SAFETY: the sandbox passes the address and length that it got memory with from `alloc`, which leaked a
    // boxed slice of exactly that size, and passes them once.
    let input = unsafe {
        let slice = std::ptr::slice_from_raw_parts_mut(pointer as *mut u8, length as usize);
        Box::from_raw(slice)
    };
    let input = Input::decode(&input)?;
    crate::message::set_task(input.task);
    let (circuit, instances) = circuit(&input.messages);
    record::witness(&circuit, &instances, phase, &input.challenges, emit)
}
