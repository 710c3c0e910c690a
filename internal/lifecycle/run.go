package lifecycle

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// BuildFunc connects the parts of a program. What it opens itself it must close itself when it fails; what it adds to
// the group is stopped by the group.
type BuildFunc func(ctx context.Context) (*Group, error)

// Run is the main loop of a program: it builds the group, starts it, waits for a signal, the end of ctx or a task that
// ends with an error, and stops the group. The first SIGINT or SIGTERM stops, also in the middle of the start; a second
// one hastens. The error is nil after an orderly stop, whatever asked for it.
func Run(ctx context.Context, build BuildFunc) error {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	return RunSignals(ctx, signals, build)
}

// RunSignals is [Run] with the signals taken from a channel, for programs that have further uses for them.
func RunSignals(ctx context.Context, signals <-chan os.Signal, build BuildFunc) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	watch := &watcher{stop: cancel, over: make(chan struct{})}
	watching := make(chan struct{})
	go func() {
		defer close(watching)
		watch.loop(signals)
	}()
	defer func() {
		close(watch.over)
		<-watching
	}()

	group, err := build(ctx)
	if err != nil {
		return interrupted(ctx, err)
	}
	watch.attach(group)
	if err := group.Start(ctx); err != nil {
		return interrupted(ctx, err)
	}
	select {
	case <-ctx.Done():
	case <-group.Ended():
		group.log.Error("a part ended by itself, stopping", "error", group.Cause())
	}
	return errors.Join(group.Cause(), group.Stop())
}

// interrupted keeps a start that was given up on request from looking like a fault.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, context.Canceled) && !errors.Is(err, ErrSlowStop) {
		return nil
	}
	return err
}

// watcher turns the first signal into a stop and the second into haste.
type watcher struct {
	stop context.CancelFunc
	over chan struct{}

	mu      sync.Mutex
	group   *Group
	hurried bool
}

// attach tells the watcher what to hasten.
func (w *watcher) attach(g *Group) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.group = g
	if w.hurried {
		g.Hasten()
	}
}

func (w *watcher) loop(signals <-chan os.Signal) {
	for count := 1; ; count++ {
		select {
		case <-w.over:
			return
		case s := <-signals:
			if count == 1 {
				slog.Info("stopping; a second signal hastens", "signal", s.String())
				w.stop()
				continue
			}
			slog.Warn("hastening the stop", "signal", s.String())
			w.hasten()
		}
	}
}

func (w *watcher) hasten() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hurried = true
	if w.group != nil {
		w.group.Hasten()
	}
}
