package registry

import (
	"bytes"
	"maps"
	"reflect"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// state is the fold of the contracts' events. It mirrors what the contracts
// themselves would answer.
type state struct {
	projects map[task.ProjectID]*ownership
	nodes    map[uint64]node
	nodeOf   map[task.Address]uint64
	fleets   map[task.ProjectID]map[uint64]bool
	// stakes is nil on a network where nobody stakes, sureties where enodes need no bond.
	stakes   *stakes
	sureties *bonds
	// verifiers is nil where no router is followed.
	verifiers verifiers
	blooms    trust
	// touched collects the projects the events since the last look concerned.
	touched map[task.ProjectID]bool
}

type ownership struct {
	entry     project.Entry
	owner     task.Address
	operators map[task.Address]bool
	enodes    map[task.Address]bool
	terms     project.Terms // without Joined
	// settlements are the contracts that terms have named so far. The list is replaced, never changed.
	settlements project.Settlements
	// programs are those whose proofs the owner accepts, and under which selectors they are verified.
	programs map[program]selector
}

type node struct {
	operator task.Address
	active   bool
}

func newState(cfg *Config) *state {
	s := &state{
		projects: map[task.ProjectID]*ownership{}, nodes: map[uint64]node{}, nodeOf: map[task.Address]uint64{},
		fleets: map[task.ProjectID]map[uint64]bool{}, touched: map[task.ProjectID]bool{},
	}
	if cfg.Staking != (common.Address{}) {
		s.stakes = newStakes()
	}
	if cfg.Bonds != (common.Address{}) {
		s.sureties = newBonds()
	}
	if cfg.Router != (common.Address{}) {
		s.verifiers = verifiers{}
	}
	return s
}

// project returns the book on id, opened if there is none.
func (s *state) project(id task.ProjectID) *ownership {
	s.touched[id] = true
	p := s.projects[id]
	if p == nil {
		p = &ownership{entry: project.Entry{ID: id}, operators: map[task.Address]bool{}, enodes: map[task.Address]bool{}}
		s.projects[id] = p
	}
	return p
}

// transfer moves a project. A project that changes hands loses the operators and
// enodes of its old owner; one that is burnt is gone.
func (s *state) transfer(id task.ProjectID, from, to task.Address) {
	p := s.project(id)
	if !from.IsZero() && from != to {
		clear(p.operators)
		clear(p.enodes)
	}
	p.owner = to
	if to.IsZero() {
		delete(s.projects, id)
	}
}

// setNode gives node id an operator and an activity.
func (s *state) setNode(id uint64, n node) {
	if old, ok := s.nodes[id]; ok && s.nodeOf[old.operator] == id {
		delete(s.nodeOf, old.operator)
	}
	s.nodes[id] = n
	s.nodeOf[n.operator] = id
	for p, fleet := range s.fleets {
		if fleet[id] {
			s.touched[p] = true
		}
	}
}

func (s *state) allow(id task.ProjectID, nodeID uint64, allowed bool) {
	s.touched[id] = true
	if !allowed {
		delete(s.fleets[id], nodeID)
		return
	}
	if s.fleets[id] == nil {
		s.fleets[id] = map[uint64]bool{}
	}
	s.fleets[id][nodeID] = true
}

// known reports whether the project exists; a token without a file does not yet.
func (s *state) known(id task.ProjectID) bool {
	p := s.projects[id]
	return p != nil && !p.owner.IsZero() && p.entry.URI != ""
}

// mayDispatch reports whether a may sign the project's tasks.
func (s *state) mayDispatch(id task.ProjectID, a task.Address) bool {
	return s.mayOperate(id, a) && s.bonded(a)
}

// mayOperate leaves aside what a has at stake.
func (s *state) mayOperate(id task.ProjectID, a task.Address) bool {
	p := s.projects[id]
	return p != nil && !p.owner.IsZero() && (p.owner == a || p.operators[a] || p.enodes[a])
}

// bonded reports whether a has as much at stake as enodes need.
func (s *state) bonded(a task.Address) bool { return s.sureties == nil || s.sureties.enough(a) }

func (s *state) mayProve(id task.ProjectID, a task.Address) bool {
	if s.stakes != nil {
		return s.stakes.member(id, a)
	}
	n, ok := s.nodeOf[a]
	return ok && s.nodes[n].active && s.fleets[id][n]
}

// znodes lists those that are candidates for the project's tasks, by address.
func (s *state) znodes(id task.ProjectID) []task.Znode {
	var out []task.Znode
	if s.stakes != nil {
		out = s.stakes.fleet(id, s.asked(id).Runtimes)
	}
	for n := range s.fleets[id] {
		if node := s.nodes[n]; node.active && s.nodeOf[node.operator] == n {
			out = append(out, task.Znode{Operator: node.operator, Weight: 1})
		}
	}
	slices.SortFunc(out, func(a, b task.Znode) int { return bytes.Compare(a.Operator[:], b.Operator[:]) })
	return out
}

// asked is what the project asks of znodes; Joined is left out.
func (s *state) asked(id task.ProjectID) project.Terms {
	if p := s.projects[id]; p != nil {
		return p.terms
	}
	return project.Terms{}
}

// parts is all that can be asked about a project, in a form that can be compared.
type parts struct {
	book       *ownership
	candidates []task.Znode
	provers    map[task.Address]bool
	bonded     map[task.Address]bool
	stopped    map[selector]bool // of the verifiers that its programs need
}

func (s *state) parts(id task.ProjectID) parts {
	out := parts{book: s.projects[id], candidates: s.znodes(id), provers: map[task.Address]bool{}, bonded: map[task.Address]bool{}, stopped: map[selector]bool{}}
	if s.stakes != nil {
		for a := range s.stakes.joined[id] {
			out.provers[a] = s.stakes.member(id, a)
		}
	}
	if out.book != nil {
		for _, a := range out.book.dispatchers() {
			out.bonded[a] = s.bonded(a)
		}
		for _, by := range out.book.programs {
			if stopped, known := s.verifiers[by]; known {
				out.stopped[by] = stopped
			}
		}
	}
	return out
}

// dispatchers are all that could be enodes of the project if they have the bond.
func (o *ownership) dispatchers() []task.Address {
	out := slices.Collect(maps.Keys(o.operators))
	return append(slices.AppendSeq(out, maps.Keys(o.enodes)), o.owner)
}

// differences lists the projects of which a and b say different things.
func differences(a, b *state) []task.ProjectID {
	ids := map[task.ProjectID]bool{}
	for _, s := range []*state{a, b} {
		for id := range s.projects {
			ids[id] = true
		}
		for id := range s.fleets {
			ids[id] = true
		}
		if s.stakes != nil {
			for id := range s.stakes.joined {
				ids[id] = true
			}
		}
	}
	var out []task.ProjectID
	for id := range ids {
		if !reflect.DeepEqual(a.parts(id), b.parts(id)) {
			out = append(out, id)
		}
	}
	return out
}

// note takes from a record what is not in its logs.
func (s *state) note(rec *record) {
	if rec.Blooms != unknown {
		s.blooms = rec.Blooms
	}
	if rec.Minimums == nil {
		return
	}
	if s.stakes != nil {
		s.stakes.minimum = rec.Minimums.Znode.ToInt()
	}
	if s.sureties != nil {
		s.sureties.minimum = rec.Minimums.Enode.ToInt()
	}
}

// takeTouched returns the projects touched since it was called last.
func (s *state) takeTouched() []task.ProjectID {
	out := slices.Sorted(maps.Keys(s.touched))
	clear(s.touched)
	return out
}
