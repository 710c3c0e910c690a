// Package owner does on a chain what the owners of projects, znodes and enodes do there: it reads what the contracts of a
// network say, all of one block, sends calls paid by one account and follows them to their end, and says in words why a
// contract refuses one.
//
// It serves people at a command line. Nodes follow the chain and send by what internal/chain offers.
package owner
