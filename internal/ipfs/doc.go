// Package ipfs is the IPFS inside a node: it keeps what the node made, serves it
// to anybody who asks for its hash, and fetches what others keep.
//
// A [Node] has its own blockstore on disk, speaks bitswap over a libp2p host that
// it is given, and falls back to HTTP gateways, whose answers it believes no more
// than any peer's: every block is checked against its hash. Files are imported as
// Kubo does by default (256 KiB chunks, balanced, UnixFS), so `ipfs add
// --cid-version=1` of the same bytes prints the same CID.
//
// The store has two parts. Kept blocks were added or pinned here and stay.
// Fetched blocks are a cache of bounded size from which the least recently used
// are removed, so strangers' content can never fill the disk.
package ipfs
