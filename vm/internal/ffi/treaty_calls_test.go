//go:build linux

package ffi_test

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// Sentence 9. Codes 10 and 11 need a library or a machine in distress.
func codesAndTexts(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		hostile, foreign := program(t, "hostile"), bytes.ReplaceAll(program(t, "range"), []byte("risc0-zkvm-3"), []byte("risc0-zkvm-1"))
		for _, call := range []struct {
			f      function
			inputs [][]byte
			code   ffi.Code
			text   string
		}{
			{functions[0], [][]byte{hostile, []byte("{")}, ffi.InvalidArgument, "cannot read options"},
			{functions[0], [][]byte{hostile, long}, ffi.ReceiptKind, "receipt kind"},
			{functions[0], [][]byte{[]byte("\x7fELF")}, ffi.ProgramInvalid, "ELF is cut short"},
			{functions[0], [][]byte{foreign}, ffi.ProgramVersion, "another zkVM version"},
			{functions[0], [][]byte{hostile, []byte(`{"receipt_kind":"groth16"}`)}, ffi.ReceiptKind, "groth16"},
			{functions[1], [][]byte{hostile, nil, []byte("panic")}, ffi.GuestFault, "the input asked for a panic"},
			{functions[1], [][]byte{hostile, []byte(`{"cycle_limit":1000}`), nil}, ffi.CycleLimit, "limit of 1000"},
			{functions[0], [][]byte{large(t, hostile)}, ffi.MemoryLimit, "memory"},
			{functions[1], [][]byte{hostile, []byte(`{"journal_limit":3}`), nil}, ffi.JournalLimit, "limit is 3"},
			{functions[2], [][]byte{hostile, []byte(`{"cycle_limit":1000}`), nil}, ffi.CycleLimit, "limit of 1000"},
			{functions[2], [][]byte{hostile, long}, ffi.ReceiptKind, "receipt kind"},
			{functions[3], [][]byte{[]byte("SPR")}, ffi.InvalidArgument, "program_id is missing"},
			{functions[3], [][]byte{[]byte("SPRX"), []byte(`{"program_id":"` + rangeID + `"}`)}, ffi.ReceiptInvalid, "not a receipt"},
		} {
			var inputs []span
			for _, in := range call.inputs {
				inputs = append(inputs, spanOf(t, in))
			}
			out, second := slot(t), slot(t)
			second.Set([3]uint64{8, 8, 8})
			addrs := []uintptr{out.Addr(), second.Addr()}[:call.f.outs]
			require.Equal(t, call.code, c.call(call.f, 0, inputs, addrs...), call.text)
			text := string(out.Bytes())
			require.Contains(t, text, call.text)
			require.True(t, utf8.ValidString(text), "%q", text)
			require.NotContains(t, text, "\x00")
			require.LessOrEqual(t, len(text), 8<<10)
			if bytes.Equal(call.inputs[len(call.inputs)-1], long) {
				require.Greater(t, len(text), 8<<10-8)
				require.True(t, strings.HasSuffix(text, "ü…"), "cut between characters")
			}
			if call.f.outs == 2 {
				require.Equal(t, [3]uint64{}, second.Fields())
			}
			c.raw.Call("sprout_free", out.Addr())
		}
	})
}

// large changes an ELF of 32 bits so that its first loaded part asks for more memory than is allowed.
func large(t *testing.T, code []byte) []byte {
	t.Helper()
	f, err := elf.NewFile(bytes.NewReader(code))
	require.NoError(t, err)
	i := slices.IndexFunc(f.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_LOAD })
	at := int(binary.LittleEndian.Uint32(code[28:])) + 32*i + 20 // e_phoff, then p_memsz of the i-th header
	changed := bytes.Clone(code)
	binary.LittleEndian.PutUint32(changed[at:], 65<<20)
	return changed
}

