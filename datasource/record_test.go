package datasource_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// What a backend finds in its JSON columns is never trusted: anything but JSON of
// the right shape is an error, and what decodes is stored the same way again.
func FuzzDecodeParts(f *testing.F) {
	rec := task.Record{
		Receipt:  &task.ReceiptRef{Runtime: "risc0", Digest: task.Digest{1}, Journal: []byte{0, 255}, Size: 1<<64 - 1},
		Output:   &task.OutputRef{Type: "stdout", Result: "x"},
		Failures: []task.Failure{{Node: task.Address{1}, Code: task.FailNode, Reason: "\x00"}},
	}
	receipt, output, failures, err := datasource.EncodeParts(&rec)
	require.NoError(f, err)
	f.Add(receipt, output, failures)
	f.Add([]byte(nil), []byte(nil), []byte(nil))
	f.Add([]byte(`{"Digest":"0x12"}`), []byte(`[]`), []byte(`{`))
	f.Add([]byte(`null`), []byte(`null`), []byte(`[]`))
	f.Fuzz(func(t *testing.T, receipt, output, failures []byte) {
		var rec task.Record
		if datasource.DecodeParts(&rec, receipt, output, failures) != nil {
			return
		}
		r, o, fs, err := datasource.EncodeParts(&rec)
		require.NoError(t, err)
		var again task.Record
		require.NoError(t, datasource.DecodeParts(&again, r, o, fs))
		require.Equal(t, datasource.AsStored(rec), datasource.AsStored(again))
	})
}

func TestTimesKeepTheirMilliseconds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ms := rapid.Int64Range(-1<<50, 1<<50).Draw(t, "ms")
		require.Equal(t, ms, datasource.Millis(datasource.FromMillis(ms)))
	})
	require.True(t, datasource.FromMillis(0).IsZero())
}
