package vm

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Binder tells whether a journal commits the task of h; runtimes differ in how a
// journal does that. [task.CheckBinding] is the one of those that write bytes.
type Binder func(journal []byte, h *task.Header) error

// Judge compares what a cryptographically valid receipt says with what is wanted
// and returns the verdict. Every [Prover.Verify] ends with it, so that no runtime
// forgets a comparison.
func Judge(programID task.Digest, kind string, journal []byte, want Expectation, binds Binder) (Verdict, error) {
	if programID != want.ProgramID {
		return Verdict{}, fail(ErrReceiptInvalid, fmt.Sprintf("receipt is of program %s, want %s", programID, want.ProgramID))
	}
	if len(want.Kinds) > 0 && !slices.Contains(want.Kinds, kind) {
		return Verdict{}, fail(ErrReceiptKind, fmt.Sprintf("receipt is %s, accepted are %q", kind, want.Kinds))
	}
	if want.Journal != nil && !bytes.Equal(journal, want.Journal) {
		return Verdict{}, fail(ErrReceiptInvalid, "journal differs from the one claimed")
	}
	v := Verdict{ProgramID: programID, Kind: kind, Journal: journal, Binding: task.BindingNone}
	if want.Header != nil {
		if err := binds(journal, want.Header); err != nil {
			return Verdict{}, &Error{Kind: ErrReceiptInvalid, Said: err.Error(), unbound: true}
		}
		v.Binding = task.BindingTask
	}
	return v, nil
}

// RuntimeOf tells which runtime a receipt is of, by its head: [ErrReceiptInvalid].
func RuntimeOf(receipt []byte) (project.VM, error) {
	const magic = "SPRR\x00\x01"
	if len(receipt) < len(magic)+2 || string(receipt[:len(magic)]) != magic {
		return "", fail(ErrReceiptInvalid, fmt.Sprintf("not a receipt of format 1: begins with %x", receipt[:min(len(receipt), len(magic)+2)]))
	}
	switch r := receipt[len(magic)]; r {
	case 1:
		return project.VMRisc0, nil
	case 2:
		return project.VMHalo2, nil
	default:
		return "", fail(ErrReceiptInvalid, fmt.Sprintf("of unknown runtime %d", r))
	}
}

// CheckKinds refuses lists of acceptable kinds that have both kzg and wasm: who takes
// what nobody can verify in place of a proof has no proof. [ErrReceiptKind].
func CheckKinds(acceptable []string) error {
	if slices.Contains(acceptable, KindKZG) && slices.Contains(acceptable, KindWasm) {
		return task.WithHint(
			fail(ErrReceiptKind, "receipt kinds kzg and wasm exclude each other: nobody can verify the second"),
			"list kzg for a circuit's front end, wasm for a module of the old form")
	}
	return nil
}

// PickKind returns the first of the acceptable kinds that can be made, or
// [ErrReceiptKind] naming both lists.
func PickKind(acceptable, available []string) (string, error) {
	if len(available) == 0 {
		return "", fail(ErrReceiptKind, "this prover makes none")
	}
	if len(acceptable) == 0 {
		return available[0], nil
	}
	for _, k := range acceptable {
		if slices.Contains(available, k) {
			return k, nil
		}
	}
	return "", fail(ErrReceiptKind, fmt.Sprintf("wanted one of %q, this prover makes %q", acceptable, available))
}
