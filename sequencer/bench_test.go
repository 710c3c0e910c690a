package sequencer_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource/sqlite"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

// BenchmarkStoredToPacked measures the time from a message that is durable to
// its task that is durable, on SQLite, when the count is reached.
func BenchmarkStoredToPacked(b *testing.B) {
	store, err := sqlite.Open(b.Context(), "sqlite://"+filepath.Join(b.TempDir(), "sprout.db"))
	require.NoError(b, err)
	defer store.Close()
	packed := make(chan task.Key, 1)
	seq, err := sequencer.New(sequencer.Config{ChainID: 1}, sequencer.Roles{
		Inbox: store, Packed: func(k task.Key) { packed <- k },
		Versions: &projects{rules: map[task.ProjectID]project.Packing{1: {Count: 1}}},
	})
	require.NoError(b, err)
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- seq.Run(ctx) }()
	b.StopTimer()
	for range b.N {
		id, err := task.NewMessageID()
		require.NoError(b, err)
		m := task.Message{ID: id, ProjectID: 1, ProjectVersion: "1.0", Data: make([]byte, 256)}
		require.NoError(b, store.Append(b.Context(), []task.Message{m}))
		b.StartTimer()
		seq.Notify(task.Group{ProjectID: 1, ProjectVersion: "1.0"})
		<-packed
		b.StopTimer()
	}
	cancel()
	require.NoError(b, <-done)
}
