//! Runs published halo2 front ends, and the old form's modules, in WASM.
