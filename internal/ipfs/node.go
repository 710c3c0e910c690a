package ipfs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"

	"github.com/ipfs/boxo/bitswap"
	bitswapnet "github.com/ipfs/boxo/bitswap/network"
	"github.com/ipfs/boxo/bitswap/network/bsnet"
	"github.com/ipfs/boxo/blockservice"
	"github.com/ipfs/boxo/blockstore"
	"github.com/ipfs/boxo/ipld/merkledag"
	ipld "github.com/ipfs/go-ipld-format"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/prometheus/client_golang/prometheus"
)

// Node is an IPFS node. Its methods may be called at any time from any goroutine.
type Node struct {
	cfg     Config
	log     *slog.Logger
	metrics *metrics

	store    *store
	roots    rootSet
	exchange *raceExchange
	// fetched reads through the exchange and caches, local reads what is here; an
	// intake writes for good.
	fetched blockservice.BlockService
	local   ipld.DAGService

	announce chan string // roots to announce soon
	life     context.Context
	end      context.CancelFunc
	running  sync.WaitGroup
	closing  sync.Once
	closeErr error
}

// New opens the store and starts serving it. ctx bounds only the start;
// [Node.Close] ends the node and must be called before its host is closed.
func New(ctx context.Context, cfg Config) (*Node, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Registerer == nil {
		cfg.Registerer = prometheus.NewRegistry()
	}
	s, err := openStore(cfg.Dir, cfg.KeptBytes, cfg.CacheBytes)
	if err != nil {
		return nil, err
	}
	roots, err := openRootSet(filepath.Join(cfg.Dir, "roots"))
	if err != nil {
		return nil, err
	}
	n := &Node{cfg: cfg, log: cfg.Log, store: s, roots: roots, announce: make(chan string, 256)}
	if n.metrics, err = newMetrics(cfg.Registerer, s.bytes); err != nil {
		return nil, fmt.Errorf("register metrics: %w", err)
	}
	n.life, n.end = context.WithCancel(context.WithoutCancel(ctx))
	n.exchange = n.newExchange()
	n.fetched = blockservice.New(blockstore.NewIdStore(s), n.exchange)
	n.local = merkledag.NewDAGService(blockservice.New(blockstore.NewIdStore(s), nil))
	if cfg.Routing != nil {
		n.running.Go(func() { n.provideLoop(n.life) })
	}
	return n, nil
}

// newExchange starts bitswap, with worker counts for a node whose main work is
// another, and joins it with the gateways.
func (n *Node) newExchange() *raceExchange {
	x := &raceExchange{gateways: newGateways(n.cfg.Gateways), head: n.cfg.PeerHead, metrics: n.metrics}
	if n.cfg.Host == nil {
		return x
	}
	peers := bitswapnet.NewConnectEventManager()
	x.swap = bitswap.New(n.life, bsnet.NewFromIpfsHost(n.cfg.Host, bsnet.WithConnectEventManager(peers)), n.cfg.Routing, blockstore.NewIdStore(n.store),
		bitswap.EngineBlockstoreWorkerCount(16), bitswap.EngineTaskWorkerCount(4), bitswap.TaskWorkerCount(4),
		bitswap.MaxOutstandingBytesPerPeer(2*maxBlock), bitswap.MaxQueuedWantlistEntriesPerPeer(256),
		bitswap.MaxCidSize(maxCIDText), bitswap.WithoutDuplicatedBlockStats(),
	)
	introduce(n.cfg.Host.Network(), peers)
	return x
}

// introduce tells bitswap of the peers that the host was connected to before: it hears of new connections only, and would
// ask none of them.
func introduce(net network.Network, peers *bitswapnet.ConnectEventManager) {
	for _, c := range net.Conns() {
		if c.Stat().Limited {
			continue
		}
		peers.Connected(c.RemotePeer())
		if net.Connectedness(c.RemotePeer()) != network.Connected { // it went away meanwhile
			peers.Disconnected(c.RemotePeer())
		}
	}
}

// Close stops serving and returns when everything has stopped.
func (n *Node) Close() error {
	n.closing.Do(func() {
		n.end()
		n.running.Wait()
		n.closeErr = errors.Join(n.fetched.Close(), n.exchange.Close())
	})
	return n.closeErr
}
