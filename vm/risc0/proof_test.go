//go:build linux

package risc0_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
)

// TestProof makes one real proof, the one that is always made: of a few readings,
// through the manager, as a znode makes it, and checks all that must not pass for it.
func TestProof(t *testing.T) {
	if testing.Short() {
		t.Skip("a proof takes about twenty seconds")
	}
	p := open(t)
	m, err := vm.NewManager(vm.ManagerConfig{
		Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMRisc0: p}), Limits: vmtest.TestLimits(),
	})
	require.NoError(t, err)
	v := &project.Version{
		Name: "v", VM: project.VMRisc0, Code: program(t, "weather"), InputMode: project.InputTask,
		ReceiptKinds: []string{vm.KindComposite},
	}
	tk := vmtest.Task(t, 1, january(t)[:2]...)
	seen := make(map[string]vm.Progress)
	receipt, ref, err := m.Prove(t.Context(), v, tk, func(p vm.Progress) { seen[p.Stage] = p })
	require.NoError(t, err)
	require.Equal(t, seen["prove"].Total, seen["prove"].Done, "every segment was reported")
	require.Contains(t, seen, "verify")
	require.Equal(t, task.BindingTask, ref.Binding)
	require.Equal(t, task.DigestOf(receipt), ref.Digest)
	require.Equal(t, vm.KindComposite, ref.Kind)
	t.Logf("%d cycles, %d bytes, %d ms", ref.Cycles, ref.Size, ref.ProveMS)

	again, err := m.Verify(t.Context(), v, &tk.Header, receipt)
	require.NoError(t, err)
	again.Cycles, again.ProveMS = ref.Cycles, ref.ProveMS // only the prover knows them
	require.Equal(t, ref, again)

	other := *v
	other.Code = program(t, "hostile")
	_, err = m.Verify(t.Context(), &other, &tk.Header, receipt)
	require.ErrorIs(t, err, vm.ErrReceiptInvalid, "a receipt of another program")

	vmtest.Receipt(t, p, vm.Proof{
		Receipt: receipt, ProgramID: ref.ProgramID, Kind: ref.Kind, Journal: ref.Journal,
	}, &tk.Header)
}
