package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/task"
)

// ErrChainID says that an endpoint serves another chain than it should.
var ErrChainID = errors.New("endpoint serves another chain")

// Backend is what a [Sender] needs of a chain; *ethclient.Client and the
// simulated backend's client have it.
type Backend interface {
	ChainID(ctx context.Context) (*big.Int, error)
	NonceAt(ctx context.Context, account common.Address, block *big.Int) (uint64, error)
	PendingNonceAt(ctx context.Context, account common.Address) (uint64, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	SuggestGasTipCap(ctx context.Context) (*big.Int, error)
	SuggestGasPrice(ctx context.Context) (*big.Int, error)
	EstimateGas(ctx context.Context, call ethereum.CallMsg) (uint64, error)
	CallContract(ctx context.Context, call ethereum.CallMsg, block *big.Int) ([]byte, error)
	FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error)
	SendTransaction(ctx context.Context, tx *types.Transaction) error
	TransactionReceipt(ctx context.Context, hash common.Hash) (*types.Receipt, error)
}

// Dial connects to an RPC endpoint. If wantChain is not 0 the endpoint must serve
// that chain. The endpoint may hold credentials, so errors name it only by host.
func Dial(ctx context.Context, endpoint string, wantChain uint64) (*ethclient.Client, uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	c, err := ethclient.DialContext(ctx, endpoint)
	if err != nil {
		return nil, 0, task.WithHint(fmt.Errorf("dial chain endpoint %s: %w", Redact(endpoint), scrub(err, endpoint)),
			"check the endpoint's address; it must be http(s) or ws(s)")
	}
	id, err := c.ChainID(ctx)
	if err != nil {
		c.Close()
		return nil, 0, task.WithHint(fmt.Errorf("ask chain endpoint %s for its chain id: %w", Redact(endpoint), scrub(err, endpoint)),
			"is the chain's RPC server up and reachable from here?")
	}
	if wantChain != 0 && id.Uint64() != wantChain {
		c.Close()
		return nil, 0, fmt.Errorf("%w: %s has chain id %s, configured is %d", ErrChainID, Redact(endpoint), id, wantChain)
	}
	return c, id.Uint64(), nil
}

// Redact returns an endpoint's scheme and host alone: keys often stand in paths and queries.
func Redact(endpoint string) string {
	scheme, rest, ok := strings.Cut(endpoint, "://")
	if !ok {
		return "(not a URL)"
	}
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	if _, after, ok := strings.Cut(host, "@"); ok {
		host = after
	}
	return scheme + "://" + host
}

type scrubbed struct {
	error
	text string
}

func (s scrubbed) Error() string { return s.text }
func (s scrubbed) Unwrap() error { return s.error }

func scrub(err error, endpoint string) error {
	return scrubbed{err, strings.ReplaceAll(err.Error(), endpoint, Redact(endpoint))}
}

// RevertReason returns what a reverted call said, decoded as far as the contracts
// of this project are known; "" if err is no revert.
func RevertReason(err error) string {
	var de rpc.DataError
	if !errors.As(err, &de) {
		if err != nil && strings.Contains(err.Error(), "execution reverted") {
			return err.Error()
		}
		return ""
	}
	if s, ok := de.ErrorData().(string); ok {
		if reason, ok := bindings.DescribeRevert(common.FromHex(s)); ok {
			return reason
		}
		if s != "" && s != "0x" {
			return s
		}
	}
	return de.Error()
}
