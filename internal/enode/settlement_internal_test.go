package enode

import (
	"context"
	"encoding/json"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

var (
	router   = common.Address{1}
	receiver = common.Address{2}
	digest   = task.Digest{3}
)

// fakeChain answers with one transaction; for table tests of the judgement alone.
type fakeChain struct {
	head    int64
	tx      *types.Transaction
	receipt *types.Receipt
}

func (f *fakeChain) HeaderByNumber(context.Context, *big.Int) (*types.Header, error) {
	return &types.Header{Number: big.NewInt(f.head)}, nil
}

func (f *fakeChain) TransactionByHash(context.Context, common.Hash) (*types.Transaction, bool, error) {
	return f.tx, false, nil
}

func (f *fakeChain) TransactionReceipt(context.Context, common.Hash) (*types.Receipt, error) {
	if f.receipt == nil {
		return nil, ethereum.NotFound
	}
	return f.receipt, nil
}

func event(t *testing.T, at common.Address, name string, topics []common.Hash, args ...any) *types.Log {
	t.Helper()
	a := bindings.NewSproutReceiver().GetABI()
	if _, ok := a.Events[name]; !ok {
		a = bindings.NewW3bstreamRouter().GetABI()
	}
	ev := a.Events[name]
	data, err := ev.Inputs.NonIndexed().Pack(args...)
	require.NoError(t, err)
	return &types.Log{Address: at, Topics: append([]common.Hash{ev.ID}, topics...), Data: data}
}

func received(t *testing.T, ok bool, reason string) *types.Log {
	return event(t, router, "DataReceived", []common.Hash{{9}}, ok, reason)
}

func settledEvent(t *testing.T, at common.Address, d task.Digest) *types.Log {
	return event(t, at, "TaskSettled", []common.Hash{common.Hash(d), common.BigToHash(big.NewInt(1))}, [32]byte{5}, [32]byte{6}, "bafy")
}

func submission(t *testing.T, to common.Address, journal []byte, program task.Digest) *types.Transaction {
	t.Helper()
	data, err := bindings.SettlementArguments().Pack(journal, [32]byte(program), [32]byte{6}, "bafy")
	require.NoError(t, err)
	return types.NewTx(&types.DynamicFeeTx{To: &to, Data: bindings.NewW3bstreamRouter().PackSubmit(big.NewInt(1), receiver, data)})
}

func TestOnlyTheRightTransactionSettles(t *testing.T) {
	params, err := json.Marshal(target{ChainEndpoint: "own", ContractAddress: router.Hex(), ReceiverAddress: receiver.Hex()})
	require.NoError(t, err)
	v := &project.Version{Outputs: []project.Output{{Type: project.OutputEthereum, Params: params}}}
	ref := task.ReceiptRef{Journal: []byte("journal"), ProgramID: task.Digest{5}}
	good := submission(t, router, ref.Journal, ref.ProgramID)
	logs := func(l ...*types.Log) *types.Receipt {
		return &types.Receipt{Status: 1, BlockNumber: big.NewInt(10), Logs: l}
	}
	ok := logs(received(t, true, ""), settledEvent(t, receiver, digest))
	for name, c := range map[string]struct {
		tx      *types.Transaction
		receipt *types.Receipt
		head    int64
		want    dispatcher.Settlement
		reason  string
	}{
		"settled":                {good, ok, 12, dispatcher.SettlementDone, "block 10"},
		"not mined":              {good, nil, 12, dispatcher.SettlementPending, ""},
		"too young":              {good, ok, 11, dispatcher.SettlementPending, ""},
		"failed":                 {good, &types.Receipt{BlockNumber: big.NewInt(10)}, 12, dispatcher.SettlementRefused, "transaction failed"},
		"dApp reverted":          {good, logs(received(t, false, "no thanks")), 12, dispatcher.SettlementRefused, "no thanks"},
		"another task":           {good, logs(received(t, true, ""), settledEvent(t, receiver, task.Digest{4})), 12, dispatcher.SettlementRefused, "another task"},
		"another contract":       {submission(t, common.Address{8}, ref.Journal, ref.ProgramID), ok, 12, dispatcher.SettlementRefused, "project's contract"},
		"another journal":        {submission(t, router, []byte("forged"), ref.ProgramID), ok, 12, dispatcher.SettlementRefused, "another journal"},
		"another program":        {submission(t, router, ref.Journal, task.Digest{7}), ok, 12, dispatcher.SettlementRefused, "another program"},
		"event of a stranger":    {good, logs(settledEvent(t, common.Address{8}, digest)), 12, dispatcher.SettlementRefused, "no sign"},
		"receiver keeps no book": {good, logs(received(t, true, "")), 12, dispatcher.SettlementDone, "block 10"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &settlements{confirmations: 3, own: "own", backend: &fakeChain{head: c.head, tx: c.tx, receipt: c.receipt}}
			got, reason, err := s.judge(t.Context(), v, digest, ref, task.OutputRef{Result: common.Hash{1}.Hex()})
			require.NoError(t, err)
			require.Equal(t, c.want, got, reason)
			require.Contains(t, reason, c.reason)
		})
	}
	s := &settlements{confirmations: 1, own: "own", backend: &fakeChain{}}
	got, _, err := s.judge(t.Context(), v, digest, ref, task.OutputRef{Result: "not a hash"})
	require.NoError(t, err)
	require.Equal(t, dispatcher.SettlementRefused, got)
}

func TestProjectsDoNotChooseWhereTheEnodeConnects(t *testing.T) {
	s := &settlements{own: "http://own", allowed: []string{"http://other"}}
	version := func(endpoint string) *project.Version {
		params, err := json.Marshal(target{ChainEndpoint: endpoint})
		require.NoError(t, err)
		return &project.Version{Outputs: []project.Output{{Type: project.OutputEthereum, Params: params}}}
	}
	require.NoError(t, s.allows(version("http://own")))
	require.NoError(t, s.allows(version("http://other")))
	err := s.allows(version("http://169.254.169.254/latest?key=secret"))
	require.ErrorContains(t, err, "169.254.169.254")
	require.NotContains(t, err.Error(), "secret")
	require.NotEmpty(t, task.Hint(err))
	_, err = s.client(t.Context(), "http://169.254.169.254")
	require.Error(t, err)

	settled := &project.Version{Outputs: []project.Output{{Type: project.OutputStdout}, {Type: project.OutputSettlement}}}
	err = s.allows(settled)
	require.ErrorContains(t, err, "output[1]: this enode knows no settlement contracts")
	require.NotEmpty(t, task.Hint(err))
	s.staked = true
	require.NoError(t, s.allows(settled))
}
