//! `Uint8Array`: bytes of the module's memory, or of the script's own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::value::{Call, Fault};
use crate::machine::{charge, memory, slice};

/// A `Uint8Array`.
#[derive(Clone, Debug)]
pub(super) struct View {
    place: Place,
    start: u32,
    length: u32,
}

#[derive(Clone, Debug)]
enum Place {
    Module,
    Own(Arc<Mutex<Vec<u8>>>),
}

fn lock(bytes: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    bytes.lock().unwrap_or_else(PoisonError::into_inner)
}

impl View {
    /// Bytes of the module's memory; whether they are there is seen when they are used.
    pub(super) fn of_module(start: u32, length: u32) -> Self {
        Self { place: Place::Module, start, length }
    }

    /// The module's whole memory.
    pub(super) fn of_whole_module(call: &mut Call<'_>) -> Result<Self, Fault> {
        let (memory, _) = memory(call)?;
        Ok(Self::of_module(0, u32::try_from(memory.len()).unwrap_or(u32::MAX)))
    }

    /// Bytes of the script's own, all zero.
    pub(super) fn zeros(call: &mut Call<'_>, length: u32) -> Result<Self, Fault> {
        charge(call, u64::from(length))?;
        call.data_mut().own.spend(u64::from(length))?;
        Ok(Self::of(vec![0; length as usize]))
    }

    fn of(bytes: Vec<u8>) -> Self {
        let length = bytes.len() as u32;
        Self { place: Place::Own(Arc::new(Mutex::new(bytes))), start: 0, length }
    }

    /// A copy of the bytes.
    pub(super) fn copy(&self, call: &mut Call<'_>) -> Result<Self, Fault> {
        call.data_mut().own.spend(u64::from(self.length))?;
        Ok(Self::of(self.read(call)?))
    }

    pub(super) fn length(&self) -> u32 {
        self.length
    }

    /// The part between two indices, which count from the end when negative and are clamped, as in JavaScript
    /// with unsigned numbers.
    pub(super) fn part(&self, begin: u32, end: u32) -> Self {
        let begin = begin.min(self.length);
        let end = end.clamp(begin, self.length);
        Self {
            place: self.place.clone(),
            start: self.start.saturating_add(begin),
            length: end - begin,
        }
    }

    /// The bytes.
    pub(super) fn read(&self, call: &mut Call<'_>) -> Result<Vec<u8>, Fault> {
        charge(call, u64::from(self.length))?;
        let mut bytes = Vec::new();
        self.with(call, |there| {
            bytes = there.to_vec();
            Ok(())
        })?;
        Ok(bytes)
    }

    /// Writes bytes from an index on.
    pub(super) fn write(&self, call: &mut Call<'_>, index: u32, bytes: &[u8]) -> Result<(), Fault> {
        charge(call, bytes.len() as u64)?;
        self.with(call, |there| {
            let room = there.get_mut(index as usize..).unwrap_or_default();
            let room = room.get_mut(..bytes.len());
            room.ok_or_else(|| Fault::error("offset is out of bounds"))?.copy_from_slice(bytes);
            Ok(())
        })
    }

    /// Fills the bytes with the operating system's random numbers.
    pub(super) fn fill_random(&self, call: &mut Call<'_>) -> Result<(), Fault> {
        charge(call, u64::from(self.length))?;
        self.with(call, |bytes| {
            getrandom::getrandom(bytes).map_err(|error| Fault::error(error.to_string()))
        })
    }

    fn with(
        &self,
        call: &mut Call<'_>,
        work: impl FnOnce(&mut [u8]) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        match &self.place {
            Place::Module => {
                let (memory, _) = memory(call)?;
                work(slice(memory, "Uint8Array", self.start, self.length)?)
            }
            Place::Own(bytes) => {
                work(slice(&mut lock(bytes), "Uint8Array", self.start, self.length)?)
            }
        }
    }
}
