//go:build linux

package worker_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/worker"
)

func open(t *testing.T, change ...func(*worker.Config)) *worker.Pool {
	t.Helper()
	c := config()
	for _, f := range change {
		f(&c)
	}
	p, err := worker.New(c)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	return p
}

func TestEveryMeasureIsReported(t *testing.T) {
	about, err := open(t).Describe(t.Context())
	require.NoError(t, err)
	for _, m := range []string{
		"session", "dies with parent", "namespaces", "environment", "no new privileges",
		"landlock", "seccomp", "rlimits", "oom score", "nice",
	} {
		state := about.Sandbox[m]
		require.True(t, strings.HasPrefix(state, "on") || strings.HasPrefix(state, "off: "), "%s: %q", m, state)
		t.Logf("%s: %s", m, state)
	}
	for _, m := range []string{"session", "dies with parent", "environment", "no new privileges", "rlimits", "nice"} {
		require.Equal(t, "on", about.Sandbox[m], "%s needs no help of the kernel's configuration", m)
	}
}

// active skips a test whose measure this kernel does not give.
func active(t *testing.T, p *worker.Pool, measure string) {
	t.Helper()
	about, err := p.Describe(t.Context())
	require.NoError(t, err)
	if state := about.Sandbox[measure]; !strings.HasPrefix(state, "on") {
		t.Skipf("%s is %s", measure, state)
	}
}

func TestLandlockHidesFilesAndNetwork(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(file, []byte("secret"), 0o644))
	asks := []string{"read " + file, "write " + file, "read /etc/passwd", "read /proc/1/environ", "write /proc/self/comm", "kill parent"}
	worker.SetHelloProbes(asks)
	t.Cleanup(func() { worker.SetHelloProbes(nil) })
	p := open(t)
	active(t, p, "landlock")
	about, err := p.Describe(t.Context())
	require.NoError(t, err)
	require.Len(t, about.Probed(), len(asks))
	for ask, answer := range about.Probed() {
		require.Contains(t, []string{"permission denied", "operation not permitted"}, answer, ask)
	}
}

func TestNamespaceHasNoNetwork(t *testing.T) {
	worker.SetHelloProbes([]string{"interfaces", "dial 127.0.0.1:1"})
	t.Cleanup(func() { worker.SetHelloProbes(nil) })
	p := open(t)
	active(t, p, "namespaces")
	about, err := p.Describe(t.Context())
	require.NoError(t, err)
	require.Equal(t, "0 up", about.Probed()["interfaces"])
	require.NotEqual(t, "succeeded", about.Probed()["dial 127.0.0.1:1"])
}

func TestFilterForbidsAllButComputing(t *testing.T) {
	p := open(t)
	active(t, p, "seccomp")
	for _, ask := range []string{
		"read /etc/passwd", "read /proc/self/status", "write /dev/null", "socket", "unix socket", "dial 127.0.0.1:1", "fork", "exec",
		"ptrace", "kill parent", "signal parent by a descriptor", "move parent", "make memfd", "run own bytes",
	} {
		got, err := p.Probe(t.Context(), "k", ask, worker.Request{})
		require.NoError(t, err, ask)
		require.Equal(t, "operation not permitted", got, ask)
	}
	for _, ask := range []string{"nothing", "many threads"} {
		got, err := p.Probe(t.Context(), "k", ask, worker.Request{})
		require.NoError(t, err)
		require.Equal(t, "succeeded", got, ask)
	}
}

func TestHardLimitsCannotBeRaised(t *testing.T) {
	if os.Geteuid() == 0 {
		active(t, open(t), "namespaces") // root outside a namespace may raise any limit
	}
	got, err := open(t).Probe(t.Context(), "k", "raise nofile", worker.Request{})
	require.NoError(t, err)
	require.Equal(t, "operation not permitted", got)
}

func TestStrictRefusesAnOpenWorker(t *testing.T) {
	p := open(t, func(c *worker.Config) { c.Strict = true })
	about, err := p.Describe(t.Context())
	if err != nil {
		require.ErrorContains(t, err, "worker would run without")
		return
	}
	require.True(t, strings.HasPrefix(about.Sandbox["landlock"], "on"))
	require.True(t, strings.HasPrefix(about.Sandbox["seccomp"], "on"))
}
