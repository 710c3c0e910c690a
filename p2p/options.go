package p2p

import (
	"context"
	"fmt"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/host/autorelay"
	rcmgr "github.com/libp2p/go-libp2p/p2p/host/resource-manager"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	"github.com/libp2p/go-libp2p/p2p/net/connmgr"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	libp2ptls "github.com/libp2p/go-libp2p/p2p/security/tls"
	quic "github.com/libp2p/go-libp2p/p2p/transport/quic"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

// libp2pOptions says how the host listens, who may connect, and how much of the
// machine the network may take.
func libp2pOptions(c *Config, key crypto.PrivKey, relays autorelay.PeerSource) ([]libp2p.Option, error) {
	resources, err := resourceManager(c.Limits)
	if err != nil {
		return nil, err
	}
	conns, err := connmgr.NewConnManager(c.Limits.PeersLow, c.Limits.PeersHigh)
	if err != nil {
		return nil, fmt.Errorf("make connection manager: %w", err)
	}
	opts := []libp2p.Option{
		libp2p.Identity(key),
		libp2p.ListenAddrStrings(c.Listen...),
		libp2p.Transport(quic.NewTransport),
		libp2p.Transport(tcp.NewTCPTransport),
		libp2p.Security(libp2ptls.ID, libp2ptls.New),
		libp2p.Security(noise.ID, noise.New),
		libp2p.Muxer(yamux.ID, yamux.DefaultTransport),
		libp2p.ResourceManager(resources),
		libp2p.ConnectionManager(conns),
		libp2p.PrometheusRegisterer(c.Registerer),
		libp2p.UserAgent("sprout"),
		libp2p.NonPublicAddrPublishing(c.PrivateAddrs),
		libp2p.EnableRelay(), // dialing through relays costs nothing and reaches nodes behind NAT
	}
	if len(c.Announce) > 0 {
		announce := make([]multiaddr.Multiaddr, len(c.Announce))
		for i, a := range c.Announce {
			announce[i] = multiaddr.StringCast(a) // validated
		}
		opts = append(opts, libp2p.AddrsFactory(func([]multiaddr.Multiaddr) []multiaddr.Multiaddr { return announce }))
	}
	if c.NAT {
		opts = append(opts, libp2p.NATPortMap(), libp2p.EnableAutoNATv2(), libp2p.EnableHolePunching(),
			libp2p.EnableAutoRelayWithPeerSource(relays))
	}
	if c.RelayService {
		// The operator says that the node is reachable; libp2p need not find out first.
		opts = append(opts, libp2p.EnableRelayService(), libp2p.EnableNATService(), libp2p.ForceReachabilityPublic())
	}
	return opts, nil
}

// resourceManager scales libp2p's limits to the configured memory and adds those of this package's protocols.
func resourceManager(l Limits) (network.ResourceManager, error) {
	limits := rcmgr.DefaultLimits
	libp2p.SetDefaultServiceLimits(&limits)
	all := rcmgr.BaseLimit{
		StreamsInbound: 2 * l.Bodies, StreamsOutbound: 2 * l.Bodies, Streams: 4 * l.Bodies,
		Memory: int64(l.Bodies) * maxBodyMemory,
	}
	each := rcmgr.BaseLimit{
		StreamsInbound: 2 * l.BodiesPerPeer, StreamsOutbound: 2 * l.Bodies, Streams: 2*l.BodiesPerPeer + 2*l.Bodies,
		Memory: int64(l.BodiesPerPeer) * maxBodyMemory,
	}
	limits.AddServiceLimit(bodyService, all, rcmgr.BaseLimitIncrease{})
	limits.AddServicePeerLimit(bodyService, each, rcmgr.BaseLimitIncrease{})
	limits.AddProtocolLimit(BodyProtocol, all, rcmgr.BaseLimitIncrease{})
	limits.AddProtocolPeerLimit(BodyProtocol, each, rcmgr.BaseLimitIncrease{})
	m, err := rcmgr.NewResourceManager(rcmgr.NewFixedLimiter(limits.Scale(int64(l.MemoryMB)<<20, l.FileDescriptors)))
	if err != nil {
		return nil, fmt.Errorf("make resource manager: %w", err)
	}
	return m, nil
}

func bootstrapPeers(c *Config) []peer.AddrInfo {
	byID := map[peer.ID]*peer.AddrInfo{}
	var order []peer.ID
	for _, a := range c.Bootstrap {
		info, err := peer.AddrInfoFromString(a)
		if err != nil {
			continue // refused by Validate
		}
		if known, ok := byID[info.ID]; ok {
			known.Addrs = append(known.Addrs, info.Addrs...)
			continue
		}
		byID[info.ID] = info
		order = append(order, info.ID)
	}
	out := make([]peer.AddrInfo, len(order))
	for i, id := range order {
		out[i] = *byID[id]
	}
	return out
}

func dhtPrefix(chainID uint64) protocol.ID { return protocol.ID(Network(chainID)) }

// addressFilter keeps addresses that strangers could not dial out of the DHT.
func addressFilter(private bool) func([]multiaddr.Multiaddr) []multiaddr.Multiaddr {
	return func(addrs []multiaddr.Multiaddr) []multiaddr.Multiaddr {
		if private {
			return addrs
		}
		return multiaddr.FilterAddrs(addrs, manet.IsPublicAddr)
	}
}

// relayCandidates offers the bootstrap peers and the DHT's neighbours as relays.
func (h *Host) relayCandidates(_ context.Context, most int) <-chan peer.AddrInfo {
	candidates := bootstrapPeers(&h.cfg)
	if d := h.neighbours.Load(); d != nil {
		candidates = append(candidates, (*d)()...)
	}
	candidates = candidates[:min(most, len(candidates))]
	out := make(chan peer.AddrInfo, len(candidates))
	for _, c := range candidates {
		out <- c
	}
	close(out)
	return out
}

// gossipOptions says how gossipsub signs, limits and scores.
func (h *Host) gossipOptions() []pubsub.Option {
	return []pubsub.Option{
		pubsub.WithMessageSignaturePolicy(pubsub.StrictSign),
		pubsub.WithSubscriptionFilter(subscriptionFilter{h.cfg.ChainID, h.cfg.Limits.Subscriptions}),
		pubsub.WithMaxMessageSize(maxRPCBytes),
		pubsub.WithSeenMessagesTTL(2 * h.cfg.Window),
		pubsub.WithPeerScore(scoreParams(2*h.cfg.Window), scoreThresholds()),
		pubsub.WithPeerScoreInspect(h.scores.update, scoreInterval),
		pubsub.WithFloodPublish(true),
		pubsub.WithRawTracer(tracer{h.metrics}),
		pubsub.WithLogger(h.log.With("part", "gossipsub")),
		// Room for a burst of messages to one peer, where 32 is gossipsub's default.
		pubsub.WithPeerOutboundQueueSize(512),
		pubsub.WithValidateQueueSize(256),
		pubsub.WithValidateThrottle(1024),
	}
}