// Sentence 10: a receipt makes the verifier panic. What a panic in any other place
// becomes, code 10, takes an engine that panics on demand.
func panicsStayInside(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		receipt, options := read(t, hollowFile), []byte(`{"program_id":"`+rangeID+`"}`)
		var text string
		printed := silenced(t, func() {
			for range 3 {
				_, err := c.Verify(receipt, options)
				text = requireCode(t, err, ffi.ReceiptInvalid)
				_, err = c.Execute(program(t, "hostile"), nil, []byte("panic"), nil)
				requireCode(t, err, ffi.GuestFault)
				c.runRange(t)
			}
		})
		require.Empty(t, printed)
		require.Regexp(t, `^the library panicked: index out of bounds.* \(at .*\.rs:\d+\)$`, text)
	})
}

// silenced runs f with standard output and error led aside, and returns what came.
func silenced(t *testing.T, f func()) string {
	t.Helper()
	aside, err := unix.MemfdCreate("printed", unix.MFD_CLOEXEC)
	require.NoError(t, err)
	file := os.NewFile(uintptr(aside), "printed")
	for fd := 1; fd <= 2; fd++ {
		kept, err := unix.Dup(fd)
		require.NoError(t, err)
		require.NoError(t, unix.Dup3(aside, fd, 0))
		defer func() { require.NoError(t, unix.Dup3(kept, fd, 0)) }()
	}
	f()
	return string(content(t, file))
}

// proverThreads counts the threads the library has started: they have its name,
// or have it from the thread that started them.
func proverThreads() int {
	names, _ := filepath.Glob("/proc/self/task/*/comm")
	n := 0
	for _, name := range names {
		if b, err := os.ReadFile(name); err == nil && strings.HasPrefix(string(b), "sprout-prover") {
			n++
		}
	}
	return n
}

// Sentence 11: each of the calls waits in its first report for the other, in vain
// if one had to end before the next begins.
func callsAtOnce(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		const n = 2
		hostile, options := program(t, "hostile"), []byte(`{"cycle_limit":33554432}`)
		require.Zero(t, proverThreads())
		var ended sync.WaitGroup
		var arrived, met, most atomic.Int32
		all := make(chan struct{})
		errs := make([]error, n)
		for i := range n {
			first := sync.OnceFunc(func() {
				if arrived.Add(1) == n {
					close(all)
				}
				select {
				case <-all:
					met.Add(1)
				case <-time.After(time.Minute):
				}
				most.Store(max(most.Load(), int32(proverThreads())))
			})
			ended.Go(func() {
				_, errs[i] = c.Execute(hostile, options, []byte("spin"), func(ffi.Stage, uint64, uint64) { first() })
			})
		}
		ended.Wait()
		for _, err := range errs {
			requireCode(t, err, ffi.CycleLimit)
		}
		require.EqualValues(t, n, met.Load(), "no call waits for the end of another")
		require.GreaterOrEqual(t, most.Load(), int32(n), "each call has a thread of its own")
		require.Eventually(t, func() bool { return proverThreads() == 0 }, time.Minute, time.Millisecond, "which has ended")

		want, err := c.Check(program(t, "range"), nil)
		require.NoError(t, err)
		for range 8 {
			ended.Go(func() {
				for i := range 8 {
					if got, err := c.Check(program(t, "range"), nil); err != nil || !bytes.Equal(got, want) {
						t.Errorf("call %d beside others: %s, %v", i, got, err)
					}
					_, err := c.Verify(read(t, hollowFile), []byte(`{"program_id":"`+rangeID+`"}`))
					if err == nil || !strings.Contains(err.Error(), "the library panicked") {
						t.Errorf("call %d beside others: %v", i, err)
					}
				}
			})
		}
		ended.Wait()
	})
}

