package sequencer

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
)

// Reasons why messages are held.
const (
	reasonProject = "project" // unknown, paused or not servable
	reasonStore   = "store"   // the store, the gate or the positions failed
)

// metrics are everything this package counts. Labels have few values, never projects.
type metrics struct {
	tasks     prometheus.Counter
	messages  prometheus.Counter
	conflicts prometheus.Counter
	held      *prometheus.CounterVec // reason
	groups    prometheus.Gauge
}

func newMetrics(reg prometheus.Registerer) (*metrics, error) {
	m := &metrics{
		tasks: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "sprout", Subsystem: "sequencer", Name: "tasks_total", Help: "Tasks packed by this node.",
		}),
		messages: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "sprout", Subsystem: "sequencer", Name: "messages_total", Help: "Messages packed by this node.",
		}),
		conflicts: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "sprout", Subsystem: "sequencer", Name: "conflicts_total", Help: "Batches that another node had packed first.",
		}),
		held: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "sprout", Subsystem: "sequencer", Name: "held_total", Help: "Looks at waiting messages that could not pack them, by reason.",
		}, []string{"reason"}),
		groups: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: "sprout", Subsystem: "sequencer", Name: "groups", Help: "Groups of messages that wait to be packed.",
		}),
	}
	if reg == nil {
		return m, nil
	}
	var errs []error
	for _, c := range []prometheus.Collector{m.tasks, m.messages, m.conflicts, m.held, m.groups} {
		errs = append(errs, reg.Register(c))
	}
	return m, errors.Join(errs...)
}
