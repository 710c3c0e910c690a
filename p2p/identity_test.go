package p2p_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
)

func TestPeerIDIsKnownBeforeTheFirstStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "znode")
	before, err := p2p.PeerID(dir)
	require.NoError(t, err)
	again, err := p2p.PeerID(dir)
	require.NoError(t, err)
	require.Equal(t, before, again)
	require.Len(t, []byte(before), 38, "what ZnodeStaking takes")

	require.NoError(t, os.WriteFile(filepath.Join(dir, "p2p.key"), []byte("?"), 0o600))
	_, err = p2p.PeerID(dir)
	require.ErrorContains(t, err, "p2p.key")
}
