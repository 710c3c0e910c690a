package datasourcetest

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

func appendKeeps(t *testing.T, s datasource.Store) {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	tests := map[string]func(*task.Message){
		"plain":            func(*task.Message) {},
		"anonymous":        func(m *task.Message) { m.ClientDID = "" },
		"no data":          func(m *task.Message) { m.Data = []byte{} },
		"every byte":       func(m *task.Message) { m.Data = every },
		"invalid text":     func(m *task.Message) { m.ClientDID, m.ProjectVersion = "did:\x00\xff", "\x00v\xfe" },
		"over 4096":        func(m *task.Message) { m.Data = []byte(strings.Repeat("界", 4096)) },
		"largest":          func(m *task.Message) { m.Data = make([]byte, task.MaxDataLen) },
		"large project id": func(m *task.Message) { m.ProjectID = 1<<64 - 1 },
		"no received time": func(m *task.Message) { m.ReceivedAt = time.Time{} },
		"before 1970":      func(m *task.Message) { m.ReceivedAt = time.UnixMilli(-1).UTC() },
		"longest names": func(m *task.Message) {
			m.ProjectVersion, m.ClientDID = randomText(task.MaxVersionLen), randomText(task.MaxClientDIDLen)
		},
		"quotes in version": func(m *task.Message) { m.ProjectVersion = `'); DROP TABLE messages; --` },
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			m := message(7, "1.0", "did:key:a", 1)
			change(&m)
			appended(t, s, []task.Message{m})
			got, err := s.Message(t.Context(), m.ID)
			require.NoError(t, err)
			require.Equal(t, m, got)
			oldest, err := s.Oldest(t.Context(), all(task.Group{ProjectID: m.ProjectID, ProjectVersion: m.ProjectVersion, ClientDID: m.ClientDID}))
			require.NoError(t, err)
			require.Contains(t, oldest, m)
		})
	}
}

// randomText is text that no index can compress.
func randomText(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return string(b)
}

