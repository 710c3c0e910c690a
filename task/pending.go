package task

import (
	"errors"
	"time"
)

// Answers of a store of messages and tasks on which its callers decide.
var (
	// ErrNotFound: the store has no such message or task.
	ErrNotFound = errors.New("not found")
	// ErrConflict: somebody else was first: a message is in a task already, or a
	// record was saved since it was read. Read again and decide anew.
	ErrConflict = errors.New("conflict")
)

// Selection asks for the oldest messages of a group that are in no task yet.
type Selection struct {
	Group Group
	// AnyDevice takes the whole project version; Group.ClientDID is then ignored.
	AnyDevice bool
	// MaxCount bounds the messages; at least 1.
	MaxCount int
	// MaxBytes bounds their encodings together; the oldest message is selected
	// even if it alone is larger. 0 = no bound.
	MaxBytes uint64
}

// Pending sums up messages that are in no task yet.
type Pending struct {
	Group  Group
	Count  uint64
	Bytes  uint64    // message encodings together
	Oldest time.Time // when the oldest was received; zero if Count is 0
}

// Batch is what is to become one task: messages of one project version in the
// order they shall have.
type Batch struct {
	ChainID        uint64
	ProjectID      ProjectID
	ProjectVersion string
	// Sequence is the position the batch must get; 0 takes the project's next.
	Sequence  uint64
	CreatedAt time.Time
	Messages  []MessageID
}
