package p2p

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/task"
)

// Authority answers from the chain who may say what. It is asked for every
// gossip message, so it answers from memory. It returns [task.ErrNotAllowed],
// wrapped or not, only where it knows: any other error means "cannot tell now",
// and the message is ignored with no harm to its sender. Calls may be concurrent.
type Authority interface {
	// MayDispatch reports whether the address is an enode of the project.
	MayDispatch(task.ProjectID, task.Address) error
	// MayProve reports whether the address is a znode allowed to work for the project.
	MayProve(task.ProjectID, task.Address) error
	// PeerOf returns the libp2p peer id, as its bytes, that the znode with that
	// operator is registered with; empty where none is.
	PeerOf(task.Address) (string, error)
}

// Config is what a [Host] needs. [DefaultConfig] fills in everything that has a
// sensible default; ChainID, DataDir, Signer and Authority have none.
type Config struct {
	// ChainID is the chain of the project registry; nodes of other chains are other networks.
	ChainID uint64
	// DataDir holds the libp2p identity (p2p.key, made at first start, mode 0600).
	DataDir string
	// Listen are the multiaddrs to listen on.
	Listen []string
	// Announce are multiaddrs told to others in place of those listened on, for
	// nodes behind a port mapping. Empty tells what libp2p finds out.
	Announce []string
	// Bootstrap are multiaddrs with /p2p/<peer id> of peers to know from the
	// start (BOOTNODE_MULTIADDR). The connection to them is kept up.
	Bootstrap []string
	// MDNS finds peers on the local network.
	MDNS bool
	// PrivateAddrs lets addresses of private networks and loopback into the DHT.
	// Turn it off for nodes on the public internet.
	PrivateAddrs bool
	// NAT uses relays and hole punching to be reachable from behind NAT, and asks
	// the router for a port mapping.
	NAT bool
	// RelayService relays for others behind NAT, within libp2p's default limits.
	// Only for nodes that are publicly reachable.
	RelayService bool

	// Window is how far a message's time may lie from this node's clock, to either side.
	Window time.Duration
	// Limits bound what peers can take of this node.
	Limits Limits
	// DiscoveryInterval is the longest pause between two searches for peers of a
	// project; the first searches follow quicker.
	DiscoveryInterval time.Duration
	// BodyTimeout bounds one transfer of a task body.
	BodyTimeout time.Duration

	// Signer signs what this node publishes.
	Signer task.Signer
	// Authority says whose messages count.
	Authority Authority
	// Registerer takes the metrics; nil keeps them to itself.
	Registerer prometheus.Registerer
	// Log takes what an operator wants to know; nil is [slog.Default].
	Log *slog.Logger
}

// Limits bound what peers can take of a node.
type Limits struct {
	// MemoryMB is what libp2p's resource manager lets connections and streams reserve.
	MemoryMB int
	// FileDescriptors is what connections may use.
	FileDescriptors int
	// PeersLow and PeersHigh: above the high mark connections are closed until
	// the low mark is reached, those of least use first.
	PeersLow, PeersHigh int
	// Subscriptions is how many topics one message of a peer may subscribe to.
	Subscriptions int
	// Queue is how many checked messages of one topic wait for its handler.
	Queue int
	// Replay is how many messages of one topic are remembered against replay.
	Replay int
	// MessageRate and MessageBurst bound what one origin peer publishes per topic, messages per second.
	MessageRate, MessageBurst int
	// BodyRate and BodyBurst bound the body requests of one peer per second.
	BodyRate, BodyBurst int
	// BodiesPerPeer and Bodies bound how many bodies are served at once.
	BodiesPerPeer, Bodies int
}

// DefaultConfig returns the defaults for a node that listens on all interfaces.
func DefaultConfig() Config {
	return Config{
		Listen: []string{
			"/ip4/0.0.0.0/udp/8000/quic-v1", "/ip4/0.0.0.0/tcp/8000",
			"/ip6/::/udp/8000/quic-v1", "/ip6/::/tcp/8000",
		},
		PrivateAddrs:      true,
		Window:            2 * time.Minute,
		DiscoveryInterval: time.Minute,
		BodyTimeout:       30 * time.Second,
		Limits:            DefaultLimits(),
	}
}

// DefaultLimits suit a node that may use some tens of megabytes for the network.
func DefaultLimits() Limits {
	return Limits{
		MemoryMB: 256, FileDescriptors: 512,
		PeersLow: 48, PeersHigh: 96,
		Subscriptions: 6144, Queue: 256, Replay: 8192,
		MessageRate: 500, MessageBurst: 2000,
		BodyRate: 500, BodyBurst: 2000, BodiesPerPeer: 8, Bodies: 32,
	}
}

// Validate reports every fault of c, joined.
func (c *Config) Validate() error {
	var errs []error
	need := func(ok bool, format string, a ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, a...))
		}
	}
	need(c.ChainID != 0, "chain id is 0")
	need(c.DataDir != "", "data directory is missing: it keeps the node's network identity")
	need(len(c.Listen) > 0, "no listen address")
	need(c.Signer != nil, "signer is missing")
	need(c.Authority != nil, "authority is missing")
	need(c.Window >= time.Second && c.Window <= time.Hour, "time window %s, want 1s to 1h", c.Window)
	need(c.DiscoveryInterval >= time.Second, "discovery interval %s, want at least 1s", c.DiscoveryInterval)
	need(c.BodyTimeout > 0, "body timeout %s, want above 0", c.BodyTimeout)
	for _, list := range [][]string{c.Listen, c.Announce} {
		for _, a := range list {
			_, err := multiaddr.NewMultiaddr(a)
			need(err == nil, "address %q: %w", a, err)
		}
	}
	for _, a := range c.Bootstrap {
		_, err := peer.AddrInfoFromString(a)
		need(err == nil, "bootstrap address %q: %w", a, err)
	}
	errs = append(errs, c.Limits.validate())
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("p2p config: %w", err)
	}
	return nil
}

func (l *Limits) validate() error {
	var errs []error
	for _, f := range []struct {
		name string
		n    int
		min  int
	}{
		{"memory", l.MemoryMB, 32}, {"file descriptors", l.FileDescriptors, 64},
		{"low mark of peers", l.PeersLow, 1}, {"high mark of peers", l.PeersHigh, 1},
		{"subscriptions", l.Subscriptions, 2}, {"queue", l.Queue, 1}, {"replay", l.Replay, 1},
		{"message rate", l.MessageRate, 1}, {"message burst", l.MessageBurst, 1},
		{"body rate", l.BodyRate, 1}, {"body burst", l.BodyBurst, 1},
		{"bodies per peer", l.BodiesPerPeer, 1}, {"bodies", l.Bodies, 1},
	} {
		if f.n < f.min {
			errs = append(errs, fmt.Errorf("limit of %s is %d, want at least %d", f.name, f.n, f.min))
		}
	}
	if l.PeersLow > l.PeersHigh {
		errs = append(errs, fmt.Errorf("low mark of peers %d is above the high mark %d", l.PeersLow, l.PeersHigh))
	}
	return errors.Join(errs...)
}
