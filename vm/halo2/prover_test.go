//go:build linux

package halo2_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
	"github.com/machinefi/sprout/vm/vmtest"
)

// factors is the sample message of Sprout 0.6, whose proof shows 576.
const factors = `{"private_a":3,"private_b":4}`

func TestConforms(t *testing.T) {
	p := open(t, func(c *halo2.Config) { c.KeysDir = t.TempDir() })
	vmtest.Run(t, func(t *testing.T) vmtest.Subject {
		return vmtest.Subject{
			Prover: p, Binds: halo2.CheckBinding,
			Bound: example(t, "simple"), Data: []string{factors},
			Plain: example(t, "simple"), PlainData: []string{factors}, PlainJournal: append(make([]byte, 32), product(576)...),
			Invalid: []byte("\x00asm but not really"), MakeProofs: true,
		}
	})
}

func product(n int64) []byte { return big.NewInt(n).FillBytes(make([]byte, 32)) }

// simple is a version of a project that runs the example.
func simple(t *testing.T) *project.Version {
	return &project.Version{
		Name: "v", VM: project.VMHalo2, Code: example(t, "simple"), InputMode: project.InputTask, ReceiptKinds: []string{vm.KindKZG},
	}
}

func manager(t *testing.T, p vm.Prover) *vm.Manager {
	t.Helper()
	m, err := vm.NewManager(vm.ManagerConfig{Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMHalo2: p}), Limits: vmtest.TestLimits()})
	require.NoError(t, err)
	return m
}

func TestKeysOutliveTheProver(t *testing.T) {
	dir := t.TempDir()
	prove := func() []byte {
		p := open(t, func(c *halo2.Config) { c.KeysDir = dir })
		j, _ := vmtest.Job(t, example(t, "simple"), project.InputTask, factors)
		proof, err := p.Prove(t.Context(), j, nil)
		require.NoError(t, err)
		require.NoError(t, p.Close())
		files, err := filepath.Glob(filepath.Join(dir, "*.keys"))
		require.NoError(t, err)
		require.Len(t, files, 1)
		keys, err := os.ReadFile(files[0])
		require.NoError(t, err)
		_, err = open(t).Verify(t.Context(), proof.Receipt, vm.Expectation{ProgramID: proof.ProgramID})
		require.NoError(t, err)
		return keys
	}
	keys := prove()
	require.Equal(t, keys, prove(), "keys do not depend on who makes them")
	files, err := filepath.Glob(filepath.Join(dir, "*.keys"))
	require.NoError(t, err)
	for _, at := range []int{0, len(keys) / 3, len(keys) - 1} {
		damaged := bytes.Clone(keys)
		damaged[at] ^= 4
		require.NoError(t, os.WriteFile(files[0], damaged, 0o600))
		require.Equal(t, keys, prove(), "byte %d was flipped: the file is made again", at)
	}
}

func TestVerifierNeedsNoParameters(t *testing.T) {
	v, tk := simple(t), vmtest.Task(t, 1, factors)
	receipt, ref, err := manager(t, open(t)).Prove(t.Context(), v, tk, nil)
	require.NoError(t, err)
	require.Equal(t, task.BindingTask, ref.Binding)
	require.Equal(t, product(576), ref.Journal[32:])
	raw, err := halo2.RawProof(receipt)
	require.NoError(t, err)
	require.NotEmpty(t, raw)

	verifier := open(t, func(c *halo2.Config) { c.SRSFile = "" })
	require.True(t, verifier.VerifiesOnly())
	require.Zero(t, verifier.Capacity().Proofs)
	m := manager(t, verifier)
	_, err = m.CheckVersion(t.Context(), v)
	require.ErrorIs(t, err, vm.ErrProgramInvalid, "the file does not state its program id")
	require.NotEmpty(t, task.Hint(err))
	v.ProgramID = ref.ProgramID
	id, err := m.CheckVersion(t.Context(), v)
	require.NoError(t, err)
	require.Equal(t, ref.ProgramID, id)
	got, err := m.Verify(t.Context(), v, &tk.Header, receipt)
	require.NoError(t, err)
	require.Equal(t, ref.Journal, got.Journal)
	_, err = m.Verify(t.Context(), v, &vmtest.Task(t, 2, factors).Header, receipt)
	require.ErrorIs(t, err, vm.ErrReceiptInvalid, "another task")
	_, _, err = m.Prove(t.Context(), v, tk, nil)
	require.ErrorIs(t, err, vm.ErrNotOffered)
	verdict, err := verifier.Verify(t.Context(), receipt, vm.Expectation{ProgramID: ref.ProgramID})
	require.NoError(t, err)
	require.True(t, verdict.Forgeable)

	strict := open(t, func(c *halo2.Config) { c.SRSFile, c.AllowUnsafeSRS = "", false })
	_, err = strict.Verify(t.Context(), receipt, vm.Expectation{ProgramID: ref.ProgramID})
	require.ErrorIs(t, err, vm.ErrReceiptInvalid)
	require.ErrorContains(t, err, "unsafe")
}

