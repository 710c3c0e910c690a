package processor

import (
	"context"
	"slices"
	"time"

	"github.com/machinefi/sprout/task"
)

// heard is a report of another znode.
type heard struct {
	status task.Status
	at     time.Time
}

// HandleStatus listens to the other znodes: who works on what, and who delivered.
func (p *Processor) HandleStatus(_ context.Context, s task.Status) {
	if s.Node == p.roles.Self {
		return
	}
	p.mu.Lock()
	j := p.jobs[s.Digest]
	p.mu.Unlock()
	if j == nil {
		return
	}
	rank := p.rankOf(j, s.Node)
	p.hear(j, s, rank)
	if !p.credible(j, s, rank) {
		if s.State == task.StateOutputted {
			p.ask(j)
		}
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch s.State {
	case task.StateOutputted:
		j.supersede()
	case task.StateFailed:
		delete(p.others, s.Digest)
	default:
		p.others[s.Digest] = heard{s, time.Now()}
	}
}

// credible reports whether a report of another znode may keep this one from its
// own work: the other must have been let in later than this one, by just the
// attempt it names, or at the same time by redundancy. A znode that lies about
// its work is thereby believed at most until the enode's attempts have reached
// it; from then on it cannot keep the task from the others.
func (p *Processor) credible(j *job, s task.Status, rank int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if rank < 0 {
		return false
	}
	if j.shared && rank < j.first {
		return true
	}
	return s.Attempt > j.attempt && uint64(rank) == uint64(j.first)-1+uint64(s.Attempt)
}

// rankOf is a znode's rank for the job's task now; -1 if it may not work on it.
func (p *Processor) rankOf(j *job, node task.Address) int {
	return slices.Index(task.Rank(j.task.Digest(), p.roles.Roster.Znodes(j.key.Project)), node)
}

// forget drops what other znodes have not renewed, so the map stays small.
func (p *Processor) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for d, h := range p.others {
		if time.Since(h.at) > p.cfg.Silence || p.jobs[d] == nil {
			delete(p.others, d)
		}
	}
}

// othersWork reports whether the task, while it waited here, went on elsewhere.
func (p *Processor) othersWork(j *job) bool {
	select {
	case <-j.release:
		return true
	default:
	}
	p.mu.Lock()
	h, ok := p.others[j.task.Digest()]
	shared := j.shared
	p.mu.Unlock()
	fresh := ok && time.Since(h.at) < p.cfg.Silence
	return fresh && !shared && j.entry.State == task.StateProving && p.credible(j, h.status, p.rankOf(j, h.status.Node))
}
