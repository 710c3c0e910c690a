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
	mu    sync.Mutex
	final map[string]api.Transaction
}

// find looks a transaction up on the chain of the version's first contract output.
func (t *transactions) find(ctx context.Context, v *project.Version, hash string) (api.Transaction, error) {
	t.mu.Lock()
	tx, known := t.final[hash]
	t.mu.Unlock()
	if known {
		return tx, nil
	}
	b, err := t.chainOf(ctx, v)
	if err != nil {
		return tx, err
	}
	if tx, err = look(ctx, b, hash, t.confirmations); err != nil {
		return tx, err
	}
	if tx.Mined && tx.Confirmations >= tx.WantConfirmations {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.final == nil || len(t.final) >= manyTransactions {
			t.final = map[string]api.Transaction{}
		}
		t.final[hash] = tx
	}
	return tx, nil
}

func look(ctx context.Context, b reader, hash string, want uint64) (api.Transaction, error) {
	tx := api.Transaction{Hash: hash, WantConfirmations: want}
	h, err := task.ParseDigest(hash)
	if err != nil {
		return tx, fmt.Errorf("read transaction hash: %w", err)
	}
	r, err := b.TransactionReceipt(ctx, common.Hash(h))
	if errors.Is(err, ethereum.NotFound) {
		return tx, nil
	}
	if err != nil {
		return tx, fmt.Errorf("read transaction receipt: %w", err)
	}
	head, err := b.HeaderByNumber(ctx, nil)
	if err != nil {
		return tx, fmt.Errorf("read head: %w", err)
	}
	sent, _, err := b.TransactionByHash(ctx, common.Hash(h))
	if err != nil {
		return tx, fmt.Errorf("read transaction: %w", err)
	}
	block, failed := r.BlockNumber.Uint64(), r.Status != types.ReceiptStatusSuccessful
	tx.Mined, tx.Block, tx.GasUsed, tx.Failed = true, &block, &r.GasUsed, &failed
	if n := head.Number.Uint64() + 1; n > block {
		tx.Confirmations = min(n-block, want)
	}
	price := r.EffectiveGasPrice
	if price == nil { // old chains answer without
		price = sent.GasPrice()
	}
	one, all := price.String(), new(big.Int).Mul(price, new(big.Int).SetUint64(r.GasUsed)).String()
	tx.GasPriceWei, tx.CostWei = &one, &all
	if from, err := types.Sender(types.LatestSignerForChainID(sent.ChainId()), sent); err == nil {
		text := from.Hex()
		tx.Sender = &text
	}
	return tx, nil
}
