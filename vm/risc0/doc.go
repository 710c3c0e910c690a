// Package risc0 proves programs for the Risc0 zkVM with the native library of
// vm/native, in worker processes.
//
// What a proof costs: a segment of 2¹⁸ cycles takes about 2.4 GB of memory, half
// the cycles half of it, and a cycle about 60 to 70 microseconds of two cores,
// whatever the size of the segment. Even the smallest proof takes some fifteen
// seconds, because programs are padded to a power of two and pages are moved in
// and out, so a batch of messages in one proof costs little more than one alone.
package risc0
