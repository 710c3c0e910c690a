package ledger_test

import (
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/task"
)

// Whatever is noted, in whatever order and however often the file is opened anew: there is one journal for each task and
// program for ever, and a call that contradicts it changes nothing.
func TestNotesNeverChange(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		path := filepath.Join(t.TempDir(), "ledger.db")
		l, err := ledger.Open(t.Context(), path)
		require.NoError(rt, err)
		defer func() { require.NoError(rt, l.Close()) }()
		noted := map[[2]task.Digest]task.Digest{}
		for range rapid.IntRange(1, 6).Draw(rt, "calls") {
			if rapid.IntRange(0, 4).Draw(rt, "reopen") == 0 {
				require.NoError(rt, l.Close())
				l, err = ledger.Open(t.Context(), path)
				require.NoError(rt, err)
			}
			results := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) attest.Result {
				few := rapid.ByteRange(0, 3)
				return attest.Result{Task: task.Digest{few.Draw(rt, "task")}, Program: task.Digest{few.Draw(rt, "program")}, Journal: task.Digest{1, few.Draw(rt, "journal")}}
			}), 1, 4).Draw(rt, "results")
			next := map[[2]task.Digest]task.Digest{}
			for k, v := range noted {
				next[k] = v
			}
			contradicts := false
			for _, r := range results {
				key := [2]task.Digest{r.Task, r.Program}
				if j, ok := next[key]; ok && j != r.Journal {
					contradicts = true
				}
				next[key] = r.Journal
			}
			err := l.Note(t.Context(), results)
			if contradicts {
				require.ErrorIs(rt, err, attest.ErrConflict)
			} else {
				require.NoError(rt, err)
				noted = next
			}
			for _, r := range results {
				j, found, err := l.Noted(t.Context(), r.Task, r.Program)
				require.NoError(rt, err)
				want, known := noted[[2]task.Digest{r.Task, r.Program}]
				require.Equal(rt, known, found)
				require.Equal(rt, want, j)
			}
		}
	})
}

// Of two that are noted at the same time, one wins.
func TestOfTwoContradictionsOneIsNoted(t *testing.T) {
	l, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	require.NoError(t, err)
	defer func() { require.NoError(t, l.Close()) }()
	const rivals = 8
	errs := make([]error, rivals)
	var wg sync.WaitGroup
	for i := range rivals {
		wg.Go(func() {
			errs[i] = l.Note(t.Context(), []attest.Result{{Task: task.Digest{1}, Program: task.Digest{2}, Journal: task.Digest{byte(i) + 1}}})
		})
	}
	wg.Wait()
	j, found, err := l.Noted(t.Context(), task.Digest{1}, task.Digest{2})
	require.NoError(t, err)
	require.True(t, found)
	for i, err := range errs {
		if j == (task.Digest{byte(i) + 1}) {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, attest.ErrConflict)
		}
	}
}

func TestSettlingTransactionsAreRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l, err := ledger.Open(t.Context(), path)
	require.NoError(t, err)
	require.NoError(t, l.SetSent(t.Context(), []task.Digest{{1}, {2}}, "settle/a/0"))
	require.NoError(t, l.SetSent(t.Context(), []task.Digest{{2}}, "settle/b/0"))
	require.NoError(t, l.Close())
	l, err = ledger.Open(t.Context(), path)
	require.NoError(t, err)
	defer func() { require.NoError(t, l.Close()) }()
	for d, want := range map[task.Digest]string{{1}: "settle/a/0", {2}: "settle/b/0", {3}: ""} {
		id, found, err := l.Sent(t.Context(), d)
		require.NoError(t, err)
		require.Equal(t, want != "", found)
		require.Equal(t, want, id)
	}
}
