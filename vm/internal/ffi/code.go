package ffi

import "fmt"

// Code is an error code of the C ABI.
type Code int32

// The codes of prover.h.
const (
	InvalidArgument Code = 1
	ProgramInvalid  Code = 2
	ProgramVersion  Code = 3
	GuestFault      Code = 4
	CycleLimit      Code = 5
	MemoryLimit     Code = 6
	JournalLimit    Code = 7
	ReceiptKind     Code = 8
	ReceiptInvalid  Code = 9
	Panic           Code = 10
	Internal        Code = 11
)

// maxMessage bounds what is copied of an error text.
const maxMessage = 8 << 10

// Error is an error the library reported.
type Error struct {
	Code    Code
	Message string
}

// Error implements error.
func (e *Error) Error() string {
	return fmt.Sprintf("native library: %s (code %d)", e.Message, e.Code)
}

// Stage says what a progress report is about.
type Stage uint32

// The stages of prover.h.
const (
	StageExecute Stage = 1 // cycles of the cycle limit
	StageProve   Stage = 2 // segments
	StageVerify  Stage = 3
)

// Progress takes reports of a running call, on the goroutine that made the call.
type Progress func(stage Stage, done, total uint64)
