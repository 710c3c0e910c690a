package enode

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/task"
)

// presences remembers which znodes are there. It holds what was said no longer than
// [task.PresenceExpiry], and gossip lets only znodes of a project speak for it, so
// there is never more of it than znodes that are allowed.
type presences struct {
	mayProve func(task.ProjectID, task.Address) error

	mu    sync.Mutex
	last  map[task.ProjectID]map[task.Address]api.Sighting
	swept time.Time
}

func newPresences(mayProve func(task.ProjectID, task.Address) error, reg prometheus.Registerer) *presences {
	p := &presences{mayProve: mayProve, last: map[task.ProjectID]map[task.Address]api.Sighting{}}
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Namespace: "sprout", Subsystem: "enode", Name: "znodes_present",
		Help: "Znodes that said in the last 90 seconds that they are there for any project.",
	}, func() float64 { return float64(p.count()) }))
	return p
}

// hear takes a znode's word. One that was said before the last one heard is late, and nothing new.
func (p *presences) hear(_ context.Context, said task.Presence) {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(p.swept) > task.PresenceExpiry {
		p.sweep(now)
	}
	nodes := p.last[said.Project]
	if nodes == nil {
		nodes = map[task.Address]api.Sighting{}
		p.last[said.Project] = nodes
	}
	if old, known := nodes[said.Node]; known && fresh(old, now) && said.At.Before(old.At) {
		return
	}
	nodes[said.Node] = api.Sighting{Presence: said, SeenAt: now.UTC()}
}

// of lists the znodes that are there for a project and still allowed, by address.
func (p *presences) of(id task.ProjectID) []api.Sighting {
	now := time.Now()
	p.mu.Lock()
	var out []api.Sighting
	for _, s := range p.last[id] {
		if fresh(s, now) {
			out = append(out, s)
		}
	}
	p.mu.Unlock()
	out = slices.DeleteFunc(out, func(s api.Sighting) bool { return errors.Is(p.mayProve(id, s.Node), task.ErrNotAllowed) })
	slices.SortFunc(out, func(a, b api.Sighting) int { return bytes.Compare(a.Node[:], b.Node[:]) })
	return out
}

// count returns how many znodes are there, each once.
func (p *presences) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sweep(time.Now())
	all := map[task.Address]struct{}{}
	for _, nodes := range p.last {
		for addr := range nodes {
			all[addr] = struct{}{}
		}
	}
	return len(all)
}

// sweep forgets what is out of date.
func (p *presences) sweep(now time.Time) {
	p.swept = now
	for id, nodes := range p.last {
		for addr, s := range nodes {
			if !fresh(s, now) {
				delete(nodes, addr)
			}
		}
		if len(nodes) == 0 {
			delete(p.last, id)
		}
	}
}

func fresh(s api.Sighting, now time.Time) bool { return now.Sub(s.SeenAt) <= task.PresenceExpiry }
