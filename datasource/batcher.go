package datasource

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/task"
)

// BatcherConfig says how much a [Batcher] takes in. Zero values mean the defaults.
type BatcherConfig struct {
	// MaxBatch bounds the messages of one transaction. Default 1024: the flush
	// is long since paid for, and a larger transaction only adds delay.
	MaxBatch int
	// MaxBatchBytes bounds their encodings together. Default 8 MiB.
	MaxBatchBytes int
	// MaxQueue bounds the messages that wait for the next transactions. Default
	// 16384: less than a second of work at full speed.
	MaxQueue int
	// MaxQueueBytes bounds their encodings together, and so memory. Default 32 MiB.
	MaxQueueBytes int
	// Writers is how many transactions may be on their way at once. Default is
	// what the store says if it has a method Writers() int, otherwise 1, which
	// keeps messages in the order in which Append was called. More pays for a
	// store behind a network; then only messages appended after another one was
	// acknowledged are sure to come after it.
	Writers int
	// OnStored is called after each transaction, with what it stored; it must
	// not block, and must not keep the slice. Each writer calls it.
	OnStored func([]task.Message)
	// Registerer exports the batcher's metrics; nil: they are kept but not exported.
	Registerer prometheus.Registerer
}

// Validate reports every value that makes no sense, joined.
func (c BatcherConfig) Validate() error {
	var errs []error
	for name, v := range map[string]int{"MaxBatch": c.MaxBatch, "MaxBatchBytes": c.MaxBatchBytes, "MaxQueue": c.MaxQueue, "MaxQueueBytes": c.MaxQueueBytes, "Writers": c.Writers} {
		if v < 0 {
			errs = append(errs, fmt.Errorf("configure batcher: %s is %d, want 0 or more", name, v))
		}
	}
	return errors.Join(errs...)
}

func (c BatcherConfig) withDefaults() BatcherConfig {
	for _, f := range []struct {
		v *int
		d int
	}{{&c.MaxBatch, 1024}, {&c.MaxBatchBytes, 8 << 20}, {&c.MaxQueue, 16384}, {&c.MaxQueueBytes, 32 << 20}, {&c.Writers, 1}} {
		if *f.v == 0 {
			*f.v = f.d
		}
	}
	if c.OnStored == nil {
		c.OnStored = func([]task.Message) {}
	}
	return c
}

// Appender is the part of a store that a [Batcher] writes to.
type Appender interface {
	// Append stores msgs durably, all or none.
	Append(ctx context.Context, msgs []task.Message) error
}

// beside is how many messages have to wait before a transaction begins beside
// one that is on its way: a small one would cost more than it saves.
const beside = 16

// Batcher makes one transaction of the appends that wait at the same time. There
// is no timer: while one transaction is being flushed, the next batch gathers,
// so a lone append goes out at once and a busy store flushes once for many.
type Batcher struct {
	cfg     BatcherConfig
	store   Appender
	metrics *metrics
	// ctx ends only when Close gives up waiting.
	ctx     context.Context
	abandon context.CancelFunc
	done    chan struct{} // closed when the last batch has ended

	mu     sync.Mutex
	wake   sync.Cond // on mu: the queue grew, or closed was set
	queue  []*waiting
	bytes  int // of the queue
	flying int // transactions on their way
	closed bool
}

// waiting is one waiting append. The batcher may still read msg after its caller
// has gone, so it is a copy; its data is shared and must not be changed.
type waiting struct {
	msg  task.Message
	err  error
	done chan struct{} // closed when err is final
}

// NewBatcher starts a batcher on store. It must be closed before the store is.
func NewBatcher(store Appender, cfg BatcherConfig) (*Batcher, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if w, ok := store.(interface{ Writers() int }); ok && cfg.Writers == 0 {
		cfg.Writers = w.Writers()
	}
	b := &Batcher{cfg: cfg.withDefaults(), store: store, done: make(chan struct{})}
	b.wake.L = &b.mu
	var err error
	if b.metrics, err = newMetrics(cfg.Registerer, func() float64 { return float64(b.Waiting()) }); err != nil {
		return nil, fmt.Errorf("make batcher: %w", err)
	}
	b.ctx, b.abandon = context.WithCancel(context.Background())
	var writers sync.WaitGroup
	for range b.cfg.Writers {
		writers.Go(b.run)
	}
	go func() {
		writers.Wait()
		close(b.done)
	}()
	return b, nil
}

