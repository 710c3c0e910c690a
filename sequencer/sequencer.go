package sequencer

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/machinefi/sprout/task"
)

// Roles are the surroundings a [Sequencer] needs.
type Roles struct {
	Inbox    Inbox
	Versions Versions
	// Gate and Positions may be nil: then they are [OpenGate] and [StorePositions].
	Gate      Gate
	Positions Positions
	// Packed, if set, is told of every new task, after it is durable. It must not block.
	Packed func(task.Key)
}

// Sequencer packs the messages of one enode. Make it with [New].
type Sequencer struct {
	cfg     Config
	roles   Roles
	metrics *metrics
	calls   chan struct{} // a token per store call
	wake    chan struct{} // the first due time has changed
	rescan  chan struct{} // look at the whole store soon

	mu    sync.Mutex
	lanes map[task.ProjectID]*lane
	plan  schedule
}

// New checks cfg and makes a sequencer; nothing happens before Run.
func New(cfg Config, roles Roles) (*Sequencer, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if roles.Inbox == nil || roles.Versions == nil {
		return nil, errors.New("make sequencer: a role is missing")
	}
	if roles.Gate == nil {
		roles.Gate = OpenGate{}
	}
	if roles.Positions == nil {
		roles.Positions = StorePositions{}
	}
	if roles.Packed == nil {
		roles.Packed = func(task.Key) {}
	}
	cfg = cfg.withDefaults()
	s := &Sequencer{
		cfg: cfg, roles: roles, calls: make(chan struct{}, cfg.StoreCalls), lanes: map[task.ProjectID]*lane{},
		wake: make(chan struct{}, 1), rescan: make(chan struct{}, 1),
	}
	var err error
	if s.metrics, err = newMetrics(cfg.Registerer); err != nil {
		return nil, fmt.Errorf("make sequencer: %w", err)
	}
	return s, nil
}

// Run packs what waits in the store and what comes, until ctx ends. It returns
// when all its goroutines have stopped.
func (s *Sequencer) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { s.rescans(ctx) })
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		if next := s.start(ctx, &wg); next.IsZero() {
			timer.Stop()
		} else {
			timer.Reset(time.Until(next))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-s.wake:
		}
	}
}

// Notify says that one more message of g, device included, is in the store. It
// does not block and may be called before Run.
func (s *Sequencer) Notify(g task.Group) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.entry(g)
	e.view.fresh++
	s.plot(e)
}

// ProjectChanged says that the project is to be read anew: it was updated,
// unpaused, or has become known. It does not block.
func (s *Sequencer) ProjectChanged(id task.ProjectID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.lanes[id]
	if l == nil {
		return
	}
	for _, e := range l.entries {
		e.known, e.fails = false, 0
		e.view.fresh++
		s.plot(e)
	}
}

// entry finds or makes the entry of a group that was reported by device.
func (s *Sequencer) entry(g task.Group) *entry {
	l := s.lanes[g.ProjectID]
	if l == nil {
		l = &lane{entries: map[groupKey]*entry{}, anyDevice: map[string]bool{}, said: map[string]bool{}}
		s.lanes[g.ProjectID] = l
	}
	key := groupKey{group: g, anyDevice: l.anyDevice[g.ProjectVersion]}
	if key.anyDevice {
		key.group.ClientDID = ""
	}
	e := l.entries[key]
	if e == nil {
		e = &entry{key: key, index: -1}
		l.entries[key] = e
		s.metrics.groups.Inc()
	}
	return e
}

// plot puts e where it belongs in the schedule. A busy one is left to its goroutine.
func (s *Sequencer) plot(e *entry) {
	if e.busy {
		return
	}
	now := time.Now()
	var due time.Time
	switch {
	case e.fails > 0:
		due = e.retryAt
	case !e.known:
		due = now
	default:
		due = e.rule.nextLook(e.view, s.cfg.Recheck, now)
	}
	if s.plan.set(e, due) {
		signal(s.wake)
	}
}

// drop forgets a group, and its project with the last one.
func (s *Sequencer) drop(e *entry) {
	s.plan.set(e, time.Time{})
	id := e.key.group.ProjectID
	l := s.lanes[id]
	if l.entries[e.key] != e {
		return
	}
	delete(l.entries, e.key)
	s.metrics.groups.Dec()
	if len(l.entries) == 0 && !l.running {
		delete(s.lanes, id)
	}
}

// start hands what is due to the goroutines of the projects and returns when
// something is due next.
func (s *Sequencer) start(ctx context.Context, wg *sync.WaitGroup) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for len(s.plan) > 0 && !s.plan[0].due.After(now) {
		e := heap.Pop(&s.plan).(*entry)
		id := e.key.group.ProjectID
		l := s.lanes[id]
		e.busy = true
		l.ready = append(l.ready, e)
		if !l.running {
			l.running = true
			wg.Go(func() { s.work(ctx, id, l) })
		}
	}
	if len(s.plan) == 0 {
		return time.Time{}
	}
	return s.plan[0].due
}

// rescans looks at the whole store at the start, from time to time, and when asked.
func (s *Sequencer) rescans(ctx context.Context) {
	for ctx.Err() == nil {
		pause := s.cfg.Rescan
		if err := s.scan(ctx); err != nil && ctx.Err() == nil {
			s.cfg.Log.Warn("reading waiting messages failed, will retry", "err", err)
			s.metrics.held.WithLabelValues(reasonStore).Inc()
			pause = min(pause, s.cfg.BackoffMin)
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-s.rescan:
		}
		timer.Stop()
	}
}

func (s *Sequencer) scan(ctx context.Context) error {
	var list []task.Pending
	err := s.call(ctx, func() (err error) {
		list, err = s.roles.Inbox.Groups(ctx)
		return err
	})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	sums := make(map[*entry]task.Pending, len(list))
	for _, p := range list {
		e := s.entry(p.Group)
		sum, seen := sums[e]
		if !seen || p.Oldest.Before(sum.Oldest) {
			sum.Oldest = p.Oldest
		}
		sum.Count, sum.Bytes = sum.Count+p.Count, sum.Bytes+p.Bytes
		sums[e] = sum
	}
	for e, sum := range sums {
		if e.busy {
			e.view.fresh++ // looked at again when its goroutine is through
			continue
		}
		e.view.last, e.view.checked = sum, now
		s.plot(e)
	}
	s.lookAtOthers(sums)
	return nil
}

// lookAtOthers has the groups looked at that a scan did not find: another node
// has packed them, or they have just come.
func (s *Sequencer) lookAtOthers(found map[*entry]task.Pending) {
	for _, l := range s.lanes {
		for _, e := range l.entries {
			if _, ok := found[e]; !ok {
				e.view.fresh++
				s.plot(e)
			}
		}
	}
}

// call runs fn when one of the store's places is free.
func (s *Sequencer) call(ctx context.Context, fn func() error) error {
	select {
	case s.calls <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.calls }()
	return fn()
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
