package datasourcetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

func at(minutes int) time.Time { return epoch.Add(time.Duration(minutes) * time.Minute) }

func messageLife(t *testing.T, s datasource.Store) {
	m := message(1, "1.0", "did:key:a", 0)
	appended(t, s, []task.Message{m})
	life, err := s.MessageLog(t.Context(), m.ID)
	require.NoError(t, err)
	want := []task.Change{{State: task.StateReceived, At: m.ReceivedAt}}
	require.Equal(t, want, life)

	h, err := s.Pack(t.Context(), batch([]task.Message{m}))
	require.NoError(t, err)
	rec, err := s.Task(t.Context(), h.Key())
	require.NoError(t, err)
	changes := []task.Change{
		{State: task.StateDispatched, At: at(61), Attempt: 1},
		{State: task.StateProving, At: at(62), Attempt: 1, Node: task.Address{7}, Comment: "segment 1 of 2\x00\xff"},
	}
	rec.State = task.StateProving
	_, err = s.Save(t.Context(), rec, changes...)
	require.NoError(t, err)

	want = append(append(want, task.Change{State: task.StatePacked, At: h.CreatedAt}), changes...)
	life, err = s.MessageLog(t.Context(), m.ID)
	require.NoError(t, err)
	require.Equal(t, want, life)
	log, err := s.TaskLog(t.Context(), h.Key())
	require.NoError(t, err)
	require.Equal(t, want[1:], log)
}

func saveKeeps(t *testing.T, s datasource.Store) {
	h := packed(t, s, messages(1, "1.0", "did:key:a", 2))
	rec, err := s.Task(t.Context(), h.Key())
	require.NoError(t, err)
	rec.Signature[0], rec.Signature[64] = 1, 27
	rec.Attempt, rec.AttemptAt, rec.HeardAt, rec.ModifiedAt = 3, at(1), at(2), at(3)
	rec.Worker = task.Address{1, 2, 3}
	rec.Receipt = &task.ReceiptRef{
		Runtime: "risc0", Kind: "composite", ProgramID: task.Digest{1}, Digest: task.Digest{2}, CID: "bafy", Size: 1<<64 - 1,
		Journal: []byte{0, 1, 255}, Binding: task.BindingTask, Cycles: 5, ProveMS: 6,
	}
	rec.Output = &task.OutputRef{Type: "ethereumContract", Result: "0xabc", Gas: 21000}
	rec.Failures = []task.Failure{
		{Node: task.Address{9}, Code: task.FailNode, Reason: "no memory: \x00 " + strings.Repeat("x", 5000)},
		{Node: task.Address{8}, Code: task.FailGuest, Reason: `it said "no"`},
	}
	rec.State = task.StateDispatched
	saved, err := s.Save(t.Context(), rec, task.Change{State: task.StateDispatched, At: at(1), Attempt: 3})
	require.NoError(t, err)
	want := rec
	want.Revision = 2
	require.Equal(t, want, saved)
	got, err := s.Task(t.Context(), h.Key())
	require.NoError(t, err)
	require.Equal(t, want, got)

	forged := got
	forged.Header.MessagesRoot = task.Digest{66}
	forged.Receipt, forged.Output, forged.Failures = nil, nil, []task.Failure{}
	saved, err = s.Save(t.Context(), forged)
	require.NoError(t, err)
	require.Equal(t, h, saved.Header, "a header is never replaced")
	got, err = s.Task(t.Context(), h.Key())
	require.NoError(t, err)
	require.Equal(t, saved, got)
	require.Nil(t, got.Receipt)
	require.Nil(t, got.Output)
	require.Empty(t, got.Failures)
}

func saveOptimistic(t *testing.T, s datasource.Store) {
	h := packed(t, s, messages(1, "1.0", "did:key:a", 1))
	first, err := s.Task(t.Context(), h.Key())
	require.NoError(t, err)
	second := first
	first.State, second.State = task.StateDispatched, task.StateFailed
	_, err = s.Save(t.Context(), first, task.Change{State: task.StateDispatched, At: at(1)})
	require.NoError(t, err)
	_, err = s.Save(t.Context(), second, task.Change{State: task.StateFailed, At: at(2)})
	require.ErrorIs(t, err, datasource.ErrConflict)
	log, err := s.TaskLog(t.Context(), h.Key())
	require.NoError(t, err)
	require.Len(t, log, 2, "a refused save leaves no line")
}

// saversRace: of all who read the same revision, one may save.
func saversRace(t *testing.T, s datasource.Store) {
	const savers, rounds = 6, 5
	h := packed(t, s, messages(1, "1.0", "did:key:a", 1))
	var group errgroup.Group
	for range savers {
		group.Go(func() error {
			for done := 0; done < rounds; {
				rec, err := s.Task(t.Context(), h.Key())
				if err != nil {
					return err
				}
				rec.State, rec.Attempt = task.StateDispatched, rec.Attempt+1
				switch _, err = s.Save(t.Context(), rec, task.Change{State: task.StateDispatched, At: at(1), Attempt: rec.Attempt}); {
				case err == nil:
					done++
				case !errors.Is(err, datasource.ErrConflict):
					return err
				}
			}
			return nil
		})
	}
	require.NoError(t, group.Wait())
	rec, err := s.Task(t.Context(), h.Key())
	require.NoError(t, err)
	require.EqualValues(t, savers*rounds, rec.Attempt, "no save was lost")
	require.EqualValues(t, savers*rounds+1, rec.Revision)
	log, err := s.TaskLog(t.Context(), h.Key())
	require.NoError(t, err)
	for i, c := range log {
		require.EqualValues(t, i, c.Attempt, "lines in the order of the saves")
	}
}