func TestUnsafeParametersAreRefused(t *testing.T) {
	about, err := open(t).SRS(t.Context())
	require.NoError(t, err)
	require.True(t, about.Unsafe)
	require.Equal(t, uint32(10), about.K)
	_, err = open(t, func(c *halo2.Config) { c.AllowUnsafeSRS = false }).SRS(t.Context())
	require.ErrorContains(t, err, "unsafe")
	require.NotEmpty(t, task.Hint(err))
}

func TestParametersAreCheckedOnce(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "copy.srs")
	b, err := os.ReadFile(srsFile(t))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, b, 0o600))
	with := func(c *halo2.Config) { c.SRSFile, c.KeysDir = path, filepath.Join(dir, "keys") }
	first, err := open(t, with).SRS(t.Context())
	require.NoError(t, err)
	again, err := open(t, with).SRS(t.Context())
	require.NoError(t, err)
	require.Equal(t, first, again)

	// The note is what a prover goes by while the file is as it was, and only then.
	notes, err := filepath.Glob(filepath.Join(dir, "keys", "srs-*.json"))
	require.NoError(t, err)
	require.Len(t, notes, 1)
	note, err := os.ReadFile(notes[0])
	require.NoError(t, err)
	noted := bytes.Replace(note, []byte(`"k":10`), []byte(`"k":9`), 1)
	require.NotEqual(t, note, noted)
	require.NoError(t, os.WriteFile(notes[0], noted, 0o600))
	again, err = open(t, with).SRS(t.Context())
	require.NoError(t, err)
	require.Equal(t, uint32(9), again.K, "nothing was checked again")
	later := time.Now().Add(time.Minute)
	require.NoError(t, os.Chtimes(path, later, later))
	again, err = open(t, with).SRS(t.Context())
	require.NoError(t, err)
	require.Equal(t, first, again, "the file was written meanwhile")
	require.NoError(t, os.WriteFile(notes[0], []byte("{"), 0o600))
	again, err = open(t, with).SRS(t.Context())
	require.NoError(t, err)
	require.Equal(t, first, again, "a note that is none")

	b[len(b)/2] ^= 1 // the digest at its end, by which the file is called, stays
	require.NoError(t, os.WriteFile(path, b, 0o600))
	_, err = open(t, with).SRS(t.Context())
	require.Error(t, err, "a flipped bit in a file of the same name")
	_, err = open(t, func(c *halo2.Config) { c.SRSFile = path }).SRS(t.Context())
	require.Error(t, err, "a flipped bit")
	_, err = halo2.SRSTool{}.Check(t.Context(), path)
	require.Error(t, err)
}

// Another node may have larger parameters, or whole ones: the program is not to blame.
func TestParametersAtFaultBlameNoProgram(t *testing.T) {
	_, err := open(t).Check(t.Context(), vm.Program{Code: example(t, "sensors")})
	require.ErrorIs(t, err, vm.ErrUnavailable)
	require.ErrorContains(t, err, "needs an SRS of 2^13")

	b, err := os.ReadFile(srsFile(t))
	require.NoError(t, err)
	for at := 4096; at < len(b)-64; at += 1024 { // whatever part is used
		b[at] ^= 1
	}
	path := filepath.Join(t.TempDir(), "damaged.srs")
	require.NoError(t, os.WriteFile(path, b, 0o600))
	_, err = open(t, func(c *halo2.Config) { c.SRSFile = path }).Check(t.Context(), vm.Program{Code: example(t, "two-phase")})
	require.ErrorIs(t, err, vm.ErrUnavailable)
}

