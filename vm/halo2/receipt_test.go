package halo2_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
	"github.com/machinefi/sprout/vm/vmtest"
)

func sized(b []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)
}

func word(n byte) []byte { return append(make([]byte, 31), n) }

// kzg writes a receipt as the library does.
func kzg(inputs ...[]byte) []byte { return columns(inputs) }

// columns writes one of a circuit with several instance columns.
func columns(all ...[][]byte) []byte {
	b := []byte("SPRR\x00\x01\x02\x01")
	b = append(b, sized([]byte("recording"))...)
	b = binary.BigEndian.AppendUint32(b, 9)
	b = append(b, sized([]byte("key"))...)
	b = append(b, bytes.Repeat([]byte{1}, 128)...)
	b = append(b, bytes.Repeat([]byte{2}, 128)...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(all)))
	for _, inputs := range all {
		b = binary.BigEndian.AppendUint32(b, uint32(len(inputs)))
		b = append(b, bytes.Join(inputs, nil)...)
	}
	return append(b, sized([]byte("proof"))...)
}

func old(output string) []byte {
	return append([]byte("SPRR\x00\x01\x02\x02"), sized([]byte(output))...)
}

func TestReceiptIsTakenApart(t *testing.T) {
	r, err := halo2.ParseReceipt(kzg(word(7), word(8)))
	require.NoError(t, err)
	require.Equal(t, vm.KindKZG, r.Kind)
	require.Equal(t, "recording", string(r.ConstraintSystem))
	require.Equal(t, uint32(9), r.K)
	require.Equal(t, "key", string(r.VerifyingKey))
	require.Equal(t, byte(1), r.G2[0])
	require.Equal(t, byte(2), r.SG2[127])
	require.Equal(t, "proof", string(r.Proof))
	require.Equal(t, append(word(7), word(8)...), r.Journal())

	raw, err := halo2.RawProof(kzg(word(7)))
	require.NoError(t, err)
	require.Equal(t, "proof", string(raw))
	_, err = halo2.RawProof(nil)
	require.ErrorIs(t, err, vm.ErrReceiptInvalid)

	r, err = halo2.ParseReceipt(kzg())
	require.NoError(t, err)
	require.Empty(t, r.Journal())

	r, err = halo2.ParseReceipt(columns(nil, [][]byte{word(1)}, nil, [][]byte{word(2), word(3)}))
	require.NoError(t, err)
	require.Equal(t, bytes.Join([][]byte{word(1), word(2), word(3)}, nil), r.Journal())
}

func TestReceiptOfTheOldForm(t *testing.T) {
	for output, want := range map[string]string{
		"0x1234": "1234", "abCD": "abcd", " 0xff\n": "ff", `{"proof":"0x0102","calldata":"0x03"}`: "0102",
	} {
		r, err := halo2.ParseReceipt(old(output))
		require.NoError(t, err, output)
		require.Equal(t, vm.KindWasm, r.Kind)
		require.Equal(t, output, r.Output)
		require.Equal(t, want, hex.EncodeToString(r.Journal()))
	}
	for _, output := range []string{"", "0x", "0x1", "no proof", "{", `{"calldata":"0x03"}`, `{"proof":7}`} {
		_, err := halo2.ParseReceipt(old(output))
		require.ErrorIs(t, err, vm.ErrReceiptInvalid, output)
	}
}

func TestReceiptsThatAreNone(t *testing.T) {
	good := kzg(word(7))
	change := func(at int, to ...byte) []byte {
		b := slices.Clone(good)
		copy(b[at:], to)
		return b
	}
	order := halo2.FieldOrder.FillBytes(make([]byte, 32))
	inputs := len(good) - len(sized([]byte("proof"))) - 32 - 4
	for name, b := range map[string][]byte{
		"empty": nil, "head only": good[:8], "another magic": change(0, 'X'), "another version": change(5, 2),
		"another runtime": change(6, 1), "another kind": change(7, 3), "byte too many": append(slices.Clone(good), 0),
		"recording without end": change(8, 0xff), "many inputs": change(inputs, 0, 1, 0, 1), "many columns": change(inputs-4, 0, 1, 0, 1), "all columns": change(inputs-4, 0xff, 0xff, 0xff, 0xff), "all inputs": change(inputs, 0xff, 0xff, 0xff, 0xff),
		"input is the order": kzg(order), "k": change(8+4+9, 0, 0, 0, 29), "too large": make([]byte, 64<<20+1),
	} {
		_, err := halo2.ParseReceipt(b)
		require.ErrorIs(t, err, vm.ErrReceiptInvalid, name)
		require.Less(t, len(err.Error()), 300)
	}
	for n := range good {
		_, err := halo2.ParseReceipt(good[:n])
		require.ErrorIs(t, err, vm.ErrReceiptInvalid, "%d bytes", n)
	}
}

func FuzzReceipt(f *testing.F) {
	f.Add(kzg())
	f.Add(kzg(word(1), word(2)))
	f.Add(old("0x12"))
	f.Add(old(`{"proof":"12"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := halo2.ParseReceipt(b)
		if err != nil {
			return
		}
		if r.Kind == vm.KindWasm {
			if len(r.Proof) == 0 || !bytes.Equal(old(r.Output), b) {
				t.Fatal("another receipt")
			}
			return
		}
		total := len(r.ConstraintSystem) + len(r.VerifyingKey) + len(r.G2) + len(r.SG2) + len(r.Journal()) + len(r.Proof)
		if total+8+5*4 > len(b) || (len(b)-total-8-5*4)%4 != 0 {
			t.Fatal("bytes nobody accounts for")
		}
	})
}

func TestBindingIsTheFirstInput(t *testing.T) {
	h := vmtest.Task(t, 1, "x").Header
	want := halo2.TaskInput(h.Digest())
	require.NoError(t, halo2.CheckBinding(want[:], &h))
	require.NoError(t, halo2.CheckBinding(append(want[:], word(3)...), &h))
	other := vmtest.Task(t, 2, "x").Header
	for name, journal := range map[string][]byte{
		"none": nil, "cut": want[:31], "not whole words": append(slices.Clone(want[:]), 1), "second": append(word(3), want[:]...),
	} {
		require.Error(t, halo2.CheckBinding(journal, &h), name)
	}
	require.Error(t, halo2.CheckBinding(want[:], &other))
	require.Error(t, halo2.BindsKind(vm.KindWasm, want[:], &h), "nobody has verified it")
	require.NoError(t, halo2.BindsKind(vm.KindKZG, want[:], &h))
}

func TestTaskInputIsInTheField(t *testing.T) {
	var all task.Digest
	copy(all[:], bytes.Repeat([]byte{0xff}, 32))
	got := halo2.TaskInput(all)
	// 2^256 - 1 mod r, computed elsewhere.
	require.Equal(t, "0e0a77c19a07df2f666ea36f7879462e36fc76959f60cd29ac96341c4ffffffa", hex.EncodeToString(got[:]))
	rapid.Check(t, func(r *rapid.T) {
		d := task.Digest(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(r, "digest"))
		in := halo2.TaskInput(d)
		require.True(r, strings.Compare(string(in[:]), string(halo2.FieldOrder.FillBytes(make([]byte, 32)))) < 0)
	})
}
