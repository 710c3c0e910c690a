//go:build linux

package zkwasm_test

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
	"github.com/machinefi/sprout/vm/zkwasm"
)

// adds is COMPAT's sample message.
const adds = `{"private_input":[1,1],"public_input":[2]}`

func TestConforms(t *testing.T) {
	p := open(t)
	vmtest.Run(t, func(t *testing.T) vmtest.Subject {
		hostile := func(what string) vmtest.Case {
			return vmtest.Case{Code: module(t, "hostile"), Data: []string{`{"private_input":[` + what + `]}`}}
		}
		return vmtest.Subject{
			Prover: p, Bound: module(t, "add"), Data: []string{adds},
			Panics: hostile("0"), Loops: hostile("1"), Allocates: hostile("2"), Floods: hostile("3"),
			Invalid: []byte("\x00asm but not really"), MakeProofs: endToEnd,
		}
	})
}

// largeTable is a module of some bytes whose table of 1,200,000 entries makes a program of 38 MB.
const largeTable = "\x00asm\x01\x00\x00\x00" + "\x01\x04\x01\x60\x00\x00" + "\x03\x02\x01\x00" + "\x04\x06\x01\x70\x00\x80\x9f\x49" +
	"\x07\x0a\x01\x06zkmain\x00\x00" + "\x0a\x04\x01\x02\x00\x0b"

// words are the output of a journal, 32 bytes each.
func words(t *testing.T, journal []byte, tk *task.Task) []*big.Int {
	t.Helper()
	require.NoError(t, task.CheckBinding(journal, &tk.Header))
	var list []*big.Int
	for i := 0; i < len(journal); i += 32 {
		list = append(list, new(big.Int).SetBytes(journal[i:min(i+32, len(journal))]))
	}
	return list
}

func TestJournalSaysWhatWasAddedAndNothingPrivate(t *testing.T) {
	p := open(t)
	code := module(t, "add")
	j, tk := vmtest.Job(t, code, project.InputTask, `{"private_input":["0x10001",77],"public_input":["65614"]}`, adds)
	run, err := p.Execute(t.Context(), j, nil)
	require.NoError(t, err)
	require.NotZero(t, run.UserCycles)
	digest := sha256.Sum256(code)
	require.True(t, bytes.Contains(run.Journal, digest[:]), "the module's digest")
	want := []int64{2, 1, 65614, 1, 65614, 1, 2, 1, 2} // messages; of each: public inputs, outputs
	got := words(t, run.Journal, tk)
	got = got[len(got)-len(want):]
	for i, w := range want {
		require.Equal(t, big.NewInt(w).String(), got[i].String(), "word %d", i)
	}

	j, _ = vmtest.Job(t, code, project.InputTask, `{"private_input":[1,1],"public_input":[3]}`)
	_, err = p.Execute(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrGuestFault)
	require.EqualError(t, err, "guest fault: require: condition does not hold")
}

func TestTrapsNameTheirReason(t *testing.T) {
	p := open(t)
	for what, reason := range map[string]string{"0": "unreachable", "5": "out of bounds memory access"} {
		j, _ := vmtest.Job(t, module(t, "hostile"), project.InputTask, `{"private_input":[`+what+`]}`)
		_, err := p.Execute(t.Context(), j, nil)
		require.ErrorIs(t, err, vm.ErrGuestFault)
		require.EqualError(t, err, "guest fault: wasm trap: "+reason)
		require.Equal(t, task.FailGuest, vm.FailureCode(err))
	}
	for _, message := range []string{`{"private_input":["1.5"]}`, `[]`, `{"public_input":[18446744073709551616]}`, `nothing`} {
		j, _ := vmtest.Job(t, module(t, "add"), project.InputTask, message)
		_, err := p.Execute(t.Context(), j, nil)
		require.ErrorIs(t, err, vm.ErrGuestFault, message)
		require.ErrorContains(t, err, "message 0", message)
	}
}

