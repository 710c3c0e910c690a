package datasourcetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// Site is a place where stores of a backend live. Every test gets its own.
type Site interface {
	// Open opens the store of this site, empty the first time and with what it
	// holds when it is opened again.
	Open(ctx context.Context) (datasource.Store, error)
	// DSN is what another process passes to the backend's Open.
	DSN() string
}

// chain is the chain id of the suite's tasks; above 2^63, as any uint64 may be.
const chain = 1<<63 + 4690

// Run checks a backend. newSite makes a place for one store, empty, and removes
// it when the test ends.
func Run(t *testing.T, newSite func(testing.TB) Site) {
	tests := []struct {
		name string
		run  func(*testing.T, datasource.Store)
	}{
		{"AppendKeepsWhatItGets", appendKeeps},
		{"AppendIsIdempotent", appendIdempotent},
		{"AppendRefusesWhatIsOutsideLimits", appendRefuses},
		{"AppendIsAllOrNone", appendAllOrNone},
		{"UnknownIsNotFound", unknown},
		{"SelectionsAreOldestFirst", selections},
		{"SelectionsObeyByteLimits", selectionBytes},
		{"GroupsSumUp", groups},
		{"PackMakesOneTask", packOne},
		{"PackRefusesTakenMessages", packConflict},
		{"PackRefusesBadBatches", packRefuses},
		{"PackersRace", packersRace},
		{"AppendersAndPackersRace", appendersRace},
		{"MessageLifeFollowsItsTask", messageLife},
		{"SaveKeepsTheRecord", saveKeeps},
		{"SaveIsOptimistic", saveOptimistic},
		{"SaversRace", saversRace},
		{"SaveRefusesIllegalMoves", saveMoves},
		{"OpenTasksPages", openTasks},
		{"Cursors", cursors},
		{"Values", values},
		{"Stats", stats},
		{"CancelledCallsLeaveTheStoreUsable", cancelled},
		{"ClosedStoreSaysSo", closed},
		{"MatchesModel", model},
		{"Batcher", batcher},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.run(t, openStore(t, newSite(t)))
		})
	}
	for name, run := range map[string]func(*testing.T, Site){"ReopenKeepsEverything": reopen, "TwoOpenAtOnce": openTwice} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run(t, newSite(t))
		})
	}
}

func openStore(t testing.TB, site Site) datasource.Store {
	t.Helper()
	s, err := site.Open(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// epoch is when the suite's messages begin to arrive.
var epoch = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// message makes the n-th message of a device: every one differs from every other.
func message(project task.ProjectID, version, client string, n int) task.Message {
	id, err := task.NewMessageID()
	if err != nil {
		panic(err) // only without a source of randomness
	}
	return task.Message{
		ID: id, ProjectID: project, ProjectVersion: version, ClientDID: client,
		Data: fmt.Appendf(nil, `{"n":%d}`, n), ReceivedAt: epoch.Add(time.Duration(n) * time.Second),
	}
}

func messages(project task.ProjectID, version, client string, count int) []task.Message {
	list := make([]task.Message, count)
	for i := range list {
		list[i] = message(project, version, client, i)
	}
	return list
}

func ids(msgs []task.Message) []task.MessageID {
	list := make([]task.MessageID, len(msgs))
	for i := range msgs {
		list[i] = msgs[i].ID
	}
	return list
}

func batch(msgs []task.Message) task.Batch {
	return task.Batch{
		ChainID: chain, ProjectID: msgs[0].ProjectID, ProjectVersion: msgs[0].ProjectVersion,
		CreatedAt: epoch.Add(time.Hour), Messages: ids(msgs),
	}
}

func appended(t testing.TB, s datasource.Store, msgs []task.Message) []task.Message {
	t.Helper()
	require.NoError(t, s.Append(t.Context(), msgs))
	return msgs
}

// packed appends msgs and makes one task of them.
func packed(t testing.TB, s datasource.Store, msgs []task.Message) task.Header {
	t.Helper()
	appended(t, s, msgs)
	h, err := s.Pack(t.Context(), batch(msgs))
	require.NoError(t, err)
	return h
}

func all(g task.Group) task.Selection { return task.Selection{Group: g, MaxCount: 1 << 20} }
