package risc0

import (
	"encoding/binary"
	"fmt"

	"github.com/machinefi/sprout/vm"
)

// zkvmVersion is the version of risc0-zkvm whose receipts this package reads. The native library makes and verifies those of
// the same version only.
const zkvmVersion = "3.0.6"

// The head of a receipt: SPRR, format version 1, runtime 1, kind.
const receiptMagic = "SPRR\x00\x01\x01"

var kindNames = map[byte]string{1: vm.KindComposite, 2: vm.KindSuccinct, 3: vm.KindGroth16}

// Sizes in a receipt of kind groth16, in bytes.
const (
	sealSize     = 256 // two points of BN254's first group and one of its second
	selectorSize = 4
	digestSize   = 32
)

// RawProof returns the proof in a receipt of kind groth16, as risc0's contracts verify it: the first four bytes of the digest
// of the verifier's parameters, which their router goes by, and the seal. The receipt is taken apart to its end and must
// be encoded as risc0 encodes it, but nothing of it is verified: [vm.ErrReceiptInvalid].
func RawProof(receipt []byte) ([]byte, error) {
	proof, err := rawProof(receipt)
	if err != nil {
		return nil, &vm.Error{Kind: vm.ErrReceiptInvalid, Said: err.Error()}
	}
	return proof, nil
}

func rawProof(receipt []byte) ([]byte, error) {
	if len(receipt) > maxReceipt {
		return nil, fmt.Errorf("%d bytes, limit %d", len(receipt), maxReceipt)
	}
	if len(receipt) < len(receiptMagic)+1 || string(receipt[:len(receiptMagic)]) != receiptMagic {
		return nil, fmt.Errorf("not a risc0 receipt of format 1: begins with %x", receipt[:min(len(receipt), len(receiptMagic)+1)])
	}
	if kind := receipt[len(receiptMagic)]; kindNames[kind] != vm.KindGroth16 {
		return nil, fmt.Errorf("receipt is of kind %d %s, contracts verify %s only", kind, kindNames[kind], vm.KindGroth16)
	}
	f := &fields{b: receipt[len(receiptMagic)+1:]}
	f.container()
	return f.groth16()
}

// fields takes fields off the front of a receipt and remembers the first fault. Its own head is big-endian, the rest is what
// bincode makes of risc0's types: numbers of fixed size, little-endian; lists after their length, 64 bits; enums after the
// index of their variant, 32 bits; options after a byte that is 0 or 1.
type fields struct {
	b   []byte
	err error
}

// container takes the version and the journal.
func (f *fields) container() {
	var n uint64
	if b := f.take(1, "length of the zkVM's version"); b != nil {
		n = uint64(b[0])
	}
	version := f.take(n, "zkVM version")
	if string(version) != zkvmVersion {
		f.fault("receipt is of risc0-zkvm %.32q, known is %s", version, zkvmVersion)
	}
	if b := f.take(4, "length of the journal"); b != nil {
		f.take(uint64(binary.BigEndian.Uint32(b)), "journal")
	}
}

// groth16 takes an InnerReceipt, the last thing in a receipt, and returns what contracts are shown of it.
func (f *fields) groth16() ([]byte, error) {
	const groth16 = 2 // among composite, succinct, groth16, fake
	if v := f.u32("kind of the seal"); v != groth16 {
		f.fault("receipt says it is %s, its seal is of kind %d", vm.KindGroth16, v)
	}
	if n := f.u64("length of the seal"); n != sealSize {
		f.fault("seal has %d bytes, want %d", n, sealSize)
	}
	seal := f.take(sealSize, "seal")
	f.pruned("claim", f.claim)
	parameters := f.take(digestSize, "digest of the verifier's parameters")
	if len(f.b) > 0 {
		f.fault("%d bytes too many", len(f.b))
	}
	if f.err != nil {
		return nil, f.err
	}
	return append(append(make([]byte, 0, selectorSize+sealSize), parameters[:selectorSize]...), seal...), nil
}

// claim takes a ReceiptClaim. What it says stands in a contract's public inputs, not in the proof.
func (f *fields) claim() {
	f.pruned("state before", f.state)
	f.pruned("state after", f.state)
	f.exitCode()
	f.pruned("input", func() {
		if f.some("input") {
			f.fault("claim has an input, risc0 knows none")
		}
	})
	f.pruned("output", func() {
		if f.some("output") {
			f.pruned("journal of the claim", func() { f.take(f.u64("length of the claim's journal"), "journal of the claim") })
			f.pruned("assumptions", f.assumptions)
		}
	})
}

// state takes a SystemState: program counter and root of the memory.
func (f *fields) state() { f.take(4+digestSize, "state") }

func (f *fields) exitCode() {
	switch v := f.u32("exit code"); v {
	case 0, 1: // halted, paused: by the guest, with a code
		f.u32("exit code of the guest")
	case 2, 3: // system split, session limit
	default:
		f.fault("exit code is of kind %d, known are 0 to 3", v)
	}
}

func (f *fields) assumptions() {
	for n := f.u64("number of assumptions"); n > 0 && f.err == nil; n-- {
		f.pruned("assumption", func() { f.take(2*digestSize, "assumption") })
	}
}

// pruned takes a MaybePruned: a value, or its digest.
func (f *fields) pruned(field string, value func()) {
	switch v := f.u32(field); v {
	case 0:
		value()
	case 1:
		f.take(digestSize, "digest of the "+field)
	default:
		f.fault("%s is of kind %d, known are 0 and 1", field, v)
	}
}

// some takes the byte before an optional value and reports whether the value is there.
func (f *fields) some(field string) bool {
	b := f.take(1, field)
	if b != nil && b[0] > 1 {
		f.fault("%s begins with %d, want 0 or 1", field, b[0])
	}
	return f.err == nil && b[0] == 1
}

func (f *fields) fault(format string, values ...any) {
	if f.err == nil {
		f.err = fmt.Errorf(format, values...)
	}
}

// take returns the next n bytes; nil after a fault.
func (f *fields) take(n uint64, field string) []byte {
	if n > uint64(len(f.b)) {
		f.fault("%s needs %d bytes, %d left", field, n, len(f.b))
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
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (f *fields) u64(field string) uint64 {
	if b := f.take(8, field); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}
