package datasourcetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// crashDSN tells a second process of a test binary to write to a store until it is killed.
const crashDSN = "SPROUT_DATASOURCETEST_CRASH_DSN"

// Main is the TestMain of a backend: it runs the tests or, in the process that
// [RunCrash] starts, writes until it is killed.
func Main(m *testing.M, open datasource.Opener) {
	dsn := os.Getenv(crashDSN)
	if dsn == "" {
		os.Exit(m.Run())
	}
	if err := writeForEver(context.Background(), dsn, open, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const (
	crashWriters  = 8
	crashProjects = 2
)

// RunCrash kills a process in the middle of its appends and packs, several times
// on the same store, and requires that every message it was told is stored is
// there, with its contents, in at most one task.
func RunCrash(t *testing.T, newSite func(testing.TB) Site) {
	site := newSite(t)
	acked := map[task.MessageID]string{}
	for round := range 4 {
		before := len(acked)
		killWriter(t, site, 80+60*round, acked)
		require.Greater(t, len(acked), before)
		checkCrash(t, site, acked)
	}
}

// killWriter starts a writer, kills it after it has acknowledged enough
// messages, and collects all it did acknowledge.
func killWriter(t *testing.T, site Site, enough int, acked map[task.MessageID]string) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), crashDSN+"="+site.DSN())
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		// What was written to the pipe before the kill is read to its end: all of it is acknowledged.
		id, data, whole := strings.Cut(lines.Text(), " ")
		if !whole || !strings.HasSuffix(data, "}") {
			break
		}
		parsed, err := task.ParseMessageID(id)
		require.NoError(t, err)
		acked[parsed] = data
		if n == enough {
			require.NoError(t, cmd.Process.Kill())
		}
	}
	require.Error(t, cmd.Wait(), "the writer must end by the kill")
	require.Empty(t, stderr.String())
}

func checkCrash(t *testing.T, site Site, acked map[task.MessageID]string) {
	s := openStore(t, site)
	defer s.Close()
	// A database server may still be committing what the killed process had sent, so
	// tasks and messages are read until both tell of the same moment.
	require.Eventually(t, func() bool {
		places := checkTasks(t, s)
		for id := range acked {
			key, err := s.MessageTask(t.Context(), id)
			require.NoError(t, err, "an acknowledged message is lost")
			if places[id] != key {
				return false
			}
		}
		return true
	}, 10*time.Second, 50*time.Millisecond, "tasks and messages do not agree on who is where")
	for id, data := range acked {
		m, err := s.Message(t.Context(), id)
		require.NoError(t, err, "an acknowledged message is lost")
		require.Equal(t, data, string(m.Data))
	}
}

// checkTasks requires that tasks are whole, numbered without holes, and share no
// message; it returns where each message is.
func checkTasks(t *testing.T, s datasource.Store) map[task.MessageID]task.Key {
	places := map[task.MessageID]task.Key{}
	next := map[task.ProjectID]uint64{}
	records, err := s.OpenTasks(t.Context(), task.Key{}, 1<<20)
	require.NoError(t, err)
	for i := range records {
		h := &records[i].Header
		next[h.ProjectID]++
		require.Equal(t, next[h.ProjectID], h.Sequence, "no holes in project %d", h.ProjectID)
		tk, err := s.TaskByDigest(t.Context(), h.Digest())
		require.NoError(t, err)
		body, err := tk.Body()
		require.NoError(t, err)
		_, err = task.OpenBody(*h, body)
		require.NoError(t, err, "task %s is whole", h.Key())
		for _, m := range tk.Messages {
			require.NotContains(t, places, m.ID, "message in two tasks")
			places[m.ID] = h.Key()
		}
	}
	require.NotEmpty(t, places, "the writer packs as well")
	return places
}

// writeForEver appends through a batcher, packs, and prints each message that it
// was told is stored.
func writeForEver(ctx context.Context, dsn string, open datasource.Opener, out io.Writer) error {
	s, err := open(ctx, dsn)
	if err != nil {
		return err
	}
	b, err := datasource.NewBatcher(s, datasource.BatcherConfig{MaxBatch: 16})
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var group errgroup.Group
	for w := range crashWriters {
		group.Go(func() error {
			for n := 0; ; n++ {
				m := message(task.ProjectID(1+w%crashProjects), "1.0", "did:key:a", n)
				if err := b.Append(ctx, m); err != nil {
					return err
				}
				mu.Lock()
				fmt.Fprintf(out, "%s %s\n", m.ID, m.Data)
				mu.Unlock()
			}
		})
	}
	for p := range crashProjects {
		group.Go(func() error {
			g := task.Group{ProjectID: task.ProjectID(1 + p), ProjectVersion: "1.0", ClientDID: "did:key:a"}
			for {
				msgs, err := s.Oldest(ctx, task.Selection{Group: g, MaxCount: 7})
				if err != nil {
					return err
				}
				if len(msgs) == 0 {
					continue
				}
				if _, err := s.Pack(ctx, batch(msgs)); err != nil && !errors.Is(err, datasource.ErrConflict) {
					return err
				}
			}
		})
	}
	return group.Wait()
}
