// Package vmtest has what tests of provers need: [Run], the conformance suite
// every [vm.Prover] passes, and [FakeProver], a prover without any cryptography
// for tests of everything that stands around a prover.
package vmtest
