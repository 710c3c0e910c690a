//go:build linux

package ffi_test

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// claim is a message for the range example, rangeJournal what a proof of it says:
// a string as risc0-serde writes it, in words.
const (
	claim        = `{"private_input":"14","public_input":"3,34","receipt_type":"Stark"}`
	rangeJournal = "\x34\x00\x00\x00the private input is greater than 3 and less than 34"
	rangeOptions = `{"input_mode":"json","segment_po2":16}`
)

// A receipt of the range example for claim, with its proof cut out: the library's
// verifier panics when it looks for the first word. TestProof says whether it is
// still what is left of a fresh receipt.
const (
	hollowFile = "testdata/hollow.receipt"
	rangeID    = "09f82d2eaa27e9eb309eb24c5f6514ce9947f8ca9064968925b7b00503f782ca"
)

// rangeInput is the input of the range example: a JSON array of messages.
func rangeInput(t *testing.T) []byte {
	t.Helper()
	b, err := json.Marshal([]string{claim})
	require.NoError(t, err)
	return b
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return b
}

// program reads the committed ELF of an example.
func program(t *testing.T, name string) []byte {
	t.Helper()
	return read(t, filepath.Join("../../../examples", name, "program", name+".elf"))
}

// result is what the functions tell, as far as the tests compare it.
type result struct {
	ProgramID string `json:"program_id"`
	Kind      string `json:"kind"`
	Journal   string `json:"journal"`
	Cycles    uint64 `json:"cycles"`
	Segments  int    `json:"segments"`
}

func (r result) journal(t *testing.T) string {
	t.Helper()
	b, err := hex.DecodeString(r.Journal)
	require.NoError(t, err)
	return string(b)
}

func parse(t *testing.T, b []byte, err error) result {
	t.Helper()
	require.NoError(t, err)
	var r result
	require.NoError(t, json.Unmarshal(b, &r))
	return r
}

// runRange executes the range example on claim.
func (c *child) runRange(t *testing.T) {
	t.Helper()
	out, err := c.Execute(program(t, "range"), []byte(rangeOptions), rangeInput(t), nil)
	r := parse(t, out, err)
	require.Equal(t, rangeID, r.ProgramID)
	require.Equal(t, rangeJournal, r.journal(t))
}

// requireCode finds the error of a call to be one of the library, with this code.
func requireCode(t *testing.T, err error, want ffi.Code) string {
	t.Helper()
	var native *ffi.Error
	require.ErrorAs(t, err, &native)
	require.Equal(t, want, native.Code, native.Message)
	return native.Message
}

func slot(t *testing.T) ffi.Slot {
	t.Helper()
	s, err := ffi.NewSlot()
	require.NoError(t, err)
	return s
}

// lent copies b to memory that ends where b ends, can only be read, and is outside
// Go's heap: an access that is not allowed ends the process. away takes it back.
func lent(t *testing.T, b []byte) (in []byte, away func()) {
	t.Helper()
	page := unix.Getpagesize()
	size := (len(b) + page - 1) / page * page
	mem, err := unix.Mmap(-1, 0, size+page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	require.NoError(t, err)
	copy(mem[size-len(b):], b)
	if size > 0 {
		require.NoError(t, unix.Mprotect(mem[:size], unix.PROT_READ))
	}
	require.NoError(t, unix.Mprotect(mem[size:], unix.PROT_NONE))
	return mem[size-len(b) : size : size], func() { require.NoError(t, unix.Mprotect(mem, unix.PROT_NONE)) }
}

// function is a function of prover.h that takes inputs, by the names they have in errors.
type function struct {
	name     string
	inputs   []string
	progress bool
	outs     int
}

var functions = []function{
	{"sprout_check_program", []string{"program", "options"}, false, 1},
	{"sprout_execute", []string{"program", "options", "input"}, true, 1},
	{"sprout_prove", []string{"program", "options", "input"}, true, 2},
	{"sprout_verify", []string{"receipt", "options"}, false, 1},
	{"sprout_describe", nil, false, 1},
}

// span is an input as C sees it.
type span struct {
	ptr, len uintptr
}

// spanOf copies b to where Go does not look after it.
func spanOf(t *testing.T, b []byte) span {
	t.Helper()
	in, _ := lent(t, b)
	return span{ffi.Addr(in), uintptr(len(in))}
}

// call calls f; progress may be 0, inputs that are left out are empty.
func (c *child) call(f function, progress uintptr, inputs []span, outs ...uintptr) ffi.Code {
	var args []uintptr
	for i := range f.inputs {
		var in span
		if i < len(inputs) {
			in = inputs[i]
		}
		args = append(args, in.ptr, in.len)
	}
	if f.progress {
		args = append(args, progress, 0)
	}
	return c.raw.Call(f.name, append(args, outs...)...)
}

// outs gives f the out buffers it needs, all of them at s or s alone and then others.
func outs(t *testing.T, f function, s ffi.Slot) []uintptr {
	t.Helper()
	all := []uintptr{s.Addr()}
	for len(all) < f.outs {
		all = append(all, slot(t).Addr())
	}
	return all
}
