package enode

import (
	"encoding/json"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// What a transaction cost is what a real chain took for it.
func TestTransactionIsToldAsTheChainHasIt(t *testing.T) {
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	from := crypto.PubkeyToAddress(key.PublicKey)
	had := big.NewInt(1e18)
	sim := simulated.NewBackend(types.GenesisAlloc{from: {Balance: had}})
	defer sim.Close() //nolint:errcheck // a test's
	c := sim.Client()
	sim.Commit() // before its first block geth says that it still makes its index
	params, err := json.Marshal(target{ChainEndpoint: "own", ContractAddress: router.Hex()})
	require.NoError(t, err)
	v := &project.Version{Outputs: []project.Output{{Type: project.OutputEthereum, Params: params}}}
	txs := &transactions{settlements: &settlements{confirmations: 3, own: "own", backend: c}}

	chainID, err := c.ChainID(t.Context())
	require.NoError(t, err)
	signed, err := types.SignNewTx(key, types.LatestSignerForChainID(chainID), &types.DynamicFeeTx{
		ChainID: chainID, To: &router, Gas: 30_000, GasFeeCap: big.NewInt(3e9), GasTipCap: big.NewInt(1e9), Data: []byte{1, 0, 1},
	})
	require.NoError(t, err)
	hash := signed.Hash().Hex()
	var got api.Transaction
	require.Eventually(t, func() bool { // geth has to be through with its index first
		got, err = txs.find(t.Context(), v, task.Key{Project: 1, Sequence: 1}, hash)
		return err == nil
	}, 10*time.Second, 10*time.Millisecond)
	require.Equal(t, api.Transaction{Hash: hash, WantConfirmations: 3}, got, "nobody has sent it")

	require.NoError(t, c.SendTransaction(t.Context(), signed))
	sim.Commit()
	got, err = txs.find(t.Context(), v, task.Key{Project: 1, Sequence: 1}, hash)
	require.NoError(t, err)
	require.True(t, got.Mined)
	require.False(t, *got.Failed)
	require.EqualValues(t, 1, got.Confirmations)
	require.EqualValues(t, 2, *got.Block)
	require.Equal(t, from.Hex(), *got.Sender)
	left, err := c.BalanceAt(t.Context(), from, nil)
	require.NoError(t, err)
	require.Equal(t, new(big.Int).Sub(had, left).String(), *got.CostWei)
	require.Empty(t, txs.final, "it is not final yet")

	for range 4 {
		sim.Commit()
	}
	got, err = txs.find(t.Context(), v, task.Key{Project: 1, Sequence: 1}, hash)
	require.NoError(t, err)
	require.EqualValues(t, 3, got.Confirmations, "no more than are wanted")
	txs.backend = nil // what is final is not asked again
	again, err := txs.find(t.Context(), v, task.Key{Project: 1, Sequence: 1}, hash)
	require.NoError(t, err)
	require.Equal(t, got, again)

	_, err = txs.find(t.Context(), &project.Version{}, task.Key{}, common.Hash{1}.Hex())
	require.ErrorContains(t, err, "no contract output")
	txs.backend = c
	_, err = txs.find(t.Context(), v, task.Key{}, "no hash")
	require.ErrorContains(t, err, "transaction hash")
}
