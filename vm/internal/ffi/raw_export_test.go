//go:build linux

package ffi

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"
	"golang.org/x/sys/unix"
)

// Embedded are the libraries this binary carries.
var Embedded fs.FS = embedded

// HasV3 reports whether this machine can run the library for x86-64-v3.
var HasV3 = hasV3

// FindVariant is Find for a processor with or without x86-64-v3.
func FindVariant(name string, v3 bool) (Image, error) {
	return find(embedded, name, runtime.GOOS, runtime.GOARCH, v3)
}

// Raw calls the functions of a library with bare numbers, as another language
// would: null, misaligned and used pointers included.
type Raw struct {
	handle uintptr
}

// OpenRaw opens the library in f, which may be loaded already; it is then the same one.
func OpenRaw(f *os.File) (*Raw, error) {
	handle, err := purego.Dlopen(fmt.Sprintf("/proc/self/fd/%d", f.Fd()), purego.RTLD_NOW|purego.RTLD_LOCAL)
	return &Raw{handle: handle}, err
}

// Call calls a function. Memory whose address it gets must lie outside Go's heap.
func (r *Raw) Call(name string, args ...uintptr) Code {
	sym, err := purego.Dlsym(r.handle, name)
	if err != nil {
		panic(err)
	}
	result, _, _ := purego.SyscallN(sym, args...)
	return Code(int32(result))
}

// Callback is a C function that calls hear, whatever Library does with its own.
func Callback(hear Progress) uintptr {
	return purego.NewCallback(func(_ uintptr, stage uint32, done, total uint64) uintptr {
		hear(Stage(stage), done, total)
		return 0
	})
}

// CEnviron returns the value of a variable in the environment that C functions see.
func CEnviron(name string) string {
	var getenv func(string) string
	purego.RegisterLibFunc(&getenv, purego.RTLD_DEFAULT, "getenv")
	return getenv(name)
}

// Addr is where the bytes of b begin.
func Addr(b []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(b))) }

// Slot is a SproutBuffer in memory of its own outside Go's heap.
type Slot struct {
	mem []byte
}

// NewSlot maps an empty buffer; it stays mapped until the process ends.
func NewSlot() (Slot, error) {
	mem, err := unix.Mmap(-1, 0, unix.Getpagesize(), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	return Slot{mem: mem}, err
}

// Addr is what a function gets as its out pointer.
func (s Slot) Addr() uintptr { return Addr(s.mem) }

// Fields are ptr, len and cap.
func (s Slot) Fields() [3]uint64 {
	var f [3]uint64
	for i := range f {
		f[i] = binary.NativeEndian.Uint64(s.mem[8*i:])
	}
	return f
}

// Set overwrites the fields.
func (s Slot) Set(f [3]uint64) {
	for i := range f {
		binary.NativeEndian.PutUint64(s.mem[8*i:], f[i])
	}
}

// Bytes copies what the buffer holds.
func (s Slot) Bytes() []byte {
	return (*buffer)(unsafe.Pointer(unsafe.SliceData(s.mem))).copy()
}
