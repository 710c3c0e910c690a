package enode

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// booking is a TaskSettled event of the settlement contract.
func booking(t *testing.T, at common.Address, h task.Header, d, program, journal task.Digest) *types.Log {
	t.Helper()
	ev := bookABI.GetABI().Events["TaskSettled"]
	data, err := ev.Inputs.NonIndexed().Pack([32]byte(d), [32]byte(program), [32]byte(journal), [32]byte{6}, "bafy")
	require.NoError(t, err)
	number := func(n uint64) common.Hash { return common.BigToHash(new(big.Int).SetUint64(n)) }
	return &types.Log{Address: at, Data: data, Topics: []common.Hash{ev.ID, number(uint64(h.ProjectID)), number(h.Sequence), {9}}}
}

func TestOnlyTheEventOfTheProjectsContractSettles(t *testing.T) {
	book, former, ancient := common.Address{7}, common.Address{6}, common.Address{5}
	// In block 10 the owner moved from the former contract to the book.
	named := project.Settlements(nil).Name(task.Address(ancient), 2).Name(task.Address(former), 5).Name(task.Address(book), 10)
	h := task.Header{ChainID: 1, ProjectID: 3, Sequence: 5, ProjectVersion: "0.1", MessageCount: 1}
	next := h
	next.Sequence++
	elsewhere := h
	elsewhere.ProjectID++
	ref := task.ReceiptRef{Journal: []byte("journal"), ProgramID: task.Digest{5}}
	d, j := h.Digest(), task.DigestOf(ref.Journal)
	v := &project.Version{Outputs: []project.Output{{Type: project.OutputStdout}, {Type: project.OutputSettlement}}}
	logs := func(l ...*types.Log) *types.Receipt {
		return &types.Receipt{Status: 1, BlockNumber: big.NewInt(10), GasUsed: 99, Logs: l}
	}
	at := func(block int64, l ...*types.Log) *types.Receipt {
		r := logs(l...)
		r.BlockNumber = big.NewInt(block)
		return r
	}
	good := booking(t, book, h, d, ref.ProgramID, j)
	failed := bookABI.GetABI().Events["DeliveryFailed"]
	why, err := failed.Inputs.NonIndexed().Pack("no thanks")
	require.NoError(t, err)
	refusal := &types.Log{Address: book, Data: why, Topics: []common.Hash{failed.ID, good.Topics[1], good.Topics[2], {8}}}
	for name, c := range map[string]struct {
		receipt *types.Receipt
		head    int64
		want    dispatcher.Settlement
		reason  string
	}{
		"settled":            {logs(good), 12, dispatcher.SettlementDone, "block 10, 99 gas"},
		"in a batch":         {logs(booking(t, book, next, next.Digest(), ref.ProgramID, j), good), 12, dispatcher.SettlementDone, "block 10"},
		"refused by its app": {logs(good, refusal), 12, dispatcher.SettlementDone, "refused it (no thanks)"},
		"not mined":          {nil, 12, dispatcher.SettlementPending, ""},
		"too young":          {logs(good), 11, dispatcher.SettlementPending, ""},
		"failed":             {&types.Receipt{BlockNumber: big.NewInt(10), Logs: []*types.Log{good}}, 12, dispatcher.SettlementRefused, "transaction failed"},
		"no event":           {logs(), 12, dispatcher.SettlementRefused, "does not settle"},
		"another contract":   {logs(booking(t, common.Address{8}, h, d, ref.ProgramID, j)), 12, dispatcher.SettlementRefused, "does not settle"},
		"another project":    {logs(booking(t, book, elsewhere, d, ref.ProgramID, j)), 12, dispatcher.SettlementRefused, "does not settle"},
		"another number":     {logs(booking(t, book, next, d, ref.ProgramID, j)), 12, dispatcher.SettlementRefused, "does not settle"},
		"another task":       {logs(booking(t, book, h, next.Digest(), ref.ProgramID, j)), 12, dispatcher.SettlementRefused, "another task"},
		"another program":    {logs(booking(t, book, h, d, task.Digest{6}, j)), 12, dispatcher.SettlementRefused, "another program"},
		"another journal":    {logs(booking(t, book, h, d, ref.ProgramID, task.Digest{6})), 12, dispatcher.SettlementRefused, "another journal"},
		"that of before":     {logs(booking(t, former, h, d, ref.ProgramID, j)), 12, dispatcher.SettlementDone, "block 10, 99 gas"},
		"of long before":     {logs(booking(t, ancient, h, d, ref.ProgramID, j)), 12, dispatcher.SettlementRefused, "does not settle"},
		"beside another":     {logs(booking(t, common.Address{8}, h, d, ref.ProgramID, j), good), 12, dispatcher.SettlementDone, "block 10"},
		"of times to come":   {at(15, booking(t, book, h, d, ref.ProgramID, j)), 17, dispatcher.SettlementDone, "block 15"},
		"not read, of now":   {at(19, good), 21, dispatcher.SettlementDone, "block 19"},
		"not read, others":   {at(19, booking(t, common.Address{8}, h, d, ref.ProgramID, j)), 21, dispatcher.SettlementPending, ""},
		"not read, none":     {at(19), 21, dispatcher.SettlementRefused, "does not settle"},
		"no more in block":   {at(11, booking(t, former, h, d, ref.ProgramID, j)), 13, dispatcher.SettlementRefused, "does not settle"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &settlements{confirmations: 3, own: "own", backend: &fakeChain{head: c.head, receipt: c.receipt}}
			s.named = func(id task.ProjectID) (project.Settlements, uint64) {
				require.Equal(t, h.ProjectID, id)
				return named, 18
			}
			got, reason, err := s.Check(t.Context(), v, h, ref, task.OutputRef{Result: common.Hash{1}.Hex()})
			require.NoError(t, err)
			require.Equal(t, c.want, got, reason)
			require.Contains(t, reason, c.reason)

			got, reason, err = s.Check(t.Context(), v, h, task.ReceiptRef{ProgramID: ref.ProgramID}, task.OutputRef{Result: common.Hash{1}.Hex()})
			require.NoError(t, err)
			require.NotEqual(t, dispatcher.SettlementDone, got, "without a journal nothing can be compared: %s", reason)
		})
	}
	s := &settlements{backend: &fakeChain{}, named: func(task.ProjectID) (project.Settlements, uint64) { return nil, 18 }}
	_, _, err = s.Check(t.Context(), v, h, ref, task.OutputRef{})
	require.ErrorContains(t, err, "names no settlement contract")
}
