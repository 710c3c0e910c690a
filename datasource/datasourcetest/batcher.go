package datasourcetest

import (
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// batcher has many callers append through a batcher onto the real store.
func batcher(t *testing.T, s datasource.Store) {
	var stored atomic.Int64
	b, err := datasource.NewBatcher(s, datasource.BatcherConfig{OnStored: func(msgs []task.Message) { stored.Add(int64(len(msgs))) }})
	require.NoError(t, err)
	var group errgroup.Group
	for w := range 16 {
		group.Go(func() error {
			for _, m := range messages(task.ProjectID(w+1), "1.0", "did:key:a", 20) {
				if err := b.Append(t.Context(), m); err != nil {
					return err
				}
			}
			return nil
		})
	}
	require.NoError(t, group.Wait())
	require.NoError(t, b.Close(t.Context()))
	require.Equal(t, int64(320), stored.Load())
	for w := range 16 {
		got, err := s.Oldest(t.Context(), all(task.Group{ProjectID: task.ProjectID(w + 1), ProjectVersion: "1.0", ClientDID: "did:key:a"}))
		require.NoError(t, err)
		require.Len(t, got, 20)
		for i := range got {
			require.JSONEq(t, string(message(1, "", "", i).Data), string(got[i].Data), "each caller's order is kept")
		}
	}
}
