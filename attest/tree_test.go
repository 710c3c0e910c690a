package attest_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/task"
)

// vectors is docs/testvectors/attestation.json, as far as it is this package's.
type vectors struct {
	ChainID   uint64         `json:"chain_id"`
	ProjectID task.ProjectID `json:"project_id"`
	Staking   string         `json:"staking"`
	Settler   string         `json:"settler"`
	Key       string         `json:"private_key"`
	Operator  string         `json:"operator"`
	Trees     []struct {
		Results []struct {
			Task    task.Digest   `json:"task_digest"`
			Program task.Digest   `json:"program_id"`
			Journal task.Digest   `json:"journal_digest"`
			Leaf    task.Digest   `json:"leaf"`
			Path    []task.Digest `json:"path"`
		} `json:"results"`
		Root      task.Digest    `json:"root"`
		Hash      task.Digest    `json:"signing_hash"`
		Signature task.Signature `json:"signature"`
		Compact   string         `json:"compact"`
	} `json:"trees"`
}

func address(t *testing.T, s string) task.Address {
	t.Helper()
	a, err := task.ParseAddress(s)
	require.NoError(t, err)
	return a
}

func TestTreesAndSignaturesOfTheVectors(t *testing.T) {
	file, err := os.ReadFile("../docs/testvectors/attestation.json")
	require.NoError(t, err)
	var v vectors
	require.NoError(t, json.Unmarshal(file, &v))
	require.NotEmpty(t, v.Trees)
	raw, err := hex.DecodeString(strings.TrimPrefix(v.Key, "0x"))
	require.NoError(t, err)
	key, err := crypto.ToECDSA(raw)
	require.NoError(t, err)
	signer := task.NewKeySigner(key)
	require.Equal(t, address(t, v.Operator), signer.Address())
	domain := attest.Domain{ChainID: v.ChainID, Staking: address(t, v.Staking)}
	for _, tree := range v.Trees {
		results := make([]attest.Result, len(tree.Results))
		for i, r := range tree.Results {
			results[i] = attest.Result{Task: r.Task, Program: r.Program, Journal: r.Journal}
			require.Equal(t, r.Leaf, attest.Leaf(v.ProjectID, results[i]))
		}
		require.Equal(t, tree.Root, attest.Root(v.ProjectID, results))
		for i, r := range tree.Results {
			require.Equal(t, append([]task.Digest{}, r.Path...), append([]task.Digest{}, attest.Path(v.ProjectID, results, i)...))
		}
		hash := domain.Hash(v.ProjectID, address(t, v.Settler), tree.Root)
		require.Equal(t, tree.Hash, task.Digest(hash))
		sig, err := signer.SignHash(t.Context(), hash)
		require.NoError(t, err)
		require.Equal(t, tree.Signature, sig)
		r, vs := attest.Compact(sig)
		require.Equal(t, tree.Compact, "0x"+hex.EncodeToString(r[:])+hex.EncodeToString(vs[:]))
	}
}

// Every leaf's path leads to the root, in trees of every shape there can be.
func TestEveryPathLeadsToTheRoot(t *testing.T) {
	var results []attest.Result
	for n := 1; n <= attest.MaxResults; n++ {
		results = append(results, attest.Result{Task: task.Digest{byte(n)}, Program: task.Digest{1}, Journal: task.Digest{2}})
		if n > 33 && n < attest.MaxResults-1 {
			continue
		}
		root := attest.Root(7, results)
		for i := range results {
			at := attest.Leaf(7, results[i])
			for _, step := range attest.Path(7, results, i) {
				a, b := at, step
				if strings.Compare(a.Hex(), b.Hex()) > 0 {
					a, b = b, a
				}
				at = task.Digest(crypto.Keccak256(a[:], b[:]))
			}
			require.Equal(t, root, at, "leaf %d of %d", i, n)
		}
	}
	require.Zero(t, attest.Root(7, nil))
}
