package processor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Config bounds the processor. Zero fields take the defaults.
type Config struct {
	Heartbeat   time.Duration // a task in work is reported this often; 3 s
	Silence     time.Duration // another znode not heard for this long has given up; 15 s
	Yield       time.Duration // another znode that says it delivers is waited for this long at most; 8 × Silence
	PerProject  int           // queued tasks of one project; 64
	Queue       int           // queued tasks in all; 1024
	FetchLimit  time.Duration // for a task's body; 30 s
	OutputLimit time.Duration // for delivery of a result; 5 min
	Deliveries  int           // results on their way at a time, half of them of one project, as many as a batch may have; 256
	Log         *slog.Logger
	Registerer  prometheus.Registerer // nil: metrics are kept but not exported
}

func (c Config) withDefaults() Config {
	def := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	def(&c.Heartbeat, 3*time.Second)
	def(&c.Silence, 15*time.Second)
	def(&c.Yield, 8*c.Silence)
	def(&c.FetchLimit, 30*time.Second)
	def(&c.OutputLimit, 5*time.Minute)
	if c.PerProject == 0 {
		c.PerProject = 64
	}
	if c.Queue == 0 {
		c.Queue = 1024
	}
	if c.Deliveries == 0 {
		c.Deliveries = 256
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// Validate reports every field that makes no sense, joined.
func (c Config) Validate() error {
	var errs []error
	if c.Heartbeat < 0 || c.Silence < 0 || c.Yield < 0 || c.FetchLimit < 0 || c.OutputLimit < 0 {
		errs = append(errs, errors.New("processor config: a duration is negative"))
	}
	if c.PerProject < 0 || c.Queue < 0 || c.Deliveries < 0 {
		errs = append(errs, errors.New("processor config: a queue size is negative"))
	}
	return errors.Join(errs...)
}

// Roles are the surroundings a [Processor] needs.
type Roles struct {
	Versions Versions
	Roster   Roster
	Bodies   Bodies
	Prover   Prover
	Receipts Receipts
	Sink     Sink
	Reporter Reporter
	Ledger   Ledger
	// Verify turns a header from the ledger into a verified one again; the enode
	// may have lost its right while this znode was down.
	Verify func(task.Signed) (task.Verified, error)
	// Fit says why this znode must begin no new task of the project's version now;
	// nil, and a nil Fit, that it may. What it has begun goes on. tasks is how many
	// of the project it would then have, the new one included.
	Fit func(id task.ProjectID, v *project.Version, tasks uint64) error
	// Settled asks the chain whether the task is settled, where everything that the
	// version outputs ends in a chain's book; false, and a nil Settled, where there
	// is nobody to ask. It is safe for concurrent use.
	Settled func(ctx context.Context, v *project.Version, h task.Header) (bool, error)
	// Self is the address of this znode's operator key.
	Self task.Address
}

// Processor takes announced tasks and brings them to delivery. Make it with [New].
type Processor struct {
	cfg     Config
	roles   Roles
	metrics *metrics

	beginning sync.Mutex // held while a task is about to begin

	mu     sync.Mutex
	queue  *queue
	jobs   map[task.Digest]*job  // queued or in work
	others map[task.Digest]heard // the last credible word of another znode that works
	wake   chan struct{}
	sends  deliveries
	ctx    context.Context // of Run, for what is started by announcements
	ended  bool            // Run is about to return: nothing is started any more
	wg     sync.WaitGroup
}

// job is one task this znode took.
type job struct {
	task     task.Verified
	key      task.Key
	attempt  uint32
	provider string
	rank     int
	first    int       // znodes that start at once: the version's redundancy, at least 1
	shared   bool      // redundancy let several znodes start at once, this one among them
	begun    bool      // in work before a restart
	started  bool      // in work since
	sending  bool      // its output has it, and finds by itself what others settled
	asked    time.Time // when the chain was asked last whether it is settled
	taken    time.Time
	signs    map[task.Address]sign // of others that are about to deliver
	entry    Entry
	release  chan struct{} // closed when another znode delivered
	once     sync.Once
}

func (j *job) supersede() { j.once.Do(func() { close(j.release) }) }

// errSuperseded says that another znode delivered the result first.
var errSuperseded = errors.New("another znode delivered the result")

// New checks cfg and makes a processor; nothing happens before Run.
func New(cfg Config, roles Roles) (*Processor, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if roles.Versions == nil || roles.Roster == nil || roles.Bodies == nil || roles.Prover == nil || roles.Receipts == nil ||
		roles.Sink == nil || roles.Reporter == nil || roles.Ledger == nil || roles.Verify == nil || roles.Self.IsZero() {
		return nil, errors.New("make processor: a role is missing")
	}
	cfg = cfg.withDefaults()
	return &Processor{
		cfg: cfg, roles: roles, metrics: newMetrics(cfg.Registerer), queue: newQueue(cfg.PerProject, cfg.Queue),
		jobs: map[task.Digest]*job{}, others: map[task.Digest]heard{}, wake: make(chan struct{}, 1),
		sends: newDeliveries(cfg.Deliveries),
	}, nil
}

// Run takes up what the ledger says is unfinished and works until ctx ends; then
// it abandons the proofs in work and returns when everything has stopped.
func (p *Processor) Run(ctx context.Context) error {
	p.mu.Lock()
	p.ctx = ctx
	p.mu.Unlock()
	defer p.end()
	if err := p.resume(ctx); err != nil {
		return fmt.Errorf("resume from ledger: %w", err)
	}
	slots := max(p.roles.Prover.Capacity(), 1)
	p.metrics.slots.Set(float64(slots))
	for range slots {
		p.wg.Go(func() { p.worker(ctx) })
	}
	tick := time.NewTicker(p.cfg.Silence)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			p.forget()
		}
	}
}

