// Package ledger is a znode's durable memory, one SQLite file: which tasks it
// took and how far they came, which outputs have their result, which
// transactions were meant to be sent, and which results it attested. Every write
// is on disk when it returns. A znode with a stake must never lose it: what it
// attested before is what it must not contradict.
package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"github.com/ethereum/go-ethereum/common"
	_ "modernc.org/sqlite" // the database/sql driver

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/task"
)

// Ledger implements [processor.Ledger], [output.Log], [chain.Outbox] and
// [attest.Notes]. It is safe for concurrent use.
type Ledger struct{ db *sql.DB }

const schema = `
CREATE TABLE IF NOT EXISTS tasks (digest BLOB PRIMARY KEY, state TEXT NOT NULL, doc BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tasks_open ON tasks (state) WHERE state IN ('proving', 'proved');
CREATE TABLE IF NOT EXISTS deliveries (digest BLOB NOT NULL, output INTEGER NOT NULL, doc BLOB NOT NULL, PRIMARY KEY (digest, output)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS intents (id TEXT PRIMARY KEY, chain INTEGER NOT NULL, sender BLOB NOT NULL, nonce INTEGER NOT NULL, done INTEGER NOT NULL, doc BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS intents_open ON intents (chain, sender, nonce) WHERE done = 0;
CREATE TABLE IF NOT EXISTS attested (task BLOB NOT NULL, program BLOB NOT NULL, journal BLOB NOT NULL, PRIMARY KEY (task, program)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settlings (digest BLOB PRIMARY KEY, doc BLOB NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 1;`

// Open opens or makes the ledger in file path.
func Open(ctx context.Context, path string) (*Ledger, error) {
	q := url.Values{"_pragma": {"journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(5000)"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, err)
	}
	db.SetMaxOpenConns(1) // writes are few; one connection cannot meet itself
	var version int
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	if err == nil && version > 1 {
		err = fmt.Errorf("its format %d is newer than this program", version)
	}
	if err == nil {
		_, err = db.ExecContext(ctx, schema)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open ledger %s: %w", path, err), db.Close())
	}
	return &Ledger{db}, nil
}

// Close closes the file.
func (l *Ledger) Close() error { return l.db.Close() }

// Ping reports whether the ledger can be read.
func (l *Ledger) Ping(ctx context.Context) error { return l.db.PingContext(ctx) }

// one reads the single document a query finds; false if it finds none.
func one[T any](ctx context.Context, l *Ledger, query string, args ...any) (v T, found bool, err error) {
	var doc []byte
	err = l.db.QueryRowContext(ctx, query, args...).Scan(&doc)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	if err == nil {
		err = json.Unmarshal(doc, &v)
	}
	if err != nil {
		return v, false, fmt.Errorf("read ledger: %w", err)
	}
	return v, true, nil
}

func all[T any](ctx context.Context, l *Ledger, query string, args ...any) (list []T, err error) {
	rows, err := l.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var doc []byte
		var v T
		if err := rows.Scan(&doc); err != nil {
			return nil, fmt.Errorf("read ledger: %w", err)
		}
		if err := json.Unmarshal(doc, &v); err != nil {
			return nil, fmt.Errorf("read ledger: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

func (l *Ledger) write(ctx context.Context, v any, query string, args ...any) error {
	return writeTo(ctx, l.db, v, query, args...)
}

// writeTo writes a document to a database or in a transaction.
func writeTo(ctx context.Context, db interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}, v any, query string, args ...any) error {
	doc, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write ledger: %w", err)
	}
	if _, err := db.ExecContext(ctx, query, append(args, doc)...); err != nil {
		return fmt.Errorf("write ledger: %w", err)
	}
	return nil
}

// Entry implements [processor.Ledger].
func (l *Ledger) Entry(ctx context.Context, d task.Digest) (processor.Entry, bool, error) {
	return one[processor.Entry](ctx, l, "SELECT doc FROM tasks WHERE digest = ?", d[:])
}

// Record implements [processor.Ledger].
func (l *Ledger) Record(ctx context.Context, e processor.Entry) error {
	return l.write(ctx, e, "INSERT OR REPLACE INTO tasks (digest, state, doc) VALUES (?, ?, ?)", e.Digest[:], string(e.State))
}

// Unfinished implements [processor.Ledger].
func (l *Ledger) Unfinished(ctx context.Context) ([]processor.Entry, error) {
	return all[processor.Entry](ctx, l, "SELECT doc FROM tasks WHERE state IN ('proving', 'proved')")
}

// Delivered implements [output.Log].
func (l *Ledger) Delivered(ctx context.Context, d task.Digest, i int) (task.OutputRef, bool, error) {
	return one[task.OutputRef](ctx, l, "SELECT doc FROM deliveries WHERE digest = ? AND output = ?", d[:], i)
}

// SetDelivered implements [output.Log].
func (l *Ledger) SetDelivered(ctx context.Context, d task.Digest, i int, ref task.OutputRef) error {
	return l.write(ctx, ref, "INSERT OR REPLACE INTO deliveries (digest, output, doc) VALUES (?, ?, ?)", d[:], i)
}

// Intent implements [chain.Outbox].
func (l *Ledger) Intent(ctx context.Context, id string) (chain.Intent, bool, error) {
	return one[chain.Intent](ctx, l, "SELECT doc FROM intents WHERE id = ?", id)
}

// SaveIntent implements [chain.Outbox].
func (l *Ledger) SaveIntent(ctx context.Context, in chain.Intent) error {
	return l.write(ctx, in, "INSERT OR REPLACE INTO intents (id, chain, sender, nonce, done, doc) VALUES (?, ?, ?, ?, ?, ?)",
		in.ID, int64(in.Chain), in.From[:], int64(in.Nonce), in.Done)
}

// OpenIntents implements [chain.Outbox].
func (l *Ledger) OpenIntents(ctx context.Context, id uint64, from common.Address) ([]chain.Intent, error) {
	return all[chain.Intent](ctx, l, "SELECT doc FROM intents WHERE chain = ? AND sender = ? AND done = 0 ORDER BY nonce", int64(id), from[:])
}
