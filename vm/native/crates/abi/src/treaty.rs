//! The memory treaty in types: borrowed views, owned buffers, and who frees what.
//!
//! `vm/native/TREATY.md` says the same in prose; change both together.

use std::ffi::c_void;

use crate::Failure;

/// Bytes owned by the library, released with `sprout_free`.
///
/// Empty data is always `{NULL, 0, 0}`. The three fields belong together: a caller copies the bytes
/// out and gives the struct back unchanged.
#[repr(C)]
#[derive(Debug)]
pub struct SproutBuffer {
    /// First byte, or null when `len` is 0.
    pub ptr: *mut u8,
    /// Number of bytes that may be read.
    pub len: usize,
    /// Number of bytes allocated; only `sprout_free` needs it.
    pub cap: usize,
}

/// Progress callback: `user` as given to the call, stage (1 execute, 2 prove, 3 verify), done, total.
///
/// It runs on the thread that made the call, never after the call has returned. It must not unwind
/// and must not call the library.
pub type SproutProgress =
    Option<unsafe extern "C" fn(user: *mut c_void, stage: u32, done: u64, total: u64)>;

impl SproutBuffer {
    /// The empty buffer, which owns nothing.
    pub const EMPTY: Self = Self {
        ptr: std::ptr::null_mut(),
        len: 0,
        cap: 0,
    };

    /// Hands `bytes` over to the caller.
    pub fn from_vec(bytes: Vec<u8>) -> Self {
        if bytes.is_empty() {
            return Self::EMPTY;
        }
        let mut bytes = std::mem::ManuallyDrop::new(bytes);
        Self {
            ptr: bytes.as_mut_ptr(),
            len: bytes.len(),
            cap: bytes.capacity(),
        }
    }

    /// Takes the bytes back and leaves the empty buffer behind.
    ///
    /// # Safety
    /// `self` is empty or came from [`SproutBuffer::from_vec`] and was not released through a copy.
    pub unsafe fn take(&mut self) -> Vec<u8> {
        let taken = std::mem::replace(self, Self::EMPTY);
        if taken.ptr.is_null() {
            return Vec::new();
        }
        // SAFETY: by the caller's promise these are the parts of a Vec<u8> given up in from_vec.
        unsafe { Vec::from_raw_parts(taken.ptr, taken.len, taken.cap) }
    }
}

/// Borrows an input for the duration of a call.
///
/// A null pointer is allowed only with length 0, and both mean "empty".
///
/// # Safety
/// If `ptr` is not null, `len` bytes are readable there and nobody writes to them until the call returns.
pub unsafe fn view<'a>(name: &str, ptr: *const u8, len: usize) -> Result<&'a [u8], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if ptr.is_null() {
        return Err(Failure::argument(format!(
            "{name} is a null pointer with length {len}"
        )));
    }
    if len > isize::MAX as usize {
        return Err(Failure::argument(format!(
            "{name} has an impossible length of {len} bytes"
        )));
    }
    // SAFETY: not null, length representable, readable and unchanged by the caller's promise.
    Ok(unsafe { std::slice::from_raw_parts(ptr, len) })
}

/// Writes a result through an out pointer; false when there is nowhere to write to.
///
/// What was in `out` before is overwritten, not released.
///
/// # Safety
/// If `out` is not null it points to writable memory for one [`SproutBuffer`].
pub unsafe fn put(out: *mut SproutBuffer, bytes: Vec<u8>) -> bool {
    if out.is_null() || !out.is_aligned() {
        return false;
    }
    // SAFETY: not null, aligned, writable by the caller's promise; write does not read the old value.
    unsafe { out.write(SproutBuffer::from_vec(bytes)) };
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_tell_null_from_empty() {
        let data = [1u8, 2, 3];
        // SAFETY: pointers are null or come from a live array with its own length.
        unsafe {
            assert_eq!(view("x", std::ptr::null(), 0), Ok(&[][..]));
            assert_eq!(view("x", data.as_ptr(), 0), Ok(&[][..]));
            assert_eq!(view("x", data.as_ptr(), 3), Ok(&data[..]));
            let failure = view("input", std::ptr::null(), 3).expect_err("null with a length");
            assert!(failure.message.contains("input"));
            assert!(view("x", data.as_ptr(), usize::MAX).is_err());
        }
    }

    #[test]
    fn buffers_come_back_whole() {
        let mut bytes = Vec::with_capacity(64);
        bytes.extend_from_slice(b"journal");
        let mut buffer = SproutBuffer::from_vec(bytes);
        assert_eq!(buffer.len, 7);
        // SAFETY: the buffer comes from from_vec and has no copies.
        unsafe {
            assert_eq!(buffer.take(), b"journal");
            assert!(buffer.ptr.is_null());
            assert!(buffer.take().is_empty());
        }
    }

    #[test]
    fn empty_data_owns_nothing() {
        let buffer = SproutBuffer::from_vec(Vec::with_capacity(10));
        assert!(buffer.ptr.is_null());
        assert_eq!((buffer.len, buffer.cap), (0, 0));
    }

    #[test]
    fn nothing_is_written_through_null_or_crooked_pointers() {
        let mut space = [SproutBuffer::EMPTY, SproutBuffer::EMPTY];
        let crooked = space.as_mut_ptr().cast::<u8>().wrapping_add(1).cast();
        // SAFETY: both pointers are refused before any write.
        unsafe {
            assert!(!put(std::ptr::null_mut(), vec![1]));
            assert!(!put(crooked, vec![1]));
        }
    }
}
