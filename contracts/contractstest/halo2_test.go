package contractstest_test

import (
	"crypto/ecdsa"
	"encoding/json"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	circuits "github.com/machinefi/sprout/examples/halo2"
)

// halo2Sample is a settlement with a real proof: program/sample.json of a halo2 example.
type halo2Sample struct {
	ProgramID    common.Hash   `json:"programID"`
	ProjectID    uint64        `json:"projectID"`
	TaskDigest   common.Hash   `json:"taskDigest"`
	PublicInputs []string      `json:"publicInputs"`
	Proof        hexutil.Bytes `json:"proof"`
	Payload      hexutil.Bytes `json:"payload"`
}

// words are the public inputs as verifiers take them.
func (s *halo2Sample) words(t *testing.T) []byte {
	t.Helper()
	var out []byte
	for _, text := range s.PublicInputs {
		value, ok := new(big.Int).SetString(text, 10)
		require.True(t, ok)
		out = append(out, common.BigToHash(value).Bytes()...)
	}
	return out
}

// deployed is a chain with the verifier of an example.
type deployed struct {
	*contractstest.Chain

	owner    *ecdsa.PrivateKey
	sample   halo2Sample
	verifier common.Address
}

func deployVerifier(t *testing.T, name string) *deployed {
	t.Helper()
	circuit, err := circuits.Load(name)
	require.NoError(t, err)
	file, err := os.ReadFile("../../examples/halo2/" + name + "/program/sample.json")
	require.NoError(t, err)
	owner := contractstest.Key(t)
	d := &deployed{Chain: contractstest.NewChain(t, owner), owner: owner}
	require.NoError(t, json.Unmarshal(file, &d.sample))
	v := circuit.Verifier
	require.Equal(t, common.Hash(v.ProgramID), d.sample.ProgramID)
	d.verifier, err = deploy.Halo2Verifier(t.Context(), d, owner, deploy.Circuit{
		ProgramID: v.ProgramID, Bytecode: v.Bytecode, PublicValues: v.PublicValues, ProofLength: v.ProofLength,
	})
	require.NoError(t, err)
	return d
}

// call asks the chain without a transaction.
func (d *deployed) call(t *testing.T, to common.Address, data []byte) error {
	t.Helper()
	const gas = 1_000_000 // an invalid point uses up all there is
	_, err := d.CallContract(t.Context(), ethereum.CallMsg{From: contractstest.Address(d.owner), To: &to, Gas: gas, Data: data}, nil)
	return err
}

// TestGeneratedVerifiersVerify runs the verifiers of all examples on real proofs: what it costs, and that nothing else
// than the proof is accepted.
func TestGeneratedVerifiersVerify(t *testing.T) {
	mostGas := map[string]uint64{circuits.Simple: 400_000, circuits.Sensors: 450_000, circuits.TwoPhase: 600_000}
	verifier := bindings.NewHalo2Verifier()
	for _, name := range circuits.Names() {
		t.Run(name, func(t *testing.T) {
			d := deployVerifier(t, name)
			words, proof := d.sample.words(t), []byte(d.sample.Proof)
			receipt := d.Transact(t, d.owner, d.verifier, nil, verifier.PackVerify(d.sample.ProgramID, words, proof))
			t.Logf("a verification takes %d gas, 21,000 and calldata included", receipt.GasUsed)
			require.Less(t, receipt.GasUsed, mostGas[name])

			for at := range len(words) {
				words[at] ^= 1 << (at % 8)
				require.Error(t, d.call(t, d.verifier, verifier.PackVerify(d.sample.ProgramID, words, proof)), "byte %d of the values", at)
				words[at] ^= 1 << (at % 8)
			}
			for at := 0; at < len(proof); at += 7 {
				proof[at] ^= 1 << (at % 8)
				require.Error(t, d.call(t, d.verifier, verifier.PackVerify(d.sample.ProgramID, words, proof)), "byte %d of the proof", at)
				proof[at] ^= 1 << (at % 8)
			}
			require.NoError(t, d.call(t, d.verifier, verifier.PackVerify(d.sample.ProgramID, words, proof)))
			require.Error(t, d.call(t, d.verifier, verifier.PackVerify(d.sample.ProgramID, words, append(proof, 0))))
			require.Error(t, d.call(t, d.verifier, verifier.PackVerify(d.sample.ProgramID, words[:32], append(words[32:], proof...))))
			require.Error(t, d.call(t, d.verifier, verifier.PackVerify(common.Hash{1}, words, proof)))
		})
	}
}

// TestRealProofSettlesAMonth brings a real settlement of the sensors example to its dApp.
func TestRealProofSettlesAMonth(t *testing.T) {
	d := deployVerifier(t, circuits.Sensors)
	at, err := deploy.Contracts(t.Context(), d, d.owner)
	require.NoError(t, err)
	owner := contractstest.Address(d.owner)
	d.Transact(t, d.owner, at.ProjectRegistrar, nil, registrar.PackCreateProject("ipfs://file", [32]byte{1}))
	d.Transact(t, d.owner, at.NodeRegistry, nil, nodes.PackRegister(owner))
	project := new(big.Int).SetUint64(d.sample.ProjectID)
	d.Transact(t, d.owner, at.FleetManager, nil, fleet.PackAllow(project, big.NewInt(1)))
	address, err := deploy.HeatingAllowance(t.Context(), d, d.owner, deploy.Allowance{
		Router: at.Router, ProjectID: d.sample.ProjectID, Tenant: owner, WeiPerDegreeDay: ether(1), MinimumDays: 28,
	})
	require.NoError(t, err)
	dapp := bindings.NewHeatingAllowance()
	d.Transact(t, d.owner, address, nil, dapp.PackAcceptProgram(d.sample.ProgramID, d.verifier))

	// From the first byte of the header on; what the payload says of the receipt decides nothing.
	payload := []byte(d.sample.Payload)
	for _, from := range []int{7 * 32, len(payload) - 64*4} {
		payload[from+5] ^= 1
		require.Error(t, d.call(t, address, dapp.PackReceiveData(payload)), "byte %d", from)
		payload[from+5] ^= 1
	}
	receipt := d.Transact(t, d.owner, address, nil, dapp.PackReceiveData(payload))
	t.Logf("a month settled with a verified proof takes %d gas", receipt.GasUsed)
	settled, err := dapp.UnpackTaskSettledEvent(receipt.Logs[0])
	require.NoError(t, err)
	require.Equal(t, [32]byte(d.sample.TaskDigest), settled.TaskDigest)

	want, err := circuits.ExpectedMonth(201201)
	require.NoError(t, err)
	figures, err := bind.Call(dapp.Instance(d, address), nil, dapp.PackFiguresOf(new(big.Int).SetUint64(want.Month)), dapp.UnpackFiguresOf)
	require.NoError(t, err)
	require.Equal(t, want.Heating, figures.Heating)
	require.EqualValues(t, int64(want.Lowest)-600, figures.LowestTenthsC)
	_, err = deploy.Transact(t.Context(), d, d.owner, address, nil, dapp.PackReceiveData(payload))
	require.ErrorContains(t, err, "TaskAlreadySettled(")
}