// Whoever chooses the points of Lagrange chooses what a contract lets through: a file with
// other ones, and digests that fit them, makes no id, no contract and no proof.
func TestParametersThatDoNotBelongTogetherMakeNothing(t *testing.T) {
	b, err := os.ReadFile(srsFile(t))
	require.NoError(t, err)
	const head, point, digest = 8 + 4 + 4 + 256, 64, sha256.Size
	k := int(binary.LittleEndian.Uint32(b[8:]))
	table := len(b) - digest*(2*k+1)
	for size := 1; size <= k; size++ {
		section := b[head+(1<<k+1<<size-2)*point:][: point<<size : point<<size]
		first := bytes.Clone(section[:point])
		copy(section, section[point:2*point])
		copy(section[point:], first)
		sum := sha256.Sum256(section)
		copy(b[table+(k+size-1)*digest:], sum[:])
	}
	seal := sha256.Sum256(append(bytes.Clone(b[:head]), b[table:len(b)-digest]...))
	copy(b[len(b)-digest:], seal[:])
	path := filepath.Join(t.TempDir(), "crafted.srs")
	require.NoError(t, os.WriteFile(path, b, 0o600))
	p := open(t, func(c *halo2.Config) { c.SRSFile = path })
	code := example(t, "simple")
	_, err = p.Inspect(t.Context(), vm.Program{Code: code}, halo2.ArtifactEVMVerifier)
	require.ErrorIs(t, err, vm.ErrUnavailable)
	require.ErrorContains(t, err, "do not belong")
	j, _ := vmtest.Job(t, code, project.InputTask, factors)
	_, err = p.Execute(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrUnavailable)
	_, err = p.Prove(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrUnavailable)
}

// Kept keys save time and nothing else.
func TestKeysThatCannotBeKeptStopNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	p := open(t, func(c *halo2.Config) { c.KeysDir = dir })
	require.NoError(t, os.RemoveAll(dir))
	j, _ := vmtest.Job(t, example(t, "simple"), project.InputTask, factors)
	_, err := p.Prove(t.Context(), j, nil)
	require.NoError(t, err)
}

func TestParametersThatCannotBeMade(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.srs")
	_, err := halo2.SRSTool{}.MakeDevnet(t.Context(), path, 99)
	require.ErrorIs(t, err, vm.ErrInputInvalid)
	garbage := filepath.Join(dir, "garbage")
	require.NoError(t, os.WriteFile(garbage, bytes.Repeat([]byte("garbage "), 1000), 0o600))
	for _, from := range []string{halo2.FromHalo2, halo2.FromPtau} {
		_, err = halo2.SRSTool{}.Convert(t.Context(), from, garbage, path, 10)
		require.ErrorIs(t, err, vm.ErrInputInvalid, from)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = halo2.SRSTool{}.MakeDevnet(ctx, path, 10)
	require.ErrorIs(t, err, context.Canceled)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1, "nothing half made is left")
}

func TestFrontEndsThatMisbehave(t *testing.T) {
	p := open(t)
	for name, c := range map[string]struct {
		code []byte
		said string
	}{
		"never ends":     {frontEnd([]byte{0x03, 0x40, 0x0c, 0, 0x0b, 0x41, 0}), "does not end"},
		"traps":          {frontEnd([]byte{0x00}), "unreachable"},
		"fails":          {frontEnd([]byte{0x41, 1}), "fail"},
		"says nothing":   {frontEnd([]byte{0x41, 0}), ""},
		"unknown import": {frontEnd([]byte{0x41, 0}, "env", "launch_missiles"), "launch_missiles"},
	} {
		_, err := p.Check(t.Context(), vm.Program{Code: c.code})
		require.ErrorIs(t, err, vm.ErrProgramInvalid, name)
		require.ErrorContains(t, err, c.said, name)
		require.Equal(t, task.FailProgram, vm.FailureCode(err))
	}
	_, err := p.Check(t.Context(), vm.Program{Code: example(t, "simple")})
	require.NoError(t, err, "the prover lives on")
}

