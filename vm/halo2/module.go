package halo2

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// Forms of programs, told apart by what the module exports.
const (
	formFrontEnd = "halo2-front-end"
	formOld      = "wasm-bindgen"
)

// kindsOf are the receipt kinds a program of a form can have.
func kindsOf(form string) []string {
	if form == formOld {
		return []string{vm.KindWasm}
	}
	return []string{vm.KindKZG}
}

var errModule = errors.New("not a WebAssembly module")

// formOf tells a front end from the old form, by the names the module exports and
// nothing else: the library looks at the rest.
func formOf(code []byte) (string, error) {
	names, err := exports(code)
	switch {
	case err != nil:
		return "", err
	case names["sprout_halo2_abi"]:
		return formFrontEnd, nil
	case names["prove"]:
		return formOld, nil
	default:
		return "", errors.New("module exports neither sprout_halo2_abi, as circuit front ends do, nor prove")
	}
}

// oldFormID is the program id of a module of the old form.
func oldFormID(code []byte) task.Digest {
	s := sha256.New()
	s.Write([]byte("sprout/halo2/old-form/v1\x00"))
	s.Write(code)
	return task.Digest(s.Sum(nil))
}

const (
	sectionExport = 7
	maxExports    = 1 << 16
)

// exports reads the names of a module's export section.
func exports(code []byte) (map[string]bool, error) {
	const head = "\x00asm\x01\x00\x00\x00"
	if len(code) < len(head) || string(code[:len(head)]) != head {
		return nil, fmt.Errorf("%w: begins with % x", errModule, code[:min(len(code), len(head))])
	}
	r := &leb{b: code[len(head):]}
	for len(r.b) > 0 && r.err == nil {
		id := r.byte()
		section := r.take(r.u32())
		if id == sectionExport {
			return exportNames(&leb{b: section, err: r.err})
		}
	}
	return nil, r.err
}

func exportNames(r *leb) (map[string]bool, error) {
	n := r.u32()
	if n > maxExports {
		return nil, fmt.Errorf("%w: %d exports", errModule, n)
	}
	names := make(map[string]bool)
	for range n {
		names[string(r.take(r.u32()))] = true
		r.byte() // kind
		r.u32()  // index
		if r.err != nil {
			return nil, r.err
		}
	}
	return names, r.err
}

// leb takes fields off the front of a module and remembers the first fault.
type leb struct {
	b   []byte
	err error
}

func (r *leb) take(n uint32) []byte {
	if r.err == nil && uint64(n) > uint64(len(r.b)) {
		r.err = fmt.Errorf("%w: %d bytes are missing", errModule, uint64(n)-uint64(len(r.b)))
	}
	if r.err != nil {
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *leb) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// u32 reads an unsigned LEB128 number of at most five bytes.
func (r *leb) u32() uint32 {
	if r.err != nil {
		return 0
	}
	v, n := binary.Uvarint(r.b[:min(len(r.b), 5)])
	if n <= 0 || v > 1<<32-1 {
		r.err = fmt.Errorf("%w: malformed number", errModule)
		return 0
	}
	r.b = r.b[n:]
	return uint32(v)
}
