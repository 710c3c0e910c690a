package deploy_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
)

// acceptsAll is the creation code of a contract whose code is STOP, noCode that of one without code.
var (
	acceptsAll = common.FromHex("0x6001806009" + "5f395ff300")
	noCode     = common.FromHex("0x5f5ff3")
)

func TestHalo2VerifierIsConfigured(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	circuit := deploy.Circuit{ProgramID: [32]byte{7}, Bytecode: acceptsAll, PublicValues: 2, ProofLength: 64}
	address, err := deploy.Halo2Verifier(t.Context(), chain, key, circuit)
	require.NoError(t, err)

	verifier := bindings.NewHalo2Verifier()
	verify := func(program [32]byte, values, proof int) error {
		_, err := bind.Call(verifier.Instance(chain, address), &bind.CallOpts{Context: t.Context()},
			verifier.PackVerify(program, make([]byte, values), make([]byte, proof)),
			func([]byte) (struct{}, error) { return struct{}{}, nil })
		return err
	}
	require.NoError(t, verify([32]byte{7}, 64, 64))
	require.Error(t, verify([32]byte{8}, 64, 64))
	require.Error(t, verify([32]byte{7}, 32, 64))
	require.Error(t, verify([32]byte{7}, 64, 63))
}

func TestHalo2VerifierNeedsCode(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	_, err := deploy.Halo2Verifier(t.Context(), chain, key, deploy.Circuit{Bytecode: noCode})
	require.ErrorContains(t, err, "VerifierHasNoCode(verifier=0x")
}

func TestHeatingAllowanceIsConfigured(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	router := common.HexToAddress("0x00000000000000000000000000000000000000aa")
	tenant := common.HexToAddress("0x00000000000000000000000000000000000000bb")
	address, err := deploy.HeatingAllowance(t.Context(), chain, key, deploy.Allowance{
		Router: router, ProjectID: 7, Tenant: tenant, WeiPerDegreeDay: big.NewInt(9), MinimumDays: 25,
	})
	require.NoError(t, err)

	allowance := bindings.NewHeatingAllowance()
	contract := allowance.Instance(chain, address)
	owner, err := bind.Call(contract, nil, allowance.PackOwner(), allowance.UnpackOwner)
	require.NoError(t, err)
	require.Equal(t, contractstest.Address(key), owner)
	got, err := bind.Call(contract, nil, allowance.PackRouter(), allowance.UnpackRouter)
	require.NoError(t, err)
	require.Equal(t, router, got)
	got, err = bind.Call(contract, nil, allowance.PackTenant(), allowance.UnpackTenant)
	require.NoError(t, err)
	require.Equal(t, tenant, got)
	project, err := bind.Call(contract, nil, allowance.PackProjectId(), allowance.UnpackProjectId)
	require.NoError(t, err)
	require.EqualValues(t, 7, project.Uint64())
	days, err := bind.Call(contract, nil, allowance.PackMinimumDays(), allowance.UnpackMinimumDays)
	require.NoError(t, err)
	require.EqualValues(t, 25, days.Uint64())
	perDegreeDay, err := bind.Call(contract, nil, allowance.PackWeiPerDegreeDay(), allowance.UnpackWeiPerDegreeDay)
	require.NoError(t, err)
	require.EqualValues(t, 9, perDegreeDay.Uint64())
}

// TestReceiveABIIsTheReceivers: another name, the same function.
func TestReceiveABIIsTheReceivers(t *testing.T) {
	contract, err := bindings.IWSReceiverMetaData.ParseABI()
	require.NoError(t, err)
	ours, err := abi.JSON(strings.NewReader(deploy.ReceiveABI))
	require.NoError(t, err)
	require.Equal(t, contract.Methods["receiveData"].ID, ours.Methods["receiveData"].ID)
}

func TestDeployHalo2TellsWhatItTook(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	at, err := deploy.DeployHalo2(t.Context(), chain, key,
		deploy.Circuit{ProgramID: [32]byte{7}, Bytecode: acceptsAll, PublicValues: 1, ProofLength: 32})
	require.NoError(t, err)
	require.Len(t, at.Transactions, 2)
	var gas uint64
	for i, want := range []common.Address{at.Generated, at.Verifier} {
		receipt, err := chain.TransactionReceipt(t.Context(), at.Transactions[i])
		require.NoError(t, err)
		require.Equal(t, want, receipt.ContractAddress)
		gas += receipt.GasUsed
	}
	require.Equal(t, gas, at.GasUsed)
	verifier := bindings.NewHalo2Verifier()
	generated, err := bind.Call(verifier.Instance(chain, at.Verifier), nil, verifier.PackVerifier(), verifier.UnpackVerifier)
	require.NoError(t, err)
	require.Equal(t, at.Generated, generated)
}

// What was deployed before a failure costs money: it is told.
func TestDeployHalo2TellsHowFarItCame(t *testing.T) {
	key := contractstest.Key(t)
	at, err := deploy.DeployHalo2(t.Context(), contractstest.NewChain(t, key), key, deploy.Circuit{Bytecode: noCode})
	require.ErrorContains(t, err, "deploy Halo2Verifier: ")
	require.NotZero(t, at.Generated)
	require.Zero(t, at.Verifier)
	require.Len(t, at.Transactions, 1)
}
