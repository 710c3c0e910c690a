package file_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/file"
	"github.com/machinefi/sprout/output/outputtest"
	"github.com/machinefi/sprout/task"
)

func TestConformance(t *testing.T) {
	outputtest.Run(t, func(t testing.TB) outputtest.Receiver {
		root := t.TempDir()
		out, err := file.New(root)(json.RawMessage(`{"path":"a/b"}`))
		require.NoError(t, err)
		return outputtest.Receiver{Output: out, Immediate: true, Got: func() (got []task.Digest) {
			names, err := filepath.Glob(filepath.Join(root, "a/b/*.json"))
			require.NoError(t, err)
			for _, name := range names {
				got = append(got, read(t, name).TaskDigest)
			}
			return got
		}}
	})
}

func read(t testing.TB, name string) (p output.Payload) {
	t.Helper()
	doc, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &p))
	return p
}

func TestFilesOfAResult(t *testing.T) {
	root := filepath.Join(t.TempDir(), "made on demand")
	out, err := file.New(root)(json.RawMessage(`{"path":"weather"}`))
	require.NoError(t, err)
	r := outputtest.Result(t, 5)
	ref, err := out.Deliver(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, filepath.Join("weather", "7-5.json"), ref.Result)
	require.Equal(t, output.NewPayload(r), read(t, filepath.Join(root, ref.Result)))
	receipt, err := os.ReadFile(filepath.Join(root, "weather", "7-5.receipt"))
	require.NoError(t, err)
	require.Equal(t, r.Proof, receipt)
	left, err := os.ReadDir(filepath.Join(root, "weather"))
	require.NoError(t, err)
	require.Len(t, left, 2, "nothing half-written stays")
}

func TestPathStaysBelowTheOperatorsFolder(t *testing.T) {
	root := t.TempDir()
	for _, params := range []string{`{}`, `{"path":""}`, `{"path":"../x"}`, `{"path":"a/../../x"}`, `{"path":"/etc"}`, `{"path":7}`, `[]`} {
		_, err := file.New(root)(json.RawMessage(params))
		require.ErrorIs(t, err, output.ErrParams, params)
	}
	_, err := file.New("")(json.RawMessage(`{"path":"x"}`))
	require.ErrorIs(t, err, output.ErrForbidden)
	require.Contains(t, task.Hint(err), "--output-dir")

	outside := t.TempDir()
	require.NoError(t, os.Symlink(outside, filepath.Join(root, "link")))
	out, err := file.New(root)(json.RawMessage(`{"path":"link"}`))
	require.NoError(t, err)
	_, err = out.Deliver(t.Context(), outputtest.Result(t, 1))
	require.Error(t, err)
	escaped, err := os.ReadDir(outside)
	require.NoError(t, err)
	require.Empty(t, escaped)
}

func TestFolderThatCannotBeMade(t *testing.T) {
	root := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(root, "taken"), nil, 0o600))
	out, err := file.New(root)(json.RawMessage(`{"path":"taken"}`))
	require.NoError(t, err)
	_, err = out.Deliver(t.Context(), outputtest.Result(t, 1))
	require.ErrorContains(t, err, "make output folder")
	require.False(t, strings.Contains(err.Error(), "receipt"))
}
