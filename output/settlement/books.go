package settlement

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/task"
)

const (
	// mostBooks bounds the contracts of one project, each of which is asked about each of its tasks.
	mostBooks = 64
	// mostUnread bounds the blocks that are searched for what the owner has named since the node has read the chain.
	mostUnread = 10_000
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
	all   []common.Address
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
	named, upto := d.roles.Named(d.key.Project)
	for _, c := range named.Contracts() {
		b.add(common.Address(c))
	}
	switch at := b.block.Uint64(); {
	case upto > at, at-upto > mostUnread:
		return b, fmt.Errorf("%w: it has read block %d, the newest is %d", errUnread, upto, at)
	case upto < at:
		if err := d.unread(ctx, &b, upto+1); err != nil {
			return b, err
		}
	}
	b.add(b.now)
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
		return fmt.Errorf("ask which settlement contracts were named since block %d: %w", from, err)
	}
	for i := range logs {
		e, err := registryABI.UnpackAttributesChangedEvent(&logs[i])
		if err != nil {
			return fmt.Errorf("read which settlement contract was named: %w", err)
		}
		b.add(e.Attributes.Settlement)
	}
	return nil
}

func (b *books) add(a common.Address) {
	if a != (common.Address{}) && !slices.Contains(b.all, a) {
		b.all = append(b.all, a)
	}
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

// settledIn returns the book in which the task's number is settled; false if it is in none.
func (d *delivery) settledIn(ctx context.Context, b books) (common.Address, bool, error) {
	for _, book := range b.all {
		yes, err := ask(ctx, d.backend, book, bookABI.PackIsSettled(uint64(d.key.Project), d.key.Sequence), b.block, bookABI.UnpackIsSettled)
		switch {
		case err == nil && yes:
			return book, true, nil
		case err == nil:
		case !slices.Contains(d.cfg.Allowed, book) && (errors.Is(err, chain.ErrReverted) || errors.Is(err, errNoAnswer)):
			// It is no such contract, was named by mistake and has settled nothing.
		default:
			return book, false, fmt.Errorf("ask %s whether task %s is settled: %w", book, d.key, err)
		}
	}
	return common.Address{}, false, nil
}

// find returns the transaction in which the task was settled, once it is final; false if there is none.
func (d *delivery) find(ctx context.Context, b books) (task.OutputRef, bool, error) {
	book, yes, err := d.settledIn(ctx, b)
	if err != nil || !yes {
		return task.OutputRef{}, false, err
	}
	r, err := settling(ctx, d.backend, d.sender, book, d.key)
	switch {
	case err != nil:
		return task.OutputRef{}, false, err
	case r != nil:
		return d.conclude(r, book)
	case book != b.now:
		return task.OutputRef{}, false, fmt.Errorf("task %s is settled in %s by a transaction that is not to be found: %w", d.key, book, errUnread)
	default:
		return task.OutputRef{}, false, nil
	}
}
