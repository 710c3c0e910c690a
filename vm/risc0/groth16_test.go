//go:build linux

package risc0_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// TestGenuineGroth16Receipt has the library verify a proof that risc0 published, and nothing that differs from it in a bit.
func TestGenuineGroth16Receipt(t *testing.T) {
	all := readVectors(t)
	p := open(t)
	d, err := p.Describe(t.Context())
	require.NoError(t, err)
	require.Equal(t, all.ZkVM, d.Version, "the vectors, and what reads receipts here, are of the library's zkVM")

	want := vm.Expectation{ProgramID: all.Program, Kinds: []string{vm.KindGroth16}}
	for _, v := range all.Receipts {
		verdict, err := p.Verify(t.Context(), v.Receipt, want)
		if !v.Genuine {
			require.ErrorIs(t, err, vm.ErrReceiptInvalid, v.Name)
			require.ErrorContains(t, err, "does not verify", "%s: the library reads it", v.Name)
			continue
		}
		require.NoError(t, err, v.Name)
		require.Equal(t, vm.KindGroth16, verdict.Kind)
		require.Equal(t, all.Program, verdict.ProgramID)
		require.Equal(t, []byte(all.Journal), verdict.Journal)

		_, err = p.Verify(t.Context(), v.Receipt, vm.Expectation{ProgramID: task.Digest{1}})
		require.ErrorIs(t, err, vm.ErrReceiptInvalid, "another program's")
		for at := range v.Receipt {
			other := bytes.Clone(v.Receipt)
			other[at] ^= 1 << (at % 8)
			_, err := p.Verify(t.Context(), other, want)
			require.ErrorIs(t, err, vm.ErrReceiptInvalid, "%s: byte %d", v.Name, at)
		}
	}
}
