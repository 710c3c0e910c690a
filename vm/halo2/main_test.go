//go:build linux

package halo2_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/halo2"
	"github.com/machinefi/sprout/vm/worker"
)

// TestMain makes the test binary a worker when it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "prover" {
		os.Exit(worker.Main(os.Args[2:]))
	}
	code := m.Run()
	if folder != "" {
		_ = os.RemoveAll(folder)
	}
	os.Exit(code)
}

const examples = "../../examples/halo2"

// example reads the committed front end of an example.
func example(t testing.TB, name string) []byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(examples, name, "program", "*.wasm"))
	require.NoError(t, err)
	require.Len(t, files, 1, "committed front end of example %s", name)
	b, err := os.ReadFile(files[0])
	require.NoError(t, err)
	return b
}

// oldForm reads the committed module of Sprout 0.6's form.
func oldForm(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("../../examples/halo2-old-form/program/simple.wasm")
	require.NoError(t, err)
	return b
}

// folder has what tests share.
var folder string

// devnetSRS makes the devnet's parameters once for all tests.
var devnetSRS = sync.OnceValues(func() (path string, err error) {
	if folder, err = os.MkdirTemp("", "halo2-test-"); err != nil {
		return "", err
	}
	path = filepath.Join(folder, "devnet.srs")
	_, err = halo2.SRSTool{}.MakeDevnet(context.Background(), path, 10)
	return path, err
})

func srsFile(t testing.TB) string {
	t.Helper()
	path, err := devnetSRS()
	require.NoError(t, err)
	return path
}

func open(t testing.TB, change ...func(*halo2.Config)) *halo2.Prover {
	t.Helper()
	c := halo2.Config{SRSFile: srsFile(t), AllowUnsafeSRS: true, MemoryMB: 2048}
	for _, f := range change {
		f(&c)
	}
	p, err := halo2.New(c)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	return p
}
