package node

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestConnectionsAreBounded(t *testing.T) {
	var asked atomic.Int32
	release := make(chan struct{})
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		<-release
		_, _ = io.WriteString(w, "hello")
	})
	s, at, err := serveHTTP(t.Context(), "127.0.0.1:0", hello, slog.New(slog.DiscardHandler), 1, 2)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Shutdown(context.Background()) })

	answers := make(chan error, 2)
	for range 2 {
		go func() {
			r, err := http.NewRequest(http.MethodGet, "http://"+at.String(), nil)
			if err == nil {
				r.Close = true // one connection each
				var answer *http.Response
				if answer, err = new(http.Client).Do(r); err == nil {
					_, err = io.Copy(io.Discard, answer.Body)
					_ = answer.Body.Close()
				}
			}
			answers <- err
		}()
	}
	require.Eventually(t, func() bool { return asked.Load() > 0 }, 10*time.Second, time.Millisecond)
	require.Never(t, func() bool { return asked.Load() > 1 }, 100*time.Millisecond, 10*time.Millisecond, "there is one place")
	close(release)
	require.NoError(t, <-answers)
	require.NoError(t, <-answers, "who came second has the place next")
}

func TestAnAddressHasItsShare(t *testing.T) {
	s, at, err := serveHTTP(t.Context(), "127.0.0.1:0", http.NotFoundHandler(), slog.New(slog.DiscardHandler), 9, 1)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Shutdown(context.Background()) })
	answered := func(from string) bool {
		d := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
		c, err := d.DialContext(t.Context(), "tcp", at.String())
		require.NoError(t, err)
		t.Cleanup(func() { _ = c.Close() })
		_, err = io.WriteString(c, "GET / HTTP/1.1\r\nHost: node\r\n\r\n")
		if err == nil {
			_, err = http.ReadResponse(bufio.NewReader(c), nil) //nolint:bodyclose // the connection is kept
		}
		return err == nil
	}
	require.True(t, answered("127.0.0.1"))
	require.False(t, answered("127.0.0.1"), "the first one is still open")
	require.True(t, answered("127.0.0.2"), "another address has its own")
}

func TestPanicsOfHandlersAreTold(t *testing.T) {
	var text bytes.Buffer
	told := make(chan struct{})
	log := slog.New(slog.NewTextHandler(writerFunc(func(b []byte) (int, error) {
		defer close(told)
		return text.Write(b)
	}), &slog.HandlerOptions{Level: slog.LevelInfo}))
	s, at, err := ServeHTTP(t.Context(), "127.0.0.1:0", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a fault") }), log)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Shutdown(context.Background()) })
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+at.String(), nil)
	require.NoError(t, err)
	_, err = new(http.Client).Do(r) //nolint:bodyclose // there is none
	require.Error(t, err)
	<-told
	require.Contains(t, text.String(), "a fault")
	require.Contains(t, text.String(), "level=ERROR")
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func TestHeadersAreBounded(t *testing.T) {
	s, at, err := ServeHTTP(t.Context(), "127.0.0.1:0", http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Shutdown(context.Background()) })
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+at.String(), nil)
	require.NoError(t, err)
	r.Header.Set("X-Long", strings.Repeat("x", httpHeaderBytes+8<<10))
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, http.StatusRequestHeaderFieldsTooLarge, answer.StatusCode)

	_, _, err = ServeHTTP(t.Context(), at.String(), http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	require.ErrorContains(t, err, "in use")
}
