package processor

import (
	"context"
	"errors"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// ErrBusy says that the queues are full; the task is left to another znode.
var ErrBusy = errors.New("no room for another task")

// Versions finds what a project's tasks are made of. Errors wrap those of package project.
type Versions interface {
	Version(ctx context.Context, id task.ProjectID, name string) (*project.Version, error)
}

// Roster lists the znodes that may work for a project now, in any order.
type Roster interface {
	Znodes(id task.ProjectID) []task.Znode
}

// Bodies fetches the messages of a task and checks them against its header.
type Bodies interface {
	FetchBody(ctx context.Context, provider string, v task.Verified) (task.Task, error)
}

// Prover proves tasks. It is safe for concurrent use by Capacity callers.
type Prover interface {
	// Prove returns a receipt that it has verified itself, and its reference
	// without CID. Errors carry a [task.FailureCode]. When ctx ends the proof is
	// abandoned at once. progress may be called from another goroutine.
	Prove(ctx context.Context, v *project.Version, t *task.Task, progress func(task.Progress)) (task.ReceiptRef, []byte, error)
	// Capacity is how many proofs memory and cores allow at once; at least 1.
	Capacity() int
}

// Receipts keeps receipts where anyone can fetch them.
type Receipts interface {
	// Put returns the CID of receipt once it is durable.
	Put(ctx context.Context, receipt []byte) (string, error)
	// Get returns what Put stored.
	Get(ctx context.Context, cid string) ([]byte, error)
}

// Sink delivers a result to the outputs of its version.
type Sink interface {
	// Deliver may be called again for the same task, after a crash for example; it
	// then finds what it did before instead of doing it twice. Errors carry a
	// [task.FailureCode]. waits is told why a delivery that is tried again could not be
	// made; it may be called from another goroutine.
	Deliver(ctx context.Context, v *project.Version, t *task.Task, ref task.ReceiptRef, receipt []byte, waits func(reason error)) (task.OutputRef, error)
}

// Reporter publishes reports to the project's enode. Delivery is not certain.
type Reporter interface {
	PublishStatus(ctx context.Context, s task.Status) error
}

// Entry is the ledger's line about one task this znode took.
type Entry struct {
	Task     task.Signed
	Digest   task.Digest
	Attempt  uint32
	Provider string     // peer that serves the body
	State    task.State // proving, proved, outputted or failed
	Receipt  *task.ReceiptRef
	Output   *task.OutputRef
	Failure  *task.Failure
	At       time.Time
}

// Ledger is the znode's durable memory. It is safe for concurrent use.
type Ledger interface {
	// Entry returns the line of a task; false if there is none.
	Entry(ctx context.Context, d task.Digest) (Entry, bool, error)
	// Record writes the line of a task, durable on return.
	Record(ctx context.Context, e Entry) error
	// Unfinished lists the lines in states proving and proved.
	Unfinished(ctx context.Context) ([]Entry, error)
}
