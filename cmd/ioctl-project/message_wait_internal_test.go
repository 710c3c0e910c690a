package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/cmd/enode/client"
)

// behind is an enode whose states lag behind what it explains: until it was asked why, a message has got no further than into a
// task, though the task has ended.
type behind struct {
	next  http.Handler
	asked atomic.Bool
}

func (b *behind) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/explain") {
		b.asked.Store(true)
	}
	var got client.MessageStates
	if b.asked.Load() || r.Method != http.MethodGet {
		b.next.ServeHTTP(w, r)
		return
	}
	for { // until the real one is at its end
		answer := httptest.NewRecorder()
		b.next.ServeHTTP(answer, r)
		if json.Unmarshal(answer.Body.Bytes(), &got) != nil || got.States == nil {
			http.Error(w, "not an answer", http.StatusInternalServerError)
			return
		}
		if states := *got.States; len(states) > 2 && states[len(states)-1].State == client.Settled {
			states = states[:2]
			got.States = &states
			break
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(got)
}

func TestWhatEndsWhileItIsAskedForIsToldToItsEnd(t *testing.T) {
	e, stop, err := openTestEnode(t.TempDir())
	require.NoError(t, err)
	server := httptest.NewServer(&behind{next: e.handler(nil)})
	t.Cleanup(func() {
		server.Close()
		require.NoError(t, stop())
	})
	app := newApp()
	var out strings.Builder
	app.Writer = &out
	require.NoError(t, app.RunContext(t.Context(), []string{
		"ioctl-project", "message", "send", "--ws-endpoint", server.URL, "-p", "1", "-v", "1.0", "--wait", "--json", "-d", "{}",
	}))
	require.Contains(t, out.String(), `"state": "settled"`)
}
