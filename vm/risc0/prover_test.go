//go:build linux

package risc0_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/risc0"
	"github.com/machinefi/sprout/vm/vmtest"
)

// claim is COMPAT's sample message, and inRange what its proof says.
const (
	claim   = `{"private_input":"14","public_input":"3,34","receipt_type":"Stark"}`
	inRange = "the private input is greater than 3 and less than 34"
)

// serdeString is a string as risc0-serde writes it: length and bytes, in words.
func serdeString(s string) []byte {
	b := append(binary.LittleEndian.AppendUint32(nil, uint32(len(s))), s...)
	return append(b, make([]byte, (4-len(s)%4)%4)...)
}

func TestConforms(t *testing.T) {
	hostile := program(t, "hostile")
	p := open(t)
	vmtest.Run(t, func(t *testing.T) vmtest.Subject {
		return vmtest.Subject{
			Prover: p,
			Bound:  program(t, "weather"), Data: january(t),
			Plain: program(t, "range"), PlainData: []string{claim}, PlainJournal: serdeString(inRange),
			Panics: vmtest.Case{Code: hostile, Data: []string{"panic"}}, Loops: vmtest.Case{Code: hostile, Data: []string{"spin"}},
			Allocates: vmtest.Case{Code: hostile, Data: []string{"allocate"}}, Floods: vmtest.Case{Code: hostile, Data: []string{"journal"}},
			Invalid: []byte("\x7fELF but not really"), MakeProofs: endToEnd,
		}
	})
}

func TestGuestsThatMisbehave(t *testing.T) {
	hostile := program(t, "hostile")
	p := open(t)
	for word, want := range map[string]error{
		"panic": vm.ErrGuestFault, "overread": vm.ErrGuestFault, "overflow": vm.ErrGuestFault,
		"spin": vm.ErrCycleLimit, "allocate": vm.ErrCycleLimit, "huge": vm.ErrJournalTooLarge,
	} {
		j, _ := vmtest.Job(t, hostile, project.InputTask, word)
		_, err := p.Execute(t.Context(), j, nil)
		require.ErrorIs(t, err, want, word)
		if word == "panic" {
			require.ErrorContains(t, err, "the input asked for a panic")
		}
	}
	j, _ := vmtest.Job(t, hostile, project.InputTask, "well-behaved")
	run, err := p.Execute(t.Context(), j, nil)
	require.NoError(t, err)
	require.Equal(t, "fine", string(run.Journal))
}

func TestWorkerWithoutEnoughMemory(t *testing.T) {
	p := open(t)
	j, _ := vmtest.Job(t, program(t, "range"), project.InputJSON, claim)
	j.Limits.MemoryMB = 50
	_, err := p.Prove(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrMemoryLimit)
	require.Equal(t, task.FailLimit, vm.FailureCode(err))
	j.Limits.MemoryMB = 2048
	_, err = p.Execute(t.Context(), j, nil)
	require.NoError(t, err, "the node and its prover live on")
}

func TestWallTimeEndsAGuest(t *testing.T) {
	p := open(t)
	j, _ := vmtest.Job(t, program(t, "hostile"), project.InputTask, "spin")
	j.Limits.Cycles, j.Limits.Wall = 1<<40, 300*time.Millisecond
	_, err := p.Execute(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrWallTime)
}

func TestCancelEndsAProof(t *testing.T) {
	p := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	j, _ := vmtest.Job(t, program(t, "hostile"), project.InputTask, "spin")
	j.Limits.Cycles = 1 << 40
	start := time.Now()
	_, err := p.Prove(ctx, j, func(vm.Progress) { cancel() })
	require.ErrorIs(t, err, context.Canceled)
	require.Less(t, time.Since(start), 20*time.Second)
	require.Zero(t, p.Capacity().Running)
}

