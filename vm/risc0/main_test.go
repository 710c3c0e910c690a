//go:build linux

package risc0_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/risc0"
	"github.com/machinefi/sprout/vm/worker"
)

// TestMain makes the test binary a worker when it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "prover" {
		os.Exit(worker.Main(os.Args[2:]))
	}
	os.Exit(m.Run())
}

// endToEnd allows every proof; without it one small proof is made.
var endToEnd = os.Getenv("SPROUT_E2E") == "1"

const examples = "../../examples"

// program reads the committed ELF of an example.
func program(t testing.TB, name string) []byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(examples, name, "program", "*.elf"))
	require.NoError(t, err)
	require.Len(t, files, 1, "committed program of example %s", name)
	b, err := os.ReadFile(files[0])
	require.NoError(t, err)
	return b
}

// january is a month of real readings as a device sends them.
func january(t testing.TB) []string {
	t.Helper()
	f, err := os.Open(filepath.Join(examples, "weather", "data", "seattle-2012.csv"))
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	var days []string
	for _, r := range rows[1:] {
		if strings.HasPrefix(r[0], "2012-01-") {
			days = append(days, fmt.Sprintf(
				`{"station":"seattle","date":%q,"precipitation_mm":%s,"temp_max_c":%s,"temp_min_c":%s,"wind_m_s":%s}`,
				r[0], r[1], r[2], r[3], r[4]))
		}
	}
	require.Len(t, days, 31)
	return days
}

func open(t testing.TB, change ...func(*risc0.Config)) *risc0.Prover {
	t.Helper()
	c := risc0.Config{MemoryMB: 2048}
	for _, f := range change {
		f(&c)
	}
	p, err := risc0.New(c)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	return p
}