// end waits for all that was started.
func (p *Processor) end() {
	p.mu.Lock()
	p.ended = true
	p.mu.Unlock()
	p.wg.Wait()
}

func (p *Processor) resume(ctx context.Context) error {
	entries, err := p.roles.Ledger.Unfinished(ctx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		// Proofs begun long ago have been given to others, or will be announced again.
		if e.State == task.StateProving && time.Since(e.At) > 2*p.cfg.Silence {
			p.drop(ctx, e)
			continue
		}
		v, err := p.roles.Verify(e.Task)
		if err != nil {
			p.cfg.Log.Warn("not resuming task", "task", e.Task.Header.Key(), "err", err)
			continue
		}
		if err := p.take(&job{task: v, attempt: e.Attempt, provider: e.Provider, rank: p.rank(v), first: 1, begun: true, entry: e}); err != nil {
			p.cfg.Log.Warn("not resuming task", "task", e.Task.Header.Key(), "err", err)
		}
	}
	return nil
}

// HandleAnnouncement takes the task if it is this znode's turn. It does not block
// on proofs; ErrBusy means the task was left to others.
func (p *Processor) HandleAnnouncement(ctx context.Context, a task.Announcement) error {
	h, d := a.Task.Header(), a.Task.Digest()
	if p.known(d, a.Attempt) {
		return nil // queued or in work; its reports go on
	}
	e, found, err := p.roles.Ledger.Entry(ctx, d)
	if err != nil {
		return fmt.Errorf("look up task %s: %w", h.Key(), err)
	}
	if found && p.settledHere(e) {
		e.Attempt = a.Attempt
		p.report(statusOf(e, p.roles.Self), false)
		return nil
	}
	v, err := p.roles.Versions.Version(ctx, h.ProjectID, h.ProjectVersion)
	if err != nil {
		return fmt.Errorf("task %s: %w", h.Key(), err)
	}
	rank, first := p.rank(a.Task), int(max(v.Redundancy, 1))
	if rank < 0 || uint64(rank) >= uint64(first)+uint64(a.Attempt) {
		p.metrics.announcements.WithLabelValues("not our turn").Inc()
		return nil
	}
	if !found {
		e = Entry{Task: a.Task.Signed(), Digest: d, State: task.StateProving}
	}
	if e.State == task.StateFailed {
		e.State, e.Failure = task.StateProving, nil
	}
	if e.State == task.StateProving && p.unfit(h.ProjectID, v, p.held(h.ProjectID)+1) {
		p.metrics.announcements.WithLabelValues("unfit").Inc()
		return nil
	}
	e.Attempt, e.Provider = a.Attempt, a.Provider
	return p.take(&job{task: a.Task, attempt: a.Attempt, provider: a.Provider, rank: rank, first: first, shared: a.Attempt == 0 && first > 1, entry: e})
}

// unfit reports whether no new task of the project's version may be begun.
func (p *Processor) unfit(id task.ProjectID, v *project.Version, tasks uint64) bool {
	return p.roles.Fit != nil && p.roles.Fit(id, v, tasks) != nil
}

// held is how many tasks of the project are queued or in work here.
func (p *Processor) held(id task.ProjectID) (n uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, j := range p.jobs {
		if j.key.Project == id {
			n++
		}
	}
	return n
}

