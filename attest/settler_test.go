package attest_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/task"
)

// answer is what Attest gave, and when.
type answer struct {
	batch *attest.Batch
	err   error
	after time.Duration
}

// attestAll has the settler attest items at once and returns the answers in the same order.
func attestAll(ctx context.Context, c *citizen, items ...attest.Item) []answer {
	start := time.Now()
	out := make([]chan answer, len(items))
	for i, it := range items {
		out[i] = make(chan answer, 1)
		go func() {
			b, err := c.settler.Attest(ctx, job, it, 0)
			out[i] <- answer{b, err, time.Since(start)}
		}()
	}
	answers := make([]answer, len(items))
	for i := range out {
		answers[i] = <-out[i]
	}
	return answers
}

// check requires a batch that a contract would accept.
func check(t *testing.T, w *town, b *attest.Batch, settler *citizen) {
	t.Helper()
	results := make([]attest.Result, len(b.Items))
	for i, it := range b.Items {
		results[i] = attest.Result{Task: it.Task.Header.Digest(), Program: program, Journal: task.DigestOf(it.Receipt.Journal)}
	}
	require.True(t, slices.IsSortedFunc(b.Items, func(x, y attest.Item) int { return int(x.Task.Header.Sequence) - int(y.Task.Header.Sequence) }))
	require.Equal(t, attest.Root(projectID, results), b.Root)
	require.Len(t, b.Signatures, w.fleet.Quorum)
	var last task.Address
	for _, s := range b.Signatures {
		signer, err := s.Signature.Recover(domain.Hash(projectID, settler.signer.Address(), b.Root))
		require.NoError(t, err)
		require.Equal(t, s.Node, signer)
		require.Positive(t, bytes.Compare(signer[:], last[:]), "ascending")
		last = signer
	}
}

func TestResultsWaitForOthersAndAreAttestedTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 3, 2)
		defer w.close()
		c := w.nodes[0]
		got := attestAll(t.Context(), c, w.item(3), w.item(1), w.item(2))
		for _, a := range got {
			require.NoError(t, a.err)
			require.Same(t, got[0].batch, a.batch)
			require.Equal(t, 2*time.Second, a.after, "the window")
		}
		require.Len(t, got[0].batch.Items, 3)
		check(t, w, got[0].batch, c)
		require.Len(t, c.asked, 1)
	})
}

func TestFullBatchWaitsForNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 3, 3)
		defer w.close()
		c := w.nodes[0]
		c.start(attest.SettlerConfig{Batch: 2, Window: time.Hour}, attest.AttesterConfig{})
		for _, a := range attestAll(t.Context(), c, w.item(1), w.item(2)) {
			require.NoError(t, a.err)
			require.Zero(t, a.after)
			check(t, w, a.batch, c)
		}
	})
}

func TestQuorumOfOneAsksNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 2, 1)
		defer w.close()
		got := attestAll(t.Context(), w.nodes[0], w.item(1))
		require.NoError(t, got[0].err)
		check(t, w, got[0].batch, w.nodes[0])
		require.Empty(t, w.nodes[0].asked)
	})
}

func TestSilentZnodesAreAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 2, 2)
		defer w.close()
		late := w.nodes[1]
		late.deaf = true
		time.AfterFunc(20*time.Second, func() {
			late.mu.Lock()
			defer late.mu.Unlock()
			late.deaf = false
		})
		got := attestAll(t.Context(), w.nodes[0], w.item(1))
		require.NoError(t, got[0].err)
		require.Equal(t, 22*time.Second, got[0].after, "the window, and every five seconds from then on")
		require.Len(t, w.nodes[0].asked, 5)
	})
}

