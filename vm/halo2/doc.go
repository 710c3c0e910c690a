// Package halo2 proves circuits written for halo2 (BN254, KZG) with the native
// library of vm/native, in worker processes.
//
// A program is the front end of a circuit, compiled to wasm: it configures and
// synthesizes, the library records that in a sandbox inside the worker, replays it and
// proves natively. A prover needs public parameters ([Config].SRSFile) for all but
// verification, because receipts bring what their verification needs. What a proof costs beside
// the proof itself, the keys, is kept on disk from one worker to the next.
//
// The old form, a wasm-bindgen module that exports prove, is run as it is. What it
// prints is its receipt, of kind wasm, which only somebody with its author's
// verifying key could verify: it is never bound to a task.
package halo2
