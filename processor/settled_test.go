package processor_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/task"
)

// A znode that a later attempt let in believes none that stood before it, but the chain.
func TestWhatTheChainSettledIsNotProved(t *testing.T) {
	for name, c := range map[string]struct {
		settled func(task.Header) (bool, error)
		proves  bool
	}{
		"settled":               {func(task.Header) (bool, error) { return true, nil }, false},
		"not settled":           {func(task.Header) (bool, error) { return false, nil }, true},
		"chain does not answer": {func(task.Header) (bool, error) { return false, errors.New("no chain") }, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				p, stop := w.run()
				defer stop()
				a := w.announce(1, 1)
				w.three(1, a)
				w.settled = c.settled
				a.Attempt = 1
				require.NoError(t, p.HandleAnnouncement(t.Context(), a))
				wait(5 * time.Second)
				for range 10 {
					p.HandleStatus(t.Context(), w.statusOf(a, 0, 0, task.StateOutputted))
					wait(time.Second)
				}
				wait(time.Minute)
				e, _, err := w.Entry(t.Context(), a.Task.Digest())
				require.NoError(t, err)
				if c.proves {
					require.Equal(t, task.StateOutputted, e.State)
					require.LessOrEqual(t, w.questions(), 4, "one in a heartbeat, however often it is told")
					return
				}
				require.Empty(t, w.provedKeys())
				require.Zero(t, w.sentOf(a.Task.Digest()))
				require.Equal(t, task.StateFailed, e.State, "nothing is left to resume")
				require.Equal(t, 1, w.questions())
			})
		})
	}
}

// While the output has the result it is left to it to find what others settled: it may be this node's own transaction.
func TestDeliveryIsNotCutShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.settled = func(task.Header) (bool, error) { return true, nil }
		w.deliver = func(ctx context.Context) error {
			select {
			case <-time.After(time.Minute):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		w.three(1, a)
		a.Attempt = 1
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(30 * time.Second)
		p.HandleStatus(t.Context(), w.statusOf(a, 0, 0, task.StateOutputted))
		wait(2 * time.Minute)
		require.Zero(t, w.questions())
		require.Equal(t, 1, w.sentOf(a.Task.Digest()))
	})
}
