package vm_test

import (
	"encoding/binary"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
)

func version(mode project.InputMode, kinds ...string) *project.Version {
	return &project.Version{
		Name: "v", VM: project.VMRisc0, Code: []byte(vmtest.FakeEcho), ExpParam: "p", InputMode: mode, ReceiptKinds: kinds,
	}
}

func TestInputOfModeTask(t *testing.T) {
	tk := vmtest.Task(t, 7, "a", "b")
	j, err := vm.NewJob(version(project.InputTask), tk, vm.DefaultLimits())
	require.NoError(t, err)
	n := binary.BigEndian.Uint32(j.Input)
	h, err := task.ParseHeader(j.Input[4 : 4+n])
	require.NoError(t, err)
	require.Equal(t, tk.Header, h)
	body, err := tk.Body()
	require.NoError(t, err)
	require.Equal(t, body, j.Input[4+n:])
	require.Equal(t, vm.Program{Code: []byte(vmtest.FakeEcho), ExpParam: "p"}, j.Program)
}

func TestInputOfModeJSON(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		data := rapid.SliceOfN(rapid.String(), 1, 5).Draw(r, "data")
		j, err := vm.NewJob(version(project.InputJSON), vmtest.Task(t, 1, data...), vm.DefaultLimits())
		require.NoError(r, err)
		var got []string
		require.NoError(r, json.Unmarshal(j.Input, &got))
		require.Equal(r, data, got)
	})
	_, err := vm.NewJob(version(project.InputJSON), vmtest.Task(t, 1, "ok", "\xff"), vm.DefaultLimits())
	require.ErrorIs(t, err, vm.ErrInputInvalid)
	require.ErrorContains(t, err, "UTF-8")
	_, err = vm.NewJob(version(project.InputTask), vmtest.Task(t, 1, "\xff"), vm.DefaultLimits())
	require.NoError(t, err, "mode task takes any bytes")
}

func TestJobOfAnotherVersion(t *testing.T) {
	v := version(project.InputTask)
	v.Name = "other"
	_, err := vm.NewJob(v, vmtest.Task(t, 1, "x"), vm.DefaultLimits())
	require.ErrorIs(t, err, vm.ErrInputInvalid)
	v = version("nosuch")
	_, err = vm.NewJob(v, vmtest.Task(t, 1, "x"), vm.DefaultLimits())
	require.ErrorContains(t, err, "unknown input mode")
}

func TestReceiptTypeOfTheFirstMessage(t *testing.T) {
	stark, snark := `{"receipt_type":"Stark"}`, `{"receipt_type":"Snark"}`
	for _, c := range []struct {
		mode    project.InputMode
		data    string
		accepts []string
		want    []string
	}{
		{project.InputJSON, stark, nil, []string{vm.KindComposite, vm.KindSuccinct}},
		{project.InputJSON, stark, []string{vm.KindSuccinct, vm.KindGroth16}, []string{vm.KindSuccinct}},
		{project.InputJSON, snark, nil, []string{vm.KindGroth16}},
		{project.InputJSON, "no JSON", []string{vm.KindComposite}, []string{vm.KindComposite}},
		{project.InputJSON, `{"receipt_type":"Else"}`, nil, nil},
		{project.InputTask, snark, []string{vm.KindComposite}, []string{vm.KindComposite}},
	} {
		j, err := vm.NewJob(version(c.mode, c.accepts...), vmtest.Task(t, 1, c.data, snark), vm.DefaultLimits())
		require.NoError(t, err)
		require.Equal(t, c.want, j.Kinds, "%+v", c)
	}
	_, err := vm.NewJob(version(project.InputJSON, vm.KindComposite), vmtest.Task(t, 1, snark), vm.DefaultLimits())
	require.ErrorIs(t, err, vm.ErrReceiptKind)
}

func TestLimitsAreCapped(t *testing.T) {
	caps := vm.Limits{Cycles: 100, MemoryMB: 100, Wall: time.Minute, JournalBytes: 100}
	require.Equal(t, caps, caps.Cap(project.Limits{}), "what is not asked for is the operator's")
	require.Equal(t, caps, caps.Cap(project.Limits{Cycles: 101, MemoryMB: 101, Wall: time.Hour, JournalBytes: 101}))
	require.Equal(t, vm.Limits{Cycles: 1, MemoryMB: 2, Wall: 3, JournalBytes: 4},
		caps.Cap(project.Limits{Cycles: 1, MemoryMB: 2, Wall: 3, JournalBytes: 4}))
	require.NoError(t, vm.DefaultLimits().Validate())
	for _, want := range []string{"cycles", "memory", "wall", "journal"} {
		require.ErrorContains(t, vm.Limits{}.Validate(), want)
	}
}

func TestPickKind(t *testing.T) {
	both := []string{vm.KindComposite, vm.KindSuccinct}
	k, err := vm.PickKind(nil, both)
	require.NoError(t, err)
	require.Equal(t, vm.KindComposite, k)
	k, err = vm.PickKind([]string{vm.KindGroth16, vm.KindSuccinct}, both)
	require.NoError(t, err)
	require.Equal(t, vm.KindSuccinct, k)
	_, err = vm.PickKind([]string{vm.KindGroth16}, both)
	require.ErrorIs(t, err, vm.ErrReceiptKind)
	require.ErrorContains(t, err, "groth16")
	_, err = vm.PickKind(nil, nil)
	require.ErrorIs(t, err, vm.ErrReceiptKind)
}
