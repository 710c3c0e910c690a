package attest

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/task"
)

// metrics counts what a settler or an attester does; each fills its own part.
type metrics struct {
	rounds   *prometheus.CounterVec
	results  prometheus.Histogram
	answers  *prometheus.CounterVec
	requests *prometheus.CounterVec
}

func newSettlerMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		rounds: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "sprout_attest_rounds_total", Help: "Batches that were to be attested, by how that ended: attested, conflict, lacking, silent, disputed, error.",
		}, []string{"outcome"}),
		results: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "sprout_attest_batch_results", Help: "Results in an attested batch.", Buckets: prometheus.ExponentialBuckets(1, 2, 8),
		}),
		answers: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "sprout_attest_answers_total", Help: "Answers to this znode's requests: signed, refused, or not counted because they are a stranger's or forged.",
		}, []string{"verdict"}),
	}
	if r != nil {
		r.MustRegister(m.rounds, m.results, m.answers)
	}
	return m
}

func newAttesterMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{requests: prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "sprout_attest_requests_total", Help: "Requests of other znodes, by answer: signed, or the reason of the refusal.",
	}, []string{"answer"})}
	if r != nil {
		r.MustRegister(m.requests)
	}
	return m
}

func (m *metrics) round(err error, results int) {
	outcome := "attested"
	for _, known := range []struct {
		err  error
		name string
	}{{ErrConflict, "conflict"}, {ErrLacking, "lacking"}, {ErrNotMember, "lacking"}, {ErrSilent, "silent"}, {ErrDisputed, "disputed"}, {err, "error"}} {
		if err != nil && errors.Is(err, known.err) {
			outcome = known.name
			break
		}
	}
	m.rounds.WithLabelValues(outcome).Inc()
	if err == nil {
		m.results.Observe(float64(results))
	}
}

func (m *metrics) answer(a task.Attestation, err error) {
	verdict := "signed"
	switch {
	case errors.Is(err, errStranger):
		verdict = "stranger"
	case err != nil:
		verdict = "forged"
	case a.Refusal != "":
		verdict = "refused"
	}
	m.answers.WithLabelValues(verdict).Inc()
}

func (m *metrics) request(why task.Refusal) {
	answer := string(why)
	if why == "" {
		answer = "signed"
	}
	m.requests.WithLabelValues(answer).Inc()
}
