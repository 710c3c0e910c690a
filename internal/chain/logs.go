package chain

import (
	"context"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
)

// logWindow is how many blocks are asked for at once where a node does not look
// through all of them.
const logWindow = 2000

// FindLogs looks for events in the blocks of q, of which nil are the first and the
// head, and where the node does not look through all of them at once, back from the
// last until it finds some.
func FindLogs(ctx context.Context, b Backend, q ethereum.FilterQuery) ([]types.Log, error) {
	if q.FromBlock == nil {
		q.FromBlock = new(big.Int)
	}
	logs, err := b.FilterLogs(ctx, q)
	if err == nil || ctx.Err() != nil {
		return logs, err
	}
	first, last := q.FromBlock.Int64(), q.ToBlock
	if last == nil {
		head, herr := b.HeaderByNumber(ctx, nil)
		if herr != nil {
			return nil, herr
		}
		last = head.Number
	}
	for to := last.Int64(); to >= first; to -= logWindow {
		q.FromBlock, q.ToBlock = big.NewInt(max(first, to-logWindow+1)), big.NewInt(to)
		if logs, err = b.FilterLogs(ctx, q); err != nil || len(logs) > 0 {
			return logs, err
		}
	}
	return nil, nil
}
