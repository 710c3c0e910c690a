package attest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/task"
)

// SettlerConfig bounds a [Settler]. Zero fields take the defaults.
type SettlerConfig struct {
	Batch    int           // a batch is closed when it has so many results, at most MaxResults; the default too
	Window   time.Duration // or when its first result waits for this long; 2 s
	Ask      time.Duration // a request without enough answers is repeated this often; 5 s
	Patience time.Duration // a round without a quorum ends after this long; 1 min
	Log      *slog.Logger
	// Registerer takes the metrics; nil keeps them to itself.
	Registerer prometheus.Registerer
}

func (c SettlerConfig) withDefaults() SettlerConfig {
	def := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	def(&c.Window, 2*time.Second)
	def(&c.Ask, 5*time.Second)
	def(&c.Patience, time.Minute)
	if c.Batch == 0 {
		c.Batch = MaxResults
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// Validate reports every field that makes no sense, joined.
func (c SettlerConfig) Validate() error {
	var errs []error
	if c.Batch < 0 || c.Batch > MaxResults {
		errs = append(errs, fmt.Errorf("attest config: batch is %d, want 1 to %d", c.Batch, MaxResults))
	}
	if c.Window < 0 || c.Ask < 0 || c.Patience < 0 {
		errs = append(errs, errors.New("attest config: a duration is negative"))
	}
	return errors.Join(errs...)
}

// SettlerRoles are the surroundings a [Settler] needs.
type SettlerRoles struct {
	Domain  Domain
	Fleets  Fleets
	Network Network
	Notes   Notes
	Signer  task.Signer
	// Witness may be nil.
	Witness Witness
}

// Job is what the results of one batch have in common.
type Job struct {
	Project task.ProjectID
	Version string
	Program task.Digest
}

// Item is one result that this znode has proved, with its receipt where others can fetch it.
type Item struct {
	Task    task.Signed
	Receipt task.ReceiptRef // with CID and journal
}

// Batch is a batch of results that a quorum has attested: all that settles them.
type Batch struct {
	Job        Job
	Items      []Item // by ascending sequence, which is the order of the tree's leaves
	Root       task.Digest
	Signatures []Signed // as many as the quorum, by ascending address
}

// Settler brings results of this znode to a quorum of attestations. Make it with [NewSettler]; it is safe for concurrent use.
type Settler struct {
	cfg     SettlerConfig
	roles   SettlerRoles
	metrics *metrics

	mu     sync.Mutex
	open   map[Job]*batch           // take more results
	rounds map[task.Digest]*hearing // by root
}

// hearing is a round that waits for answers.
type hearing struct{ answers chan task.Attestation }

// batch is results on their way.
type batch struct {
	entries []*entry
	most    int           // it takes no more than so many
	full    chan struct{} // closed when it takes no more
	cancel  context.CancelFunc
	waiting int
}

// entry is one result in a batch and who waits for it.
type entry struct {
	item    Item
	done    chan struct{} // closed when batch or err is set
	batch   *Batch
	err     error
	waiting int
}

// NewSettler checks cfg and makes a settler.
func NewSettler(cfg SettlerConfig, roles SettlerRoles) (*Settler, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if roles.Fleets == nil || roles.Network == nil || roles.Notes == nil || roles.Signer == nil || roles.Domain.Staking.IsZero() {
		return nil, errors.New("make settler: a role is missing")
	}
	if roles.Witness == nil {
		roles.Witness = nobody{}
	}
	return &Settler{
		cfg: cfg.withDefaults(), roles: roles, metrics: newSettlerMetrics(cfg.Registerer),
		open: map[Job]*batch{}, rounds: map[task.Digest]*hearing{},
	}, nil
}

// Attest waits until the result is attested and returns the batch it is in, the same one to all whose results are in it.
// Errors wrap this package's; after all but [ErrConflict] and [ErrDisputed] it may be tried again. When ctx ends the
// result is taken out of a batch that is still open, and a batch that nobody waits for is abandoned. The batch has at most
// so many results as each of those in it was given with; 0 leaves that to the configuration.
func (s *Settler) Attest(ctx context.Context, job Job, it Item, most int) (*Batch, error) {
	if it.Receipt.Binding != task.BindingTask {
		return nil, fmt.Errorf("%w: the program does not bind its task: it wants input mode task", ErrReceipt)
	}
	h := it.Task.Header
	if err := task.CheckBinding(it.Receipt.Journal, &h); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	if err := s.roles.Notes.Note(ctx, []Result{resultOf(job, it)}); err != nil {
		return nil, fmt.Errorf("task %s: %w", h.Key(), err)
	}
	b, e := s.enter(ctx, job, it, most)
	select {
	case <-e.done:
		return e.batch, e.err
	case <-ctx.Done():
		s.leave(b, e)
		return nil, fmt.Errorf("wait for attestations of task %s: %w", h.Key(), context.Cause(ctx))
	}
}

func resultOf(job Job, it Item) Result {
	return Result{Task: it.Task.Header.Digest(), Program: job.Program, Journal: task.DigestOf(it.Receipt.Journal)}
}

// enter puts the result into the job's open batch, and begins one if there is none that takes it.
func (s *Settler) enter(ctx context.Context, job Job, it Item, most int) (*batch, *entry) {
	if most <= 0 || most > s.cfg.Batch {
		most = s.cfg.Batch
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.open[job]
	e := b.find(it.Task.Header.Digest())
	if e == nil {
		if b != nil && len(b.entries) >= most {
			s.shut(job, b)
			b = nil
		}
		if b == nil {
			b = s.begin(ctx, job)
		}
		e = &entry{item: it, done: make(chan struct{})}
		b.entries = append(b.entries, e)
	}
	e.waiting++
	b.waiting++
	b.most = min(b.most, most)
	if len(b.entries) >= b.most {
		s.shut(job, b)
	}
	return b, e
}

// begin opens a batch for the job; s.mu is held.
func (s *Settler) begin(ctx context.Context, job Job) *batch {
	bctx, cancel := context.WithCancel(context.WithoutCancel(ctx)) // it serves others, too: it ends with the last of them
	b := &batch{most: s.cfg.Batch, full: make(chan struct{}), cancel: cancel}
	s.open[job] = b
	go s.run(bctx, job, b)
	return b
}

// find returns the entry of a task; nil if there is none.
func (b *batch) find(t task.Digest) *entry {
	if b == nil {
		return nil
	}
	i := slices.IndexFunc(b.entries, func(e *entry) bool { return e.item.Task.Header.Digest() == t })
	if i < 0 {
		return nil
	}
	return b.entries[i]
}

// shut ends the taking of results; s.mu is held.
func (s *Settler) shut(job Job, b *batch) {
	if s.open[job] == b {
		delete(s.open, job)
		close(b.full)
	}
}

func (s *Settler) leave(b *batch, e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b.waiting--
	if e.waiting--; e.waiting == 0 {
		select {
		case <-b.full: // the request may be out: the tree stays as it is
		default:
			b.entries = slices.DeleteFunc(b.entries, func(x *entry) bool { return x == e })
		}
	}
	if b.waiting == 0 {
		b.cancel()
	}
}

// run closes the batch in time and has it attested.
func (s *Settler) run(ctx context.Context, job Job, b *batch) {
	defer b.cancel()
	select {
	case <-b.full:
	case <-time.After(s.cfg.Window):
	case <-ctx.Done():
	}
	s.mu.Lock()
	s.shut(job, b)
	entries := slices.Clone(b.entries)
	s.mu.Unlock()
	slices.SortFunc(entries, func(x, y *entry) int {
		return compareSequences(x.item.Task.Header.Sequence, y.item.Task.Header.Sequence)
	})
	s.settle(ctx, job, entries)
}

func compareSequences(x, y uint64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	default:
		return 0
	}
}

// settle has the entries attested together. If znodes refuse them, one of them may be to blame: each half is tried alone.
func (s *Settler) settle(ctx context.Context, job Job, entries []*entry) {
	if len(entries) == 0 {
		return
	}
	got, err := s.round(ctx, job, entries)
	if errors.Is(err, ErrDisputed) && len(entries) > 1 && ctx.Err() == nil {
		s.cfg.Log.Warn("batch is refused, its halves are tried", "project", job.Project, "tasks", len(entries), "err", err)
		s.settle(ctx, job, entries[:len(entries)/2])
		s.settle(ctx, job, entries[len(entries)/2:])
		return
	}
	s.metrics.round(err, len(entries))
	for _, e := range entries {
		e.batch, e.err = got, err
		close(e.done)
	}
}

// round asks until a quorum has signed or there is no hope of one.
func (s *Settler) round(ctx context.Context, job Job, entries []*entry) (*Batch, error) {
	b := &Batch{Job: job, Items: make([]Item, len(entries))}
	results := make([]Result, len(entries))
	for i, e := range entries {
		b.Items[i], results[i] = e.item, resultOf(job, e.item)
	}
	b.Root = Root(job.Project, results)
	self := s.roles.Signer.Address()
	s.roles.Witness.Learn(job.Project, self, b.Root, results)
	r := NewRound(s.roles.Domain, job.Project, self, b.Root)
	own, err := s.roles.Signer.SignHash(ctx, s.roles.Domain.Hash(job.Project, self, b.Root)) // noted by Attest
	if err != nil {
		return nil, fmt.Errorf("sign attestation: %w", err)
	}
	h := &hearing{make(chan task.Attestation, MaxMembers)}
	s.listen(b.Root, h)
	defer s.stopListening(b.Root, h)
	patience := time.NewTimer(s.cfg.Patience)
	defer patience.Stop()
	for {
		fleet, err := s.roles.Fleets.Fleet(ctx, job.Project)
		if err != nil {
			return nil, fmt.Errorf("ask who serves project %s: %w", job.Project, err)
		}
		r.SetFleet(fleet)
		_ = r.Hear(task.Attestation{Project: job.Project, Settler: self, Root: b.Root, Node: self, Signature: own}) // Hopeless tells if it is no member
		if err := r.Hopeless(); err != nil {
			return nil, err
		}
		if sigs, ok := r.Quorum(); ok {
			b.Signatures = sigs
			return b, nil
		}
		if err := s.roles.Network.AskAttestations(ctx, request(b, self)); err != nil {
			s.cfg.Log.Warn("asking for attestations failed, will be tried again", "project", job.Project, "err", err)
		}
		if done, err := s.hear(ctx, r, h, patience.C); done {
			sigs, _ := r.Quorum()
			b.Signatures = sigs
			return b, nil
		} else if err != nil {
			return nil, err
		}
	}
}

// MaxMembers is the most znodes that a project can have on chain.
const MaxMembers = 64

// hear takes answers until the quorum is there, none is possible any more, or it is time to ask again.
func (s *Settler) hear(ctx context.Context, r *Round, h *hearing, patience <-chan time.Time) (done bool, err error) {
	again := time.NewTimer(s.cfg.Ask)
	defer again.Stop()
	for {
		select {
		case a := <-h.answers:
			err := r.Hear(a)
			s.metrics.answer(a, err)
			if err != nil {
				s.cfg.Log.Warn("attestation does not count", "project", r.project, "err", err)
			}
			if _, ok := r.Quorum(); ok {
				return true, nil
			}
			if err := r.Hopeless(); err != nil {
				return false, err
			}
		case <-again.C:
			return false, nil
		case <-patience:
			return false, fmt.Errorf("project %s: %w: %s", r.project, ErrSilent, r.standing())
		case <-ctx.Done():
			return false, context.Cause(ctx)
		}
	}
}

func request(b *Batch, self task.Address) task.AttestRequest {
	q := task.AttestRequest{
		Project: b.Job.Project, Version: b.Job.Version, Program: b.Job.Program, Settler: self, Root: b.Root,
		Results: make([]task.ProvedTask, len(b.Items)),
	}
	for i, it := range b.Items {
		q.Results[i] = task.ProvedTask{Task: it.Task, Receipt: it.Receipt.Digest, CID: it.Receipt.CID, Size: it.Receipt.Size}
	}
	return q
}

func (s *Settler) listen(root task.Digest, h *hearing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rounds[root] = h
}

func (s *Settler) stopListening(root task.Digest, h *hearing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rounds[root] == h {
		delete(s.rounds, root)
	}
}

// HandleAttestation takes an answer to a request of this znode; those to others are left alone. It does not wait.
func (s *Settler) HandleAttestation(_ context.Context, a task.Attestation) {
	if a.Settler != s.roles.Signer.Address() {
		return
	}
	s.mu.Lock()
	h := s.rounds[a.Root]
	s.mu.Unlock()
	if h == nil {
		return
	}
	select {
	case h.answers <- a:
	default: // it comes again with the next request
	}
}
