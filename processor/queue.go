package processor

import (
	"slices"

	"github.com/machinefi/sprout/task"
)

// queue holds taken tasks, first in first out within a project, projects served
// in turn. It is not safe for concurrent use.
type queue struct {
	perProject int
	total      int
	size       int
	lanes      map[task.ProjectID][]*job
	turn       []task.ProjectID // projects with jobs; the first is served next
}

func newQueue(perProject, total int) *queue {
	return &queue{perProject: perProject, total: total, lanes: map[task.ProjectID][]*job{}}
}

func (q *queue) push(j *job) error {
	id := j.key.Project
	lane := q.lanes[id]
	if q.size >= q.total || len(lane) >= q.perProject {
		return ErrBusy
	}
	if len(lane) == 0 {
		q.turn = append(q.turn, id)
	}
	q.lanes[id] = append(lane, j)
	q.size++
	return nil
}

// pop takes the next job of the project whose turn it is, passing over those that
// must wait; nil if there is none.
func (q *queue) pop(wait func(task.ProjectID) bool) *job {
	next := slices.IndexFunc(q.turn, func(id task.ProjectID) bool { return !wait(id) })
	if next < 0 {
		return nil
	}
	id := q.turn[next]
	lane := q.lanes[id]
	j := lane[0]
	q.turn = slices.Delete(q.turn, next, next+1)
	if len(lane) == 1 {
		delete(q.lanes, id)
	} else {
		q.lanes[id] = lane[1:]
		q.turn = append(q.turn, id)
	}
	q.size--
	return j
}

// deliveries counts results on their way. A project whose receiver keeps them
// waiting gets no more of its tasks begun, and one that has none on its way never
// waits for the others. It is not safe for concurrent use.
type deliveries struct {
	most  int // in all; of one project half of it
	count int
	of    map[task.ProjectID]int
}

func newDeliveries(most int) deliveries { return deliveries{most: most, of: map[task.ProjectID]int{}} }

// full reports whether the project has to wait. Those of its tasks that are begun
// already are delivered all the same.
func (d *deliveries) full(id task.ProjectID) bool {
	return d.of[id] > 0 && (d.count >= d.most || d.of[id] >= (d.most+1)/2)
}

func (d *deliveries) add(id task.ProjectID, n int) {
	d.count += n
	if d.of[id] += n; d.of[id] == 0 {
		delete(d.of, id)
	}
}
