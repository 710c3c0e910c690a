package owner_test

import (
	"context"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

// idle is a chain that makes no blocks by itself.
type idle struct{ *contractstest.Chain }

func (i idle) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	return i.Client.SendTransaction(ctx, tx)
}

// optimist takes every call for one that succeeds.
type optimist struct{ *contractstest.Chain }

func (optimist) EstimateGas(context.Context, ethereum.CallMsg) (uint64, error) { return 200_000, nil }

func TestATransactionIsFollowedToItsLastConfirmation(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	a := owner.NewAccount(chain, operator.New(key), owner.Limits{Confirmations: 3, Poll: time.Millisecond})
	to := common.Address{7}
	var seen []owner.Progress
	r, err := a.Send(t.Context(), owner.Call{To: to, Value: owner.Wei(big.NewInt(5))}, func(p owner.Progress) {
		seen = append(seen, p)
		if p.Confirmations > 0 && p.Confirmations < p.Want {
			chain.Backend.Commit()
		}
	})
	require.NoError(t, err)
	var confirmations []uint64
	for _, p := range seen {
		require.Equal(t, r.TxHash, p.Transaction)
		confirmations = append(confirmations, p.Confirmations)
	}
	require.Equal(t, []uint64{0, 1, 2, 3}, confirmations)
	balance, err := chain.BalanceAt(t.Context(), to, nil)
	require.NoError(t, err)
	require.EqualValues(t, 5, balance.Int64())
}

func TestWhoGivesUpIsToldWhatWasSent(t *testing.T) {
	key := contractstest.Key(t)
	chain := idle{contractstest.NewChain(t, key)}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var hash common.Hash
	a := owner.NewAccount(chain, operator.New(key), owner.Limits{Poll: time.Millisecond})
	_, err := a.Send(ctx, owner.Call{To: common.Address{7}}, func(p owner.Progress) {
		hash = p.Transaction
		cancel()
	})
	require.ErrorIs(t, err, context.Canceled)
	require.Contains(t, task.Hint(err), hash.Hex()+" was sent and may still be mined")
}

func TestATransactionThatFailsInItsBlockIsAnError(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	at, err := deploy.Staking(t.Context(), chain, key, deploy.DefaultTerms(contractstest.Address(key)))
	require.NoError(t, err)
	pause := owner.Call{To: at.ProjectRegistry, Data: bindings.NewProjectRegistry().PackPauseProject(9)}
	_, err = owner.NewAccount(optimist{chain}, operator.New(key), owner.Limits{Poll: time.Millisecond}).Send(t.Context(), pause, nil)
	require.ErrorIs(t, err, owner.ErrMinedAndFailed)
	require.NotEmpty(t, task.Hint(err))

	// Seen before, it is not sent.
	nonce, err := chain.NonceAt(t.Context(), contractstest.Address(key), nil)
	require.NoError(t, err)
	_, err = owner.NewAccount(chain, operator.New(key), owner.Limits{}).Send(t.Context(), pause, nil)
	require.ErrorIs(t, err, owner.ErrRefused)
	after, err := chain.NonceAt(t.Context(), contractstest.Address(key), nil)
	require.NoError(t, err)
	require.Equal(t, nonce, after)
}
