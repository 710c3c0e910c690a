package vmtest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// Subject is a prover under test and the programs it is tested with. A nil
// program leaves its case out, with a line in the log.
type Subject struct {
	Prover vm.Prover
	// Bound is a program of input mode "task" that commits its task; every other
	// case is of mode "task" too. Data is what its messages say.
	Bound []byte
	Data  []string
	// Plain is a program of input mode "json", PlainData its messages, and
	// PlainJournal what it commits; nil = not compared.
	Plain        []byte
	PlainData    []string
	PlainJournal []byte

	Panics    Case // faults
	Loops     Case // never ends
	Allocates Case // takes memory without end
	Floods    Case // commits a journal without end, or one of more than 64 KiB

	// Binds tells whether a journal commits a task; nil = [task.CheckBinding].
	Binds vm.Binder

	Invalid []byte // no program at all
	Old     []byte // of another version of the runtime

	// MakeProofs allows proofs, which may take a minute each.
	MakeProofs bool
}

func (s *Subject) binds(journal []byte, h *task.Header) error {
	if s.Binds == nil {
		return task.CheckBinding(journal, h)
	}
	return s.Binds(journal, h)
}

// Case is a program of input mode "task" with what its messages say.
type Case struct {
	Code []byte
	Data []string
}

// Run checks that a prover keeps the promises of [vm.Prover]. open is called once
// for each case and must end what it started through t.Cleanup.
func Run(t *testing.T, open func(t *testing.T) Subject) {
	cases := []struct {
		name string
		run  func(*testing.T, Subject)
	}{
		{"describe", describe}, {"check", check}, {"check is stable", checkStable},
		{"execute", execute}, {"faults", faults},
		{"limits are in force", limits}, {"cancel", cancel}, {"no memory of the job before", isolation},
		{"kinds", kinds}, {"garbage receipts", garbage},
		{"prove and verify", proveAndVerify}, {"plain program", plain},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
}

// TestLimits are small enough that every fault shows soon, and enough for a small
// program; the wall time suits a machine that is busy with other tests.
func TestLimits() vm.Limits {
	return vm.Limits{Cycles: 4 << 20, MemoryMB: 2048, Wall: 15 * time.Minute, JournalBytes: 64 << 10}
}

// Task makes a task of project 1, version "v", sequence seq, with one message for each text.
func Task(t testing.TB, seq uint64, data ...string) *task.Task {
	t.Helper()
	at := time.UnixMilli(1_700_000_000_000).UTC()
	msgs := make([]task.Message, len(data))
	for i, d := range data {
		msgs[i] = task.Message{
			ID: task.MessageID{15: byte(i + 1)}, ProjectID: 1, ProjectVersion: "v",
			ClientDID: "did:example:device", Data: []byte(d), ReceivedAt: at,
		}
	}
	tk, err := task.New(4690, 1, "v", seq, at, msgs)
	require.NoError(t, err)
	return &tk
}

// Job makes the job of running code on a task of data in the given mode.
func Job(t testing.TB, code []byte, mode project.InputMode, data ...string) (vm.Job, *task.Task) {
	t.Helper()
	if len(data) == 0 {
		data = []string{"{}"}
	}
	tk := Task(t, 1, data...)
	v := &project.Version{Name: "v", Code: code, InputMode: mode}
	j, err := vm.NewJob(v, tk, TestLimits())
	require.NoError(t, err)
	return j, tk
}

func describe(t *testing.T, s Subject) {
	d, err := s.Prover.Describe(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, d.Runtime)
	require.NotEmpty(t, d.Name)
	require.NotEmpty(t, d.Version)
	require.NotEmpty(t, d.ReceiptKinds)
	require.NotEmpty(t, d.Sandbox, "a prover says how its worker is confined")
	c := s.Prover.Capacity()
	require.Positive(t, c.Proofs)
	require.Zero(t, c.Running)
	require.Positive(t, c.ThreadsPerProof)
	require.Positive(t, c.MemoryMB)
}

func check(t *testing.T, s Subject) {
	info, err := s.Prover.Check(t.Context(), vm.Program{Code: s.Bound})
	require.NoError(t, err)
	require.False(t, info.ID.IsZero())
	require.NotEmpty(t, info.Format)
	for name, c := range map[string]struct {
		code []byte
		want error
	}{
		"invalid":   {s.Invalid, vm.ErrProgramInvalid},
		"empty":     {[]byte{}, vm.ErrProgramInvalid},
		"truncated": {s.Bound[:len(s.Bound)/2], vm.ErrProgramInvalid},
		"old":       {s.Old, vm.ErrProgramVersion},
	} {
		if c.code == nil {
			t.Logf("no %s program to test with", name)
			continue
		}
		_, err := s.Prover.Check(t.Context(), vm.Program{Code: c.code})
		require.ErrorIs(t, err, c.want, name)
		require.Equal(t, task.FailProgram, vm.FailureCode(err))
		j, _ := Job(t, c.code, project.InputTask)
		_, err = s.Prover.Execute(t.Context(), j, nil)
		require.ErrorIs(t, err, c.want, "%s: execute says the same as check", name)
	}
}

func checkStable(t *testing.T, s Subject) {
	first, err := s.Prover.Check(t.Context(), vm.Program{Code: s.Bound})
	require.NoError(t, err)
	again, err := s.Prover.Check(t.Context(), vm.Program{Code: s.Bound})
	require.NoError(t, err)
	require.Equal(t, first, again)
	if s.Plain != nil {
		other, err := s.Prover.Check(t.Context(), vm.Program{Code: s.Plain})
		require.NoError(t, err)
		require.NotEqual(t, first.ID == other.ID, string(s.Bound) != string(s.Plain), "other code, other id")
	}
}

func execute(t *testing.T, s Subject) {
	j, tk := Job(t, s.Bound, project.InputTask, s.Data...)
	var seen []vm.Progress
	run, err := s.Prover.Execute(t.Context(), j, func(p vm.Progress) { seen = append(seen, p) })
	require.NoError(t, err)
	require.NoError(t, s.binds(run.Journal, &tk.Header))
	require.Positive(t, run.UserCycles)
	require.GreaterOrEqual(t, run.Cycles, run.UserCycles)
	require.Positive(t, run.Segments)
	for i, p := range seen {
		require.Equal(t, "execute", p.Stage)
		require.LessOrEqual(t, p.Done, p.Total)
		require.True(t, i == 0 || seen[i-1].Done <= p.Done, "progress never goes back")
	}
	again, err := s.Prover.Execute(t.Context(), j, nil)
	require.NoError(t, err)
	require.Equal(t, run, again, "execution is deterministic")
}

func faults(t *testing.T, s Subject) {
	for _, c := range []struct {
		name string
		Case
		want []error
	}{
		{"panics", s.Panics, []error{vm.ErrGuestFault}},
		{"loops", s.Loops, []error{vm.ErrCycleLimit}},
		{"allocates", s.Allocates, []error{vm.ErrMemoryLimit, vm.ErrGuestFault, vm.ErrCycleLimit}},
		{"floods", s.Floods, []error{vm.ErrJournalTooLarge, vm.ErrCycleLimit, vm.ErrMemoryLimit}},
	} {
		if c.Code == nil {
			t.Logf("no program that %s to test with", c.name)
			continue
		}
		j, _ := Job(t, c.Code, project.InputTask, c.Data...)
		_, err := s.Prover.Execute(t.Context(), j, nil)
		requireOneOf(t, err, c.want, "execute a program that "+c.name)
		_, err = s.Prover.Prove(t.Context(), j, nil)
		requireOneOf(t, err, c.want, "prove a program that "+c.name)
		require.Contains(t, []task.FailureCode{task.FailGuest, task.FailLimit}, vm.FailureCode(err))
		require.Less(t, len(err.Error()), 4096, "errors are bounded")
		good, _ := Job(t, s.Bound, project.InputTask, s.Data...)
		_, err = s.Prover.Execute(t.Context(), good, nil)
		require.NoError(t, err, "the prover lives on after a program that %s", c.name)
	}
}

func requireOneOf(t *testing.T, err error, want []error, msg string) {
	t.Helper()
	require.Error(t, err, msg)
	match := slices.ContainsFunc(want, func(w error) bool { return errors.Is(err, w) })
	require.True(t, match, "%s: %v, want one of %v", msg, err, want)
}

func limits(t *testing.T, s Subject) {
	j, _ := Job(t, s.Bound, project.InputTask, s.Data...)
	j.Limits.JournalBytes = 1
	_, err := s.Prover.Execute(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrJournalTooLarge)
	j.Limits = TestLimits()
	_, err = s.Prover.Execute(t.Context(), j, nil)
	require.NoError(t, err, "the limit was the job's, not the prover's")
}

func cancel(t *testing.T, s Subject) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	j, _ := Job(t, s.Bound, project.InputTask, s.Data...)
	_, err := s.Prover.Prove(ctx, j, nil)
	require.ErrorIs(t, err, context.Canceled)
	require.Zero(t, s.Prover.Capacity().Running, "a cancelled job frees its slot")
}

