package evidence_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/evidence"
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
			var s evidence.CompactSignature
			require.NoError(t, s.UnmarshalText([]byte(text)))
			require.Equal(t, v.Compact, s.String())
			b, err := s.MarshalText()
			require.NoError(t, err)
			require.Equal(t, v.Compact, string(b))
		}
		var s evidence.CompactSignature
		require.Error(t, s.UnmarshalText([]byte(v.Signature[:len(v.Signature)-2]+"07")), "a v that is none")
		require.Error(t, s.UnmarshalText([]byte(v.Signature[2:20])))
		require.Error(t, s.UnmarshalText([]byte("0x"+v.Signature[2:66]+"ff"+v.Signature[68:])), "a high s")
	}
}

func TestEvidenceSaysWhatIsWrongWithIt(t *testing.T) {
	var d evidence.DoubleAttestation
	require.ErrorIs(t, evidence.Read([]byte(`{"project":1}`), &d), evidence.ErrFormat)
	require.ErrorIs(t, evidence.Read([]byte(`{"projectID":1} {}`), &d), evidence.ErrFormat)
	require.ErrorIs(t, evidence.Read([]byte(`{"attestations":[{"signature":"0x00"}]}`), &d), evidence.ErrFormat)
	require.NoError(t, evidence.Read([]byte(`{"projectID":1,"attestations":[{}]}`), &d))
	_, err := d.Calldata()
	require.ErrorContains(t, err, "it has 1 statements, want 2")
	var e evidence.Equivocation
	_, err = e.Calldata()
	require.ErrorIs(t, err, evidence.ErrFormat)
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"projectID":1,"taskDigest":"0x00","attestations":[{"path":[],"signature":"0x"},{}]}`))
	f.Add([]byte(`{"projectID":1,"sequence":2,"tasks":[{},{}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var d evidence.DoubleAttestation
		if evidence.Read(b, &d) == nil && len(d.Attestations) == 2 {
			_, err := d.Calldata()
			require.NoError(t, err)
		}
		var e evidence.Equivocation
		if evidence.Read(b, &e) == nil && len(e.Tasks) == 2 {
			_, err := e.Calldata()
			require.NoError(t, err)
		}
	})
}
