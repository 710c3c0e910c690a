package attest

import (
	"context"
	"errors"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Faults of an attestation, for callers that decide on them.
var (
	// ErrConflict: this znode has attested, or proved, another journal for the task and program. It never signs the second.
	ErrConflict = errors.New("another journal is noted for the task")
	// ErrNotMember: this znode does not serve the project, so nothing is attested for it.
	ErrNotMember = errors.New("this znode is no member of the project")
	// ErrLacking: fewer znodes serve the project than its quorum.
	ErrLacking = errors.New("too few znodes serve the project")
	// ErrSilent: too few znodes answered in time.
	ErrSilent = errors.New("too few znodes attested in time")
	// ErrDisputed: so many znodes refuse the result that no quorum is left.
	ErrDisputed = errors.New("znodes refuse the result")
	// ErrReceipt is wrapped by errors of [Receipts] that are the receipt's own fault.
	ErrReceipt = errors.New("receipt proves nothing")
)

// Notes remember what this znode has attested, for ever: a ledger that was lost would let it contradict itself. It is
// safe for concurrent use.
type Notes interface {
	// Noted returns the journal digest that is noted for task and program; false if there is none.
	Noted(ctx context.Context, task, program task.Digest) (task.Digest, bool, error)
	// Note writes all results, durable on return. If one contradicts what is noted it writes none and returns an error
	// wrapping [ErrConflict].
	Note(ctx context.Context, results []Result) error
}

// Fleet is who serves a project and how many of them must attest a result.
type Fleet struct {
	Members []task.Address
	Quorum  int
}

// Fleets says who serves a project, as the chain's newest block has it.
type Fleets interface {
	Fleet(ctx context.Context, id task.ProjectID) (Fleet, error)
}

// Network carries requests and answers to a project's znodes. Delivery is not certain.
type Network interface {
	AskAttestations(ctx context.Context, q task.AttestRequest) error
	PublishAttestation(ctx context.Context, a task.Attestation) error
}

// Witness is told what stands behind roots, and which tasks were seen with whose signature, so that it can notice a node
// that contradicts itself. It is safe for concurrent use.
type Witness interface {
	// Learn is told the results that make a root which settler asks to have attested, in the order of the tree's leaves.
	Learn(id task.ProjectID, settler task.Address, root task.Digest, results []Result)
	// Saw is told of a task that its enode signed.
	Saw(v task.Verified)
}

// nobody is the witness where there is none.
type nobody struct{}

func (nobody) Learn(task.ProjectID, task.Address, task.Digest, []Result) {}
func (nobody) Saw(task.Verified)                                         {}

// Versions finds what a project's tasks are made of. Errors wrap those of package project.
type Versions interface {
	Version(ctx context.Context, id task.ProjectID, name string) (*project.Version, error)
}

// Receipts fetches receipts and verifies them.
type Receipts interface {
	// Open fetches the receipt of p, from provider if it has it, verifies natively that it proves the task with the
	// version's program, and returns what it proves. An error wraps [ErrReceipt] if the receipt is at fault; after any
	// other it may be tried again.
	Open(ctx context.Context, v *project.Version, p task.ProvedTask, provider string) (task.ReceiptRef, error)
}
