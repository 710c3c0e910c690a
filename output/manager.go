package output

import (
	"context"
	"fmt"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Log remembers what was delivered. It is safe for concurrent use and durable.
type Log interface {
	// Delivered returns the answer output number i of the task gave; false if it has none yet.
	Delivered(ctx context.Context, d task.Digest, i int) (task.OutputRef, bool, error)
	// SetDelivered writes it, durable on return.
	SetDelivered(ctx context.Context, d task.Digest, i int, ref task.OutputRef) error
}

// Manager delivers results to all outputs of their version.
type Manager struct {
	table Table
	log   Log
}

// NewManager makes a Manager of the outputs in t.
func NewManager(t Table, l Log) *Manager { return &Manager{t, l} }

// Check reports the first output of v this node could not deliver to.
func (m *Manager) Check(v *project.Version) error {
	for i, o := range v.Outputs {
		if _, err := m.table.Open(o); err != nil {
			return fmt.Errorf("output[%d]: %w", i, err)
		}
	}
	return nil
}

// Deliver hands the result to every output of v that does not have it, in order,
// and stops at the first that fails. The reference is that of the first output a
// chain settles, or else of the first. Errors carry a [task.FailureCode]. waits is told what keeps an output waiting.
func (m *Manager) Deliver(
	ctx context.Context, v *project.Version, t *task.Task, ref task.ReceiptRef, proof []byte, waits func(reason error),
) (task.OutputRef, error) {
	d := t.Header.Digest()
	var answer task.OutputRef
	for i, o := range v.Outputs {
		got, err := m.deliver(ctx, d, i, o, Result{Task: t, Version: v, Receipt: ref, Proof: proof, Waits: waits})
		if err != nil {
			return task.OutputRef{}, task.WithCode(fmt.Errorf("output[%d]: %w", i, err), Code(err))
		}
		if answer.Type == "" || (o.Settles() && !project.Output{Type: answer.Type}.Settles()) {
			answer = got
		}
	}
	return answer, nil
}

// Settled reports whether every output of v is a [Book] that has the task: then
// nothing is left to deliver.
func (m *Manager) Settled(ctx context.Context, v *project.Version, h task.Header) (bool, error) {
	for i, o := range v.Outputs {
		out, err := m.table.Open(o)
		if err != nil {
			return false, err
		}
		book, ok := out.(Book)
		if !ok {
			return false, nil
		}
		if yes, err := book.Settled(ctx, h); err != nil || !yes {
			return false, wrap(i, o, err)
		}
	}
	return len(v.Outputs) > 0, nil
}

func wrap(i int, o project.Output, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("output[%d]: ask %s: %w", i, o.Type, err)
}

func (m *Manager) deliver(ctx context.Context, d task.Digest, i int, o project.Output, r Result) (task.OutputRef, error) {
	got, done, err := m.log.Delivered(ctx, d, i)
	if err != nil || done {
		return got, err
	}
	out, err := m.table.Open(o)
	if err != nil {
		return task.OutputRef{}, err
	}
	got, err = out.Deliver(ctx, r)
	if err != nil {
		return task.OutputRef{}, fmt.Errorf("deliver to %s: %w", o.Type, err)
	}
	got.Type = o.Type
	return got, m.log.SetDelivered(ctx, d, i, got)
}
