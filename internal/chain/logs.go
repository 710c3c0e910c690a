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

// FindLogs looks for events from the first block to the head, and where the node
// does not look through all blocks at once, back from the head until it finds some.
// The range of q is ignored.
func FindLogs(ctx context.Context, b Backend, q ethereum.FilterQuery) ([]types.Log, error) {
	q.FromBlock, q.ToBlock = new(big.Int), nil
	logs, err := b.FilterLogs(ctx, q)
	if err == nil || ctx.Err() != nil {
		return logs, err
	}
	head, herr := b.HeaderByNumber(ctx, nil)
	if herr != nil {
		return nil, herr
	}
	for to := head.Number.Int64(); to >= 0; to -= logWindow {
		q.FromBlock, q.ToBlock = big.NewInt(max(0, to-logWindow+1)), big.NewInt(to)
		if logs, err = b.FilterLogs(ctx, q); err != nil || len(logs) > 0 {
			return logs, err
		}
	}
	return nil, nil
}
