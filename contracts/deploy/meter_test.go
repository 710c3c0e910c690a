package deploy_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
)

func TestMeterBillsAreConfigured(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	want := deploy.Bills{Router: common.Address{0xaa}, ProjectID: 7, Module: [32]byte{1, 2, 3}, Tariff: 30}
	address, err := deploy.MeterBills(t.Context(), chain, key, want)
	require.NoError(t, err)

	bills := bindings.NewMeterBills()
	contract := bills.Instance(chain, address)
	owner, err := bind.Call(contract, nil, bills.PackOwner(), bills.UnpackOwner)
	require.NoError(t, err)
	require.Equal(t, contractstest.Address(key), owner)
	router, err := bind.Call(contract, nil, bills.PackRouter(), bills.UnpackRouter)
	require.NoError(t, err)
	require.Equal(t, want.Router, router)
	project, err := bind.Call(contract, nil, bills.PackProjectId(), bills.UnpackProjectId)
	require.NoError(t, err)
	require.Equal(t, want.ProjectID, project.Uint64())
	module, err := bind.Call(contract, nil, bills.PackModule(), bills.UnpackModule)
	require.NoError(t, err)
	require.Equal(t, want.Module, module)
	tariff, err := bind.Call(contract, nil, bills.PackTariff(), bills.UnpackTariff)
	require.NoError(t, err)
	require.Equal(t, want.Tariff, tariff)
}
