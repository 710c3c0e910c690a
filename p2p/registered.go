package p2p

import (
	"fmt"
	"time"

	"github.com/hashicorp/golang-lru/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"github.com/machinefi/sprout/task"
)

// strangerGrace is how long a znode may be heard from another peer than it is registered with before that is held against
// those who pass it on: longer than any honest node's view of the chain is old, so that each has seen a new registration.
const strangerGrace = time.Hour

// registrations holds znodes to the peers they are registered with. It remembers when each of the last strangers was heard.
type registrations struct {
	authority Authority
	heard     *lru.Cache[stranger, span]
}

// span is from when to when a stranger was heard without a pause as long as the grace: a peer that a znode had long ago, and
// has again, is not held to what it said then.
type span struct{ first, last time.Time }

type stranger struct {
	operator task.Address
	origin   peer.ID
}

func newRegistrations(a Authority) *registrations {
	const strangers = 1024
	c, err := lru.New[stranger, span](strangers)
	if err != nil {
		panic(err) // the size is a positive constant
	}
	return &registrations{a, c}
}

// check reports an error unless the operator may be heard from origin. It is called last, for operators that may speak at all.
func (r *registrations) check(operator task.Address, origin peer.ID, now time.Time) error {
	// [IGNORE] the registry cannot tell now.
	id, err := r.authority.PeerOf(operator)
	if err != nil {
		return fmt.Errorf("peer of %s: %w", operator, err)
	}
	who := stranger{operator, origin}
	if id == "" || id == string(origin) {
		r.heard.Remove(who)
		return nil
	}
	s, ok := r.heard.Get(who)
	if !ok || now.Sub(s.last) > strangerGrace {
		s.first = now
	}
	s.last = now
	r.heard.Add(who, s)
	// [REJECT] it has not been its peer for so long that everybody must know it by now.
	if now.Sub(s.first) > strangerGrace {
		return fmt.Errorf("%w: %s of %s", errLongStranger, origin, operator)
	}
	// [IGNORE] it is not its peer, as far as this node has read the chain, and others may have read more or less of it.
	return fmt.Errorf("%w: %s of %s", errStranger, origin, operator)
}
