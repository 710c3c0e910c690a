package dispatcher

import (
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// claims reports whether the project's balance has to pay for a task in that state: it is begun, and not
// settled as far as this node knows.
func claims(s task.State) bool {
	return s == task.StateDispatched || s == task.StateProving || s == task.StateProved || s == task.StateOutputted
}

// mayWork says why nobody is to work on the task now. The project's balance has to pay for it and for all that come
// first: those that are begun, and once it is begun itself the older ones of them.
func (f *follower) mayWork(v *project.Version) error {
	if f.d.roles.Waiting == nil {
		return nil
	}
	id := f.rec.Header.ProjectID
	if !v.InSettlement() {
		f.claims.Store(false)
		return f.d.roles.Waiting(id, v, 1)
	}
	if f.rec.State != task.StatePacked {
		f.claims.Store(claims(f.rec.State))
		return f.d.roles.Waiting(id, v, f.before(f.rec.Header.Sequence)+1)
	}
	// One after the other: of two that begin at once each counts the other.
	f.share.beginning.Lock()
	defer f.share.beginning.Unlock()
	f.claims.Store(false)
	err := f.d.roles.Waiting(id, v, f.before(0)+1)
	f.claims.Store(err == nil)
	return err
}

// before counts the other claims of tasks older than that number; zero: of all.
func (f *follower) before(sequence uint64) (n uint64) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	for of, other := range f.share.followers {
		if other != f && other.claims.Load() && (sequence == 0 || of < sequence) {
			n++
		}
	}
	return n
}
