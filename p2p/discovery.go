package p2p

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/discovery"
	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/discovery/mdns"
	drouting "github.com/libp2p/go-libp2p/p2p/discovery/routing"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"

	"github.com/machinefi/sprout/task"
)

const (
	dialTimeout  = 10 * time.Second
	findTimeout  = 30 * time.Second
	firstPause   = time.Second // between the first two tries of anything; doubles from there
	keepInterval = 30 * time.Second
	// meetPeers is how many peers of a project one search asks for.
	meetPeers = 32
)

func (h *Host) startDiscovery() error {
	for _, b := range bootstrapPeers(&h.cfg) {
		if b.ID == h.libp2p.ID() {
			continue // one list for the whole network is convenient for operators
		}
		h.libp2p.ConnManager().Protect(b.ID, "bootstrap")
		h.run(func(ctx context.Context) { h.keep(ctx, b) })
	}
	if h.cfg.MDNS {
		s := mdns.NewMdnsService(h.libp2p, mdnsService(h.cfg.ChainID), greeter{h})
		if err := s.Start(); err != nil {
			h.log.Warn("no mDNS on this machine, going on without", "err", err)
			return s.Close()
		}
		h.closers = append(h.closers, s.Close)
	}
	return nil
}

// mdnsService separates networks on one LAN; it is a DNS-SD service name.
func mdnsService(chainID uint64) string { return fmt.Sprintf("_w3bstream-%d._udp", chainID) }

// greeter connects to peers that mDNS finds.
type greeter struct{ h *Host }

// HandlePeerFound implements [mdns.Notifee].
func (g greeter) HandlePeerFound(p peer.AddrInfo) {
	if p.ID != g.h.libp2p.ID() {
		g.h.greet(g.h.life, p)
	}
}

// greet connects to a peer; that it does not answer is nothing to tell anybody.
func (h *Host) greet(ctx context.Context, p peer.AddrInfo) bool {
	if h.connected(p.ID) {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	if err := h.libp2p.Connect(ctx, p); err != nil {
		h.log.Debug("peer does not answer", "peer", p.ID, "err", err)
		return false
	}
	return true
}

// keep holds the connection to a bootstrap peer up: it dials at once when the
// connection is lost, and then with growing pauses.
func (h *Host) keep(ctx context.Context, p peer.AddrInfo) {
	changes, err := h.libp2p.EventBus().Subscribe(new(event.EvtPeerConnectednessChanged))
	if err != nil {
		h.log.Error("connection to bootstrap peer will not be kept up", "peer", p.ID, "err", err)
		return
	}
	defer changes.Close()
	told := false
	for pause := firstPause; ; pause = min(2*pause, keepInterval) {
		h.forgive(p.ID)
		if h.greet(ctx, p) {
			pause, told = firstPause, false
			if !awaitLoss(ctx, changes, p.ID) {
				return
			}
			continue
		}
		if !told {
			h.log.Warn("bootstrap peer does not answer, trying on", "peer", p.ID, "addresses", texts(p.Addrs))
			told = true
		}
		if !sleep(ctx, pause) {
			return
		}
	}
}

// forgive lifts the pause that libp2p puts on dialing a peer that failed; keep has its own.
func (h *Host) forgive(p peer.ID) {
	if s, ok := h.libp2p.Network().(interface{ Backoff() *swarm.DialBackoff }); ok {
		s.Backoff().Clear(p)
	}
}

// awaitLoss returns when the connection to p is lost, and false when ctx ends.
func awaitLoss(ctx context.Context, changes event.Subscription, p peer.ID) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case e := <-changes.Out():
			c, ok := e.(event.EvtPeerConnectednessChanged)
			if ok && c.Peer == p && c.Connectedness == network.NotConnected {
				return true
			}
		}
	}
}

// meet advertises this host at the project's rendezvous point and connects to
// the peers found there, often at first and then every DiscoveryInterval.
func (h *Host) meet(ctx context.Context, id task.ProjectID) {
	point := drouting.NewRoutingDiscovery(h.dht)
	ns := rendezvous(h.cfg.ChainID, id)
	var advertised time.Time // when to advertise again
	for pause := firstPause; ; pause = min(2*pause, h.cfg.DiscoveryInterval) {
		if h.dht.RoutingTable().Size() > 0 {
			if time.Now().After(advertised) {
				advertised = h.advertise(ctx, point, ns)
			}
			h.find(ctx, point, ns)
		}
		if !sleep(ctx, pause) {
			return
		}
	}
}

// advertise returns when it is to be called again.
func (h *Host) advertise(ctx context.Context, point discovery.Advertiser, ns string) time.Time {
	ctx, cancel := context.WithTimeout(ctx, findTimeout)
	defer cancel()
	ttl, err := point.Advertise(ctx, ns)
	if err != nil {
		h.log.Debug("could not advertise", "rendezvous", ns, "err", err)
		return time.Time{}
	}
	return time.Now().Add(ttl * 7 / 8)
}

func (h *Host) find(ctx context.Context, point discovery.Discoverer, ns string) {
	ctx, cancel := context.WithTimeout(ctx, findTimeout)
	defer cancel()
	found, err := point.FindPeers(ctx, ns, discovery.Limit(meetPeers))
	if err != nil {
		h.log.Debug("could not look for peers", "rendezvous", ns, "err", err)
		return
	}
	for p := range found {
		if p.ID != h.libp2p.ID() && len(p.Addrs) > 0 {
			h.greet(ctx, p)
		}
	}
}

// sleep reports false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
