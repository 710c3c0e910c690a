package risc0_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/risc0"
)

// vectors are receipts that risc0's own types were encoded to: docs/testvectors/risc0-groth16.json.
type vectors struct {
	ZkVM       string        `json:"zkvm"`
	Program    task.Digest   `json:"program_id"`
	Journal    hexutil.Bytes `json:"journal_hex"`
	Parameters hexutil.Bytes `json:"verifier_parameters"`
	Receipts   []vector      `json:"receipts"`
}

type vector struct {
	Name    string        `json:"name"`
	Genuine bool          `json:"genuine"` // it proves what it says
	Receipt hexutil.Bytes `json:"receipt_hex"`
	Proof   hexutil.Bytes `json:"proof_hex"`
}

func readVectors(t testing.TB) vectors {
	t.Helper()
	file, err := os.ReadFile("../../docs/testvectors/risc0-groth16.json")
	require.NoError(t, err)
	var v vectors
	require.NoError(t, json.Unmarshal(file, &v))
	require.NotEmpty(t, v.Receipts)
	return v
}

func TestProofsOfTheVectors(t *testing.T) {
	all := readVectors(t)
	for _, v := range all.Receipts {
		proof, err := risc0.RawProof(v.Receipt)
		require.NoError(t, err, v.Name)
		require.Equal(t, []byte(v.Proof), proof, v.Name)
		if v.Genuine {
			require.Equal(t, []byte(all.Parameters[:4]), proof[:4], "risc0's router goes by the verifier's parameters")
		}
		for n := range v.Receipt {
			_, err := risc0.RawProof(v.Receipt[:n])
			require.ErrorIs(t, err, vm.ErrReceiptInvalid, "%s: %d bytes", v.Name, n)
		}
		_, err = risc0.RawProof(append(bytes.Clone(v.Receipt), 0))
		require.ErrorContains(t, err, "1 bytes too many", v.Name)
	}
}

// writer writes receipts as the library does.
type writer struct{ b []byte }

func (w *writer) u32(n uint32)   { w.b = binary.LittleEndian.AppendUint32(w.b, n) }
func (w *writer) u64(n uint64)   { w.b = binary.LittleEndian.AppendUint64(w.b, n) }
func (w *writer) raw(b ...byte)  { w.b = append(w.b, b...) }
func (w *writer) list(b []byte)  { w.u64(uint64(len(b))); w.raw(b...) }
func (w *writer) digest(n byte)  { w.raw(bytes.Repeat([]byte{n}, 32)...) }
func (w *writer) head(kind byte) { w.raw([]byte("SPRR\x00\x01\x01")...); w.raw(kind) }

// container writes what stands before the seal.
func (w *writer) container(version string, journal []byte) {
	w.head(3)
	w.raw(byte(len(version)))
	w.raw([]byte(version)...)
	w.b = binary.BigEndian.AppendUint32(w.b, uint32(len(journal)))
	w.raw(journal...)
}

// pruned writes a value or, as often, its digest.
func (w *writer) pruned(r *rapid.T, value func()) {
	if rapid.Bool().Draw(r, "pruned") {
		w.u32(1)
		w.digest(byte(len(w.b)))
		return
	}
	w.u32(0)
	value()
}

func (w *writer) claim(r *rapid.T) {
	state := func() { w.u32(rapid.Uint32().Draw(r, "pc")); w.digest(1) }
	w.pruned(r, state)
	w.pruned(r, state)
	exit := rapid.Uint32Range(0, 3).Draw(r, "exit code")
	w.u32(exit)
	if exit < 2 {
		w.u32(rapid.Uint32().Draw(r, "guest's exit code"))
	}
	w.pruned(r, func() { w.raw(0) })
	w.pruned(r, func() {
		if rapid.Bool().Draw(r, "no output") {
			w.raw(0)
			return
		}
		w.raw(1)
		w.pruned(r, func() { w.list(rapid.SliceOf(rapid.Byte()).Draw(r, "claim's journal")) })
		w.pruned(r, func() {
			n := rapid.Uint64Range(0, 3).Draw(r, "assumptions")
			w.u64(n)
			for range n {
				w.pruned(r, func() { w.digest(2); w.digest(3) })
			}
		})
	})
}

func TestProofOfAnyReceipt(t *testing.T) {
	version := readVectors(t).ZkVM
	rapid.Check(t, func(r *rapid.T) {
		seal := rapid.SliceOfN(rapid.Byte(), 256, 256).Draw(r, "seal")
		parameters := rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(r, "parameters")
		w := &writer{}
		w.container(version, rapid.SliceOf(rapid.Byte()).Draw(r, "journal"))
		w.u32(2)
		w.list(seal)
		w.pruned(r, func() { w.claim(r) })
		w.raw(parameters...)

		proof, err := risc0.RawProof(w.b)
		require.NoError(r, err)
		require.Equal(r, append(slices.Clone(parameters[:4]), seal...), proof)
		_, err = risc0.RawProof(w.b[:rapid.IntRange(0, len(w.b)-1).Draw(r, "cut")])
		require.ErrorIs(r, err, vm.ErrReceiptInvalid)
		_, err = risc0.RawProof(append(w.b, rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(r, "more")...))
		require.ErrorIs(r, err, vm.ErrReceiptInvalid)
	})
}

