//! A cursor over bytes; every read names the part it belongs to, for the error.

use crate::Error;

pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    part: &'static str,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8], part: &'static str) -> Self {
        Self { rest: bytes, part }
    }

    pub(crate) const fn remaining(&self) -> usize {
        self.rest.len()
    }

    pub(crate) const fn take(&mut self, len: usize) -> Result<&'a [u8], Error> {
        match self.rest.split_at_checked(len) {
            Some((head, tail)) => {
                self.rest = tail;
                Ok(head)
            }
            None => Err(Error::Cut(self.part)),
        }
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        match self.rest.split_first_chunk::<N>() {
            Some((head, tail)) => {
                self.rest = tail;
                Ok(*head)
            }
            None => Err(Error::Cut(self.part)),
        }
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Error> {
        self.array().map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Error> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Error> {
        self.array().map(u64::from_be_bytes)
    }

    /// Bytes behind a u32 length.
    pub(crate) fn bytes32(&mut self) -> Result<&'a [u8], Error> {
        let len = self.u32()?;
        let len = usize::try_from(len).map_err(|_| Error::Cut(self.part))?;
        self.take(len)
    }

    /// Text behind a u16 length; `what` names it when it is not UTF-8.
    pub(crate) fn str16(&mut self, what: &'static str) -> Result<&'a str, Error> {
        let len = self.u16()?;
        core::str::from_utf8(self.take(usize::from(len))?).map_err(|_| Error::NotUtf8(what))
    }

    /// Ends the part: nothing may be left.
    pub(crate) const fn end(&self) -> Result<(), Error> {
        if self.rest.is_empty() { Ok(()) } else { Err(Error::Trailing(self.part)) }
    }
}
