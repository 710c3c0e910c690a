package halo2_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
	"github.com/machinefi/sprout/vm/worker"
)

func TestConfigFitsTheMachine(t *testing.T) {
	for _, c := range []struct {
		name                   string
		config                 halo2.Config
		machine                worker.Machine
		slots, threads, memory int
		fileMB                 int
	}{
		{"small", halo2.Config{}, worker.Machine{Cores: 2, MemoryMB: 24 << 10}, 1, 2, 4096, 0},
		{"large", halo2.Config{}, worker.Machine{Cores: 64, MemoryMB: 256 << 10}, 8, 8, 4096, 0},
		{"keys", halo2.Config{SRSFile: "f", KeysDir: "d"}, worker.Machine{Cores: 1}, 1, 1, 4096, 4096},
		{"few keys", halo2.Config{SRSFile: "f", KeysDir: "d", KeysMB: 7}, worker.Machine{Cores: 1}, 1, 1, 4096, 7},
		{"memory", halo2.Config{Threads: 1}, worker.Machine{Cores: 64, MemoryMB: 16 << 10}, 6, 1, 4096, 0},
		{"cap", halo2.Config{Proofs: 2, Threads: 4, MemoryMB: 512}, worker.Machine{Cores: 64, MemoryMB: 256 << 10}, 2, 4, 512, 0},
	} {
		w := c.config.PoolOf(c.machine)
		require.Equal(t, [4]int{c.slots, c.threads, c.memory, c.fileMB}, [4]int{w.Slots, w.Threads, int(w.MemoryMB), int(w.FileMB)}, c.name)
		require.NoError(t, w.Validate(), c.name)
	}
}

func TestConfigNamesWhatIsWrong(t *testing.T) {
	_, err := halo2.New(halo2.Config{Proofs: -1, KeysDir: "keys"})
	require.ErrorContains(t, err, "proofs is -1")
	require.ErrorContains(t, err, "without an SRS file")
	_, err = halo2.New(halo2.Config{SRSFile: filepath.Join(t.TempDir(), "absent")})
	require.ErrorIs(t, err, os.ErrNotExist)
	ptau := filepath.Join(t.TempDir(), "pot.ptau")
	require.NoError(t, os.WriteFile(ptau, append([]byte("ptau"), make([]byte, 100)...), 0o600))
	_, err = halo2.New(halo2.Config{SRSFile: ptau})
	require.ErrorContains(t, err, "not in Sprout's format")
	require.Contains(t, task.Hint(err), "srs convert")
	require.NoError(t, os.WriteFile(ptau, []byte("short"), 0o600))
	_, err = halo2.New(halo2.Config{SRSFile: ptau})
	require.ErrorContains(t, err, "too short")
}

func TestLimitsOfFrontEnds(t *testing.T) {
	require.Equal(t, uint64(25600), halo2.Fuel(vm.Limits{Cycles: 100}))
	require.Equal(t, uint64(1<<50), halo2.Fuel(vm.Limits{Cycles: math.MaxUint64}))
	for memory, want := range map[uint64]uint64{1: 1, 2: 1, 1024: 512, 1 << 20: 4096} {
		require.Equal(t, want, halo2.GuestMemoryMB(memory))
	}
}
