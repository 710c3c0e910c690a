// Package node is what enodes and znodes are made of alike: operator's key, chain
// connection, contract registry, peer-to-peer host, IPFS, provers in worker
// processes, and the projects. [Base] opens them in order and hands them to the
// assembly, which adds what makes it an enode or a znode.
package node
