package settlement

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/output"
)

type metrics struct {
	deliveries  *prometheus.CounterVec
	undelivered prometheus.Counter
}

func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "sprout_settlement_tasks_total", Help: "Tasks that were to be settled on chain, by how that ended: settled (by whichever znode), refused, forbidden, open.",
		}, []string{"outcome"}),
		undelivered: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "sprout_settlement_undelivered_total", Help: "Settled tasks that the project's receiver did not take.",
		}),
	}
	if r != nil {
		r.MustRegister(m.deliveries, m.undelivered)
	}
	return m
}

func (m *metrics) count(err error) {
	outcome := "open"
	switch {
	case err == nil:
		outcome = "settled"
	case errors.Is(err, output.ErrRefused):
		outcome = "refused"
	case errors.Is(err, output.ErrForbidden):
		outcome = "forbidden"
	}
	m.deliveries.WithLabelValues(outcome).Inc()
}
