package project

import (
	"math/big"
	"time"

	"github.com/machinefi/sprout/task"
)

// Stake is what a znode has at stake on a network where znodes stake, and what it says of itself there. Amounts are in
// wei and must not be changed.
type Stake struct {
	// Owner is whose coins they are.
	Owner task.Address
	// Staked counts; Minimum is how much must be staked before the znode may work.
	Staked, Minimum *big.Int
	// Leaving is on its way out, can be slashed, and may be withdrawn at ReleaseAt, which is zero if nothing leaves.
	Leaving   *big.Int
	ReleaseAt time.Time
	// Runtimes are those the znode offers.
	Runtimes RuntimeSet
	// PeerID is the libp2p peer id its node is found under: the bytes of the multihash.
	PeerID []byte
}

// Enough reports whether at least the minimum is staked.
func (s Stake) Enough() bool { return s.Staked.Cmp(s.Minimum) >= 0 }
