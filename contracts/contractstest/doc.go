// Package contractstest tests the contracts from Go, on go-ethereum's own EVM: that what the nodes bind to can be
// deployed and does what the Solidity suite says, and that bindings and ABIs are those of the sources. It exports the
// chain its tests run on, for other packages' tests that need real contracts.
package contractstest