// toWork reports whether a task that comes out of the queue may be begun, and if so counts it as in work. Those that were
// in work before a restart go on.
func (p *Processor) toWork(ctx context.Context, j *job) bool {
	p.beginning.Lock() // one after the other: of two that begin at once each counts the other
	defer p.beginning.Unlock()
	if p.mayNotBegin(ctx, j) {
		return false
	}
	p.mu.Lock()
	j.started = true
	p.mu.Unlock()
	return true
}

// inWork is how many tasks of the project are.
func (p *Processor) inWork(id task.ProjectID) (n uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, j := range p.jobs {
		if j.key.Project == id && (j.begun || j.started) {
			n++
		}
	}
	return n
}

// mayNotBegin reports whether a task that waited in the queue must not be begun now. Of a version that cannot be found its
// work tells the reason.
func (p *Processor) mayNotBegin(ctx context.Context, j *job) bool {
	if j.begun || j.entry.State != task.StateProving {
		return false
	}
	h := j.task.Header()
	v, err := p.roles.Versions.Version(ctx, h.ProjectID, h.ProjectVersion)
	return err == nil && p.unfit(h.ProjectID, v, p.inWork(h.ProjectID)+1)
}

// known reports whether the task is queued or in work here, and brings the attempt
// of a queued one up to date.
func (p *Processor) known(d task.Digest, attempt uint32) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	j := p.jobs[d]
	if j != nil && attempt > j.attempt {
		j.attempt, j.shared = attempt, false
	}
	return j != nil
}

// drop closes the ledger's line of a task that others do; an announcement may
// still bring it back.
func (p *Processor) drop(ctx context.Context, e Entry) {
	e.State, e.At = task.StateFailed, time.Now()
	e.Failure = &task.Failure{Node: p.roles.Self, Code: task.FailNode, Reason: "left to another znode"}
	p.record(ctx, e, p.cfg.Log)
}

// settledHere reports whether trying again would change nothing.
func (p *Processor) settledHere(e Entry) bool {
	return e.State == task.StateOutputted || (e.State == task.StateFailed && e.Failure != nil && e.Failure.Code.Lasting())
}

// take queues a job, unless its task is queued or in work already.
func (p *Processor) take(j *job) error {
	j.key, j.release, j.taken = j.entry.Task.Header.Key(), make(chan struct{}), time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.jobs[j.entry.Digest] != nil {
		return nil
	}
	if err := p.queue.push(j); err != nil {
		p.metrics.announcements.WithLabelValues("busy").Inc()
		return fmt.Errorf("task %s: %w", j.key, err)
	}
	p.jobs[j.entry.Digest] = j
	p.metrics.announcements.WithLabelValues("taken").Inc()
	p.metrics.queued.Set(float64(p.queue.size))
	p.signal()
	return nil
}

func (p *Processor) rank(v task.Verified) int {
	return slices.Index(task.Rank(v.Digest(), p.roles.Roster.Znodes(v.Header().ProjectID)), p.roles.Self)
}

func (p *Processor) signal() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// next waits for a job; nil when ctx ends.
func (p *Processor) next(ctx context.Context) *job {
	for {
		p.mu.Lock()
		j := p.queue.pop(p.sends.full)
		p.metrics.queued.Set(float64(p.queue.size))
		if j != nil && p.queue.size > 0 {
			p.signal() // for another worker
		}
		p.mu.Unlock()
		if j != nil {
			return j
		}
		select {
		case <-ctx.Done():
			return nil
		case <-p.wake:
		}
	}
}

func (p *Processor) worker(ctx context.Context) {
	for j := p.next(ctx); j != nil; j = p.next(ctx) {
		switch {
		case ctx.Err() != nil:
		case p.othersWork(j):
			p.metrics.ended.WithLabelValues("left to others").Inc()
			p.drop(ctx, j.entry)
		case !p.toWork(ctx, j):
			p.metrics.ended.WithLabelValues("unfit").Inc()
			p.drop(ctx, j.entry)
		default:
			p.start(ctx, j)
			continue
		}
		p.done(j)
	}
}

// start works on j in a goroutine of its own and returns when the prover is free
// again: deliveries, which may wait for chains and strangers' servers, hold no
// place of it.
func (p *Processor) start(ctx context.Context, j *job) {
	free := make(chan struct{})
	release := sync.OnceFunc(func() { close(free) })
	p.wg.Go(func() {
		defer release()
		defer p.done(j)
		p.metrics.working.Inc()
		defer p.metrics.working.Dec()
		p.work(ctx, j, release)
	})
	<-free
}

func (p *Processor) done(j *job) {
	p.mu.Lock()
	delete(p.jobs, j.task.Digest())
	p.mu.Unlock()
}
