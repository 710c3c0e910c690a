package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource/sqlite"
)

func TestPercentile(t *testing.T) {
	var all []time.Duration
	for i := range 100 {
		all = append(all, time.Duration(100-i))
	}
	require.Equal(t, time.Duration(50), percentile(all, .5))
	require.Equal(t, time.Duration(99), percentile(all, .99))
	require.Equal(t, time.Duration(100), percentile(all, 1))
	require.Equal(t, time.Duration(1), percentile(all, .01))
	require.Equal(t, time.Duration(7), percentile([]time.Duration{7}, .99))
	require.Zero(t, percentile(nil, .5))
}

func TestNumbersAreRounded(t *testing.T) {
	require.InDelta(t, 1.012, *number(1.01234), 1e-12)
	require.InDelta(t, 21346, *number(21345.6), 1e-9)
	require.Zero(t, *number(0))
}

func TestResultKeepsWhatItLacks(t *testing.T) {
	b, err := json.Marshal(Result{Name: "memory", Note: "skipped: no programs"})
	require.NoError(t, err)
	require.JSONEq(t, `{"name":"memory","value":null,"unit":"","baseline":null,"ratio":null,"target":"","met":null,"note":"skipped: no programs"}`, string(b))
}

func TestParseRSS(t *testing.T) {
	m, err := parseRSS("Name:\tenode\nVmRSS:\t   64924 kB\nRssAnon:\t   13672 kB\nRssFile:\t   51252 kB\nRssShmem:\t       0 kB\n")
	require.NoError(t, err)
	require.InDelta(t, 66.48, m.total, .01)
	require.InDelta(t, 14, m.anon, .01)
	require.InDelta(t, 52.48, m.file, .01)
	_, err = parseRSS("Name:\tkthreadd\n")
	require.ErrorContains(t, err, "no resident set")
	_, err = parseRSS("VmRSS:\tmany kB\n")
	require.ErrorContains(t, err, "VmRSS")
}

func TestQuestionsAreCounted(t *testing.T) {
	q := &questions{of: map[string]int{}}
	q.note([]byte(`{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[]}`))
	q.note([]byte(`[{"method":"eth_getLogs"},{"method":"eth_chainId"}]`))
	q.note([]byte(`no call`))
	of, sum := q.take()
	require.Equal(t, map[string]int{"eth_getLogs": 2, "eth_chainId": 1, "": 1}, of)
	require.Equal(t, 4, sum)
	_, sum = q.take()
	require.Zero(t, sum)
	require.Equal(t, "a 1, b 2", told(map[string]int{"b": 2, "a": 1}))
}

func TestGauge(t *testing.T) {
	page := "# HELP x y\nx{state=\"loaded\"} 12\nx{state=\"loading\"} 3\nxy 4\n"
	require.Equal(t, "12", gauge(page, `x{state="loaded"}`))
	require.Equal(t, "4", gauge(page, "xy"))
	require.Empty(t, gauge(page, "x"))
	note, err := spent(os.Getpid())
	require.NoError(t, err)
	require.Regexp(t, `^\d+\.\d\d s of processor time, [1-9]\d* MB resident$`, note)
}

// What bench.sh printed, of two rounds.
const comparisonText = `lib-x86-64 {"seconds": 33.5, "cpu_seconds": 61.15, "max_rss_mb": 608, "cycles": 65536}
lib-x86-64-v3 {"seconds": 27.5, "cpu_seconds": 51.07, "max_rss_mb": 608, "cycles": 65536}
plain-x86-64-v3 {"seconds":27.1,"cpu_seconds":50.52,"segments":1,"cycles":65536}
lib-x86-64-v3 {"seconds": 27.3, "cpu_seconds": 51.9, "max_rss_mb": 608, "cycles": 65536}
plain-stock-gcc {"seconds":40.95,"cpu_seconds":76.1,"segments":1,"cycles":65536}
C ABI / plain Rust, seconds: 1.007
stock gcc / shipped, seconds: 1.500
C ABI / plain Rust, cpu_seconds: 1.011
`

func TestReadComparison(t *testing.T) {
	list := readComparison(comparisonText)
	require.Len(t, list, 3)
	ffi, stock, cpu := list[0], list[1], list[2]
	require.Equal(t, "proving.C ABI / plain Rust, wall", ffi.Name)
	require.InDelta(t, 27.3, *ffi.Value, 1e-9, "the best round counts")
	require.InDelta(t, 27.1, *ffi.Baseline, 1e-9)
	require.InDelta(t, 1.007, *ffi.Ratio, 1e-9)
	require.True(t, *ffi.Met)
	require.Equal(t, "ratio ≥ 1.2", stock.Target)
	require.True(t, *stock.Met)
	require.Equal(t, "proving.C ABI / plain Rust, cpu", cpu.Name)
	require.Nil(t, cpu.Met)
	slow := readComparison(strings.ReplaceAll(comparisonText, "1.007", "1.021"))
	require.False(t, *slow[0].Met)
}

