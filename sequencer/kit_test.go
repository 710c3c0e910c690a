package sequencer_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/sqlite"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

// projects are the packing rules of a test, changed while it runs.
type projects struct {
	mu     sync.Mutex
	rules  map[task.ProjectID]project.Packing
	paused map[task.ProjectID]bool
	hangs  map[task.ProjectID]bool
}

func (p *projects) Version(ctx context.Context, id task.ProjectID, name string) (*project.Version, error) {
	p.mu.Lock()
	rule, known := p.rules[id]
	paused, hangs := p.paused[id], p.hangs[id]
	p.mu.Unlock()
	switch {
	case hangs:
		<-ctx.Done()
		return nil, ctx.Err()
	case !known:
		return nil, fmt.Errorf("project %d: %w", id, project.ErrNotFound)
	case paused:
		return nil, fmt.Errorf("project %d: %w", id, project.ErrPaused)
	}
	return &project.Version{Name: name, Packing: rule}, nil
}

func (p *projects) set(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
}

// kit is a sequencer that runs on a real store, in the time of a synctest bubble.
type kit struct {
	*testing.T
	store    datasource.Store
	projects *projects
	seq      *sequencer.Sequencer
	count    int

	mu     sync.Mutex
	packed []task.Key
	times  map[task.Key]time.Time
}

// run runs a test in a bubble. The store is real, so only its waits, not its
// work, happen in the bubble's time.
func run(t *testing.T, rules map[task.ProjectID]project.Packing, adjust func(*sequencer.Config, *sequencer.Roles), test func(*kit)) {
	synctest.Test(t, func(t *testing.T) {
		store, err := sqlite.Open(t.Context(), "sqlite://"+filepath.Join(t.TempDir(), "sprout.db"))
		require.NoError(t, err)
		k := &kit{
			T: t, store: store, times: map[task.Key]time.Time{},
			projects: &projects{rules: rules, paused: map[task.ProjectID]bool{}, hangs: map[task.ProjectID]bool{}},
		}
		k.seq = k.sequencer(adjust)
		test(k)
		require.NoError(t, store.Close())
	})
}

func (k *kit) sequencer(adjust func(*sequencer.Config, *sequencer.Roles)) *sequencer.Sequencer {
	cfg := sequencer.Config{ChainID: 4690, Log: slog.New(slog.DiscardHandler)}
	roles := sequencer.Roles{Inbox: k.store, Versions: k.projects, Packed: func(key task.Key) {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.packed = append(k.packed, key)
		k.times[key] = time.Now()
	}}
	if adjust != nil {
		adjust(&cfg, &roles)
	}
	s, err := sequencer.New(cfg, roles)
	require.NoError(k, err)
	return s
}

// start runs s until the returned function is called.
func (k *kit) start(s *sequencer.Sequencer) (stop func()) {
	ctx, cancel := context.WithCancel(k.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	synctest.Wait()
	return func() {
		cancel()
		require.NoError(k, <-done)
	}
}

// send appends n messages of a device, one after the other, without telling the sequencer.
func (k *kit) send(id task.ProjectID, did string, n int) []task.Message {
	var msgs []task.Message
	for range n {
		k.count++
		mid, err := task.NewMessageID()
		require.NoError(k, err)
		msgs = append(msgs, task.Message{
			ID: mid, ProjectID: id, ProjectVersion: "1.0", ClientDID: did, Data: fmt.Append(nil, k.count), ReceivedAt: time.Now().UTC().Truncate(time.Millisecond),
		})
	}
	require.NoError(k, k.store.Append(k.Context(), msgs))
	return msgs
}

// report is send, then Notify for each message and a wait until all is quiet.
func (k *kit) report(id task.ProjectID, did string, n int) []task.Message {
	msgs := k.send(id, did, n)
	for _, m := range msgs {
		k.seq.Notify(task.Group{ProjectID: m.ProjectID, ProjectVersion: m.ProjectVersion, ClientDID: m.ClientDID})
	}
	synctest.Wait()
	return msgs
}

// pass lets time go by.
func (k *kit) pass(d time.Duration) {
	timer := time.NewTimer(d)
	<-timer.C
	synctest.Wait()
}

// tasks are the numbers of messages in a project's tasks, in sequence.
func (k *kit) tasks(id task.ProjectID) []int {
	var sizes []int
	for _, t := range k.open(id) {
		sizes = append(sizes, len(t.Messages))
	}
	return sizes
}

func (k *kit) open(id task.ProjectID) []task.Task {
	records, err := k.store.OpenTasks(k.Context(), task.Key{Project: id}, 1<<20)
	require.NoError(k, err)
	var list []task.Task
	for i := range records {
		if h := &records[i].Header; h.ProjectID == id {
			t, err := k.store.TaskByDigest(k.Context(), h.Digest())
			require.NoError(k, err)
			list = append(list, t)
		}
	}
	return list
}

// contents are the messages of a project's tasks, in order.
func (k *kit) contents(id task.ProjectID) []task.Message {
	var list []task.Message
	for _, t := range k.open(id) {
		list = append(list, t.Messages...)
	}
	return list
}
