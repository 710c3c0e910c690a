package halo2

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// wordSize is the size of a public input in a journal, in bytes.
const wordSize = 32

// fieldOrder is the order r of BN254's scalar field.
var fieldOrder, _ = new(big.Int).SetString("21888242871839275222246405745257275088548364400416034343698204186575808495617", 10)

// TaskInput is the public input that binds a proof to the task with digest d: d as a
// big-endian number modulo the order of the field, in 32 bytes, big-endian.
func TaskInput(d task.Digest) [wordSize]byte {
	n := new(big.Int).SetBytes(d[:])
	var out [wordSize]byte
	n.Mod(n, fieldOrder).FillBytes(out[:])
	return out
}

// CheckBinding reports whether the first of a journal's public inputs is the task's.
// It is a [vm.Binder].
func CheckBinding(journal []byte, h *task.Header) error {
	if len(journal) < wordSize || len(journal)%wordSize != 0 {
		return fmt.Errorf("journal of %d bytes holds no public inputs", len(journal))
	}
	if want := TaskInput(h.Digest()); !bytes.Equal(journal[:wordSize], want[:]) {
		return fmt.Errorf("first public input is %x, the task's is %x", journal[:wordSize], want)
	}
	return nil
}

// binderOf returns how a receipt of a kind is bound to its task: what nobody has
// verified commits nothing.
func binderOf(kind string) vm.Binder {
	if kind == vm.KindKZG {
		return CheckBinding
	}
	return func([]byte, *task.Header) error {
		return errors.New("a receipt of kind " + kind + " commits no task")
	}
}
