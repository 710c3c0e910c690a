package settlement

import (
	"context"
	"fmt"
	"sync"

	"github.com/ethereum/go-ethereum/core/types"
)

// shared lets those who would send one transaction have it sent once: all have what comes of it. It is safe for concurrent
// use.
type shared struct {
	mu sync.Mutex
	of map[string]*sending
}

// sending is a transaction that somebody sends.
type sending struct {
	over     chan struct{} // closed when the rest is set
	receipt  *types.Receipt
	err      error
	deserted bool // who sent it left before its end
}

// do sends the transaction, or waits for who does so already, and goes on in the place of one who leaves.
func (s *shared) do(ctx context.Context, id string, send func() (*types.Receipt, error)) (*types.Receipt, error) {
	for {
		one, mine := s.join(id)
		if mine {
			one.receipt, one.err = send()
			one.deserted = ctx.Err() != nil
			s.mu.Lock()
			delete(s.of, id)
			s.mu.Unlock()
			close(one.over)
			return one.receipt, one.err
		}
		select {
		case <-one.over:
			if !one.deserted {
				return one.receipt, one.err
			}
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for the transaction of %s: %w", id, context.Cause(ctx))
		}
	}
}

// join returns what is under way, or what the caller has to do.
func (s *shared) join(id string) (one *sending, mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one := s.of[id]; one != nil {
		return one, false
	}
	if s.of == nil {
		s.of = map[string]*sending{}
	}
	s.of[id] = &sending{over: make(chan struct{})}
	return s.of[id], true
}
