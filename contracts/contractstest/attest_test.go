package contractstest_test

import (
	"crypto/ecdsa"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/task"
)

// What nodes sign is what the contract recovers signers from, whatever is attested.
func TestAttestationsOfNodesAreThoseOfTheContract(t *testing.T) {
	s := contractstest.NewStaked(t, 2, 2)
	staking := bindings.NewZnodeStaking()
	domain := attest.Domain{ChainID: s.At.ChainID, Staking: task.Address(s.At.ZnodeStaking)}
	ask := func(call []byte, unpack func([]byte) ([32]byte, error)) [32]byte {
		out, err := bind.Call(staking.Instance(s, s.At.ZnodeStaking), &bind.CallOpts{Context: t.Context()}, call, unpack)
		require.NoError(t, err)
		return out
	}
	settler := contractstest.Address(s.Znodes[0])
	var results []attest.Result
	for i := range 7 {
		results = append(results, attest.Result{Task: task.Digest{byte(i)}, Program: task.Digest{2}, Journal: task.Digest{3, byte(i)}})
		root := attest.Root(task.ProjectID(s.Project), results)
		hash := domain.Hash(task.ProjectID(s.Project), task.Address(settler), root)
		require.Equal(t, ask(staking.PackAttestationHash(s.Project, settler, root), staking.UnpackAttestationHash), hash)

		// The quorum's signatures, in ascending order of their signers' addresses, are accepted in their compact form.
		keys := s.Znodes
		if contractstest.Address(keys[0]).Cmp(contractstest.Address(keys[1])) > 0 {
			keys = []*ecdsa.PrivateKey{keys[1], keys[0]}
		}
		signatures := make([]bindings.Signature, len(keys))
		for k, key := range keys {
			sig, err := task.NewKeySigner(key).SignHash(t.Context(), hash)
			require.NoError(t, err)
			signatures[k].R, signatures[k].Vs = attest.Compact(sig)
		}
		payee, err := bind.Call(staking.Instance(s, s.At.ZnodeStaking), &bind.CallOpts{Context: t.Context()},
			staking.PackVerifyRoot(s.Project, settler, root, signatures), staking.UnpackVerifyRoot)
		require.NoError(t, err)
		require.Equal(t, contractstest.Address(s.Owner), payee)
		_, err = bind.Call(staking.Instance(s, s.At.ZnodeStaking), &bind.CallOpts{Context: t.Context()},
			staking.PackVerifyRoot(s.Project, common.Address{1}, root, signatures), staking.UnpackVerifyRoot)
		require.Error(t, err, "for another settler they are worth nothing")
	}
}
