package ipfs

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/routing"
	"github.com/prometheus/client_golang/prometheus"
)

// Config is what a [Node] needs. [DefaultConfig] fills in the limits.
type Config struct {
	// Dir is where blocks are kept; it is made where missing. One node at a time uses it.
	Dir string
	// Host carries bitswap; nil is a node that only uses its store and gateways.
	Host host.Host
	// Routing finds and announces providers; nil asks connected peers only.
	Routing routing.ContentRouting
	// Gateways are base URLs of trustless HTTP gateways or of Kubo's RPC, asked when
	// peers do not deliver in time, for example https://ipfs.io; a bare host is
	// asked by https.
	Gateways []string

	// KeptBytes is the most that added and pinned content may take; 0 is no limit.
	// Above it Add and Pin fail with [ErrFull].
	KeptBytes int64
	// MinFreeBytes is how much of Dir's disk [Node.AddHandler] leaves free: a file that
	// would take of it is refused. Add and Pin do not look.
	MinFreeBytes int64
	// CacheBytes is the most that fetched content may take.
	CacheBytes int64
	// PeerHead is how long peers have for a block before gateways are asked too.
	PeerHead time.Duration
	// Timeout bounds one Get or Pin, however many blocks it takes.
	Timeout time.Duration
	// Reprovide is how often providers are announced again.
	Reprovide time.Duration

	// Registerer takes the metrics; nil keeps them to itself.
	Registerer prometheus.Registerer
	// Log takes what an operator wants to know; nil is [slog.Default].
	Log *slog.Logger
}

// DefaultConfig returns the defaults for a node that keeps its blocks in dir.
func DefaultConfig(dir string) Config {
	return Config{
		Dir: dir, CacheBytes: 1 << 30,
		PeerHead: 5 * time.Second, Timeout: 2 * time.Minute, Reprovide: 12 * time.Hour,
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
	need(c.Dir != "", "directory is missing")
	need(c.KeptBytes >= 0, "limit of kept bytes %d is negative", c.KeptBytes)
	need(c.MinFreeBytes >= 0, "disk space to leave free %d is negative", c.MinFreeBytes)
	need(c.CacheBytes >= 4*maxBlock, "limit of cached bytes %d, want at least %d", c.CacheBytes, 4*maxBlock)
	need(c.PeerHead >= 0, "peers' head start %s is negative", c.PeerHead)
	need(c.Timeout > 0, "timeout %s, want above 0", c.Timeout)
	need(c.Reprovide >= time.Minute, "reprovide interval %s, want at least 1m", c.Reprovide)
	for _, g := range c.Gateways {
		_, err := gatewayURL(g)
		need(err == nil, "gateway %q: %w", g, err)
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("ipfs config: %w", err)
	}
	return nil
}
