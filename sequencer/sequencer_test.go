package sequencer_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

func rules(p project.Packing) map[task.ProjectID]project.Packing {
	return map[task.ProjectID]project.Packing{1: p, 2: p, 3: p}
}

func TestPacksWhenTheCountIsReached(t *testing.T) {
	run(t, rules(project.Packing{Count: 3}), nil, func(k *kit) {
		defer k.start(k.seq)()
		began := time.Now()
		msgs := k.report(1, "did:a", 2)
		require.Empty(t, k.tasks(1))
		msgs = append(msgs, k.report(1, "did:a", 6)...)
		require.Equal(t, []int{3, 3}, k.tasks(1))
		require.Equal(t, msgs[:6], k.contents(1), "oldest first, order kept")
		require.Equal(t, []task.Key{{Project: 1, Sequence: 1}, {Project: 1, Sequence: 2}}, k.packed)
		require.Equal(t, began, time.Now(), "all of it without a wait")
		k.pass(time.Hour)
		require.Equal(t, []int{3, 3}, k.tasks(1), "without a window the rest waits")
	})
}

func TestPacksEachMessageByDefault(t *testing.T) {
	run(t, rules(project.Packing{Count: 1}), nil, func(k *kit) {
		defer k.start(k.seq)()
		msgs := k.report(1, "", 40)
		require.Len(t, k.tasks(1), 40)
		require.Equal(t, msgs, k.contents(1))
	})
}

func TestPacksWhenTheWindowIsOver(t *testing.T) {
	run(t, rules(project.Packing{Count: 100, Window: 30 * time.Second}), nil, func(k *kit) {
		defer k.start(k.seq)()
		k.report(1, "did:a", 2)
		k.pass(20 * time.Second)
		k.report(1, "did:a", 1)
		k.pass(10*time.Second - time.Millisecond)
		require.Empty(t, k.tasks(1))
		k.pass(time.Millisecond)
		require.Equal(t, []int{3}, k.tasks(1), "the oldest message opens the window")
		k.report(1, "did:a", 1)
		k.pass(30 * time.Second)
		require.Equal(t, []int{3, 1}, k.tasks(1))
	})
}

func TestPacksWhenTheBytesAreReached(t *testing.T) {
	run(t, rules(project.Packing{Count: 100, Bytes: 150}), nil, func(k *kit) {
		defer k.start(k.seq)()
		k.report(1, "did:a", 3) // 36 bytes each
		require.Empty(t, k.tasks(1))
		k.report(1, "did:a", 1)
		require.Empty(t, k.tasks(1))
		k.report(1, "did:a", 1)
		require.Equal(t, []int{4}, k.tasks(1), "the fifth would exceed the limit")
	})
}

func TestGroupsByDeviceOrProject(t *testing.T) {
	byProject := project.Packing{Count: 4, GroupBy: project.GroupByProject}
	all := map[task.ProjectID]project.Packing{1: {Count: 4, GroupBy: project.GroupByDevice}, 2: byProject}
	run(t, all, nil, func(k *kit) {
		defer k.start(k.seq)()
		var second []task.Message
		for range 2 {
			for _, did := range []string{"did:a", "", "did:b"} {
				k.report(1, did, 1)
				second = append(second, k.report(2, did, 1)...)
			}
		}
		require.Empty(t, k.tasks(1), "no device has sent four")
		require.Equal(t, []int{4}, k.tasks(2))
		require.Equal(t, second[:4], k.contents(2), "in order of arrival across devices")
		k.report(1, "", 2)
		require.Equal(t, []int{4}, k.tasks(1))
		for _, m := range k.contents(1) {
			require.Empty(t, m.ClientDID)
		}
	})
}

func TestRuleMayChange(t *testing.T) {
	byDevice, byProject := project.Packing{Count: 2, GroupBy: project.GroupByDevice}, project.Packing{Count: 2, GroupBy: project.GroupByProject}
	run(t, map[task.ProjectID]project.Packing{1: byDevice}, nil, func(k *kit) {
		defer k.start(k.seq)()
		k.report(1, "did:a", 1)
		k.report(1, "did:b", 1)
		require.Empty(t, k.tasks(1))
		change := func(p project.Packing) {
			k.projects.set(func() { k.projects.rules[1] = p })
			k.seq.ProjectChanged(1)
			synctest.Wait()
		}
		change(byProject)
		require.Equal(t, []int{2}, k.tasks(1))
		k.report(1, "did:a", 1)
		change(byDevice)
		k.report(1, "did:b", 1)
		require.Equal(t, []int{2}, k.tasks(1), "a and b are apart again")
		k.report(1, "did:a", 1)
		require.Equal(t, []int{2, 2}, k.tasks(1))
		change(project.Packing{Count: 1})
		require.Equal(t, []int{2, 2, 1}, k.tasks(1))
	})
}

