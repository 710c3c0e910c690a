//! A guest program joined with the kernel.

use anyhow::{Context as _, Result};
use risc0_binfmt::{MemoryImage, ProgramBinary};
use risc0_zkos_v1compat::V1COMPAT_ELF;

/// Version of risc0-zkvm whose kernel is joined to guests here.
const ZKVM_VERSION: &str = "3.0.6";

/// A user ELF together with the zkVM's kernel.
pub struct Program {
    binary: Vec<u8>,
}

impl Program {
    /// Joins a guest's ELF with the kernel.
    #[must_use]
    pub fn join(user_elf: &[u8]) -> Self {
        Self { binary: ProgramBinary::new(user_elf, V1COMPAT_ELF).encode() }
    }

    /// The joined binary, in the form the prover takes.
    #[must_use]
    pub fn binary(&self) -> &[u8] {
        &self.binary
    }

    /// The zkVM version the kernel belongs to.
    #[must_use]
    pub const fn zkvm_version() -> &'static str {
        ZKVM_VERSION
    }

    /// The program id: the digest of the memory a run begins with.
    ///
    /// # Errors
    /// If the user ELF is not a RISC-V program that fits in the guest's memory.
    pub fn id(&self) -> Result<[u8; 32]> {
        let digest = risc0_binfmt::compute_image_id(&self.binary).context("compute program id")?;
        Ok(digest.into())
    }

    /// The program id as risc0's `methods.rs` writes it: eight little-endian words.
    ///
    /// # Errors
    /// As [`Program::id`].
    pub fn id_words(&self) -> Result<[u32; 8]> {
        let digest = risc0_binfmt::compute_image_id(&self.binary).context("compute program id")?;
        Ok(digest.into())
    }

    /// The memory a run begins with.
    pub(crate) fn image(&self) -> Result<MemoryImage> {
        ProgramBinary::decode(&self.binary)
            .and_then(|binary| binary.to_image())
            .context("load program")
    }
}
