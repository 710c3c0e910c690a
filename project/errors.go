package project

import "errors"

// Reasons why a project or version is not available, for callers that decide on them.
var (
	ErrNotFound     = errors.New("project does not exist")
	ErrNoVersion    = errors.New("project has no such version")
	ErrPaused       = errors.New("project is paused")
	ErrNotServable  = errors.New("project is not servable")
	ErrLoading      = errors.New("project is still being loaded")    // always beside ErrNotServable; passes by itself
	ErrWaiting      = errors.New("project waits for znodes")         // its versions can be had; nobody begins a task
	ErrNotAccepted  = errors.New("program is not accepted on chain") // likewise
	ErrUnfunded     = errors.New("project is out of coins")          // likewise
	ErrNotServed    = errors.New("project is not served by this node")
	ErrHashMismatch = errors.New("project file does not match the hash on chain")
	ErrInvalidFile  = errors.New("project file is invalid")
)

// FieldError says what is wrong with one field of a project file.
type FieldError struct {
	Field  string // as the file spells it: "vmType", "versions[1].packing.window"
	Reason string
}

// Error returns "field: reason".
func (e *FieldError) Error() string { return e.Field + ": " + e.Reason }

// FieldErrors returns every [FieldError] in err's tree, in order.
func FieldErrors(err error) []*FieldError {
	switch e := err.(type) { //nolint:errorlint // the tree is walked here, node by node
	case *FieldError:
		return []*FieldError{e}
	case interface{ Unwrap() error }:
		return FieldErrors(e.Unwrap())
	case interface{ Unwrap() []error }:
		var out []*FieldError
		for _, inner := range e.Unwrap() {
			out = append(out, FieldErrors(inner)...)
		}
		return out
	default:
		return nil
	}
}

// clip bounds what an error quotes of somebody else's input.
func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
