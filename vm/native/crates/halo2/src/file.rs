//! Open files that the process was started with: the library opens none itself.

use std::fs::File;
use std::io::{self, Read, Write};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::FileExt;

use sprout_abi::Failure;

/// Bytes that can be read at any place, from several threads.
pub trait Source: Sync {
    /// Fills `buffer` with the bytes at `offset`.
    ///
    /// # Errors
    /// If there are fewer, or they cannot be read.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()>;

    /// Number of bytes.
    ///
    /// # Errors
    /// If it cannot be told.
    fn size(&self) -> io::Result<u64>;
}

impl Source for [u8] {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        let bytes = usize::try_from(offset)
            .ok()
            .and_then(|start| self.get(start..))
            .and_then(|rest| rest.get(..buffer.len()))
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(bytes);
        Ok(())
    }

    fn size(&self) -> io::Result<u64> {
        Ok(self.len() as u64)
    }
}

/// A file the caller has opened and keeps.
#[derive(Debug)]
pub struct Inherited(ManuallyDrop<File>);

impl Inherited {
    /// The file behind descriptor `number`, which option `name` gave.
    ///
    /// # Errors
    /// If the number is that of a standard stream or of no file.
    pub fn new(name: &str, number: i32) -> Result<Self, Failure> {
        if number <= 2 {
            return Err(Failure::argument(format!(
                "{name} is {number}, which is no inherited file"
            )));
        }
        // SAFETY: the caller has opened the file for this call and keeps it (see the options); ManuallyDrop
        // leaves it open. A number of no file is found out by the call below, before anything else is done.
        let file = Self(ManuallyDrop::new(unsafe { File::from_raw_fd(number) }));
        file.size()
            .map_err(|err| Failure::argument(format!("{name} {number} is not open: {err}")))?;
        Ok(file)
    }
}

impl Source for Inherited {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        self.0.read_exact_at(buffer, offset)
    }

    fn size(&self) -> io::Result<u64> {
        // By number: the standard library asks by path, which a confined process is refused.
        let mut stat = MaybeUninit::<libc::stat>::uninit();
        // SAFETY: the call fills the struct behind the pointer, which is the kernel's own on 64-bit systems.
        if unsafe { libc::syscall(libc::SYS_fstat, self.0.as_raw_fd(), stat.as_mut_ptr()) } != 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the call has succeeded, so it has filled the struct.
        let size = unsafe { stat.assume_init() }.st_size;
        u64::try_from(size).map_err(io::Error::other)
    }
}

impl Write for Inherited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Reads a [`Source`] from one place on.
pub struct Cursor<'a, S: Source + ?Sized> {
    source: &'a S,
    at: u64,
    end: u64,
}

impl<'a, S: Source + ?Sized> Cursor<'a, S> {
    /// A reader of the `len` bytes from `at` on.
    pub fn new(source: &'a S, at: u64, len: u64) -> Self {
        Self { source, at, end: at.saturating_add(len) }
    }
}

impl<S: Source + ?Sized> Read for Cursor<'_, S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let len = buffer.len().min(left);
        self.source.read_at(&mut buffer[..len], self.at)?;
        self.at += len as u64;
        Ok(len)
    }
}
