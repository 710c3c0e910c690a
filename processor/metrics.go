package processor

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	queued        prometheus.Gauge
	working       prometheus.Gauge
	slots         prometheus.Gauge
	announcements *prometheus.CounterVec
	ended         *prometheus.CounterVec
	proving       prometheus.Histogram
	taken         prometheus.Histogram
}

func newMetrics(reg prometheus.Registerer) *metrics {
	const ns, sub = "sprout", "processor"
	m := &metrics{
		queued:  prometheus.NewGauge(prometheus.GaugeOpts{Namespace: ns, Subsystem: sub, Name: "queued_tasks", Help: "Tasks taken and waiting."}),
		working: prometheus.NewGauge(prometheus.GaugeOpts{Namespace: ns, Subsystem: sub, Name: "working_tasks", Help: "Tasks in work."}),
		slots:   prometheus.NewGauge(prometheus.GaugeOpts{Namespace: ns, Subsystem: sub, Name: "slots", Help: "Proofs that memory and cores allow at once."}),
		announcements: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: ns, Subsystem: sub, Name: "announcements_total", Help: "Announcements that were not known, by what became of them.",
		}, []string{"fate"}),
		ended: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: ns, Subsystem: sub, Name: "tasks_ended_total", Help: "Tasks ended here: outputted, superseded, left to others, unfit (not begun, for the node or its project may not), or the failure code.",
		}, []string{"how"}),
		proving: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: ns, Subsystem: sub, Name: "proving_seconds", Help: "Wall time of proofs.", Buckets: prometheus.ExponentialBuckets(1, 2, 12),
		}),
		taken: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: ns, Subsystem: sub, Name: "task_age_seconds", Help: "Age of a task when its body is in this znode's hands.", Buckets: prometheus.ExponentialBuckets(.001, 2, 16),
		}),
	}
	if reg != nil {
		reg.MustRegister(m.queued, m.working, m.slots, m.announcements, m.ended, m.proving, m.taken)
	}
	return m
}
