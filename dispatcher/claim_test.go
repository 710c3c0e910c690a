package dispatcher_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Tasks that the project's balance does not pay for beside those that are begun wait, and no attempt is counted.
func TestTasksThatAreNotPaidForWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		w.version.Outputs = []project.Output{{Type: project.OutputSettlement}}
		w.settle = dispatcher.SettlementPending
		keys := []task.Key{w.pack(1, 1), w.pack(1, 2), w.pack(1, 3), w.pack(1, 4)}
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		begun := func() (list []task.Key) {
			for _, k := range keys {
				if w.record(k).State != task.StatePacked {
					list = append(list, k)
				}
			}
			return list
		}
		wait(time.Hour)
		require.Empty(t, begun())
		require.Empty(t, w.announcements(keys[0]))
		o, _ := d.Outlook(keys[0])
		require.ErrorIs(t, o.Waits, project.ErrUnfunded)

		w.fund(2)
		wait(6 * time.Second)
		first := begun()
		require.Len(t, first, 2, "all looked at once, and two of them are paid for")

		// They are delivered, and have their claim until they are settled.
		for _, k := range first {
			node := w.ranked(k)[0]
			d.HandleStatus(t.Context(), w.status(k, node, task.StateProved))
			synctest.Wait()
			d.HandleStatus(t.Context(), w.status(k, node, task.StateOutputted))
		}
		wait(20 * time.Second)
		require.Len(t, begun(), 2)
		w.mu.Lock()
		w.settle, w.pays = dispatcher.SettlementDone, 1
		w.mu.Unlock()
		wait(20 * time.Second)
		for _, k := range first {
			require.Equal(t, task.StateSettled, w.record(k).State)
		}
		require.Len(t, begun(), 3)
	})
}

// A task that is begun goes on when the balance shrinks under those that came after it.
func TestOlderTasksArePaidForFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		w.version.Outputs = []project.Output{{Type: project.OutputSettlement}}
		w.fund(2)
		older, younger := w.pack(1, 1), w.pack(1, 2)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		wait(time.Second)
		for _, k := range []task.Key{older, younger} {
			d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateProving))
		}
		wait(time.Second)
		w.fund(1)
		wait(time.Hour)
		require.NotZero(t, w.record(older).Attempt, "its znode fell silent")
		require.Zero(t, w.record(younger).Attempt, "for this one there are no coins now")
		w.fund(2)
		wait(time.Minute)
		require.NotZero(t, w.record(younger).Attempt)
	})
}
