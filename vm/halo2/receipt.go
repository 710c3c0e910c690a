package halo2

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/machinefi/sprout/vm"
)

// The head of a receipt: SPRR, format version 1, runtime 2, kind.
const (
	receiptMagic = "SPRR\x00\x01\x02"
	kindByteKZG  = 1
	kindByteWasm = 2
)

// maxReceipt is the largest receipt that is looked at, and maxInputs the most public
// inputs of one.
const (
	maxReceipt = 64 << 20
	maxInputs  = 1 << 16
)

// sizes of points of the second group of BN254 in receipts, in bytes.
const g2Size = 128

// Receipt is a receipt taken apart, as it stands: nothing of it is verified.
type Receipt struct {
	Kind string

	// Of kind kzg.
	ConstraintSystem []byte // recording of the circuit's configuration
	K                uint32 // rows are 2^K
	VerifyingKey     []byte
	G2, SG2          []byte           // of the public parameters
	PublicInputs     [][wordSize]byte // column by column
	Proof            []byte           // what a contract is given beside the public inputs

	// Of kind wasm: what the program printed.
	Output string
}

// Journal returns the public values as a [vm.Verdict] has them: the public inputs in
// a row, or the proof that the old form printed.
func (r *Receipt) Journal() []byte {
	if r.Kind == vm.KindWasm {
		return r.Proof
	}
	out := make([]byte, 0, wordSize*len(r.PublicInputs))
	for i := range r.PublicInputs {
		out = append(out, r.PublicInputs[i][:]...)
	}
	return out
}

// ParseReceipt takes a receipt apart: [vm.ErrReceiptInvalid]. The fields share memory with b.
func ParseReceipt(b []byte) (*Receipt, error) {
	r, err := parseReceipt(b)
	if err != nil {
		return nil, &vm.Error{Kind: vm.ErrReceiptInvalid, Said: err.Error()}
	}
	return r, nil
}

// RawProof returns the proof in a receipt, as contracts verify it.
func RawProof(receipt []byte) ([]byte, error) {
	r, err := ParseReceipt(receipt)
	if err != nil {
		return nil, err
	}
	return r.Proof, nil
}

func parseReceipt(b []byte) (*Receipt, error) {
	if len(b) == 0 || len(b) > maxReceipt {
		return nil, fmt.Errorf("%d bytes, want 1 to %d", len(b), maxReceipt)
	}
	if len(b) < len(receiptMagic)+1 || string(b[:len(receiptMagic)]) != receiptMagic {
		return nil, fmt.Errorf("not a halo2 receipt of format 1: begins with %x", b[:min(len(b), len(receiptMagic)+1)])
	}
	kind, body := b[len(receiptMagic)], &fields{b: b[len(receiptMagic)+1:]}
	switch kind {
	case kindByteKZG:
		return body.kzg()
	case kindByteWasm:
		return body.wasm()
	default:
		return nil, fmt.Errorf("unknown kind %d", kind)
	}
}

// fields takes fields off the front of a receipt's body and remembers the first fault.
type fields struct {
	b   []byte
	err error
}

func (f *fields) kzg() (*Receipt, error) {
	r := &Receipt{Kind: vm.KindKZG}
	r.ConstraintSystem = f.sized("constraint system")
	r.K = f.u32("k")
	r.VerifyingKey = f.sized("verifying key")
	r.G2 = f.take(g2Size, "g2")
	r.SG2 = f.take(g2Size, "s·g2")
	r.PublicInputs = f.publicInputs()
	r.Proof = f.sized("proof")
	if f.err == nil && r.K > 28 {
		f.err = fmt.Errorf("k is %d, no such circuit over BN254", r.K)
	}
	if err := f.end(); err != nil {
		return nil, err
	}
	return r, nil
}

// publicInputs reads the values of all columns, one column after the other.
func (f *fields) publicInputs() [][wordSize]byte {
	var all [][wordSize]byte
	columns := f.u32("number of columns")
	for i := uint32(0); i < columns && f.err == nil; i++ {
		n := f.u32("number of public inputs")
		if left := maxInputs - len(all); columns > maxInputs || uint64(n) > uint64(left) {
			f.err = fmt.Errorf("more than %d public inputs", maxInputs)
			return nil
		}
		for words := f.take(uint64(n)*wordSize, "public inputs"); len(words) > 0; words = words[wordSize:] {
			if new(big.Int).SetBytes(words[:wordSize]).Cmp(fieldOrder) >= 0 {
				f.err = fmt.Errorf("public input %d is not smaller than the order of the field", len(all))
				return nil
			}
			all = append(all, [wordSize]byte(words))
		}
	}
	return all
}

func (f *fields) wasm() (*Receipt, error) {
	r := &Receipt{Kind: vm.KindWasm, Output: string(f.sized("output"))}
	if err := f.end(); err != nil {
		return nil, err
	}
	var err error
	if r.Proof, err = printedProof(r.Output); err != nil {
		return nil, err
	}
	return r, nil
}

func (f *fields) take(n uint64, field string) []byte {
	if f.err == nil && n > uint64(len(f.b)) {
		f.err = fmt.Errorf("%s needs %d bytes, %d left", field, n, len(f.b))
	}
	if f.err != nil {
		return nil
	}
	out := f.b[:n:n]
	f.b = f.b[n:]
	return out
}

func (f *fields) u32(field string) uint32 {
	if b := f.take(4, field); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

func (f *fields) sized(field string) []byte { return f.take(uint64(f.u32(field)), field) }

func (f *fields) end() error {
	if f.err == nil && len(f.b) > 0 {
		f.err = fmt.Errorf("%d bytes too many", len(f.b))
	}
	return f.err
}

// printedProof is the proof in what the old form prints: hexadecimal digits, alone or
// as the member proof of an object.
func printedProof(output string) ([]byte, error) {
	text := strings.TrimSpace(output)
	if strings.HasPrefix(text, "{") {
		var err error
		if text, err = memberProof(text); err != nil {
			return nil, err
		}
	}
	b, err := hex.DecodeString(strings.TrimPrefix(text, "0x"))
	if err != nil || len(b) == 0 {
		return nil, fmt.Errorf("output is no proof in hexadecimal: %.40q", text)
	}
	return b, nil
}

func memberProof(text string) (string, error) {
	var object struct {
		Proof string `json:"proof"`
	}
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		return "", fmt.Errorf("output is no object: %w", err)
	}
	return object.Proof, nil
}
