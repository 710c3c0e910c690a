// Package sqlite is the datasource backend that needs no set-up: one file.
//
// All writes go through one connection, each transaction flushed to disk before
// it ends (write-ahead log, synchronous=FULL); reads have a small pool of their
// own and never wait for a writer. The file belongs to one node at a time; nodes
// that share a store use the postgres backend.
//
// A DSN is sqlite:///absolute/path or sqlite://relative/path, with these parameters:
//
//	maxBytes=N   the file grows to at most N bytes; appends beyond get ErrFull
package sqlite
