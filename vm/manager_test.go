package vm_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
)

func manager(t *testing.T, p vm.Prover) *vm.Manager {
	t.Helper()
	m, err := vm.NewManager(vm.ManagerConfig{
		Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMRisc0: p, project.VMHalo2: nil}), Limits: vmtest.TestLimits(),
	})
	require.NoError(t, err)
	return m
}

func TestRegistrySaysWhyThereIsNone(t *testing.T) {
	r := vm.NewRegistry(map[project.VM]vm.Prover{project.VMRisc0: &vmtest.FakeProver{}, project.VMHalo2: nil})
	require.Equal(t, []project.VM{project.VMRisc0}, r.VMs())
	_, err := r.Prover(project.VMRisc0)
	require.NoError(t, err)
	_, err = r.Prover(project.VMHalo2)
	require.ErrorIs(t, err, vm.ErrNotOffered)
	require.EqualError(t, err, "halo2: not offered by this node")
	require.Contains(t, task.Hint(err), "risc0")
	_, err = r.Prover("nosuch")
	require.ErrorIs(t, err, vm.ErrUnknownVM)
	require.EqualError(t, err, `unknown vm: "nosuch"`)
	require.Equal(t, task.FailProgram, vm.FailureCode(err))
}

func TestManagerNeedsItsParts(t *testing.T) {
	_, err := vm.NewManager(vm.ManagerConfig{})
	require.ErrorContains(t, err, "registry")
	require.ErrorContains(t, err, "cycles")
}

func TestManagerProvesAndVerifies(t *testing.T) {
	m := manager(t, &vmtest.FakeProver{Segments: 2})
	for mode, binding := range map[project.InputMode]task.Binding{
		project.InputTask: task.BindingTask, project.InputJSON: task.BindingNone,
	} {
		v, tk := version(mode), vmtest.Task(t, 3, "a", "b")
		id, err := m.CheckVersion(t.Context(), v)
		require.NoError(t, err)
		var seen []vm.Progress
		receipt, ref, err := m.Prove(t.Context(), v, tk, func(p vm.Progress) { seen = append(seen, p) })
		require.NoError(t, err)
		require.NotEmpty(t, seen)
		require.Equal(t, task.ReceiptRef{
			Runtime: "risc0", Kind: vm.KindComposite, ProgramID: id, Digest: task.DigestOf(receipt), Size: uint64(len(receipt)),
			Journal: ref.Journal, Binding: binding, Cycles: ref.Cycles, ProveMS: ref.ProveMS,
		}, ref)
		again, err := m.Verify(t.Context(), v, &tk.Header, receipt)
		require.NoError(t, err)
		require.Equal(t, ref.Digest, again.Digest)
		require.Equal(t, binding, again.Binding)

		_, err = m.Verify(t.Context(), v, &vmtest.Task(t, 4, "a", "b").Header, receipt)
		if binding == task.BindingTask {
			require.ErrorIs(t, err, vm.ErrReceiptInvalid, "a receipt cannot be moved to another task")
		} else {
			require.NoError(t, err, "a program that binds nothing cannot be held to a task")
		}
	}
	require.Equal(t, vm.Capacity{Proofs: 1, ThreadsPerProof: 1, MemoryMB: 1}, m.Capacity())
	require.Equal(t, []task.Offer{{Runtime: "risc0", Slots: 1}}, m.Offers())
}

func TestManagerChecksVersions(t *testing.T) {
	m := manager(t, &vmtest.FakeProver{})
	for name, c := range map[string]struct {
		change func(*project.Version)
		want   error
	}{
		"another vm":         {func(v *project.Version) { v.VM = project.VMHalo2 }, vm.ErrNotOffered},
		"no program":         {func(v *project.Version) { v.Code = []byte("x") }, vm.ErrProgramInvalid},
		"old program":        {func(v *project.Version) { v.Code = []byte(vmtest.FakeOld) }, vm.ErrProgramVersion},
		"another program id": {func(v *project.Version) { v.ProgramID = task.DigestOf([]byte("x")) }, vm.ErrProgramInvalid},
		"kind":               {func(v *project.Version) { v.ReceiptKinds = []string{vm.KindGroth16} }, vm.ErrReceiptKind},
	} {
		v := version(project.InputTask)
		c.change(v)
		_, err := m.CheckVersion(t.Context(), v)
		require.ErrorIs(t, err, c.want, name)
		require.Equal(t, task.FailProgram, vm.FailureCode(err), name)
		_, _, err = m.Prove(t.Context(), v, vmtest.Task(t, 1, "x"), nil)
		require.ErrorIs(t, err, c.want, name)
	}
	v := version(project.InputTask)
	v.ProgramID = vmtest.FakeProgramID(vmtest.FakeEcho)
	_, err := m.CheckVersion(t.Context(), v)
	require.NoError(t, err)
}

func TestLimitsNameWhoSetThem(t *testing.T) {
	m := manager(t, &vmtest.FakeProver{})
	v, tk := version(project.InputTask), vmtest.Task(t, 1, "a")
	v.Code = []byte(vmtest.FakeLoop)
	_, _, err := m.Prove(t.Context(), v, tk, nil)
	require.ErrorIs(t, err, vm.ErrCycleLimit)
	require.ErrorContains(t, err, "the operator's limit of cycles")
	v.Limits.Cycles = 1 << 40
	_, _, err = m.Prove(t.Context(), v, tk, nil)
	require.ErrorContains(t, err, "the operator's limit of cycles")
	v.Limits.Cycles = 7
	_, _, err = m.Prove(t.Context(), v, tk, nil)
	require.ErrorContains(t, err, "limits.cycles of the project file")

	v.Code = []byte(vmtest.FakeAllocate)
	_, _, err = m.Prove(t.Context(), v, tk, nil)
	require.ErrorContains(t, err, "the operator's limit of memoryMB")
	v.Code = []byte(vmtest.FakeJournal + "2000")
	v.Limits = project.Limits{JournalBytes: 1000}
	_, _, err = m.Prove(t.Context(), v, tk, nil)
	require.ErrorIs(t, err, vm.ErrJournalTooLarge)
	require.ErrorContains(t, err, "limits.journalBytes of the project file")
}

