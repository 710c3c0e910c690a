package p2p

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/libp2p/go-libp2p"
	dht "github.com/libp2p/go-libp2p-kad-dht"
	"github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/routing"
	routedhost "github.com/libp2p/go-libp2p/p2p/host/routed"
	"github.com/multiformats/go-multiaddr"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/task"
)

// Host is a node's place in the network. Its methods may be called at any time
// from any goroutine.
type Host struct {
	cfg     Config
	log     *slog.Logger
	metrics *metrics

	libp2p host.Host
	dht    *dht.IpfsDHT
	pubsub *pubsub.PubSub
	scores *scoreBoard
	bodies *bodyServer

	// neighbours lists the DHT's peers once there is a DHT; autorelay may ask before.
	neighbours atomic.Pointer[func() []peer.AddrInfo]
	issued     issueClock

	onAnnouncement atomic.Pointer[func(context.Context, task.Announcement)]
	onStatus       atomic.Pointer[func(context.Context, task.Status)]
	onPresence     atomic.Pointer[func(context.Context, task.Presence)]

	onAttestRequest atomic.Pointer[func(context.Context, task.AttestRequest)]
	onAttestation   atomic.Pointer[func(context.Context, task.Attestation)]

	// life ends when the host closes; every goroutine is counted in running.
	life    context.Context
	end     context.CancelFunc
	running sync.WaitGroup

	joining sync.Mutex // held while a project is joined or left, one at a time

	mu       sync.Mutex // guards what follows
	projects map[task.ProjectID]*membership
	closed   bool
	closers  []func() error // run in reverse
}

// New starts a host. ctx bounds only the start; [Host.Close] ends the host.
func New(ctx context.Context, cfg Config) (*Host, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Registerer == nil {
		cfg.Registerer = prometheus.NewRegistry()
	}
	adoptLibp2pLog(cfg.Log)
	h := &Host{cfg: cfg, log: cfg.Log, scores: &scoreBoard{}, projects: map[task.ProjectID]*membership{}}
	h.life, h.end = context.WithCancel(context.WithoutCancel(ctx))
	for _, step := range []func() error{h.startLibp2p, h.startMetrics, h.startDHT, h.startGossip, h.startBodies, h.startDiscovery} {
		if err := errors.Join(ctx.Err(), step()); err != nil {
			return nil, errors.Join(fmt.Errorf("start p2p host: %w", err), h.Close())
		}
	}
	h.log.Info("p2p host is up", "peer", h.libp2p.ID(), "addresses", h.Addrs())
	return h, nil
}

func (h *Host) startLibp2p() error {
	key, err := loadIdentity(h.cfg.DataDir)
	if err != nil {
		return err
	}
	opts, err := libp2pOptions(&h.cfg, key, h.relayCandidates)
	if err != nil {
		return err
	}
	if h.libp2p, err = libp2p.New(opts...); err != nil {
		return fmt.Errorf("start libp2p: %w", err)
	}
	h.closers = append(h.closers, h.libp2p.Close)
	return nil
}

func (h *Host) startMetrics() (err error) {
	h.metrics, err = newMetrics(h.cfg.Registerer, func() float64 { return float64(len(h.libp2p.Network().Peers())) })
	if err != nil {
		return fmt.Errorf("register metrics: %w", err)
	}
	return nil
}

func (h *Host) startDHT() (err error) {
	mode := dht.ModeServer
	if h.cfg.NAT {
		mode = dht.ModeAuto
	}
	// Only provider records are served: nothing here stores values of strangers.
	h.dht, err = dht.New(h.libp2p,
		dht.ProtocolPrefix(dhtPrefix(h.cfg.ChainID)), dht.Mode(mode), dht.DisableValues(),
		dht.BootstrapPeers(bootstrapPeers(&h.cfg)...), dht.AddressFilter(addressFilter(h.cfg.PrivateAddrs)),
	)
	if err != nil {
		return fmt.Errorf("start DHT: %w", err)
	}
	h.closers = append(h.closers, h.dht.Close)
	neighbours := func() (out []peer.AddrInfo) {
		for _, p := range h.dht.RoutingTable().ListPeers() {
			out = append(out, h.libp2p.Peerstore().PeerInfo(p))
		}
		return out
	}
	h.neighbours.Store(&neighbours)
	// From here on a peer id is enough to reach a peer.
	h.libp2p = routedhost.Wrap(h.libp2p, h.dht)
	return nil
}

// Close leaves the network and returns when everything has stopped.
func (h *Host) Close() error {
	h.mu.Lock()
	if h.closed {
		h.mu.Unlock()
		return nil
	}
	h.closed = true
	h.mu.Unlock()
	h.end()
	h.running.Wait()
	var errs []error
	for i := len(h.closers) - 1; i >= 0; i-- {
		errs = append(errs, h.closers[i]())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close p2p host: %w", err)
	}
	return nil
}

// ID returns the host's peer id in text form, the Provider of its messages.
func (h *Host) ID() string { return h.libp2p.ID().String() }

// Addrs returns the host's addresses with its peer id, as others bootstrap from them.
func (h *Host) Addrs() []string {
	all, err := peer.AddrInfoToP2pAddrs(&peer.AddrInfo{ID: h.libp2p.ID(), Addrs: h.libp2p.Addrs()})
	if err != nil {
		return nil // an info made here always converts
	}
	return texts(all)
}

func texts(addrs []multiaddr.Multiaddr) []string {
	out := make([]string, len(addrs))
	for i, a := range addrs {
		out[i] = a.String()
	}
	return out
}

// Libp2p returns the host underneath, for other protocols to share, such as bitswap.
func (h *Host) Libp2p() host.Host { return h.libp2p }

// Routing finds and announces who has which content, through the DHT.
func (h *Host) Routing() routing.ContentRouting { return h.dht }

// Peers returns how many peers are connected.
func (h *Host) Peers() int { return len(h.libp2p.Network().Peers()) }

// Connect dials the peer at addr, a multiaddr with /p2p/<peer id>.
func (h *Host) Connect(ctx context.Context, addr string) error {
	info, err := peer.AddrInfoFromString(addr)
	if err != nil {
		return fmt.Errorf("connect to %q: %w", addr, err)
	}
	return h.libp2p.Connect(ctx, *info)
}

// Score returns gossipsub's present score of a peer, 0 for one it does not know.
// Below zero the peer has misbehaved; see score.go for what follows at which value.
func (h *Host) Score(id string) float64 {
	p, err := peer.Decode(id)
	if err != nil {
		return 0
	}
	return h.scores.of(p)
}

// run starts f for the host's life; Close waits for it. Only for use by New.
func (h *Host) run(f func(context.Context)) { h.running.Go(func() { f(h.life) }) }

func (h *Host) connected(p peer.ID) bool {
	return h.libp2p.Network().Connectedness(p) == network.Connected
}
