package project

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/machinefi/sprout/task"
)

// Manager keeps the projects of a node current: it follows the registry and the
// project file directory, loads what changed, and holds what can be served.
//
// A change is loaded beside what is served and replaces it whole or not at all;
// versions of one project stand side by side. A project that cannot be loaded
// shows the reason as its Fault and is tried again where trying can help; loads
// are bounded in number and time, so that none keeps another waiting for ever.
type Manager struct {
	cfg      ManagerConfig
	registry Registry // nil without a chain
	loader   loader

	mu        sync.RWMutex
	published map[task.ProjectID]*Project // values are never changed, only replaced
	subs      map[int]func(task.ProjectID)
	nextSub   int
	started   bool

	// Owned by Run.
	slots   map[task.ProjectID]*slot
	dir     *directory
	poke    chan struct{}
	results chan result
	due     chan *slot
	loads   sync.WaitGroup
}

// slot is Run's book on one project.
type slot struct {
	id     task.ProjectID
	want   source
	load   uint64             // number of the last load started
	cancel context.CancelFunc // of the load that runs, nil if none does
	pause  *backoff.ExponentialBackOff
	retry  *time.Timer
}

// result is what a load came to. Only that of a slot's last load counts.
type result struct {
	slot     *slot
	load     uint64
	want     source
	versions []Version
	err      error
}

// NewManager returns a manager that does nothing until Run. registry may be nil
// where cfg names a directory.
func NewManager(cfg ManagerConfig, registry Registry, fetcher Fetcher, parse Parser, checker Checker) (*Manager, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if registry == nil && cfg.Directory == "" {
		return nil, task.WithHint(errors.New("project manager: neither a registry nor a project file directory"),
			"name a project contract or set PROJECT_FILE_DIRECTORY")
	}
	if parse == nil || checker == nil || (registry != nil && fetcher == nil) {
		return nil, errors.New("project manager: a parser, a checker and, with a registry, a fetcher are needed")
	}
	cfg = cfg.withDefaults()
	m := &Manager{
		cfg: cfg, registry: registry,
		loader: loader{
			fetcher: fetcher, parse: parse, checker: checker,
			fetching: make(chan struct{}, cfg.Fetches), checking: make(chan struct{}, cfg.Checks),
			fetchTimeout: cfg.FetchTimeout, checkTimeout: cfg.CheckTimeout,
		},
		published: map[task.ProjectID]*Project{},
		subs:      map[int]func(task.ProjectID){},
		slots:     map[task.ProjectID]*slot{},
		poke:      make(chan struct{}, 1),
		results:   make(chan result),
		due:       make(chan *slot),
	}
	if cfg.Directory != "" {
		m.dir = newDirectory(cfg.Directory, cfg.Log)
	}
	return m, nil
}

// Project returns what is known of project id; false if nothing is.
func (m *Manager) Project(id task.ProjectID) (Project, bool) {
	p, ok := m.loaded(id)
	return m.onTerms(p), ok
}

// loaded is the project as its file says.
func (m *Manager) loaded(id task.ProjectID) (Project, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	p, ok := m.published[id]
	if !ok {
		return Project{}, false
	}
	return *p, true
}

// onTerms puts the chain's terms in the place of what the project's file says.
func (m *Manager) onTerms(p Project) Project {
	if m.cfg.Terms == nil {
		return p
	}
	t, ok := m.cfg.Terms(p.ID)
	if !ok || len(p.Versions) == 0 {
		return p
	}
	versions := make([]Version, len(p.Versions))
	for i, v := range p.Versions {
		versions[i] = t.overlay(v)
	}
	p.Versions = versions
	return p
}

// Version returns a version that can be served now; it must not be changed.
// Errors wrap [ErrNotFound], [ErrPaused], [ErrNotServable] (with [ErrLoading] or
// [ErrNotServed] where that is the reason) or [ErrNoVersion]. It never waits.
func (m *Manager) Version(ctx context.Context, id task.ProjectID, name string) (*Version, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p, ok := m.Project(id)
	if !ok {
		return nil, fmt.Errorf("project %d: %w", id, ErrNotFound)
	}
	return p.Version(name)
}

// List returns every known project by ascending id, those with a fault too.
func (m *Manager) List() []Project {
	m.mu.RLock()
	out := make([]Project, 0, len(m.published))
	for _, id := range slices.Sorted(maps.Keys(m.published)) {
		out = append(out, *m.published[id])
	}
	m.mu.RUnlock()
	for i := range out {
		out[i] = m.onTerms(out[i])
	}
	return out
}

// Tally counts the projects this node serves by what became of their files: loaded, on their way for the first time, or
// with a fault, whether or not what was loaded before is still served.
func (m *Manager) Tally() (loaded, loading, faulty int) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	for _, p := range m.published {
		switch {
		case p.Fault == nil:
			loaded++
		case errors.Is(p.Fault, ErrLoading):
			loading++
		case !errors.Is(p.Fault, ErrNotServed):
			faulty++
		}
	}
	return loaded, loading, faulty
}

// Subscribe calls f with the id of each project that changed, came or went,
// after the change can be seen, until cancel is called. f must return quickly
// and must not call Subscribe or cancel.
func (m *Manager) Subscribe(f func(task.ProjectID)) (cancel func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.nextSub
	m.nextSub++
	m.subs[n] = f
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.subs, n)
	}
}

