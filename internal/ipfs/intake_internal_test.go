package ipfs

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/iotest"

	"github.com/ipfs/boxo/ipld/merkledag"
	blocks "github.com/ipfs/go-block-format"
	"github.com/stretchr/testify/require"
)

func open(t *testing.T, change ...func(*Config)) *Node {
	t.Helper()
	cfg := DefaultConfig(t.TempDir())
	for _, f := range change {
		f(&cfg)
	}
	n, err := New(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, n.Close()) })
	return n
}

func random(seed byte, n int) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{seed}).Read(b)
	return b
}

func quota(bytes int64) func(*Config) { return func(c *Config) { c.KeptBytes = bytes } }

// requireKept says that as much is on disk as the node counts, in that many files.
func requireKept(t *testing.T, n *Node, files int) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(n.cfg.Dir, "kept", "*", "*"))
	require.NoError(t, err)
	require.Len(t, paths, files)
	var sum int64
	for _, path := range paths {
		info, err := os.Stat(path)
		require.NoError(t, err)
		if !info.IsDir() {
			sum += info.Size()
		}
	}
	kept, _ := n.store.bytes()
	require.Equal(t, sum, kept)
	require.Empty(t, n.store.loose)
}

func requireHas(t *testing.T, n *Node, c string, data []byte) {
	t.Helper()
	got, err := n.Get(t.Context(), c, int64(len(data)))
	require.NoError(t, err)
	require.True(t, bytes.Equal(data, got))
}

func TestAnAddThatFailsLeavesNothing(t *testing.T) {
	n := open(t, quota(24<<20))
	first := random(1, 1<<20)
	c, err := n.Add(t.Context(), first)
	require.NoError(t, err)
	requireKept(t, n, 5)
	longer := append(slices.Clone(first), random(2, 29<<20)...)
	for range 3 {
		_, err = n.Add(t.Context(), longer)
		require.ErrorIs(t, err, ErrFull)
		requireKept(t, n, 5)
	}
	broken := io.MultiReader(bytes.NewReader(longer[:20<<20]), iotest.ErrReader(io.ErrClosedPipe))
	_, err = n.AddReader(t.Context(), broken, FormatV1)
	require.ErrorIs(t, err, io.ErrClosedPipe)
	requireKept(t, n, 5)
	requireHas(t, n, c, first)

	// Where a block's folder should be is a file, so that it cannot be written.
	last := n.store.kept.path(key(merkledag.NewRawNode(longer[19<<20 : 19<<20+chunkBytes]).Cid()))
	require.NoError(t, os.RemoveAll(filepath.Dir(last)))
	require.NoError(t, os.WriteFile(filepath.Dir(last), nil, 0o600))
	_, err = n.Add(t.Context(), longer[:20<<20])
	require.Error(t, err)
	require.NotErrorIs(t, err, ErrFull)
	requireKept(t, n, 5)
	require.NoError(t, os.Remove(filepath.Dir(last)))

	c, err = n.Add(t.Context(), longer[:20<<20])
	require.NoError(t, err, "the room is there again")
	requireHas(t, n, c, longer[:20<<20])
}

func TestAPinThatFailsKeepsNothing(t *testing.T) {
	n := open(t, quota(2<<20))
	data := random(3, 3<<20)
	from := open(t)
	c, err := from.Add(t.Context(), data)
	require.NoError(t, err)
	for k := range from.store.all(t) {
		require.NoError(t, n.store.Put(t.Context(), k))
	}
	require.ErrorIs(t, n.Pin(t.Context(), c, 4<<20), ErrFull)
	requireKept(t, n, 0)
	requireHas(t, n, c, data) // still in the cache
	n.store.keptLimit = 4 << 20
	require.NoError(t, n.Pin(t.Context(), c, 4<<20))
	requireKept(t, n, 13)
	_, cached := n.store.bytes()
	require.Zero(t, cached)
	requireHas(t, n, c, data)
}

// all yields every block of a store.
func (s *store) all(t *testing.T) func(func(blocks.Block) bool) {
	return func(yield func(blocks.Block) bool) {
		keys, err := s.AllKeysChan(t.Context())
		require.NoError(t, err)
		for c := range keys {
			b, err := s.Get(t.Context(), c)
			require.NoError(t, err)
			if !yield(b) {
				return
			}
		}
	}
}

// Whichever of two adds of one block ends first, and however, the block stays if one of them succeeds, and takes room once.
func TestABlockStaysWhileSomebodyNeedsIt(t *testing.T) {
	refused := errors.New("refused")
	b := merkledag.NewRawNode(random(4, 1000))
	for name, ends := range map[string][2]error{
		"both fail": {refused, refused}, "first succeeds": {nil, refused}, "second succeeds": {refused, nil}, "both succeed": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			n := open(t, quota(1500))
			one, toOne := n.take()
			two, toTwo := n.take()
			require.NoError(t, toOne.Add(t.Context(), b))
			require.NoError(t, toTwo.Add(t.Context(), b))
			require.NoError(t, toTwo.Add(t.Context(), b))
			require.ErrorIs(t, one.end(ends[0]), ends[0])
			require.ErrorIs(t, toOne.Add(t.Context(), b), errIntakeOver, "a write that comes late")
			have, err := n.store.Has(t.Context(), b.Cid())
			require.NoError(t, err)
			require.True(t, have, "the second needs it")
			require.ErrorIs(t, two.end(ends[1]), ends[1])
			files := 1
			if ends[0] != nil && ends[1] != nil {
				files = 0
			}
			requireKept(t, n, files)
		})
	}
}
