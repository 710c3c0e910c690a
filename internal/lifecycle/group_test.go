package lifecycle_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/machinefi/sprout/internal/lifecycle"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// diary notes what happens in which order.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

func (d *diary) step(line string, err error) func(context.Context) error {
	return func(context.Context) error {
		d.note(line)
		return err
	}
}

func (d *diary) read() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.lines...)
}

func quiet() lifecycle.Option { return lifecycle.WithLogger(slog.New(slog.DiscardHandler)) }

func TestOrder(t *testing.T) {
	var d diary
	g := lifecycle.New(quiet())
	g.Add("store", d.step("+store", nil), d.step("-store", nil))
	g.Add("nothing to do", nil, nil)
	g.Add("api", d.step("+api", nil), d.step("-api", nil))
	require.NoError(t, g.Start(t.Context()))
	require.NoError(t, g.Stop())
	require.NoError(t, g.Stop(), "stopping twice is harmless")
	require.Equal(t, []string{"+store", "+api", "-api", "-store"}, d.read())
	require.ErrorIs(t, g.Start(t.Context()), lifecycle.ErrStarted)
	require.Panics(t, func() { g.Add("late", nil, nil) })
}

func TestHalfStart(t *testing.T) {
	var (
		d     diary
		bad   = errors.New("port is taken")
		worse = errors.New("flush failed")
	)
	g := lifecycle.New(quiet())
	g.Add("store", d.step("+store", nil), d.step("-store", worse))
	g.Add("p2p", d.step("+p2p", nil), d.step("-p2p", nil))
	g.Add("api", d.step("+api", bad), d.step("-api", nil))
	g.Add("never", d.step("+never", nil), d.step("-never", nil))

	err := g.Start(t.Context())
	require.ErrorIs(t, err, bad)
	require.ErrorIs(t, err, worse)
	require.ErrorContains(t, err, "start api: port is taken")
	require.ErrorContains(t, err, "stop store: flush failed")
	require.Equal(t, []string{"+store", "+p2p", "+api", "-p2p", "-store"}, d.read())
}

func TestStartGivenUp(t *testing.T) {
	var d diary
	ctx, cancel := context.WithCancel(t.Context())
	g := lifecycle.New(quiet())
	g.Add("first", func(context.Context) error { cancel(); return nil }, d.step("-first", nil))
	g.Add("second", d.step("+second", nil), nil)
	require.ErrorIs(t, g.Start(ctx), context.Canceled)
	require.Equal(t, []string{"-first"}, d.read())
}

func TestSlowStopNamesTheCulprit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		release := make(chan struct{})
		g := lifecycle.New(quiet(), lifecycle.WithStopTimeout(time.Minute))
		g.Add("store", nil, d.step("-store", nil))
		g.Add("stuck", nil, func(context.Context) error { <-release; return nil })
		g.Add("polite", nil, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
		require.NoError(t, g.Start(t.Context()))

		began := time.Now()
		err := g.Stop()
		require.ErrorIs(t, err, lifecycle.ErrSlowStop)
		require.ErrorContains(t, err, "stop stuck: did not stop in time")
		require.ErrorContains(t, err, "stop polite: did not stop in time")
		require.NotContains(t, err.Error(), "store")
		require.Equal(t, []string{"-store"}, d.read(), "the parts below a stuck one are still stopped")
		require.InDelta(t, 2*time.Minute, time.Since(began), float64(time.Second))
		close(release)
	})
}

func TestHasten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := lifecycle.New(quiet(), lifecycle.WithStopTimeout(time.Hour))
		for _, name := range []string{"a", "b"} {
			g.Add(name, nil, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
		}
		require.NoError(t, g.Start(t.Context()))
		time.AfterFunc(3*time.Second, g.Hasten)
		began := time.Now()
		require.ErrorIs(t, g.Stop(), lifecycle.ErrSlowStop)
		require.Less(t, time.Since(began), 5*time.Second)
	})
}

func TestTaskLivesFromStartToStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		g := lifecycle.New(quiet())
		g.Add("store", nil, d.step("-store", nil))
		g.Go("loop", func(ctx context.Context) error {
			d.note("loop runs")
			<-ctx.Done()
			d.note("loop ends")
			return ctx.Err()
		})
		g.Go("one thing", func(context.Context) error { d.note("once"); return nil })
		start, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.NoError(t, g.Start(start))
		<-time.After(2 * time.Second) // the end of the start's context must not end the loop
		synctest.Wait()
		select {
		case <-g.Ended():
			require.Fail(t, "nothing has gone wrong")
		default:
		}
		require.NoError(t, g.Stop())
		require.NoError(t, g.Cause())
		require.ElementsMatch(t, []string{"loop runs", "once", "loop ends", "-store"}, d.read())
		require.Equal(t, []string{"loop ends", "-store"}, d.read()[2:])
	})
}

func TestTaskErrors(t *testing.T) {
	boom := errors.New("connection lost")
	for name, test := range map[string]struct {
		task  func(context.Context) error
		cause error
		stop  error
	}{
		"error":             {func(context.Context) error { return boom }, boom, nil},
		"panic":             {func(context.Context) error { panic("no such index") }, lifecycle.ErrPanic, nil},
		"error at the stop": {func(ctx context.Context) error { <-ctx.Done(); return boom }, nil, boom},
		"own cancellation":  {func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := lifecycle.New(quiet())
				g.Go("loop", test.task)
				require.NoError(t, g.Start(t.Context()))
				synctest.Wait()
				if test.cause != nil {
					<-g.Ended()
					require.ErrorIs(t, g.Cause(), test.cause)
					require.ErrorContains(t, g.Cause(), "loop: ")
				} else {
					require.NoError(t, g.Cause())
				}
				require.ErrorIs(t, g.Stop(), test.stop)
			})
		})
	}
}

func TestPanicInAStep(t *testing.T) {
	g := lifecycle.New(quiet())
	g.Add("store", nil, func(context.Context) error { panic("closed twice") })
	g.Add("api", func(context.Context) error { panic("nil map") }, nil)
	err := g.Start(t.Context())
	require.ErrorIs(t, err, lifecycle.ErrPanic)
	require.ErrorContains(t, err, "start api: panicked: nil map")
	require.ErrorContains(t, err, "stop store: panicked: closed twice")
}
