package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// DefaultStopTimeout is how long one part may take to stop before it is named and left behind.
const DefaultStopTimeout = 15 * time.Second

var (
	// ErrStarted means that Add, Go or Start came after Start.
	ErrStarted = errors.New("group is already started")
	// ErrSlowStop is in the error of Stop for every part that did not stop in its time.
	ErrSlowStop = errors.New("did not stop in time")
	// ErrPanic is in the error of a task that panicked.
	ErrPanic = errors.New("panicked")
)

// StartFunc brings a part up. It must return once the part is usable; ctx ends when the start of the program is given up.
type StartFunc func(ctx context.Context) error

// StopFunc brings a part down. It should return when ctx ends, whatever state it is in then.
type StopFunc func(ctx context.Context) error

// part is one step of the group.
type part struct {
	name  string
	start StartFunc
	stop  StopFunc
}

// Group is the parts of a program. Its methods may be called from several goroutines; Start and Stop run once.
type Group struct {
	log     *slog.Logger
	timeout time.Duration

	mu      sync.Mutex
	parts   []part
	up      []part
	started bool

	once    sync.Once
	stopErr error
	ended   chan struct{}
	cause   error
	hurry   chan struct{}
	hasten  sync.Once
}

// Option changes a Group from its defaults.
type Option func(*Group)

// WithLogger sends the group's messages to log instead of the default logger.
func WithLogger(log *slog.Logger) Option { return func(g *Group) { g.log = log } }

// WithStopTimeout sets how long each part may take to stop.
func WithStopTimeout(d time.Duration) Option { return func(g *Group) { g.timeout = d } }

// New returns an empty group.
func New(options ...Option) *Group {
	g := &Group{
		log:     slog.Default(),
		timeout: DefaultStopTimeout,
		ended:   make(chan struct{}),
		hurry:   make(chan struct{}),
	}
	for _, option := range options {
		option(g)
	}
	return g
}

// Add appends a part. Either function may be nil. It panics when the group is already started, which only a programming
// error can bring about.
func (g *Group) Add(name string, start StartFunc, stop StopFunc) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.started {
		panic(fmt.Sprintf("lifecycle: add %s: %v", name, ErrStarted))
	}
	g.parts = append(g.parts, part{name: name, start: start, stop: stop})
}

// Go appends a long-running task as a part. The task starts in its turn and its context ends in its turn. When it
// returns an error before that, or panics, the whole group ends with that error (see [Group.Ended]).
func (g *Group) Go(name string, task func(ctx context.Context) error) {
	var (
		cancel context.CancelFunc
		done   = make(chan struct{})
		result error
	)
	start := func(ctx context.Context) error {
		// The task outlives the start, so it keeps the values of ctx but not its end.
		var taskCtx context.Context
		taskCtx, cancel = context.WithCancel(context.WithoutCancel(ctx))
		go func() {
			defer close(done)
			err := protect(taskCtx, task)
			if err != nil && taskCtx.Err() == nil {
				g.end(fmt.Errorf("%s: %w", name, err))
				return // already told as the group's cause
			}
			if !errors.Is(err, context.Canceled) {
				result = err
			}
		}()
		return nil
	}
	stop := func(ctx context.Context) error {
		cancel()
		select {
		case <-done:
			return result
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	g.Add(name, start, stop)
}

// protect turns a panic of the task into an error that has the stack.
func protect(ctx context.Context, task func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v\n%s", ErrPanic, p, debug.Stack())
		}
	}()
	return task(ctx)
}

// end gives the group a reason to stop; only the first counts.
func (g *Group) end(cause error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-g.ended:
		g.log.Warn("another part ended with an error", "error", cause)
	default:
		g.cause = cause
		close(g.ended)
	}
}

// Ended is closed when a task of the group has ended with an error; [Group.Cause] tells which. The group is then to be
// stopped by its owner.
func (g *Group) Ended() <-chan struct{} { return g.ended }

// Cause is the error of the first task that ended with one, nil before.
func (g *Group) Cause() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.cause
}

// Start brings the parts up in the order in which they were added. When one fails or ctx ends, those that are up are
// stopped and the errors are returned joined.
func (g *Group) Start(ctx context.Context) error {
	g.mu.Lock()
	if g.started {
		g.mu.Unlock()
		return ErrStarted
	}
	g.started = true
	parts := g.parts
	g.mu.Unlock()

	for _, p := range parts {
		if err := g.startPart(ctx, p); err != nil {
			return errors.Join(err, g.Stop())
		}
	}
	return nil
}

func (g *Group) startPart(ctx context.Context, p part) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("start %s: %w", p.name, err)
	}
	began := time.Now()
	if p.start != nil {
		if err := protect(ctx, p.start); err != nil {
			return fmt.Errorf("start %s: %w", p.name, err)
		}
	}
	g.mu.Lock()
	g.up = append(g.up, p)
	g.mu.Unlock()
	g.log.Debug("started", "part", p.name, "took", time.Since(began))
	return nil
}

// Stop brings down what is up, last first, each part within the stop timeout. It returns the errors joined; a part that
// did not come back is named with [ErrSlowStop]. Later calls wait for the first and return the same.
func (g *Group) Stop() error {
	g.once.Do(func() {
		g.mu.Lock()
		up := g.up
		g.mu.Unlock()
		var errs []error
		for i := len(up) - 1; i >= 0; i-- {
			errs = append(errs, g.stopPart(up[i]))
		}
		g.stopErr = errors.Join(errs...)
	})
	return g.stopErr
}

// Hasten ends the time that each part still has to stop. Stop then returns soon, with the parts that were cut short named.
func (g *Group) Hasten() { g.hasten.Do(func() { close(g.hurry) }) }

func (g *Group) stopPart(p part) error {
	if p.stop == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), g.timeout)
	defer cancel()
	done := make(chan error, 1)
	began := time.Now()
	go func() { done <- protect(ctx, p.stop) }()

	select {
	case err := <-done:
		return g.stopped(ctx, p, err, time.Since(began))
	case <-g.hurry:
		cancel()
	case <-ctx.Done():
	}
	// The part was told; it gets a moment to act on it before it is left behind.
	select {
	case err := <-done:
		return g.stopped(ctx, p, err, time.Since(began))
	case <-time.After(stopGrace):
		return g.slow(p, time.Since(began))
	}
}

// stopGrace is how long a part has after the end of its stop context.
const stopGrace = 500 * time.Millisecond

func (g *Group) stopped(ctx context.Context, p part, err error, took time.Duration) error {
	switch {
	case err == nil:
		g.log.Debug("stopped", "part", p.name, "took", took)
		return nil
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return g.slow(p, took)
	default:
		return fmt.Errorf("stop %s: %w", p.name, err)
	}
}

func (g *Group) slow(p part, took time.Duration) error {
	g.log.Error("part did not stop in time", "part", p.name, "waited", took)
	return fmt.Errorf("stop %s: %w (waited %s)", p.name, ErrSlowStop, took.Round(time.Millisecond))
}