func TestHopelessRoundsSayWhy(t *testing.T) {
	refuse := func(c *citizen) {
		c.open = func(context.Context, task.ProvedTask) (task.ReceiptRef, error) {
			return task.ReceiptRef{}, attest.ErrReceipt
		}
	}
	for name, c := range map[string]struct {
		change func(w *town)
		want   error
		text   string
		after  time.Duration
	}{
		"no quorum set":   {func(w *town) { w.fleet.Quorum = 0 }, attest.ErrLacking, "set no quorum", 2 * time.Second},
		"too few members": {func(w *town) { w.fleet.Quorum = 4 }, attest.ErrLacking, "3, quorum is 4", 2 * time.Second},
		"has left":        {func(w *town) { w.fleet.Members = w.fleet.Members[1:] }, attest.ErrNotMember, "", 2 * time.Second},
		"silence": {func(w *town) { w.nodes[1].deaf, w.nodes[2].deaf = true, true }, attest.ErrSilent,
			"1 of 2 attested", time.Minute + 2*time.Second},
		"refused by all": {func(w *town) { refuse(w.nodes[1]); refuse(w.nodes[2]) }, attest.ErrDisputed, "says receipt", 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTown(t, 3, 2)
				defer w.close()
				c.change(w)
				got := attestAll(t.Context(), w.nodes[0], w.item(1))
				require.ErrorIs(t, got[0].err, c.want)
				require.ErrorContains(t, got[0].err, c.text)
				require.Equal(t, c.after, got[0].after)
			})
		})
	}
}

// One result that the others refuse does not keep those beside it from being attested.
func TestDisputedResultIsSetApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 2, 2)
		defer w.close()
		w.nodes[1].open = func(ctx context.Context, p task.ProvedTask) (task.ReceiptRef, error) {
			if p.Task.Header.Sequence == 5 {
				return refOf(p.Task.Header, "something else"), nil
			}
			return honest(ctx, p)
		}
		var items []attest.Item
		for i := range uint64(8) {
			items = append(items, w.item(i+1))
		}
		for i, a := range attestAll(t.Context(), w.nodes[0], items...) {
			if i == 4 {
				require.ErrorIs(t, a.err, attest.ErrDisputed)
				require.ErrorContains(t, a.err, "says result")
				continue
			}
			require.NoError(t, a.err)
			check(t, w, a.batch, w.nodes[0])
			require.True(t, slices.ContainsFunc(a.batch.Items, func(it attest.Item) bool { return it.Task == items[i].Task }))
		}
	})
}

func TestWhoGivesUpLeavesTheBatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 2, 2)
		defer w.close()
		c := w.nodes[0]
		ctx, cancel := context.WithCancelCause(t.Context())
		gone := make(chan error, 1)
		go func() {
			_, err := c.settler.Attest(ctx, job, w.item(1), 0)
			gone <- err
		}()
		synctest.Wait()
		superseded := errors.New("another delivered it")
		time.AfterFunc(time.Second, func() { cancel(superseded) })
		got := attestAll(t.Context(), c, w.item(2))
		require.ErrorIs(t, <-gone, superseded)
		require.NoError(t, got[0].err)
		require.Len(t, got[0].batch.Items, 1)

		// A batch that everybody has left ends.
		ctx, cancel = context.WithCancelCause(t.Context())
		go func() {
			_, err := c.settler.Attest(ctx, job, w.item(3), 0)
			gone <- err
		}()
		synctest.Wait()
		cancel(superseded)
		require.ErrorIs(t, <-gone, superseded)
		synctest.Wait()
		require.Len(t, c.asked, 1)
	})
}

func TestOwnContradictionIsNoticedFirst(t *testing.T) {
	w := newTown(t, 2, 2)
	c := w.nodes[0]
	it := w.item(1)
	c.notes[[2]task.Digest{it.Task.Header.Digest(), program}] = task.Digest{9}
	_, err := c.settler.Attest(t.Context(), job, it, 0)
	require.ErrorIs(t, err, attest.ErrConflict)
	require.Empty(t, c.asked)

	it.Receipt.Binding = task.BindingNone
	_, err = c.settler.Attest(t.Context(), job, it, 0)
	require.ErrorIs(t, err, attest.ErrReceipt)
	it = w.item(2)
	it.Receipt.Journal = w.item(3).Receipt.Journal
	_, err = c.settler.Attest(t.Context(), job, it, 0)
	require.ErrorIs(t, err, attest.ErrReceipt)
}

