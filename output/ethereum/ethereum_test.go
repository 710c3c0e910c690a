package ethereum_test

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"log/slog"
	"math/big"
	"path/filepath"
	"sync"
	"testing"
	"time"

	geth "github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/ethereum"
	"github.com/machinefi/sprout/output/outputtest"
	"github.com/machinefi/sprout/task"
)

const endpoint = "http://chain.example/k3y"

// seventh is the project of outputtest's results.
const seventh = 7

// network is a chain with every contract, project 7 and one node allowed to work for it.
type network struct {
	*contractstest.Chain
	at        deploy.Addresses
	insurance common.Address
	owner     *ecdsa.PrivateKey
	operator  *ecdsa.PrivateKey
}

func newNetwork(t testing.TB) *network {
	t.Helper()
	owner, op := contractstest.Key(t), contractstest.Key(t)
	n := &network{Chain: contractstest.NewChain(t, owner, op), owner: owner, operator: op}
	var err error
	n.at, err = deploy.Contracts(t.Context(), n, owner)
	require.NoError(t, err)
	for i := range seventh {
		n.Transact(t, owner, n.at.ProjectRegistrar, nil, bindings.NewProjectRegistrar().PackCreateProject("ipfs://file", [32]byte{byte(i + 1)}))
	}
	nodes := bindings.NewNodeRegistry()
	made := n.Transact(t, op, n.at.NodeRegistry, nil, nodes.PackRegister(contractstest.Address(op)))
	node, err := nodes.UnpackNodeRegisteredEvent(made.Logs[len(made.Logs)-1])
	require.NoError(t, err)
	n.Transact(t, owner, n.at.FleetManager, nil, bindings.NewFleetManager().PackAllow(big.NewInt(seventh), node.NodeId))
	n.insurance, err = deploy.WeatherInsurance(t.Context(), n, owner, deploy.Insurance{Router: n.at.Router, ProjectID: seventh, MinimumDays: 28})
	require.NoError(t, err)
	n.Transact(t, owner, n.at.Router, nil, bindings.NewW3bstreamRouter().PackRegister(big.NewInt(seventh), n.insurance))
	n.accept(t)
	return n
}

func (n *network) accept(t testing.TB) {
	t.Helper()
	n.Transact(t, n.owner, n.insurance, nil, bindings.NewWeatherInsurance().PackAcceptProgram(task.Digest{1}))
}

func (n *network) revoke(t testing.TB) {
	t.Helper()
	n.Transact(t, n.owner, n.insurance, nil, bindings.NewWeatherInsurance().PackRevokeProgram(task.Digest{1}))
}

// chains leads every endpoint to one backend with one sender.
type chains struct {
	backend chain.Backend
	sender  *chain.Sender
}

func (c chains) Chain(context.Context, string) (chain.Backend, *chain.Sender, error) {
	return c.backend, c.sender, nil
}

// open makes the output with a fresh ledger, as a znode that lost its own would.
func (n *network) open(t testing.TB, key *ecdsa.PrivateKey, b chain.Backend) output.Output {
	t.Helper()
	book, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, book.Close()) })
	cfg := chain.SenderConfig{Poll: 2 * time.Millisecond, Log: slog.New(slog.DiscardHandler)}
	s, err := chain.NewSender(t.Context(), cfg, b, operator.New(key), book)
	require.NoError(t, err)
	policy := ethereum.Policy{Endpoints: []string{endpoint}, Contracts: []common.Address{n.at.Router}}
	out, err := ethereum.New(policy, chains{b, s})(n.params(t, nil))
	require.NoError(t, err)
	return out
}

func (n *network) params(t testing.TB, change map[string]string) json.RawMessage {
	t.Helper()
	all := map[string]string{
		"chainEndpoint": endpoint, "contractAddress": n.at.Router.Hex(), "receiverAddress": n.insurance.Hex(),
		"contractMethod": "submit", "contractAbiJSON": deploy.SubmitABI,
	}
	for k, v := range change {
		all[k] = v
	}
	return target(t, "", all)
}

