package node

import "github.com/prometheus/client_golang/prometheus"

// showFiles adds the metrics of what became of the files of projects that this node has a part in.
func showFiles(tally func() (loaded, loading, faulty int), reg prometheus.Registerer) {
	for state, of := range map[string]func() int{
		"loaded":  func() int { n, _, _ := tally(); return n },
		"loading": func() int { _, n, _ := tally(); return n },
		"faulty":  func() int { _, _, n := tally(); return n },
	} {
		reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: "sprout", Subsystem: "node", Name: "project_files", ConstLabels: prometheus.Labels{"state": state},
			Help: "Projects this node has a part in by what became of their newest file: loaded, loading, or faulty, for which GET /project/{projectID} of an enode has the reason.",
		}, func() float64 { return float64(of()) }))
	}
}
