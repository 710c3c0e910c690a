package processor_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/task"
)

// crew is several znodes, by rank for the one task of the test, that hear each other's reports.
type crew struct {
	t       *testing.T
	a       task.Announcement
	worlds  []*world
	nodes   []atomic.Pointer[processor.Processor]
	started atomic.Int64
	stops   []func()
}

// newCrew makes as many znodes as the ways in which they deliver. Each way is told when it begins.
func newCrew(t *testing.T, redundancy uint, ways ...func(context.Context) error) *crew {
	base := newWorld(t)
	base.znodes = nil
	for i := range ways {
		base.znodes = append(base.znodes, task.Znode{Operator: task.Address{byte(i + 1), 9}, Weight: 1})
	}
	c := &crew{t: t, a: base.announce(1, 1), nodes: make([]atomic.Pointer[processor.Processor], len(ways)), stops: make([]func(), len(ways))}
	for i, self := range task.Rank(c.a.Task.Digest(), base.znodes) {
		w := newWorld(t)
		w.self, w.znodes, w.bodies = self, base.znodes, base.bodies
		w.version.Redundancy = redundancy
		w.deliver = func(ctx context.Context) error {
			c.started.Add(1)
			return ways[i](ctx)
		}
		w.told = func(s task.Status) { c.tell(i, s) }
		c.worlds = append(c.worlds, w)
	}
	return c
}

// start starts all and announces the task to those of the ranks.
func (c *crew) start(ranks ...int) {
	c.t.Helper()
	for i := range c.worlds {
		c.run(i)
	}
	synctest.Wait()
	c.announce(0, ranks...)
}

func (c *crew) run(rank int) {
	p, stop := c.worlds[rank].run()
	c.nodes[rank].Store(p)
	c.stops[rank] = stop
}

// tell lets all but the one of the rank hear what it says.
func (c *crew) tell(rank int, s task.Status) {
	for i := range c.nodes {
		if p := c.nodes[i].Load(); i != rank && p != nil {
			p.HandleStatus(c.t.Context(), s)
		}
	}
}

func (c *crew) announce(attempt uint32, ranks ...int) {
	c.t.Helper()
	a := c.a
	a.Attempt = attempt
	for _, k := range ranks {
		require.NoError(c.t, c.nodes[k].Load().HandleAnnouncement(c.t.Context(), a))
	}
}

func (c *crew) stop(ranks ...int) {
	for _, k := range ranks {
		c.stops[k]()
	}
}

// sent is how often each has delivered.
func (c *crew) sent() (n []int) {
	for _, w := range c.worlds {
		n = append(n, w.sentOf(c.a.Task.Digest()))
	}
	return n
}

// says has the znode of a rank claim, every three seconds for as long as it takes, what stage it is in.
func (c *crew) says(rank int, stage string, forHowLong time.Duration) {
	for range forHowLong / (3 * time.Second) {
		s := c.worlds[rank].statusOf(c.a, rank, 0, task.StateProving)
		s.Progress.Stage = stage
		c.tell(rank, s)
		wait(3 * time.Second)
	}
}

func takes(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func TestWhoIsHeardDeliveringIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 3, takes(100*time.Second), takes(0), takes(0))
		c.start(0, 1, 2)
		defer c.stop(0, 1, 2)
		wait(5 * time.Minute)
		require.Equal(t, []int{1, 0, 0}, c.sent())
		require.EqualValues(t, 1, c.started.Load(), "no other has even begun")
	})
}

func TestWhoDiesDeliveringIsReplacedByTheNextOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 3, takes(time.Hour), takes(40*time.Second), takes(40*time.Second))
		c.start(0, 1, 2)
		defer c.stop(1, 2)
		wait(60 * time.Second) // 20 of which it took to prove
		require.EqualValues(t, 1, c.started.Load())
		c.stop(0)
		wait(10 * time.Second)
		require.EqualValues(t, 1, c.started.Load(), "not before a lease of silence")
		wait(8 * time.Second)
		require.EqualValues(t, 2, c.started.Load())
		wait(5 * time.Minute)
		require.Equal(t, []int{0, 1, 0}, c.sent(), "and only by the next one")
		require.EqualValues(t, 2, c.started.Load())
	})
}

func TestWhoFailsToDeliverIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 2, func(ctx context.Context) error {
			_ = takes(30 * time.Second)(ctx)
			return errors.New("no coins")
		}, takes(0))
		c.start(0, 1)
		defer c.stop(0, 1)
		wait(49 * time.Second)
		require.EqualValues(t, 1, c.started.Load())
		wait(6 * time.Second)
		require.Equal(t, []int{0, 1}, c.sent())
	})
}

// One that says without end that it delivers, or that its turn comes, costs the others two minutes for each rank at most.
func TestWhoDeliversWithoutEndHoldsNobodyUp(t *testing.T) {
	for _, stage := range []string{"output", "turn"} {
		t.Run(stage, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCrew(t, 3, takes(0), takes(30*time.Second), takes(0))
				c.start(1, 2)
				defer c.stop(0, 1, 2)
				c.says(0, stage, 138*time.Second) // 20 s to prove and 2 min
				require.Zero(t, c.started.Load())
				c.says(0, stage, 6*time.Second)
				require.EqualValues(t, 1, c.started.Load())
				c.says(0, stage, 5*time.Minute)
				require.Equal(t, []int{0, 1, 0}, c.sent(), "the last one has heard that another did")
			})
		})
	}
}

// A better ranked znode that proves more slowly comes when another delivers already.
func TestWhoComesLateWaitsForWhoDelivers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 2, takes(0), takes(60*time.Second))
		c.worlds[0].proveFor = 50 * time.Second
		c.start(0, 1)
		defer c.stop(0, 1)
		wait(5 * time.Minute)
		require.Equal(t, []int{0, 1}, c.sent())
		require.EqualValues(t, 1, c.started.Load())
	})
}

// An attempt that begins because the lease as a whole is over finds the first one delivering.
func TestLaterAttemptWaitsForWhoDelivers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 1, takes(60*time.Second), takes(0))
		for _, w := range c.worlds {
			w.proveFor = time.Second
		}
		c.worlds[1].settled = func(task.Header) (bool, error) { return c.worlds[0].sentOf(c.a.Task.Digest()) > 0, nil }
		c.start(0)
		defer c.stop(0, 1)
		wait(15 * time.Second)
		c.announce(1, 0, 1)
		wait(5 * time.Minute)
		require.Equal(t, []int{1, 0}, c.sent())
		require.EqualValues(t, 1, c.started.Load())
	})
}

// After a restart a znode listens before it goes on: others may have taken over.
func TestRestartedZnodeListensBeforeItDelivers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 2, takes(30*time.Second), takes(60*time.Second))
		c.worlds[0].settled = func(task.Header) (bool, error) { return c.worlds[1].sentOf(c.a.Task.Digest()) > 0, nil }
		c.start(0, 1)
		wait(25 * time.Second)
		c.stop(0)
		wait(20 * time.Second)
		require.EqualValues(t, 2, c.started.Load(), "the other has taken over")
		c.run(0)
		defer c.stop(0, 1)
		wait(5 * time.Minute)
		require.Equal(t, []int{0, 1}, c.sent())
		require.EqualValues(t, 2, c.started.Load())
	})
}

// Who was never let in keeps nobody waiting, whatever it says.
func TestWhoWasNotLetInIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 1, takes(0), takes(0), takes(0))
		c.start(0)
		defer c.stop(0, 1, 2)
		c.says(2, "output", 24*time.Second)
		require.Equal(t, []int{1, 0, 0}, c.sent())
	})
}
