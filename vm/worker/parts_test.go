package worker_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/vm/worker"
)

func TestFramesKeepTheirParts(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		parts := rapid.SliceOfN(rapid.SliceOf(rapid.Byte()), 0, worker.MaxParts).Draw(r, "parts")
		got, err := worker.RoundTrip(parts...)
		require.NoError(r, err)
		require.Len(r, got, len(parts))
		for i := range parts {
			require.True(r, bytes.Equal(parts[i], got[i]))
		}
	})
	big := bytes.Repeat([]byte("0123456789abcdef"), 3<<16)
	got, err := worker.RoundTrip(big, nil, big[1:])
	require.NoError(t, err)
	require.True(t, bytes.Equal(big, got[0]) && len(got[1]) == 0 && bytes.Equal(big[1:], got[2]))
}

func frame(head string, body string) io.Reader {
	return strings.NewReader(string(binary.BigEndian.AppendUint32(nil, uint32(len(head)))) + head + body)
}

func TestFramesAreBounded(t *testing.T) {
	for name, r := range map[string]io.Reader{
		"head too long":    bytes.NewReader(binary.BigEndian.AppendUint32(nil, worker.MaxHead+1)),
		"head is no JSON":  frame("{", ""),
		"too many parts":   frame(`{"parts":[0,0,0,0,0]}`, ""),
		"part negative":    frame(`{"parts":[-1]}`, ""),
		"parts too long":   frame(fmt.Sprintf(`{"parts":[%d,1]}`, worker.MaxBody), ""),
		"sum overflows":    frame(`{"parts":[9223372036854775807,9223372036854775807]}`, ""),
		"parts are absent": frame(`{"parts":[1000000]}`, "x"),
		"head cut":         strings.NewReader("\x00\x00\x00\x09{"),
		"length cut":       strings.NewReader("\x00\x00"),
	} {
		_, err := worker.ReadReply(r)
		require.Error(t, err, name)
		require.NotErrorIs(t, err, io.EOF, name)
	}
	_, err := worker.ReadReply(strings.NewReader(""))
	require.ErrorIs(t, err, io.EOF)
	_, err = worker.RoundTrip(make([]byte, worker.MaxBody), []byte{1})
	require.ErrorContains(t, err, "malformed frame")
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x02{}"))
	f.Add([]byte("\x00\x00\x00\x0d{\"parts\":[1]}x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := worker.ReadReply(bytes.NewReader(b))
		m, err2 := worker.ReadRequest(bytes.NewReader(b))
		if n > worker.MaxParts || m > worker.MaxParts {
			t.Fatal("too many parts", err, err2)
		}
	})
}

func TestBackoffDoublesAndForgets(t *testing.T) {
	b := worker.NewBackoff(time.Second, 10*time.Second)
	now := time.Unix(1000, 0)
	for i, want := range []time.Duration{1, 2, 4, 8, 10, 10} {
		b.Crashed("k", now)
		n, wait := b.Barred("k", now)
		require.Equal(t, i+1, n)
		require.Equal(t, want*time.Second, wait)
	}
	n, wait := b.Barred("k", now.Add(10*time.Second))
	require.Equal(t, 6, n, "crashes are remembered when the time is over")
	require.Zero(t, wait)
	_, wait = b.Barred("other", now)
	require.Zero(t, wait)
	b.Fine("k")
	n, wait = b.Barred("k", now)
	require.Zero(t, n)
	require.Zero(t, wait)
}

func TestBackoffIsBounded(t *testing.T) {
	b := worker.NewBackoff(time.Second, time.Minute)
	now := time.Unix(1000, 0)
	for i := range 5000 {
		b.Crashed(fmt.Sprint(i), now)
	}
	require.LessOrEqual(t, len(b.Keys()), 1024)
	for range 100 {
		b.Crashed("always", now)
	}
	_, wait := b.Barred("always", now)
	require.Equal(t, time.Minute, wait, "many crashes do not overflow")
}

func TestTailKeepsBothEnds(t *testing.T) {
	w := worker.NewTail()
	_, _ = fmt.Fprint(w, "first words ")
	for i := range 10_000 {
		_, _ = fmt.Fprintf(w, "line %d\n", i)
	}
	_, _ = w.Write([]byte("last words \xff"))
	s := w.String()
	require.True(t, strings.HasPrefix(s, "first words"))
	require.Contains(t, s, "last words")
	require.Less(t, len(s), 5000)
	require.NotContains(t, s, "\n")
}

func TestStarvedKnowsEveryRuntime(t *testing.T) {
	for _, s := range []string{
		"memory allocation of 1048576 bytes failed", "terminate called after throwing an instance of 'std::bad_alloc'",
		"runtime: out of memory: cannot allocate 4194304-byte block", "failed to spawn thread: Os { code: 11 }",
		"cannot prove: witness generation failure: Resource temporarily unavailable", // no room for a thread's stack
	} {
		require.True(t, worker.Starved(s), s)
	}
	require.False(t, worker.Starved("panicked at src/lib.rs"))
}

func TestSlots(t *testing.T) {
	for _, c := range []struct {
		m       worker.Machine
		threads int
		memory  uint64
		most    int
		want    int
	}{
		{worker.Machine{Cores: 2, MemoryMB: 24 << 10}, 2, 2400, 0, 1},
		{worker.Machine{Cores: 64, MemoryMB: 256 << 10}, 8, 2400, 0, 8},
		{worker.Machine{Cores: 64, MemoryMB: 16 << 10}, 8, 2400, 0, 5},
		{worker.Machine{Cores: 64, MemoryMB: 256 << 10}, 8, 2400, 3, 3},
		{worker.Machine{Cores: 64}, 8, 2400, 0, 8},
		{worker.Machine{Cores: 1, MemoryMB: 512}, 8, 2400, 0, 1},
	} {
		require.Equal(t, c.want, c.m.Slots(c.threads, c.memory, c.most), "%+v", c)
	}
	m := worker.ThisMachine()
	require.Positive(t, m.Cores)
	require.Positive(t, m.MemoryMB)
}
