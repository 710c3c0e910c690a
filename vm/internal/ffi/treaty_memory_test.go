//go:build linux

package ffi_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// Sentence 1: a write to an input, a read behind its end or after the call, and
// a release of it would each end the process.
func inputsAreOnlyRead(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		for name, call := range map[string]struct {
			inputs [][]byte
			call   func(in [][]byte) ([]byte, error)
		}{
			"check": {
				[][]byte{program(t, "range"), []byte(rangeOptions)},
				func(in [][]byte) ([]byte, error) { return c.Check(in[0], in[1]) },
			},
			"execute": {
				[][]byte{program(t, "range"), []byte(rangeOptions), rangeInput(t)},
				func(in [][]byte) ([]byte, error) { return c.Execute(in[0], in[1], in[2], nil) },
			},
			"prove": { // the guest reads all of its input and fails
				[][]byte{program(t, "hostile"), []byte(`{"segment_po2":16}`), []byte("panic")},
				func(in [][]byte) ([]byte, error) {
					receipt, _, err := c.Prove(in[0], in[1], in[2], nil)
					return receipt, err
				},
			},
			"verify": {
				[][]byte{read(t, hollowFile), []byte(`{"program_id":"` + rangeID + `"}`)},
				func(in [][]byte) ([]byte, error) { return c.Verify(in[0], in[1]) },
			},
		} {
			want, wantErr := call.call(call.inputs)
			in := make([][]byte, len(call.inputs))
			away := make([]func(), len(in))
			for i, b := range call.inputs {
				in[i], away[i] = lent(t, b)
			}
			got, err := call.call(in)
			require.Equal(t, wantErr, err, name)
			require.Equal(t, string(want), string(got), name)
			for i, b := range call.inputs {
				require.True(t, bytes.Equal(b, in[i]), name)
				away[i]()
			}
			c.runRange(t)
		}
	})
}

// Sentence 2.
func nullAndEmptyInputs(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		code := program(t, "range")
		nowhere, _ := lent(t, nil) // an address that must not be read
		want, err := c.Check(code, nil)
		require.NoError(t, err)
		for _, empty := range [][]byte{nil, {}, nowhere} {
			got, err := c.Check(code, empty)
			require.NoError(t, err)
			require.Equal(t, string(want), string(got))
			_, err = c.Check(empty, nil)
			require.Equal(t, "program is empty", requireCode(t, err, ffi.ProgramInvalid))
		}
		for _, f := range functions {
			for i, name := range f.inputs {
				out := slot(t)
				inputs := make([]span, len(f.inputs))
				inputs[i].len = 5
				require.Equal(t, ffi.InvalidArgument, c.call(f, 0, inputs, outs(t, f, out)...), "%s of %s", name, f.name)
				require.Equal(t, name+" is a null pointer with length 5", string(out.Bytes()), f.name)
				c.raw.Call("sprout_free", out.Addr())
			}
		}
	})
}

// Sentence 3, the caller's part: what only the call refers to is still there when
// everything else is collected, and goes afterwards.
func inputsStayInPlace(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		var gone atomic.Int32
		var early int32
		func() {
			code, options, input := program(t, "range"), []byte(rangeOptions), rangeInput(t)
			for _, b := range [][]byte{code, options, input} {
				runtime.AddCleanup(&b[0], func(n *atomic.Int32) { n.Add(1) }, &gone)
			}
			out, err := c.Execute(code, options, input, func(ffi.Stage, uint64, uint64) {
				collect()
				early = gone.Load()
			})
			require.Equal(t, rangeJournal, parse(t, out, err).journal(t))
		}()
		require.Zero(t, early, "an input was collected while the call ran")
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for gone.Load() < 3 {
			require.NoError(t, ctx.Err(), "%d of 3 inputs are released after the call", gone.Load())
			runtime.GC()
		}
	})
}

// collect collects garbage until some that it makes itself is gone, twice over.
func collect() {
	for range 2 {
		var gone atomic.Bool
		runtime.AddCleanup(&make([]byte, 100<<10)[0], func(b *atomic.Bool) { b.Store(true) }, &gone)
		for !gone.Load() {
			runtime.GC()
		}
	}
}

// Sentence 4.
func outputsAreOverwritten(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		nowhere, _ := lent(t, nil)
		out := slot(t)
		out.Set([3]uint64{uint64(ffi.Addr(nowhere)), 8, 8}) // to read or release it would end the process
		require.Zero(t, c.raw.Call("sprout_describe", out.Addr()))
		about, fields := out.Bytes(), out.Fields()
		require.Contains(t, string(about), `"name":"risc0"`)

		require.Zero(t, c.raw.Call("sprout_describe", out.Addr()))
		require.NotEqual(t, fields[0], out.Fields()[0], "the first result was not released")
		first := slot(t)
		first.Set(fields)
		require.Equal(t, about, first.Bytes())
		c.raw.Call("sprout_free", first.Addr())
		c.raw.Call("sprout_free", out.Addr())

		for _, s := range []ffi.Slot{first, out} {
			s.Set([3]uint64{uint64(ffi.Addr(nowhere)), 8, 8})
		}
		prove := functions[2]
		require.Equal(t, ffi.ProgramInvalid, c.call(prove, 0, nil, first.Addr(), out.Addr()))
		require.Equal(t, "program is empty", string(first.Bytes()))
		require.Equal(t, [3]uint64{}, out.Fields())
		c.raw.Call("sprout_free", first.Addr())
	})
}

