package enode

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// manyTransactions bounds the final transactions remembered.
const manyTransactions = 1024

// transactions tells people what results cost. What is final is asked of the chain once.
type transactions struct {
	*settlements
	registry common.Address // whose events tell what projects paid, where znodes stake
	mu       sync.Mutex
	final    map[result]api.Transaction
}

// result is what a transaction is looked up for: of several tasks that it settles, each has its share.
type result struct {
	task task.Key
	hash string
}

// find looks the transaction up that carries a task's result, on the chain where results of the version are settled.
func (t *transactions) find(ctx context.Context, v *project.Version, key task.Key, hash string) (api.Transaction, error) {
	of := result{key, hash}
	t.mu.Lock()
	tx, known := t.final[of]
	t.mu.Unlock()
	if known {
		return tx, nil
	}
	b, err := t.chainOf(ctx, v)
	if err != nil {
		return tx, err
	}
	tx, r, sent, err := look(ctx, b, hash, t.confirmations)
	if err != nil || r == nil {
		return tx, err
	}
	o, _ := settlingOutput(v)
	booked := o.Type == project.OutputSettlement
	if booked {
		tx.Settlement = t.booked(r, sent, key)
	}
	if tx.Confirmations >= tx.WantConfirmations && (!booked || tx.Settlement != nil) { // whose the contract was may be read later
		t.remember(of, tx)
	}
	return tx, nil
}

func (t *transactions) remember(of result, tx api.Transaction) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.final == nil || len(t.final) >= manyTransactions {
		t.final = map[result]api.Transaction{}
	}
	t.final[of] = tx
}

// look asks for a transaction and what became of it; without a receipt while no block holds it.
func look(ctx context.Context, b reader, hash string, want uint64) (tx api.Transaction, r *types.Receipt, sent *types.Transaction, err error) {
	tx = api.Transaction{Hash: hash, WantConfirmations: want}
	h, err := task.ParseDigest(hash)
	if err != nil {
		return tx, nil, nil, fmt.Errorf("read transaction hash: %w", err)
	}
	r, err = b.TransactionReceipt(ctx, common.Hash(h))
	if errors.Is(err, ethereum.NotFound) {
		return tx, nil, nil, nil
	}
	if err != nil {
		return tx, nil, nil, fmt.Errorf("read transaction receipt: %w", err)
	}
	head, err := b.HeaderByNumber(ctx, nil)
	if err != nil {
		return tx, nil, nil, fmt.Errorf("read head: %w", err)
	}
	sent, _, err = b.TransactionByHash(ctx, common.Hash(h))
	if err != nil {
		return tx, nil, nil, fmt.Errorf("read transaction: %w", err)
	}
	block, failed := r.BlockNumber.Uint64(), r.Status != types.ReceiptStatusSuccessful
	tx.Mined, tx.Block, tx.GasUsed, tx.Failed = true, &block, &r.GasUsed, &failed
	if n := head.Number.Uint64() + 1; n > block {
		tx.Confirmations = min(n-block, want)
	}
	one, all := priceOf(r, sent).String(), costOf(r, sent).String()
	tx.GasPriceWei, tx.CostWei = &one, &all
	if from, err := types.Sender(types.LatestSignerForChainID(sent.ChainId()), sent); err == nil {
		text := from.Hex()
		tx.Sender = &text
	}
	return tx, r, sent, nil
}

// priceOf is what a unit of gas cost.
func priceOf(r *types.Receipt, sent *types.Transaction) *big.Int {
	if r.EffectiveGasPrice == nil { // old chains answer without
		return sent.GasPrice()
	}
	return r.EffectiveGasPrice
}

func costOf(r *types.Receipt, sent *types.Transaction) *big.Int {
	return new(big.Int).Mul(priceOf(r, sent), new(big.Int).SetUint64(r.GasUsed))
}
