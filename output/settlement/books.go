package settlement

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

const (
	// mostBooks bounds the contracts of one project, each of which is asked about each of its tasks.
	mostBooks = 64
	// mostUnread bounds the blocks that are searched for what the owner has named since the node has read the chain.
	mostUnread = 10_000
	// mostBehind is by how many blocks a server may be behind that is asked for logs and does not say so.
	mostBehind = 64
)

// What passes, and is tried again.
var (
	errUnnamed = errors.New("project names no settlement contract")
	errMoved   = errors.New("the project's owner has named another settlement contract")
	errUnread  = errors.New("this node has not read the chain")
)

// books are the contracts that may have settled a project's tasks: all that its owner has named until a block. All of them
// are asked as of that block, so that what one has settled before another was named is seen.
type books struct {
	block *big.Int
	gas   uint64         // what all transactions of a block may take
	now   common.Address // what the owner names in it; zero: none
	named project.Settlements
	all   []common.Address // each of named once
}

// look finds out which books there are. What the node has followed the chain for is not asked again.
func (d *delivery) look(ctx context.Context) (books, error) {
	head, err := d.backend.HeaderByNumber(ctx, nil)
	if err != nil {
		return books{}, fmt.Errorf("read head: %w", err)
	}
	b := books{block: head.Number, gas: head.GasLimit}
	id := uint64(d.key.Project)
	a, err := ask(ctx, d.backend, d.cfg.Registry, registryABI.PackAttributesOf(id), b.block, registryABI.UnpackAttributesOf)
	if err != nil {
		return b, fmt.Errorf("ask for the project's terms: %w", err)
	}
	b.now = a.Settlement
	var upto uint64
	b.named, upto = d.roles.Named(d.key.Project)
	switch at := b.block.Uint64(); {
	case upto > at, at-upto > mostUnread:
		return b, fmt.Errorf("%w: it has read block %d, the newest is %d", errUnread, upto, at)
	case upto < at:
		if err := d.unread(ctx, &b, upto+1); err != nil {
			return b, err
		}
	}
	b.named = b.named.Name(task.Address(b.now), b.block.Uint64()) // as a rule it stands there
	if n := len(b.named); n >= project.MostSettlements {
		return b, fmt.Errorf("%w: the project has named settlement contracts %d times, limit %d", output.ErrForbidden, n, project.MostSettlements-1)
	}
	for _, c := range b.named.Contracts() {
		b.all = append(b.all, common.Address(c))
	}
	if len(b.all) > mostBooks {
		return b, fmt.Errorf("%w: the project has named %d settlement contracts, limit %d", output.ErrForbidden, len(b.all), mostBooks)
	}
	return b, nil
}

// unread adds what was named in blocks that the node has not followed yet.
func (d *delivery) unread(ctx context.Context, b *books, from uint64) error {
	logs, err := d.backend.FilterLogs(ctx, ethereum.FilterQuery{
		FromBlock: new(big.Int).SetUint64(from), ToBlock: b.block, Addresses: []common.Address{d.cfg.Registry},
		Topics: [][]common.Hash{{registryABI.GetABI().Events["AttributesChanged"].ID}, {topic(uint64(d.key.Project))}},
	})
	if err != nil {
		return fmt.Errorf("%w: ask which settlement contracts were named since block %d: %w", errUnread, from, err)
	}
	for i := range logs {
		e, err := registryABI.UnpackAttributesChangedEvent(&logs[i])
		if err != nil {
			return fmt.Errorf("read which settlement contract was named: %w", err)
		}
		b.named = b.named.Name(task.Address(e.Attributes.Settlement), logs[i].BlockNumber)
	}
	return nil
}

// span is the first and the last block in which the contract was the project's.
func (b *books) span(book common.Address) (first, last uint64) {
	first = math.MaxUint64
	for _, s := range b.named {
		if s.Contract != task.Address(book) {
			continue
		}
		first, last = min(first, s.From), s.Until
		if s.Until == 0 {
			last = b.block.Uint64()
		}
	}
	return first, last
}

