package znode

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// purseLook bounds a look at one chain.
const purseLook = 5 * time.Second

// purses knows on which chains, beside the network's own, the operator lacks the coins to deliver results. Tasks of other
// projects are begun all the same.
type purses struct {
	self      task.Address
	endpoints []string
	dial      func(ctx context.Context, endpoint string) (wallet, error)
	log       *slog.Logger

	mu    sync.Mutex
	empty map[string]error // by endpoint
}

// look looks at every chain and tells what changed. Of one that is out of reach stays what was known.
func (p *purses) look(ctx context.Context) {
	if p == nil {
		return
	}
	var wg sync.WaitGroup
	for _, e := range p.endpoints {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, purseLook)
			defer cancel()
			w, err := p.dial(ctx, e)
			if err == nil {
				err = checkCoins(ctx, w, p.self)
			} else {
				err = fmt.Errorf("%w: %w", errCannotTell, err)
			}
			p.note(e, err)
		})
	}
	wg.Wait()
}

func (p *purses) note(endpoint string, err error) {
	at := chain.Redact(endpoint)
	if errors.Is(err, errCannotTell) {
		p.log.Debug("coins not looked at", "chain", at, "err", err)
		return
	}
	p.mu.Lock()
	was := p.empty[endpoint]
	if p.empty == nil {
		p.empty = map[string]error{}
	}
	p.empty[endpoint] = err
	p.mu.Unlock()
	switch {
	case err != nil && was == nil:
		p.log.Warn("no task is begun whose result goes to this chain", "chain", at, "reason", err, "hint", task.Hint(err))
	case err == nil && was != nil:
		p.log.Info("there are coins again", "chain", at)
	}
}

// fit says why the znode could not deliver results of the version.
func (p *purses) fit(v *project.Version) error {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, o := range v.Outputs {
		var to struct {
			ChainEndpoint string `json:"chainEndpoint"`
		}
		if o.Type != project.OutputEthereum || json.Unmarshal(o.Params, &to) != nil {
			continue
		}
		if err := p.empty[to.ChainEndpoint]; err != nil {
			return fmt.Errorf("chain %s: %w", chain.Redact(to.ChainEndpoint), err)
		}
	}
	return nil
}

// newPurses looks after the chains of the operator's output-endpoint.
func (z *znode) newPurses() *purses {
	return &purses{self: z.Self(), endpoints: z.cfg.OutputEndpoints, log: z.Log, dial: func(ctx context.Context, endpoint string) (wallet, error) {
		b, _, err := z.dialer.Chain(ctx, endpoint)
		if err != nil {
			return nil, err
		}
		w, ok := b.(wallet)
		if !ok {
			return nil, errors.New("it tells no balances")
		}
		return w, nil
	}}
}
