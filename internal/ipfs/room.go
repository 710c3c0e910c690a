package ipfs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	ipld "github.com/ipfs/go-ipld-format"
	"golang.org/x/sys/unix"
)

// linkBytes is about what a chunk takes beside its bytes: a link above it, and a frame around it in [FormatV0].
const linkBytes = 128

// room makes sure, before anything is written, that a file fits: below the limit of what is kept, and on the disk beside
// what must stay free.
func (n *Node) room(data []byte, f Format) error {
	if n.spare(int64(len(data))+int64(len(data)/chunkBytes+1)*linkBytes) == nil {
		return nil
	}
	// Some or all of it may be here already.
	m := &missing{store: n.store, sizes: map[string]int{}}
	if _, err := importFile(context.Background(), m, bytes.NewReader(data), f); err != nil {
		return err
	}
	return n.spare(m.bytes())
}

// spare reports whether that many new bytes may be kept for a client of the RPC.
func (n *Node) spare(need int64) error {
	n.store.mu.Lock()
	err := n.store.fits(need)
	n.store.mu.Unlock()
	if err != nil || need == 0 {
		return err
	}
	var disk unix.Statfs_t
	if err := unix.Statfs(n.cfg.Dir, &disk); err != nil {
		return fmt.Errorf("look at free disk space: %w", err)
	}
	if free := int64(disk.Bavail * uint64(disk.Bsize)); free-need < n.cfg.MinFreeBytes {
		return fmt.Errorf("keep %d bytes with %d free, of which %d must stay: %w", need, free, n.cfg.MinFreeBytes, unix.ENOSPC)
	}
	return nil
}

// missing takes nodes, forgets them, and remembers the sizes of those whose blocks are not kept.
type missing struct {
	discard
	store *store

	mu    sync.Mutex
	sizes map[string]int // by key
}

// Add implements [ipld.NodeAdder].
func (m *missing) Add(ctx context.Context, nd ipld.Node) error {
	return m.AddMany(ctx, []ipld.Node{nd})
}

// AddMany implements [ipld.NodeAdder].
func (m *missing) AddMany(_ context.Context, list []ipld.Node) error {
	for _, nd := range list {
		k := key(nd.Cid())
		_, err := m.store.kept.size(k)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			m.mu.Lock()
			m.sizes[k] = len(nd.RawData())
			m.mu.Unlock()
		case err != nil:
			return fmt.Errorf("look for block %s: %w", nd.Cid(), err)
		}
	}
	return nil
}

func (m *missing) bytes() (sum int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, size := range m.sizes {
		sum += int64(size)
	}
	return sum
}
