package evidence_test

import (
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/evidence"
	"github.com/machinefi/sprout/task"
)

var domain = attest.Domain{ChainID: 4690, Staking: task.Address{0x5a}}

const projectID = task.ProjectID(7)

func newSigner(t testing.TB) *task.KeySigner {
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return task.NewKeySigner(key)
}

// watch is a watcher and what it found.
type watch struct {
	*evidence.Watcher
	t      testing.TB
	znodes map[task.Address][]evidence.DoubleAttestation
	enodes map[task.Address][]evidence.Equivocation
}

func newWatch(t testing.TB) *watch {
	w := &watch{t: t, znodes: map[task.Address][]evidence.DoubleAttestation{}, enodes: map[task.Address][]evidence.Equivocation{}}
	w.Watcher = evidence.NewWatcher(domain, evidence.Finds{
		Znode: func(a task.Address, e evidence.DoubleAttestation) { w.znodes[a] = append(w.znodes[a], e) },
		Enode: func(a task.Address, e evidence.Equivocation) { w.enodes[a] = append(w.enodes[a], e) },
	})
	return w
}

// result is one of task n with journal j.
func result(n, j byte) attest.Result {
	return attest.Result{Task: task.Digest{n}, Program: task.Digest{2}, Journal: task.Digest{3, j}}
}

func (w *watch) attestation(by *task.KeySigner, settler task.Address, results ...attest.Result) task.Attestation {
	root := attest.Root(projectID, results)
	sig, err := by.SignHash(w.t.Context(), domain.Hash(projectID, settler, root))
	require.NoError(w.t, err)
	return task.Attestation{Project: projectID, Settler: settler, Root: root, Node: by.Address(), Signature: sig}
}

// Two trees that differ in one result, in whatever order trees and signatures become known.
func TestContradictionIsNoticedInAnyOrder(t *testing.T) {
	villain, honest := newSigner(t), newSigner(t)
	a, b := task.Address{0xa}, task.Address{0xb}
	one := []attest.Result{result(1, 1), result(2, 1), result(3, 1)}
	two := []attest.Result{result(2, 2), result(4, 1)}
	for seed := range uint64(24) {
		w := newWatch(t)
		forged := w.attestation(honest, b, two...)
		forged.Node = villain.Address()
		refused := task.Attestation{Project: projectID, Settler: b, Root: attest.Root(projectID, two), Node: honest.Address(), Refusal: task.RefuseConflict}
		steps := []func(){
			func() { w.Learn(projectID, a, attest.Root(projectID, one), one) },
			func() { w.Learn(projectID, b, attest.Root(projectID, two), two) },
			func() { w.Hear(w.attestation(villain, a, one...)) },
			func() { w.Hear(w.attestation(villain, b, two...)) },
			func() { w.Hear(w.attestation(honest, a, one...)) },
			func() { w.Hear(w.attestation(honest, b, one...)) },
			func() { w.Learn(projectID, b, attest.Root(projectID, one), one) },
			func() { w.Hear(forged) },
			func() { w.Hear(refused) },
		}
		steps = append(steps, steps...) // requests and answers repeat
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
		for _, step := range steps {
			step()
		}
		require.Len(t, w.znodes, 1)
		found := w.znodes[villain.Address()]
		require.Len(t, found, 1)
		e := found[0]
		require.Equal(t, uint64(projectID), e.ProjectID)
		require.Equal(t, task.Digest{2}, e.TaskDigest)
		require.ElementsMatch(t, []task.Digest{{3, 1}, {3, 2}}, []task.Digest{e.Attestations[0].JournalDigest, e.Attestations[1].JournalDigest})
		_, err := e.Calldata()
		require.NoError(t, err)
	}
}

func TestTwoTasksWithOneNumberAreNoticed(t *testing.T) {
	enode, other := newSigner(t), newSigner(t)
	w := newWatch(t)
	see := func(by *task.KeySigner, sequence uint64, root task.Digest) {
		h := task.Header{ChainID: 4690, ProjectID: projectID, Sequence: sequence, ProjectVersion: "1", MessageCount: 1, BodySize: 9, MessagesRoot: root}
		s, err := task.Sign(t.Context(), h, by)
		require.NoError(t, err)
		v, err := task.Verify(s, 4690, func(task.ProjectID, task.Address) error { return nil })
		require.NoError(t, err)
		w.Saw(v)
	}
	for range 2 {
		see(enode, 1, task.Digest{1})
		see(enode, 2, task.Digest{2})
		see(other, 1, task.Digest{3})
	}
	require.Empty(t, w.enodes, "another enode's number is its own")
	see(enode, 1, task.Digest{4})
	require.Len(t, w.enodes[enode.Address()], 1)
	e := w.enodes[enode.Address()][0]
	require.EqualValues(t, 1, e.Sequence)
	require.NotEqual(t, e.Tasks[0].TaskDigest, e.Tasks[1].TaskDigest)
	require.NotEqual(t, e.Tasks[0].Signature, e.Tasks[1].Signature)
}

// Who says a lot pushes out what is its own.
func TestOneThatSaysMuchHidesNobody(t *testing.T) {
	w := newWatch(t)
	villain := newSigner(t)
	loud, quiet := task.Address{1}, task.Address{2}
	mine := []attest.Result{result(1, 1)}
	w.Learn(projectID, quiet, attest.Root(projectID, mine), mine)
	w.Hear(w.attestation(villain, quiet, mine...))
	for i := range 1200 {
		batch := make([]attest.Result, attest.MaxResults)
		for k := range batch {
			batch[k] = attest.Result{Task: task.Digest{9, byte(k), byte(i), byte(i >> 8)}}
		}
		w.Learn(projectID, loud, task.Digest{byte(i), byte(i >> 8)}, batch)
	}
	other := []attest.Result{result(1, 2)}
	w.Learn(projectID, loud, attest.Root(projectID, other), other)
	w.Hear(w.attestation(villain, loud, other...))
	require.Len(t, w.znodes[villain.Address()], 1)
}
