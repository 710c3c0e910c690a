package postgres_test

import (
	"crypto/rand"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource/postgres"
	"github.com/machinefi/sprout/task"
)

func TestConnectionsAreDurable(t *testing.T) {
	dsn := newSite(t).DSN()
	s, err := postgres.Open(t.Context(), dsn)
	require.NoError(t, err)
	defer s.Close()
	value, err := postgres.Show(t.Context(), s, "synchronous_commit")
	require.NoError(t, err)
	require.Equal(t, "on", value)

	_, err = postgres.Open(t.Context(), dsn+"&synchronous_commit=off")
	require.ErrorContains(t, err, "synchronous_commit is off")
	require.NotEmpty(t, task.Hint(err))
	s2, err := postgres.Open(t.Context(), dsn+"&synchronous_commit=remote_apply")
	require.NoError(t, err)
	defer s2.Close()
	value, err = postgres.Show(t.Context(), s2, "synchronous_commit")
	require.NoError(t, err)
	require.Equal(t, "remote_apply", value)
}

// History must not slow packing down, whether the server knows its size or not.
func TestSelectionsUseThePartialIndexes(t *testing.T) {
	s, err := postgres.Open(t.Context(), newSite(t).DSN())
	require.NoError(t, err)
	defer s.Close()
	fill := `INSERT INTO messages (id, project, version, client, received, size, data, sequence, position)
		SELECT gen_random_uuid(), 1, '1.0', 'did:key:a', 0, 40, 'x', n, 0 FROM generate_series(1, 20000) AS n`
	require.NoError(t, postgres.Exec(t.Context(), s, fill))
	waiting := `INSERT INTO messages (id, project, version, client, received, size, data)
		SELECT gen_random_uuid(), 1, '1.0', 'did:key:a', 0, 40, 'x' FROM generate_series(1, 50)`
	require.NoError(t, postgres.Exec(t.Context(), s, waiting))
	sel := task.Selection{Group: task.Group{ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a"}, MaxCount: 5}
	for _, statistics := range []string{"SELECT 1", "ANALYZE messages"} {
		require.NoError(t, postgres.Exec(t.Context(), s, statistics))
		for _, anyDevice := range []bool{false, true} {
			sel.AnyDevice = anyDevice
			plan, err := postgres.Plan(t.Context(), s, sel)
			require.NoError(t, err)
			require.Regexp(t, "messages_of_(device|project)", plan, statistics)
			require.NotContains(t, plan, "Seq Scan")
			require.NotContains(t, plan, "Sort")
		}
	}
}

func TestOpenNeverShowsThePassword(t *testing.T) {
	for _, dsn := range []string{
		"postgres://user:hunter2@127.0.0.1:1/db",
		"postgres://user:hunter2@127.0.0.1:notaport/db",
		"postgres://user:hunter2@127.0.0.1:1/db?pool_max_conns=many",
		"postgres://user:hunter2@[::1/db",
	} {
		_, err := postgres.Open(t.Context(), dsn)
		require.Error(t, err)
		require.NotContains(t, err.Error(), "hunter2")
	}
}

// A restart of the server, as its clients see it: every connection is cut. Nothing of it reaches the callers.
func TestLostConnectionsAreReplaced(t *testing.T) {
	site := newSite(t)
	name := "sprout-cut-" + rand.Text()
	s, err := postgres.Open(t.Context(), site.DSN()+"&application_name="+name)
	require.NoError(t, err)
	defer s.Close()
	m := task.Message{ID: task.MessageID{1}, ProjectID: 1, ProjectVersion: "1.0", Data: []byte("x")}
	require.NoError(t, s.Append(t.Context(), []task.Message{m}))
	cut := func() {
		execute(t, site.DSN(), "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '"+name+"'")
	}
	cut()
	require.NoError(t, s.Append(t.Context(), []task.Message{m}))
	cut()
	h, err := s.Pack(t.Context(), task.Batch{ChainID: 1, ProjectID: 1, ProjectVersion: "1.0", Messages: []task.MessageID{m.ID}})
	require.NoError(t, err)
	cut()
	got, err := s.TaskByDigest(t.Context(), h.Digest())
	require.NoError(t, err)
	require.Len(t, got.Messages, 1)
}
