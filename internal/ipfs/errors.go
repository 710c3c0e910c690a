package ipfs

import "errors"

// Faults that callers decide on.
var (
	// ErrBadCID: the text is no CID, or one of a hash or codec that is not accepted.
	ErrBadCID = errors.New("not a usable CID")
	// ErrTooLarge: the content is above the caller's limit.
	ErrTooLarge = errors.New("content above the limit")
	// ErrNotFound: neither the store, nor a peer, nor a gateway had the content in time.
	ErrNotFound = errors.New("content not found")
	// ErrFull: keeping the content would exceed Config.KeptBytes.
	ErrFull = errors.New("store is full")
	// ErrNotFile: the content is no file: a directory, a symbolic link, or no UnixFS at all.
	ErrNotFile = errors.New("content is not a file")
	// ErrBadContent: a gateway's bytes do not have the hash asked for.
	ErrBadContent = errors.New("content does not match its hash")
)