func TestProgramThatDoesNotBindItsTask(t *testing.T) {
	m := manager(t, &vmtest.FakeProver{})
	v := version(project.InputTask)
	v.Code = []byte(vmtest.FakeUnbound)
	_, _, err := m.Prove(t.Context(), v, vmtest.Task(t, 1, "x"), nil)
	require.ErrorIs(t, err, vm.ErrGuestFault, "no other znode would do better")
	require.ErrorContains(t, err, "does not commit its task")
}

func TestProofsOfAllProversTogetherAreBounded(t *testing.T) {
	release, started := make(chan struct{}), make(chan struct{})
	slow := &vmtest.FakeProver{Slots: 3, FailProve: func(vm.Job) error {
		close(started)
		<-release
		return nil
	}}
	m, err := vm.NewManager(vm.ManagerConfig{
		Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMRisc0: slow, project.VMHalo2: &vmtest.FakeProver{Slots: 2}}),
		Limits:   vmtest.TestLimits(), Proofs: 1,
	})
	require.NoError(t, err)
	require.Equal(t, 1, m.Capacity().Proofs)
	ended := make(chan error)
	go func() {
		_, _, err := m.Prove(context.Background(), version(project.InputTask), vmtest.Task(t, 1, "x"), nil)
		ended <- err
	}()
	<-started
	v := version(project.InputTask)
	v.VM = project.VMHalo2
	_, _, err = m.Prove(t.Context(), v, vmtest.Task(t, 1, "x"), nil)
	require.ErrorIs(t, err, vm.ErrBusy)
	close(release)
	require.NoError(t, <-ended)
	_, _, err = m.Prove(t.Context(), v, vmtest.Task(t, 1, "x"), nil)
	require.NoError(t, err)
	_, err = vm.NewManager(vm.ManagerConfig{Proofs: -1})
	require.ErrorContains(t, err, "proofs is -1")
}

func TestReceiptsNameTheirRuntime(t *testing.T) {
	for head, want := range map[string]project.VM{"SPRR\x00\x01\x01\x01": project.VMRisc0, "SPRR\x00\x01\x02\x01rest": project.VMHalo2} {
		got, err := vm.RuntimeOf([]byte(head))
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, head := range []string{"", "SPRR", "SPRR\x00\x01\x01", "SPRR\x00\x02\x01\x01", "SPRX\x00\x01\x01\x01", "SPRR\x00\x01\x03\x01"} {
		_, err := vm.RuntimeOf([]byte(head))
		require.ErrorIs(t, err, vm.ErrReceiptInvalid, "%q", head)
	}
}

func TestForgedReceipts(t *testing.T) {
	m := manager(t, &vmtest.FakeProver{})
	v, tk := version(project.InputTask), vmtest.Task(t, 1, "x")
	journal := task.Journal{ChainID: tk.ChainID, ProjectID: tk.ProjectID, TaskDigest: tk.Digest()}
	for name, receipt := range map[string][]byte{
		"none":            nil,
		"another program": vmtest.FakeReceipt(vmtest.FakeProgramID(vmtest.FakePanic), journal.Encode()),
		"no journal":      vmtest.FakeReceipt(vmtest.FakeProgramID(vmtest.FakeEcho), nil),
	} {
		_, err := m.Verify(t.Context(), v, &tk.Header, receipt)
		require.ErrorIs(t, err, vm.ErrReceiptInvalid, name)
	}
	v.ReceiptKinds = []string{vm.KindGroth16}
	_, err := m.Verify(t.Context(), v, &tk.Header, vmtest.FakeReceipt(vmtest.FakeProgramID(vmtest.FakeEcho), journal.Encode()))
	require.ErrorIs(t, err, vm.ErrReceiptKind)
}

func TestErrorsKnowWhatTheyMean(t *testing.T) {
	for kind, want := range map[error]task.FailureCode{
		vm.ErrUnknownVM: task.FailProgram, vm.ErrNotOffered: task.FailProgram, vm.ErrProgramInvalid: task.FailProgram,
		vm.ErrProgramVersion: task.FailProgram, vm.ErrReceiptKind: task.FailProgram,
		vm.ErrInputInvalid: task.FailGuest, vm.ErrGuestFault: task.FailGuest,
		vm.ErrCycleLimit: task.FailLimit, vm.ErrMemoryLimit: task.FailLimit, vm.ErrWallTime: task.FailLimit, vm.ErrJournalTooLarge: task.FailLimit,
		vm.ErrReceiptInvalid: task.FailNode, vm.ErrBusy: task.FailNode, vm.ErrCrashed: task.FailNode, vm.ErrUnavailable: task.FailNode,
		vm.ErrInternal: task.FailNode, errors.New("anything else"): task.FailNode,
	} {
		err := fmt.Errorf("prove: %w", &vm.Error{Kind: kind, Said: "words of the library"})
		require.Equal(t, want, vm.FailureCode(err), kind)
		require.ErrorContains(t, err, "words of the library")
		var e *vm.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, want, e.FailureCode())
	}
	require.EqualError(t, &vm.Error{Kind: vm.ErrBusy}, "prover is busy")
}
