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

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// AttesterConfig bounds an [Attester]. Zero fields take the defaults. A settler who has nothing in work is always served,
// however much others have.
type AttesterConfig struct {
	Requests   int           // requests in work or waiting; 16
	PerSettler int           // of them of one settler; 4
	Receipts   int           // receipts fetched and verified at a time; 2
	Limit      time.Duration // for one request; what was verified until then is remembered; 5 min
	Log        *slog.Logger
	// Registerer takes the metrics; nil keeps them to itself.
	Registerer prometheus.Registerer
}

func (c AttesterConfig) withDefaults() AttesterConfig {
	def := func(n *int, v int) {
		if *n == 0 {
			*n = v
		}
	}
	def(&c.Requests, 16)
	def(&c.PerSettler, 4)
	def(&c.Receipts, 2)
	if c.Limit == 0 {
		c.Limit = 5 * time.Minute
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// Validate reports every field that makes no sense, joined.
func (c AttesterConfig) Validate() error {
	if c.Requests < 0 || c.PerSettler < 0 || c.Receipts < 0 || c.Limit < 0 {
		return errors.New("attest config: a limit is negative")
	}
	return nil
}

// AttesterRoles are the surroundings an [Attester] needs.
type AttesterRoles struct {
	Domain   Domain
	Versions Versions
	Receipts Receipts
	Network  Network
	Notes    Notes
	Signer   task.Signer
	// Verify checks the signature of a task and that its signer is an enode of the project.
	Verify func(task.Signed) (task.Verified, error)
	// MayProve says whether a znode serves the project.
	MayProve func(task.ProjectID, task.Address) error
	// Witness may be nil.
	Witness Witness
}

// Attester answers requests of other znodes. Make it with [NewAttester], end it with [Attester.Close].
type Attester struct {
	cfg     AttesterConfig
	roles   AttesterRoles
	metrics *metrics
	verify  *places // for receipts in work

	mu       sync.Mutex
	working  map[job]bool // requests in work or waiting
	settlers map[task.Address]int
	closed   bool
	seen     *verified

	life context.Context
	end  context.CancelFunc
	wg   sync.WaitGroup
}

// job names a request: the same content asked twice is one job.
type job struct {
	project task.ProjectID
	settler task.Address
	root    task.Digest
}

// NewAttester checks cfg and makes an attester.
func NewAttester(cfg AttesterConfig, roles AttesterRoles) (*Attester, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if roles.Versions == nil || roles.Receipts == nil || roles.Network == nil || roles.Notes == nil || roles.Signer == nil ||
		roles.Verify == nil || roles.MayProve == nil || roles.Domain.Staking.IsZero() {
		return nil, errors.New("make attester: a role is missing")
	}
	cfg = cfg.withDefaults()
	if roles.Witness == nil {
		roles.Witness = nobody{}
	}
	a := &Attester{
		cfg: cfg, roles: roles, metrics: newAttesterMetrics(cfg.Registerer), verify: newPlaces(cfg.Receipts),
		working: map[job]bool{}, settlers: map[task.Address]int{}, seen: newVerified(),
	}
	a.life, a.end = context.WithCancel(context.Background())
	return a, nil
}

// HandleRequest begins to work on a request and answers it later. It does not wait: a request that is in work already is
// left alone, and one for which there is no room is answered as such.
func (a *Attester) HandleRequest(_ context.Context, q task.AttestRequest) {
	self := a.roles.Signer.Address()
	if q.Settler == self || a.roles.MayProve(q.Project, self) != nil {
		return
	}
	j := job{q.Project, q.Settler, q.Root}
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case a.closed || a.working[j]:
	case a.settlers[j.settler] > 0 && (len(a.working) >= a.cfg.Requests || a.settlers[j.settler] >= a.cfg.PerSettler):
		a.wg.Go(func() { a.answer(a.life, q, task.Signature{}, task.RefuseBusy) })
	default:
		a.working[j] = true
		a.settlers[j.settler]++
		a.wg.Go(func() {
			defer a.done(j)
			a.work(a.life, q)
		})
	}
}

// Close abandons the requests in work and returns when none is.
func (a *Attester) Close() error {
	a.mu.Lock()
	a.closed = true
	a.mu.Unlock()
	a.end()
	a.wg.Wait()
	return nil
}

func (a *Attester) done(j job) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.working, j)
	if a.settlers[j.settler]--; a.settlers[j.settler] == 0 {
		delete(a.settlers, j.settler)
	}
}

