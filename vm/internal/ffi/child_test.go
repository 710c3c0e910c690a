//go:build linux

package ffi_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// childOf names, in a process that loads a library, the test it runs.
const childOf = "SPROUT_TEST_CHILD_OF"

// Descriptors such a process is started with, beside the standard three.
const (
	fdLibrary = 3
	fdSaid    = 4
)

// setting is what a process that loads a library finds.
type setting struct {
	image ffi.Image
	env   []string // beside this process's own
	stdin []byte
}

// child is a process that has loaded a library.
type child struct {
	*ffi.Library
	raw  *ffi.Raw
	said *os.File // to the parent
}

// best is the library this machine would use.
func best(t *testing.T) setting {
	t.Helper()
	image, err := ffi.Find("risc0")
	require.NoError(t, err)
	return setting{image: image}
}

var (
	unpackedLock sync.Mutex
	unpacked     = make(map[string]*os.File)
)

// library unpacks an image once for all tests.
func library(t *testing.T, image ffi.Image) *os.File {
	t.Helper()
	unpackedLock.Lock()
	defer unpackedLock.Unlock()
	if f := unpacked[image.SHA256]; f != nil {
		return f
	}
	f, err := image.Unpack()
	require.NoError(t, err)
	unpacked[image.SHA256] = f
	return f
}

// running is a started process.
type running struct {
	cmd            *exec.Cmd
	said           *os.File
	stdout, stderr bytes.Buffer
}

// start runs the calling test again in a process of its own, where inChild does the work.
func start(t *testing.T, s setting) *running {
	t.Helper()
	said, theirs, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { _ = said.Close() })
	exe, err := os.Executable()
	require.NoError(t, err)
	r := &running{said: said}
	r.cmd = exec.CommandContext(t.Context(), exe, "-test.run="+only(t.Name()), "-test.v", "-test.count=1", "-test.timeout=20m")
	r.cmd.Env = append(append(os.Environ(), s.env...), childOf+"="+t.Name())
	r.cmd.Stdin, r.cmd.Stdout, r.cmd.Stderr = bytes.NewReader(s.stdin), &r.stdout, &r.stderr
	r.cmd.ExtraFiles = []*os.File{library(t, s.image), theirs}
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(t, r.cmd.Start())
	require.NoError(t, theirs.Close())
	return r
}

// only is the pattern that matches one test.
func only(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = "^" + regexp.QuoteMeta(p) + "$"
	}
	return strings.Join(parts, "/")
}

// inChild runs work in a process of its own with the library loaded. In the parent
// it returns what work has said; in the child, where it has run work, parent is false.
// Whatever a library prints fails the test.
func inChild(t *testing.T, s setting, work func(t *testing.T, c *child)) (said []byte, parent bool) {
	t.Helper()
	if os.Getenv(childOf) == t.Name() {
		work(t, loaded(t))
		return nil, false
	}
	r := start(t, s)
	said, err := io.ReadAll(r.said)
	require.NoError(t, err)
	require.NoError(t, r.cmd.Wait(), "%s\n%s", &r.stdout, &r.stderr)
	require.Contains(t, r.stdout.String(), "--- PASS: "+t.Name()+" ", "the test has run")
	require.Empty(t, r.stderr.String())
	return said, true
}

// loaded loads the library this process was given.
func loaded(t *testing.T) *child {
	t.Helper()
	f := os.NewFile(fdLibrary, "library")
	said := os.NewFile(fdSaid, "said")
	t.Cleanup(func() { _, _ = f.Close(), said.Close() })
	lib, err := ffi.Load(f)
	require.NoError(t, err)
	raw, err := ffi.OpenRaw(f)
	require.NoError(t, err)
	return &child{Library: lib, raw: raw, said: said}
}
