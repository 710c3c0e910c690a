package datasource

import (
	"errors"

	"github.com/machinefi/sprout/task"
)

// Errors on which callers decide. Those that level-2 packages need as well are
// the vocabulary's own.
var (
	// ErrNotFound: the store has no such message, task or value.
	ErrNotFound = task.ErrNotFound
	// ErrConflict: somebody else was first. Read again and decide anew.
	ErrConflict = task.ErrConflict
	// ErrFull: the disk, or the size the operator allows, is used up. Nothing was stored.
	ErrFull = errors.New("store is full")
	// ErrBusy: more appends wait than the queue holds. Nothing was stored; try again soon.
	ErrBusy = errors.New("store is busy")
	// ErrClosed: the store or batcher was closed.
	ErrClosed = errors.New("store is closed")
)
