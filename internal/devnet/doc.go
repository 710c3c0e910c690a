// Package devnet runs a whole network on one machine with nothing installed: an
// EVM chain in this process with JSON-RPC on loopback, the contracts, an IPFS node
// that is also the bootstrap peer, and one enode and several znodes, each a
// process of its own. It publishes the weather example, can send a month of
// readings through it, and reports what became of each message.
//
// A node that dies is started again, as a service manager would; everything it
// needs to go on is in its data directory. When this process ends, however it
// ends, its children end with it.
package devnet