// What the comparison of cycles prints.
const cyclesText = `| program | direct guest | compiled module | ratio | interpreter | ratio | rows | rows |
|---|--:|--:|--:|--:|--:|--:|--:|
| nothing | 2972 | 11278 | | 1952154 | | 32768 | 65536 |
| fibonacci loop (100000) | 1200013 | 975179 | 0.81 | 15100178 | 15.5 | 1310720 | 1048576 |
| SHA-256 (200) | 1014880 | 1120751 | 1.10 | 19150293 | 17.1 | 1081344 | 1310720 |
geometric means of the first five: 1.097, 16.7
`

func TestReadCycles(t *testing.T) {
	list := readCycles(cyclesText)
	require.Len(t, list, 4)
	require.Equal(t, "zkwasm.SHA-256", list[1].Name)
	require.InDelta(t, 1120751, *list[1].Value, 1e-9)
	require.InDelta(t, 1014880, *list[1].Baseline, 1e-9)
	require.InDelta(t, 1.104, *list[1].Ratio, 1e-9)
	require.Contains(t, list[1].Note, "1310720 and 1081344 rows")
	require.True(t, *list[2].Met)
	require.True(t, *list[3].Met)
	require.Equal(t, "zkwasm.interpreter / module", list[3].Name)
	require.False(t, *readCycles(strings.ReplaceAll(cyclesText, "1.097", "1.51"))[2].Met)
	require.False(t, *readCycles(strings.ReplaceAll(cyclesText, "16.7", "9.9"))[3].Met)
	require.Empty(t, readCycles("error: no such command"))
}

// A module that imports becomes one that needs nothing and is as large as wanted.
func TestCodeModule(t *testing.T) {
	source, err := os.ReadFile("../../" + largeModule)
	require.NoError(t, err)
	module, err := codeModule(source, 600_000)
	require.NoError(t, err)
	require.Greater(t, len(module), 600_000)
	require.Less(t, len(module), 1_300_000)
	sections, err := readSections(module)
	require.NoError(t, err)
	require.Nil(t, sections[sectionImport])
	require.Nil(t, sections[sectionData])
	funcs, _, _ := vector(sections[sectionFunction])
	bodies, _, _ := vector(sections[sectionCode])
	require.Equal(t, funcs, bodies)
	require.Greater(t, funcs, uint64(1400), "all functions are there twice")
	_, err = codeModule(source[:100], 1)
	require.ErrorIs(t, err, errModule)
	_, err = codeModule(nil, 1)
	require.ErrorIs(t, err, errModule)
}

func TestClientTellsRefusal(t *testing.T) {
	var calls atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil || r.URL.Path != "/message" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if calls.Add(1) > 2 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, `{"messageID":"x"}`)
	}))
	defer s.Close()
	addr := s.Listener.Addr().String()
	c, err := dial(t.Context(), addr, messageRequest(addr, 8))
	require.NoError(t, err)
	defer func() { require.NoError(t, c.conn.Close()) }()
	require.NoError(t, c.post())
	require.NoError(t, c.post(), "the connection is kept")
	require.ErrorContains(t, c.post(), "503")
}

// It is the real path: HTTP server, batcher, store, clients.
func TestIngestWhole(t *testing.T) {
	out := filepath.Join(t.TempDir(), "bench.json")
	b := shortBench(t)
	store, err := sqlite.Open(t.Context(), "sqlite://"+filepath.Join(b.dir, "ingest.db"))
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close()) }()
	list, err := b.ingest(t.Context(), "ingest.sqlite", store)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Positive(t, *list[0].Value)
	require.Positive(t, *list[0].Baseline)
	require.NoError(t, write(out, list))
	var text strings.Builder
	printTable(&text, list)
	require.Contains(t, text.String(), "ingest.sqlite")
}

func TestNetworkOfRealParts(t *testing.T) {
	b := shortBench(t)
	n, err := b.startNetwork(t.Context())
	require.NoError(t, err)
	sent := map[[16]byte]bool{}
	for i := range 5 {
		s, err := n.send(t.Context(), i)
		require.NoError(t, err)
		sent[s.id] = true
	}
	require.NoError(t, waitFor(t.Context(), "the tasks", func() bool { return n.watch.arrived() == len(sent) }))
	require.NoError(t, n.close())
	for id, at := range n.watch.inHands {
		require.True(t, sent[id])
		require.False(t, at.Before(n.watch.accepted[id]), "a task is not worked on before its message is accepted")
	}
}

func TestOnlyWhatIsAsked(t *testing.T) {
	o, err := parse([]string{"-only", "^disk$", "-seconds", "0.5"})
	require.NoError(t, err)
	require.Equal(t, 500*time.Millisecond, o.each)
	require.True(t, o.only.MatchString("disk"))
	require.False(t, o.only.MatchString("ingest.sqlite"))
	_, err = parse([]string{"-only", "("})
	require.Error(t, err)
	_, err = parse([]string{"-seconds", "0"})
	require.Error(t, err)
	require.Error(t, run(context.Background(), []string{"surprise"}))
}

// shortBench is a run of a fraction of a second, in the test's own folder.
func shortBench(t *testing.T) *bench {
	t.Helper()
	return &bench{options: options{each: 200 * time.Millisecond}, dir: t.TempDir(), log: slog.New(slog.DiscardHandler)}
}