// The fast code cannot read where the module does not declare to; the exact code does what it does otherwise.
func TestWhatTheFastCodeGivesUpOnRunsExactly(t *testing.T) {
	p := open(t)
	j, tk := vmtest.Job(t, module(t, "hostile"), project.InputTask, `{"private_input":[4,0]}`)
	run, err := p.Execute(t.Context(), j, nil)
	require.NoError(t, err)
	got := words(t, run.Journal, tk)
	require.Equal(t, int64(0x01020304), got[len(got)-1].Int64())
}

func TestCompiledProgramsAreProgramsToo(t *testing.T) {
	p := open(t)
	code := module(t, "add")
	info, err := p.Check(t.Context(), vm.Program{Code: code})
	require.NoError(t, err)
	require.Equal(t, zkwasm.FormatModule, info.Format)
	made, err := p.Compile(t.Context(), code)
	require.NoError(t, err)
	require.Equal(t, info.ID, made.ID)
	require.Equal(t, task.Digest(sha256.Sum256(code)), made.Module)
	require.Regexp(t, `^zkwasm \S+, sources [0-9a-f]{12}$`, made.Compiler)
	compiled, err := p.Check(t.Context(), vm.Program{Code: made.Program})
	require.NoError(t, err)
	require.Equal(t, zkwasm.FormatProgram, compiled.Format)
	require.Equal(t, info.ID, compiled.ID, "whoever compiles, the id is the same")
	again, err := open(t).Compile(t.Context(), code)
	require.NoError(t, err)
	require.Equal(t, made, again)
	_, err = p.Compile(t.Context(), made.Program)
	require.ErrorContains(t, err, "compiled already")
}

func TestModulesThatCannotBeServed(t *testing.T) {
	p := open(t)
	for name, c := range map[string]struct {
		code []byte
		said string
	}{
		"no module":      {[]byte("<html>"), "neither a WebAssembly module"},
		"nothing in it":  {[]byte("\x00asm\x01\x00\x00\x00"), "zkmain"},
		"cut off":        {module(t, "add")[:60], "not valid"},
		"strange import": {bytes.Replace(module(t, "add"), []byte("wasm_output"), []byte("wasm_upload"), 1), "wasm_upload"},
		"too large":      {append(module(t, "add"), make([]byte, 33<<20)...), "limit"},
		"large program":  {[]byte(largeTable), "compile module: memory limit reached: answer of "},
	} {
		_, err := p.Check(t.Context(), vm.Program{Code: c.code})
		require.ErrorIs(t, err, vm.ErrProgramInvalid, name)
		require.ErrorContains(t, err, c.said, name)
	}
	j, _ := vmtest.Job(t, module(t, "add"), project.InputJSON, adds)
	_, err := p.Execute(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrInputInvalid)
	_, err = zkwasm.New(zkwasm.Config{})
	require.ErrorContains(t, err, "missing")
}

func TestProof(t *testing.T) {
	if !endToEnd {
		t.Skip("a proof takes a minute: SPROUT_E2E=1")
	}
	p := open(t)
	m, err := vm.NewManager(vm.ManagerConfig{Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMZkWasm: p}), Limits: vmtest.TestLimits()})
	require.NoError(t, err)
	v := &project.Version{Name: "v", VM: project.VMZkWasm, Code: module(t, "hostile"), InputMode: project.InputTask}
	tk := vmtest.Task(t, 1, `{"private_input":[4,0]}`)
	receipt, ref, err := m.Prove(t.Context(), v, tk, nil)
	require.NoError(t, err)
	require.Equal(t, task.BindingTask, ref.Binding)
	_, err = m.Verify(t.Context(), v, &vmtest.Task(t, 2, `{"private_input":[4,0]}`).Header, receipt)
	require.ErrorIs(t, err, vm.ErrReceiptInvalid, "it is of another task")
}
