package ipfs

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are everything this package counts.
type metrics struct {
	fetched  *prometheus.CounterVec // source
	provided *prometheus.CounterVec // outcome
}

func newMetrics(reg prometheus.Registerer, bytes func() (kept, cache int64)) (*metrics, error) {
	counter := func(name, help, label string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "sprout", Subsystem: "ipfs", Name: name, Help: help}, []string{label})
	}
	gauge := func(name, help string, f func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "sprout", Subsystem: "ipfs", Name: name, Help: help}, f)
	}
	m := &metrics{
		fetched:  counter("blocks_fetched_total", "Blocks fetched from outside, by who delivered them; none counts failures.", "source"),
		provided: counter("provided_total", "Announcements of content to the DHT, by outcome.", "outcome"),
	}
	var errs []error
	for _, c := range []prometheus.Collector{
		m.fetched, m.provided,
		gauge("kept_bytes", "Bytes of added and pinned blocks.", func() float64 { kept, _ := bytes(); return float64(kept) }),
		gauge("cache_bytes", "Bytes of cached blocks.", func() float64 { _, cache := bytes(); return float64(cache) }),
	} {
		errs = append(errs, reg.Register(c))
	}
	return m, errors.Join(errs...)
}