// isolation: jobs of different programs and inputs in a row do not see each other.
func isolation(t *testing.T, s Subject) {
	first, a := Job(t, s.Bound, project.InputTask, s.Data...)
	tk := Task(t, 2, s.Data...)
	second, err := vm.NewJob(&project.Version{Name: "v", Code: s.Bound, InputMode: project.InputTask}, tk, TestLimits())
	require.NoError(t, err)
	for _, c := range []struct {
		job vm.Job
		h   *task.Header
	}{{first, &a.Header}, {second, &tk.Header}, {first, &a.Header}} {
		run, err := s.Prover.Execute(t.Context(), c.job, nil)
		require.NoError(t, err)
		require.NoError(t, s.binds(run.Journal, c.h))
	}
}

func kinds(t *testing.T, s Subject) {
	j, _ := Job(t, s.Bound, project.InputTask, s.Data...)
	j.Kinds = []string{"no-such-kind"}
	_, err := s.Prover.Prove(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrReceiptKind)
}

func garbage(t *testing.T, s Subject) {
	info, err := s.Prover.Check(t.Context(), vm.Program{Code: s.Bound})
	require.NoError(t, err)
	want := vm.Expectation{ProgramID: info.ID}
	for _, b := range [][]byte{nil, {}, {0}, []byte("SPRR"), []byte("SPRR\x00\x01\x01\x01"), make([]byte, 1<<16)} {
		_, err := s.Prover.Verify(t.Context(), b, want)
		require.ErrorIs(t, err, vm.ErrReceiptInvalid)
	}
	rapid.Check(t, func(r *rapid.T) {
		b := append([]byte("SPRR\x00\x01\x01\x01"), rapid.SliceOfN(rapid.Byte(), 0, 512).Draw(r, "receipt")...)
		_, err := s.Prover.Verify(t.Context(), b, want)
		require.ErrorIs(r, err, vm.ErrReceiptInvalid)
	})
}