// settled lists the tasks the dApp took, by its events.
func (n *network) settled(t testing.TB) (list []task.Digest) {
	t.Helper()
	book := bindings.NewSproutReceiver()
	logs, err := n.FilterLogs(t.Context(), geth.FilterQuery{Addresses: []common.Address{n.insurance}, FromBlock: new(big.Int)})
	require.NoError(t, err)
	for _, l := range logs {
		if ev, err := book.UnpackTaskSettledEvent(&l); err == nil {
			list = append(list, ev.TaskDigest)
		}
	}
	return list
}

// month is the n-th result, its journal holding a month that the insurance understands.
func month(t testing.TB, n uint64) output.Result {
	t.Helper()
	r := outputtest.Result(t, n)
	report := contractstest.Report{Station: [32]byte{1}, Month: 201201, Days: 31, Rainfall: 1733, MaxTemp: 128, MinTemp: -71}
	report.Month += n
	j := task.Journal{ChainID: 1337, ProjectID: seventh, TaskDigest: r.Task.Header.Digest(), Output: report.Encode(t)}
	r.Receipt.Journal = j.Encode()
	return r
}

func (n *network) wealth(t testing.TB, key *ecdsa.PrivateKey) *big.Int {
	t.Helper()
	balance, err := n.BalanceAt(t.Context(), contractstest.Address(key), nil)
	require.NoError(t, err)
	return balance
}

func TestConformance(t *testing.T) {
	outputtest.Run(t, func(t testing.TB) outputtest.Receiver {
		n := newNetwork(t)
		return outputtest.Receiver{Output: n.open(t, n.operator, n), Result: month, Got: func() []task.Digest { return n.settled(t) }}
	})
}

func TestLostLedgerFindsTheTransaction(t *testing.T) {
	n := newNetwork(t)
	first, err := n.open(t, n.operator, n).Deliver(t.Context(), month(t, 1))
	require.NoError(t, err)
	require.NotZero(t, first.Gas)
	require.Less(t, first.Gas, uint64(400_000), "the gas demanded up front is not used")
	before := n.wealth(t, n.operator)
	second, err := n.open(t, n.operator, n).Deliver(t.Context(), month(t, 1))
	require.NoError(t, err)
	require.Equal(t, first, second)
	third, err := n.open(t, n.operator, narrow{n.Chain}).Deliver(t.Context(), month(t, 1))
	require.NoError(t, err)
	require.Equal(t, first, third)
	require.Equal(t, before, n.wealth(t, n.operator))
	require.Len(t, n.settled(t), 1)
}

// narrow is a node that looks through few blocks at once, as public ones do.
type narrow struct{ *contractstest.Chain }

func (n narrow) FilterLogs(ctx context.Context, q geth.FilterQuery) ([]types.Log, error) {
	if q.ToBlock == nil {
		return nil, errors.New("query exceeds max block range")
	}
	return n.Chain.FilterLogs(ctx, q)
}

func TestRefusalCostsNoGas(t *testing.T) {
	n := newNetwork(t)
	n.revoke(t)
	out, before := n.open(t, n.operator, n), n.wealth(t, n.operator)
	_, err := out.Deliver(t.Context(), month(t, 1))
	require.ErrorIs(t, err, output.ErrRefused)
	require.ErrorContains(t, err, "ProgramNotAccepted(programId=0x01")
	require.Equal(t, task.FailRejected, output.Code(err))
	require.Equal(t, before, n.wealth(t, n.operator))

	n.accept(t)
	_, err = out.Deliver(t.Context(), month(t, 1))
	require.NoError(t, err, "a refusal by rehearsal leaves nothing behind")
}

func TestOperatorThatIsNotAllowed(t *testing.T) {
	n := newNetwork(t)
	before := n.wealth(t, n.owner)
	_, err := n.open(t, n.owner, n).Deliver(t.Context(), month(t, 1))
	require.ErrorIs(t, err, chain.ErrReverted)
	require.ErrorContains(t, err, "OperatorNotAllowed(projectId=7, operator=")
	require.Contains(t, task.Hint(err), "FleetManager")
	require.NotErrorIs(t, err, output.ErrRefused, "another node may bring the same result")
	require.Equal(t, before, n.wealth(t, n.owner))
}

// meddler lets something happen on the chain between the rehearsal and the transaction.
type meddler struct {
	*contractstest.Chain
	once   sync.Once
	before func()
}

func (m *meddler) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	m.once.Do(m.before)
	return m.Chain.SendTransaction(ctx, tx)
}