// Sentence 5. Of this library only the second result of a failed proof is empty,
// and what was released.
func emptyDataIsNoBuffer(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		prove := functions[2]
		receipt, info := slot(t), slot(t)
		info.Set([3]uint64{1, 2, 3})
		inputs := []span{spanOf(t, program(t, "hostile")), {}, spanOf(t, []byte("panic"))}
		require.Equal(t, ffi.GuestFault, c.call(prove, 0, inputs, receipt.Addr(), info.Addr()))
		require.Equal(t, [3]uint64{}, info.Fields())
		require.Empty(t, info.Bytes())
		fields := receipt.Fields()
		require.NotZero(t, fields[0])
		require.NotZero(t, fields[1])
		require.GreaterOrEqual(t, fields[2], fields[1])
		c.raw.Call("sprout_free", receipt.Addr())
		require.Equal(t, [3]uint64{}, receipt.Fields())
	})
}

// long is an option the library complains about at length: 8 KiB of text in 120 KB of memory.
var long = []byte(`{"receipt_kind":"` + strings.Repeat("ü", 30000) + `"}`)

// Sentence 6: the calls of this package give back every buffer. That buffers which
// are kept would show is seen first.
func buffersGoBack(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		const n, each = 300, 100 << 10
		options := spanOf(t, long)
		before := resident(t)
		held := make([]ffi.Slot, n)
		for i := range held {
			held[i] = slot(t)
		}
		filler := onThread(func() {
			for _, s := range held {
				c.call(functions[0], 0, []span{{}, options}, s.Addr())
			}
		})
		require.Greater(t, resident(t)-before, n*each/2)
		releaser := onThread(func() {
			for _, s := range held {
				c.raw.Call("sprout_free", s.Addr())
			}
		})
		require.NotEqual(t, filler, releaser)

		before = resident(t)
		for range 4 * n {
			_, err := c.Check(nil, long)
			require.Error(t, err)
		}
		require.Less(t, resident(t)-before, n*each/2)
	})
}

// onThread runs f on a thread of its own and returns the thread's number.
func onThread(f func()) int {
	tid := make(chan int)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		f()
		tid <- unix.Gettid()
	}()
	return <-tid
}

// resident is how many bytes of memory this process holds.
func resident(t *testing.T) int {
	t.Helper()
	runtime.GC()
	fields := strings.Fields(string(read(t, "/proc/self/statm")))
	pages, err := strconv.Atoi(fields[1])
	require.NoError(t, err)
	return pages * os.Getpagesize()
}

// Sentence 7.
func releasedBuffersAreEmpty(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		out := slot(t)
		require.Zero(t, c.raw.Call("sprout_describe", out.Addr()))
		require.NotZero(t, out.Fields()[0])
		for range 3 {
			c.raw.Call("sprout_free", out.Addr())
			require.Equal(t, [3]uint64{}, out.Fields())
		}
		c.raw.Call("sprout_free", slot(t).Addr())
		c.raw.Call("sprout_free", 0)
		c.runRange(t)
	})
}

// Sentence 8.
func nullAndMisalignedOutputs(t *testing.T) {
	inChild(t, best(t), func(t *testing.T, c *child) {
		for _, f := range functions {
			if f.outs > 1 {
				continue
			}
			for _, at := range []uintptr{0, slot(t).Addr() + 1} {
				require.Equal(t, ffi.InvalidArgument, c.call(f, 0, nil, at), f.name)
			}
		}
		var heard atomic.Int32
		progress := ffi.Callback(func(ffi.Stage, uint64, uint64) { heard.Add(1) })
		inputs := []span{spanOf(t, program(t, "range")), spanOf(t, []byte(rangeOptions)), spanOf(t, rangeInput(t))}
		good, crooked := slot(t), slot(t).Addr()+4
		for _, at := range [][2]uintptr{
			{0, 0}, {0, good.Addr()}, {good.Addr(), 0}, {crooked, good.Addr()}, {good.Addr(), crooked},
		} {
			require.Equal(t, ffi.InvalidArgument, c.call(functions[2], progress, inputs, at[0], at[1]))
			if at[0] == good.Addr() {
				require.Contains(t, string(good.Bytes()), "null or misaligned")
			} else {
				require.Equal(t, [3]uint64{}, good.Fields(), fmt.Sprint(at))
			}
			c.raw.Call("sprout_free", good.Addr())
		}
		require.Zero(t, heard.Load(), "no run was begun")
	})
}
