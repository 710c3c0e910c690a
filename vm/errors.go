package vm

import (
	"errors"

	"github.com/machinefi/sprout/task"
)

// Kinds of failure. Callers compare with [errors.Is]; what the runtime said about
// it is in the text of the [Error] around it.
var (
	// ErrUnknownVM: no runtime of this name exists.
	ErrUnknownVM = errors.New("unknown vm")
	// ErrNotOffered: the runtime exists, this node does not run it.
	ErrNotOffered = errors.New("not offered by this node")
	// ErrProgramInvalid: the program is no program of this runtime.
	ErrProgramInvalid = errors.New("program is invalid")
	// ErrProgramVersion: the program was built for another version of the runtime.
	ErrProgramVersion = errors.New("program is built for another zkVM version")
	// ErrInputInvalid: the task cannot be given to the program, e.g. text that is not UTF-8.
	ErrInputInvalid = errors.New("input is invalid")
	// ErrGuestFault: the program itself failed: panic, bad memory access, missing input.
	ErrGuestFault = errors.New("guest fault")
	// ErrCycleLimit: the program ran longer than the cycle limit.
	ErrCycleLimit = errors.New("cycle limit reached")
	// ErrMemoryLimit: program or proof needed more memory than the limit.
	ErrMemoryLimit = errors.New("memory limit reached")
	// ErrWallTime: the work took longer than the wall-time limit.
	ErrWallTime = errors.New("wall-time limit reached")
	// ErrJournalTooLarge: the program committed more than the journal limit.
	ErrJournalTooLarge = errors.New("journal is too large")
	// ErrReceiptKind: the wanted kind of receipt cannot be made or is not accepted.
	ErrReceiptKind = errors.New("receipt kind is not available")
	// ErrReceiptInvalid: the receipt does not prove what it should.
	ErrReceiptInvalid = errors.New("receipt is invalid")
	// ErrBusy: every slot is taken; nothing was started.
	ErrBusy = errors.New("prover is busy")
	// ErrCrashed: the worker process died without a word about why.
	ErrCrashed = errors.New("prover worker crashed")
	// ErrUnavailable: the runtime cannot be started here at all.
	ErrUnavailable = errors.New("prover is unavailable")
	// ErrInternal: the runtime reports a fault of its own.
	ErrInternal = errors.New("prover failed")
)

// failures says what each kind of error means for a task.
var failures = map[error]task.FailureCode{
	ErrUnknownVM:       task.FailProgram,
	ErrNotOffered:      task.FailProgram,
	ErrProgramInvalid:  task.FailProgram,
	ErrProgramVersion:  task.FailProgram,
	ErrReceiptKind:     task.FailProgram,
	ErrInputInvalid:    task.FailGuest,
	ErrGuestFault:      task.FailGuest,
	ErrCycleLimit:      task.FailLimit,
	ErrMemoryLimit:     task.FailLimit,
	ErrWallTime:        task.FailLimit,
	ErrJournalTooLarge: task.FailLimit,
	ErrReceiptInvalid:  task.FailNode,
	ErrBusy:            task.FailNode,
	ErrCrashed:         task.FailNode,
	ErrUnavailable:     task.FailNode,
	ErrInternal:        task.FailNode,
}

// Error is one of the kinds above with what the runtime said.
type Error struct {
	Kind error  // one of this package's Err values
	Said string // the runtime's own words, possibly empty, never unbounded

	unbound bool // the receipt is good, but its journal does not commit its task
}

// Error implements error.
func (e *Error) Error() string {
	if e.Said == "" {
		return e.Kind.Error()
	}
	return e.Kind.Error() + ": " + e.Said
}

// Unwrap makes errors.Is(err, e.Kind) hold.
func (e *Error) Unwrap() error { return e.Kind }

// FailureCode says what e means for the task it befell.
func (e *Error) FailureCode() task.FailureCode { return FailureCode(e.Kind) }

// FailureCode says what err means for the task it befell. An error of no kind of
// this package is this node's trouble.
func FailureCode(err error) task.FailureCode {
	for kind, code := range failures {
		if errors.Is(err, kind) {
			return code
		}
	}
	return task.FailNode
}

func fail(kind error, said string) error { return &Error{Kind: kind, Said: said} }
