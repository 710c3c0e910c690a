package contractstest_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/vm/risc0"
)

// risc0Verified asks the network's router about a proof, with gas that a point which is none may use up.
func risc0Verified(t *testing.T, s *contractstest.Staked, program [32]byte, journal, proof []byte) error {
	t.Helper()
	call := bindings.NewVerifierRouter().PackVerify(program, journal, proof)
	_, err := s.CallContract(t.Context(), ethereum.CallMsg{To: &s.At.VerifierRouter, Gas: 1_000_000, Data: call}, nil)
	return err
}

// requireInvalid requires that the router's answer is InvalidProof.
func requireInvalid(t *testing.T, err error, what string, at int) {
	t.Helper()
	var reverted interface{ ErrorData() any }
	require.ErrorAs(t, err, &reverted, "%s, byte %d", what, at)
	id := bindings.NewRisc0Verifier().GetABI().Errors["InvalidProof"].ID
	require.Equal(t, hexutil.Encode(id[:4]), reverted.ErrorData(), "%s, byte %d", what, at)
}

// A proof that risc0 published is taken out of a receipt and verified on an EVM, through the router and Risc0Verifier; nothing that
// differs from it in a bit is.
func TestGenuineGroth16ReceiptIsVerifiedByAChain(t *testing.T) {
	file, err := os.ReadFile("../../docs/testvectors/risc0-groth16.json")
	require.NoError(t, err)
	var v struct {
		Program      common.Hash   `json:"program_id"`
		Journal      hexutil.Bytes `json:"journal_hex"`
		Parameters   common.Hash   `json:"verifier_parameters"`
		ControlRoot  common.Hash   `json:"control_root"`
		ControlID    common.Hash   `json:"bn254_control_id"`
		VerifyingKey hexutil.Bytes `json:"verifying_key"`
		Receipts     []struct {
			Genuine bool          `json:"genuine"`
			Claim   common.Hash   `json:"claim_digest"`
			Receipt hexutil.Bytes `json:"receipt_hex"`
		} `json:"receipts"`
	}
	require.NoError(t, json.Unmarshal(file, &v))
	s := contractstest.NewStaked(t, 1, 1)
	verifier, parameters := contractstest.DeployRisc0(t, s.Chain, s.Owner, contractstest.Groth16Key{
		VerifyingKey: v.VerifyingKey, ControlRoot: v.ControlRoot, ControlID: v.ControlID,
	})
	require.Equal(t, v.Parameters, common.Hash(parameters), "the chain verifies with the library's key")
	selector := [4]byte{'r', 'i', 's', 'c'}
	s.Transact(t, s.Owner, s.At.VerifierRouter, nil, bindings.NewVerifierRouter().PackAdd(selector, verifier, 1))

	verified := 0
	for _, r := range v.Receipts {
		if !r.Genuine {
			continue
		}
		require.Equal(t, r.Claim, common.Hash(contractstest.Risc0Claim(v.Program, v.Journal)))
		raw, err := risc0.RawProof(r.Receipt)
		require.NoError(t, err)
		require.NoError(t, risc0Verified(t, s, v.Program, v.Journal, append(selector[:], raw...)))
		verified++
	}
	require.Equal(t, 3, verified)

	raw, err := risc0.RawProof(v.Receipts[0].Receipt)
	require.NoError(t, err)
	proof := append(selector[:], raw...)
	for at := 8; at < len(proof); at += 5 {
		other := bytes.Clone(proof)
		other[at] ^= 1 << (at % 8)
		requireInvalid(t, risc0Verified(t, s, v.Program, v.Journal, other), "proof", at)
	}
	for at := range v.Journal {
		other := bytes.Clone(v.Journal)
		other[at] ^= 1 << (at % 8)
		requireInvalid(t, risc0Verified(t, s, v.Program, other, proof), "journal", at)
	}
	require.ErrorContains(t, risc0Verified(t, s, v.Program, v.Journal, raw), "execution reverted", "without the network's selector")
}

// What settlement is tested with, where no genuine proof can be made, is verified as the genuine one is.
func TestTrapdoorProvesWhatItIsAskedTo(t *testing.T) {
	d := contractstest.NewTrapdoor(t)
	s := contractstest.NewStaked(t, 1, 1)
	verifier, parameters := contractstest.DeployRisc0(t, s.Chain, s.Owner, d.Key)
	selector := [4]byte{'r', 'i', 's', 'c'}
	s.Transact(t, s.Owner, s.At.VerifierRouter, nil, bindings.NewVerifierRouter().PackAdd(selector, verifier, 1))
	for _, journal := range [][]byte{nil, []byte("journal")} {
		raw, err := risc0.RawProof(d.Receipt(t, programID, journal, parameters))
		require.NoError(t, err)
		proof := append(selector[:], raw...)
		require.NoError(t, risc0Verified(t, s, programID, journal, proof))
		requireInvalid(t, risc0Verified(t, s, [32]byte{2}, journal, proof), "program", 0)
		requireInvalid(t, risc0Verified(t, s, programID, append(journal, 0), proof), "journal", 0)
	}
}
