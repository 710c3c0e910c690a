package node

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

func offered(t *testing.T, cfg *config.Node, verifiers bool) []project.VM {
	t.Helper()
	p, err := openProvers(cfg, verifiers)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	return slices.Sorted(maps.Keys(p.table))
}

func TestWhoHasNoParametersOnlyVerifies(t *testing.T) {
	require.Equal(t, []project.VM{project.VMRisc0, project.VMZkWasm}, offered(t, &config.Node{}, false), "a znode without an SRS file")
	require.Equal(t, []project.VM{project.VMHalo2, project.VMRisc0, project.VMZkWasm}, offered(t, &config.Node{}, true), "an enode")
	_, err := openProvers(&config.Node{Halo2SRS: filepath.Join(t.TempDir(), "absent")}, false)
	require.ErrorContains(t, err, "open SRS")
}

func TestProversShareTheMachine(t *testing.T) {
	p, err := OpenProvers(&config.Node{Threads: 1, Proofs: 1})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	require.Equal(t, 1, p.Capacity().Proofs)
}

func TestReceiptsGoToTheirRuntime(t *testing.T) {
	p := &Provers{table: map[project.VM]runtime{}}
	_, err := p.VerifyReceipt(t.Context(), task.Digest{1}, []byte("SPRR\x00\x01\x02\x01"))
	require.ErrorIs(t, err, vm.ErrNotOffered)
	require.ErrorContains(t, err, "halo2")
	_, err = p.VerifyReceipt(t.Context(), task.Digest{1}, []byte("no receipt"))
	require.ErrorIs(t, err, vm.ErrReceiptInvalid)
}

func TestDevelopmentChains(t *testing.T) {
	require.True(t, config.IsDevChain(1337) && config.IsDevChain(31337))
	require.False(t, config.IsDevChain(1) || config.IsDevChain(4689) || config.IsDevChain(0))
}
