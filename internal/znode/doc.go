// Package znode assembles a znode: the common part of a node, the processor with
// its ledger, and the outputs.
package znode
