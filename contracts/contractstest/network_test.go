package contractstest_test

import (
	"crypto/ecdsa"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
)

var (
	registrar = bindings.NewProjectRegistrar()
	nodes     = bindings.NewNodeRegistry()
	fleet     = bindings.NewFleetManager()
	router    = bindings.NewW3bstreamRouter()
	insurance = bindings.NewWeatherInsurance()

	station   = [32]byte{'s', 'e', 'a', 't', 't', 'l', 'e'}
	programID = [32]byte{1}
	month     = big.NewInt(201201)
)

// network is a chain with every contract, one project of the owner's and one node that may work for it.
type network struct {
	*contractstest.Chain

	at        deploy.Addresses
	insurance common.Address
	project   uint64

	owner, operator, farmer *ecdsa.PrivateKey
}

func newNetwork(t *testing.T) *network {
	t.Helper()
	owner, operator, farmer := contractstest.Key(t), contractstest.Key(t), contractstest.Key(t)
	n := &network{
		Chain: contractstest.NewChain(t, owner, operator, farmer),
		owner: owner, operator: operator, farmer: farmer,
	}
	var err error
	n.at, err = deploy.Contracts(t.Context(), n, owner)
	require.NoError(t, err)

	created := n.Transact(t, owner, n.at.ProjectRegistrar, nil, registrar.PackCreateProject("ipfs://file", [32]byte{1}))
	upserted, err := registrar.UnpackProjectUpsertedEvent(created.Logs[len(created.Logs)-1])
	require.NoError(t, err)
	n.project = upserted.ProjectId

	registered := n.Transact(t, operator, n.at.NodeRegistry, nil, nodes.PackRegister(contractstest.Address(operator)))
	node, err := nodes.UnpackNodeRegisteredEvent(registered.Logs[len(registered.Logs)-1])
	require.NoError(t, err)
	n.Transact(t, owner, n.at.FleetManager, nil, fleet.PackAllow(n.projectID(), node.NodeId))

	n.insurance, err = deploy.WeatherInsurance(t.Context(), n, owner, deploy.Insurance{
		Router: n.at.Router, ProjectID: n.project, MinimumDays: 28,
	})
	require.NoError(t, err)
	n.Transact(t, owner, n.at.Router, nil, router.PackRegister(n.projectID(), n.insurance))
	n.Transact(t, owner, n.insurance, nil, insurance.PackAcceptProgram(programID))
	return n
}

func (n *network) projectID() *big.Int {
	return new(big.Int).SetUint64(n.project)
}

// insure sells the farmer 10 ether of cover for 1 ether.
func (n *network) insure(t *testing.T) {
	t.Helper()
	now := uint64(time.Now().Unix())
	n.Transact(t, n.owner, n.insurance, ether(20), insurance.PackFund())
	n.Transact(t, n.owner, n.insurance, nil, insurance.PackOffer(station, month, 1000, now+3600, now+7200))
	n.Transact(t, n.farmer, n.insurance, ether(1), insurance.PackBuy(station, month))
}

// settlement is the payload of a month with the given payout.
func (n *network) settlement(t *testing.T, task byte, payoutBps uint64) []byte {
	t.Helper()
	report := contractstest.Report{
		Station: station, Month: month.Uint64(), Days: 31, Rainfall: 1733, MaxTemp: 128, MinTemp: -71,
		Pays: payoutBps > 0, PayoutBps: payoutBps,
	}
	journal := contractstest.Journal{
		Version: 1, ChainID: params.AllDevChainProtocolChanges.ChainID.Uint64(), ProjectID: n.project,
		TaskDigest: [32]byte{task}, Output: report.Encode(t),
	}
	return contractstest.Settlement{
		Journal: journal.Encode(t), ProgramID: programID, ReceiptDigest: [32]byte{2}, ReceiptCID: "bafkreceipt",
	}.Encode(t)
}

