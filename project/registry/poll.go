package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sort"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Poll reads everything up to the newest block that counts. It asks the chain
// once if there is none, twice if it follows block by block, and up to twice
// more where it skipped some. After an error, what was read stays read.
func (r *Registry) Poll(ctx context.Context) error {
	r.polling.Lock()
	defer r.polling.Unlock()
	head, err := r.chain.HeaderByNumber(ctx, nil)
	if err != nil {
		return fmt.Errorf("poll project registry: newest header: %w", err)
	}
	r.heads.add(head)
	if head.Number.Uint64() < r.cfg.Start+r.cfg.Confirmations {
		r.inStep() // nothing counts yet
		return nil
	}
	target := head.Number.Uint64() - r.cfg.Confirmations
	if err := r.secureTip(ctx, target); err != nil {
		return fmt.Errorf("poll project registry: %w", err)
	}
	for r.following() <= target {
		if err := r.scan(ctx, target); err != nil {
			return fmt.Errorf("poll project registry: %w", err)
		}
	}
	r.inStep()
	return nil
}

// inStep notes that everything that counts was read.
func (r *Registry) inStep() {
	r.mu.Lock()
	r.synced = true
	r.mu.Unlock()
}

// following is the first block not read yet.
func (r *Registry) following() uint64 {
	if r.tip == (block{}) {
		return r.cfg.Start
	}
	return r.tip.Number + 1
}

// secureTip makes sure that what was read is on the chain, up to the last block
// of it, and goes back where it is not. While the chain is shorter than what was
// read, a server that lags behind the others must be told from another chain.
func (r *Registry) secureTip(ctx context.Context, target uint64) error {
	tip := r.tip
	if tip == (block{}) {
		return nil
	}
	if target < tip.Number {
		marks := r.journal.marks
		n := sort.Search(len(marks), func(i int) bool { return marks[i].Number > target })
		if n == 0 {
			return nil
		}
		tip = marks[n-1].block
	}
	on, err := r.onChain(ctx, tip)
	if err != nil || on {
		return err
	}
	return r.goBack(ctx)
}

// onChain reports whether b is the chain's block of its height.
func (r *Registry) onChain(ctx context.Context, b block) (bool, error) {
	now, err := r.blockAt(ctx, b.Number)
	if errors.Is(err, ethereum.NotFound) {
		return false, nil
	}
	return now == b, err
}

// blockAt returns the chain's block of that height.
func (r *Registry) blockAt(ctx context.Context, number uint64) (block, error) {
	if b, ok := r.heads.at(number); ok {
		return b, nil
	}
	h, err := r.chain.HeaderByNumber(ctx, new(big.Int).SetUint64(number))
	if err != nil {
		return block{}, fmt.Errorf("header %d: %w", number, err)
	}
	return block{number, h.Hash()}, nil
}

// goBack cuts the journal to its last record that is on the chain and replays it.
func (r *Registry) goBack(ctx context.Context) error {
	n := len(r.journal.marks)
	for ; n > 0; n-- {
		on, err := r.onChain(ctx, r.journal.marks[n-1].block)
		if err != nil {
			return err
		}
		if on {
			break
		}
	}
	fresh := newState()
	if err := r.journal.cut(n, r.replayInto(fresh)); err != nil {
		return err
	}
	fresh.takeTouched()
	lost := r.tip
	r.mu.Lock()
	changed := differences(r.state, fresh)
	r.state, r.tip = fresh, r.lastMark()
	r.mu.Unlock()
	r.cfg.Log.Warn("chain was reorganised, project events are read again",
		"lost block", lost.Number, "lost hash", lost.Hash, "from", r.following(), "projects changed", len(changed))
	r.tell(changed)
	return nil
}

// scan reads the next blocks, no further than target. The header of the last one
// is taken before the logs: if the chain changes in between, the next poll finds
// that header gone and goes back.
func (r *Registry) scan(ctx context.Context, target uint64) error {
	from := r.following()
	upto, err := r.blockAt(ctx, min(target, from+r.span-1))
	if err != nil {
		return err
	}
	logs, err := r.chain.FilterLogs(ctx, ethereum.FilterQuery{
		FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(upto.Number),
		Addresses: r.contracts, Topics: [][]common.Hash{r.topics},
	})
	if err != nil {
		// It may have been too much for the server.
		r.span = max(r.span/2, 1)
		return fmt.Errorf("logs of blocks %d to %d: %w", from, upto.Number, err)
	}
	r.span = min(r.span*2, r.cfg.MaxRange)
	slices.SortFunc(logs, func(a, b types.Log) int {
		return cmp.Or(cmp.Compare(a.BlockNumber, b.BlockNumber), cmp.Compare(a.Index, b.Index))
	})
	return r.take(upto, logs)
}

// take writes a batch down and lets it count.
func (r *Registry) take(upto block, logs []types.Log) error {
	rec := newRecord(upto, logs)
	if len(logs) > 0 || upto.Number >= r.lastMark().Number+r.cfg.CheckpointEvery || len(r.journal.marks) == 0 {
		if err := r.journal.append(rec); err != nil {
			return err
		}
	}
	r.mu.Lock()
	r.replayInto(r.state)(&rec)
	r.tip = upto
	touched := r.state.takeTouched()
	r.mu.Unlock()
	r.tell(touched)
	return nil
}

// replayInto folds records into s. An event that cannot be understood changes
// nothing: no contract of ours emits one, and stopping would stop every project.
func (r *Registry) replayInto(s *state) func(*record) {
	return func(rec *record) {
		for i := range rec.Logs {
			l := rec.Logs[i].log()
			if err := r.handlers.apply(s, l); err != nil {
				r.cfg.Log.Warn("project event is passed over", "contract", l.Address, "upto", rec.Upto.Number, "err", err)
			}
		}
	}
}

// lastMark is the last block the journal reaches; the zero block if it is empty.
func (r *Registry) lastMark() block {
	if n := len(r.journal.marks); n > 0 {
		return r.journal.marks[n-1].block
	}
	return block{}
}
