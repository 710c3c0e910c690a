package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/machinefi/sprout/internal/telemetry"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestParseLevel(t *testing.T) {
	for text, want := range map[string]slog.Level{
		"": slog.LevelInfo, "-4": slog.LevelDebug, "0": slog.LevelInfo, "4": slog.LevelWarn, "8": slog.LevelError, " 2 ": 2,
		"debug": slog.LevelDebug, "INFO": slog.LevelInfo, "Warn": slog.LevelWarn, "error": slog.LevelError, "info+2": 2,
	} {
		got, err := telemetry.ParseLevel(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"loud", "99999999", "info+", "4.5"} {
		_, err := telemetry.ParseLevel(text)
		require.ErrorContains(t, err, "unknown level", text)
	}
}

func TestLogger(t *testing.T) {
	var out bytes.Buffer
	log, level, err := telemetry.NewLogger(&out, telemetry.LogConfig{Level: "warn", Format: telemetry.FormatJSON})
	require.NoError(t, err)
	log.Info("not this")
	log.Warn("this", "project", 7)
	var line map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &line), "exactly one JSON line: %s", out.String())
	require.Equal(t, "this", line["msg"])
	require.EqualValues(t, 7, line["project"])

	level.Set(slog.LevelDebug)
	out.Reset()
	log.Debug("now this too")
	require.Contains(t, out.String(), "now this too")

	out.Reset()
	log, _, err = telemetry.NewLogger(&out, telemetry.LogConfig{})
	require.NoError(t, err)
	log.Info("plain", "project", 7)
	require.Contains(t, out.String(), "msg=plain project=7")
}

func TestLogConfigReportsAllAtOnce(t *testing.T) {
	err := telemetry.LogConfig{Level: "loud", Format: "xml"}.Validate()
	require.ErrorContains(t, err, "log level: unknown level \"loud\"")
	require.ErrorContains(t, err, "log format: unknown format \"xml\"")
	_, _, err = telemetry.NewLogger(io.Discard, telemetry.LogConfig{Format: "xml"})
	require.Error(t, err)
}

func TestReadiness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var h telemetry.Health
		require.True(t, h.Report(t.Context()).Ready(), "nothing is asked for, nothing is missing")

		h.Add("store", func(context.Context) error { return nil })
		require.True(t, h.Report(t.Context()).Ready())

		release := make(chan struct{})
		h.Add("chain", func(context.Context) error { return errors.New("head is 90 s old") })
		h.Add("ipfs", func(context.Context) error { <-release; return nil })
		h.Add("p2p", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
		h.Add("worker", func(context.Context) error { panic("no such field") })
		report := h.Report(t.Context())
		require.False(t, report.Ready())
		require.True(t, report.Checks["store"].OK)
		require.Equal(t, "head is 90 s old", report.Checks["chain"].Reason)
		require.Equal(t, telemetry.ErrCheckTimeout.Error(), report.Checks["ipfs"].Reason)
		require.Equal(t, telemetry.ErrCheckTimeout.Error(), report.Checks["p2p"].Reason)
		require.Contains(t, report.Checks["worker"].Reason, "panicked: no such field")
		close(release)
	})
}

func TestServer(t *testing.T) {
	var h telemetry.Health
	registry := telemetry.NewRegistry("enode", "v1")
	s, err := telemetry.NewServer(telemetry.ServerConfig{Address: "127.0.0.1:0", PprofAddress: "127.0.0.1:0"},
		slog.New(slog.DiscardHandler), registry, &h)
	require.NoError(t, err)
	require.Empty(t, s.Address())
	require.NoError(t, s.Start(t.Context()))
	base := "http://" + s.Address()

	status, body := get(t, base+"/healthz")
	require.Equal(t, http.StatusOK, status)
	require.JSONEq(t, `{"status":"up"}`, body)
	h.Tell("peerID", "12D3Koo")
	h.Tell("status", "another")
	_, body = get(t, base+"/healthz")
	require.JSONEq(t, `{"status":"up","peerID":"12D3Koo"}`, body)

	status, body = get(t, base+"/metrics")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, body, `sprout_build_info{go="go1.`)
	require.Contains(t, body, "go_goroutines")

	status, _ = get(t, base+"/readyz")
	require.Equal(t, http.StatusOK, status)
	h.Add("chain", func(context.Context) error { return errors.New("no connection") })
	status, body = get(t, base+"/readyz")
	require.Equal(t, http.StatusServiceUnavailable, status)
	var report telemetry.Report
	require.NoError(t, json.Unmarshal([]byte(body), &report))
	require.Equal(t, "no connection", report.Checks["chain"].Reason)

	status, _ = get(t, base+"/debug/pprof/")
	require.Equal(t, http.StatusNotFound, status, "the profiler has an address of its own")
	status, _ = get(t, "http://"+s.PprofAddress()+"/debug/pprof/goroutine?debug=1")
	require.Equal(t, http.StatusOK, status)

	taken, err := telemetry.NewServer(telemetry.ServerConfig{Address: "127.0.0.1:0", PprofAddress: s.Address()},
		slog.New(slog.DiscardHandler), registry, &h)
	require.NoError(t, err)
	require.ErrorContains(t, taken.Start(t.Context()), "listen for telemetry")
	_, err = http.Get("http://" + taken.Address() + "/healthz")
	require.Error(t, err, "a half start leaves no open port")

	http.DefaultClient.CloseIdleConnections()
	require.NoError(t, s.Stop(t.Context()))
	_, err = http.Get(base + "/healthz")
	require.Error(t, err)
}

func TestServerConfigReportsAllAtOnce(t *testing.T) {
	require.NoError(t, telemetry.ServerConfig{PprofAddress: "localhost:6060"}.Validate())
	require.NoError(t, telemetry.ServerConfig{PprofAddress: "[::1]:6060"}.Validate())
	err := telemetry.ServerConfig{Address: "8080", PprofAddress: "0.0.0.0:6060"}.Validate()
	require.ErrorContains(t, err, `telemetry address "8080"`)
	require.ErrorContains(t, err, "must be a loopback address")
	require.ErrorContains(t, telemetry.ServerConfig{PprofAddress: ":6060"}.Validate(), "loopback")
	_, err = telemetry.NewServer(telemetry.ServerConfig{Address: "8080"}, nil, nil, nil)
	require.Error(t, err)
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	response, err := http.Get(url)
	require.NoError(t, err)
	defer func() { require.NoError(t, response.Body.Close()) }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(body)
}
