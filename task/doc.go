// Package task is the vocabulary of Sprout: what a message, a task, a receipt
// and a status are, how they are encoded, digested and signed, and which state
// may follow which.
//
// It does no I/O and imports nothing of Sprout, so the whole system can be read
// here before any mechanism. Strings and numbers that mean something have a type
// ([ProjectID], [Digest], [Address]); the zero value of each is the harmless one.
//
// The byte formats are fixed in docs/protocol.md and pinned by the vectors in
// docs/testvectors, which Go, Rust and Solidity tests read alike.
package task
