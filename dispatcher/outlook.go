package dispatcher

import (
	"slices"
	"time"

	"github.com/machinefi/sprout/task"
)

// Outlook is what an open task waits for, as its follower saw it last. It is for
// people who ask; nothing is decided by it.
type Outlook struct {
	// Attempt is the one the times below are of.
	Attempt uint32
	// Assigned are the znodes that the attempt lets in, best first; none while
	// nobody is to work for the project.
	Assigned []task.Address
	// Announced is when the task was announced last, zero if not since the start.
	Announced time.Time
	// Repeat is when it is announced again if nobody answers; zero while somebody works.
	Repeat time.Time
	// Heard is the last sign of life of an assigned znode in this attempt, or when
	// this node started if that is later; zero if there was none.
	Heard time.Time
	// Lease is when the next attempt begins if no assigned znode is heard.
	Lease time.Time
	// Ends is when it begins though znodes are heard.
	Ends time.Time
	// Recovery is when znodes are asked again after all of them have failed; zero
	// while one of them may still do it.
	Recovery time.Time
	// Confirm is when a transaction that is not confirmed by then is given up.
	Confirm time.Time
	// Progress is how far the proof is, as Node reported last.
	Progress task.Progress
	Node     task.Address
	// Waits is why nobody is to work on it, as [Roles].Waiting said; nil if they may.
	Waits error
	// Trouble is why this node could not do its last step, which it repeats; "" if it could.
	Trouble string
}

// Outlook returns what the task waits for. It reports false for a task that has no
// follower: one that is done, or has to wait until others of its project are.
func (d *Dispatcher) Outlook(key task.Key) (Outlook, bool) {
	d.mu.Lock()
	var f *follower
	if r := d.runs[key.Project]; r != nil {
		f = r.followers[key.Sequence]
	}
	d.mu.Unlock()
	if f == nil {
		return Outlook{}, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.outlook, true
}

// outlook sums up what a decision rests on.
func outlook(rec *task.Record, v view) Outlook {
	o := Outlook{
		Attempt: rec.Attempt, Assigned: slices.Clone(assigned(v.ranked, v.first, rec.Attempt)),
		Announced: v.announced, Heard: v.heard,
	}
	if v.waits != "" {
		o.Assigned = nil
	}
	switch rec.State {
	case task.StateOutputted:
		o.Confirm = rec.ModifiedAt.Add(v.lease.settleLimit)
		return o
	case task.StatePacked:
		return o
	case task.StateDispatched:
		o.Repeat = v.announced.Add(v.lease.repeat)
	}
	o.Lease = latest(v.heard, v.began(rec)).Add(v.lease.silence)
	o.Ends = v.began(rec).Add(v.lease.total)
	if o.Ends.Before(o.Lease) {
		o.Lease = o.Ends
	}
	if len(rec.Failures) > 0 && !slices.ContainsFunc(o.Assigned, func(a task.Address) bool { return !hasFailed(rec, a) }) {
		o.Recovery = v.began(rec).Add(recovery(v.lease.silence, rec.Attempt))
	}
	return o
}

func hasFailed(rec *task.Record, a task.Address) bool {
	return slices.ContainsFunc(rec.Failures, func(f task.Failure) bool { return f.Node == a })
}

// hear takes what a znode says of its work. That another waits for its turn while one delivers says nothing new.
func (o *Outlook) hear(s task.Status) {
	if s.Progress.Stage == "turn" && o.Progress.Stage == "output" && o.Node != s.Node {
		return
	}
	o.Progress, o.Node = s.Progress, s.Node
}

// foresee keeps what the task waits for where others may read it.
func (f *follower) foresee(o Outlook) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.outlook.Attempt == o.Attempt {
		o.Progress, o.Node = f.outlook.Progress, f.outlook.Node
	}
	f.outlook = o
}

// note changes one thing of it.
func (f *follower) note(change func(*Outlook)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(&f.outlook)
}
