package zkwasm

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/machinefi/sprout/task"
)

// outputFormat is the version of what [ParseOutput] reads.
const outputFormat = 1

// Output is what the proof of a module says, behind the header of its task.
type Output struct {
	Module task.Digest // SHA-256 of the module that ran
	Runs   []Run       // one for each message, in the task's order
}

// Run is what is proven of one message.
type Run struct {
	PublicInputs []uint64 `json:"publicInputs"`
	Outputs      []uint64 `json:"outputs"`
}

var errNoOutput = errors.New("no output of a module")

// ParseOutput reads the output in a journal of a zkwasm program ([task.ParseJournal]): 32-byte words, the format, the module,
// the number of messages, and for each of these the number of its public inputs, these, the number of its outputs, and
// these. There is one encoding only.
func ParseOutput(b []byte) (Output, error) {
	w := words{rest: b}
	format, module := w.number(), w.word()
	if format != outputFormat && w.err == nil {
		return Output{}, fmt.Errorf("%w: of format %d, want %d", errNoOutput, format, outputFormat)
	}
	o := Output{Module: task.Digest(module)}
	for n := w.count(2); n > 0 && w.err == nil; n-- {
		o.Runs = append(o.Runs, Run{w.numbers(), w.numbers()})
	}
	if len(w.rest) > 0 && w.err == nil {
		w.err = fmt.Errorf("%w: %d bytes behind it", errNoOutput, len(w.rest))
	}
	if w.err != nil {
		return Output{}, w.err
	}
	return o, nil
}

// words reads 32-byte words until something is wrong with one.
type words struct {
	rest []byte
	err  error
}

func (w *words) word() (b [32]byte) {
	if len(w.rest) < len(b) {
		w.fail("ends early")
	}
	if w.err == nil {
		w.rest = w.rest[copy(b[:], w.rest):]
	}
	return b
}

func (w *words) number() uint64 {
	b := w.word()
	for _, high := range b[:24] {
		if high != 0 {
			w.fail("holds a number of more than 64 bits")
			return 0
		}
	}
	return binary.BigEndian.Uint64(b[24:])
}

// count reads how many things of at least size words follow.
func (w *words) count(size int) uint64 {
	n := w.number()
	if n > uint64(len(w.rest)/32/size) {
		w.fail("ends early")
		return 0
	}
	return n
}

func (w *words) numbers() []uint64 {
	n := w.count(1)
	list := make([]uint64, 0, n)
	for range n {
		list = append(list, w.number())
	}
	return list
}

func (w *words) fail(said string) {
	if w.err == nil {
		w.err = fmt.Errorf("%w: %s", errNoOutput, said)
	}
}