// Run keeps the projects current until ctx ends; then it waits for what it
// started and returns nil. It can be called once.
func (m *Manager) Run(ctx context.Context) error {
	m.mu.Lock()
	twice := m.started
	m.started = true
	m.mu.Unlock()
	if twice {
		return errors.New("run project manager: already started")
	}
	ctx, stop := context.WithCancel(ctx)
	defer m.loads.Wait()
	defer stop()
	if m.registry != nil {
		defer m.registry.Subscribe(func(task.ProjectID) { m.wake() })()
	}
	var tick <-chan time.Time
	if m.dir != nil {
		t := time.NewTicker(m.cfg.DirectoryPoll)
		defer t.Stop()
		tick = t.C
		m.dir.poll()
	}
	m.reconcile(ctx)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-m.poke:
			m.reconcile(ctx)
		case <-tick:
			if m.dir.poll() {
				m.reconcile(ctx)
			}
		case r := <-m.results:
			m.finish(ctx, r)
		case s := <-m.due:
			if m.slots[s.id] == s && s.cancel == nil {
				m.load(ctx, s)
			}
		}
	}
}

// wake makes Run look at the registry again; several calls may make one look.
func (m *Manager) wake() {
	select {
	case m.poke <- struct{}{}:
	default:
	}
}

// reconcile compares what should be served with what is and starts what is missing.
func (m *Manager) reconcile(ctx context.Context) {
	wanted := map[task.ProjectID]source{}
	paused := map[task.ProjectID]bool{}
	if m.registry != nil {
		for _, e := range m.registry.Entries() {
			served := m.cfg.Serve == nil || m.cfg.Serve(e.ID)
			wanted[e.ID] = source{uri: e.URI, hash: e.Hash, skip: !served}
			paused[e.ID] = e.Paused
		}
	}
	if m.dir != nil {
		maps.Copy(wanted, m.dir.files)
	}
	for id, s := range m.slots {
		if _, still := wanted[id]; !still {
			s.stop()
			delete(m.slots, id)
			m.publish(id, nil)
		}
	}
	for id, want := range wanted {
		m.want(ctx, id, want, paused[id])
	}
}

// want brings one project on its way to want.
func (m *Manager) want(ctx context.Context, id task.ProjectID, want source, paused bool) {
	s := m.slots[id]
	fresh := s == nil
	if fresh {
		s = &slot{id: id}
		m.slots[id] = s
	}
	now, _ := m.loaded(id)
	next := now
	next.ID, next.Paused = id, paused
	changed := fresh || s.want != want
	switch {
	case !changed:
	case want.skip:
		next = Project{ID: id, URI: want.uri, Hash: want.hash, Paused: paused, Fault: ErrNotServed}
	case fresh || now.Fault != nil:
		// Nothing is served, so the new address can show at once.
		next.URI, next.Hash, next.Fault = want.uri, want.hash, ErrLoading
	}
	if changed || next.Paused != now.Paused {
		m.publish(id, &next)
	}
	if !changed {
		return
	}
	s.stop()
	s.want = want
	s.pause = &backoff.ExponentialBackOff{
		InitialInterval: m.cfg.RetryMin, MaxInterval: m.cfg.RetryMax, Multiplier: 2, RandomizationFactor: 0.2,
	}
	s.pause.Reset()
	if !want.skip {
		m.load(ctx, s)
	}
}

// stop ends the slot's load and its waiting for one.
func (s *slot) stop() {
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
	if s.retry != nil {
		s.retry.Stop()
		s.retry = nil
	}
}

// load starts loading what s wants.
func (m *Manager) load(ctx context.Context, s *slot) {
	run, cancel := context.WithCancel(ctx)
	s.cancel = cancel
	s.load++
	served, _ := m.loaded(s.id)
	r := result{slot: s, load: s.load, want: s.want}
	m.loads.Go(func() {
		defer cancel()
		r.versions, r.err = m.loader.load(run, r.want, served.Versions)
		if run.Err() != nil {
			return // nobody wants it any more
		}
		select {
		case m.results <- r:
		case <-run.Done():
		}
	})
}

// finish publishes what a load came to.
func (m *Manager) finish(ctx context.Context, r result) {
	s := r.slot
	if m.slots[s.id] != s || s.load != r.load || s.cancel == nil {
		return
	}
	s.cancel = nil
	p, _ := m.loaded(s.id)
	p.URI, p.Hash, p.Fault = r.want.uri, r.want.hash, r.err
	if r.err == nil {
		p.Versions = r.versions
	}
	m.publish(s.id, &p)
	log := m.cfg.Log.With("project", s.id, "uri", clip(r.want.uri), "hash", r.want.hash)
	switch {
	case r.err == nil:
		log.Info("project loaded", "versions", len(p.Versions))
	case errors.Is(r.err, ErrInvalidFile):
		log.Warn("project cannot be served", "err", r.err)
	default:
		pause := s.pause.NextBackOff()
		log.Warn("project could not be loaded, will be tried again", "err", r.err, "in", pause)
		s.retry = time.AfterFunc(pause, func() {
			select {
			case m.due <- s:
			case <-ctx.Done():
			}
		})
	}
}

// publish makes p, or with nil the absence of project id, visible and tells so.
func (m *Manager) publish(id task.ProjectID, p *Project) {
	m.mu.Lock()
	if p == nil {
		delete(m.published, id)
	} else {
		m.published[id] = p
	}
	subs := slices.Collect(maps.Values(m.subs))
	m.mu.Unlock()
	for _, f := range subs {
		f(id)
	}
}
