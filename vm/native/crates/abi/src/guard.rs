//! Keeps panics inside: a panic becomes a [`Code::Panic`] failure with its text and place.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crate::{Code, Failure};

thread_local! {
    static HERE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the last panic on a thread other than the guarded one said (provers work on thread pools).
static ELSEWHERE: Mutex<Option<String>> = Mutex::new(None);
/// Guarded calls under way; while there are any, panics are recorded instead of printed.
static GUARDED: AtomicUsize = AtomicUsize::new(0);
static HOOK: Once = Once::new();

/// Runs `work`; a panic in it, or in a thread it waits for, is returned as an error.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    HOOK.call_once(install_hook);
    HERE.take();
    GUARDED.fetch_add(1, Ordering::SeqCst);
    // AssertUnwindSafe: engines keep no state between calls that a panic could leave half-changed.
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.fetch_sub(1, Ordering::SeqCst);
    outcome.unwrap_or_else(|payload| Err(Failure::new(Code::Panic, describe(payload))))
}

fn install_hook() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.load(Ordering::SeqCst) == 0 {
            return previous(info);
        }
        let note = note(info);
        *ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner) = Some(note.clone());
        HERE.set(Some(note));
    }));
}

fn note(info: &PanicHookInfo<'_>) -> String {
    let text = payload_text(info.payload());
    match info.location() {
        Some(place) => format!("{text} (at {}:{})", shorten(place.file()), place.line()),
        None => text,
    }
}

/// Source paths hold the build machine's directories; what follows the registry's folder says enough.
fn shorten(file: &str) -> &str {
    for marker in ["/registry/src/", "/rustc/", "/crates/"] {
        if let Some(at) = file.find(marker) {
            let rest = &file[at + marker.len()..];
            return rest.split_once('/').map_or(rest, |(_, inner)| inner);
        }
    }
    file
}

fn payload_text(payload: &dyn Any) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "panic without a text".to_owned()
    }
}

fn describe(payload: Box<dyn Any + Send>) -> String {
    let elsewhere = ELSEWHERE
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    let note = HERE
        .take()
        .or(elsewhere)
        .unwrap_or_else(|| payload_text(payload.as_ref()));
    format!("the library panicked: {note}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_pass_through() {
        assert_eq!(guarded(|| Ok(7)), Ok(7));
        let failure = Failure::argument("no");
        assert_eq!(guarded::<()>(|| Err(failure.clone())), Err(failure));
    }

    #[test]
    fn panics_become_failures_with_text_and_place() {
        let failure = guarded::<()>(|| panic!("seal {} is short", 3)).expect_err("it panicked");
        assert_eq!(failure.code, Code::Panic);
        assert!(failure.message.contains("seal 3 is short"));
        assert!(failure.message.contains("guard.rs:"));
    }

    #[test]
    fn panics_of_threads_waited_for_are_told_too() {
        let failure = guarded::<()>(|| {
            std::thread::scope(|scope| {
                scope.spawn(|| panic!("worker gave up"));
            });
            Ok(())
        })
        .expect_err("a scoped thread panicked");
        assert_eq!(failure.code, Code::Panic);
        assert!(failure.message.starts_with("the library panicked: "));
    }

    #[test]
    fn payloads_of_other_types_are_survived() {
        let failure = guarded::<()>(|| panic::panic_any(5u8)).expect_err("it panicked");
        assert!(failure.message.contains("panic without a text"));
    }

    #[test]
    fn paths_lose_the_build_machine() {
        assert_eq!(
            shorten("/somewhere/.cargo/registry/src/index-1/rayon-1.0.0/src/lib.rs"),
            "rayon-1.0.0/src/lib.rs"
        );
        assert_eq!(shorten("src/lib.rs"), "src/lib.rs");
    }
}
