package registry

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// A header has a Bloom filter of its block's logs, so a block without an event of ours is known by its header alone. Not
// every chain fills it in, and some fill it in another way: it is believed only after a block that had events has shown
// them, and not any more after one has hidden them.

// oneByOne is how many new headers are asked for each by itself: no more questions than where some are skipped.
const oneByOne = 4

// trust says whether the chain's Bloom filters can be relied on.
type trust string

const (
	unknown  trust = ""
	trusted  trust = "trusted"
	mistaken trust = "mistaken"
)

// look asks for the newest header, and for those before it if they are few and spare the question for their logs.
func (r *Registry) look(ctx context.Context) (*types.Header, error) {
	head, err := r.chain.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("newest header: %w", err)
	}
	last := r.heads.newest()
	if last != nil && r.state.blooms == trusted {
		for n := last.Number.Uint64() + 1; n < head.Number.Uint64() && head.Number.Uint64() <= last.Number.Uint64()+oneByOne; n++ {
			h, err := r.chain.HeaderByNumber(ctx, new(big.Int).SetUint64(n))
			if err != nil {
				return nil, fmt.Errorf("header %d: %w", n, err)
			}
			r.heads.add(h)
		}
	}
	r.heads.add(head)
	return head, nil
}

// hold reports whether the headers of all blocks of a range are remembered and so.
func (r *Registry) hold(from, upto uint64, so func(*types.Header) bool) bool {
	for n := from; n <= upto; n++ {
		if h := r.heads.header(n); h == nil || !so(h) {
			return false
		}
	}
	return true
}

// hasNoEvent reports whether the header shows that its block has none of the events.
func (r *Registry) hasNoEvent(h *types.Header) bool {
	if r.state.blooms != trusted {
		return false
	}
	for e := range r.handlers {
		if shows(h, e.contract, e.topic) {
			return false
		}
	}
	return true
}

func shows(h *types.Header, contract common.Address, topic common.Hash) bool {
	return types.BloomLookup(h.Bloom, contract) && types.BloomLookup(h.Bloom, topic)
}

// judge says what the headers of blocks that had events show of the chain's Bloom filters. As long as nothing is known
// it asks for one such header. That of another block of the same height, after a reorganisation, proves nothing.
func (r *Registry) judge(ctx context.Context, logs []types.Log) (trust, error) {
	verdict := unknown
	for i := range logs {
		l := &logs[i]
		h := r.heads.header(l.BlockNumber)
		if h == nil && r.state.blooms == unknown && i == len(logs)-1 {
			var err error
			if h, err = r.chain.HeaderByNumber(ctx, new(big.Int).SetUint64(l.BlockNumber)); err != nil {
				return unknown, fmt.Errorf("header %d: %w", l.BlockNumber, err)
			}
		}
		switch {
		case h == nil || len(l.Topics) == 0:
		case shows(h, l.Address, l.Topics[0]):
			verdict = trusted
		case h.Hash() == l.BlockHash:
			return mistaken, nil
		}
	}
	if r.state.blooms == mistaken {
		return mistaken, nil
	}
	return verdict, nil
}
