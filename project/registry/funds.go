package registry

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// What projects have prepaid is asked, not folded from events: every settlement lowers a balance, so each block with one
// would cost a question for its logs and each settlement a line of the journal for ever, of all projects, while a node
// wants to know it only of those whose tasks it is about to begin. Those it asks about, once for each block that is read,
// and more often where what is settled meanwhile decides. The rare events that can make a project pay for more are followed, so that one without coins costs nothing
// until somebody changes that.

const (
	// askLimit is how long the chain may take to say what a project has.
	askLimit = 5 * time.Second
	// askAgain is when a project is asked about once more that could not pay, whatever events say.
	askAgain = time.Minute
)

// purses are what was heard last of projects' funds.
type purses struct {
	mu sync.Mutex
	of map[task.ProjectID]*purse
}

// purse is one of them. While one caller asks the chain, others wait for the answer.
type purse struct {
	mu    sync.Mutex
	funds project.Funds
	err   error // nothing is known but why not
	upto  block // the last one read when the chain was asked; zero: it was not
	asked time.Time
	spent atomic.Uint64 // tasks settled since
}

func (p *purses) get(id task.ProjectID) *purse {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of == nil {
		p.of = map[task.ProjectID]*purse{}
	}
	if p.of[id] == nil {
		p.of[id] = &purse{}
	}
	return p.of[id]
}

// forget drops what is known of projects that something happened to.
func (p *purses) forget(ids []task.ProjectID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, id := range ids {
		delete(p.of, id)
	}
}

func (p *purses) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.of)
}

// addFunds follows what may let a project pay for more tasks than before.
func (h handlers) addFunds(at common.Address) error {
	b := bindings.NewProjectRegistry()
	touch := func(s *state, id uint64) error {
		s.touched[task.ProjectID(id)] = true
		return nil
	}
	return h.add(at, &bindings.ProjectRegistryMetaData, map[string]func(*state, *types.Log) error{
		"Deposited": on(b.UnpackDepositedEvent, func(s *state, e *bindings.ProjectRegistryDeposited) error {
			return touch(s, e.ProjectId)
		}),
		"WithdrawalRequested": on(b.UnpackWithdrawalRequestedEvent, func(s *state, e *bindings.ProjectRegistryWithdrawalRequested) error {
			return touch(s, e.ProjectId)
		}),
		"FeeChanged": on(b.UnpackFeeChangedEvent, func(s *state, e *bindings.ProjectRegistryFeeChanged) error {
			return touch(s, e.ProjectId)
		}),
	})
}

// Pays returns nil if the project's balance pays for so many tasks of a version, as the chain had it since the last block
// was read, and where tasks cost nothing: what is settled elsewhere, and where nobody stakes. Otherwise an error wraps
// [project.ErrUnfunded], or [ErrBehind] where the chain does not say. It may ask the chain, for a project that has enough
// once per block. What a settlement contract takes that is not the network's is not known.
func (r *Registry) Pays(id task.ProjectID, v *project.Version, tasks uint64) error {
	proving, charged := r.charged(id)
	if !charged || !v.InSettlement() {
		return nil
	}
	return r.withFunds(id, func(p *purse, fresh bool) (error, bool) {
		now := time.Now()
		short := p.funds.Pays(id, tasks, now, proving)
		if short != nil {
			return short, time.Since(p.asked) < askAgain // without an event it only becomes less
		}
		return nil, fresh && p.funds.Pays(id, tasks+p.spent.Load(), now, proving) == nil
	})
}

// PaysFor is how many tasks the project's balance pays for; false where that is no number: tasks cost nothing, are settled
// elsewhere, or nobody stakes. Errors, and what it asks, are as of [Registry.Pays].
func (r *Registry) PaysFor(id task.ProjectID) (tasks uint64, limited bool, err error) {
	proving, charged := r.charged(id)
	if !charged {
		return 0, false, nil
	}
	err = r.withFunds(id, func(p *purse, fresh bool) (error, bool) {
		tasks, limited = p.funds.PaysFor(time.Now(), proving)
		return nil, fresh
	})
	return tasks, limited, err
}

// Spent says that a task of the project was settled, so that its balance is not counted on for it until the chain was
// asked again. It does not block.
func (r *Registry) Spent(id task.ProjectID) { r.purses.get(id).spent.Add(1) }

// charged reports whether tasks of the project are settled by the network's contract, and how long one is in work.
func (r *Registry) charged(id task.ProjectID) (proving time.Duration, yes bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	p := r.state.projects[id]
	if r.state.stakes == nil || p == nil || p.terms.Settlement.IsZero() {
		return 0, false
	}
	return p.terms.Proving, p.terms.Settlement == task.Address(r.cfg.Settlement)
}

// withFunds has a question answered from what is known of a project's funds; fresh says that it was asked since the last
// block was read. If answer says that this will not do, or nothing is known, the chain is asked before.
func (r *Registry) withFunds(id task.ProjectID, answer func(p *purse, fresh bool) (err error, will bool)) error {
	p := r.purses.get(id)
	p.mu.Lock()
	defer p.mu.Unlock()
	r.mu.RLock()
	tip := r.tip
	r.mu.RUnlock()
	switch {
	case tip == (block{}):
		return fmt.Errorf("%w: what project %s pays", ErrBehind, id)
	case p.upto == (block{}):
	case p.err != nil && time.Since(p.asked) < r.cfg.Poll:
		return p.err
	case p.err == nil:
		if err, will := answer(p, p.upto == tip); will {
			return err
		}
	}
	p.spent.Store(0)
	p.funds, p.err = r.askFunds(id)
	p.upto, p.asked = tip, time.Now()
	if p.err != nil {
		return p.err
	}
	err, _ := answer(p, true)
	return err
}

func (r *Registry) askFunds(id task.ProjectID) (project.Funds, error) {
	ctx, cancel := context.WithTimeout(context.Background(), askLimit)
	defer cancel()
	b := bindings.NewProjectRegistry()
	answer, err := r.chain.CallContract(ctx, ethereum.CallMsg{To: &r.cfg.Projects, Data: b.PackFundsOf(uint64(id))}, nil)
	if err != nil {
		return project.Funds{}, fmt.Errorf("%w: what project %s pays: %w", ErrBehind, id, err)
	}
	f, err := b.UnpackFundsOf(answer)
	if err != nil {
		return project.Funds{}, fmt.Errorf("%w: what project %s pays: %w", ErrBehind, id, err)
	}
	return project.Funds{
		Balance: f.Balance, Leaving: f.Leaving, ReleaseAt: moment(f.ReleaseAt), Fee: f.Fee, NextFee: f.NextFee, NextFeeAt: moment(f.NextFeeAt),
	}, nil
}

// moment is a contract's time; zero if there is none.
func moment(seconds uint64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}
