package ipfs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/ipfs/boxo/blockservice"
	"github.com/ipfs/boxo/ipld/merkledag"
	unixfsio "github.com/ipfs/boxo/ipld/unixfs/io"
	"github.com/ipfs/go-cid"
	ipld "github.com/ipfs/go-ipld-format"
	"github.com/libp2p/go-libp2p/core/peer"
)

// Get returns the file of a CID: from the store, from peers, or from gateways.
// limit is the most bytes it may have.
func (n *Node) Get(ctx context.Context, text string, limit int64) ([]byte, error) {
	return n.GetFrom(ctx, text, limit)
}

// GetFrom is [Node.Get] with peers (ids in text form) that are likely to have the
// file; they are connected to and asked first. An id that is none is passed over.
func (n *Node) GetFrom(ctx context.Context, text string, limit int64, peers ...string) ([]byte, error) {
	c, err := ParseCID(text)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
	defer cancel()
	if have, err := n.store.Has(ctx, c); err == nil && !have {
		n.reach(ctx, peers)
	}
	data, err := readFile(ctx, n.bounded(ctx, limit), c, limit)
	if err != nil {
		return nil, n.failed("get", c, err)
	}
	return data, nil
}

// reach connects to peers in the background, as long as ctx lasts; bitswap asks
// each as it comes.
func (n *Node) reach(ctx context.Context, peers []string) {
	if n.cfg.Host == nil {
		return
	}
	for _, text := range peers {
		id, err := peer.Decode(text)
		if err != nil || id == n.cfg.Host.ID() {
			continue
		}
		go func() {
			if err := n.cfg.Host.Connect(ctx, peer.AddrInfo{ID: id}); err != nil {
				n.log.Debug("peer said to have content does not answer", "peer", id, "err", err)
			}
		}()
	}
}

// Has reports whether the whole file is in the store.
func (n *Node) Has(ctx context.Context, text string) (bool, error) {
	c, err := ParseCID(text)
	if err != nil {
		return false, err
	}
	err = walkFile(ctx, n.local, c, func(ipld.Node) error { return nil })
	if ipld.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for %s: %w", c, err)
	}
	return true, nil
}

// failed gives an error of fetching c its sentinel.
func (n *Node) failed(what string, c cid.Cid, err error) error {
	if ipld.IsNotFound(err) || errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	return fmt.Errorf("%s %s: %w", what, c, err)
}

// readFile reads a UnixFS file of at most limit bytes.
func readFile(ctx context.Context, get ipld.NodeGetter, c cid.Cid, limit int64) ([]byte, error) {
	r, err := openFile(ctx, get, c)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if r.Size() > uint64(limit) {
		return nil, fmt.Errorf("%w: %d bytes, limit %d", ErrTooLarge, r.Size(), limit)
	}
	// The size is the root's claim; what comes is counted again.
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w of %d bytes", ErrTooLarge, limit)
	}
	return data, nil
}

func openFile(ctx context.Context, get ipld.NodeGetter, c cid.Cid) (unixfsio.DagReader, error) {
	nd, err := get.Get(ctx, c)
	if err != nil {
		return nil, err
	}
	r, err := unixfsio.NewDagReader(ctx, nd, get)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotFile, err)
	}
	return r, nil
}

// bounded returns a getter for one file of limit bytes: it shares a bitswap
// session, and ends a graph that has more nodes than such a file needs, which
// only somebody who wants to keep others busy makes.
func (n *Node) bounded(ctx context.Context, limit int64) ipld.NodeGetter {
	g := &boundedGetter{NodeGetter: merkledag.WrapSession(blockservice.NewSession(ctx, n.fetched))}
	g.left.Store(64 + limit/1024)
	return g
}

type boundedGetter struct {
	ipld.NodeGetter
	left atomic.Int64
}

// Get implements [ipld.NodeGetter].
func (g *boundedGetter) Get(ctx context.Context, c cid.Cid) (ipld.Node, error) {
	if g.left.Add(-1) < 0 {
		return nil, fmt.Errorf("%w: too many blocks for its size", ErrTooLarge)
	}
	return g.NodeGetter.Get(ctx, c)
}

// GetMany implements [ipld.NodeGetter].
func (g *boundedGetter) GetMany(ctx context.Context, list []cid.Cid) <-chan *ipld.NodeOption {
	if g.left.Add(-int64(len(list))) < 0 {
		out := make(chan *ipld.NodeOption, 1)
		out <- &ipld.NodeOption{Err: fmt.Errorf("%w: too many blocks for its size", ErrTooLarge)}
		close(out)
		return out
	}
	return g.NodeGetter.GetMany(ctx, list)
}
