package sequencer

import (
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Rule is a version's packing rule within the limits that every task obeys.
type Rule struct {
	Count     uint64        // messages that fill a batch, and the most it holds
	Bytes     uint64        // encodings that fill a batch, and the most it holds beyond its first message
	Window    time.Duration // how long the oldest message waits at most; 0 = for ever
	AnyDevice bool          // messages of different devices share a batch
	// watchBytes: the project set Bytes, so it is expected to matter.
	watchBytes bool
}

// RuleOf reads a packing rule. Whatever it says, a batch never exceeds the limits
// of a task.
func RuleOf(p project.Packing) Rule {
	r := Rule{
		Count: uint64(min(max(p.Count, 1), task.MaxTaskMessages)), Window: p.Window,
		AnyDevice: p.GroupBy == project.GroupByProject, watchBytes: p.Bytes > 0,
	}
	// A body is a count, and a length before each message.
	r.Bytes = task.MaxTaskBody - 4 - 4*r.Count
	if p.Bytes > 0 {
		r.Bytes = min(r.Bytes, uint64(p.Bytes))
	}
	return r
}

// Summary selects what Decide judges: as many messages as fill a batch, however
// large they are.
func (r Rule) Summary(g task.Group) task.Selection {
	return task.Selection{Group: g, AnyDevice: r.AnyDevice, MaxCount: int(r.Count)}
}

// Batch selects what forms the next batch.
func (r Rule) Batch(g task.Group) task.Selection {
	sel := r.Summary(g)
	sel.MaxBytes = r.Bytes
	return sel
}

// Decision says whether to pack now, and if not, when to decide again. A zero At
// means: when more messages come.
type Decision struct {
	Pack bool
	At   time.Time
}

// Decide judges what waits in a group: the first Count messages of it, or more.
func (r Rule) Decide(p task.Pending, now time.Time) Decision {
	switch {
	case p.Count == 0:
		return Decision{}
	case p.Count >= r.Count || p.Bytes >= r.Bytes:
		return Decision{Pack: true}
	case r.Window <= 0:
		return Decision{}
	}
	left := p.Oldest.Add(r.Window).Sub(now)
	if left <= 0 {
		return Decision{Pack: true}
	}
	// A message may be dated ahead by another node's clock; it waits no longer for that.
	return Decision{At: now.Add(min(left, r.Window))}
}

// view is what is known of a group without asking the store.
type view struct {
	last    task.Pending // at the last look
	checked time.Time    // when that was
	fresh   uint64       // messages reported since
}

// nextLook says when the store must be asked about a group again; zero: not
// before something is reported.
func (r Rule) nextLook(v view, recheck time.Duration, now time.Time) time.Time {
	d := r.Decide(v.last, now)
	switch {
	case d.Pack:
		return now
	case v.fresh == 0:
		return d.At
	case v.last.Count+v.fresh >= r.Count, r.watchBytes, r.Window > 0 && v.last.Count == 0:
		return now
	}
	at := v.checked.Add(recheck)
	if !d.At.IsZero() && d.At.Before(at) {
		at = d.At
	}
	return at
}

// backoff is the pause after the given number of failures in a row, from 1.
func backoff(failures int, least, most time.Duration) time.Duration {
	d := least
	for ; failures > 1 && d < most; failures-- {
		d *= 2
	}
	return min(d, most)
}
