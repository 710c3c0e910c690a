package worker

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/internal/ffi"
)

// kinds maps the codes of the C ABI to errors of package vm.
var kinds = map[ffi.Code]error{
	ffi.InvalidArgument: vm.ErrInputInvalid,
	ffi.ProgramInvalid:  vm.ErrProgramInvalid,
	ffi.ProgramVersion:  vm.ErrProgramVersion,
	ffi.GuestFault:      vm.ErrGuestFault,
	ffi.CycleLimit:      vm.ErrCycleLimit,
	ffi.MemoryLimit:     vm.ErrMemoryLimit,
	ffi.JournalLimit:    vm.ErrJournalTooLarge,
	ffi.ReceiptKind:     vm.ErrReceiptKind,
	ffi.ReceiptInvalid:  vm.ErrReceiptInvalid,
	ffi.Panic:           vm.ErrInternal,
	ffi.Internal:        vm.ErrInternal,
}

// maxSaid bounds what an error repeats of a worker's words.
const maxSaid = 3 << 10

// answered is the error a worker replied with.
func answered(code ffi.Code, message string) error {
	kind, ok := kinds[code]
	if !ok {
		kind, message = vm.ErrInternal, fmt.Sprintf("unknown code %d: %s", code, message)
	}
	if errors.Is(kind, vm.ErrInternal) && starved(message) {
		kind = vm.ErrMemoryLimit
	}
	return &vm.Error{Kind: kind, Said: clip(message)}
}

// errWall is the cause of a context that ran into the wall-time limit.
var errWall = errors.New("wall-time limit")

// ended says why a worker that stopped talking in the middle of a job did so. The
// context comes first: whoever ended it killed the worker.
func ended(ctx context.Context, talk error, state *os.ProcessState, output string) error {
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errWall):
		return &vm.Error{Kind: vm.ErrWallTime}
	case cause != nil:
		return fmt.Errorf("job was stopped: %w", cause)
	case starved(output):
		return &vm.Error{Kind: vm.ErrMemoryLimit, Said: clip(output)}
	case strings.Contains(output, "SIGXCPU"):
		return &vm.Error{Kind: vm.ErrWallTime, Said: "processor time is used up"}
	case errors.Is(talk, errFrame):
		return &vm.Error{Kind: vm.ErrCrashed, Said: clip(talk.Error())}
	default:
		return &vm.Error{Kind: vm.ErrCrashed, Said: clip(fmt.Sprintf("%v: %s", state, output))}
	}
}

// starved reports whether text is what the runtimes in a worker print when the
// kernel gives no more memory: Rust, C++, libc, Go and threads in any of them.
func starved(text string) bool {
	return slices.ContainsFunc([]string{
		"memory allocation of", "std::bad_alloc", "Cannot allocate memory", "cannot allocate memory",
		"out of memory", "failed to spawn thread", "pthread_create failed", "os error 12",
		"failed to create new OS thread", "failed to allocate", "Resource temporarily unavailable",
	}, func(s string) bool { return strings.Contains(text, s) })
}

func clip(s string) string {
	s = strings.ToValidUTF8(s, "�")
	if len(s) <= maxSaid {
		return s
	}
	return strings.ToValidUTF8(s[:maxSaid], "") + "…"
}
