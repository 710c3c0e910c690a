package contractstest

import (
	"context"
	"crypto/ecdsa"
	"math/big"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/params"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/deploy"
)

// Chain is an EVM chain in this process that mines a block for every transaction as soon as it is sent. It satisfies
// deploy.Backend.
type Chain struct {
	simulated.Client

	// Backend commits empty blocks, forks and shifts the clock.
	Backend *simulated.Backend

	mining sync.Mutex
}

// NewChain starts a chain on which the accounts of the keys own 10,000 ether each, and stops it when the test ends.
func NewChain(t testing.TB, keys ...*ecdsa.PrivateKey) *Chain {
	t.Helper()
	wealth := new(big.Int).Mul(big.NewInt(10_000), big.NewInt(params.Ether))
	alloc := make(types.GenesisAlloc, len(keys))
	for _, key := range keys {
		alloc[Address(key)] = types.Account{Balance: wealth}
	}
	backend := simulated.NewBackend(alloc, func(_ *node.Config, e *ethconfig.Config) { e.Genesis.Config = deploy.Rules() })
	t.Cleanup(func() { require.NoError(t, backend.Close()) })
	return &Chain{Client: backend.Client(), Backend: backend}
}

// SendTransaction sends the transaction and mines it.
func (c *Chain) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	c.mining.Lock()
	defer c.mining.Unlock()
	if err := c.Client.SendTransaction(ctx, tx); err != nil {
		return err
	}
	c.Backend.Commit()
	return nil
}

// Transact sends a call from key's account and requires that it succeeds.
func (c *Chain) Transact(
	t testing.TB, key *ecdsa.PrivateKey, to common.Address, value *big.Int, calldata []byte,
) *types.Receipt {
	t.Helper()
	receipt, err := deploy.Transact(t.Context(), c, key, to, value, calldata)
	require.NoError(t, err)
	return receipt
}

// Key makes a new account's key.
func Key(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return key
}

// Address is the account of a key.
func Address(key *ecdsa.PrivateKey) common.Address {
	return crypto.PubkeyToAddress(key.PublicKey)
}
