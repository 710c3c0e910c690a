//go:build linux

package zkwasm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"

	modules "github.com/machinefi/sprout/examples/zkwasm"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
	"github.com/machinefi/sprout/vm/zkwasm"
)

// inputs are what a message says.
type inputs struct {
	Private []uint64 `json:"private_input,omitempty"`
	Public  []uint64 `json:"public_input,omitempty"`
}

func (in inputs) message(t *testing.T) string {
	t.Helper()
	b, err := json.Marshal(in)
	require.NoError(t, err)
	return string(b)
}

// reference runs modules in wazero, with the host functions as the documentation has them.
type reference struct {
	runtime wazero.Runtime
	// Of the run that goes on.
	in  inputs
	out []uint64
}

func newReference(t *testing.T) *reference {
	t.Helper()
	r := &reference{runtime: wazero.NewRuntimeWithConfig(t.Context(), wazero.NewRuntimeConfigInterpreter())}
	t.Cleanup(func() { require.NoError(t, r.runtime.Close(context.WithoutCancel(t.Context()))) })
	nothing := func(uint64) {}
	env := r.runtime.NewHostModuleBuilder("env")
	for name, f := range map[string]any{
		"wasm_input": r.input, "wasm_output": func(v uint64) { r.out = append(r.out, v) }, "require": hold,
		"wasm_dbg": nothing, "wasm_dbg_char": nothing,
		"abort": func(_, _, line, column uint32) {
			panic(fmt.Errorf("abort: the module gave up at line %d, column %d", line, column))
		},
	} {
		env = env.NewFunctionBuilder().WithFunc(f).Export(name)
	}
	_, err := env.Instantiate(t.Context())
	require.NoError(t, err)
	return r
}

func (r *reference) input(public uint32) uint64 {
	list, kind := &r.in.Private, "private"
	if public != 0 {
		list, kind = &r.in.Public, "public"
	}
	if len(*list) == 0 {
		panic(fmt.Errorf("wasm_input: no %s input is left", kind))
	}
	v := (*list)[0]
	*list = (*list)[1:]
	return v
}

func hold(condition uint32) {
	if condition == 0 {
		panic(errors.New("require: condition does not hold"))
	}
}

// run returns the outputs of a message, and why it ended if it did not return.
func (r *reference) run(ctx context.Context, m wazero.CompiledModule, in inputs) ([]uint64, error) {
	r.in, r.out = in, []uint64{}
	instance, err := r.runtime.InstantiateModule(ctx, m, wazero.NewModuleConfig().WithName("").WithStartFunctions())
	if err != nil {
		return r.out, err
	}
	_, err = instance.ExportedFunction("zkmain").Call(ctx)
	return r.out, errors.Join(err, instance.Close(ctx))
}

// reasons are those of the specification's tests, and what wazero calls them.
var reasons = map[string]string{
	"wasm trap: uninitialized element":      "invalid table access",
	"wasm trap: undefined element":          "invalid table access",
	"wasm trap: out of bounds table access": "invalid table access",
	"wasm trap: call stack exhausted":       "stack overflow",
}

// requireSameReason: the zkVM's fault is for the reason that wazero has.
func requireSameReason(t *testing.T, want, got error, what string) {
	t.Helper()
	require.ErrorIs(t, got, vm.ErrGuestFault, what)
	for ours, theirs := range reasons {
		if strings.Contains(got.Error(), ours) {
			require.ErrorContains(t, want, theirs, "%s: %s", what, got)
			return
		}
	}
	first, _, _ := strings.Cut(want.Error(), "\n")
	first = strings.TrimSuffix(first, " (recovered by wazero)")
	if _, trap, ok := strings.Cut(first, "wasm error: "); ok {
		first = trap
	}
	require.ErrorContains(t, got, first, what)
}

// outputs reads those of each message out of a journal.
func outputs(t *testing.T, words []*big.Int) [][]uint64 {
	t.Helper()
	next := func() uint64 {
		v := words[0].Uint64()
		words = words[1:]
		return v
	}
	values := func() []uint64 {
		list := make([]uint64, next())
		for i := range list {
			list[i] = next()
		}
		return list
	}
	words = words[8:] // journal, format and digest of the module
	list := make([][]uint64, next())
	for i := range list {
		_ = values() // the public inputs
		list[i] = values()
	}
	return list
}

