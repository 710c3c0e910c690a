package task

import "time"

// The rhythm of a [Presence]. Both ends keep it, so it is part of the protocol.
const (
	// PresenceInterval is how often a znode says that it is there.
	PresenceInterval = 30 * time.Second
	// PresenceExpiry is the silence after which a znode is gone.
	PresenceExpiry = 3 * PresenceInterval
	// PresenceGap is the least time between two of a znode for one project.
	PresenceGap = 5 * time.Second
)

// Offer is how much of one runtime a znode has.
type Offer struct {
	Runtime string // as in [ReceiptRef]: "risc0"
	Slots   uint32 // proofs that memory and cores allow at once
	Running uint32 // proofs that run now, at most Slots
}

// Presence is a znode's word that it is there for a project, and what it could
// prove. It binds nobody: who takes a task follows from [Rank] alone.
type Presence struct {
	Project ProjectID
	Node    Address
	At      time.Time // when the znode said so, by its own clock
	Version string    // of the znode's program, for people
	Offers  []Offer   // by ascending runtime, each at most once; none = nothing can be proved there
}
