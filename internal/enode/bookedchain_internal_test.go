package enode

import (
	"log/slog"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

// books is a network with stakes, as the enode of its project follows it.
type books struct {
	*contractstest.Staked
	t        *testing.T
	registry *registry.Registry
	enode    *settlements
}

func newBooks(t *testing.T) *books {
	b := &books{Staked: contractstest.NewStaked(t, 1, 1), t: t}
	b.Accept(t, "0.1", [32]byte{5}, deploy.AttestedSelector)
	var err error
	b.registry, err = registry.New(registry.Config{
		ChainID: b.At.ChainID, Projects: b.At.ProjectRegistry, Staking: b.At.ZnodeStaking, Bonds: b.At.EnodeBonds, Start: b.At.StartBlock,
		Journal: filepath.Join(t.TempDir(), "journal"), Log: slog.New(slog.DiscardHandler),
	}, b.Chain)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.registry.Close()) })
	require.NoError(t, b.registry.Poll(t.Context()))
	b.enode = &settlements{confirmations: 1, backend: b.Chain, named: b.registry.Settlements}
	return b
}

// settle has the task of a number settled in the project's contract by its one znode.
func (b *books) settle(sequence uint64) (task.Header, task.ReceiptRef, task.OutputRef) {
	b.t.Helper()
	j, leaf := b.result(sequence)
	return j.header, j.ref, task.OutputRef{Result: b.book(leaf, j.task).TxHash.Hex()}
}

// settleBoth has two tasks settled in one transaction.
func (b *books) settleBoth(first, second uint64) *types.Receipt {
	b.t.Helper()
	one, x := b.result(first)
	two, y := b.result(second)
	if x.Cmp(y) > 0 {
		x, y = y, x
	}
	return b.book(crypto.Keccak256Hash(x[:], y[:]), one.task, two.task)
}

// done is what a znode would have proved.
type done struct {
	header task.Header
	ref    task.ReceiptRef
	task   bindings.ITaskSettlementTask
}

// result makes the result of the task of a number, and its leaf in the tree of what is attested.
func (b *books) result(sequence uint64) (done, common.Hash) {
	b.t.Helper()
	h := task.Header{
		ChainID: b.At.ChainID, ProjectID: task.ProjectID(b.Project), Sequence: sequence, ProjectVersion: "0.1",
		CreatedAt: time.UnixMilli(1e12).UTC(), MessageCount: 1, BodySize: 1,
	}
	signed, err := task.Sign(b.t.Context(), h, task.NewKeySigner(b.Enode))
	require.NoError(b.t, err)
	journal := (&task.Journal{ChainID: h.ChainID, ProjectID: h.ProjectID, TaskDigest: h.Digest()}).Encode()
	ref := task.ReceiptRef{ProgramID: task.Digest{5}, Journal: journal}
	d, said := h.Digest(), task.DigestOf(journal)
	leaf := crypto.Keccak256Hash(crypto.Keccak256([]byte("Result(uint64 projectId,bytes32 taskDigest,bytes32 programId,bytes32 journalDigest)")),
		common.BigToHash(new(big.Int).SetUint64(b.Project)).Bytes(), d[:], ref.ProgramID[:], said[:])
	return done{h, ref, bindings.ITaskSettlementTask{
		Header: bindings.TasksHeader{
			Sequence: sequence, Created: uint64(h.CreatedAt.UnixMilli()), MessageCount: 1, BodySize: 1, MessagesRoot: h.MessagesRoot,
		},
		EnodeSignature: compact(signed.Signature),
	}}, leaf
}

// book sends the transaction that settles tasks whose results have that root.
func (b *books) book(root common.Hash, tasks ...bindings.ITaskSettlementTask) *types.Receipt {
	b.t.Helper()
	staking, settler := bindings.NewZnodeStaking(), contractstest.Address(b.Znodes[0])
	hash, err := b.CallContract(b.t.Context(), ethereum.CallMsg{To: &b.At.ZnodeStaking, Data: staking.PackAttestationHash(b.Project, settler, root)}, nil)
	require.NoError(b.t, err)
	word, err := task.NewKeySigner(b.Znodes[0]).SignHash(b.t.Context(), [32]byte(hash))
	require.NoError(b.t, err)
	return b.Transact(b.t, b.Znodes[0], b.Terms.Settlement, nil, bookABI.PackSettleAttested(
		bindings.ITaskSettlementJob{ProjectId: b.Project, Version: "0.1", ProgramId: [32]byte{5}}, tasks, []bindings.Signature{compact(word)}))
}

func compact(s task.Signature) bindings.Signature {
	out := bindings.Signature{R: [32]byte(s[:32]), Vs: [32]byte(s[32:64])}
	out.Vs[0] |= (s[64] - 27) << 7
	return out
}

func (b *books) move() (former common.Address) {
	b.t.Helper()
	former = b.Terms.Settlement
	input := bookABI.PackConstructor(b.At.ProjectRegistry, b.At.ZnodeStaking, b.At.EnodeBonds, b.At.VerifierRouter)
	var err error
	b.Terms.Settlement, _, err = bind.DeployContract(bind.NewKeyedTransactor(b.Owner, new(big.Int).SetUint64(b.At.ChainID)),
		common.FromHex(bindings.TaskSettlementMetaData.Bin), b.Chain, input)
	require.NoError(b.t, err)
	b.SetTerms(b.t)
	return former
}

// The owner names another contract between a task's settling and the enode's look, and settles nothing again.
func TestTaskStaysSettledWhenTheOwnerMoves(t *testing.T) {
	b := newBooks(t)
	v := &project.Version{Outputs: []project.Output{{Type: project.OutputSettlement}}}
	check := func(h task.Header, ref task.ReceiptRef, out task.OutputRef) dispatcher.Settlement {
		t.Helper()
		got, _, err := b.enode.Check(t.Context(), v, h, ref, out)
		require.NoError(t, err)
		return got
	}
	h, ref, out := b.settle(1)
	require.Equal(t, dispatcher.SettlementDone, check(h, ref, out))
	b.move()
	require.NoError(t, b.registry.Poll(t.Context()))
	require.Equal(t, dispatcher.SettlementDone, check(h, ref, out))

	// What is settled in the new one is not judged before the move was read, and then it counts.
	b.move()
	h, ref, out = b.settle(2)
	require.Equal(t, dispatcher.SettlementPending, check(h, ref, out))
	require.NoError(t, b.registry.Poll(t.Context()))
	require.Equal(t, dispatcher.SettlementDone, check(h, ref, out))

	// A contract that is not the project's may say what it likes.
	r, err := b.TransactionReceipt(t.Context(), common.HexToHash(out.Result))
	require.NoError(t, err)
	r.BlockNumber = new(big.Int).SetUint64(b.At.StartBlock)
	b.enode.backend = &fakeChain{head: 1 << 30, receipt: r, tx: types.NewTx(&types.LegacyTx{})}
	require.Equal(t, dispatcher.SettlementRefused, check(h, ref, out))
}