func TestReceiptsWithoutAProofForContracts(t *testing.T) {
	version := readVectors(t).ZkVM
	// receipt writes one with a claim of a caller's, everything around it as it must be.
	receipt := func(write func(w *writer)) []byte {
		w := &writer{}
		w.container(version, nil)
		w.u32(2)
		w.list(make([]byte, 256))
		write(w)
		w.digest(9)
		return w.b
	}
	// claim writes one that is pruned up to its exit code.
	claim := func(write func(w *writer)) []byte {
		return receipt(func(w *writer) {
			w.u32(0)
			w.u32(1)
			w.digest(1)
			w.u32(1)
			w.digest(2)
			write(w)
		})
	}
	halted := func(w *writer) { w.u32(0); w.u32(0) }
	seal := func(kind uint32, size int) []byte {
		w := &writer{}
		w.container(version, nil)
		w.u32(kind)
		w.list(make([]byte, size))
		w.u32(1)
		w.digest(1)
		w.digest(9)
		return w.b
	}
	good := seal(2, 256)
	_, err := risc0.RawProof(good)
	require.NoError(t, err)
	other := func(at int, to byte) []byte { b := bytes.Clone(good); b[at] = to; return b }
	later := &writer{}
	later.container("5.0.0", nil)

	for name, c := range map[string]struct {
		receipt []byte
		says    string
	}{
		"none":             {nil, "not a risc0 receipt of format 1"},
		"another runtime":  {other(6, 2), "not a risc0 receipt of format 1"},
		"another format":   {other(5, 2), "not a risc0 receipt of format 1"},
		"composite":        {other(7, 1), "of kind 1 composite, contracts verify groth16 only"},
		"succinct":         {other(7, 2), "of kind 2 succinct, contracts verify groth16 only"},
		"unknown":          {other(7, 9), "of kind 9 "},
		"another zkVM":     {later.b, `receipt is of risc0-zkvm "5.0.0", known is ` + version},
		"composite inside": {seal(0, 256), "its seal is of kind 0"},
		"fake inside":      {seal(3, 256), "its seal is of kind 3"},
		"short seal":       {seal(2, 255), "seal has 255 bytes, want 256"},
		"long seal":        {seal(2, 257), "seal has 257 bytes, want 256"},
		"kind of claim":    {receipt(func(w *writer) { w.u32(2) }), "claim is of kind 2, known are 0 and 1"},
		"exit code":        {claim(func(w *writer) { w.u32(4) }), "exit code is of kind 4"},
		"input":            {claim(func(w *writer) { halted(w); w.u32(0); w.raw(1) }), "claim has an input"},
		"option":           {claim(func(w *writer) { halted(w); w.u32(0); w.raw(2) }), "input begins with 2, want 0 or 1"},
		"endless journal": {claim(func(w *writer) {
			halted(w)
			w.u32(0)
			w.raw(0)
			w.u32(0)
			w.raw(1)
			w.u32(0)
			w.u64(1 << 63)
		}), "journal of the claim needs 9223372036854775808 bytes"},
		"many assumptions": {claim(func(w *writer) {
			halted(w)
			w.u32(0)
			w.raw(0)
			w.u32(0)
			w.raw(1)
			w.u32(1)
			w.digest(1)
			w.u32(0)
			w.u64(1 << 63)
		}), "assumption"},
		"too large":         {make([]byte, 128<<20+1), "limit 134217728"},
		"one byte too many": {append(bytes.Clone(good), 0), "1 bytes too many"},
	} {
		_, err := risc0.RawProof(c.receipt)
		require.ErrorIs(t, err, vm.ErrReceiptInvalid, name)
		require.ErrorContains(t, err, c.says, name)
		require.Less(t, len(err.Error()), 300, name)
	}
}

func FuzzRawProof(f *testing.F) {
	for _, v := range readVectors(f).Receipts {
		f.Add([]byte(v.Receipt))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		proof, err := risc0.RawProof(b)
		if err != nil {
			return
		}
		if len(proof) != 260 || !bytes.Equal(proof[:4], b[len(b)-32:len(b)-28]) || !bytes.Contains(b, proof[4:]) {
			t.Fatalf("proof is not the receipt's: %x", proof)
		}
		for _, other := range [][]byte{b[:len(b)-1], append(bytes.Clone(b), 0)} {
			if _, err := risc0.RawProof(other); err == nil {
				t.Fatal("end is not where it must be")
			}
		}
	})
}