// Append stores m durably. It returns when m is on disk, or with an error of
// [MessageStore].Append, [ErrBusy] when the queue is full, or [ErrClosed].
//
// When ctx ends first, its error is returned and m may or may not be stored; as
// appends are idempotent, the same message can be appended again to be sure.
// m.Data must not be changed after the call, whatever it returned.
func (b *Batcher) Append(ctx context.Context, m task.Message) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("append message: %w", err)
	}
	if err := m.Validate(); err != nil {
		return fmt.Errorf("append message: %w", err)
	}
	a, err := b.enqueue(m)
	if err != nil {
		return fmt.Errorf("append message: %w", err)
	}
	select {
	case <-a.done:
		return a.err
	case <-ctx.Done():
		return fmt.Errorf("append message: %w", ctx.Err())
	}
}

func (b *Batcher) enqueue(m task.Message) (*waiting, error) {
	size := m.EncodedLen()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, ErrClosed
	}
	if len(b.queue) >= b.cfg.MaxQueue || (b.bytes > 0 && b.bytes+size > b.cfg.MaxQueueBytes) {
		b.metrics.busy.Inc()
		return nil, fmt.Errorf("%w: %d messages of %d bytes wait", ErrBusy, len(b.queue), b.bytes)
	}
	a := &waiting{msg: m, done: make(chan struct{})}
	b.queue, b.bytes = append(b.queue, a), b.bytes+size
	b.wake.Signal()
	return a, nil
}

// Waiting returns how many messages wait for their transaction to begin.
func (b *Batcher) Waiting() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.queue)
}

// Close refuses further appends and returns when those that wait are stored.
// When ctx ends first they are given up, and their callers get an error.
func (b *Batcher) Close(ctx context.Context) error {
	b.mu.Lock()
	b.closed = true
	b.wake.Broadcast()
	b.mu.Unlock()
	select {
	case <-b.done:
		b.abandon()
		return nil
	case <-ctx.Done():
		b.abandon()
		<-b.done
		return fmt.Errorf("close batcher: %w", ctx.Err())
	}
}

func (b *Batcher) run() {
	for batch := b.next(); batch != nil; batch = b.next() {
		msgs := make([]task.Message, len(batch))
		for i, a := range batch {
			msgs[i] = a.msg
		}
		began := time.Now()
		err := b.store.Append(b.ctx, msgs)
		b.metrics.seconds.Observe(time.Since(began).Seconds())
		if err == nil {
			b.metrics.batch.Observe(float64(len(msgs)))
			b.cfg.OnStored(msgs)
		} else {
			b.metrics.failed.Inc()
		}
		for _, a := range batch {
			a.err = err
			close(a.done)
		}
		b.mu.Lock()
		b.flying--
		b.mu.Unlock()
	}
}

// next waits for appends and takes as many as make one batch; nil when the
// batcher is closed and drained. A writer whose transaction has ended comes here,
// so what was too little to go beside it is taken then.
func (b *Batcher) next() []*waiting {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.queue) == 0 || !b.closed && b.flying > 0 && len(b.queue) < min(beside, b.cfg.MaxBatch) {
		if b.closed {
			return nil
		}
		b.wake.Wait()
	}
	b.flying++
	n, bytes := 0, 0
	for n < len(b.queue) && n < b.cfg.MaxBatch {
		size := b.queue[n].msg.EncodedLen()
		if n > 0 && bytes+size > b.cfg.MaxBatchBytes {
			break
		}
		n, bytes = n+1, bytes+size
	}
	batch := b.queue[:n:n]
	b.queue, b.bytes = b.queue[n:], b.bytes-bytes
	if len(b.queue) == 0 {
		b.queue = nil
	}
	return batch
}
