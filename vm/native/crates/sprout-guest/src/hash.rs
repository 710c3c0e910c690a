//! SHA-256: the zkVM's own instruction inside a guest, the `sha2` crate elsewhere.

#[cfg(target_os = "zkvm")]
use risc0_zkvm::sha::rust_crypto::{Digest, Sha256};
#[cfg(not(target_os = "zkvm"))]
use sha2::{Digest, Sha256};

/// A SHA-256 that is fed piece by piece.
pub(crate) struct Hasher(Sha256);

impl Hasher {
    /// A hasher that has already taken `prefix`.
    pub(crate) fn new(prefix: &[u8]) -> Self {
        let mut inner = Sha256::new();
        inner.update(prefix);
        Self(inner)
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
