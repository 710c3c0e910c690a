// Package bindings lets Go call the contracts of contracts/src. contracts.go is generated from the compiled contracts
// by abigen v2 and committed, so that nobody needs a Solidity compiler to build the nodes; sources.sha256 lists the
// digests of what it was made from. `make contracts-generate` writes both anew.
package bindings
