package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sort"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
)

// Poll reads everything up to the newest block that counts. It asks the chain
// once for each new block, up to four in all, and once more where one of them may
// hold an event; once if there is no new block. After an error, what was read stays read.
func (r *Registry) Poll(ctx context.Context) error {
	r.polling.Lock()
	defer r.polling.Unlock()
	head, err := r.look(ctx)
	if err != nil {
		return fmt.Errorf("poll project registry: %w", err)
	}
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
	r.synced, r.inStepAt = true, time.Now()
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
	fresh := newState(&r.cfg)
	if err := r.journal.cut(n, r.replayInto(fresh)); err != nil {
		return err
	}
	fresh.takeTouched()
	lost := r.tip
	r.mu.Lock()
	changed := differences(r.state, fresh)
	r.state, r.tip = fresh, r.lastMark()
	r.mu.Unlock()
	r.purses.clear()
	r.cfg.Log.Warn("chain was reorganised, project events are read again",
		"lost block", lost.Number, "lost hash", lost.Hash, "from", r.following(), "projects changed", len(changed))
	r.tell(changed)
	return nil
}

// scan reads the next blocks, no further than target. The header of the last one
// is taken before the logs: if the chain changes in between, the next poll finds
// that header gone and goes back.
func (r *Registry) scan(ctx context.Context, target uint64) error {
	least, err := r.minimums(ctx)
	if err != nil {
		return err
	}
	from := r.following()
	upto, err := r.blockAt(ctx, min(target, from+r.span-1))
	if err != nil {
		return err
	}
	rec := record{Upto: upto, Minimums: least}
	quiet := least == nil && r.hold(from, upto.Number, r.hasNoEvent)
	if quiet {
		if !r.isCheckpoint(upto) {
			return r.take(rec)
		}
		// From time to time what headers say is checked, by asking once for all of it.
		if since := r.lastMark().Number + 1; upto.Number-since < r.span {
			from = since
		}
	}
	logs, err := r.logs(ctx, from, upto.Number)
	if err != nil {
		return err
	}
	rec.Logs = entriesOf(logs)
	if rec.Blooms, err = r.judge(ctx, logs); err != nil {
		return err
	}
	if quiet && len(logs) > 0 {
		rec.Blooms = mistaken
		r.cfg.Log.Warn("headers of the chain hid events, logs of every block are asked for from now on", "from", from, "upto", upto.Number)
	}
	return r.take(rec)
}

// logs asks for the events of a range of blocks.
func (r *Registry) logs(ctx context.Context, from, upto uint64) ([]types.Log, error) {
	logs, err := r.chain.FilterLogs(ctx, ethereum.FilterQuery{
		FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(upto),
		Addresses: r.contracts, Topics: [][]common.Hash{r.topics},
	})
	if err != nil {
		// It may have been too much for the server.
		r.span = max(r.span/2, 1)
		return nil, fmt.Errorf("logs of blocks %d to %d: %w", from, upto, err)
	}
	r.span = min(r.span*2, r.cfg.MaxRange)
	slices.SortFunc(logs, func(a, b types.Log) int {
		return cmp.Or(cmp.Compare(a.BlockNumber, b.BlockNumber), cmp.Compare(a.Index, b.Index))
	})
	return logs, nil
}

// minimums asks the contracts for what they never change; nil if that is known or not needed.
func (r *Registry) minimums(ctx context.Context) (*minimums, error) {
	if r.state.stakes == nil || r.state.stakes.minimum != nil {
		return nil, nil
	}
	out := &minimums{}
	for _, of := range []struct {
		contract common.Address
		into     **hexutil.Big
	}{{r.cfg.Staking, &out.Znode}, {r.cfg.Bonds, &out.Enode}} {
		if of.contract == (common.Address{}) {
			continue
		}
		b := bindings.NewEnodeBonds() // the question and the answer are the same
		answer, err := r.chain.CallContract(ctx, ethereum.CallMsg{To: &of.contract, Data: b.PackMinimumBond()}, nil)
		if err != nil {
			return nil, fmt.Errorf("ask %s for its minimum: %w", of.contract, err)
		}
		least, err := b.UnpackMinimumBond(answer)
		if err != nil {
			return nil, fmt.Errorf("ask %s for its minimum: %w", of.contract, err)
		}
		*of.into = (*hexutil.Big)(least)
	}
	return out, nil
}

// isCheckpoint reports whether the journal should note that b was reached.
func (r *Registry) isCheckpoint(b block) bool {
	return len(r.journal.marks) == 0 || b.Number >= r.lastMark().Number+r.cfg.CheckpointEvery
}

// take writes a batch down and lets it count.
func (r *Registry) take(rec record) error {
	if len(rec.Logs) > 0 || rec.Minimums != nil || r.isCheckpoint(rec.Upto) {
		if err := r.journal.append(rec); err != nil {
			return err
		}
	}
	r.mu.Lock()
	r.replayInto(r.state)(&rec)
	r.tip = rec.Upto
	touched := r.state.takeTouched()
	r.mu.Unlock()
	r.purses.forget(touched)
	r.tell(touched)
	return nil
}

// replayInto folds records into s. An event that cannot be understood changes
// nothing: no contract of ours emits one, and stopping would stop every project.
func (r *Registry) replayInto(s *state) func(*record) {
	return func(rec *record) {
		s.note(rec)
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
