// Package fetch gets project files from where a contract's URI says and believes
// only bytes with the hash that stands on chain.
//
// URIs are ipfs://<cid>, ipfs://<endpoint host>/<cid> (Sprout 0.6), a bare CID,
// http(s):// and, where the operator allows it, file://. Bytes once fetched are
// kept on disk by hash and checked again when read.
package fetch