// compare runs a module with each input in wazero, and then in the zkVM: those that return in one task, and those that
// do not in one of their own each. It returns how many did what.
func compare(t *testing.T, p *zkwasm.Prover, r *reference, code []byte, list []inputs) (returned, ended int) {
	t.Helper()
	m, err := r.runtime.CompileModule(t.Context(), code)
	require.NoError(t, err)
	var good []string
	var want [][]uint64
	for _, in := range list {
		message := in.message(t)
		out, err := r.run(t.Context(), m, inputs{slices.Clone(in.Private), slices.Clone(in.Public)})
		if err == nil {
			good, want = append(good, message), append(want, out)
			continue
		}
		j, _ := vmtest.Job(t, code, project.InputTask, message)
		_, fault := p.Execute(t.Context(), j, nil)
		requireSameReason(t, err, fault, message)
		ended++
	}
	if len(good) > 0 {
		j, tk := vmtest.Job(t, code, project.InputTask, good...)
		run, err := p.Execute(t.Context(), j, nil)
		require.NoError(t, err)
		require.Equal(t, want, outputs(t, words(t, run.Journal, tk)))
	}
	return len(good), ended
}

// Another runtime than the one that the compiler's own tests compare with gives the same, through everything a task goes
// through: the shipped compiler, the runtime of compiled programs, the zkVM's executor, the journal.
func TestModulesRunAsInWazero(t *testing.T) {
	p, r := open(t), newReference(t)
	load := func(name string) []byte {
		m, err := modules.Load(name)
		require.NoError(t, err)
		return m.Code
	}
	for name, c := range map[string]struct {
		code []byte
		list []inputs
	}{
		modules.Add: {load(modules.Add), []inputs{
			{[]uint64{1, 1}, []uint64{2}}, {[]uint64{1 << 63, 1 << 63}, []uint64{0}}, {[]uint64{1, 1}, []uint64{3}}, {[]uint64{1}, []uint64{1}},
		}},
		modules.Meter: {load(modules.Meter), []inputs{
			{[]uint64{3, 5, 7, 11}, []uint64{1, 32}}, {[]uint64{1, 5}, []uint64{1, 1 << 63}}, {[]uint64{2, 7, 5}, []uint64{1, 1}},
			{[]uint64{2, 0, 1 << 40}, []uint64{1, 1 << 40}}, {[]uint64{0}, []uint64{1, 1}}, {[]uint64{3, 1}, []uint64{1, 1}},
		}},
		"add.wat":     {module(t, "add"), []inputs{{[]uint64{40, 2}, []uint64{42}}, {[]uint64{40, 2}, []uint64{43}}}},
		"hostile.wat": {module(t, "hostile"), []inputs{{[]uint64{4, 0}, nil}, {[]uint64{0}, nil}, {[]uint64{5}, nil}, {[]uint64{99}, nil}}},
	} {
		t.Run(name, func(t *testing.T) {
			returned, ended := compare(t, p, r, c.code, c.list)
			require.Positive(t, returned)
			require.Positive(t, ended)
		})
	}
}

// argument values that lie at edges of types, beside any others.
var edges = []uint64{0, 1, 2, 7, 31, 32, 63, 64, 255, 65535, 65536, 1<<31 - 1, 1 << 31, 1<<32 - 1, 1 << 32, 1 << 63, 1<<63 - 1, 1<<64 - 1}

// The modules of testdata/generated are written by an example of the compiler's crate; their first public input says which of
// their functions is called, and their first output how many there are.
func TestGeneratedModulesRunAsInWazero(t *testing.T) {
	files, err := filepath.Glob("testdata/generated/*.wasm")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 36)
	p, r := open(t), newReference(t)
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a test that is the same every time
	returned, ended := 0, 0
	if testing.Short() {
		files = files[:9]
	}
	for _, file := range files {
		code, err := os.ReadFile(file)
		require.NoError(t, err)
		var list []inputs
		for which := range functions(t, r, code) {
			in := inputs{Public: []uint64{which}}
			for range 24 {
				v := random.Uint64()
				if v%3 > 0 {
					v = edges[random.IntN(len(edges))]
				}
				in.Private = append(in.Private, v)
			}
			list = append(list, in)
		}
		good, bad := compare(t, p, r, code, list)
		returned, ended = returned+good, ended+bad
	}
	t.Logf("%d modules: %d calls return, %d end", len(files), returned, ended)
	require.Greater(t, returned, len(files))
	require.Greater(t, ended, len(files))
}

// functions asks a generated module how many functions it has; one whose start ends it is as good as one with one.
func functions(t *testing.T, r *reference, code []byte) uint64 {
	t.Helper()
	m, err := r.runtime.CompileModule(t.Context(), code)
	require.NoError(t, err)
	out, err := r.run(t.Context(), m, inputs{Public: []uint64{1 << 20}}) // which there is not
	if err != nil {
		return 1
	}
	return out[0]
}
