package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/pressly/goose/v3"
	"golang.org/x/sys/unix"
	sqlite3 "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/machinefi/sprout/datasource"
)

// Scheme is the scheme of this backend's DSNs.
const Scheme = "sqlite"

// readers is the size of the read pool: enough that a long read does not hold up
// the short ones, few enough that their page caches stay small.
const readers = 4

// pageSize is SQLite's default; the size limit is counted in pages.
const pageSize = 4096

//go:embed migrations/*.sql
var migrations embed.FS

// Store is a [datasource.Store] in one SQLite file.
type Store struct {
	write  *sql.DB // one connection
	read   *sql.DB
	insert *sql.Stmt // on write
	closed atomic.Bool
}

var _ datasource.Store = (*Store)(nil)

// Open opens the file, makes it if there is none, and brings its schema up to date.
func Open(ctx context.Context, dsn string) (datasource.Store, error) {
	path, maxPages, err := parseDSN(dsn)
	if err != nil {
		return nil, err
	}
	if err := touch(path); err != nil {
		return nil, fmt.Errorf("open sqlite: %w", err)
	}
	s, err := connect(path, maxPages)
	if err != nil {
		return nil, fmt.Errorf("open sqlite %s: %w", path, err)
	}
	if err := s.prepare(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("open sqlite %s: %w", path, s.wrap(err)), s.Close())
	}
	return s, nil
}

func parseDSN(dsn string) (path string, maxPages uint64, err error) {
	rest, ok := strings.CutPrefix(dsn, Scheme+"://")
	path, query, _ := strings.Cut(rest, "?")
	if !ok || path == "" {
		return "", 0, fmt.Errorf("parse sqlite dsn: want %s:///path, got no path", Scheme)
	}
	params, err := url.ParseQuery(query)
	if err != nil {
		return "", 0, fmt.Errorf("parse sqlite dsn: %w", err)
	}
	for name := range params {
		if name != "maxBytes" {
			return "", 0, fmt.Errorf("parse sqlite dsn: unknown parameter %q, want maxBytes", name)
		}
	}
	if text := params.Get("maxBytes"); text != "" {
		n, err := strconv.ParseUint(text, 10, 63)
		if err != nil || n < pageSize {
			return "", 0, fmt.Errorf("parse sqlite dsn: maxBytes is %q, want a number of bytes from %d", text, pageSize)
		}
		maxPages = n / pageSize
	}
	return path, maxPages, nil
}

// touch makes the file for its owner alone; SQLite gives its log the same mode.
// A file that is there is not opened: closing it would drop the locks that
// another store of this process holds on it.
func touch(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// lockSchema lets one process at a time bring the schema up to date. The lock
// goes with the process, however it ends.
func lockSchema(path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("lock schema: %w", err), f.Close())
	}
	return f.Close, nil
}

func connect(path string, maxPages uint64) (*Store, error) {
	common := []string{"journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(10000)"}
	writer := append(common, "cache_size(-16384)", "wal_autocheckpoint(4000)", "journal_size_limit(67108864)")
	if maxPages > 0 {
		writer = append(writer, fmt.Sprintf("max_page_count(%d)", maxPages))
	}
	w, err := sql.Open("sqlite", fileURI(path, "immediate", writer))
	if err != nil {
		return nil, err
	}
	w.SetMaxOpenConns(1)
	r, err := sql.Open("sqlite", fileURI(path, "deferred", append(common, "query_only(1)")))
	if err != nil {
		return nil, errors.Join(err, w.Close())
	}
	r.SetMaxOpenConns(readers)
	r.SetMaxIdleConns(readers)
	return &Store{write: w, read: r}, nil
}

func fileURI(path, lock string, pragmas []string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": pragmas}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}

func (s *Store) prepare(ctx context.Context, path string) (err error) {
	unlock, err := lockSchema(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, s.write, files)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if s.insert, err = s.write.PrepareContext(ctx, insertMessage); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes the new file's name as durable as its contents.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// update runs fn in a write transaction. Only the wait for the connection can be
// cancelled: a transaction is short, and once begun its outcome is known.
func (s *Store) update(ctx context.Context, what string, fn func(context.Context, *sql.Tx) error) error {
	err := s.transact(ctx, s.write, fn)
	if err != nil {
		return fmt.Errorf("%s: %w", what, s.wrap(err))
	}
	return nil
}

// view runs fn in a read transaction, which sees one state of the store.
func (s *Store) view(ctx context.Context, what string, fn func(context.Context, *sql.Tx) error) error {
	if err := s.transact(ctx, s.read, fn); err != nil {
		return fmt.Errorf("%s: %w", what, s.wrap(err))
	}
	return nil
}

func (s *Store) transact(ctx context.Context, db *sql.DB, fn func(context.Context, *sql.Tx) error) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	ctx = context.WithoutCancel(ctx)
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := fn(ctx, tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// wrap adds the datasource error that callers know to err.
func (s *Store) wrap(err error) error {
	var e *sqlite3.Error
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return datasource.ErrNotFound
	case errors.As(err, &e) && e.Code()&0xff == lib.SQLITE_FULL:
		return fmt.Errorf("%w: %w", datasource.ErrFull, err)
	case s.closed.Load():
		return fmt.Errorf("%w: %w", datasource.ErrClosed, err)
	}
	return err
}

// Ping implements [datasource.StatusStore].
func (s *Store) Ping(ctx context.Context) error {
	if err := s.write.PingContext(ctx); err != nil {
		return fmt.Errorf("ping sqlite: %w", s.wrap(err))
	}
	return nil
}

// Close implements [io.Closer] as [datasource.Store] says.
func (s *Store) Close() error {
	s.closed.Store(true)
	var err error
	if s.insert != nil {
		err = s.insert.Close()
	}
	if err = errors.Join(err, s.read.Close(), s.write.Close()); err != nil {
		return fmt.Errorf("close sqlite: %w", err)
	}
	return nil
}

// Stats implements [datasource.StatusStore].
func (s *Store) Stats(ctx context.Context) (datasource.Stats, error) {
	var st datasource.Stats
	err := s.view(ctx, "read store statistics", func(ctx context.Context, tx *sql.Tx) error {
		var oldest, pages int64
		row := tx.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(size), 0), coalesce(min(received), 0) FROM messages WHERE sequence IS NULL")
		if err := row.Scan(&st.Pending, &st.PendingBytes, &oldest); err != nil {
			return err
		}
		st.Oldest = datasource.FromMillis(oldest)
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM tasks WHERE finished = 0").Scan(&st.OpenTasks); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
			return err
		}
		st.DiskBytes = uint64(pages) * pageSize
		return nil
	})
	return st, err
}