func saveMoves(t *testing.T, s datasource.Store) {
	h := packed(t, s, messages(1, "1.0", "did:key:a", 1))
	rec, err := s.Task(t.Context(), h.Key())
	require.NoError(t, err)
	try := func(state task.State, through ...task.State) error {
		next := rec
		next.State = state
		var changes []task.Change
		for _, c := range through {
			changes = append(changes, task.Change{State: c, At: at(1)})
		}
		saved, err := s.Save(t.Context(), next, changes...)
		if err == nil {
			rec = saved
		}
		return err
	}
	require.ErrorIs(t, try(task.StateProved, task.StateProved), task.ErrIllegalMove)
	require.ErrorIs(t, try(task.StateDispatched), task.ErrIllegalMove, "a state needs its line")
	require.ErrorIs(t, try(task.StatePacked, task.StateDispatched), task.ErrIllegalMove, "a line needs its state")
	require.NoError(t, try(task.StatePacked))
	require.NoError(t, try(task.StateProved, task.StateDispatched, task.StateProving, task.StateProved))
	require.NoError(t, try(task.StateFailed, task.StateFailed))
	require.ErrorIs(t, try(task.StateDispatched, task.StateDispatched), task.ErrIllegalMove, "nothing follows failed")
}

func openTasks(t *testing.T, s datasource.Store) {
	var keys []task.Key
	for _, project := range []task.ProjectID{4, 2, 9} {
		for range 3 {
			h := packed(t, s, messages(project, "1.0", "", 1))
			keys = append(keys, h.Key())
		}
	}
	end := func(key task.Key, done bool, states ...task.State) {
		rec, err := s.Task(t.Context(), key)
		require.NoError(t, err)
		var changes []task.Change
		for _, state := range states {
			changes = append(changes, task.Change{State: state, At: at(1)})
			rec.State = state
		}
		rec.Done = done
		_, err = s.Save(t.Context(), rec, changes...)
		require.NoError(t, err)
	}
	end(keys[0], false, task.StateFailed)
	end(keys[3], true, task.StateDispatched, task.StateProved, task.StateOutputted)
	end(keys[4], false, task.StateDispatched, task.StateProved, task.StateOutputted)
	end(keys[8], false, task.StateDispatched, task.StateProved, task.StateOutputted, task.StateSettled)

	var got []task.Key
	for after := (task.Key{}); ; {
		page, err := s.OpenTasks(t.Context(), after, 2)
		require.NoError(t, err)
		if len(page) == 0 {
			break
		}
		for i := range page {
			after = page[i].Header.Key()
			got = append(got, after)
		}
	}
	require.Equal(t, []task.Key{keys[4], keys[5], keys[1], keys[2], keys[6], keys[7]}, got)
	st, err := s.Stats(t.Context())
	require.NoError(t, err)
	require.Equal(t, uint64(6), st.OpenTasks)
}

func cursors(t *testing.T, s datasource.Store) {
	block, hash, err := s.Cursor(t.Context(), "registry")
	require.NoError(t, err)
	require.Zero(t, block)
	require.Zero(t, hash)
	require.NoError(t, s.SetCursor(t.Context(), "registry", 5, [32]byte{5}))
	require.NoError(t, s.SetCursor(t.Context(), "registry", 1<<64-1, [32]byte{31: 4}))
	require.NoError(t, s.SetCursor(t.Context(), "other", 1, [32]byte{1}))
	block, hash, err = s.Cursor(t.Context(), "registry")
	require.NoError(t, err)
	require.Equal(t, uint64(1<<64-1), block)
	require.Equal(t, [32]byte{31: 4}, hash)
}

func values(t *testing.T, s datasource.Store) {
	_, err := s.Value(t.Context(), "k")
	require.ErrorIs(t, err, datasource.ErrNotFound)
	for _, v := range [][]byte{[]byte("a\x00\xff"), {}, []byte("b")} {
		require.NoError(t, s.SetValue(t.Context(), "k", v))
		got, err := s.Value(t.Context(), "k")
		require.NoError(t, err)
		require.Equal(t, v, got)
	}
}

func stats(t *testing.T, s datasource.Store) {
	st, err := s.Stats(t.Context())
	require.NoError(t, err)
	require.Zero(t, st.Pending)
	require.Zero(t, st.Oldest)
	require.Positive(t, st.DiskBytes)
	msgs := messages(1, "1.0", "did:key:a", 5)
	packed(t, s, msgs[:2])
	appended(t, s, msgs[2:])
	st, err = s.Stats(t.Context())
	require.NoError(t, err)
	require.Equal(t, datasource.Stats{Pending: 3, PendingBytes: size(msgs[2:]), Oldest: msgs[2].ReceivedAt, OpenTasks: 1, DiskBytes: st.DiskBytes}, st)
}
