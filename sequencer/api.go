package sequencer

import (
	"context"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Inbox holds the messages that wait to be packed. It is safe for concurrent use.
type Inbox interface {
	// Groups sums up everything that waits, by project version and device.
	Groups(ctx context.Context) ([]task.Pending, error)
	// Pending sums up a selection at a cost that depends on its bounds only.
	Pending(ctx context.Context, sel task.Selection) (task.Pending, error)
	// Oldest returns a selection, oldest first.
	Oldest(ctx context.Context, sel task.Selection) ([]task.Message, error)
	// Pack makes one task of the batch, in one transaction: all of it or, with an
	// error, nothing. An error wraps [task.ErrConflict] when another packer was first.
	Pack(ctx context.Context, batch task.Batch) (task.Header, error)
}

// Versions finds the packing rule of a project version. Errors wrap those of
// package project. It is safe for concurrent use.
type Versions interface {
	Version(ctx context.Context, id task.ProjectID, name string) (*project.Version, error)
}

// Gate stands between stored and packable. It is asked about each batch before
// it is packed and returns the messages of it that may be packed now, in their
// order; the others wait. It is safe for concurrent use.
type Gate interface {
	Pass(ctx context.Context, v *project.Version, msgs []task.Message) ([]task.Message, error)
}

// Positions gives the position that a project's next batch must get; 0 leaves it
// to the store. It is safe for concurrent use.
type Positions interface {
	Next(ctx context.Context, id task.ProjectID) (uint64, error)
}

// OpenGate is the [Gate] that lets everything pass.
type OpenGate struct{}

// Pass implements [Gate].
func (OpenGate) Pass(_ context.Context, _ *project.Version, msgs []task.Message) ([]task.Message, error) {
	return msgs, nil
}

// StorePositions is the [Positions] of a node that orders its project's messages
// alone, or together with others on one store: first packed, first numbered.
type StorePositions struct{}

// Next implements [Positions].
func (StorePositions) Next(context.Context, task.ProjectID) (uint64, error) { return 0, nil }
