package projectfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
)

// Whatever the bytes: a fault is ErrInvalidFile, and what is accepted can be
// written and read again without a change.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(f, err)
	for _, name := range files {
		b, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Add([]byte(`[{"version":"1","packing":{"window":"1h","count":3},"output":[{}]}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		vs, err := projectfile.Parse(b)
		if err != nil {
			require.ErrorIs(t, err, project.ErrInvalidFile)
			require.Nil(t, vs)
			return
		}
		file, err := projectfile.Marshal(vs)
		require.NoError(t, err)
		again, err := projectfile.Parse(file)
		require.NoError(t, err)
		require.Equal(t, vs, again)
	})
}
