// Package postgres is the datasource backend for production: one PostgreSQL
// database, shared by any number of nodes.
//
// A DSN is what pgx takes, as postgres://user:password@host:5432/database, with
// its parameters (sslmode, pool_max_conns …). A transaction is acknowledged only
// after its commit is flushed; synchronous_commit=off is refused.
//
// Several nodes may append and pack at once. Each node's appends keep their
// order; between nodes the order is that of the database's sequence, in which a
// message may become visible slightly after one with a higher number. It is then
// packed with those that follow.
package postgres