func TestKeepsMessagesOfProjectsItCannotServe(t *testing.T) {
	registry := prometheus.NewRegistry()
	adjust := func(c *sequencer.Config, _ *sequencer.Roles) { c.Registerer = registry }
	run(t, rules(project.Packing{Count: 2}), adjust, func(k *kit) {
		defer k.start(k.seq)()
		k.projects.set(func() { k.projects.paused[1] = true })
		k.report(1, "did:a", 2)
		k.report(9, "did:a", 2) // unknown
		k.report(2, "did:a", 2)
		require.Equal(t, []int{2}, k.tasks(2))
		k.pass(time.Minute)
		require.Empty(t, k.tasks(1))
		require.Empty(t, k.tasks(9))
		require.Greater(t, value(t, registry, "sprout_sequencer_held_total"), 4.0)

		k.projects.set(func() { k.projects.paused[1] = false })
		k.seq.ProjectChanged(1)
		synctest.Wait()
		require.Equal(t, []int{2}, k.tasks(1), "told of the change: at once")

		k.projects.set(func() { k.projects.rules[9] = project.Packing{Count: 2} })
		k.pass(30 * time.Second)
		require.Equal(t, []int{2}, k.tasks(9), "not told: after a pause")
		require.InDelta(t, 6, value(t, registry, "sprout_sequencer_messages_total"), 0)
		require.InDelta(t, 0, value(t, registry, "sprout_sequencer_groups"), 0)
	})
}

func value(t *testing.T, r *prometheus.Registry, name string) (sum float64) {
	families, err := r.Gather()
	require.NoError(t, err)
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if f.GetName() == name {
				sum += m.GetCounter().GetValue() + m.GetGauge().GetValue()
			}
		}
	}
	return sum
}

func TestHangingProjectHoldsUpNobody(t *testing.T) {
	run(t, rules(project.Packing{Count: 1}), nil, func(k *kit) {
		defer k.start(k.seq)()
		began := time.Now()
		k.projects.set(func() { k.projects.hangs[1] = true })
		for _, did := range []string{"did:a", "did:b", "did:c"} {
			k.report(1, did, 1)
		}
		k.report(2, "did:a", 1)
		require.Equal(t, []int{1}, k.tasks(2))
		require.Equal(t, began, time.Now())
		k.projects.set(func() { k.projects.hangs[1] = false })
		k.pass(2 * time.Minute)
		require.Len(t, k.tasks(1), 3)
	})
}

// faulty is a store whose packing fails for one project.
type faulty struct {
	sequencer.Inbox
	project task.ProjectID
	broken  atomic.Bool
	tries   atomic.Int32
}

func (f *faulty) Pack(ctx context.Context, b task.Batch) (task.Header, error) {
	if b.ProjectID == f.project && f.broken.Load() {
		f.tries.Add(1)
		return task.Header{}, errors.New("disk on fire")
	}
	return f.Inbox.Pack(ctx, b)
}

func TestStoreFaultIsRetriedWithPauses(t *testing.T) {
	f := &faulty{project: 1}
	f.broken.Store(true)
	adjust := func(_ *sequencer.Config, r *sequencer.Roles) { f.Inbox, r.Inbox = r.Inbox, f }
	run(t, rules(project.Packing{Count: 1}), adjust, func(k *kit) {
		defer k.start(k.seq)()
		k.report(1, "did:a", 1)
		k.report(2, "did:a", 1)
		require.Equal(t, []int{1}, k.tasks(2))
		k.pass(31 * time.Second)
		require.EqualValues(t, 6, f.tries.Load(), "at 0, 0.5, 1.5, 3.5, 7.5 and 15.5 seconds")
		f.broken.Store(false)
		k.pass(30 * time.Second)
		require.Equal(t, []int{1}, k.tasks(1))
	})
}

