package processor

import (
	"context"
	"time"

	"github.com/machinefi/sprout/task"
)

// Stages of what is proved, as they are reported.
const (
	stageTurn   = "turn"   // others may deliver it before
	stageOutput = "output" // it is being delivered
)

// sign is what another znode that was let in said last about its proof.
type sign struct {
	rank  int
	at    time.Time // when it was heard
	sends bool      // it delivers; else it waits for its turn
}

// hear notes which others are about to deliver what this znode works on: those ranked before it, and those that the
// attempts have let in as well.
func (p *Processor) hear(j *job, s task.Status, rank int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if rank < 0 || rank >= j.rank && uint64(rank) >= uint64(j.first)+uint64(j.attempt) {
		return
	}
	sends := s.State == task.StateProving && s.Progress.Stage == stageOutput
	waits := s.State == task.StateProved || s.State == task.StateProving && s.Progress.Stage == stageTurn
	switch {
	case s.State == task.StateOutputted: // what it was waited for has come, or the chain is asked whether it has
		return
	case !sends && !waits:
		delete(j.signs, s.Node)
		return
	}
	if j.signs == nil {
		j.signs = map[task.Address]sign{}
	}
	j.signs[s.Node] = sign{rank: rank, at: time.Now(), sends: sends}
}

// turn waits until no other znode is to deliver the result before this one: so no two pay for one task.
func (p *Processor) turn(ctx context.Context, j *job, shared bool, beat *heartbeat) error {
	ready, waited, alone := time.Now(), false, len(p.roles.Roster.Znodes(j.key.Project)) < 2
	for ; !alone; waited = true {
		at, cut := p.turnAt(j, shared, ready)
		left := time.Until(at)
		if left <= 0 {
			if cut {
				p.cfg.Log.Warn("another znode has said for too long that it delivers; delivering as well", "task", j.key.String(), "rank", j.rank)
			}
			break
		}
		if !waited {
			beat.set(task.Progress{Stage: stageTurn})
			beat.now()
		}
		select {
		case <-time.After(min(left, p.cfg.Heartbeat)): // those waited for may fail before
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	p.mu.Lock()
	j.sending = true
	p.mu.Unlock()
	beat.set(task.Progress{Stage: stageOutput})
	if waited {
		beat.now() // who waits behind this one learns that it goes on, and who comes late that it is too late
	}
	return nil
}

// turnAt is when this znode delivers if nothing more is heard. It waits for whoever delivers already, and for those ranked
// before it that have a proof, while they are heard. Where redundancy started several at once, each better ranked one has a
// lease of silence besides; who came otherwise listens for two heartbeats. However long others are heard, it waits no longer than
// Yield for each rank before it, at least one: cut says that this is what ends the waiting.
func (p *Processor) turnAt(j *job, shared bool, ready time.Time) (at time.Time, cut bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at = ready
	switch {
	case shared:
		at = ready.Add(time.Duration(j.rank) * p.cfg.Silence)
	case j.rank > 0 || j.attempt > 0 || j.begun:
		at = j.taken.Add(2 * p.cfg.Heartbeat)
	}
	last := ready.Add(time.Duration(max(j.rank, 1)) * p.cfg.Yield)
	if at.After(last) {
		last = at
	}
	for _, s := range j.signs {
		if until := s.at.Add(p.cfg.Silence); (s.sends || s.rank < j.rank) && until.After(at) {
			at = until
		}
	}
	if at.After(last) {
		return last, true
	}
	return at, false
}
