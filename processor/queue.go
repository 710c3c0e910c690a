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

// pop takes the next job of the project whose turn it is; nil if there is none.
func (q *queue) pop() *job {
	if len(q.turn) == 0 {
		return nil
	}
	id := q.turn[0]
	lane := q.lanes[id]
	j := lane[0]
	q.turn = slices.Delete(q.turn, 0, 1)
	if len(lane) == 1 {
		delete(q.lanes, id)
	} else {
		q.lanes[id] = lane[1:]
		q.turn = append(q.turn, id)
	}
	q.size--
	return j
}
