package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// Schemes are the schemes of this backend's DSNs.
var Schemes = []string{"postgres", "postgresql"}

// defaultConns bounds the pool when the DSN does not: one writer for appends,
// packers and savers beside it, and reads.
const defaultConns = 8

// attempts bounds how often a transaction is begun when the server aborts it for
// the sake of another one, or the connection is lost.
const attempts = 5

// PostgreSQL error codes, from its appendix A.
const (
	codeDiskFull        = "53100"
	codeSerialization   = "40001"
	codeDeadlock        = "40P01"
	classConnection     = "08"
	classServerShutdown = "57P"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is a [datasource.Store] in one PostgreSQL database.
type Store struct {
	pool   *pgxpool.Pool
	closed atomic.Bool
}

var _ datasource.Store = (*Store)(nil)

// Open connects to the database and brings its schema up to date.
func Open(ctx context.Context, dsn string) (datasource.Store, error) {
	cfg, err := parseDSN(dsn)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open postgres: %w", err)
	}
	s := &Store{pool: pool}
	if err := s.prepare(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("open postgres: %w", s.wrap(err))
	}
	return s, nil
}

func parseDSN(dsn string) (*pgxpool.Config, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("parse postgres dsn: %w", err) // pgx leaves the password out
	}
	params := cfg.ConnConfig.RuntimeParams
	switch params["synchronous_commit"] {
	case "off":
		return nil, task.WithHint(errors.New("parse postgres dsn: synchronous_commit is off"),
			"remove it: an acknowledged message must survive loss of power")
	case "":
		params["synchronous_commit"] = "on"
	}
	if params["application_name"] == "" {
		params["application_name"] = "sprout"
	}
	if u, err := url.Parse(dsn); err == nil && !u.Query().Has("pool_max_conns") {
		cfg.MaxConns = defaultConns
	}
	return cfg, nil
}

func (s *Store) prepare(ctx context.Context) (err error) {
	var fsync, schema string
	if err := s.pool.QueryRow(ctx, "SELECT current_setting('fsync'), coalesce(current_schema(), '')").Scan(&fsync, &schema); err != nil {
		return err
	}
	if fsync != "on" {
		slog.WarnContext(ctx, "PostgreSQL runs with fsync off: acknowledged messages will not survive loss of power")
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	// Tries once a second, for as long as a large migration of another node may
	// take. The lock is of this schema: a database may hold several stores.
	id := fnv.New64a()
	_, _ = id.Write([]byte("sprout datasource " + schema))
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockID(int64(id.Sum64())), lock.WithLockTimeout(1, 600))
	if err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(s.pool)
	defer func() { err = errors.Join(err, db.Close()) }()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// update runs fn in a transaction, anew as retry says. When ctx ends during the
// commit, its outcome is unknown.
func (s *Store) update(ctx context.Context, what string, fn func(pgx.Tx) error) error {
	return s.transact(ctx, what, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, fn)
}

// view runs fn in a transaction that sees one state of the store.
func (s *Store) view(ctx context.Context, what string, fn func(pgx.Tx) error) error {
	return s.transact(ctx, what, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, fn)
}

func (s *Store) transact(ctx context.Context, what string, opts pgx.TxOptions, fn func(pgx.Tx) error) error {
	err := s.retry(ctx, func() error { return pgx.BeginTxFunc(ctx, s.pool, opts, fn) })
	if err != nil {
		return fmt.Errorf("%s: %w", what, s.wrap(err))
	}
	return nil
}

// retry runs fn anew when it failed through no fault of its own. That is safe
// even when the first run took effect and only its answer was lost: appending
// again changes nothing, and packing or saving again is a conflict.
func (s *Store) retry(ctx context.Context, fn func() error) error {
	var err error
	for range attempts {
		if err = fn(); err == nil || ctx.Err() != nil || s.closed.Load() {
			return err
		}
		switch code := codeOf(err); {
		case code == codeSerialization, code == codeDeadlock:
		case connectionLost(err, code):
			s.pool.Reset() // the others were most likely lost with it
		default:
			return err
		}
	}
	return err
}

func codeOf(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func connectionLost(err error, code string) bool {
	if code != "" {
		return strings.HasPrefix(code, classConnection) || strings.HasPrefix(code, classServerShutdown)
	}
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}

// wrap adds the datasource error that callers know to err.
func (s *Store) wrap(err error) error {
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return datasource.ErrNotFound
	case codeOf(err) == codeDiskFull:
		return fmt.Errorf("%w: %w", datasource.ErrFull, err)
	case s.closed.Load():
		return fmt.Errorf("%w: %w", datasource.ErrClosed, err)
	}
	return err
}

// Writers tells [datasource.NewBatcher] how many transactions it should keep on
// their way: the server flushes those together that commit together, and works on
// one while the node waits for another.
func (s *Store) Writers() int { return 4 }

// Ping implements [datasource.StatusStore].
func (s *Store) Ping(ctx context.Context) error {
	if err := s.pool.Ping(ctx); err != nil {
		return fmt.Errorf("ping postgres: %w", s.wrap(err))
	}
	return nil
}

// Close implements [io.Closer] as [datasource.Store] says.
func (s *Store) Close() error {
	s.closed.Store(true)
	s.pool.Close()
	return nil
}

// Stats implements [datasource.StatusStore].
func (s *Store) Stats(ctx context.Context) (datasource.Stats, error) {
	var st datasource.Stats
	err := s.view(ctx, "read store statistics", func(tx pgx.Tx) error {
		var oldest int64
		err := tx.QueryRow(ctx, `SELECT count(*), coalesce(sum(size), 0)::bigint, coalesce(min(received), 0),
				(SELECT count(*) FROM tasks WHERE NOT finished), pg_database_size(current_database())
			FROM messages WHERE sequence IS NULL`).
			Scan(&st.Pending, &st.PendingBytes, &oldest, &st.OpenTasks, &st.DiskBytes)
		st.Oldest = datasource.FromMillis(oldest)
		return err
	})
	return st, err
}
