package contractstest_test

import (
	"crypto/sha256"
	"encoding/json"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
)

type halo2Settlement struct {
	Name          string        `json:"name"`
	Header        hexutil.Bytes `json:"header_hex"`
	TaskDigest    common.Hash   `json:"task_digest"`
	PublicInput0  common.Hash   `json:"public_input_0"`
	ProgramID     common.Hash   `json:"program_id"`
	ReceiptDigest common.Hash   `json:"receipt_digest"`
	ReceiptCID    string        `json:"receipt_cid"`
	PublicInputs  []common.Hash `json:"public_inputs"`
	Journal       hexutil.Bytes `json:"journal_hex"`
	Proof         hexutil.Bytes `json:"proof_hex"`
	Payload       hexutil.Bytes `json:"payload_hex"`
}

// TestHalo2PayloadsOfTheVectors: the bindings encode what the contracts decode, and what was written down beforehand.
func TestHalo2PayloadsOfTheVectors(t *testing.T) {
	file, err := os.ReadFile("../../docs/testvectors/halo2-settlement.json")
	require.NoError(t, err)
	var vectors struct {
		FieldOrder  common.Hash       `json:"field_order"`
		Settlements []halo2Settlement `json:"settlements"`
	}
	require.NoError(t, json.Unmarshal(file, &vectors))
	require.NotEmpty(t, vectors.Settlements)
	order := vectors.FieldOrder.Big()
	for _, v := range vectors.Settlements {
		digest := sha256.Sum256(v.Header)
		require.Equal(t, v.TaskDigest, common.Hash(digest), v.Name)
		first := new(big.Int).Mod(new(big.Int).SetBytes(digest[:]), order)
		require.Equal(t, v.PublicInput0.Big(), first, v.Name)

		inputs := make([]*big.Int, len(v.PublicInputs))
		var journal []byte
		for i, input := range v.PublicInputs {
			inputs[i] = input.Big()
			journal = append(journal, input[:]...)
		}
		require.Equal(t, []byte(v.Journal), journal, v.Name)
		payload, err := bindings.Halo2SettlementArguments().Pack([]byte(v.Header), [32]byte(v.ProgramID),
			[32]byte(v.ReceiptDigest), v.ReceiptCID, inputs, []byte(v.Proof))
		require.NoError(t, err, v.Name)
		require.Equal(t, []byte(v.Payload), payload, v.Name)
	}
}
