package registry

import (
	"bytes"
	"maps"
	"reflect"
	"slices"

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
	// touched collects the projects the events since the last look concerned.
	touched map[task.ProjectID]bool
}

type ownership struct {
	entry     project.Entry
	owner     task.Address
	operators map[task.Address]bool
}

type node struct {
	operator task.Address
	active   bool
}

func newState() *state {
	return &state{
		projects: map[task.ProjectID]*ownership{}, nodes: map[uint64]node{}, nodeOf: map[task.Address]uint64{},
		fleets: map[task.ProjectID]map[uint64]bool{}, touched: map[task.ProjectID]bool{},
	}
}

// project returns the book on id, opened if there is none.
func (s *state) project(id task.ProjectID) *ownership {
	s.touched[id] = true
	p := s.projects[id]
	if p == nil {
		p = &ownership{entry: project.Entry{ID: id}, operators: map[task.Address]bool{}}
		s.projects[id] = p
	}
	return p
}

// transfer moves a project. A project that changes hands loses the operators
// of its old owner; one that is burnt is gone.
func (s *state) transfer(id task.ProjectID, from, to task.Address) {
	p := s.project(id)
	if !from.IsZero() && from != to {
		clear(p.operators)
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

func (s *state) mayOperate(id task.ProjectID, a task.Address) bool {
	p := s.projects[id]
	return p != nil && !p.owner.IsZero() && (p.owner == a || p.operators[a])
}

func (s *state) mayProve(id task.ProjectID, a task.Address) bool {
	n, ok := s.nodeOf[a]
	return ok && s.nodes[n].active && s.fleets[id][n]
}

// znodes lists the operators that may prove for the project, by address.
func (s *state) znodes(id task.ProjectID) []task.Znode {
	var out []task.Znode
	for n := range s.fleets[id] {
		if node := s.nodes[n]; node.active && s.nodeOf[node.operator] == n {
			out = append(out, task.Znode{Operator: node.operator, Weight: 1})
		}
	}
	slices.SortFunc(out, func(a, b task.Znode) int { return bytes.Compare(a.Operator[:], b.Operator[:]) })
	return out
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
	}
	var out []task.ProjectID
	for id := range ids {
		if !reflect.DeepEqual(a.projects[id], b.projects[id]) || !slices.Equal(a.znodes(id), b.znodes(id)) {
			out = append(out, id)
		}
	}
	return out
}

// takeTouched returns the projects touched since it was called last.
func (s *state) takeTouched() []task.ProjectID {
	out := slices.Sorted(maps.Keys(s.touched))
	clear(s.touched)
	return out
}
