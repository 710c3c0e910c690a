package enode

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// told is what the enode tells of a task's transaction.
func (b *books) told(txs *transactions, sequence uint64, hash string) api.Transaction {
	b.t.Helper()
	v := &project.Version{Outputs: []project.Output{{Type: project.OutputSettlement}}}
	got, err := txs.find(b.t.Context(), v, task.Key{Project: task.ProjectID(b.Project), Sequence: sequence}, hash)
	require.NoError(b.t, err)
	return got
}

// What a settled task cost, its project as well as its znode, is what the network's contracts took for it.
func TestSettlementIsToldAsTheContractsHaveIt(t *testing.T) {
	b := newBooks(t)
	txs := &transactions{settlements: b.enode, registry: b.At.ProjectRegistry}
	znode := contractstest.Address(b.Znodes[0])
	had, err := b.BalanceAt(t.Context(), znode, nil)
	require.NoError(t, err)
	funds := b.funds()

	r := b.settleBoth(1, 2)
	left, err := b.BalanceAt(t.Context(), znode, nil)
	require.NoError(t, err)
	cost := new(big.Int).Sub(had, left)
	paid := new(big.Int).Sub(funds, b.funds())
	require.EqualValues(t, 2*contractstest.Fee, paid.Int64())
	for sequence := uint64(1); sequence <= 2; sequence++ {
		got := b.told(txs, sequence, r.TxHash.Hex())
		require.True(t, got.Mined)
		require.EqualValues(t, 1, got.Confirmations)
		require.Equal(t, cost.String(), *got.CostWei)
		require.Equal(t, znode.Hex(), *got.Sender)
		s := got.Settlement
		require.Equal(t, b.Terms.Settlement.Hex(), s.Contract)
		require.Equal(t, znode.Hex(), s.Settler)
		require.EqualValues(t, 2, s.Tasks)
		require.Equal(t, (r.GasUsed+1)/2, s.GasShare)
		require.Equal(t, new(big.Int).Div(cost, big.NewInt(2)).String(), s.CostShareWei)
		require.Equal(t, new(big.Int).Div(paid, big.NewInt(2)).String(), *s.FeeWei)
		require.Equal(t, contractstest.Address(b.Owner).Hex(), *s.Payee, "who owns the stake is paid")
		require.Equal(t, contractstest.Address(b.Enode).Hex(), *s.Enode)
		require.Equal(t, 1, *s.Attestations)
	}
	require.Len(t, txs.final, 2, "each task has its own share")

	// A task that the transaction leaves out has no share in it; a registry that is not the network's takes no fee.
	other := b.told(txs, 3, r.TxHash.Hex())
	require.Nil(t, other.Settlement)
	require.Len(t, txs.final, 2)
	foreign := &transactions{settlements: b.enode, registry: b.At.EnodeBonds}
	require.Nil(t, b.told(foreign, 1, r.TxHash.Hex()).Settlement.FeeWei)

	// Nor is the word of a contract taken that has not been the project's when the transaction was sent.
	b.move()
	_, _, out := b.settle(4)
	require.Nil(t, b.told(txs, 4, out.Result).Settlement, "the move is not read yet")
	require.NoError(t, b.registry.Poll(t.Context()))
	alone := b.told(txs, 4, out.Result)
	require.EqualValues(t, 1, alone.Settlement.Tasks)
	require.Equal(t, *alone.GasUsed, alone.Settlement.GasShare)
	require.Equal(t, *alone.CostWei, alone.Settlement.CostShareWei)
}

// funds is the project's balance.
func (b *books) funds() *big.Int {
	b.t.Helper()
	out, err := b.CallContract(b.t.Context(), ethereum.CallMsg{To: &b.At.ProjectRegistry, Data: registryABI.PackFundsOf(b.Project)}, nil)
	require.NoError(b.t, err)
	got, err := registryABI.UnpackFundsOf(out)
	require.NoError(b.t, err)
	return got.Balance
}

// Whoever calls the contract through another one has whatever it likes in its calldata.
func TestSignersAreOfTheContractsOwnCall(t *testing.T) {
	b := newBooks(t)
	j, _ := b.result(1)
	key, job := j.header.Key(), bindings.ITaskSettlementJob{ProjectId: b.Project, Version: "0.1", ProgramId: [32]byte{5}}
	call := bookABI.PackSettle(job, j.task, []byte{1, 2, 3, 4})
	signers := func(to *common.Address, data []byte) (out api.TaskSettlement) {
		addSigners(&out, types.NewTx(&types.DynamicFeeTx{ChainID: new(big.Int).SetUint64(b.At.ChainID), To: to, Data: data}), b.At.TaskSettlement, key)
		return out
	}
	got := signers(&b.At.TaskSettlement, call)
	require.Equal(t, contractstest.Address(b.Enode).Hex(), *got.Enode)
	require.Zero(t, *got.Attestations, "the chain verifies the proof")
	for name, got := range map[string]api.TaskSettlement{
		"another contract":  signers(&b.At.EnodeBonds, call),
		"a new contract":    signers(nil, call),
		"another function":  signers(&b.At.TaskSettlement, []byte{1, 2, 3, 4}),
		"too short":         signers(&b.At.TaskSettlement, call[:40]),
		"another project":   signers(&b.At.TaskSettlement, bookABI.PackSettle(bindings.ITaskSettlementJob{ProjectId: b.Project + 1}, j.task, nil)),
		"another signature": signers(&b.At.TaskSettlement, bookABI.PackSettle(job, bindings.ITaskSettlementTask{Header: j.task.Header}, nil)),
		"another task":      signers(&b.At.TaskSettlement, bookABI.PackSettle(job, bindings.ITaskSettlementTask{EnodeSignature: j.task.EnodeSignature}, nil)),
	} {
		require.Equal(t, api.TaskSettlement{}, got, name)
	}
}