func TestRefusalInTheRoutersEvent(t *testing.T) {
	n := newNetwork(t)
	m := &meddler{Chain: n.Chain, before: func() { n.revoke(t) }}
	_, err := n.open(t, n.operator, m).Deliver(t.Context(), month(t, 1))
	require.ErrorIs(t, err, output.ErrRefused)
	require.ErrorContains(t, err, "ProgramNotAccepted(programId=0x01")
	require.ErrorContains(t, err, "(transaction 0x")
	require.Empty(t, n.settled(t))
}

// settleFirst has another node of the fleet settle what r is of, and returns its transaction.
func (n *network) settleFirst(t *testing.T, r output.Result) common.Hash {
	t.Helper()
	payload := contractstest.Settlement{
		Journal: r.Receipt.Journal, ProgramID: r.Receipt.ProgramID, ReceiptDigest: r.Receipt.Digest, ReceiptCID: r.Receipt.CID,
	}.Encode(t)
	return n.Transact(t, n.ally(t), n.at.Router, nil, bindings.NewW3bstreamRouter().PackSubmit(big.NewInt(seventh), n.insurance, payload)).TxHash
}

func TestAnotherNodeWasFaster(t *testing.T) {
	n := newNetwork(t)
	r := month(t, 1)
	var theirs common.Hash
	m := &meddler{Chain: n.Chain, before: func() {
		theirs = n.settleFirst(t, r)
	}}
	out := n.open(t, n.operator, m)
	book, ok := out.(output.Book)
	require.True(t, ok)
	before, err := book.Settled(t.Context(), r.Task.Header)
	require.NoError(t, err)
	require.False(t, before)
	ref, err := out.Deliver(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, theirs.Hex(), ref.Result)
	after, err := book.Settled(t.Context(), r.Task.Header)
	require.NoError(t, err)
	require.True(t, after)
	require.Len(t, n.settled(t), 1)
}

// latecomer has its say after the receiver was asked whether it has the task.
type latecomer struct {
	*contractstest.Chain

	asked  int
	before func()
}

func (l *latecomer) CallContract(ctx context.Context, call geth.CallMsg, block *big.Int) ([]byte, error) {
	if l.asked++; l.asked == 2 {
		l.before()
	}
	return l.Chain.CallContract(ctx, call, block)
}

func TestAnotherNodeWasFasterThanTheRehearsal(t *testing.T) {
	n := newNetwork(t)
	r := month(t, 1)
	var theirs common.Hash
	m := &latecomer{Chain: n.Chain, before: func() {
		theirs = n.settleFirst(t, r)
	}}
	ref, err := n.open(t, n.operator, m).Deliver(t.Context(), r)
	require.NoError(t, err, "an honest node is held nothing against")
	require.Equal(t, theirs.Hex(), ref.Result)
	require.Len(t, n.settled(t), 1)
}

// ally allows the owner's account to work for the project as a second node.
func (n *network) ally(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	nodes := bindings.NewNodeRegistry()
	made := n.Transact(t, n.owner, n.at.NodeRegistry, nil, nodes.PackRegister(contractstest.Address(n.owner)))
	node, err := nodes.UnpackNodeRegisteredEvent(made.Logs[len(made.Logs)-1])
	require.NoError(t, err)
	n.Transact(t, n.owner, n.at.FleetManager, nil, bindings.NewFleetManager().PackAllow(big.NewInt(seventh), node.NodeId))
	return n.owner
}

func TestPolicy(t *testing.T) {
	n := &network{at: deploy.Addresses{Router: common.Address{1}}, insurance: common.Address{2}}
	policy := ethereum.Policy{Endpoints: []string{endpoint}, Contracts: []common.Address{n.at.Router}}
	for hint, change := range map[string]map[string]string{
		"--output-endpoint": {"chainEndpoint": "http://other.example/k3y"},
		"--output-contract": {"contractAddress": common.Address{3}.Hex()},
	} {
		_, err := ethereum.New(policy, chains{})(n.params(t, change))
		require.ErrorIs(t, err, output.ErrForbidden)
		require.Contains(t, task.Hint(err), hint)
		require.NotContains(t, err.Error(), "k3y")
	}
	_, err := ethereum.New(ethereum.Policy{}, chains{})(n.params(t, nil))
	require.ErrorIs(t, err, output.ErrForbidden, "nothing is allowed by default")
}
