package vmtest

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

func proveAndVerify(t *testing.T, s Subject) {
	if !s.MakeProofs {
		t.Skip("proofs are not asked for")
	}
	j, tk := Job(t, s.Bound, project.InputTask, s.Data...)
	var stages []string
	proof, err := s.Prover.Prove(t.Context(), j, func(p vm.Progress) {
		stages = append(stages, p.Stage)
		require.LessOrEqual(t, p.Done, p.Total)
	})
	require.NoError(t, err)
	require.Contains(t, stages, "prove", "a proof reports its segments")
	require.Positive(t, proof.Cycles)
	require.Positive(t, proof.Segments)
	require.Positive(t, proof.Took)
	require.NoError(t, s.binds(proof.Journal, &tk.Header))
	Receipt(t, s.Prover, proof, &tk.Header)
}

// Receipt checks that p accepts a proof bound to the task of h for what it is,
// and refuses it for anything else or altered anywhere.
func Receipt(t *testing.T, p vm.Prover, proof vm.Proof, h *task.Header) {
	t.Helper()
	want := vm.Expectation{ProgramID: proof.ProgramID, Header: h, Journal: proof.Journal, Kinds: []string{proof.Kind}}
	v, err := p.Verify(t.Context(), proof.Receipt, want)
	require.NoError(t, err)
	v.Forgeable = false // depends on what the prover under test was given
	require.Equal(t, vm.Verdict{ProgramID: proof.ProgramID, Kind: proof.Kind, Journal: proof.Journal, Binding: task.BindingTask}, v)

	other := want
	other.ProgramID[0] ^= 1
	_, err = p.Verify(t.Context(), proof.Receipt, other)
	require.ErrorIs(t, err, vm.ErrReceiptInvalid, "another program id")

	other = want
	other.Journal = slices.Clone(proof.Journal)
	other.Journal[len(other.Journal)-1] ^= 1
	_, err = p.Verify(t.Context(), proof.Receipt, other)
	require.ErrorIs(t, err, vm.ErrReceiptInvalid, "another journal")

	moved := *h
	moved.Sequence++
	other = want
	other.Header = &moved
	_, err = p.Verify(t.Context(), proof.Receipt, other)
	require.ErrorIs(t, err, vm.ErrReceiptInvalid, "another task")

	other = want
	other.Kinds = []string{"no-such-kind"}
	_, err = p.Verify(t.Context(), proof.Receipt, other)
	require.ErrorIs(t, err, vm.ErrReceiptKind, "a kind the project does not accept")

	altered(t, p, proof, want)
}

// altered flips single bits anywhere and cuts and lengthens the receipt.
func altered(t *testing.T, p vm.Prover, proof vm.Proof, want vm.Expectation) {
	t.Helper()
	rejected := func(r require.TestingT, b []byte, why string) {
		_, err := p.Verify(t.Context(), b, want)
		require.Error(r, err, why)
		require.True(r, errors.Is(err, vm.ErrReceiptInvalid) || errors.Is(err, vm.ErrReceiptKind), "%s: %v", why, err)
	}
	rejected(t, proof.Receipt[:len(proof.Receipt)-1], "last byte is missing")
	rejected(t, append(slices.Clone(proof.Receipt), 0), "a byte too many")
	for i := range 12 {
		b := slices.Clone(proof.Receipt)
		b[i] ^= 1
		rejected(t, b, "one bit of the head differs")
	}
	rapid.Check(t, func(r *rapid.T) {
		b := slices.Clone(proof.Receipt)
		b[rapid.IntRange(0, len(b)-1).Draw(r, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(r, "bit")
		rejected(r, b, "one bit differs")
	})
}

func plain(t *testing.T, s Subject) {
	if s.Plain == nil {
		t.Skip("no plain program to test with")
	}
	j, _ := Job(t, s.Plain, project.InputJSON, s.PlainData...)
	run, err := s.Prover.Execute(t.Context(), j, nil)
	require.NoError(t, err)
	if s.PlainJournal != nil {
		require.Equal(t, s.PlainJournal, run.Journal)
	}
	if !s.MakeProofs {
		return
	}
	proof, err := s.Prover.Prove(t.Context(), j, nil)
	require.NoError(t, err)
	require.Equal(t, run.Journal, proof.Journal)
	v, err := s.Prover.Verify(t.Context(), proof.Receipt, vm.Expectation{ProgramID: proof.ProgramID})
	require.NoError(t, err)
	require.Equal(t, task.BindingNone, v.Binding, "a plain program binds nothing, and the verdict says so")
}
