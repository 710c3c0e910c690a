package node

import (
	"context"
	"io"
	"log/slog"
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
	s, at, err := serveHTTP(t.Context(), "127.0.0.1:0", hello, slog.New(slog.DiscardHandler), 1)
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