func TestBusyIsSaidAtOnce(t *testing.T) {
	p := open(t, func(c *risc0.Config) { c.Proofs = 1 })
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	j, _ := vmtest.Job(t, program(t, "hostile"), project.InputTask, "spin")
	j.Limits.Cycles = 1 << 40
	runs, ended := make(chan struct{}, 1), make(chan error, 1)
	go func() {
		_, err := p.Prove(ctx, j, func(vm.Progress) {
			select {
			case runs <- struct{}{}:
			default:
			}
		})
		ended <- err
	}()
	select {
	case <-runs:
	case err := <-ended:
		require.NoError(t, err, "the proof ended before it ran")
	}
	require.Equal(t, 1, p.Capacity().Running)
	_, err := p.Prove(t.Context(), j, nil)
	require.ErrorIs(t, err, vm.ErrBusy)
	good, _ := vmtest.Job(t, program(t, "weather"), project.InputTask, january(t)...)
	_, err = p.Execute(t.Context(), good, nil)
	require.NoError(t, err, "what is no proof runs beside one")
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
}

func TestProgramOfAnotherVersion(t *testing.T) {
	_, err := open(t).Check(t.Context(), vm.Program{Code: []byte("R0BF\x63\x00\x00\x00rest")})
	require.Error(t, err)
	require.Equal(t, task.FailProgram, vm.FailureCode(err))
}

func TestSourceOfMethods(t *testing.T) {
	elf := program(t, "range")
	p := open(t)
	direct, err := p.Check(t.Context(), vm.Program{Code: elf})
	require.NoError(t, err)
	var src strings.Builder
	src.WriteString("pub const RANGE_ELF: &[u8] = &")
	writeNumbers(t, &src, toNumbers(elf))
	src.WriteString(";\npub const RANGE_ID: [u32; 8] = ")
	words := make([]uint64, 8)
	for i := range words {
		words[i] = uint64(binary.LittleEndian.Uint32(direct.ID[4*i:]))
	}
	writeNumbers(t, &src, words)
	src.WriteString(";\n")
	named := vm.Program{Code: []byte(src.String()), ExpParam: `{"image_id":"RANGE_ID","elf":"RANGE_ELF"}`}
	got, err := p.Check(t.Context(), named)
	require.NoError(t, err)
	require.Equal(t, direct.ID, got.ID)

	huge := `{"image_id":"` + strings.Repeat("A", 1<<20) + `","elf":"RANGE_ELF"}`
	for _, param := range []string{"", "RANGE_ID", `{"elf":"RANGE_ELF"}`, `{"image_id":"NO_ID","elf":"RANGE_ELF"}`, huge} {
		_, err := p.Check(t.Context(), vm.Program{Code: named.Code, ExpParam: param})
		require.ErrorIs(t, err, vm.ErrProgramInvalid, "%.80s", param)
	}
}

func toNumbers(b []byte) []uint64 {
	out := make([]uint64, len(b))
	for i := range b {
		out[i] = uint64(b[i])
	}
	return out
}

func writeNumbers(t *testing.T, w *strings.Builder, n []uint64) {
	t.Helper()
	j, err := json.Marshal(n)
	require.NoError(t, err)
	w.Write(j)
}

func TestClaimThatDoesNotHold(t *testing.T) {
	p := open(t)
	for data, want := range map[string]string{
		`{"private_input":"2","public_input":"3,34"}`: "not between 3 and 34",
		`no claim`: "message 0",
	} {
		j, _ := vmtest.Job(t, program(t, "range"), project.InputJSON, data)
		_, err := p.Execute(t.Context(), j, nil)
		require.ErrorIs(t, err, vm.ErrGuestFault)
		require.ErrorContains(t, err, want)
	}
}

// TestWeather compares a run with figures that were computed elsewhere.
func TestWeather(t *testing.T) {
	j, tk := vmtest.Job(t, program(t, "weather"), project.InputTask, january(t)...)
	run, err := open(t).Execute(t.Context(), j, nil)
	require.NoError(t, err)
	require.NoError(t, task.CheckBinding(run.Journal, &tk.Header))
	journal, err := task.ParseJournal(run.Journal)
	require.NoError(t, err)
	raw, err := os.ReadFile(filepath.Join(examples, "weather", "data", "expected.json"))
	require.NoError(t, err)
	require.True(t, bytes.Contains(raw, hexOf(journal.Output)), "output of January is among the expected ones")
}

func hexOf(b []byte) []byte {
	const digits = "0123456789abcdef"
	out := []byte("0x")
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return append(out, '"')
}
