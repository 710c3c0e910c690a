// Package verifier makes contracts of the verifiers that are generated from halo2 circuits, and asks them.
//
// The source of such a contract is Solidity in which one block of assembly lays out all memory itself, and there is one
// way only to compile it that yields a contract that works: compile.js has it, for this package and for the script
// contracts/compile-verifier, and the compiler is npm's solc of exactly [SolcVersion]. So anybody who has the circuit's
// front end and the public parameters can make the same bytes and compare them with what is on chain.
//
// An [Artifact] is the compiled contract with what its deployment takes; contracts/deploy puts it on a chain behind an
// IProofVerifier, and [Ask] has that verify a proof.
package verifier
