package sequencer

import (
	"container/heap"
	"time"

	"github.com/machinefi/sprout/task"
)

// groupKey names a group as it is packed: anyDevice groups have no DID.
type groupKey struct {
	group     task.Group
	anyDevice bool
}

// entry is what the sequencer remembers of one group. The sequencer's mutex
// guards it; while busy is set, the goroutine of its project decides on it.
type entry struct {
	key     groupKey
	rule    Rule
	known   bool // rule was read, and the project has not changed since
	view    view
	fails   int
	retryAt time.Time // while fails > 0
	busy    bool      // in its project's ready list, or being looked at

	due   time.Time
	index int // in the schedule, -1 if it is not there
}

// lane is one project's share: what it must look at, one after the other.
type lane struct {
	entries map[groupKey]*entry
	// anyDevice holds the versions known to group by project.
	anyDevice map[string]bool
	ready     []*entry
	running   bool
	// said holds the failures that were logged and still last, by reason and version.
	said map[string]bool
}

// schedule orders entries by due time.
type schedule []*entry

func (s schedule) Len() int           { return len(s) }
func (s schedule) Less(i, j int) bool { return s[i].due.Before(s[j].due) }

func (s schedule) Swap(i, j int) {
	s[i], s[j] = s[j], s[i]
	s[i].index, s[j].index = i, j
}

// Push is for package heap.
func (s *schedule) Push(x any) {
	e := x.(*entry)
	e.index = len(*s)
	*s = append(*s, e)
}

// Pop is for package heap.
func (s *schedule) Pop() any {
	last := len(*s) - 1
	e := (*s)[last]
	(*s)[last] = nil
	*s, e.index = (*s)[:last], -1
	return e
}

// set makes e due at the given time, or takes it out if that is zero. It reports
// whether e is now the first.
func (s *schedule) set(e *entry, due time.Time) bool {
	e.due = due
	switch {
	case due.IsZero():
		if e.index >= 0 {
			heap.Remove(s, e.index)
		}
		return false
	case e.index >= 0:
		heap.Fix(s, e.index)
	default:
		heap.Push(s, e)
	}
	return e.index == 0
}
