package project

import (
	"fmt"
	"strings"
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
	// Runtimes are those that its znodes offer.
	Runtimes RuntimeSet
	// Proving is how long a proof is expected to take.
	Proving time.Duration
	// Open says whether any znode with a stake may join.
	Open bool
}

// Serving reports whether enough znodes have joined: work on the project's tasks goes on. Otherwise the project waits,
// and its messages are kept.
func (t Terms) Serving() bool { return t.Required > 0 && t.Joined >= t.Required }

// Waiting returns nil for a project that is served, and otherwise an error wrapping [ErrWaiting] that says what for.
func (t Terms) Waiting() error {
	switch {
	case t.Serving():
		return nil
	case t.Required == 0:
		return fmt.Errorf("%w: its owner has set no attributes", ErrWaiting)
	default:
		return fmt.Errorf("%w: %d of %d have joined with enough at stake and the runtimes %s", ErrWaiting, t.Joined, t.Required, t.Runtimes)
	}
}

// overlay puts what the chain says in the place of what the version's file says.
func (t Terms) overlay(v Version) Version {
	if t.Required > 0 {
		v.Redundancy, v.ExpectedProving = t.Redundancy, t.Proving
	}
	return v
}

// RuntimeSet is a set of runtimes as contracts write it: bit n for the runtime numbered n in docs/protocol.md §3.
type RuntimeSet uint32

// numbered are the runtimes by their number; there is no runtime 0.
var numbered = []VM{1: VMRisc0, 2: VMHalo2, 3: VMZkWasm}

// RuntimesOf is the set of the runtimes with these names; unknown ones are an error.
func RuntimesOf(names ...VM) (RuntimeSet, error) {
	var set RuntimeSet
next:
	for _, name := range names {
		for n, known := range numbered {
			if n > 0 && known == name {
				set |= 1 << n
				continue next
			}
		}
		return 0, fmt.Errorf("unknown runtime %q, want risc0, halo2 or zkwasm", clip(string(name)))
	}
	return set, nil
}

// Names lists the runtimes of the set by their number; numbers that are no runtime's are left out.
func (s RuntimeSet) Names() []VM {
	var names []VM
	for n, name := range numbered {
		if n > 0 && s&(1<<n) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// String implements [fmt.Stringer]: the names, with commas between them.
func (s RuntimeSet) String() string {
	var b strings.Builder
	for i, name := range s.Names() {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(string(name))
	}
	return b.String()
}
