package bindings_test

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
)

const (
	taskAlreadySettled = "TaskAlreadySettled"
	errorString        = "08c379a0" +
		"0000000000000000000000000000000000000000000000000000000000000020" +
		"0000000000000000000000000000000000000000000000000000000000000009" +
		"6e6f7420746f6461790000000000000000000000000000000000000000000000"
	panicOverflow = "4e487b710000000000000000000000000000000000000000000000000000000000000011"
)

func TestDescribeRevert(t *testing.T) {
	settled := customError(t, taskAlreadySettled) + "00000000000000000000000000000000000000000000000000000000000000ff"
	cases := []struct {
		name, data, want string
		ok               bool
	}{
		{"text of a require", errorString, "not today", true},
		{"panic", panicOverflow, "arithmetic underflow or overflow", true},
		{
			"custom error", settled,
			"TaskAlreadySettled(taskDigest=0x00000000000000000000000000000000000000000000000000000000000000ff)", true,
		},
		{"custom error without fields", customError(t, "MalformedSettlement"), "MalformedSettlement()", true},
		{"custom error cut short", settled[:40], "", false},
		{"stranger's error", "deadbeef", "", false},
		{"too short", "0102", "", false},
		{"nothing", "", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			data, err := hex.DecodeString(c.data)
			require.NoError(t, err)
			got, ok := bindings.DescribeRevert(data)
			require.Equal(t, c.ok, ok)
			require.Equal(t, c.want, got)
		})
	}
}

func TestDescribeReason(t *testing.T) {
	cases := map[string]string{
		"":           "",
		"not today":  "not today",
		"0x":         "0x",
		"0xdeadbeef": "0xdeadbeef",
		"0xnot hex":  "0xnot hex",
		"0x" + customError(t, "MalformedSettlement"): "MalformedSettlement()",
		"0x" + panicOverflow:                         "arithmetic underflow or overflow",
	}
	for reason, want := range cases {
		require.Equal(t, want, bindings.DescribeReason(reason))
	}
}

// FuzzDescribeRevert feeds it what any stranger's contract may return.
func FuzzDescribeRevert(f *testing.F) {
	for _, seed := range []string{errorString, panicOverflow, customError(f, taskAlreadySettled), ""} {
		data, err := hex.DecodeString(seed)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		described, ok := bindings.DescribeRevert(data)
		if !ok {
			require.Empty(t, described)
		}
		bindings.DescribeReason("0x" + hex.EncodeToString(data))
	})
}

// customError is the selector of an error of SproutReceiver, in hexadecimal.
func customError(t testing.TB, name string) string {
	t.Helper()
	contract, err := bindings.SproutReceiverMetaData.ParseABI()
	require.NoError(t, err)
	known, ok := contract.Errors[name]
	require.True(t, ok, name)
	return hex.EncodeToString(known.ID[:4])
}
