package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Roles are the surroundings a [Dispatcher] needs.
type Roles struct {
	Store       TaskStore
	Publisher   Publisher
	Roster      Roster
	Versions    Versions
	Receipts    Receipts
	Settlements Settlements
	Signer      task.Signer
	// Waiting says why nobody is to work on a task of a project's version now, such as too few znodes that serve it; nil,
	// and a nil Waiting, that they may. tasks is how many the project has to pay for, this one and those that come first.
	Waiting func(id task.ProjectID, v *project.Version, tasks uint64) error
	// Changed, if set, is told of every line added to a task's log, after it is
	// durable. It must not block.
	Changed func(task.Key, task.Change)
}

// Dispatcher follows the open tasks of one enode. Make it with [New].
type Dispatcher struct {
	cfg     Config
	roles   Roles
	metrics *metrics

	mu   sync.Mutex
	runs map[task.ProjectID]*run
	kick chan struct{}
}

// run is the share of one project: its followers and what waits for a place.
type run struct {
	followers map[uint64]*follower
	beginning sync.Mutex // held while a task is about to begin
}

// New checks cfg and makes a dispatcher; nothing happens before Run.
func New(cfg Config, roles Roles) (*Dispatcher, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if roles.Store == nil || roles.Publisher == nil || roles.Roster == nil || roles.Versions == nil ||
		roles.Receipts == nil || roles.Settlements == nil || roles.Signer == nil {
		return nil, errors.New("make dispatcher: a role is missing")
	}
	cfg = cfg.withDefaults()
	return &Dispatcher{
		cfg: cfg, roles: roles, metrics: newMetrics(cfg.Registerer),
		runs: map[task.ProjectID]*run{}, kick: make(chan struct{}, 1),
	}, nil
}

// Run follows every open task of the store, and those that come, until ctx ends.
// It returns when all followers have stopped.
func (d *Dispatcher) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	tick := time.NewTicker(d.cfg.Scan)
	defer tick.Stop()
	for {
		if err := d.scan(ctx, &wg); err != nil && ctx.Err() == nil {
			d.cfg.Log.Warn("reading open tasks failed, will retry", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-d.kick:
		}
	}
}

// Notify says that the store has a new open task. It does not block.
func (d *Dispatcher) Notify(task.Key) {
	select {
	case d.kick <- struct{}{}:
	default:
	}
}

// scan starts a follower for every open task that has none, as far as each
// project's window allows.
func (d *Dispatcher) scan(ctx context.Context, wg *sync.WaitGroup) error {
	const page = 256
	var after task.Key
	for {
		recs, err := d.roles.Store.OpenTasks(ctx, after, page)
		if err != nil {
			return fmt.Errorf("list open tasks: %w", err)
		}
		full := false
		for _, rec := range recs {
			after = rec.Header.Key()
			if full = !d.follow(ctx, wg, rec); full {
				after.Sequence = math.MaxInt64 // the rest of this project has to wait
				break
			}
		}
		if !full && len(recs) < page {
			return nil
		}
	}
}

// follow starts a follower for rec unless it has one. It reports false if the
// project's window is full.
func (d *Dispatcher) follow(ctx context.Context, wg *sync.WaitGroup, rec task.Record) bool {
	key := rec.Header.Key()
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.runs[key.Project]
	if r == nil {
		r = &run{followers: map[uint64]*follower{}}
		d.runs[key.Project] = r
	}
	if r.followers[key.Sequence] != nil {
		return true
	}
	if len(r.followers) >= d.cfg.Window {
		return false // found by the scan that follows when a place is free
	}
	f := &follower{
		d: d, share: r, rec: rec, pending: map[task.Address]task.Status{}, ready: make(chan struct{}, 1),
		log: d.cfg.Log.With("project", key.Project, "task", key.Sequence),
	}
	f.claims.Store(claims(rec.State))
	r.followers[key.Sequence] = f
	d.metrics.open.Inc()
	wg.Go(func() {
		f.run(ctx)
		d.mu.Lock()
		delete(r.followers, key.Sequence)
		if len(r.followers) == 0 {
			delete(d.runs, key.Project)
		}
		d.mu.Unlock()
		d.metrics.open.Dec()
		d.Notify(key)
	})
	return true
}

// HandleStatus passes a znode's report to the follower of its task. It does not
// block; reports on tasks that nobody follows are dropped.
func (d *Dispatcher) HandleStatus(_ context.Context, s task.Status) {
	d.mu.Lock()
	var f *follower
	if r := d.runs[s.Key.Project]; r != nil {
		f = r.followers[s.Key.Sequence]
	}
	d.mu.Unlock()
	if f == nil {
		d.metrics.statuses.WithLabelValues("no task").Inc()
		return
	}
	d.metrics.statuses.WithLabelValues("taken").Inc()
	f.put(s)
}

func (d *Dispatcher) changed(key task.Key, c task.Change) {
	if d.roles.Changed != nil {
		d.roles.Changed(key, c)
	}
}

type metrics struct {
	open          prometheus.Gauge
	announced     prometheus.Counter
	takeovers     prometheus.Counter
	falseReceipts prometheus.Counter
	ended         *prometheus.CounterVec
	statuses      *prometheus.CounterVec
}

func newMetrics(reg prometheus.Registerer) *metrics {
	const ns, sub = "sprout", "dispatcher"
	opts := func(name, help string) prometheus.Opts {
		return prometheus.Opts{Namespace: ns, Subsystem: sub, Name: name, Help: help}
	}
	m := &metrics{
		open:          prometheus.NewGauge(prometheus.GaugeOpts(opts("open_tasks", "Tasks followed now."))),
		announced:     prometheus.NewCounter(prometheus.CounterOpts(opts("announcements_total", "Announcements published, repeats included."))),
		takeovers:     prometheus.NewCounter(prometheus.CounterOpts(opts("takeovers_total", "Attempts after the first."))),
		falseReceipts: prometheus.NewCounter(prometheus.CounterOpts(opts("false_receipts_total", "Receipts that did not verify."))),
		ended:         prometheus.NewCounterVec(prometheus.CounterOpts(opts("tasks_ended_total", "Tasks ended, by how.")), []string{"state"}),
		statuses:      prometheus.NewCounterVec(prometheus.CounterOpts(opts("statuses_total", "Znode reports, by what became of them.")), []string{"fate"}),
	}
	if reg != nil {
		reg.MustRegister(m.open, m.announced, m.takeovers, m.falseReceipts, m.ended, m.statuses)
	}
	return m
}
