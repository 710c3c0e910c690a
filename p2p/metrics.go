package p2p

import (
	"errors"

	"github.com/libp2p/go-libp2p-pubsub"
	"github.com/prometheus/client_golang/prometheus"
)

// metrics are everything this package counts. Labels have few values: kinds,
// verdicts and reasons, never peers or projects.
type metrics struct {
	gossip    *prometheus.CounterVec // topic_kind, verdict, reason
	dropped   *prometheus.CounterVec // topic_kind, reason
	published *prometheus.CounterVec // topic_kind, outcome
	served    *prometheus.CounterVec // outcome
	fetched   *prometheus.CounterVec // outcome
	validate  *prometheus.HistogramVec
	peers     prometheus.GaugeFunc
	projects  prometheus.Gauge
}

func newMetrics(reg prometheus.Registerer, peers func() float64) (*metrics, error) {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "sprout", Subsystem: "p2p", Name: name, Help: help}, labels)
	}
	m := &metrics{
		gossip:    counter("gossip_total", "Gossip messages judged, by verdict and its reason.", "topic_kind", "verdict", "reason"),
		dropped:   counter("gossip_dropped_total", "Valid gossip messages that did not reach their handler; their senders repeat them.", "topic_kind", "reason"),
		published: counter("published_total", "Gossip messages this node published.", "topic_kind", "outcome"),
		served:    counter("bodies_served_total", "Requests of peers for task bodies, by outcome.", "outcome"),
		fetched:   counter("bodies_fetched_total", "Task bodies fetched from peers, by outcome of each try.", "outcome"),
		validate: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "sprout", Subsystem: "p2p", Name: "validate_seconds", Help: "Time to judge a gossip message.",
			Buckets: []float64{.0001, .0003, .001, .003, .01, .03, .1, 1},
		}, []string{"topic_kind"}),
		peers: prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: "sprout", Subsystem: "p2p", Name: "peers", Help: "Connected peers.",
		}, peers),
		projects: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: "sprout", Subsystem: "p2p", Name: "projects", Help: "Projects whose topics are joined.",
		}),
	}
	var errs []error
	for _, c := range []prometheus.Collector{m.gossip, m.dropped, m.published, m.served, m.fetched, m.validate, m.peers, m.projects} {
		errs = append(errs, reg.Register(c))
	}
	return m, errors.Join(errs...)
}

func verdictLabel(v pubsub.ValidationResult) string {
	switch v {
	case pubsub.ValidationAccept:
		return "accept"
	case pubsub.ValidationReject:
		return "reject"
	default:
		return "ignore"
	}
}
