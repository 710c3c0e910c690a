package owner_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/owner"
)

// The published vectors hold each signature in both forms.
func TestSignaturesAreReadInBothForms(t *testing.T) {
	raw, err := os.ReadFile("../../docs/testvectors/attestation.json")
	require.NoError(t, err)
	var vectors struct {
		Trees []struct{ Signature, Compact string }
	}
	require.NoError(t, json.Unmarshal(raw, &vectors))
	require.NotEmpty(t, vectors.Trees)
	for _, v := range vectors.Trees {
		for _, text := range []string{v.Signature, v.Compact, v.Compact[2:]} {
			var s owner.CompactSignature
			require.NoError(t, s.UnmarshalText([]byte(text)))
			require.Equal(t, v.Compact, s.String())
			b, err := s.MarshalText()
			require.NoError(t, err)
			require.Equal(t, v.Compact, string(b))
		}
		var s owner.CompactSignature
		require.Error(t, s.UnmarshalText([]byte(v.Signature[:len(v.Signature)-2]+"07")), "a v that is none")
		require.Error(t, s.UnmarshalText([]byte(v.Signature[2:20])))
		require.Error(t, s.UnmarshalText([]byte("0x"+v.Signature[2:66]+"ff"+v.Signature[68:])), "a high s")
	}
}

func TestEvidenceSaysWhatIsWrongWithIt(t *testing.T) {
	var d owner.DoubleAttestation
	require.ErrorIs(t, owner.ReadEvidence([]byte(`{"project":1}`), &d), owner.ErrEvidence)
	require.ErrorIs(t, owner.ReadEvidence([]byte(`{"projectID":1} {}`), &d), owner.ErrEvidence)
	require.ErrorIs(t, owner.ReadEvidence([]byte(`{"attestations":[{"signature":"0x00"}]}`), &d), owner.ErrEvidence)
	require.NoError(t, owner.ReadEvidence([]byte(`{"projectID":1,"attestations":[{}]}`), &d))
	_, err := d.Call(common.Address{1})
	require.ErrorContains(t, err, "it has 1 statements, want 2")
	var e owner.Equivocation
	_, err = e.Call(common.Address{1})
	require.ErrorIs(t, err, owner.ErrEvidence)
}

func FuzzReadEvidence(f *testing.F) {
	f.Add([]byte(`{"projectID":1,"taskDigest":"0x00","attestations":[{"path":[],"signature":"0x"},{}]}`))
	f.Add([]byte(`{"projectID":1,"sequence":2,"tasks":[{},{}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var d owner.DoubleAttestation
		if owner.ReadEvidence(b, &d) == nil && len(d.Attestations) == 2 {
			_, err := d.Call(common.Address{1})
			require.NoError(t, err)
		}
		var e owner.Equivocation
		if owner.ReadEvidence(b, &e) == nil && len(e.Tasks) == 2 {
			_, err := e.Call(common.Address{1})
			require.NoError(t, err)
		}
	})
}
