//go:build linux

package zkwasm_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	modules "github.com/machinefi/sprout/examples/zkwasm"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
	"github.com/machinefi/sprout/vm/zkwasm"
)

func manager(t *testing.T, p *zkwasm.Prover, limits vm.Limits) *vm.Manager {
	t.Helper()
	m, err := vm.NewManager(vm.ManagerConfig{Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMZkWasm: p}), Limits: limits})
	require.NoError(t, err)
	return m
}

// What is too long is found out by running it: nothing is proved, and the error says whose limit it is and what helps.
func TestTooManyCyclesAreRefusedBeforeProving(t *testing.T) {
	p := open(t)
	meter, err := modules.Load(modules.Meter)
	require.NoError(t, err)
	j, tk := vmtest.Job(t, meter.Code, project.InputTask, meter.Message)
	run, err := p.Execute(t.Context(), j, nil)
	require.NoError(t, err)
	require.NotZero(t, run.UserCycles)
	too := run.UserCycles / 2

	for _, c := range []struct {
		project, operator uint64
		whose             string
	}{
		{project: too, operator: 1 << 22, whose: "limits.cycles of the project file: raise it, or pack fewer"},
		{project: 0, operator: too, whose: "the operator's limit of cycles: pack fewer"},
		{project: 1 << 22, operator: too, whose: "the operator's limit of cycles: pack fewer"},
	} {
		limits := vmtest.TestLimits()
		limits.Cycles = c.operator
		v := &project.Version{
			Name: "v", VM: project.VMZkWasm, Code: meter.Code, InputMode: project.InputTask, Limits: project.Limits{Cycles: c.project},
		}
		var stages []string
		_, _, err := manager(t, p, limits).Prove(t.Context(), v, tk, func(s task.Progress) { stages = append(stages, s.Stage) })
		require.ErrorIs(t, err, vm.ErrCycleLimit)
		require.ErrorContains(t, err, c.whose)
		require.ErrorContains(t, err, strconv.FormatUint(too, 10), "the number")
		require.Equal(t, task.FailLimit, vm.FailureCode(err))
		require.NotContains(t, stages, "prove")
	}
}
