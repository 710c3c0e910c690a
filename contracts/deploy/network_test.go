package deploy_test

import (
	"io"
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

func TestNotesSayTheTerms(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "network.json.unfinished")
	terms := deploy.DefaultTerms(common.Address{7})
	terms.ZnodeBond, _ = new(big.Int).SetString("123456789012345678901234567890", 10)
	want := deploy.Notes{Network: deploy.Network{ChainID: 1, EnodeBonds: common.Address{2}}, Payer: common.Address{3}, Terms: terms}
	require.NoError(t, want.Write(path))
	got, err := deploy.ReadNotes(path)
	require.NoError(t, err)
	require.Equal(t, want, got)

	for text, message := range map[string]string{
		`{}`:                            "chainID is missing",
		`{"chainID": 1}`:                "terms are missing",
		`{"chainID": 1, "terms": {}}`:   "withdrawalDelay",
		`{"chainID": 1, "terms": null}`: "withdrawalDelay",
		`{"chainID": 1, "terms": {"withdrawalDelay": "1h", "unbondingDelay": "1h", "znodeBondWei": "1"}}`: "a bond is missing",
	} {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		_, err = deploy.ReadNotes(path)
		require.ErrorContains(t, err, message, text)
	}
	done := deploy.Network{ChainID: 1, ProjectRegistry: common.Address{1}, EnodeBonds: common.Address{2}, ZnodeStaking: common.Address{3}, VerifierRouter: common.Address{4}, TaskSettlement: common.Address{5}}
	require.NoError(t, done.Write(path))
	_, err = deploy.ReadNotes(path)
	require.ErrorContains(t, err, "is complete")
}

// Whoever has the file open still reads what it said: it is replaced, never written over, and nothing else is left there.
func TestAddressesFileIsReplacedWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "network.json")
	require.NoError(t, os.WriteFile(path, []byte("before"), 0o600))
	before, err := os.Open(path)
	require.NoError(t, err)
	defer before.Close()
	require.NoError(t, deploy.Network{ChainID: 1}.Write(path))
	text, err := io.ReadAll(before)
	require.NoError(t, err)
	require.Equal(t, "before", string(text))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.EqualValues(t, 0o644, info.Mode().Perm())

	require.ErrorIs(t, deploy.Network{ChainID: 1}.Write(filepath.Join(dir, "nowhere", "network.json")), os.ErrNotExist)
}
