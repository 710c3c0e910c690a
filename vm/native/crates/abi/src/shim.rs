//! What stands behind each exported function: arguments in, a guarded thread, results out.
//!
//! Public only so that the code [`export_prover!`](crate::export_prover) generates can reach it.

use std::ffi::c_void;
use std::sync::{Once, mpsc};
use std::thread;

use crate::engine::{Engine, Progress, Report};
use crate::guard::guarded;
use crate::treaty::{self, SproutBuffer, SproutProgress};
use crate::{Code, Failure};

/// Stack of the thread a call runs on; decoders and provers recurse deeper than a caller's stack may allow.
const STACK_BYTES: usize = 64 << 20;

static PREPARED: Once = Once::new();

/// A borrowed input: name for messages, address, length.
pub type Input = (&'static str, *const u8, usize);

/// Where progress goes.
pub struct Listener {
    /// The caller's function, or none.
    pub callback: SproutProgress,
    /// Given back to the callback unchanged.
    pub user: *mut c_void,
}

impl Listener {
    /// A listener that hears nothing.
    pub const NONE: Self = Self {
        callback: None,
        user: std::ptr::null_mut(),
    };

    fn tell(&self, report: Report) {
        if let Some(callback) = self.callback {
            // SAFETY: the caller promised a function that may be called with its own `user` until
            // the call returns; this runs on the calling thread, inside the call.
            unsafe { callback(self.user, report.stage as u32, report.done, report.total) };
        }
    }
}

/// Borrows all inputs of a call.
///
/// # Safety
/// As for [`treaty::view`], for every input.
unsafe fn views<'a, const N: usize>(inputs: [Input; N]) -> Result<[&'a [u8]; N], Failure> {
    let mut slices = [&[][..]; N];
    for (slice, (name, ptr, len)) in slices.iter_mut().zip(inputs) {
        // SAFETY: promised by the caller.
        *slice = unsafe { treaty::view(name, ptr, len) }?;
    }
    Ok(slices)
}

/// Runs `work` on its own guarded thread while progress is delivered on this one.
fn on_own_thread<E: Engine, T: Send>(
    listener: &Listener,
    work: impl FnOnce(&Progress) -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    let (sender, reports) = mpsc::channel();
    thread::scope(|scope| {
        let body = move || {
            guarded(|| {
                PREPARED.call_once(E::prepare);
                work(&Progress::new(sender))
            })
        };
        let worker = thread::Builder::new()
            .name("sprout-prover".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, body)
            .map_err(|err| Failure::internal(format!("cannot start a thread: {err}")))?;
        for report in reports {
            listener.tell(report);
        }
        worker
            .join()
            .unwrap_or_else(|_| Err(Failure::new(Code::Panic, "the library panicked")))
    })
}

/// A call with `N` inputs and one JSON result.
///
/// # Safety
/// Inputs as for [`treaty::view`], `out` as for [`treaty::put`], listener as `SproutProgress` demands.
pub unsafe fn call<E: Engine, const N: usize>(
    inputs: [Input; N],
    listener: Listener,
    out: *mut SproutBuffer,
    work: impl FnOnce([&[u8]; N], &Progress) -> Result<String, Failure> + Send,
) -> i32 {
    // SAFETY: promised by the caller.
    let outcome = unsafe { views(inputs) }
        .and_then(|slices| on_own_thread::<E, _>(&listener, |progress| work(slices, progress)));
    let (code, bytes) = match outcome {
        Ok(json) => (0, json.into_bytes()),
        Err(failure) => (failure.code as i32, failure.message.into_bytes()),
    };
    // SAFETY: promised by the caller.
    match unsafe { treaty::put(out, bytes) } {
        true => code,
        false => Code::InvalidArgument as i32,
    }
}

/// `sprout_prove`: as [`call`], with two results.
///
/// # Safety
/// As for [`call`], for both out pointers.
pub unsafe fn prove<E: Engine>(
    inputs: [Input; 3],
    listener: Listener,
    receipt: *mut SproutBuffer,
    info: *mut SproutBuffer,
) -> i32 {
    // An hour of proving must not end in "nowhere to put it": empty both outputs first.
    // SAFETY: promised by the caller.
    let writable = unsafe {
        [
            treaty::put(receipt, Vec::new()),
            treaty::put(info, Vec::new()),
        ]
    };
    if writable != [true, true] {
        // SAFETY: promised by the caller.
        unsafe { treaty::put(receipt, b"an out pointer is null or misaligned".to_vec()) };
        return Code::InvalidArgument as i32;
    }
    // SAFETY: promised by the caller.
    let outcome = unsafe { views(inputs) }.and_then(|[program, options, input]| {
        on_own_thread::<E, _>(&listener, |progress| {
            E::prove(program, options, input, progress)
        })
    });
    // SAFETY: both pointers were written to above.
    unsafe {
        match outcome {
            Ok(proof) => {
                treaty::put(receipt, proof.receipt);
                treaty::put(info, proof.info.into_bytes());
                0
            }
            Err(failure) => {
                treaty::put(receipt, failure.message.into_bytes());
                failure.code as i32
            }
        }
    }
}

/// `sprout_free`.
///
/// # Safety
/// `buffer` is null or points to a struct a call has filled, not released through a copy.
pub unsafe fn free(buffer: *mut SproutBuffer) {
    if buffer.is_null() || !buffer.is_aligned() {
        return;
    }
    // SAFETY: promised by the caller.
    drop(unsafe { (*buffer).take() });
}