// refusal is a reason to sign nothing.
type refusal struct {
	why task.Refusal
	err error
}

// Error says why.
func (r *refusal) Error() string { return string(r.why) + ": " + r.err.Error() }

func refuse(why task.Refusal, format string, args ...any) error {
	return &refusal{why, fmt.Errorf(format, args...)}
}

func (a *Attester) work(ctx context.Context, q task.AttestRequest) {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.Limit)
	defer cancel()
	sig, err := a.sign(ctx, q)
	if err == nil {
		a.answer(ctx, q, sig, "")
		return
	}
	if ctx.Err() != nil {
		return // what was verified is remembered for the next time it is asked
	}
	a.cfg.Log.Warn("results not attested", "project", q.Project, "settler", q.Settler, "tasks", len(q.Results), "err", err)
	if no := new(refusal); errors.As(err, &no) {
		a.answer(ctx, q, task.Signature{}, no.why)
		if no.why == task.RefuseConflict {
			a.lookInto(ctx, q)
		}
	}
}

// lookInto finds out what a request that contradicts the notes would have attested, from its receipts: others may sign it
// that have signed what is noted.
func (a *Attester) lookInto(ctx context.Context, q task.AttestRequest) {
	if _, idle := a.roles.Witness.(nobody); idle {
		return
	}
	results := make([]Result, len(q.Results))
	for i := range q.Results {
		var err error
		if results[i], err = a.proved(ctx, q, i); err != nil {
			a.cfg.Log.Debug("request that contradicts what is noted proves nothing else", "project", q.Project, "settler", q.Settler, "err", err)
			return
		}
	}
	if Root(q.Project, results) == q.Root {
		a.roles.Witness.Learn(q.Project, q.Settler, q.Root, results)
	}
}

func (a *Attester) answer(ctx context.Context, q task.AttestRequest, sig task.Signature, why task.Refusal) {
	a.metrics.request(why)
	err := a.roles.Network.PublishAttestation(ctx, task.Attestation{
		Project: q.Project, Settler: q.Settler, Root: q.Root, Signature: sig, Refusal: why,
	})
	if err != nil && ctx.Err() == nil {
		a.cfg.Log.Warn("answering a request for attestations failed", "project", q.Project, "settler", q.Settler, "err", err)
	}
}

// sign checks everything, writes it down and signs. Errors that are no [refusal] are this node's trouble.
func (a *Attester) sign(ctx context.Context, q task.AttestRequest) (task.Signature, error) {
	if err := a.check(q); err != nil {
		return task.Signature{}, err
	}
	results := make([]Result, len(q.Results))
	fromNotes := false
	for i := range q.Results {
		var noted bool
		var err error
		if results[i], noted, err = a.result(ctx, q, i); err != nil {
			return task.Signature{}, err
		}
		fromNotes = fromNotes || noted
	}
	if root := Root(q.Project, results); root != q.Root {
		if fromNotes {
			return task.Signature{}, refuse(task.RefuseConflict, "root is %s, with what is noted %s", q.Root, root)
		}
		return task.Signature{}, refuse(task.RefuseResult, "root is %s, the receipts make %s", q.Root, root)
	}
	a.roles.Witness.Learn(q.Project, q.Settler, q.Root, results)
	if err := a.roles.Notes.Note(ctx, results); err != nil {
		if errors.Is(err, ErrConflict) {
			return task.Signature{}, refuse(task.RefuseConflict, "%w", err)
		}
		return task.Signature{}, err
	}
	return a.roles.Signer.SignHash(ctx, a.roles.Domain.Hash(q.Project, q.Settler, q.Root))
}

