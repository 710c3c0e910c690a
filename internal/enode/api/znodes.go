package api

import (
	"net/http"
	"time"

	"github.com/machinefi/sprout/task"
)

// Sighting is what a znode said last, and when this node heard it.
type Sighting struct {
	task.Presence
	SeenAt time.Time
}

// ListZnodes answers who is there for a project.
func (s *Server) ListZnodes(w http.ResponseWriter, _ *http.Request, projectID uint64) {
	if _, ok := s.projects.Project(task.ProjectID(projectID)); !ok {
		s.writeProblem(w, noProject(projectID))
		return
	}
	out := []Znode{}
	if s.cfg.Present != nil {
		for _, p := range s.cfg.Present(task.ProjectID(projectID)) {
			z := Znode{Operator: p.Node.String(), Runtimes: []Runtime{}, Version: p.Version, SeenAt: p.SeenAt}
			for _, o := range p.Offers {
				z.Runtimes = append(z.Runtimes, Runtime{Runtime: o.Runtime, Slots: o.Slots, Running: o.Running})
			}
			out = append(out, z)
		}
	}
	writeJSON(w, out)
}
