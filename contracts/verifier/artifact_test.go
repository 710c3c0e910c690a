package verifier_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/verifier"
	circuits "github.com/machinefi/sprout/examples/halo2"
	"github.com/machinefi/sprout/task"
)

func example(t *testing.T, name string) verifier.Artifact {
	t.Helper()
	file, err := os.ReadFile("../../examples/halo2/" + name + "/program/verifier.json")
	require.NoError(t, err)
	a, err := verifier.Parse(file)
	require.NoError(t, err)
	return a
}

// TestExamplesAreArtifacts: the examples' files are of the same form.
func TestExamplesAreArtifacts(t *testing.T) {
	for _, name := range circuits.Names() {
		loaded, err := circuits.Load(name)
		require.NoError(t, err)
		want, a := loaded.Verifier, example(t, name)
		require.Equal(t, verifier.Artifact{
			ProgramID: want.ProgramID, SRS: want.SRS, SourceSHA256: want.SourceSHA256, Solc: want.Solc, PublicValues: want.PublicValues,
			ProofLength: want.ProofLength, CalldataBytes: 32*want.PublicValues + want.ProofLength, DeployedBytes: want.DeployedBytes,
			Bytecode: want.Bytecode,
		}, a)
		require.True(t, a.Forgeable(), "made with the development network's parameters")
		circuit, err := a.Circuit()
		require.NoError(t, err)
		require.Equal(t, want.ProofLength, circuit.ProofLength)
		require.Equal(t, [32]byte(want.ProgramID), circuit.ProgramID)

		file, err := json.Marshal(a)
		require.NoError(t, err)
		again, err := verifier.Parse(file)
		require.NoError(t, err)
		require.Equal(t, a, again)
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		``:                                    "unexpected end",
		`[]`:                                  "cannot unmarshal",
		`{"deployedBytes":1}`:                 "bytecode is missing",
		`{"deployedBytes":1,"bytecode":"60"}`: "without 0x prefix",
		`{"bytecode":"0x60"}`:                 "deployedBytes is 0",
		`{"deployedBytes":24577,"bytecode":"0x60"}`:                                                              "deployedBytes is 24577, want 1 to 24576",
		`{"deployedBytes":1,"bytecode":"0x60","publicValues":2}`:                                                 "do not make calldata of 0 bytes",
		`{"deployedBytes":1,"bytecode":"0x60","publicValues":2,"calldataBytes":64}`:                              "a proof of 0 bytes",
		`{"deployedBytes":1,"bytecode":"0x60","publicValues":2,"proofLength":9,"calldataBytes":72}`:              "do not make calldata of 72 bytes",
		`{"deployedBytes":1,"bytecode":"0x60","publicValues":576460752303423489,"calldataBytes":64}`:             "no contract takes that much",
		`{"deployedBytes":1,"bytecode":"0x60","programID":"0x12"}`:                                               "64",
		`{"deployedBytes":1,"bytecode":"0x60","publicValues":1,"proofLength":18446744073709551615}`:              "no contract takes that much",
		`{"deployedBytes":1,"bytecode":"0x60","publicValues":1,"calldataBytes":40,"proofLength":9}`:              "a proof of 9 bytes",
		`{"deployedBytes":1,"bytecode":"0x60","publicValues":1,"calldataBytes":40,"proofLength":8,"solc":false}`: "cannot unmarshal",
	} {
		_, err := verifier.Parse([]byte(text))
		require.ErrorIs(t, err, verifier.ErrArtifact, text)
		require.ErrorContains(t, err, want, text)
	}
}

func TestOfFillsIn(t *testing.T) {
	program, other := task.Digest{7}, task.Digest{8}
	bare := verifier.Artifact{DeployedBytes: 1, Bytecode: []byte{0x60}, CalldataBytes: 72}
	_, err := bare.Circuit()
	require.ErrorContains(t, err, "programID is missing")
	half, err := bare.Of(program, 0)
	require.NoError(t, err)
	_, err = half.Circuit()
	require.ErrorContains(t, err, "publicValues is missing")
	full, err := half.Of(task.Digest{}, 2)
	require.NoError(t, err)
	require.EqualValues(t, 8, full.ProofLength)
	circuit, err := full.Circuit()
	require.NoError(t, err)
	require.EqualValues(t, 2, circuit.PublicValues)
	require.False(t, full.Forgeable())

	same, err := full.Of(program, 2)
	require.NoError(t, err)
	require.Equal(t, full, same)
	_, err = full.Of(other, 0)
	require.ErrorIs(t, err, verifier.ErrArtifact)
	_, err = full.Of(task.Digest{}, 1)
	require.ErrorContains(t, err, "it is for 2")
	_, err = bare.Of(program, 3)
	require.ErrorIs(t, err, verifier.ErrArtifact, "values that leave no room for a proof")
}

// TestForgeableWhateverTheFileSays: a file compiled from source names no parameters, and anyone can write another name.
func TestForgeableWhateverTheFileSays(t *testing.T) {
	for _, name := range circuits.Names() {
		a := example(t, name)
		for _, said := range []string{"", "00", strings.ToUpper(verifier.DevnetSRS)} {
			a.SRS = said
			require.True(t, a.Forgeable(), "%s of %q", name, said)
		}
		// Another point in the pairing is of other parameters.
		at := bytes.Index(a.Bytecode, hexutil.MustDecode("0x2ee6ae3ef8a5134135ae64be37109aa5a41c3b99b180063cc0eceb50f2d31cce"))
		a.SRS, a.Bytecode = "", bytes.Clone(a.Bytecode)
		a.Bytecode[at+7] ^= 1
		require.False(t, a.Forgeable(), name)
	}
}

// FuzzParse: what is read is sound, and reads the same when it is written again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"deployedBytes":1,"bytecode":"0x60","publicValues":1,"calldataBytes":40}`))
	f.Add([]byte(`{"deployedBytes":1,"bytecode":"0x60"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := verifier.Parse(b)
		if err != nil {
			require.ErrorIs(t, err, verifier.ErrArtifact)
			return
		}
		require.LessOrEqual(t, a.DeployedBytes, uint64(verifier.MaxDeployedBytes))
		require.NotEmpty(t, a.Bytecode)
		if circuit, err := a.Circuit(); err == nil {
			require.Equal(t, a.CalldataBytes, 32*circuit.PublicValues+circuit.ProofLength)
			require.NotZero(t, circuit.ProofLength)
		}
		out, err := json.Marshal(a)
		require.NoError(t, err)
		again, err := verifier.Parse(out)
		require.NoError(t, err)
		require.Equal(t, a, again)
	})
}
