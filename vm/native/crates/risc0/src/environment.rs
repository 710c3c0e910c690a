//! risc0-zkvm reads `RISC0_*` variables (fake proofs, dump files, profiles); none of them may have a say here.

/// Removes every `RISC0_*` variable from this process.
pub fn forget() {
    let names: Vec<_> = std::env::vars_os()
        .map(|(name, _)| name)
        .filter(|name| name.as_encoded_bytes().starts_with(b"RISC0_"))
        .collect();
    for name in names {
        // SAFETY: runs once, before the library starts any prover thread; hosts that load the library
        // keep their own copy of the environment (Go) or must not change it meanwhile (TREATY.md).
        unsafe { std::env::remove_var(name) };
    }
}
