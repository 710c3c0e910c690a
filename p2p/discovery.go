package p2p

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/discovery"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/discovery/mdns"
	drouting "github.com/libp2p/go-libp2p/p2p/discovery/routing"

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
			return fmt.Errorf("start mDNS: %w", err)
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

// keep holds the connection to a bootstrap peer up.
func (h *Host) keep(ctx context.Context, p peer.AddrInfo) {
	told := false
	pause := firstPause
	for {
		if h.greet(ctx, p) {
			pause, told = keepInterval, false
		} else {
			if !told {
				h.log.Warn("bootstrap peer does not answer, trying on", "peer", p.ID, "addresses", texts(p.Addrs))
				told = true
			}
			pause = min(2*pause, keepInterval)
		}
		if !sleep(ctx, pause) {
			return
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
