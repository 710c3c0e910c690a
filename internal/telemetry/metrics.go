package telemetry

import (
	"runtime"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Namespace is what the full name of every metric of this project begins with.
const Namespace = "sprout"

// NewRegistry returns a registry of its own (the global one is never used) with the Go runtime's and the process's
// metrics and one that tells which program this is.
func NewRegistry(program, version string) *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Namespace: Namespace,
		Name:      "build_info",
		Help:      "Always 1; the labels tell which program this is and what built it.",
	}, []string{"program", "version", "go"})
	build.WithLabelValues(program, version, runtime.Version()).Set(1)
	registry.MustRegister(build)
	return registry
}
