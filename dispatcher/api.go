package dispatcher

import (
	"context"
	"errors"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// TaskStore is the durable memory of tasks. Implementations are safe for concurrent use.
type TaskStore interface {
	// OpenTasks lists up to limit records that are not Done, ordered by key, after the given one.
	OpenTasks(ctx context.Context, after task.Key, limit int) ([]task.Record, error)
	// Task returns one record.
	Task(ctx context.Context, key task.Key) (task.Record, error)
	// Save stores rec and appends changes to the task's log in one transaction. It
	// returns rec with its new revision, or an error if rec was saved by another
	// since it was read.
	Save(ctx context.Context, rec task.Record, changes ...task.Change) (task.Record, error)
}

// Publisher announces tasks to the znodes of a project. Delivery is not certain;
// the dispatcher repeats itself.
type Publisher interface {
	Announce(ctx context.Context, s task.Signed, attempt uint32) error
}

// Roster lists the znodes that may work for a project now, in any order.
type Roster interface {
	Znodes(id task.ProjectID) []task.Znode
}

// Versions finds what a project's tasks are made of. Errors wrap those of package project.
type Versions interface {
	Version(ctx context.Context, id task.ProjectID, name string) (*project.Version, error)
}

// Receipts fetches and verifies receipts.
type Receipts interface {
	// Verify returns nil if the receipt that ref names exists, is the proof of v's
	// program and is bound to the task as firmly as v's input mode asks. An error
	// wrapping [ErrReceiptRejected] says that the receipt is false; any other that
	// it could not be checked now.
	Verify(ctx context.Context, v *project.Version, h task.Header, ref task.ReceiptRef, provider string) error
}

// Settlement is what the chain says about a result.
type Settlement int

// Settlement answers.
const (
	// SettlementPending: not confirmed yet, or not to be seen yet.
	SettlementPending Settlement = iota
	// SettlementDone: accepted by the contract and confirmed.
	SettlementDone
	// SettlementRefused: the transaction is confirmed and the contract refused.
	SettlementRefused
)

// Settlements looks results up on the chain they were sent to.
type Settlements interface {
	// Check says where the result out of the task stands, with a reason for people.
	// What was settled must be what the verified receipt ref proves.
	Check(ctx context.Context, v *project.Version, h task.Header, ref task.ReceiptRef, out task.OutputRef) (Settlement, string, error)
}

// ErrReceiptRejected marks a receipt that is false, whoever checks it.
var ErrReceiptRejected = errors.New("receipt rejected")
