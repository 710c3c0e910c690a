package node

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

func TestWaitingProjectsAreToldAndCounted(t *testing.T) {
	terms := map[task.ProjectID]project.Terms{1: {Required: 2, Joined: 1}, 2: {Required: 1, Joined: 1}, 3: {Required: 1}}
	mine := map[task.ProjectID]bool{1: true, 2: true}
	var said bytes.Buffer
	reg := prometheus.NewRegistry()
	f := newFleets(func(id task.ProjectID) (project.Terms, bool) { return terms[id], true }, func(id task.ProjectID) bool { return mine[id] },
		reg, slog.New(slog.NewTextHandler(&said, nil)))
	look := func() string {
		said.Reset()
		for id := range terms {
			f.look(id)
		}
		return said.String()
	}
	text := look()
	require.Contains(t, text, "project waits, nobody begins its tasks and its messages are kept\" project=1")
	require.Contains(t, text, "1 of 2 have joined")
	require.Contains(t, text, "project is served\" project=2 znodes=1 required=1")
	require.NotContains(t, text, "project=3", "it is others'")
	require.Equal(t, map[string]float64{"serving": 1, "waiting": 1}, projectsByState(t, reg))
	require.Empty(t, look(), "a state is told once")

	terms[1] = project.Terms{Required: 2, Joined: 2}
	require.Contains(t, look(), "project is served\" project=1")
	mine[2] = false
	require.Empty(t, look())
	require.Equal(t, map[string]float64{"serving": 1, "waiting": 0}, projectsByState(t, reg))
}

func projectsByState(t *testing.T, reg *prometheus.Registry) map[string]float64 {
	families, err := reg.Gather()
	require.NoError(t, err)
	out := map[string]float64{}
	for _, f := range families {
		require.Equal(t, "sprout_node_projects", f.GetName())
		for _, m := range f.GetMetric() {
			out[m.GetLabel()[0].GetValue()] = m.GetGauge().GetValue()
		}
	}
	return out
}
