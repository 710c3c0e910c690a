//go:build linux

package ffi

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/ebitengine/purego"
)

// abiVersion is the SPROUT_ABI_VERSION these calls are written for.
const abiVersion = 1

// buffer is SproutBuffer of prover.h. ptr points outside Go's heap.
type buffer struct {
	ptr unsafe.Pointer
	len uintptr
	cap uintptr
}

// functions are the functions of prover.h, by name. data is const uint8_t*.
type functions struct {
	abiVersion   func() uint32
	describe     func(out *buffer) int32
	checkProgram func(program unsafe.Pointer, programLen uintptr, options unsafe.Pointer, optionsLen uintptr, out *buffer) int32
	execute      func(program unsafe.Pointer, programLen uintptr, options unsafe.Pointer, optionsLen uintptr,
		input unsafe.Pointer, inputLen uintptr, progress uintptr, user uintptr, out *buffer) int32
	prove func(program unsafe.Pointer, programLen uintptr, options unsafe.Pointer, optionsLen uintptr,
		input unsafe.Pointer, inputLen uintptr, progress uintptr, user uintptr, receipt *buffer, info *buffer) int32
	verify func(receipt unsafe.Pointer, receiptLen uintptr, options unsafe.Pointer, optionsLen uintptr, out *buffer) int32
	free   func(b *buffer)
}

// table pairs each function with its C name.
func (f *functions) table() map[string]any {
	return map[string]any{
		"sprout_abi_version":   &f.abiVersion,
		"sprout_describe":      &f.describe,
		"sprout_check_program": &f.checkProgram,
		"sprout_execute":       &f.execute,
		"sprout_prove":         &f.prove,
		"sprout_verify":        &f.verify,
		"sprout_free":          &f.free,
	}
}

// Library is a loaded proving library. It cannot be unloaded: the process that
// loaded it ends instead. Calls may run at the same time.
type Library struct {
	c functions
}

// Load loads the library in f, which stays the caller's. Whoever calls this runs
// native code in this process; see the package comment.
func Load(f *os.File) (*Library, error) {
	path := fmt.Sprintf("/proc/self/fd/%d", f.Fd())
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, fmt.Errorf("load native library: %w", err)
	}
	l := &Library{}
	for name, fn := range l.c.table() {
		sym, err := purego.Dlsym(handle, name)
		if err != nil {
			return nil, fmt.Errorf("load native library: %w", err)
		}
		purego.RegisterFunc(fn, sym)
	}
	if v := l.c.abiVersion(); v != abiVersion {
		return nil, fmt.Errorf("native library has ABI version %d, want %d", v, abiVersion)
	}
	return l, nil
}

// Describe returns the JSON of sprout_describe.
func (l *Library) Describe() ([]byte, error) {
	out := new(buffer)
	return l.finish(l.c.describe(out), out)
}

// Check returns the JSON of sprout_check_program.
func (l *Library) Check(program, options []byte) ([]byte, error) {
	out := new(buffer)
	rc := l.c.checkProgram(ptr(program), size(program), ptr(options), size(options), out)
	keep(program, options)
	return l.finish(rc, out)
}

// Execute returns the JSON of sprout_execute. progress may be nil.
func (l *Library) Execute(program, options, input []byte, progress Progress) ([]byte, error) {
	out := new(buffer)
	cb, user, done := listen(progress)
	defer done()
	rc := l.c.execute(ptr(program), size(program), ptr(options), size(options), ptr(input), size(input), cb, user, out)
	keep(program, options, input)
	return l.finish(rc, out)
}

// Prove returns the receipt and the JSON of sprout_prove. progress may be nil.
func (l *Library) Prove(program, options, input []byte, progress Progress) (receipt, info []byte, err error) {
	receiptOut, infoOut := new(buffer), new(buffer)
	cb, user, done := listen(progress)
	defer done()
	rc := l.c.prove(ptr(program), size(program), ptr(options), size(options), ptr(input), size(input), cb, user, receiptOut, infoOut)
	keep(program, options, input)
	defer l.c.free(infoOut)
	if receipt, err = l.finish(rc, receiptOut); err != nil {
		return nil, nil, err
	}
	return receipt, infoOut.copy(), nil
}

// Verify returns the JSON of sprout_verify.
func (l *Library) Verify(receipt, options []byte) ([]byte, error) {
	out := new(buffer)
	rc := l.c.verify(ptr(receipt), size(receipt), ptr(options), size(options), out)
	keep(receipt, options)
	return l.finish(rc, out)
}

// finish copies what a call left in out and releases it.
func (l *Library) finish(rc int32, out *buffer) ([]byte, error) {
	defer l.c.free(out)
	if rc == 0 {
		return out.copy(), nil
	}
	message := out.view()
	return nil, &Error{Code: Code(rc), Message: string(message[:min(len(message), maxMessage)])}
}

// view is the library's own memory, valid until sprout_free.
func (b *buffer) view() []byte {
	if b.ptr == nil || b.len == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(b.ptr), b.len)
}

func (b *buffer) copy() []byte { return append([]byte{}, b.view()...) }

func ptr(b []byte) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(b)) }

func size(b []byte) uintptr { return uintptr(len(b)) }

func keep(inputs ...[]byte) {
	for _, b := range inputs {
		runtime.KeepAlive(b)
	}
}

// Callbacks are a scarce resource that is never given back, so there is one; the
// user pointer that comes back with it is a number in this table and never memory.
var (
	listeners  sync.Map // uintptr → Progress
	listenerID atomic.Uintptr
	trampoline = sync.OnceValue(func() uintptr {
		return purego.NewCallback(func(user uintptr, stage uint32, done, total uint64) uintptr {
			if p, ok := listeners.Load(user); ok {
				p.(Progress)(Stage(stage), done, total)
			}
			return 0
		})
	})
)

// listen enters p in the table and returns what to give to the library.
func listen(p Progress) (callback, user uintptr, done func()) {
	if p == nil {
		return 0, 0, func() {}
	}
	user = listenerID.Add(1)
	listeners.Store(user, p)
	return trampoline(), user, func() { listeners.Delete(user) }
}
