package task

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Binding says how firmly a receipt is tied to its task.
type Binding string

const (
	// BindingNone: the program knows nothing of the task; the receipt proves only
	// that the program ran on some input. It could be shown for another task.
	BindingNone Binding = "none"
	// BindingTask: the journal commits chain, project and task digest.
	BindingTask Binding = "task"
)

// ReceiptRef names a receipt that is kept elsewhere, by content.
type ReceiptRef struct {
	Runtime   string // "risc0"
	Kind      string // "composite", "succinct", "groth16"
	ProgramID Digest
	Digest    Digest // SHA-256 of the receipt bytes
	CID       string // where IPFS has it
	Size      uint64 // bytes
	Journal   []byte // public values, as the program committed them
	Binding   Binding
	Cycles    uint64 // user cycles proved
	ProveMS   uint64 // wall time of the proof in milliseconds
}

// JournalFormat is the first word of a journal of input mode "task".
const JournalFormat = 1

// Journal is what a program of input mode "task" commits.
type Journal struct {
	ChainID    uint64
	ProjectID  ProjectID
	TaskDigest Digest
	Output     []byte
}

// Encode returns Solidity's abi.encode(uint256 1, uint256 chainId, uint256
// projectId, bytes32 taskDigest, bytes output).
func (j *Journal) Encode() []byte {
	b := make([]byte, 0, 192+len(j.Output)+31)
	b = append(b, word(JournalFormat)...)
	b = append(b, word(j.ChainID)...)
	b = append(b, word(uint64(j.ProjectID))...)
	b = append(b, j.TaskDigest[:]...)
	b = append(b, word(5*32)...)
	b = append(b, word(uint64(len(j.Output)))...)
	b = append(b, j.Output...)
	return append(b, make([]byte, pad32(len(j.Output)))...)
}

// ParseJournal decodes a journal; only the one canonical encoding is accepted.
func ParseJournal(b []byte) (Journal, error) {
	r := reader{b: b}
	var j Journal
	format := r.word64("format version")
	j.ChainID = r.word64("chain id")
	j.ProjectID = ProjectID(r.word64("project id"))
	copy(j.TaskDigest[:], r.take(32, "task digest"))
	offset := r.word64("output offset")
	n := r.word64("output length")
	if r.err == nil && (format != JournalFormat || offset != 5*32 || n > math.MaxInt32) {
		r.err = fmt.Errorf("%w: format %d, output offset %d, output length %d", ErrMalformed, format, offset, n)
	}
	j.Output = r.take(int(n), "output")
	for _, c := range r.take(pad32(int(n)), "padding") {
		if c != 0 {
			r.err = fmt.Errorf("%w: padding is not zero", ErrMalformed)
		}
	}
	if err := r.end(); err != nil {
		return Journal{}, fmt.Errorf("parse journal: %w", err)
	}
	return j, nil
}

// CheckBinding reports whether journal commits this very task.
func CheckBinding(journal []byte, h *Header) error {
	j, err := ParseJournal(journal)
	if err != nil {
		return err
	}
	if d := h.Digest(); j.ChainID != h.ChainID || j.ProjectID != h.ProjectID || j.TaskDigest != d {
		return fmt.Errorf("journal commits chain %d, project %d, task %s: want %d, %d, %s",
			j.ChainID, j.ProjectID, j.TaskDigest, h.ChainID, h.ProjectID, d)
	}
	return nil
}

func (r *reader) word64(field string) uint64 {
	b := r.take(32, field)
	for i := 0; i < 24 && b != nil; i++ {
		if b[i] != 0 {
			r.err = fmt.Errorf("%w: %s does not fit 64 bits", ErrMalformed, field)
			return 0
		}
	}
	if b == nil {
		return 0
	}
	return binary.BigEndian.Uint64(b[24:])
}

func pad32(n int) int { return (32 - n%32) % 32 }
