package ipfs

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/ipfs/boxo/chunker"
	"github.com/ipfs/boxo/ipld/merkledag"
	"github.com/ipfs/boxo/ipld/unixfs/importer/balanced"
	"github.com/ipfs/boxo/ipld/unixfs/importer/helpers"
	"github.com/ipfs/go-cid"
	ipld "github.com/ipfs/go-ipld-format"
)

// Kubo's defaults; another value of either gives other CIDs for the same bytes.
const (
	chunkBytes   = 256 << 10
	linksPerNode = 174
)

// Format says which of Kubo's two ways an import follows.
type Format int

const (
	// FormatV1 is `ipfs add --cid-version=1`: CIDs of version 1, raw leaves.
	FormatV1 Format = iota
	// FormatV0 is `ipfs add` with its old defaults: CIDs of version 0 (Qm…).
	FormatV0
)

// Add keeps data, announces it, and returns its CID in [FormatV1]. When it
// returns the content is on disk, and when it fails nothing of it stays.
func (n *Node) Add(ctx context.Context, data []byte) (string, error) {
	return n.AddReader(ctx, bytes.NewReader(data), FormatV1)
}

// AddReader is [Node.Add] for a stream and a choice of format.
func (n *Node) AddReader(ctx context.Context, r io.Reader, f Format) (string, error) {
	in, to := n.take()
	root, err := importFile(ctx, to, r, f)
	if err == nil {
		err = n.keepRoot(root.Cid())
	}
	if err := in.end(err); err != nil {
		return "", fmt.Errorf("add to ipfs: %w", err)
	}
	return root.Cid().String(), nil
}

// keepRoot records a root whose blocks are kept, and announces it.
func (n *Node) keepRoot(c cid.Cid) error {
	if err := n.roots.add(c); err != nil {
		return err
	}
	if n.cfg.Routing == nil {
		return nil
	}
	select {
	case n.announce <- c.String():
	default: // the next round announces every root
	}
	return nil
}

// importFile cuts r into the blocks of a UnixFS file and adds them to to.
func importFile(ctx context.Context, to ipld.DAGService, r io.Reader, f Format) (ipld.Node, error) {
	// Blocks are written some at a time, which saves syncs, not one by one.
	batch := ipld.NewBufferedDAG(ctx, to, ipld.MaxSizeBatchOption(8<<20), ipld.MaxNodesBatchOption(64))
	params := helpers.DagBuilderParams{Maxlinks: linksPerNode, RawLeaves: f == FormatV1, Dagserv: batch}
	params.CidBuilder = v1()
	if f == FormatV0 {
		params.CidBuilder = v0()
	}
	builder, err := params.New(chunk.NewSizeSplitter(r, chunkBytes))
	if err != nil {
		return nil, err
	}
	root, err := balanced.Layout(builder)
	if err != nil {
		return nil, err
	}
	return root, batch.Commit()
}

// CID returns the CID that Add gives data, without storing anything.
func CID(data []byte, f Format) (string, error) {
	root, err := importFile(context.Background(), discard{}, bytes.NewReader(data), f)
	if err != nil {
		return "", fmt.Errorf("compute CID: %w", err)
	}
	return root.Cid().String(), nil
}

// discard takes nodes and forgets them.
type discard struct{}

var _ ipld.DAGService = discard{}

func (discard) Add(context.Context, ipld.Node) error        { return nil }
func (discard) AddMany(context.Context, []ipld.Node) error  { return nil }
func (discard) Remove(context.Context, cid.Cid) error       { return nil }
func (discard) RemoveMany(context.Context, []cid.Cid) error { return nil }
func (discard) Get(_ context.Context, c cid.Cid) (ipld.Node, error) {
	return nil, ipld.ErrNotFound{Cid: c}
}

func (discard) GetMany(_ context.Context, list []cid.Cid) <-chan *ipld.NodeOption {
	out := make(chan *ipld.NodeOption)
	close(out)
	return out
}

// Pin fetches content whole and keeps it; when it fails nothing of it is kept. limit is the most bytes it may have.
func (n *Node) Pin(ctx context.Context, text string, limit int64) error {
	c, err := ParseCID(text)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
	defer cancel()
	get := n.bounded(ctx, limit)
	in, to := n.take()
	err = walkFile(ctx, get, c, func(nd ipld.Node) error { return to.Add(ctx, nd) })
	if err == nil {
		err = n.keepRoot(c)
	}
	if err := in.end(err); err != nil {
		return n.failed("pin", c, err)
	}
	return nil
}

// walkFile visits every node of a file, leaves before what links to them, so
// that a node that is kept has everything below it kept.
func walkFile(ctx context.Context, get ipld.NodeGetter, c cid.Cid, visit func(ipld.Node) error) error {
	nd, err := get.Get(ctx, c)
	if err != nil {
		return err
	}
	if _, leaf := nd.(*merkledag.RawNode); !leaf {
		for _, l := range nd.Links() {
			if err := walkFile(ctx, get, l.Cid, visit); err != nil {
				return err
			}
		}
	}
	return visit(nd)
}