// present is the contract to settle in now, if there is one and the operator allows it.
func (d *delivery) present(b books) (common.Address, error) {
	if b.now == (common.Address{}) {
		return b.now, errUnnamed
	}
	if !slices.Contains(d.cfg.Allowed, b.now) {
		return b.now, task.WithHint(fmt.Errorf("%w: settlement contract %s", output.ErrForbidden, b.now), "the operator allows it with --settlement-contract")
	}
	return b.now, nil
}

// settledIn returns the book in which the task's number is settled; false if it is in none. What the operator allows is
// believed. Anything else an owner may have named by mistake: it has settled what it says so of and has logged.
func (d *delivery) settledIn(ctx context.Context, b books) (common.Address, bool, error) {
	for _, book := range b.all {
		believed := slices.Contains(d.cfg.Allowed, book)
		yes, err := ask(ctx, d.backend, book, bookABI.PackIsSettled(uint64(d.key.Project), d.key.Sequence), b.block, bookABI.UnpackIsSettled)
		if !believed && (errors.Is(err, chain.ErrReverted) || errors.Is(err, errNoAnswer)) {
			continue // it is no such contract, and has settled nothing
		}
		if err != nil {
			return book, false, fmt.Errorf("ask %s whether task %s is settled: %w", book, d.key, err)
		}
		if yes && !believed {
			_, yes, err = d.logged(ctx, b, book)
		}
		if err != nil || yes {
			return book, yes, err
		}
	}
	return common.Address{}, false, nil
}

// logged finds the transaction in which a book that says so has settled the task's number while it was the project's; false
// if it logged none. As long as that may be the word of a server that is behind, the error wraps [errUnread].
func (d *delivery) logged(ctx context.Context, b books, book common.Address) (common.Hash, bool, error) {
	first, last := b.span(book)
	logs, err := chain.FindLogs(ctx, d.backend, ethereum.FilterQuery{
		FromBlock: new(big.Int).SetUint64(first), ToBlock: new(big.Int).SetUint64(last), Addresses: []common.Address{book},
		Topics: [][]common.Hash{{bookABI.GetABI().Events["TaskSettled"].ID}, {topic(uint64(d.key.Project))}, {topic(d.key.Sequence)}},
	})
	if err != nil {
		return common.Hash{}, false, fmt.Errorf("%w: find the settling transaction: %w", errUnread, err)
	}
	for _, l := range logs {
		if b.named.At(task.Address(book), l.BlockNumber) {
			return l.TxHash, true, nil
		}
	}
	justLeft := book != b.now && b.block.Uint64() <= last+mostBehind
	if justLeft || slices.Contains(d.cfg.Allowed, book) {
		return common.Hash{}, false, fmt.Errorf("%w: %s says task %s is settled but logged no transaction", errUnread, book, d.key)
	}
	return common.Hash{}, false, nil
}

// find returns the transaction in which the task was settled, once it is final; false if there is none.
func (d *delivery) find(ctx context.Context, b books) (task.OutputRef, bool, error) {
	book, yes, err := d.settledIn(ctx, b)
	if err != nil || !yes {
		return task.OutputRef{}, false, err
	}
	tx, yes, err := d.logged(ctx, b, book)
	if err != nil || !yes {
		return task.OutputRef{}, false, err
	}
	r, err := d.sender.Confirmed(ctx, tx)
	switch {
	case errors.Is(err, ethereum.NotFound) && book == b.now:
		return task.OutputRef{}, false, nil // a reorganisation took it away
	case errors.Is(err, ethereum.NotFound):
		return task.OutputRef{}, false, fmt.Errorf("task %s is settled in %s by a transaction that is not to be found: %w", d.key, book, errUnread)
	case err != nil:
		return task.OutputRef{}, false, fmt.Errorf("read the settling transaction: %w", err)
	default:
		return d.conclude(r, book)
	}
}
