package ipfs

import (
	"context"
	"errors"
	"time"

	"github.com/ipfs/boxo/bitswap"
	"github.com/ipfs/boxo/exchange"
	blocks "github.com/ipfs/go-block-format"
	"github.com/ipfs/go-cid"
	ipld "github.com/ipfs/go-ipld-format"
)

// raceExchange gets blocks from peers and, when those take longer than head,
// from gateways too; whoever is first wins.
type raceExchange struct {
	swap     *bitswap.Bitswap // nil without a host
	gateways *gateways        // nil without gateways
	head     time.Duration
	metrics  *metrics
}

var _ exchange.SessionExchange = (*raceExchange)(nil)

// GetBlock implements [exchange.Fetcher].
func (x *raceExchange) GetBlock(ctx context.Context, c cid.Cid) (blocks.Block, error) {
	return x.session(nil).GetBlock(ctx, c)
}

// GetBlocks implements [exchange.Fetcher].
func (x *raceExchange) GetBlocks(ctx context.Context, list []cid.Cid) (<-chan blocks.Block, error) {
	return x.session(nil).GetBlocks(ctx, list)
}

// NewSession implements [exchange.SessionExchange].
func (x *raceExchange) NewSession(ctx context.Context) exchange.Fetcher {
	if x.swap == nil {
		return x.session(nil)
	}
	return x.session(x.swap.NewSession(ctx))
}

func (x *raceExchange) session(peers exchange.Fetcher) raceSession {
	if peers == nil && x.swap != nil {
		peers = x.swap
	}
	return raceSession{x, peers}
}

// NotifyNewBlocks implements [exchange.Interface]: peers waiting for the blocks get them.
func (x *raceExchange) NotifyNewBlocks(ctx context.Context, list ...blocks.Block) error {
	if x.swap == nil {
		return nil
	}
	return x.swap.NotifyNewBlocks(ctx, list...)
}

// Close implements [io.Closer].
func (x *raceExchange) Close() error {
	if x.gateways != nil {
		x.gateways.close()
	}
	if x.swap == nil {
		return nil
	}
	return x.swap.Close()
}

// raceSession fetches the blocks of one graph.
type raceSession struct {
	x     *raceExchange
	peers exchange.Fetcher // nil without a host
}

type raced struct {
	block  blocks.Block
	err    error
	source string
}

// GetBlock implements [exchange.Fetcher].
func (s raceSession) GetBlock(ctx context.Context, c cid.Cid) (blocks.Block, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make(chan raced, 2)
	// behind is closed when peers have failed, so that gateways need not wait longer.
	behind := make(chan struct{})
	racers := 0
	if s.peers != nil {
		racers++
		go func() {
			b, err := s.peers.GetBlock(ctx, c)
			close(behind)
			results <- raced{b, err, "peers"}
		}()
	} else {
		close(behind)
	}
	if s.x.gateways != nil {
		racers++
		go func() {
			b, err := s.fromGateways(ctx, c, behind)
			results <- raced{b, err, "gateways"}
		}()
	}
	errs := []error{ipld.ErrNotFound{Cid: c}}
	for range racers {
		r := <-results
		if r.err == nil {
			s.x.metrics.fetched.WithLabelValues(r.source).Inc()
			return r.block, nil
		}
		errs = append(errs, r.err)
	}
	s.x.metrics.fetched.WithLabelValues("none").Inc()
	return nil, errors.Join(errs...)
}

func (s raceSession) fromGateways(ctx context.Context, c cid.Cid, behind <-chan struct{}) (blocks.Block, error) {
	head := time.NewTimer(s.x.head)
	defer head.Stop()
	select {
	case <-head.C:
	case <-behind:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return s.x.gateways.block(ctx, c)
}

// GetBlocks implements [exchange.Fetcher]. Blocks that cannot be had are left
// out, as the interface says.
func (s raceSession) GetBlocks(ctx context.Context, list []cid.Cid) (<-chan blocks.Block, error) {
	const atOnce = 16
	out := make(chan blocks.Block)
	go func() {
		defer close(out)
		slots := make(chan struct{}, atOnce)
		for _, c := range list {
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				b, err := s.GetBlock(ctx, c)
				if err != nil {
					return
				}
				select {
				case out <- b:
				case <-ctx.Done():
				}
			}()
		}
		for range atOnce {
			slots <- struct{}{} // wait for the last
		}
	}()
	return out, nil
}
