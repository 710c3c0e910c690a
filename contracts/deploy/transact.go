package deploy

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/machinefi/sprout/contracts/bindings"
)

// ErrReverted is wrapped by the error of a transaction that was mined and failed.
var ErrReverted = errors.New("transaction reverted")

// pollInterval is how often a receipt is asked for: short, because development chains mine at once.
const pollInterval = 50 * time.Millisecond

// Transact sends a contract call with calldata made by the bindings' Pack functions, waits until it is mined and
// returns its receipt. Value is in wei; nil sends none. A call that would revert is not sent, and the error names the
// contract's reason; one that reverts when mined wraps ErrReverted.
func Transact(
	ctx context.Context, backend Backend, key *ecdsa.PrivateKey, to common.Address, value *big.Int, calldata []byte,
) (*types.Receipt, error) {
	account, err := newAccount(ctx, backend, key)
	if err != nil {
		return nil, err
	}
	options := account.options(ctx)
	options.Value = value
	contract := bind.NewBoundContract(to, abi.ABI{}, backend, backend, backend)
	tx, err := bind.Transact(contract, options, calldata)
	if err != nil {
		return nil, fmt.Errorf("send transaction to %s: %w", to, withReason(err))
	}
	return wait(ctx, backend, tx.Hash())
}

// account sends transactions of one key with nonces counted here, so that several can be under way.
type account struct {
	backend Backend
	key     *ecdsa.PrivateKey
	chainID *big.Int
	nonce   uint64
}

func newAccount(ctx context.Context, backend Backend, key *ecdsa.PrivateKey) (*account, error) {
	chainID, err := backend.ChainID(ctx)
	if err != nil {
		return nil, fmt.Errorf("read chain id: %w", err)
	}
	nonce, err := backend.PendingNonceAt(ctx, crypto.PubkeyToAddress(key.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("read nonce: %w", err)
	}
	return &account{backend: backend, key: key, chainID: chainID, nonce: nonce}, nil
}

func (a *account) options(ctx context.Context) *bind.TransactOpts {
	options := bind.NewKeyedTransactor(a.key, a.chainID)
	options.Context = ctx
	options.Nonce = new(big.Int).SetUint64(a.nonce)
	return options
}

// create sends creation code, arguments included.
func (a *account) create(ctx context.Context, code []byte) (common.Address, common.Hash, error) {
	address, tx, err := bind.DeployContract(a.options(ctx), code, a.backend, nil)
	if err != nil {
		return common.Address{}, common.Hash{}, fmt.Errorf("send creation: %w", withReason(err))
	}
	a.nonce++
	return address, tx.Hash(), nil
}

// wait returns the receipt of a transaction once it is mined.
func wait(ctx context.Context, backend bind.DeployBackend, hash common.Hash) (*types.Receipt, error) {
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	for {
		receipt, err := backend.TransactionReceipt(ctx, hash)
		switch {
		case err == nil && receipt.Status == types.ReceiptStatusSuccessful:
			return receipt, nil
		case err == nil:
			return receipt, fmt.Errorf("%w: %s in block %s", ErrReverted, hash, receipt.BlockNumber)
		case !pending(err):
			return nil, fmt.Errorf("read receipt of %s: %w", hash, err)
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for transaction %s: %w", hash, context.Cause(ctx))
		case <-ticker.C:
		}
	}
}

// pending tells whether a receipt may still come: geth answers not found, or that it is still indexing.
func pending(err error) bool {
	return errors.Is(err, ethereum.NotFound) || err.Error() == "transaction indexing is in progress"
}

// withReason puts the contract's own words to an error that carries revert data.
func withReason(err error) error {
	var carrier rpc.DataError
	if !errors.As(err, &carrier) {
		return err
	}
	text, ok := carrier.ErrorData().(string)
	if !ok {
		return err
	}
	data, decodeErr := hexutil.Decode(text)
	if decodeErr != nil {
		return err
	}
	if reason, ok := bindings.DescribeRevert(data); ok {
		return fmt.Errorf("%w: %s", err, reason)
	}
	return err
}
