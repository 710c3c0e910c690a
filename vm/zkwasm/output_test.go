package zkwasm_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/vm/zkwasm"
)

// encode is the one encoding of an output.
func encode(o zkwasm.Output) []byte {
	number := func(b []byte, n uint64) []byte {
		return binary.BigEndian.AppendUint64(append(b, make([]byte, 24)...), n)
	}
	b := append(number(nil, 1), o.Module[:]...)
	b = number(b, uint64(len(o.Runs)))
	for _, r := range o.Runs {
		for _, list := range [][]uint64{r.PublicInputs, r.Outputs} {
			b = number(b, uint64(len(list)))
			for _, n := range list {
				b = number(b, n)
			}
		}
	}
	return b
}

func TestOutputsAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfN(rapid.Uint64(), 0, 5)
		var o zkwasm.Output
		copy(o.Module[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "module"))
		for range rapid.IntRange(0, 4).Draw(t, "messages") {
			o.Runs = append(o.Runs, zkwasm.Run{PublicInputs: numbers.Draw(t, "public"), Outputs: numbers.Draw(t, "outputs")})
		}
		b := encode(o)
		got, err := zkwasm.ParseOutput(b)
		require.NoError(t, err)
		require.Equal(t, o, got)
		_, err = zkwasm.ParseOutput(b[:rapid.IntRange(0, len(b)-1).Draw(t, "cut")])
		require.Error(t, err)
		_, err = zkwasm.ParseOutput(append(b, 0))
		require.Error(t, err)
	})
}

func TestWhatIsNoOutput(t *testing.T) {
	good := encode(zkwasm.Output{Runs: []zkwasm.Run{{PublicInputs: []uint64{7}}}})
	_, err := zkwasm.ParseOutput(good)
	require.NoError(t, err)
	for _, c := range []struct {
		at   int
		to   byte
		said string
	}{
		{31, 2, "of format 2"},
		{0, 1, "more than 64 bits"},
		{64 + 31, 2, "ends early"},
		{64 + 24, 0xff, "ends early"},
		{96 + 31, 0, "ends early"},
		{96 + 31, 9, "ends early"},
		{128 + 8, 1, "more than 64 bits"},
	} {
		bad := bytes.Clone(good)
		bad[c.at] = c.to
		_, err := zkwasm.ParseOutput(bad)
		require.ErrorContains(t, err, c.said, c.at)
	}
	_, err = zkwasm.ParseOutput(append(good, make([]byte, 32)...))
	require.ErrorContains(t, err, "32 bytes behind it")
}

func FuzzParseOutput(f *testing.F) {
	f.Add(encode(zkwasm.Output{Runs: []zkwasm.Run{{PublicInputs: []uint64{7, 32}, Outputs: []uint64{1 << 63}}}}))
	f.Add([]byte("nothing"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if o, err := zkwasm.ParseOutput(b); err == nil {
			require.Equal(t, b, encode(o))
		}
	})
}
