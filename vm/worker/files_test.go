//go:build linux

package worker_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/worker"
)

const denied = "operation not permitted"

// file makes a file of text and opens it.
func file(t *testing.T, text string, flag int) *os.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	f, err := os.OpenFile(path, flag, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// tries lets the worker of key try things and compares what it says.
func tries(t *testing.T, p *worker.Pool, r worker.Request, key string, want ...string) {
	t.Helper()
	for i := 0; i < len(want); i += 2 {
		got, err := p.Probe(t.Context(), key, want[i], r)
		require.NoError(t, err, want[i])
		require.Equal(t, want[i+1], got, want[i])
	}
}

func TestOnlyOneRuntimeMakesCode(t *testing.T) {
	p := open(t)
	active(t, p, "seccomp")
	tries(t, p, worker.Request{}, "k", "compile", denied, "compile in place", denied, "run own bytes", denied)

	p = open(t, func(c *worker.Config) { c.Files = []worker.File{{File: file(t, "some text", os.O_RDONLY)}} })
	p.Pretend("halo2")
	tries(t, p, worker.Request{}, "k",
		"compile", "succeeded", "compile in place", denied, "run own bytes", denied, "map a file as code", denied)
	for _, ask := range []string{
		"read /etc/passwd", "write /dev/null", "socket", "unix socket", "dial 127.0.0.1:1", "fork", "exec", "ptrace",
		"kill parent", "signal parent by a descriptor", "make memfd", "open file 0 again", "stat", "statx", "list root",
	} {
		tries(t, p, worker.Request{}, "k", ask, denied)
	}
}

func TestFilesAreInherited(t *testing.T) {
	c := func(c *worker.Config) {
		c.Files, c.FileMB = []worker.File{{Option: "srs_fd", File: file(t, "common", os.O_RDONLY)}}, 1
	}
	p := open(t, c)
	active(t, p, "seccomp")
	out := file(t, "", os.O_RDWR)
	started, released, answers := 0, make(chan struct{}), 0
	r := worker.Request{Attach: func() (*worker.Attachment, error) {
		started++
		return &worker.Attachment{
			Files: []worker.File{{Option: "out_fd", File: out}},
			After: func([][]byte) { answers++ }, Release: func() { close(released) },
		}, nil
	}}
	tries(t, p, r, "mine", "file 0", "common", "map file 0", "comm", "file 1", "",
		"overwrite file 0", "bad file descriptor", "shrink file 0", "invalid argument", "open file 0 again", denied,
		"overwrite file 1", "succeeded", "overwrite file 1 far", "file too large", "file 1", "written")
	require.Equal(t, 1, started, "a warm worker has its files")
	require.Equal(t, 9, answers)
	b, err := os.ReadFile(out.Name())
	require.NoError(t, err)
	require.Equal(t, "written", string(b))

	tries(t, p, worker.Request{}, "other", "file 0", "common")
	got, err := p.Probe(t.Context(), "other", "file 1", worker.Request{})
	require.NoError(t, err)
	require.NotEqual(t, "written", got, "another worker has none of it")
	require.NoError(t, p.Close())
	<-released
}

func TestFilesStayUnwrittenByDefault(t *testing.T) {
	out := file(t, "", os.O_RDWR)
	p := open(t, func(c *worker.Config) { c.Files = []worker.File{{File: out}, {File: out}} })
	active(t, p, "seccomp")
	tries(t, p, worker.Request{}, "k", "overwrite file 1", denied)
}

func TestFreshWorkerHasNoFiles(t *testing.T) {
	p := open(t)
	_, err := p.Describe(t.Context())
	require.NoError(t, err)
	r := worker.Request{Attach: func() (*worker.Attachment, error) {
		return &worker.Attachment{Files: []worker.File{{File: file(t, "attached", os.O_RDONLY)}}}, nil
	}}
	tries(t, p, r, "k", "file 0", "attached")
	require.Len(t, p.Pids(), 2)
}

func TestFilesThatCannotBeHad(t *testing.T) {
	p := open(t)
	broken := errors.New("disk is gone")
	_, err := p.Probe(t.Context(), "k", "nothing", worker.Request{Attach: func() (*worker.Attachment, error) { return nil, broken }})
	require.ErrorIs(t, err, broken)
	require.Empty(t, p.Pids())

	released := false
	p = open(t)
	_, err = p.Probe(t.Context(), "k", "nothing", worker.Request{Attach: func() (*worker.Attachment, error) {
		return &worker.Attachment{Files: make([]worker.File, 9), Release: func() { released = true }}, nil
	}})
	require.ErrorIs(t, err, vm.ErrInternal)
	require.True(t, released)
	_, err = worker.New(worker.Config{Runtime: "risc0", Slots: 1, Threads: 1, MemoryMB: 1, Files: make([]worker.File, 9)})
	require.ErrorContains(t, err, "9 files")
}

func TestLibraryIsToldDescriptors(t *testing.T) {
	got, err := worker.WithDescriptors([]byte(`{"a":{"b":1},"srs_fd":99}`), map[string]int{"srs_fd": 6, "keys_fd": 7})
	require.NoError(t, err)
	require.JSONEq(t, `{"a":{"b":1},"srs_fd":6,"keys_fd":7}`, string(got))
	got, err = worker.WithDescriptors(nil, map[string]int{"x": 8})
	require.NoError(t, err)
	require.JSONEq(t, `{"x":8}`, string(got))
	_, err = worker.WithDescriptors([]byte(`[]`), map[string]int{"x": 8})
	require.Error(t, err)
	got, err = worker.WithDescriptors([]byte(`not looked at`), nil)
	require.NoError(t, err)
	require.Equal(t, "not looked at", string(got))
}