func TestInspect(t *testing.T) {
	p := open(t)
	d, err := p.Inspect(t.Context(), vm.Program{Code: example(t, "simple")}, halo2.ArtifactEVMVerifier, halo2.ArtifactVerifyingKey)
	require.NoError(t, err)
	info, err := p.Check(t.Context(), vm.Program{Code: example(t, "simple")})
	require.NoError(t, err)
	require.Equal(t, info.ID, d.ProgramID)
	require.Equal(t, []uint32{2}, d.PublicInputs)
	require.Positive(t, d.K)
	require.Contains(t, d.EVMVerifier, "contract")
	require.NotEmpty(t, d.VerifyingKey)
}

// TestOldFormRunsUnmodified proves with a module of Sprout 0.6, whose receipts nobody
// can verify and which are therefore good for less.
func TestOldFormRunsUnmodified(t *testing.T) {
	code := oldForm(t)
	p, verifier := open(t), open(t, func(c *halo2.Config) { c.SRSFile = "" })
	info, err := p.Check(t.Context(), vm.Program{Code: code})
	require.NoError(t, err)
	require.Equal(t, []string{vm.KindWasm}, info.Kinds)
	same, err := verifier.Check(t.Context(), vm.Program{Code: code})
	require.NoError(t, err)
	require.Equal(t, info.ID, same.ID, "the id of such a module needs no parameters")

	limits := vmtest.TestLimits()
	limits.Cycles = vm.DefaultLimits().Cycles
	m, err := vm.NewManager(vm.ManagerConfig{Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMHalo2: p}), Limits: limits})
	require.NoError(t, err)
	v, tk := &project.Version{Name: "v", VM: project.VMHalo2, Code: code, InputMode: project.InputJSON}, vmtest.Task(t, 1, factors)
	receipt, ref, err := m.Prove(t.Context(), v, tk, nil)
	require.NoError(t, err)
	require.Equal(t, vm.KindWasm, ref.Kind)
	require.Equal(t, task.BindingNone, ref.Binding)
	require.NotEmpty(t, ref.Journal)
	_, err = manager(t, verifier).Verify(t.Context(), v, &tk.Header, receipt)
	require.NoError(t, err)

	_, err = p.Verify(t.Context(), receipt, vm.Expectation{ProgramID: ref.ProgramID})
	require.ErrorIs(t, err, vm.ErrReceiptKind, "not unless it is asked for by its kind")
	both := []string{vm.KindKZG, vm.KindWasm}
	_, err = p.Verify(t.Context(), receipt, vm.Expectation{ProgramID: ref.ProgramID, Kinds: both})
	require.ErrorIs(t, err, vm.ErrReceiptKind, "nor beside proofs")
	require.NotEmpty(t, task.Hint(err))
	j, _ := vmtest.Job(t, code, project.InputJSON, factors)
	j.Kinds = both
	_, err = p.Prove(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrReceiptKind)
	require.ErrorContains(t, err, "exclude each other")
	front := simple(t)
	front.ReceiptKinds = both
	_, err = m.CheckVersion(t.Context(), front)
	require.ErrorContains(t, err, "exclude each other", "a project does not even start so")
	front.ReceiptKinds = nil
	_, err = m.Verify(t.Context(), front, &tk.Header, receipt)
	require.ErrorIs(t, err, vm.ErrReceiptKind, "never for a program that has proofs")
	front.ReceiptKinds = []string{vm.KindWasm}
	_, err = m.CheckVersion(t.Context(), front)
	require.ErrorIs(t, err, vm.ErrReceiptKind)
	v.InputMode = project.InputTask
	_, err = m.Verify(t.Context(), v, &tk.Header, receipt)
	require.ErrorIs(t, err, vm.ErrReceiptInvalid, "it is bound to no task")
}
