package deploy_test

import (
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
)

func TestNetworkWithStakesIsDeployedAndFoundAgain(t *testing.T) {
	owner, stranger := contractstest.Key(t), contractstest.Key(t)
	chain := contractstest.NewChain(t, owner, stranger)
	at, err := deploy.Staking(t.Context(), chain, owner, deploy.DefaultTerms(contractstest.Address(owner)))
	require.NoError(t, err)
	require.NoError(t, at.Validate())
	require.NotZero(t, at.StartBlock)

	// What attests is the contract that holds the stakes.
	router := bindings.NewVerifierRouter()
	resolve := func(n deploy.Network) (bindings.ResolveOutput, error) {
		out, err := chain.CallContract(t.Context(), ethereum.CallMsg{To: &n.VerifierRouter, Data: router.PackResolve(deploy.AttestedSelector)}, nil)
		if err != nil {
			return bindings.ResolveOutput{}, err
		}
		return router.UnpackResolve(out)
	}
	got, err := resolve(at)
	require.NoError(t, err)
	require.Equal(t, at.ZnodeStaking, got.Verifier)
	require.EqualValues(t, deploy.KindAttested, got.Kind)

	// Somebody who does not own the router cannot add to it, and is not stopped by that.
	other, err := deploy.Staking(t.Context(), chain, stranger, deploy.DefaultTerms(contractstest.Address(owner)))
	require.NoError(t, err)
	_, err = resolve(other)
	require.Error(t, err)

	path := filepath.Join(t.TempDir(), "network.json")
	require.NoError(t, at.Write(path))
	read, err := deploy.ReadNetwork(path)
	require.NoError(t, err)
	require.Equal(t, at, read)
}

func TestAddressesFileThatLacksSomethingSaysWhat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "network.json")
	_, err := deploy.ReadNetwork(path)
	require.ErrorIs(t, err, os.ErrNotExist)

	require.NoError(t, deploy.Network{ChainID: 1, ProjectRegistry: common.Address{1}}.Write(path))
	_, err = deploy.ReadNetwork(path)
	require.ErrorContains(t, err, "znodeStaking is missing")
	require.NotContains(t, err.Error(), "projectRegistry")

	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	_, err = deploy.ReadNetwork(path)
	require.ErrorContains(t, err, path)
}

func TestOldContractsStandBesideARegistry(t *testing.T) {
	owner := contractstest.Key(t)
	chain := contractstest.NewChain(t, owner)
	at, err := deploy.Staking(t.Context(), chain, owner, deploy.DefaultTerms(contractstest.Address(owner)))
	require.NoError(t, err)
	old, err := deploy.Beside(t.Context(), chain, owner, at.ProjectRegistry)
	require.NoError(t, err)
	require.Equal(t, at.ProjectRegistry, old.ProjectRegistrar)

	// A project of the registry is one that they know.
	registry, fleet := bindings.NewProjectRegistry(), bindings.NewFleetManager()
	chain.Transact(t, owner, at.ProjectRegistry, nil, registry.PackCreateProject("ipfs://file", [32]byte{1}))
	nodes := bindings.NewNodeRegistry()
	chain.Transact(t, owner, old.NodeRegistry, nil, nodes.PackRegister(contractstest.Address(owner)))
	chain.Transact(t, owner, old.FleetManager, nil, fleet.PackAllow(big.NewInt(1), big.NewInt(1)))
	out, err := chain.CallContract(t.Context(), ethereum.CallMsg{
		To: &old.FleetManager, Data: fleet.PackIsAllowed(contractstest.Address(owner), big.NewInt(1)),
	}, nil)
	require.NoError(t, err)
	allowed, err := fleet.UnpackIsAllowed(out)
	require.NoError(t, err)
	require.True(t, allowed)
}

func TestBondNeedsTheConsentOfItsKey(t *testing.T) {
	owner, operator := contractstest.Key(t), contractstest.Key(t)
	chain := contractstest.NewChain(t, owner, operator)
	at, err := deploy.Staking(t.Context(), chain, owner, deploy.DefaultTerms(contractstest.Address(owner)))
	require.NoError(t, err)

	staking := bindings.NewZnodeStaking()
	peer := make([]byte, 38)
	register := func(consent bindings.Signature) error {
		_, err := deploy.Transact(t.Context(), chain, owner, at.ZnodeStaking, big.NewInt(1e18),
			staking.PackRegister(contractstest.Address(operator), peer, 2, consent))
		return err
	}
	// Consent to somebody else, or to the other contract, is none.
	other, err := deploy.Consent(at.ChainID, at.ZnodeStaking, operator, contractstest.Address(operator))
	require.NoError(t, err)
	require.ErrorContains(t, register(other), "NotConsented")
	other, err = deploy.Consent(at.ChainID, at.EnodeBonds, operator, contractstest.Address(owner))
	require.NoError(t, err)
	require.ErrorContains(t, register(other), "NotConsented")

	right, err := deploy.Consent(at.ChainID, at.ZnodeStaking, operator, contractstest.Address(owner))
	require.NoError(t, err)
	require.NoError(t, register(right))
}
