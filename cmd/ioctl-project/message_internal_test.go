package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/task"
)

// crowded is an enode's front door that has no room at first, and tells of each message that it lets in.
type crowded struct {
	next   http.Handler
	mu     sync.Mutex
	full   int
	passed chan struct{}
}

func (c *crowded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	full := c.full > 0
	c.full--
	c.mu.Unlock()
	if full {
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, `{"error":"message not stored","title":"Service Unavailable","status":503}`)
		return
	}
	c.next.ServeHTTP(w, r)
	if r.Method == http.MethodPost {
		c.passed <- struct{}{}
	}
}

// runStream has the command send what comes from in; it returns what it printed and its error.
func runStream(ctx context.Context, in io.Reader, url string, more ...string) (string, error) {
	app := newApp()
	var out bytes.Buffer
	app.Reader, app.Writer = in, &out
	args := append([]string{"ioctl-project", "message", "send", "--ws-endpoint", url, "-p", "5", "-v", "1.0", "--file", "-"}, more...)
	err := app.RunContext(ctx, args)
	return out.String(), err
}

func serveCrowded(t *testing.T, full int) (*crowded, string) {
	t.Helper()
	e, stop, err := openTestEnode(t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, stop()) })
	front := &crowded{next: e.handler(nil), full: full, passed: make(chan struct{}, 1000)}
	server := httptest.NewServer(front)
	t.Cleanup(server.Close)
	return front, server.URL
}

func TestMessageThatIsWaitedForComesAgain(t *testing.T) {
	_, url := serveCrowded(t, 3)
	send := func(more ...string) (string, error) {
		app := newApp()
		var out bytes.Buffer
		app.Writer = &out
		err := app.RunContext(t.Context(), append([]string{"ioctl-project", "message", "send", "--ws-endpoint", url, "-p", "5", "-v", "1.0", "-d", "1"}, more...))
		return out.String(), err
	}
	_, err := send()
	require.ErrorContains(t, err, "503", "nobody waits")
	_, err = send("--wait", "--timeout", "1ms")
	require.ErrorContains(t, err, "503", "the time was up")
	out, err := send("--wait", "--timeout", "3s")
	require.ErrorContains(t, err, "1 of 1 messages have not ended", "it was taken, and its batch is not full")
	require.Contains(t, out, "messageID")
}

func TestInterruptedStreamSaysHowManyAreStored(t *testing.T) {
	front, url := serveCrowded(t, 0)
	in, write := io.Pipe()
	defer write.Close() //nolint:errcheck // a test's
	ctx, interrupt := context.WithCancel(t.Context())
	go func() {
		for i := range 3 {
			_, _ = fmt.Fprintln(write, i)
			<-front.passed
		}
		interrupt() // while the command waits for the fourth line
	}()
	out, err := runStream(ctx, in, url, "--json")
	require.ErrorIs(t, err, errInterrupted)
	require.ErrorContains(t, err, "3 of 3 sent messages acknowledged")
	require.Equal(t, 3, strings.Count(out, `"messageID"`))
	require.Equal(t, exitFailed, exitCode(err))
}

func TestStreamComesAgainWhenThereIsRoom(t *testing.T) {
	_, url := serveCrowded(t, 5)
	out, err := runStream(t.Context(), strings.NewReader(strings.Repeat("1\n", 40)), url)
	require.NoError(t, err)
	require.Equal(t, "40 of 40 sent messages acknowledged\n", out)

	_, url = serveCrowded(t, 1<<30)
	ctx, interrupt := context.WithCancel(t.Context())
	time.AfterFunc(300*time.Millisecond, interrupt)
	began := time.Now()
	_, err = runStream(ctx, strings.NewReader("1\n2\n"), url)
	require.ErrorContains(t, err, "0 of 2 sent messages acknowledged, 2 refused")
	require.Less(t, time.Since(began), grace, "nothing is on its way that would be waited for")
}

func TestStreamRefusesLinesThatAreNoMessages(t *testing.T) {
	_, url := serveCrowded(t, 0)
	_, err := runStream(t.Context(), strings.NewReader("1\n"+strings.Repeat("x", task.MaxDataLen+2)), url)
	require.ErrorIs(t, err, errUsage)
	require.ErrorContains(t, err, "1 of 1 sent messages acknowledged; first: wrong use: line 2: ")
}

func TestFiguresForPeople(t *testing.T) {
	for text, want := range map[string]string{"0": "0", "1": "0.000000001", "1000000000": "1", "1500000000": "1.5", "123456789012": "123.456789012"} {
		n, ok := new(big.Int).SetString(text, 10)
		require.True(t, ok)
		require.Equal(t, want, decimals9(n))
	}
	require.Equal(t, "due now", away(-time.Minute))
	require.Equal(t, "in 1m5s", away(65*time.Second))
	require.Equal(t, "0.250s", short(250*time.Millisecond))
	require.Equal(t, "11s", short(11*time.Second))
	require.Equal(t, "1h30m0s", short(90*time.Minute))
	require.Equal(t, time.Duration(0), retryAfter(http.Header{}))
	require.Equal(t, shortestPause, retryAfter(http.Header{"Retry-After": {"0"}}))
	require.Equal(t, longestPause, retryAfter(http.Header{"Retry-After": {"86400"}}))
}
