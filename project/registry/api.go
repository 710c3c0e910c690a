package registry

import (
	"context"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
)

// Chain is what the registry needs of a chain; ethclient.Client has it. Its
// methods are called one at a time, but for CallContract.
type Chain interface {
	// HeaderByNumber returns the canonical header of that height, the newest for
	// nil; [ethereum.NotFound] if the chain is not that high.
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	// FilterLogs returns the logs of a range of canonical blocks.
	FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error)
	// CallContract asks a contract, as of the newest block for nil. It is safe for concurrent use.
	CallContract(ctx context.Context, call ethereum.CallMsg, block *big.Int) ([]byte, error)
}
