package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/sqlite"
	"github.com/machinefi/sprout/task"
)

func messages(t *testing.T, count, size int) []task.Message {
	list := make([]task.Message, count)
	for i := range list {
		id, err := task.NewMessageID()
		require.NoError(t, err)
		list[i] = task.Message{ID: id, ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a", Data: make([]byte, size), ReceivedAt: time.UnixMilli(1).UTC()}
	}
	return list
}

// Every commit must be flushed: without these settings an acknowledged message can be lost with the power.
func TestConnectionsAreDurable(t *testing.T) {
	s, err := sqlite.Open(t.Context(), newSite(t).DSN())
	require.NoError(t, err)
	defer s.Close()
	for name, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "busy_timeout": "10000"} {
		write, read, err := sqlite.Pragmas(t.Context(), s, name)
		require.NoError(t, err)
		require.Equal(t, want, write, name)
		require.Equal(t, want, read, name)
	}
	_, read, err := sqlite.Pragmas(t.Context(), s, "query_only")
	require.NoError(t, err)
	require.Equal(t, "1", read)
}

func TestSelectionsUseThePartialIndexes(t *testing.T) {
	s, err := sqlite.Open(t.Context(), newSite(t).DSN())
	require.NoError(t, err)
	defer s.Close()
	sel := task.Selection{Group: task.Group{ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a"}, MaxCount: 5}
	plan, err := sqlite.Plan(t.Context(), s, sel)
	require.NoError(t, err)
	require.Equal(t, "SEARCH messages USING INDEX messages_of_device (project=? AND version=? AND client=?)\n", plan, "and no sort")
	sel.AnyDevice = true
	plan, err = sqlite.Plan(t.Context(), s, sel)
	require.NoError(t, err)
	require.Equal(t, "SEARCH messages USING INDEX messages_of_project (project=? AND version=?)\n", plan)
}

func TestFullStoreSaysSoAndKeepsWhatItHas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.db")
	s, err := sqlite.Open(t.Context(), "sqlite://"+path+"?maxBytes=1048576")
	require.NoError(t, err)
	defer s.Close()
	first := messages(t, 3, 1000)
	require.NoError(t, s.Append(t.Context(), first))
	for err == nil {
		err = s.Append(t.Context(), messages(t, 20, 10000))
	}
	require.ErrorIs(t, err, datasource.ErrFull)
	got, err := s.Message(t.Context(), first[2].ID)
	require.NoError(t, err)
	require.Equal(t, first[2], got)
	st, err := s.Stats(t.Context())
	require.NoError(t, err)
	require.LessOrEqual(t, st.DiskBytes, uint64(1048576))
	require.Positive(t, st.Pending)
}

func TestFilesAreForTheirOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data")
	s, err := sqlite.Open(t.Context(), "sqlite://"+dir+"/s.db")
	require.NoError(t, err)
	defer s.Close()
	require.NoError(t, s.Append(t.Context(), messages(t, 1, 1)))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Greater(t, len(entries), 1)
	for _, e := range entries {
		info, err := e.Info()
		require.NoError(t, err)
		require.Zero(t, info.Mode().Perm()&0o077, "%s is %s", e.Name(), info.Mode())
	}
}

func TestOpenRefuses(t *testing.T) {
	garbage := filepath.Join(t.TempDir(), "garbage")
	require.NoError(t, os.WriteFile(garbage, []byte("this is a text and no database, long enough to have a header of one"), 0o600))
	for dsn, want := range map[string]string{
		"sqlite://":                         "no path",
		"sqlite:///a?cache=shared":          `unknown parameter "cache"`,
		"sqlite:///a?maxBytes=much":         `maxBytes is "much"`,
		"sqlite:///a?maxBytes=10":           `maxBytes is "10"`,
		"sqlite:///proc/nowhere/s.db":       "nowhere",
		"sqlite://" + garbage:               "file is not a database",
		"sqlite:///a?%zz":                   "invalid URL escape",
		"sqlite://" + filepath.Dir(garbage): "open sqlite",
	} {
		_, err := sqlite.Open(t.Context(), dsn)
		require.ErrorContains(t, err, want, dsn)
	}
}
