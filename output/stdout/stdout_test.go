package stdout_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/outputtest"
	"github.com/machinefi/sprout/output/stdout"
	"github.com/machinefi/sprout/task"
)

func lines(t testing.TB, text string) (list []output.Payload) {
	t.Helper()
	for line := range strings.Lines(text) {
		var p output.Payload
		require.NoError(t, json.Unmarshal([]byte(line), &p), line)
		list = append(list, p)
	}
	return list
}

func TestConformance(t *testing.T) {
	outputtest.Run(t, func(t testing.TB) outputtest.Receiver {
		var mu sync.Mutex
		var buf bytes.Buffer
		out, err := stdout.New(writer(func(b []byte) (int, error) {
			mu.Lock()
			defer mu.Unlock()
			return buf.Write(b)
		}))(nil)
		require.NoError(t, err)
		return outputtest.Receiver{Output: out, Repeats: true, Immediate: true, Got: func() (got []task.Digest) {
			for _, p := range lines(t, buf.String()) {
				got = append(got, p.TaskDigest)
			}
			return got
		}}
	})
}

type writer func([]byte) (int, error)

func (w writer) Write(b []byte) (int, error) { return w(b) }

func TestLineHoldsTheResult(t *testing.T) {
	var buf bytes.Buffer
	out, err := stdout.New(&buf)(json.RawMessage(`{}`))
	require.NoError(t, err)
	r := outputtest.Result(t, 3)
	_, err = out.Deliver(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, []output.Payload{output.NewPayload(r)}, lines(t, buf.String()))
	require.Contains(t, buf.String(), `"taskID":3`)
	require.Contains(t, buf.String(), `"journal":"0x`)
}

func TestClosedStream(t *testing.T) {
	out, err := stdout.New(writer(func([]byte) (int, error) { return 0, os.ErrClosed }))(nil)
	require.NoError(t, err)
	_, err = out.Deliver(t.Context(), outputtest.Result(t, 1))
	require.True(t, errors.Is(err, os.ErrClosed))
}
