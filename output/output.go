package output

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Faults of outputs, for callers that decide on them.
var (
	// ErrUnknownType: this node offers no such output.
	ErrUnknownType = errors.New("output type not offered")
	// ErrParams: the project file's parameters make no usable output.
	ErrParams = errors.New("output parameters are invalid")
	// ErrForbidden: the operator's policy does not allow the target.
	ErrForbidden = errors.New("output target is not allowed by the operator")
	// ErrRefused: the receiver looked at the result and refused it; trying again changes nothing.
	ErrRefused = errors.New("receiver refused the result")
)

// Result is what is delivered: a task, its proof and what made it.
type Result struct {
	Task    *task.Task
	Version *project.Version
	Receipt task.ReceiptRef
	Proof   []byte // the receipt bytes
	// Waits, if set, is told what keeps a delivery from being made each time it is to be tried again a while later.
	Waits func(reason error)
}

// Output is one place results go to. It is safe for concurrent use.
type Output interface {
	// Deliver hands r over and returns when the receiver has it. It may be called
	// again with the same r after a crash: where the receiver can tell, the second
	// call finds what the first did and answers the same.
	Deliver(ctx context.Context, r Result) (task.OutputRef, error)
}

// Book is an [Output] whose receiver can be asked what it has.
type Book interface {
	// Settled asks whether the task is settled there, with whatever result.
	Settled(ctx context.Context, h task.Header) (bool, error)
}

// Factory makes an output from the parameters in a project file. An error wraps
// [ErrParams] or [ErrForbidden] and names the field.
type Factory func(params json.RawMessage) (Output, error)

// Table lists the output types a node offers, by the name in project files.
type Table map[string]Factory

// Open makes the output o describes.
func (t Table) Open(o project.Output) (Output, error) {
	f, ok := t[o.Type]
	if !ok {
		return nil, fmt.Errorf("output %q: %w", o.Type, ErrUnknownType)
	}
	out, err := f(o.Params)
	if err != nil {
		return nil, fmt.Errorf("output %q: %w", o.Type, err)
	}
	return out, nil
}

// Code maps an error of this package to what it means for the task.
func Code(err error) task.FailureCode {
	switch {
	case errors.Is(err, ErrRefused):
		return task.FailRejected
	case errors.Is(err, ErrParams):
		return task.FailProgram
	default:
		return task.FailOutput
	}
}
