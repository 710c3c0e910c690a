// Package fetch gets project files from where their owners put them:
//
//	ipfs://<cid>, <cid>        IPFS
//	ipfs://<host>/<cid>        IPFS, then the host's gateway and API (the form of Sprout 0.6)
//	http://…, https://…        a web server
//	file:///…                  this machine, where the operator allows it
//
// Nothing is trusted by where it came from: bytes whose SHA-256 is not the one
// on chain are refused, from every source and from the cache on disk too.
//
// The addresses are strangers' words. A node therefore speaks to public hosts
// only, unless the operator says otherwise, whatever names and redirects say;
// it bounds size, time and connections; and it tries again only what can pass.
package fetch
