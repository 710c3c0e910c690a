//! SHA-256: the zkVM's own instruction inside a guest, the `sha2` crate elsewhere.

#[cfg(not(target_os = "zkvm"))]
pub(crate) use host::Hasher;
#[cfg(target_os = "zkvm")]
pub(crate) use zkvm::{Hasher, digest_in_place, padded_words};

#[cfg(not(target_os = "zkvm"))]
mod host {
    use sha2::{Digest as _, Sha256};

    /// A SHA-256 that is fed piece by piece.
    pub(crate) struct Hasher(Sha256);

    impl Hasher {
        pub(crate) fn new() -> Self {
            Self(Sha256::new())
        }

        pub(crate) fn update(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }

        /// The digest of all that was fed; the hasher begins anew.
        pub(crate) fn finish(&mut self) -> [u8; 32] {
            self.0.finalize_reset().into()
        }
    }
}

#[cfg(target_os = "zkvm")]
mod zkvm {
    use bytemuck::{bytes_of_mut, cast_slice_mut};
    use risc0_zkvm::sha::{Digest, SHA256_INIT};
    use risc0_zkvm_platform::syscall::sys_sha_buffer;

    const BLOCK: usize = 64;
    const BLOCKS: usize = 4;
    const SIZE: usize = BLOCKS * BLOCK;

    /// A SHA-256 that is fed piece by piece. What is fed is first moved to whole, aligned
    /// words, as the instruction wants it, and nothing is allocated: the zkVM's heap never
    /// shrinks, and every fresh page of it costs a proof about a thousand cycles.
    pub(crate) struct Hasher {
        state: Digest,
        buffer: [u32; SIZE / 4],
        filled: usize,
        total: u64,
    }

    impl Hasher {
        pub(crate) const fn new() -> Self {
            Self { state: SHA256_INIT, buffer: [0; SIZE / 4], filled: 0, total: 0 }
        }

        pub(crate) fn update(&mut self, mut bytes: &[u8]) {
            self.total += bytes.len() as u64;
            while !bytes.is_empty() {
                if self.filled == SIZE {
                    self.compress();
                }
                let space = bytes_of_mut(&mut self.buffer).split_at_mut(self.filled).1;
                let (now, later) = bytes.split_at(bytes.len().min(space.len()));
                space.split_at_mut(now.len()).0.copy_from_slice(now);
                self.filled += now.len();
                bytes = later;
            }
        }

        /// The digest of all that was fed; the hasher begins anew.
        pub(crate) fn finish(&mut self) -> [u8; 32] {
            let bits = self.total * 8;
            self.update(&[0x80]);
            let used = self.filled % BLOCK;
            let zeros = (2 * BLOCK - 8 - used) % BLOCK;
            self.update([0; BLOCK].split_at(zeros).0);
            self.update(&bits.to_be_bytes());
            self.compress();
            self.total = 0;
            core::mem::replace(&mut self.state, SHA256_INIT).into()
        }

        /// Compresses the filled blocks; only whole ones are filled when it is called.
        fn compress(&mut self) {
            compress(&mut self.state, self.buffer.split_at(self.filled / 4).0);
            self.filled = 0;
        }
    }

    /// The digest of what `message` holds from `0` to `len`, in place: the bytes after that,
    /// at least nine and to the end of a block, are made the padding.
    pub(crate) fn digest_in_place(message: &mut [u32], len: usize) -> [u8; 32] {
        let bytes = cast_slice_mut::<u32, u8>(message);
        let (_, padding) = bytes.split_at_mut(len);
        padding.fill(0);
        if let Some(first) = padding.first_mut() {
            *first = 0x80;
        }
        if let Some(last) = padding.last_chunk_mut() {
            *last = (len as u64 * 8).to_be_bytes();
        }
        let mut state = SHA256_INIT;
        compress(&mut state, message);
        state.into()
    }

    /// Words of the buffer in which a message of `len` bytes is digested in place.
    pub(crate) const fn padded_words(len: usize) -> usize {
        (len + 9).next_multiple_of(BLOCK) / 4
    }

    /// Compresses whole blocks of sixteen words.
    fn compress(state: &mut Digest, words: &[u32]) {
        let count = (words.len() / (BLOCK / 4)) as u32;
        let state: *mut [u32; 8] = state.as_mut();
        // SAFETY: `state` is eight words, in and out may be the same, and `words` holds
        // `count` blocks of sixteen words; both are aligned to words.
        #[expect(unsafe_code, reason = "the instruction takes addresses")]
        unsafe {
            sys_sha_buffer(state, state, words.as_ptr().cast(), count);
        }
    }
}