func TestOnlyMembersSignaturesOverTheRootCount(t *testing.T) {
	w := newTown(t, 3, 2)
	settler, member := w.nodes[0].signer, w.nodes[1].signer
	stranger := newSigner(t)
	root := task.Digest{7}
	r := attest.NewRound(domain, projectID, settler.Address(), root)
	r.SetFleet(w.fleet)
	say := func(node *task.KeySigner, signer *task.KeySigner, hash [32]byte) task.Attestation {
		sig, err := signer.SignHash(t.Context(), hash)
		require.NoError(t, err)
		return task.Attestation{Project: projectID, Settler: settler.Address(), Root: root, Node: node.Address(), Signature: sig}
	}
	hash := domain.Hash(projectID, settler.Address(), root)
	require.NoError(t, r.Hear(say(settler, settler, hash)))
	require.Error(t, r.Hear(say(stranger, stranger, hash)), "a stranger")
	require.Error(t, r.Hear(say(member, stranger, hash)), "another's signature")
	require.Error(t, r.Hear(say(member, member, domain.Hash(projectID, settler.Address(), task.Digest{8}))), "another root")
	require.Error(t, r.Hear(say(member, member, domain.Hash(projectID, member.Address(), root))), "another settler")
	require.Error(t, r.Hear(say(member, member, attest.Domain{ChainID: 1, Staking: domain.Staking}.Hash(projectID, settler.Address(), root))), "another chain")
	_, ok := r.Quorum()
	require.False(t, ok)
	require.NoError(t, r.Hear(say(member, member, hash)))
	require.NoError(t, r.Hear(say(member, member, hash)), "twice is once")
	got, ok := r.Quorum()
	require.True(t, ok)
	require.Len(t, got, 2)

	w.fleet.Members = w.fleet.Members[:1]
	r.SetFleet(w.fleet)
	_, ok = r.Quorum()
	require.False(t, ok, "who has left counts no more")
}

func TestSettlerConfigThatMakesNoSense(t *testing.T) {
	require.Error(t, attest.SettlerConfig{Batch: attest.MaxResults + 1}.Validate())
	require.Error(t, attest.SettlerConfig{Window: -1}.Validate())
	require.Error(t, attest.AttesterConfig{Receipts: -1}.Validate())
	_, err := attest.NewSettler(attest.SettlerConfig{}, attest.SettlerRoles{})
	require.Error(t, err)
	_, err = attest.NewAttester(attest.AttesterConfig{}, attest.AttesterRoles{})
	require.Error(t, err)
}

// Where fewer results fit what settles them, batches are smaller.
func TestBatchHasNoMoreThanEachOfItsResultsAllows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 2, 2)
		defer w.close()
		c := w.nodes[0]
		sizes := func(most ...int) (sizes []int) {
			got := make([]chan answer, len(most))
			for i, n := range most {
				got[i] = make(chan answer, 1)
				go func() {
					start := time.Now()
					b, err := c.settler.Attest(t.Context(), job, w.item(uint64(i)+1), n)
					got[i] <- answer{b, err, time.Since(start)}
				}()
				synctest.Wait()
			}
			for i := range got {
				a := <-got[i]
				require.NoError(t, a.err)
				check(t, w, a.batch, c)
				sizes = append(sizes, len(a.batch.Items))
			}
			return sizes
		}
		require.Equal(t, []int{2, 2, 2, 2, 1}, sizes(2, 2, 2, 2, 2))
		require.Equal(t, []int{3, 3, 3}, sizes(0, 0, 3))
		require.Equal(t, []int{2, 2, 1, 1}, sizes(0, 0, 2, 1), "a batch that is larger than one allows goes without it")
	})
}
