package verifier_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/contracts/verifier"
	circuits "github.com/machinefi/sprout/examples/halo2"
	"github.com/machinefi/sprout/task"
)

// sample is the real proof that lies beside an example.
func sample(t *testing.T, name string) verifier.Proof {
	t.Helper()
	file, err := os.ReadFile("../../examples/halo2/" + name + "/program/sample.json")
	require.NoError(t, err)
	var s struct {
		ProgramID    task.Digest
		PublicInputs []string
		Proof        hexutil.Bytes
	}
	require.NoError(t, json.Unmarshal(file, &s))
	p := verifier.Proof{ProgramID: s.ProgramID, Proof: s.Proof}
	for _, text := range s.PublicInputs {
		value, ok := new(big.Int).SetString(text, 10)
		require.True(t, ok)
		p.PublicValues = append(p.PublicValues, common.BigToHash(value).Bytes()...)
	}
	return p
}

func TestChainsAreAsked(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	for _, name := range circuits.Names() {
		circuit, err := example(t, name).Circuit()
		require.NoError(t, err)
		at, err := deploy.DeployHalo2(t.Context(), chain, key, circuit)
		require.NoError(t, err)

		require.NoError(t, verifier.AskWrong(t.Context(), chain, at.Verifier, circuit), name)
		program, err := verifier.ProgramID(t.Context(), chain, at.Verifier)
		require.NoError(t, err)
		require.Equal(t, circuit.ProgramID, [32]byte(program))
		p := sample(t, name)
		require.NoError(t, verifier.Ask(t.Context(), chain, at.Verifier, p), name)
		gas, err := verifier.Gas(t.Context(), chain, at.Verifier, p)
		require.NoError(t, err)
		require.Greater(t, gas, uint64(200_000), name)
		require.Less(t, gas, uint64(600_000), name)

		p.PublicValues[len(p.PublicValues)-1] ^= 1
		require.ErrorIs(t, verifier.Ask(t.Context(), chain, at.Verifier, p), verifier.ErrRefused, name)
		p.PublicValues[len(p.PublicValues)-1] ^= 1
		p.Proof = p.Proof[1:]
		require.ErrorContains(t, verifier.Ask(t.Context(), chain, at.Verifier, p), "InvalidProof()", name)
		p.ProgramID[0] ^= 1
		require.ErrorContains(t, verifier.Ask(t.Context(), chain, at.Verifier, p), "UnknownProgram(programId=0x", name)
		_, err = verifier.Gas(t.Context(), chain, at.Verifier, p)
		require.ErrorContains(t, err, "reverted", name)
	}
}

// Creation code of contracts that stop, that answer a word, and that revert.
const (
	stops   = "0x60018060095f395ff3" + "00"
	answers = "0x60048060095f395ff3" + "60205ff3"
	reverts = "0x60038060095f395ff3" + "5f5ffd"
)

func TestWhatIsNoVerifier(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	put := func(code string) common.Address {
		auth := bind.NewKeyedTransactor(key, big.NewInt(1337))
		auth.Context = t.Context()
		address, _, err := bind.DeployContract(auth, common.FromHex(code), chain, nil)
		require.NoError(t, err)
		return address
	}
	proof := verifier.Proof{PublicValues: make([]byte, 32), Proof: make([]byte, 32)}
	for _, test := range []struct {
		at      common.Address
		kind    error
		asked   string
		program string
	}{
		{common.Address{19: 0xaa}, verifier.ErrNotVerifier, "there is no contract at", "there is no contract at"},
		{put(stops), verifier.ErrNotVerifier, "accepts the proof with a bit flipped", "does not say of which program"},
		{put(answers), verifier.ErrNotVerifier, "answers with 32 bytes", ""},
		{put(reverts), verifier.ErrRefused, "", "does not say of which program"},
	} {
		err := verifier.Ask(t.Context(), chain, test.at, proof)
		require.ErrorIs(t, err, test.kind)
		require.ErrorContains(t, err, test.asked)
		_, err = verifier.ProgramID(t.Context(), chain, test.at)
		if test.program == "" {
			require.NoError(t, err, "a word of zeros is an answer")
			continue
		}
		require.ErrorIs(t, err, verifier.ErrNotVerifier)
		require.ErrorContains(t, err, test.program)
	}
	err := verifier.AskWrong(t.Context(), chain, put(stops), deploy.Circuit{PublicValues: 1, ProofLength: 32})
	require.ErrorIs(t, err, verifier.ErrNotVerifier)
	require.ErrorContains(t, err, "accepts a proof of zeros")
	require.ErrorIs(t, verifier.AskWrong(t.Context(), chain, common.Address{1}, deploy.Circuit{}), verifier.ErrNotVerifier)
}

// broken is a chain that cannot be asked, first for code, then for calls.
type broken struct {
	bind.ContractCaller
	code error
}

var errDown = errors.New("connection refused")

func (b broken) CodeAt(context.Context, common.Address, *big.Int) ([]byte, error) {
	return []byte{1}, b.code
}

func (broken) CallContract(context.Context, ethereum.CallMsg, *big.Int) ([]byte, error) {
	return nil, errDown
}

// A chain that cannot be asked says nothing about a proof.
func TestNoAnswerIsNoVerdict(t *testing.T) {
	for _, chain := range []broken{{}, {code: errDown}} {
		err := verifier.Ask(t.Context(), chain, common.Address{}, verifier.Proof{})
		require.ErrorIs(t, err, errDown)
		require.NotErrorIs(t, err, verifier.ErrRefused)
		require.NotErrorIs(t, err, verifier.ErrNotVerifier)
		require.ErrorIs(t, verifier.AskWrong(t.Context(), chain, common.Address{}, deploy.Circuit{}), errDown)
		_, err = verifier.ProgramID(t.Context(), chain, common.Address{})
		require.ErrorIs(t, err, errDown)
	}
}
