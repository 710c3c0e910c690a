package node

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/task"
)

// ErrNoCode says that there is no contract where one should be.
var ErrNoCode = errors.New("no contract at this address")

// codeReader is what [checkCode] needs of a chain.
type codeReader interface {
	CodeAt(ctx context.Context, account common.Address, block *big.Int) ([]byte, error)
}

// checkCode makes sure that code stands at every contract's address, and reports all where none does, joined: a node
// that follows an empty address would wait for ever and say nothing.
func checkCode(ctx context.Context, chain codeReader, c config.Contracts) error {
	named := c.Named()
	names := slices.Sorted(maps.Keys(named))
	missing := make([]error, len(names))
	group, ctx := errgroup.WithContext(ctx)
	for i, name := range names {
		group.Go(func() error {
			code, err := chain.CodeAt(ctx, named[name], nil)
			if err != nil {
				return fmt.Errorf("look for %s at %s: %w", name, named[name], err)
			}
			if len(code) == 0 {
				missing[i] = fmt.Errorf("%w: %s at %s", ErrNoCode, name, named[name])
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	err := errors.Join(missing...)
	if err == nil {
		return nil
	}
	return task.WithHint(err, "are the contracts' addresses, and the chain endpoint, those of your network?")
}
