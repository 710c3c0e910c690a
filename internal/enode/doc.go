// Package enode assembles an enode: the common part of a node, the store with its
// batcher, the HTTP interface, the sequencer and the dispatcher. It reaches
// neither outputs nor the processor, and uses provers only to verify receipts.
package enode
