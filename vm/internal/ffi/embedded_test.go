package ffi_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// TestEmbedded checks the libraries that this very binary carries.
func TestEmbedded(t *testing.T) {
	for _, runtime := range []string{"risc0", "halo2", "zkwasm"} {
		image, err := ffi.Find(runtime)
		require.NoError(t, err)
		f, err := image.Unpack()
		require.NoError(t, err)
		t.Cleanup(func() { _ = f.Close() })
		require.Equal(t, []byte("\x7fELF"), content(t, f)[:4], runtime)
	}
}