// submit brings a payload to the insurance as the operator and returns what the router says of it.
func (n *network) submit(t *testing.T, payload []byte) (*types.Receipt, *bindings.W3bstreamRouterDataReceived) {
	t.Helper()
	receipt := n.Transact(t, n.operator, n.at.Router, nil, router.PackSubmit(n.projectID(), n.insurance, payload))
	received, err := router.UnpackDataReceivedEvent(receipt.Logs[len(receipt.Logs)-1])
	require.NoError(t, err)
	require.Equal(t, contractstest.Address(n.operator), received.Operator)
	return receipt, received
}

func (n *network) settled(t *testing.T, task byte) bool {
	t.Helper()
	settled, err := bind.Call(insurance.Instance(n, n.insurance), &bind.CallOpts{Context: t.Context()},
		insurance.PackIsSettled([32]byte{task}), insurance.UnpackIsSettled)
	require.NoError(t, err)
	return settled
}

func ether(amount int64) *big.Int {
	return new(big.Int).Mul(big.NewInt(amount), big.NewInt(params.Ether))
}

func TestSettlementPaysOnce(t *testing.T) {
	n := newNetwork(t)
	n.insure(t)
	require.False(t, n.settled(t, 7))

	receipt, received := n.submit(t, n.settlement(t, 7, 5000))
	require.True(t, received.Success, bindings.DescribeReason(received.RevertReason))
	require.True(t, n.settled(t, 7))
	t.Logf("settlement took %d gas", receipt.GasUsed)

	settled, err := insurance.UnpackTaskSettledEvent(receipt.Logs[0])
	require.NoError(t, err)
	require.Equal(t, [32]byte{7}, settled.TaskDigest)
	require.Equal(t, n.project, settled.ProjectId.Uint64())
	require.Equal(t, programID, settled.ProgramId)
	require.Equal(t, "bafkreceipt", settled.ReceiptCid)

	claim := n.Transact(t, n.farmer, n.insurance, nil, insurance.PackClaim(station, month))
	paid, err := insurance.UnpackClaimedEvent(claim.Logs[0])
	require.NoError(t, err)
	require.Equal(t, ether(5), paid.Amount, "half of a coverage of 10 ether")
	balance, err := n.BalanceAt(t.Context(), n.insurance, nil)
	require.NoError(t, err)
	require.Equal(t, ether(16), balance)

	_, again := n.submit(t, n.settlement(t, 7, 5000))
	require.False(t, again.Success)
	require.Contains(t, bindings.DescribeReason(again.RevertReason), "TaskAlreadySettled(taskDigest=0x07")
	_, err = deploy.Transact(t.Context(), n, n.farmer, n.insurance, nil, insurance.PackClaim(station, month))
	require.ErrorContains(t, err, "NothingToClaim(holder=")
}

func TestOnlyAllowedOperatorsSubmit(t *testing.T) {
	n := newNetwork(t)
	n.insure(t)
	call := router.PackSubmit(n.projectID(), n.insurance, n.settlement(t, 1, 10_000))

	_, err := deploy.Transact(t.Context(), n, n.farmer, n.at.Router, nil, call)
	require.ErrorContains(t, err, "OperatorNotAllowed(projectId=1, operator=")

	n.Transact(t, n.owner, n.at.ProjectRegistrar, nil, registrar.PackPauseProject(n.project))
	_, err = deploy.Transact(t.Context(), n, n.operator, n.at.Router, nil, call)
	require.ErrorContains(t, err, "ProjectPaused(projectId=1)")
	require.False(t, n.settled(t, 1))
}

func TestMovedReceiptIsRefused(t *testing.T) {
	n := newNetwork(t)
	n.insure(t)
	foreign := contractstest.Journal{Version: 1, ChainID: 4690, ProjectID: n.project, TaskDigest: [32]byte{3}}
	_, received := n.submit(t, contractstest.Settlement{Journal: foreign.Encode(t), ProgramID: programID}.Encode(t))
	require.False(t, received.Success)
	require.Equal(t, "WrongChain(chainId=4690, expected=1337)", bindings.DescribeReason(received.RevertReason))
	require.False(t, n.settled(t, 3))
}