// Sentence 12. TestProof sees the reports of a proof.
func progressIsHeard(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		const limit = 1 << 21
		hostile, options := program(t, "hostile"), []byte(fmt.Sprintf(`{"cycle_limit":%d,"segment_po2":16}`, limit))
		type report struct {
			stage ffi.Stage
			total uint64
			tid   int
		}
		var done []uint64
		seen := make(map[report]bool)
		_, err := c.Execute(hostile, options, []byte("spin"), func(stage ffi.Stage, d, total uint64) {
			done = append(done, d)
			seen[report{stage, total, unix.Gettid()}] = true
		})
		requireCode(t, err, ffi.CycleLimit)
		require.Equal(t, map[report]bool{{ffi.StageExecute, limit, unix.Gettid()}: true}, seen)
		require.Greater(t, len(done), 10)
		require.Zero(t, done[0])
		require.True(t, slices.IsSorted(done), "%v", done)

		var heard atomic.Int32
		progress := ffi.Callback(func(ffi.Stage, uint64, uint64) { heard.Add(1) })
		out := slot(t)
		inputs := []span{spanOf(t, hostile), spanOf(t, options), spanOf(t, []byte("spin"))}
		require.Equal(t, ffi.CycleLimit, c.call(functions[1], progress, inputs, out.Addr()))
		n := heard.Load()
		require.EqualValues(t, len(done), n)
		require.Equal(t, ffi.CycleLimit, c.call(functions[1], 0, inputs, out.Addr()))
		require.Equal(t, n, heard.Load(), "no report after the call, and none to nobody")
	})
}

// Sentence 13.
func callEndsWithProcess(t *testing.T) {
	if os.Getenv(childOf) == t.Name() {
		c := loaded(t)
		running := sync.OnceFunc(func() { _, _ = c.said.WriteString("running ") })
		_, _ = c.Execute(program(t, "hostile"), []byte(`{"cycle_limit":1099511627776}`), []byte("spin"),
			func(_ ffi.Stage, done, _ uint64) {
				if done > 0 {
					running()
				}
			})
		_, _ = c.said.WriteString("ended")
		return
	}
	r := start(t, best(t))
	first := make([]byte, len("running "))
	_, err := io.ReadFull(r.said, first)
	require.NoError(t, err)
	require.NoError(t, r.cmd.Process.Kill())
	rest, err := io.ReadAll(r.said)
	require.NoError(t, err)
	require.Equal(t, "running ", string(first)+string(rest))
	require.Error(t, r.cmd.Wait())
	status, ok := r.cmd.ProcessState.Sys().(syscall.WaitStatus)
	require.True(t, ok)
	require.Equal(t, syscall.SIGKILL, status.Signal())
}

// Sentence 14. TestProof makes a proof in such surroundings.
func surroundings(t *testing.T) {
	inChild(t, misleading(t, best(t)), func(t *testing.T, c *child) {
		require.Equal(t, "1", ffi.CEnviron("RISC0_DEV_MODE"))
		var errs [3]error
		var run []byte
		code, input := program(t, "range"), rangeInput(t)
		confined(t, func() {
			_, errs[0] = c.Describe()
			_, errs[1] = c.Check(code, nil)
			run, errs[2] = c.Execute(code, []byte(rangeOptions), input, nil)
		})
		require.Equal(t, [3]error{}, errs)
		require.Equal(t, rangeJournal, parse(t, run, nil).journal(t))
		require.Empty(t, ffi.CEnviron("RISC0_DEV_MODE"))
		require.Empty(t, ffi.CEnviron("RISC0_PPROF_OUT"))
		require.Equal(t, "kept", ffi.CEnviron("SPROUT_TEST_KEPT"))
	})
}

// Sentence 15, of every library this binary carries.
func systemLibraries(t *testing.T) {
	for _, image := range variants(t) {
		f, err := elf.NewFile(library(t, image))
		require.NoError(t, err)
		needed, err := f.ImportedLibraries()
		require.NoError(t, err)
		require.Subset(t, []string{"libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2"}, needed, image)
		symbols, err := f.ImportedSymbols()
		require.NoError(t, err)
		newest := 0
		for _, s := range symbols {
			if version, ok := strings.CutPrefix(s.Version, "GLIBC_2."); ok {
				var minor int
				_, err := fmt.Sscanf(version, "%d", &minor)
				require.NoError(t, err, s.Version)
				newest = max(newest, minor)
			}
			require.NotContains(t, s.Version, "GLIBCXX", s.Name)
		}
		require.Equal(t, 34, newest, image)
	}
}
