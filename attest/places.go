package attest

import (
	"context"
	"sync"

	"github.com/machinefi/sprout/task"
)

// places are taken by settlers: so many in all, and always one by a settler who has none. So nobody whose receipts are
// never to be had keeps the others waiting.
type places struct {
	mu    sync.Mutex
	most  int
	taken int
	of    map[task.Address]int
	freed chan struct{} // closed when one is given back
}

func newPlaces(most int) *places {
	return &places{most: most, of: map[task.Address]int{}, freed: make(chan struct{})}
}

// take waits for a place until ctx ends.
func (p *places) take(ctx context.Context, settler task.Address) error {
	for {
		p.mu.Lock()
		if p.of[settler] == 0 || p.taken < p.most {
			p.taken++
			p.of[settler]++
			p.mu.Unlock()
			return nil
		}
		freed := p.freed
		p.mu.Unlock()
		select {
		case <-freed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// give gives a place back.
func (p *places) give(settler task.Address) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken--
	if p.of[settler]--; p.of[settler] == 0 {
		delete(p.of, settler)
	}
	close(p.freed)
	p.freed = make(chan struct{})
}
