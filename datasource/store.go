package datasource

import (
	"context"
	"io"
	"time"

	"github.com/machinefi/sprout/task"
)

// MessageStore keeps messages from the moment they are accepted. All methods of
// a store are safe for concurrent use.
type MessageStore interface {
	// Append stores msgs durably, all or none, in their order and after
	// everything appended before. A message whose id is stored already is left
	// as it is. Errors: [task.ErrMalformed] for a message outside the limits,
	// [ErrFull], [ErrClosed].
	Append(ctx context.Context, msgs []task.Message) error
	// Message returns one message, or [ErrNotFound].
	Message(ctx context.Context, id task.MessageID) (task.Message, error)
	// MessageTask returns the key of the task that holds the message, the zero
	// key while none does, or [ErrNotFound].
	MessageTask(ctx context.Context, id task.MessageID) (task.Key, error)
	// MessageLog returns the life of a message so far: received at its own time,
	// then the log of its task. Unknown messages get [ErrNotFound].
	MessageLog(ctx context.Context, id task.MessageID) ([]task.Change, error)
}

// PackStore turns messages into tasks.
type PackStore interface {
	// Groups sums up all messages that are in no task, by project version and
	// device, in no particular order. Its cost grows with their number.
	Groups(ctx context.Context) ([]task.Pending, error)
	// Pending sums up what Oldest would return. Its cost grows with the
	// selection's bounds only.
	Pending(ctx context.Context, sel task.Selection) (task.Pending, error)
	// Oldest returns the selected messages, oldest first.
	Oldest(ctx context.Context, sel task.Selection) ([]task.Message, error)
	// Pack makes one task of the batch, in one transaction, and returns its
	// header. Errors: [ErrConflict] when a message is in a task already or
	// batch.Sequence is not the project's next, [ErrNotFound] when a message is
	// unknown, [task.ErrMalformed] when the batch makes no valid task.
	Pack(ctx context.Context, batch task.Batch) (task.Header, error)
}

// TaskStore keeps what is known of each task.
type TaskStore interface {
	// Task returns the record of a task, or [ErrNotFound].
	Task(ctx context.Context, key task.Key) (task.Record, error)
	// TaskByDigest returns the task with its messages, or [ErrNotFound].
	TaskByDigest(ctx context.Context, digest task.Digest) (task.Task, error)
	// OpenTasks returns records that are neither terminal nor marked done, in
	// key order, beginning after the given key; the zero key begins at the first.
	OpenTasks(ctx context.Context, after task.Key, limit int) ([]task.Record, error)
	// Save replaces the record and appends changes to the task's log, in one
	// transaction, and returns the record as saved, with its new revision. The
	// header is never replaced. Every change of state needs its line: the
	// changes must lead from the stored state to rec.State by allowed moves, or
	// the answer is [task.ErrIllegalMove]. [ErrConflict] when rec.Revision is
	// not the stored one, [ErrNotFound] when the task is unknown.
	Save(ctx context.Context, rec task.Record, changes ...task.Change) (task.Record, error)
	// TaskLog returns the log of a task, which begins with packed, or [ErrNotFound].
	TaskLog(ctx context.Context, key task.Key) ([]task.Change, error)
}

// CursorStore keeps small things that outlive a restart.
type CursorStore interface {
	// Cursor returns how far a reader of a chain has come: the last block it
	// finished, by number and hash. Both are zero if it never began.
	Cursor(ctx context.Context, name string) (block uint64, hash [32]byte, err error)
	// SetCursor replaces the cursor.
	SetCursor(ctx context.Context, name string, block uint64, hash [32]byte) error
	// Value returns what SetValue stored under key, or [ErrNotFound].
	Value(ctx context.Context, key string) ([]byte, error)
	// SetValue replaces the value under key; it may be empty but not large.
	SetValue(ctx context.Context, key string, value []byte) error
}

// StatusStore says how the store is.
type StatusStore interface {
	// Stats sums up the store for people and metrics.
	Stats(ctx context.Context) (Stats, error)
	// Ping reports whether the store can be reached and answers.
	Ping(ctx context.Context) error
}

// Store is everything an enode keeps. Close waits for what is going on and
// releases the store; what is called later gets [ErrClosed].
type Store interface {
	MessageStore
	PackStore
	TaskStore
	CursorStore
	StatusStore
	io.Closer
}

// Stats is the state of a store at one moment.
type Stats struct {
	Pending      uint64    // messages in no task
	PendingBytes uint64    // their encodings together
	Oldest       time.Time // when the oldest of them was received; zero if there is none
	OpenTasks    uint64    // tasks that are neither terminal nor marked done
	DiskBytes    uint64    // what the store takes on its disk
}