func appendIdempotent(t *testing.T, s datasource.Store) {
	msgs := messages(1, "1.0", "did:key:a", 5)
	appended(t, s, msgs[:3])
	again := msgs[1]
	again.Data = []byte("something else under a used id")
	appended(t, s, []task.Message{again, msgs[0], msgs[3], msgs[3], msgs[4]})

	got, err := s.Oldest(t.Context(), all(task.Group{ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a"}))
	require.NoError(t, err)
	require.Equal(t, msgs, got)

	_, err = s.Pack(t.Context(), batch(msgs))
	require.NoError(t, err)
	appended(t, s, msgs)
	groups, err := s.Groups(t.Context())
	require.NoError(t, err)
	require.Empty(t, groups, "a packed message that is appended again must not become pending")
	require.NoError(t, s.Append(t.Context(), nil))
}

func appendRefuses(t *testing.T, s datasource.Store) {
	tests := map[string]func(*task.Message){
		"message id is missing": func(m *task.Message) { m.ID = task.MessageID{} },
		"project id is 0":       func(m *task.Message) { m.ProjectID = 0 },
		"project version of 0":  func(m *task.Message) { m.ProjectVersion = "" },
		fmt.Sprintf("project version of %d", task.MaxVersionLen+1): func(m *task.Message) { m.ProjectVersion = strings.Repeat("v", task.MaxVersionLen+1) },
		fmt.Sprintf("client DID of %d", task.MaxClientDIDLen+1):    func(m *task.Message) { m.ClientDID = strings.Repeat("d", task.MaxClientDIDLen+1) },
		fmt.Sprintf("data of %d bytes", task.MaxDataLen+1):         func(m *task.Message) { m.Data = make([]byte, task.MaxDataLen+1) },
	}
	for want, change := range tests {
		m := message(1, "1.0", "did:key:a", 0)
		change(&m)
		err := s.Append(t.Context(), []task.Message{m})
		require.ErrorIs(t, err, task.ErrMalformed)
		require.ErrorContains(t, err, want)
	}
}

func appendAllOrNone(t *testing.T, s datasource.Store) {
	msgs := messages(1, "1.0", "did:key:a", 3)
	msgs[2].ProjectVersion = ""
	require.ErrorIs(t, s.Append(t.Context(), msgs), task.ErrMalformed)
	_, err := s.Message(t.Context(), msgs[0].ID)
	require.ErrorIs(t, err, datasource.ErrNotFound)
}

func unknown(t *testing.T, s datasource.Store) {
	ctx, id := t.Context(), message(1, "1", "", 0).ID
	_, err := s.Message(ctx, id)
	require.ErrorIs(t, err, datasource.ErrNotFound)
	_, err = s.MessageLog(ctx, id)
	require.ErrorIs(t, err, datasource.ErrNotFound)
	_, err = s.MessageTask(ctx, id)
	require.ErrorIs(t, err, datasource.ErrNotFound)
	_, err = s.Task(ctx, task.Key{Project: 1, Sequence: 1})
	require.ErrorIs(t, err, datasource.ErrNotFound)
	_, err = s.TaskLog(ctx, task.Key{Project: 1, Sequence: 1})
	require.ErrorIs(t, err, datasource.ErrNotFound)
	_, err = s.TaskByDigest(ctx, task.Digest{1})
	require.ErrorIs(t, err, datasource.ErrNotFound)
	_, err = s.Save(ctx, task.Record{Header: task.Header{ProjectID: 1, Sequence: 1}})
	require.ErrorIs(t, err, datasource.ErrNotFound)
	groups, err := s.Groups(ctx)
	require.NoError(t, err)
	require.Empty(t, groups)
	pending, err := s.Pending(ctx, all(task.Group{ProjectID: 1, ProjectVersion: "1"}))
	require.NoError(t, err)
	require.Zero(t, pending.Count)
	require.Zero(t, pending.Oldest)
}

func cancelled(t *testing.T, s datasource.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	msgs := messages(1, "1.0", "did:key:a", 2)
	require.ErrorIs(t, s.Append(ctx, msgs), context.Canceled)
	_, err := s.Groups(ctx)
	require.ErrorIs(t, err, context.Canceled)
	appended(t, s, msgs)
	_, err = s.Pack(ctx, batch(msgs))
	require.ErrorIs(t, err, context.Canceled)
	_, err = s.Pack(t.Context(), batch(msgs))
	require.NoError(t, err)
}

func closed(t *testing.T, s datasource.Store) {
	msgs := appended(t, s, messages(1, "1.0", "did:key:a", 1))
	require.NoError(t, s.Ping(t.Context()))
	require.NoError(t, s.Close())
	require.ErrorIs(t, s.Ping(t.Context()), datasource.ErrClosed)
	require.ErrorIs(t, s.Append(t.Context(), msgs), datasource.ErrClosed)
	_, err := s.Message(t.Context(), msgs[0].ID)
	require.ErrorIs(t, err, datasource.ErrClosed)
	_, err = s.Pack(t.Context(), batch(msgs))
	require.ErrorIs(t, err, datasource.ErrClosed)
}

func reopen(t *testing.T, site Site) {
	s := openStore(t, site)
	msgs := messages(3, "1.0", "did:key:a", 6)
	h := packed(t, s, msgs[:4])
	appended(t, s, msgs[4:])
	require.NoError(t, s.Close())

	s = openStore(t, site)
	got, err := s.TaskByDigest(t.Context(), h.Digest())
	require.NoError(t, err)
	require.Equal(t, task.Task{Header: h, Messages: msgs[:4]}, got)
	rest, err := s.Oldest(t.Context(), all(task.Group{ProjectID: 3, ProjectVersion: "1.0", ClientDID: "did:key:a"}))
	require.NoError(t, err)
	require.Equal(t, msgs[4:], rest)
	next, err := s.Pack(t.Context(), batch(msgs[4:]))
	require.NoError(t, err)
	require.Equal(t, uint64(2), next.Sequence)
}

// openTwice: two nodes may start at the same moment, and a new store is made once.
func openTwice(t *testing.T, site Site) {
	type opened struct {
		s   datasource.Store
		err error
	}
	results := make(chan opened)
	for range 2 {
		go func() {
			s, err := site.Open(t.Context())
			results <- opened{s, err}
		}()
	}
	for range 2 {
		r := <-results
		if r.s != nil {
			defer r.s.Close()
		}
		require.NoError(t, r.err)
		appended(t, r.s, messages(1, "1.0", "", 1))
	}
}
