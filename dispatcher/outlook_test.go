package dispatcher_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// foreseen is what the task waits for; it must be followed.
func foreseen(t *testing.T, d *dispatcher.Dispatcher, k task.Key) dispatcher.Outlook {
	t.Helper()
	synctest.Wait()
	o, followed := d.Outlook(k)
	require.True(t, followed)
	return o
}

func TestOutlookTellsWhatIsNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		w.settle = dispatcher.SettlementPending
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		began := time.Now()
		first := w.ranked(k)[0]

		o := foreseen(t, d, k)
		require.Equal(t, []task.Address{first}, o.Assigned)
		require.Equal(t, began, o.Announced)
		require.Equal(t, began.Add(5*time.Second), o.Repeat)
		require.Equal(t, began.Add(15*time.Second), o.Lease)
		require.Equal(t, began.Add(10*time.Minute), o.Ends)
		require.Zero(t, o.Recovery)

		wait(2 * time.Second)
		s := w.status(k, first, task.StateProving)
		s.Progress = task.Progress{Stage: "prove", Done: 3, Total: 10}
		d.HandleStatus(t.Context(), s)
		o = foreseen(t, d, k)
		require.Zero(t, o.Repeat, "somebody works")
		require.Equal(t, s.Progress, o.Progress)
		require.Equal(t, first, o.Node)
		require.Equal(t, time.Now(), o.Heard)
		require.Equal(t, began.Add(17*time.Second), o.Lease)

		wait(16 * time.Second) // the lease is over: the next attempt, and nothing of the last
		o = foreseen(t, d, k)
		require.EqualValues(t, 1, o.Attempt)
		require.Len(t, o.Assigned, 2)
		require.Zero(t, o.Progress)

		d.HandleStatus(t.Context(), w.status(k, first, task.StateOutputted))
		o = foreseen(t, d, k)
		require.Equal(t, time.Now().Add(10*time.Minute), o.Confirm)
		require.Zero(t, o.Lease)

		w.mu.Lock()
		w.settle = dispatcher.SettlementDone
		w.mu.Unlock()
		wait(2 * time.Second)
		_, followed := d.Outlook(k)
		require.False(t, followed, "nothing waits any more")
	})
}

func TestOutlookAfterAllHaveFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		began := time.Now()
		synctest.Wait()
		d.HandleStatus(t.Context(), w.failure(k, w.ranked(k)[0], task.FailOutput))
		require.Equal(t, began.Add(15*time.Second), foreseen(t, d, k).Recovery)
	})
}

func TestOutlookTellsOfTroubleAndTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		w.broken[1] = project.ErrPaused
		broken, first, second := w.pack(1, 1), w.pack(2, 1), w.pack(2, 2)
		d, stop := w.run(dispatcher.Config{Window: 1})
		defer stop()
		require.Contains(t, foreseen(t, d, broken).Trouble, "paused")
		require.Empty(t, foreseen(t, d, first).Trouble)
		_, followed := d.Outlook(second)
		require.False(t, followed, "its turn comes after the first one's")
		_, followed = d.Outlook(task.Key{Project: 3, Sequence: 1})
		require.False(t, followed)

		w.mu.Lock()
		w.broken[1] = nil
		w.mu.Unlock()
		wait(6 * time.Second)
		require.Empty(t, foreseen(t, d, broken).Trouble)
		w.mu.Lock()
		w.broken[1] = errors.New("again")
		w.mu.Unlock()
		wait(20 * time.Second)
		require.Contains(t, foreseen(t, d, broken).Trouble, "again")
	})
}
