package registry

import (
	"math"
	"math/big"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// bonds is the fold of the events that ZnodeStaking and EnodeBonds have in common.
type bonds struct {
	minimum *big.Int // nil: not known yet, and nobody has enough
	of      map[task.Address]bond
}

// bond is what one account has at stake, in wei. Its numbers are replaced and never changed.
type bond struct {
	owner           task.Address
	staked, leaving *big.Int
	releaseAt       uint64 // seconds of Unix time
}

func newBonds() *bonds { return &bonds{of: map[task.Address]bond{}} }

// get returns the account's bond, of zeros if it has none.
func (b *bonds) get(a task.Address) bond {
	if have, ok := b.of[a]; ok {
		return have
	}
	return bond{staked: new(big.Int), leaving: new(big.Int)}
}

// change replaces the account's bond.
func (b *bonds) change(a task.Address, f func(*bond)) {
	have := b.get(a)
	f(&have)
	b.of[a] = have
}

// enough reports whether the account has at least the minimum at stake.
func (b *bonds) enough(a task.Address) bool {
	return b.minimum != nil && b.get(a).staked.Cmp(b.minimum) >= 0
}

// slash takes amount; staked is what remains of that part, the rest of amount was on its way out.
func (b *bond) slash(amount, staked *big.Int) {
	fromStaked := new(big.Int).Sub(b.staked, staked)
	b.leaving = new(big.Int).Add(new(big.Int).Sub(b.leaving, amount), fromStaked)
	b.staked = staked
}

// stakes is the fold of ZnodeStaking's events. Its books hold who joined, as the contract's do; whether a znode is fit is
// found out when somebody asks, as the contract's views do.
type stakes struct {
	*bonds
	znodes map[task.Address]znode
	joined map[task.ProjectID]map[task.Address]bool
	// projects is joined the other way round.
	projects map[task.Address]map[task.ProjectID]bool
	// admitted holds whom a project's owner has admitted (true) or expelled (false).
	admitted map[task.ProjectID]map[task.Address]bool
}

// znode is what a znode says of itself.
type znode struct {
	peer     string // the peer id's bytes
	runtimes project.RuntimeSet
}

func newStakes() *stakes {
	return &stakes{
		bonds: newBonds(), znodes: map[task.Address]znode{}, joined: map[task.ProjectID]map[task.Address]bool{},
		projects: map[task.Address]map[task.ProjectID]bool{}, admitted: map[task.ProjectID]map[task.Address]bool{},
	}
}

// describe changes what a znode says of itself.
func (s *stakes) describe(a task.Address, f func(*znode)) {
	z := s.znodes[a]
	f(&z)
	s.znodes[a] = z
}

func (s *stakes) join(id task.ProjectID, a task.Address) {
	put(s.joined, id, a, true)
	put(s.projects, a, id, true)
}

func (s *stakes) leave(id task.ProjectID, a task.Address) {
	delete(s.joined[id], a)
	delete(s.projects[a], id)
}

func (s *stakes) admit(id task.ProjectID, a task.Address, admitted bool) {
	put(s.admitted, id, a, admitted)
}

func put[K, L comparable, V any](m map[K]map[L]V, k K, l L, v V) {
	if m[k] == nil {
		m[k] = map[L]V{}
	}
	m[k][l] = v
}

// member reports whether the znode joined the project and has enough at stake: it may speak for the project.
func (s *stakes) member(id task.ProjectID, a task.Address) bool {
	return s.joined[id][a] && s.enough(a)
}

// fleet lists the members that offer the runtimes too: those that are counted and given work.
func (s *stakes) fleet(id task.ProjectID, runtimes project.RuntimeSet) []task.Znode {
	var out []task.Znode
	for a := range s.joined[id] {
		if s.enough(a) && s.znodes[a].runtimes&runtimes == runtimes {
			out = append(out, task.Znode{Operator: a, Weight: weight(s.get(a).staked)})
		}
	}
	return out
}

// weight is a stake in gwei, at least 1 and at most what 64 bits hold.
func weight(wei *big.Int) uint64 {
	gwei := new(big.Int).Div(wei, big.NewInt(1e9))
	if !gwei.IsUint64() {
		return math.MaxUint64
	}
	return max(gwei.Uint64(), 1)
}

// stake is what is known of a znode; false if it was never registered.
func (s *stakes) stake(a task.Address) (project.Stake, bool) {
	b, ok := s.of[a]
	if !ok || s.minimum == nil {
		return project.Stake{}, false
	}
	z := s.znodes[a]
	out := project.Stake{
		Owner: b.owner, Staked: b.staked, Minimum: s.minimum, Leaving: b.leaving,
		Runtimes: z.runtimes, PeerID: []byte(z.peer),
	}
	if b.releaseAt > 0 {
		out.ReleaseAt = time.Unix(int64(b.releaseAt), 0).UTC()
	}
	return out, true
}
