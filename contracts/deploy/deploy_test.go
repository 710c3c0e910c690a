package deploy_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
)

var _ deploy.Backend = (*ethclient.Client)(nil)

func TestContractsKnowEachOther(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	at, err := deploy.Contracts(t.Context(), chain, key)
	require.NoError(t, err)
	for name, address := range map[string]common.Address{
		"ProjectRegistrar": at.ProjectRegistrar, "NodeRegistry": at.NodeRegistry, "FleetManager": at.FleetManager,
		"W3bstreamRouter": at.Router, "ZNodeRegistrar": at.ZNodeRegistrar,
	} {
		code, err := chain.CodeAt(t.Context(), address, nil)
		require.NoError(t, err)
		require.NotEmpty(t, code, name)
	}

	fleet, router := bindings.NewFleetManager(), bindings.NewW3bstreamRouter()
	call := func(contract *bind.BoundContract, data []byte, unpack func([]byte) (common.Address, error)) common.Address {
		address, err := bind.Call(contract, &bind.CallOpts{Context: t.Context()}, data, unpack)
		require.NoError(t, err)
		return address
	}
	fleetAt, routerAt := fleet.Instance(chain, at.FleetManager), router.Instance(chain, at.Router)
	require.Equal(t, at.ProjectRegistrar, call(fleetAt, fleet.PackProjectRegistrar(), fleet.UnpackProjectRegistrar))
	require.Equal(t, at.NodeRegistry, call(fleetAt, fleet.PackNodeRegistry(), fleet.UnpackNodeRegistry))
	require.Equal(t, at.FleetManager, call(routerAt, router.PackFleetManager(), router.UnpackFleetManager))
	require.Equal(t, at.ProjectRegistrar, call(routerAt, router.PackProjectRegistrar(), router.UnpackProjectRegistrar))
	gas, err := bind.Call(routerAt, nil, router.PackReceiverGas(), router.UnpackReceiverGas)
	require.NoError(t, err)
	require.EqualValues(t, deploy.ReceiverGas, gas.Uint64())
}

func TestWeatherInsuranceIsConfigured(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	router := common.HexToAddress("0x00000000000000000000000000000000000000aa")
	address, err := deploy.WeatherInsurance(t.Context(), chain, key, deploy.Insurance{
		Router: router, ProjectID: 7, MinimumDays: 25,
	})
	require.NoError(t, err)

	insurance := bindings.NewWeatherInsurance()
	contract := insurance.Instance(chain, address)
	owner, err := bind.Call(contract, nil, insurance.PackOwner(), insurance.UnpackOwner)
	require.NoError(t, err)
	require.Equal(t, contractstest.Address(key), owner)
	gotRouter, err := bind.Call(contract, nil, insurance.PackRouter(), insurance.UnpackRouter)
	require.NoError(t, err)
	require.Equal(t, router, gotRouter)
	project, err := bind.Call(contract, nil, insurance.PackProjectId(), insurance.UnpackProjectId)
	require.NoError(t, err)
	require.EqualValues(t, 7, project.Uint64())
	days, err := bind.Call(contract, nil, insurance.PackMinimumDays(), insurance.UnpackMinimumDays)
	require.NoError(t, err)
	require.EqualValues(t, 25, days.Uint64())
}

func TestAddressesAsJSON(t *testing.T) {
	at := deploy.Addresses{Router: common.HexToAddress("0x00000000000000000000000000000000000000aa")}
	text, err := json.Marshal(at)
	require.NoError(t, err)
	require.Contains(t, string(text), `"router":"0x00000000000000000000000000000000000000aa"`)
	var back deploy.Addresses
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, at, back)
}

// TestSubmitABIIsTheRouters: other names, the same function.
func TestSubmitABIIsTheRouters(t *testing.T) {
	contract, err := bindings.W3bstreamRouterMetaData.ParseABI()
	require.NoError(t, err)
	ours, err := abi.JSON(strings.NewReader(deploy.SubmitABI))
	require.NoError(t, err)
	require.Equal(t, contract.Methods["submit"].ID, ours.Methods["submit"].ID)
}

func TestTransactNamesTheReason(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	at, err := deploy.Contracts(t.Context(), chain, key)
	require.NoError(t, err)
	_, err = deploy.Transact(t.Context(), chain, key, at.ProjectRegistrar, nil,
		bindings.NewProjectRegistrar().PackPauseProject(9))
	require.ErrorContains(t, err, "ProjectNotFound(projectId=9)")
	require.NotErrorIs(t, err, deploy.ErrReverted, "was not sent")
}

// optimist takes every call for one that succeeds.
type optimist struct{ *contractstest.Chain }

func (optimist) EstimateGas(context.Context, ethereum.CallMsg) (uint64, error) { return 200_000, nil }

func TestTransactReportsMinedFailure(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	at, err := deploy.Contracts(t.Context(), chain, key)
	require.NoError(t, err)
	receipt, err := deploy.Transact(t.Context(), optimist{chain}, key, at.ProjectRegistrar, nil,
		bindings.NewProjectRegistrar().PackPauseProject(9))
	require.ErrorIs(t, err, deploy.ErrReverted)
	require.Equal(t, types.ReceiptStatusFailed, receipt.Status)
}

func TestContractsNeedMoney(t *testing.T) {
	chain := contractstest.NewChain(t)
	_, err := deploy.Contracts(t.Context(), chain, contractstest.Key(t))
	require.ErrorContains(t, err, "deploy ProjectRegistrar")
}

// idle mines nothing.
type idle struct{ *contractstest.Chain }

func (i idle) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	return i.Client.SendTransaction(ctx, tx)
}

// asked stops the wait when a receipt is first asked for.
type asked struct {
	idle
	stop context.CancelCauseFunc
}

var errEnough = errors.New("enough")

func (a asked) TransactionReceipt(ctx context.Context, hash common.Hash) (*types.Receipt, error) {
	a.stop(errEnough)
	return a.idle.TransactionReceipt(context.WithoutCancel(ctx), hash)
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	at, err := deploy.Contracts(t.Context(), chain, key)
	require.NoError(t, err)
	ctx, stop := context.WithCancelCause(t.Context())
	defer stop(nil)
	_, err = deploy.Transact(ctx, asked{idle{chain}, stop}, key, at.NodeRegistry, nil,
		bindings.NewNodeRegistry().PackRegister(contractstest.Address(key)))
	require.ErrorIs(t, err, errEnough)
}
