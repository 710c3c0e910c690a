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

// Why a delivery waits is in the signs of life of the znode that is at it, and no longer once it is made.
func TestWhatADeliveryWaitsForIsAnnounced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.holdup = errors.New("call reverts: InsufficientFunds(projectId=1)")
		paid := make(chan struct{})
		w.deliver = func(ctx context.Context) error {
			select {
			case <-paid:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		last := func() task.Status {
			w.mu.Lock()
			defer w.mu.Unlock()
			return w.statuses[len(w.statuses)-1]
		}
		wait(10 * time.Second)
		require.Equal(t, task.Progress{Stage: "prove", Done: 1, Total: 2}, last().Progress)
		wait(20 * time.Second)
		require.Equal(t, task.StateProving, last().State)
		require.Equal(t, task.Progress{Stage: "output", Note: "call reverts: InsufficientFunds(projectId=1)"}, last().Progress)
		close(paid)
		wait(time.Minute)
		require.Equal(t, task.StateOutputted, last().State)
		require.Zero(t, last().Progress)
	})
}
