// Package ffi is the one place that touches native proving libraries: it finds
// the prebuilt one for this machine among those embedded in the binary, checks
// and unpacks it, loads it without cgo, and calls the C ABI of
// vm/native/include/prover.h.
//
// The two halves are used in different processes. The node calls [Unpack], which
// gives a read-only file of the right library and runs none of its code. Only
// a worker process (package vm/worker) calls [Load] with that file.
//
// The memory treaty with the library is vm/native/TREATY.md: inputs are borrowed
// for the length of a call, outputs are owned by the library, copied here at
// once and released with sprout_free; nil and empty are the same; the progress
// callback runs on the thread that made the call and never after it.
package ffi
