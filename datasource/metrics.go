package datasource

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are what a [Batcher] counts.
type metrics struct {
	batch   prometheus.Histogram
	seconds prometheus.Histogram
	busy    prometheus.Counter
	failed  prometheus.Counter
	waiting prometheus.GaugeFunc
}

func newMetrics(reg prometheus.Registerer, waiting func() float64) (*metrics, error) {
	m := &metrics{
		batch: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: "sprout", Subsystem: "datasource", Name: "batch_messages", Help: "Messages stored by one transaction.",
			Buckets: []float64{1, 4, 16, 64, 256, 1024},
		}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: "sprout", Subsystem: "datasource", Name: "append_seconds", Help: "Time of a transaction that stores messages, its disk flush included.",
			Buckets: []float64{.0003, .001, .003, .01, .03, .1, .3, 1, 3},
		}),
		busy: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "sprout", Subsystem: "datasource", Name: "busy_total", Help: "Messages refused because too many wait to be stored.",
		}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "sprout", Subsystem: "datasource", Name: "append_failures_total", Help: "Transactions that could not store their messages.",
		}),
		waiting: prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: "sprout", Subsystem: "datasource", Name: "waiting_messages", Help: "Messages that wait to be stored.",
		}, waiting),
	}
	if reg == nil {
		return m, nil
	}
	var errs []error
	for _, c := range []prometheus.Collector{m.batch, m.seconds, m.busy, m.failed, m.waiting} {
		errs = append(errs, reg.Register(c))
	}
	return m, errors.Join(errs...)
}