func TestStartsFromWhatTheStoreSays(t *testing.T) {
	run(t, rules(project.Packing{Count: 3, Window: time.Minute}), nil, func(k *kit) {
		k.send(1, "did:a", 7)
		k.send(2, "did:a", 2)
		stop := k.start(k.seq)
		require.Equal(t, []int{3, 3}, k.tasks(1))
		k.pass(40 * time.Second)
		stop()
		k.seq = k.sequencer(nil)
		defer k.start(k.seq)()
		k.pass(20 * time.Second)
		require.Equal(t, []int{3, 3, 1}, k.tasks(1), "a restart does not begin the window anew")
		require.Equal(t, []int{2}, k.tasks(2))
	})
}

func TestFindsWhatOtherNodesAppended(t *testing.T) {
	run(t, rules(project.Packing{Count: 4}), nil, func(k *kit) {
		defer k.start(k.seq)()
		k.send(1, "did:a", 4)
		k.pass(30 * time.Second)
		require.Equal(t, []int{4}, k.tasks(1), "found by the rescan")
		k.send(1, "did:a", 3)
		k.report(1, "did:a", 1)
		k.pass(250 * time.Millisecond)
		require.Equal(t, []int{4, 4}, k.tasks(1), "found soon after any report")
	})
}

func TestTwoSequencersShareAStore(t *testing.T) {
	run(t, rules(project.Packing{Count: 3, Window: time.Second}), nil, func(k *kit) {
		other := k.sequencer(nil)
		defer k.start(k.seq)()
		defer k.start(other)()
		var msgs []task.Message
		for range 30 {
			sent := k.send(1, "did:a", 2)
			for range sent {
				g := task.Group{ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:a"}
				k.seq.Notify(g)
				other.Notify(g)
			}
			msgs = append(msgs, sent...)
		}
		k.pass(2 * time.Second)
		require.Equal(t, msgs, k.contents(1), "each message once, in order")
		require.Len(t, k.packed, len(k.tasks(1)))
	})
}

// halfGate lets only messages with even numbers pass.
type halfGate struct{}

func (halfGate) Pass(_ context.Context, v *project.Version, msgs []task.Message) (pass []task.Message, err error) {
	if v == nil {
		return nil, errors.New("no version")
	}
	for _, m := range msgs {
		if (m.Data[len(m.Data)-1]-'0')%2 == 0 {
			pass = append(pass, m)
		}
	}
	return pass, nil
}

// fixed gives the position after the newest task, as an agreement of several nodes might.
type fixed struct{ next atomic.Uint64 }

func (f *fixed) Next(context.Context, task.ProjectID) (uint64, error) { return f.next.Load(), nil }

func TestGateAndPositionsAreAsked(t *testing.T) {
	order := &fixed{}
	order.next.Store(1)
	adjust := func(_ *sequencer.Config, r *sequencer.Roles) { r.Gate, r.Positions = halfGate{}, order }
	run(t, rules(project.Packing{Count: 4}), adjust, func(k *kit) {
		defer k.start(k.seq)()
		msgs := k.report(1, "did:a", 4)
		require.Equal(t, []task.Message{msgs[1], msgs[3]}, k.contents(1))
		k.report(1, "did:a", 4)
		k.pass(time.Minute)
		require.Len(t, k.tasks(1), 1, "the position is not given yet")
		order.next.Store(2)
		k.pass(time.Minute)
		require.Len(t, k.tasks(1), 2)
	})
}

func TestManyDevicesTakeTurns(t *testing.T) {
	run(t, rules(project.Packing{Count: 1}), nil, func(k *kit) {
		k.send(1, "did:a", 60)
		k.send(1, "did:b", 1)
		defer k.start(k.seq)()
		require.Len(t, k.tasks(1), 61)
		position := -1
		for i, m := range k.contents(1) {
			if m.ClientDID == "did:b" {
				position = i
			}
		}
		require.LessOrEqual(t, position, 17, "one message of b waits for a burst of a, not for all of a")
	})
}

func TestNewReportsWhatIsMissing(t *testing.T) {
	_, err := sequencer.New(sequencer.Config{}, sequencer.Roles{})
	require.ErrorContains(t, err, "role is missing")
	err = sequencer.Config{Recheck: -1, StoreCalls: -1, BackoffMin: time.Hour}.Validate()
	for _, want := range []string{"Recheck", "StoreCalls", "BackoffMin"} {
		require.ErrorContains(t, err, want)
	}
	var _ sequencer.Inbox = datasource.Store(nil)
}
