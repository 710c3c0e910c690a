package risc0_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/risc0"
	"github.com/machinefi/sprout/vm/worker"
)

func TestSegmentFitsMemory(t *testing.T) {
	for memory, want := range map[uint64]uint32{1 << 20: 18, 4096: 18, 2464: 18, 2463: 17, 1264: 17, 1263: 16, 664: 16, 1: 16} {
		require.Equal(t, want, risc0.SegmentPo2(memory), "%d MB", memory)
	}
	require.Equal(t, uint64(2464), risc0.EstimateMB(18))
	require.Equal(t, uint64(664), risc0.EstimateMB(16))
}

func TestConfigFitsTheMachine(t *testing.T) {
	for _, c := range []struct {
		name                   string
		config                 risc0.Config
		machine                worker.Machine
		slots, threads, memory int
	}{
		{"small", risc0.Config{}, worker.Machine{Cores: 2, MemoryMB: 24 << 10}, 1, 2, 4096},
		{"large", risc0.Config{}, worker.Machine{Cores: 64, MemoryMB: 256 << 10}, 8, 8, 4096},
		{"little memory", risc0.Config{}, worker.Machine{Cores: 4, MemoryMB: 2000}, 1, 4, 1500},
		{"memory bounds", risc0.Config{Threads: 1}, worker.Machine{Cores: 64, MemoryMB: 16 << 10}, 4, 1, 4096},
		{"operator's cap", risc0.Config{Proofs: 2, Threads: 4, MemoryMB: 1264}, worker.Machine{Cores: 64, MemoryMB: 256 << 10}, 2, 4, 1264},
		{"nothing known", risc0.Config{}, worker.Machine{Cores: 1}, 1, 1, 4096},
	} {
		w := c.config.PoolOf(c.machine)
		require.Equal(t, [3]int{c.slots, c.threads, c.memory}, [3]int{w.Slots, w.Threads, int(w.MemoryMB)}, c.name)
		require.NoError(t, w.Validate(), c.name)
	}
	_, err := risc0.New(risc0.Config{Proofs: -1})
	require.ErrorContains(t, err, "proofs is -1")
}