// check looks at all that needs no receipt.
func (a *Attester) check(q task.AttestRequest) error {
	if len(q.Results) == 0 || len(q.Results) > MaxResults {
		return refuse(task.RefuseTask, "%d results, want 1 to %d", len(q.Results), MaxResults)
	}
	if err := a.roles.MayProve(q.Project, q.Settler); err != nil {
		return err
	}
	sequences := make([]uint64, len(q.Results))
	for i, p := range q.Results {
		h := p.Task.Header
		sequences[i] = h.Sequence
		if h.ProjectID != q.Project || h.ProjectVersion != q.Version {
			return refuse(task.RefuseTask, "task %s of version %q", h.Key(), h.ProjectVersion)
		}
		v, err := a.roles.Verify(p.Task)
		switch {
		case isAny(err, taskFaults):
			return refuse(task.RefuseTask, "%w", err)
		case err != nil:
			return fmt.Errorf("verify task %s: %w", h.Key(), err)
		}
		a.roles.Witness.Saw(v)
	}
	if slices.Sort(sequences); len(slices.Compact(sequences)) != len(q.Results) {
		return refuse(task.RefuseTask, "a task stands twice")
	}
	return nil
}

// What a request itself is to blame for. Whatever else keeps this node from telling, such as a chain that it has not read,
// passes: it says nothing then, and is asked again.
var (
	taskFaults    = []error{task.ErrNotAllowed, task.ErrBadSignature, task.ErrWrongChain, task.ErrMalformed, project.ErrNotFound}
	versionFaults = []error{project.ErrNoVersion, project.ErrNotServable}
)

func isAny(err error, faults []error) bool {
	return slices.ContainsFunc(faults, func(f error) bool { return errors.Is(err, f) })
}

// result finds out what the i-th receipt proves; noted says that it was known from the notes.
func (a *Attester) result(ctx context.Context, q task.AttestRequest, i int) (r Result, noted bool, err error) {
	p := q.Results[i]
	r = Result{Task: p.Task.Header.Digest(), Program: q.Program}
	if r.Journal, noted, err = a.roles.Notes.Noted(ctx, r.Task, r.Program); err != nil || noted {
		return r, noted, err
	}
	r, err = a.proved(ctx, q, i)
	return r, false, err
}

// proved finds out what the i-th receipt proves, whatever is noted.
func (a *Attester) proved(ctx context.Context, q task.AttestRequest, i int) (Result, error) {
	p := q.Results[i]
	r := Result{Task: p.Task.Header.Digest(), Program: q.Program}
	if journal, ok := a.seen.get(r.Task, r.Program, p.Receipt); ok {
		r.Journal = journal
		return r, nil
	}
	ref, err := a.open(ctx, q, p)
	if err != nil {
		return r, err
	}
	r.Journal = task.DigestOf(ref.Journal)
	a.seen.put(r.Task, r.Program, p.Receipt, r.Journal)
	return r, nil
}

// open fetches a receipt and checks that it proves the task with the program.
func (a *Attester) open(ctx context.Context, q task.AttestRequest, p task.ProvedTask) (task.ReceiptRef, error) {
	v, err := a.roles.Versions.Version(ctx, q.Project, q.Version)
	if isAny(err, versionFaults) && !errors.Is(err, project.ErrLoading) {
		return task.ReceiptRef{}, refuse(task.RefuseVersion, "%w", err)
	}
	if err != nil {
		return task.ReceiptRef{}, fmt.Errorf("look up version: %w", err)
	}
	if err := a.verify.take(ctx, q.Settler); err != nil {
		return task.ReceiptRef{}, err
	}
	defer a.verify.give(q.Settler)
	h := p.Task.Header
	ref, err := a.roles.Receipts.Open(ctx, v, p, q.Provider)
	switch {
	case errors.Is(err, ErrReceipt):
		return ref, refuse(task.RefuseReceipt, "task %s: %w", h.Key(), err)
	case err != nil:
		return ref, refuse(task.RefuseUnreachable, "task %s: %w", h.Key(), err)
	case ref.ProgramID != q.Program:
		return ref, refuse(task.RefuseVersion, "program is %s, that of version %q is %s", q.Program, q.Version, ref.ProgramID)
	case ref.Binding != task.BindingTask:
		return ref, refuse(task.RefuseReceipt, "task %s: the receipt binds no task", h.Key())
	}
	if err := task.CheckBinding(ref.Journal, &h); err != nil {
		return ref, refuse(task.RefuseReceipt, "task %s: %w", h.Key(), err)
	}
	return ref, nil
}
