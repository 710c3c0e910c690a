//go:build linux

package zkwasm_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/risc0"
	"github.com/machinefi/sprout/vm/worker"
	"github.com/machinefi/sprout/vm/zkwasm"
)

// TestMain makes the test binary a worker when it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "prover" {
		os.Exit(worker.Main(os.Args[2:]))
	}
	os.Exit(m.Run())
}

// endToEnd allows proofs.
var endToEnd = os.Getenv("SPROUT_E2E") == "1"

// module reads a module of testdata; the .wat beside it is its source (wat2wasm).
func module(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name+".wasm"))
	require.NoError(t, err)
	return b
}

func open(t testing.TB) *zkwasm.Prover {
	t.Helper()
	return openLogging(t, nil)
}

func openLogging(t testing.TB, log *slog.Logger) *zkwasm.Prover {
	t.Helper()
	r, err := risc0.New(risc0.Config{MemoryMB: 2048, Logger: log})
	require.NoError(t, err)
	p, err := zkwasm.New(zkwasm.Config{Risc0: r, Logger: log})
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, p.Close())
		require.NoError(t, r.Close())
	})
	return p
}
