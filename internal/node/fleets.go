package node

import (
	"log/slog"
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// fleets tells, on a network where znodes stake, whether enough of them serve the projects that this node has a part in.
type fleets struct {
	terms  func(task.ProjectID) (project.Terms, bool)
	serves func(task.ProjectID) bool
	log    *slog.Logger

	mu    sync.Mutex
	known map[task.ProjectID]bool // whether it is served
}

func newFleets(terms func(task.ProjectID) (project.Terms, bool), serves func(task.ProjectID) bool, reg prometheus.Registerer, log *slog.Logger) *fleets {
	f := &fleets{terms: terms, serves: serves, log: log, known: map[task.ProjectID]bool{}}
	for state, serving := range map[string]bool{"serving": true, "waiting": false} {
		reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: "sprout", Subsystem: "node", Name: "projects", ConstLabels: prometheus.Labels{"state": state},
			Help: "Projects this node has a part in, where znodes stake: serving, or waiting for enough znodes to join.",
		}, func() float64 { return float64(f.count(serving)) }))
	}
	return f
}

// look compares the project with what was known of it and tells a change.
func (f *fleets) look(id task.ProjectID) {
	t, staked := f.terms(id)
	mine := staked && f.serves(id)
	f.mu.Lock()
	was, known := f.known[id]
	if mine {
		f.known[id] = t.Serving()
	} else {
		delete(f.known, id)
	}
	f.mu.Unlock()
	switch {
	case !mine || known && was == t.Serving():
	case t.Serving():
		f.log.Info("project is served", "project", id, "znodes", t.Joined, "required", t.Required)
	default:
		f.log.Warn("project waits, nobody begins its tasks and its messages are kept", "project", id, "reason", t.Waiting(), "znodes", t.Joined, "required", t.Required)
	}
}

func (f *fleets) count(serving bool) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, is := range f.known {
		if is == serving {
			n++
		}
	}
	return n
}

// followFleets begins to tell; it does nothing where nobody stakes.
func (b *Base) followFleets() {
	if !b.Contracts.Staked() {
		return
	}
	f := newFleets(b.Registry.Terms, b.Serves, b.Metrics, b.Log)
	b.Registry.Subscribe(f.look)
	for _, e := range b.Registry.Entries() {
		f.look(e.ID)
	}
}
