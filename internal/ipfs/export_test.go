package ipfs

import (
	"context"
	"testing"

	blocks "github.com/ipfs/go-block-format"
	"github.com/stretchr/testify/require"
)

// PutBlock puts one block into the cache.
func (n *Node) PutBlock(t testing.TB, text string, data []byte) {
	t.Helper()
	c, err := ParseCID(text)
	require.NoError(t, err)
	require.NoError(t, Verify(c, data))
	b, err := blocks.NewBlockWithCid(data, c)
	require.NoError(t, err)
	require.NoError(t, n.store.Put(context.Background(), b))
}
