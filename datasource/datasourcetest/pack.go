package datasourcetest

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

func selections(t *testing.T, s datasource.Store) {
	a, b := messages(1, "1.0", "did:key:a", 4), messages(1, "1.0", "did:key:b", 4)
	other := append(messages(1, "2.0", "did:key:a", 2), messages(2, "1.0", "did:key:a", 2)...)
	// A device's clock says nothing: order is the order of arrival.
	a[3].ReceivedAt = epoch.Add(-time.Hour)
	arrival := []task.Message{b[0], a[0], other[0], a[1], b[1], b[2], other[2], a[2], a[3], other[1], b[3], other[3]}
	appended(t, s, arrival[:5])
	appended(t, s, arrival[5:])

	device := task.Selection{Group: task.Group{ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a"}, MaxCount: 10}
	got, err := s.Oldest(t.Context(), device)
	require.NoError(t, err)
	require.Equal(t, a, got)

	project := task.Selection{Group: task.Group{ProjectID: 1, ProjectVersion: "1.0"}, AnyDevice: true, MaxCount: 3}
	got, err = s.Oldest(t.Context(), project)
	require.NoError(t, err)
	require.Equal(t, []task.Message{b[0], a[0], a[1]}, got)

	pending, err := s.Pending(t.Context(), device)
	require.NoError(t, err)
	require.Equal(t, task.Pending{Group: device.Group, Count: 4, Bytes: size(a), Oldest: a[3].ReceivedAt}, pending)

	anonymous := task.Selection{Group: task.Group{ProjectID: 1, ProjectVersion: "1.0"}, MaxCount: 10}
	got, err = s.Oldest(t.Context(), anonymous)
	require.NoError(t, err)
	require.Empty(t, got, "an empty DID is a device of its own, not all devices")
}

func selectionBytes(t *testing.T, s datasource.Store) {
	msgs := appended(t, s, messages(1, "1.0", "did:key:a", 5))
	one := uint64(msgs[0].EncodedLen())
	g := task.Group{ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a"}
	for limit, want := range map[uint64]int{0: 5, 1: 1, one: 1, 2*one - 1: 1, 2 * one: 2, 5*one - 1: 4, 5 * one: 5, 99 * one: 5} {
		sel := task.Selection{Group: g, MaxCount: 5, MaxBytes: limit}
		got, err := s.Oldest(t.Context(), sel)
		require.NoError(t, err)
		require.Equal(t, msgs[:want], got)
		pending, err := s.Pending(t.Context(), sel)
		require.NoError(t, err)
		require.Equal(t, task.Pending{Group: g, Count: uint64(want), Bytes: size(got), Oldest: msgs[0].ReceivedAt}, pending)
	}
}

func size(msgs []task.Message) (n uint64) {
	for i := range msgs {
		n += uint64(msgs[i].EncodedLen())
	}
	return n
}

func groups(t *testing.T, s datasource.Store) {
	var want []task.Pending
	for _, g := range []task.Group{
		{ProjectID: 1, ProjectVersion: "1.0"}, {ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a"},
		{ProjectID: 1, ProjectVersion: "2.0"}, {ProjectID: 1<<64 - 2, ProjectVersion: "1.0", ClientDID: "did:key:a"},
	} {
		msgs := appended(t, s, messages(g.ProjectID, g.ProjectVersion, g.ClientDID, 3+len(want)))
		_, err := s.Pack(t.Context(), batch(msgs[:2]))
		require.NoError(t, err)
		want = append(want, task.Pending{Group: g, Count: uint64(len(msgs) - 2), Bytes: size(msgs[2:]), Oldest: msgs[2].ReceivedAt})
	}
	got, err := s.Groups(t.Context())
	require.NoError(t, err)
	require.ElementsMatch(t, want, got)
}

func packOne(t *testing.T, s datasource.Store) {
	msgs := appended(t, s, messages(5, "1.0", "did:key:a", 4))
	order := []task.Message{msgs[2], msgs[0], msgs[1]}
	h, err := s.Pack(t.Context(), batch(order))
	require.NoError(t, err)

	want, err := task.New(chain, 5, "1.0", 1, epoch.Add(time.Hour), order)
	require.NoError(t, err)
	require.Equal(t, want.Header, h)
	got, err := s.TaskByDigest(t.Context(), h.Digest())
	require.NoError(t, err)
	require.Equal(t, want, got)
	rec, err := s.Task(t.Context(), h.Key())
	require.NoError(t, err)
	require.Equal(t, task.Record{Header: h, State: task.StatePacked, Revision: 1, ModifiedAt: h.CreatedAt}, rec)
	log, err := s.TaskLog(t.Context(), h.Key())
	require.NoError(t, err)
	require.Equal(t, []task.Change{{State: task.StatePacked, At: h.CreatedAt}}, log)
	for i, m := range msgs {
		key, err := s.MessageTask(t.Context(), m.ID)
		require.NoError(t, err)
		if i < 3 {
			require.Equal(t, h.Key(), key)
		} else {
			require.Zero(t, key)
		}
	}
	b := batch(msgs[3:])
	b.Sequence = 2
	h, err = s.Pack(t.Context(), b)
	require.NoError(t, err)
	require.Equal(t, uint64(2), h.Sequence)
}

func packConflict(t *testing.T, s datasource.Store) {
	msgs := messages(1, "1.0", "did:key:a", 4)
	packed(t, s, msgs[:2])
	appended(t, s, msgs)

	_, err := s.Pack(t.Context(), batch(msgs[1:]))
	require.ErrorIs(t, err, datasource.ErrConflict)
	require.ErrorContains(t, err, msgs[1].ID.String())
	b := batch(msgs[2:])
	b.Sequence = 3
	_, err = s.Pack(t.Context(), b)
	require.ErrorIs(t, err, datasource.ErrConflict)
	b.Messages = append(b.Messages, message(1, "1.0", "did:key:a", 9).ID)
	b.Sequence = 0
	_, err = s.Pack(t.Context(), b)
	require.ErrorIs(t, err, datasource.ErrNotFound)

	h, err := s.Pack(t.Context(), batch(msgs[2:]))
	require.NoError(t, err, "a refused batch leaves its messages free")
	require.Equal(t, uint64(2), h.Sequence, "a refused batch leaves no hole")
}

func packRefuses(t *testing.T, s datasource.Store) {
	msgs := appended(t, s, messages(1, "1.0", "did:key:a", 2))
	foreign := appended(t, s, append(messages(1, "2.0", "did:key:a", 1), messages(2, "1.0", "did:key:a", 1)...))
	bodies := messages(1, "1.0", "did:key:a", 9)
	for i := range bodies {
		bodies[i].Data = make([]byte, task.MaxDataLen)
	}
	appended(t, s, bodies)
	for name, list := range map[string][]task.MessageID{
		"empty":           nil,
		"twice":           {msgs[0].ID, msgs[1].ID, msgs[0].ID},
		"other version":   {msgs[0].ID, foreign[0].ID},
		"other project":   {msgs[0].ID, foreign[1].ID},
		"body over limit": ids(bodies),
	} {
		t.Run(name, func(t *testing.T) {
			b := batch(msgs)
			b.Messages = list
			_, err := s.Pack(t.Context(), b)
			require.ErrorIs(t, err, task.ErrMalformed)
		})
	}
	h, err := s.Pack(t.Context(), batch(msgs))
	require.NoError(t, err)
	require.Equal(t, uint64(1), h.Sequence)
}

// packersRace lets several packers of one project fight for the same messages.
func packersRace(t *testing.T, s datasource.Store) {
	msgs := appended(t, s, messages(1, "1.0", "did:key:a", 120))
	var group errgroup.Group
	for range 6 {
		group.Go(func() error {
			return packAll(t, s, task.Group{ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a"})
		})
	}
	require.NoError(t, group.Wait())
	checkPacked(t, s, map[task.ProjectID][]task.Message{1: msgs})
}

// packAll packs three oldest messages at a time until none is left.
func packAll(t *testing.T, s datasource.Store, g task.Group) error {
	for {
		msgs, err := s.Oldest(t.Context(), task.Selection{Group: g, MaxCount: 3})
		if err != nil || len(msgs) == 0 {
			return err
		}
		if _, err = s.Pack(t.Context(), batch(msgs)); err != nil && !errors.Is(err, datasource.ErrConflict) {
			return err
		}
	}
}

func appendersRace(t *testing.T, s datasource.Store) {
	var mu sync.Mutex
	stored := map[task.ProjectID][]task.Message{}
	var group errgroup.Group
	for w := range 6 {
		project := task.ProjectID(1 + w%2)
		group.Go(func() error {
			for range 8 {
				msgs := messages(project, "1.0", "did:key:a", 5)
				if err := s.Append(t.Context(), msgs); err != nil {
					return err
				}
				mu.Lock()
				stored[project] = append(stored[project], msgs...)
				mu.Unlock()
				if err := packAll(t, s, task.Group{ProjectID: project, ProjectVersion: "1.0", ClientDID: "did:key:a"}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	require.NoError(t, group.Wait())
	checkPacked(t, s, stored)
}

// checkPacked requires that the tasks of each project hold its messages, each
// once, and are numbered from 1 without holes.
func checkPacked(t testing.TB, s datasource.Store, want map[task.ProjectID][]task.Message) {
	t.Helper()
	seen := map[task.ProjectID][]task.Message{}
	records, err := s.OpenTasks(t.Context(), task.Key{}, 1<<20)
	require.NoError(t, err)
	last := task.Key{}
	for i := range records {
		h := &records[i].Header
		if h.ProjectID != last.Project {
			last = task.Key{Project: h.ProjectID}
		}
		require.Equal(t, last.Sequence+1, h.Sequence, "sequence of project %d", h.ProjectID)
		last = h.Key()
		tk, err := s.TaskByDigest(t.Context(), h.Digest())
		require.NoError(t, err)
		again, err := task.New(h.ChainID, h.ProjectID, h.ProjectVersion, h.Sequence, h.CreatedAt, tk.Messages)
		require.NoError(t, err)
		require.Equal(t, h.Digest(), again.Digest(), "messages of task %s are those of its header", h.Key())
		seen[h.ProjectID] = append(seen[h.ProjectID], tk.Messages...)
	}
	require.Len(t, seen, len(want))
	for project, msgs := range want {
		require.ElementsMatch(t, ids(msgs), ids(seen[project]), "messages of project %d", project)
	}
	for _, msgs := range seen {
		slices.SortFunc(msgs, func(a, b task.Message) int { return slices.Compare(a.ID[:], b.ID[:]) })
		require.Len(t, slices.CompactFunc(msgs, func(a, b task.Message) bool { return a.ID == b.ID }), len(msgs))
	}
}
