package worker

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// A frame is a big-endian u32 length, that many bytes of JSON (the head), and the
// raw parts whose lengths the head lists. Either side may be hostile to the other,
// so both bound what they read before they make room for it.
const (
	maxHead  = 64 << 10  // bytes of JSON
	maxParts = 4         // raw parts of one frame
	maxBody  = 256 << 20 // bytes of all raw parts
)

var errFrame = errors.New("malformed frame")

// Op is what a worker is asked to do. Except for hello they are the functions of
// the C ABI.
type Op string

// The operations of the C ABI, with the raw parts each takes and returns.
const (
	opHello   Op = "hello"   // first on every connection: load the library, lock the door
	OpCheck   Op = "check"   // program → JSON
	OpExecute Op = "execute" // program, input → JSON
	OpProve   Op = "prove"   // program, input → receipt, JSON
	OpVerify  Op = "verify"  // receipt → JSON
	opProbe   Op = "probe"   // tests only: see Main
)

// request is the head of a frame to the worker.
type request struct {
	Op       Op              `json:"op"`
	Options  json.RawMessage `json:"options,omitempty"`
	Runtime  string          `json:"runtime,omitempty"`   // hello: decides what the worker may do
	FileMB   uint64          `json:"file_mb,omitempty"`   // hello: how far files may be written
	MemoryMB uint64          `json:"memory_mb,omitempty"` // of this job; hello: most any job may have
	CPU      uint64          `json:"cpu,omitempty"`       // seconds of processor time of this job
	Threads  int             `json:"threads,omitempty"`   // hello: for the library's pool
	Answer   int             `json:"answer,omitempty"`    // bytes that the answer to this job may have
	Probe    []string        `json:"probe,omitempty"`     // tests only
	Parts    []int           `json:"parts,omitempty"`
}

// kind says what a reply is.
type kind string

const (
	kindProgress kind = "progress"
	kindResult   kind = "result"
	kindError    kind = "error"
)

// reply is the head of a frame from the worker. A request has any number of
// progress replies and then one result or error.
type reply struct {
	Kind    kind              `json:"kind"`
	Stage   ffi.Stage         `json:"stage,omitempty"`
	Done    uint64            `json:"done,omitempty"`
	Total   uint64            `json:"total,omitempty"`
	Code    ffi.Code          `json:"code,omitempty"`
	Message string            `json:"message,omitempty"`
	Sandbox map[string]string `json:"sandbox,omitempty"` // of hello
	Probe   map[string]string `json:"probe,omitempty"`   // tests only
	Parts   []int             `json:"parts,omitempty"`
}

// writeFrame sends head and parts; setSizes puts the lengths of the parts into the head.
func writeFrame(w io.Writer, head any, setSizes func([]int), parts ...[]byte) error {
	sizes := make([]int, len(parts))
	for i, p := range parts {
		sizes[i] = len(p)
	}
	setSizes(sizes)
	j, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("encode frame: %w", err)
	}
	if err := checkSizes(len(j), sizes); err != nil {
		return err
	}
	b := append(binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(j)), uint32(len(j))), j...)
	for _, p := range slices.Insert(slices.Clone(parts), 0, b) {
		if _, err := w.Write(p); err != nil {
			return fmt.Errorf("write frame: %w", err)
		}
	}
	return nil
}

func checkSizes(head int, sizes []int) error {
	if head > maxHead {
		return fmt.Errorf("%w: head of %d bytes, limit %d", errFrame, head, maxHead)
	}
	if len(sizes) > maxParts {
		return fmt.Errorf("%w: %d parts, limit %d", errFrame, len(sizes), maxParts)
	}
	left := maxBody
	for _, n := range sizes {
		if n < 0 || n > left {
			return fmt.Errorf("%w: parts of more than %d bytes", errFrame, maxBody)
		}
		left -= n
	}
	return nil
}

// readFrame reads a head into head, then the parts it lists. An end of the stream
// between frames is io.EOF.
func readFrame(r io.Reader, head any, sizes func() []int) ([][]byte, error) {
	var n [4]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		return nil, fmt.Errorf("read frame: %w", err)
	}
	size := binary.BigEndian.Uint32(n[:])
	if size > maxHead {
		return nil, checkSizes(int(size), nil)
	}
	j := make([]byte, size)
	if _, err := io.ReadFull(r, j); err != nil {
		return nil, fmt.Errorf("read frame: %w", noEOF(err))
	}
	if err := json.Unmarshal(j, head); err != nil {
		return nil, fmt.Errorf("%w: %w", errFrame, err)
	}
	if err := checkSizes(len(j), sizes()); err != nil {
		return nil, err
	}
	parts := make([][]byte, len(sizes()))
	for i, n := range sizes() {
		var err error
		if parts[i], err = readPart(r, n); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// readPart makes room as the bytes come, not for what a liar announces.
func readPart(r io.Reader, n int) ([]byte, error) {
	const step = 1 << 20
	b := make([]byte, 0, min(n, step))
	for len(b) < n {
		b = slices.Grow(b, min(n-len(b), max(step, len(b))))
		from := len(b)
		b = b[:min(n, cap(b))]
		if _, err := io.ReadFull(r, b[from:]); err != nil {
			return nil, fmt.Errorf("read frame: %w", noEOF(err))
		}
	}
	return b, nil
}

func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func writeRequest(w io.Writer, r request, parts ...[]byte) error {
	return writeFrame(w, &r, func(s []int) { r.Parts = s }, parts...)
}

func readRequest(rd io.Reader) (request, [][]byte, error) {
	var r request
	parts, err := readFrame(rd, &r, func() []int { return r.Parts })
	return r, parts, err
}

func writeReply(w io.Writer, r reply, parts ...[]byte) error {
	return writeFrame(w, &r, func(s []int) { r.Parts = s }, parts...)
}

func readReply(rd io.Reader) (reply, [][]byte, error) {
	var r reply
	parts, err := readFrame(rd, &r, func() []int { return r.Parts })
	return r, parts, err
}
