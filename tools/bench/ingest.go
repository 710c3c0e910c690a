package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sys/unix"
	"golang.org/x/time/rate"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/postgres"
	"github.com/machinefi/sprout/datasource/sqlite"
	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/internal/enode/identity"
	"github.com/machinefi/sprout/task"
)

// The load of the ingest measurement.
const (
	clients      = 64
	payloadBytes = 256
	rounds       = 2 // both sides in turns, this often
	warmUp       = 500 * time.Millisecond
)

// What is asked of ingest: one of the two.
const (
	wantRate  = 20000
	wantRatio = 10
)

func (b *bench) ingestSQLite(ctx context.Context) ([]Result, error) {
	if err := onDisk(b.dir); err != nil {
		return nil, err
	}
	store, err := sqlite.Open(ctx, "sqlite://"+filepath.Join(b.dir, "ingest.db"))
	if err != nil {
		return nil, err
	}
	r, err := b.ingest(ctx, "ingest.sqlite", store)
	return r, errors.Join(err, store.Close())
}

func (b *bench) ingestPostgres(ctx context.Context) (list []Result, err error) {
	dsn := os.Getenv("SPROUT_TEST_POSTGRES_DSN")
	if dsn == "" {
		return nil, fmt.Errorf("%w: SPROUT_TEST_POSTGRES_DSN is not set; .ci/with-postgres sets it", errSkipped)
	}
	own, drop, err := ownDatabase(ctx, dsn)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, drop()) }()
	store, err := postgres.Open(ctx, own)
	if err != nil {
		return nil, err
	}
	r, err := b.ingest(ctx, "ingest.postgres", store)
	return r, errors.Join(err, store.Close())
}

// ownDatabase makes an empty database on the server, and refuses one that does
// not flush what it commits.
func ownDatabase(ctx context.Context, dsn string) (own string, drop func() error, err error) {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return "", nil, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, conn.Close(ctx))
		}
	}()
	var fsync, sync, data string
	err = conn.QueryRow(ctx, "SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('data_directory')").Scan(&fsync, &sync, &data)
	if err != nil {
		return "", nil, err
	}
	if _, local := os.Stat(data); local == nil {
		if err := onDisk(data); err != nil {
			return "", nil, fmt.Errorf("PostgreSQL keeps its data in memory: %w", err)
		}
	}
	if fsync != "on" || sync != "on" {
		return "", nil, fmt.Errorf("this PostgreSQL is not durable: fsync is %s, synchronous_commit is %s", fsync, sync)
	}
	u, err := url.Parse(dsn)
	if err != nil {
		return "", nil, errors.New("SPROUT_TEST_POSTGRES_DSN is no URL")
	}
	name := fmt.Sprintf("sprout_bench_%d", time.Now().UnixNano())
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", nil, err
	}
	u.Path = "/" + name
	return u.String(), func() error {
		ctx := context.WithoutCancel(ctx)
		_, err := conn.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
		return errors.Join(err, conn.Close(ctx))
	}, nil
}

// each is the baseline: every message is a transaction of its own.
type each struct{ datasource.Store }

// Append implements [api.Ingest].
func (e each) Append(ctx context.Context, m task.Message) error {
	return e.Store.Append(ctx, []task.Message{m})
}

// ingest measures the same HTTP path over the batcher and over one transaction
// a message, in turns, and checks that the store has all that was acknowledged.
func (b *bench) ingest(ctx context.Context, name string, store datasource.Store) ([]Result, error) {
	var transactions atomic.Int64
	batcher, err := datasource.NewBatcher(store, datasource.BatcherConfig{OnStored: func([]task.Message) { transactions.Add(1) }})
	if err != nil {
		return nil, err
	}
	var single, batched load
	for range rounds {
		for _, side := range []struct {
			ingest api.Ingest
			sum    *load
		}{{each{store}, &single}, {batcher, &batched}} {
			before := processorTime()
			l, err := b.serve(ctx, side.ingest, store)
			if err != nil {
				return nil, errors.Join(err, batcher.Close(ctx))
			}
			l.cpu = processorTime() - before
			side.sum.add(l)
		}
	}
	if err := batcher.Close(ctx); err != nil {
		return nil, err
	}
	st, err := store.Stats(ctx)
	if err != nil {
		return nil, err
	}
	if want := uint64(single.total + batched.total); st.Pending != want {
		return nil, fmt.Errorf("%d messages were acknowledged, the store has %d", want, st.Pending)
	}
	note := fmt.Sprintf("%d clients, %d-byte payloads, %.0f messages a transaction; acknowledged in %.1f ms (p50), %.1f ms (p99); "+
		"%.0f µs of processor time a message here, clients included; baseline: a transaction each",
		clients, payloadBytes, float64(batched.total)/float64(max(transactions.Load(), 1)),
		millis(percentile(batched.latencies, .5)), millis(percentile(batched.latencies, .99)), float64(batched.cpu.Microseconds())/float64(max(batched.total, 1)))
	r := figure(name, batched.rate(), "messages/s", note).over(single.rate())
	return []Result{r.against(fmt.Sprintf("≥ %d, or ratio ≥ %d", wantRate, wantRatio), *r.Value >= wantRate || *r.Ratio >= wantRatio)}, nil
}

// serve runs the enode's HTTP server, set up as in an enode, over ingest.
func (b *bench) serve(ctx context.Context, ingest api.Ingest, store datasource.Store) (load, error) {
	creds, err := identity.Open(b.dir)
	if err != nil {
		return load{}, err
	}
	network := &network{version: benchVersion()}
	handler := api.New(api.Config{Rate: rate.Limit(math.MaxInt32), Burst: math.MaxInt32, Log: b.log}, ingest, store, network, creds)
	mux := http.NewServeMux()
	mux.Handle("/", handler)
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return load{}, err
	}
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	sum, err := drive(ctx, l.Addr().String(), clients, warmUp, b.each/rounds)
	err = errors.Join(err, s.Shutdown(context.WithoutCancel(ctx)))
	if e := <-ended; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return sum, err
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var r unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &r); err != nil {
		return 0 // not on the systems this builds for
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
