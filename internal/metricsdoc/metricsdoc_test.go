package metricsdoc_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/metricsdoc"
)

func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		name = filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	}
	return root
}

func TestScan(t *testing.T) {
	root := tree(t, map[string]string{
		"a/metrics.go": `package a
import "github.com/prometheus/client_golang/prometheus"
const ns, sub = "sprout", "a"
func metrics() {
	const result = "result"
	prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: ns, Subsystem: sub, Name: "tasks_" + "total", Help: "Tasks | all."}, []string{"project", result})
	prometheus.NewGauge(prometheus.GaugeOpts{Namespace: ns, Name: "queue", Help: "Waiting."})
	_ = prometheus.Labels{"not": "a metric"}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: ns, Name: name, Help: help}, labels)
	}
	counter("in_total", "In.", "kind", result)
	gauge("now", "Now.")
}
func gauge(name, help string) prometheus.Gauge {
	return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: ns, Name: name, Help: help})
}`,
		"b/c/collector.go": `package c
import prom "github.com/prometheus/client_golang/prometheus"
var d = prom.NewDesc(prom.BuildFQName("sprout", "", "peers"), "Peers now.", []string{"kind"}, nil)
var h = prom.HistogramOpts{Name: "sprout_seconds"}`,
		"b/plain.go":        "package b\ntype CounterOpts struct{ Name string }\nvar x = CounterOpts{Name: name}\nvar name = \"x\"",
		"a/metrics_test.go": "package a\nthis is not even Go",
		"testdata/x.go":     "nor this",
	})
	metrics, err := metricsdoc.Scan(root)
	require.NoError(t, err)
	require.Equal(t, []metricsdoc.Metric{
		{Name: "sprout_a_tasks_total", Kind: "counter", Help: "Tasks | all.", Labels: []string{"project", "result"}, Package: "a"},
		{Name: "sprout_in_total", Kind: "counter", Help: "In.", Labels: []string{"kind", "result"}, Package: "a"},
		{Name: "sprout_now", Kind: "gauge", Help: "Now.", Package: "a"},
		{Name: "sprout_peers", Kind: "untyped", Help: "Peers now.", Labels: []string{"kind"}, Package: "b/c"},
		{Name: "sprout_queue", Kind: "gauge", Help: "Waiting.", Package: "a"},
		{Name: "sprout_seconds", Kind: "histogram", Package: "b/c"},
	}, metrics)

	page := metricsdoc.Page(metrics)
	require.Contains(t, page, "\n## a\n\n| metric | kind | labels | meaning |\n|---|---|---|---|\n"+
		"| `sprout_a_tasks_total` | counter | `project`, `result` | Tasks \\| all. |\n| `sprout_in_total` | counter | `kind`, `result` | In. |\n"+
		"| `sprout_now` | gauge |  | Now. |\n| `sprout_queue` | gauge |  | Waiting. |\n\n## b/c\n")
}

func TestScanRefuses(t *testing.T) {
	const head = "package a\nimport \"github.com/prometheus/client_golang/prometheus\"\n"
	for text, want := range map[string]string{
		"func f(name string) { prometheus.NewGauge(prometheus.GaugeOpts{Name: name}) }\nfunc g(name string) { f(name) }": "metric's Name: name must be made of constants",
		"func f(l []string) { prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: \"x\"}, l) }":                            "metric's labels",
		"var d = prometheus.NewDesc(f(), \"\", nil, nil)":                                                                "metric's name",
		"var a, b = prometheus.GaugeOpts{Name: \"x\"}, prometheus.GaugeOpts{Name: \"x\"}":                                "metric x is declared twice",
		"var a = prometheus.GaugeOpts{Name: other.Name}":                                                                 "metric's Name",
	} {
		_, err := metricsdoc.Scan(tree(t, map[string]string{"a/a.go": head + text}))
		require.ErrorContains(t, err, want)
	}
	_, err := metricsdoc.Scan(tree(t, map[string]string{"a/a.go": "not Go"}))
	require.ErrorContains(t, err, "read ")
}
