package project

import (
	"time"

	"github.com/machinefi/sprout/task"
)

// Terms are what a project asks of znodes on a network where znodes stake, and how many of them serve it. The chain
// says them; its zero value is a project whose owner has not said anything yet, which nobody serves.
type Terms struct {
	// Settlement is the contract that settles the project's tasks.
	Settlement task.Address
	// Required is how many znodes must have joined before the project is served.
	Required uint
	// Joined is how many have joined, have enough at stake and offer what the project needs.
	Joined uint
	// Redundancy is how many znodes prove each task at once.
	Redundancy uint
	// Quorum is how many znodes must attest a result that no contract can verify.
	Quorum uint
	// Runtimes are those that its znodes offer: bit n for the runtime numbered n in docs/protocol.md §3.
	Runtimes uint32
	// Proving is how long a proof is expected to take.
	Proving time.Duration
	// Open says whether any znode with a stake may join.
	Open bool
}

// Serving reports whether enough znodes have joined: work on the project's tasks goes on. Otherwise the project waits,
// and its messages are kept.
func (t Terms) Serving() bool { return t.Required > 0 && t.Joined >= t.Required }
