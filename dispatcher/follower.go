package dispatcher

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// follower owns the record of one open task and brings it to its end.
type follower struct {
	d         *Dispatcher
	rec       task.Record
	log       *slog.Logger
	announced time.Time
	heard     time.Time
	checked   time.Time
	resumed   time.Time // the last look at which the project waited
	complaint string    // the last step's error, so that it is logged once
	why       error     // why nobody is to work on the task, as of the last look
	share     *run
	claims    atomic.Bool // the project's balance has to pay for it

	mu      sync.Mutex
	pending map[task.Address]task.Status // the weightiest report of each znode not yet handled
	outlook Outlook                      // for those who ask
	ready   chan struct{}
}

// put keeps a report until the follower comes to it. Each znode has one place, so
// that none can crowd out another; a mere sign of life does not replace a result.
func (f *follower) put(s task.Status) {
	f.mu.Lock()
	if old, ok := f.pending[s.Node]; !ok || s.State != task.StateProving || old.State == task.StateProving {
		f.pending[s.Node] = s
	}
	f.mu.Unlock()
	select {
	case f.ready <- struct{}{}:
	default:
	}
}

// take returns all reports that wait.
func (f *follower) take() []task.Status {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := slices.Collect(maps.Values(f.pending))
	clear(f.pending)
	return list
}

// errGone says that another dispatcher on the same store ended the task.
var errGone = errors.New("task was ended elsewhere")

func (f *follower) run(ctx context.Context) {
	f.heard = time.Now() // whoever worked before a restart gets a whole lease to be heard again
	for !f.rec.Done && ctx.Err() == nil {
		wake, err := f.step(ctx)
		if err != nil {
			if ctx.Err() != nil || errors.Is(err, errGone) {
				return
			}
			if text := err.Error(); text != f.complaint {
				f.complaint = text
				f.log.Warn("task step failed, will retry", "err", err)
			}
			f.note(func(o *Outlook) { o.Trouble = err.Error() })
			wake = latest(wake, time.Now().Add(f.d.cfg.SettlePoll))
		}
		if f.rec.Done {
			return
		}
		f.wait(ctx, wake)
	}
}

// wait returns at wake, or after a status was handled.
func (f *follower) wait(ctx context.Context, wake time.Time) {
	t := time.NewTimer(time.Until(wake))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-f.ready:
		for _, s := range f.take() {
			if err := f.handle(ctx, s); err != nil && ctx.Err() == nil {
				f.log.Warn("status not applied", "state", s.State, "node", s.Node, "err", err)
			}
		}
	}
}

func (f *follower) step(ctx context.Context) (time.Time, error) {
	v, err := f.version(ctx)
	if errors.Is(err, project.ErrNoVersion) {
		// The owner published a file without it: nobody can ever prove the task.
		return time.Now(), f.save(ctx)(failed(f.rec, time.Now(), err.Error()))
	}
	if err != nil {
		return time.Now().Add(f.d.cfg.Repeat), fmt.Errorf("look up version: %w", err)
	}
	defer func() {
		o := outlook(&f.rec, f.view(v))
		o.Waits = f.why
		f.foresee(o)
	}()
	now := f.view(v)
	if now.waits != "" {
		f.resumed = now.now
	}
	m, wake, reason := decide(&f.rec, now)
	switch m {
	case moveAnnounce:
		return wake, f.announce(ctx)
	case moveNext:
		return time.Now(), f.next(ctx, reason)
	case moveFail:
		f.d.metrics.ended.WithLabelValues("failed").Inc()
		return wake, f.save(ctx)(failed(f.rec, time.Now(), reason))
	case moveSettle:
		f.checked = time.Now()
		return wake, f.settle(ctx, v)
	case moveFinish:
		f.rec.Done = true
		f.d.metrics.ended.WithLabelValues("outputted").Inc()
		return wake, f.store(ctx)
	default:
		return wake, nil
	}
}

// version returns the version the task was packed for. While its project is
// paused or not servable the task waits.
func (f *follower) version(ctx context.Context) (*project.Version, error) {
	return f.d.roles.Versions.Version(ctx, f.rec.Header.ProjectID, f.rec.Header.ProjectVersion)
}

func (f *follower) ranked() []task.Address {
	return task.Rank(f.rec.Header.Digest(), f.d.roles.Roster.Znodes(f.rec.Header.ProjectID))
}

func (f *follower) view(v *project.Version) view {
	cfg := f.d.cfg
	total := cfg.Total
	if v.ExpectedProving > 0 {
		total = max(time.Duration(cfg.TotalFactor)*v.ExpectedProving, cfg.Silence)
	}
	ranked := f.ranked()
	return view{
		now: time.Now(), ranked: ranked, first: int(v.Redundancy), waits: f.waits(v, ranked), resumed: f.resumed,
		announced: f.announced, heard: f.heard, checked: f.checked,
		settles:  slices.ContainsFunc(v.Outputs, project.Output.Settles),
		attempts: cfg.MaxAttempts,
		lease: lease{
			silence: cfg.Silence, total: total, repeat: cfg.Repeat,
			settlePoll: cfg.SettlePoll, settleLimit: cfg.SettleLimit,
		},
	}
}

// waits says why nobody is to work on the task now.
func (f *follower) waits(v *project.Version, ranked []task.Address) string {
	if f.why = f.mayWork(v); f.why != nil {
		return f.why.Error()
	}
	if len(ranked) == 0 {
		return "no znode is allowed to work for the project"
	}
	return ""
}

func (f *follower) announce(ctx context.Context) error {
	if !f.signedBySelf() {
		s, err := task.Sign(ctx, f.rec.Header, f.d.roles.Signer)
		if err != nil {
			return err
		}
		f.rec.Signature = s.Signature
	}
	if f.rec.State == task.StatePacked {
		if err := f.save(ctx)(begin(f.rec, time.Now(), "")); err != nil {
			return err
		}
	}
	// Counted as announced even if publishing fails: the next repeat is the retry.
	f.announced = time.Now()
	f.d.metrics.announced.Inc()
	err := f.d.roles.Publisher.Announce(ctx, task.Signed{Header: f.rec.Header, Signature: f.rec.Signature}, f.rec.Attempt)
	if err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	return nil
}

// signedBySelf reports whether the record carries this node's signature: not before
// the first dispatch, and not after the enode's key was changed.
func (f *follower) signedBySelf() bool {
	if f.rec.Signature.IsZero() {
		return false
	}
	signer, err := f.rec.Signature.Recover(f.rec.Header.SigningHash())
	return err == nil && signer == f.d.roles.Signer.Address()
}

func (f *follower) next(ctx context.Context, reason string) error {
	f.log.Info("starting next attempt", "attempt", f.rec.Attempt+1, "reason", reason)
	f.d.metrics.takeovers.Inc()
	if err := f.save(ctx)(begin(f.rec, time.Now(), reason)); err != nil {
		return err
	}
	f.heard = time.Time{}
	return f.announce(ctx)
}

func (f *follower) settle(ctx context.Context, v *project.Version) error {
	st, comment, err := f.check(ctx, v, *f.rec.Output)
	if err != nil {
		return err
	}
	switch st {
	case SettlementDone:
		f.d.metrics.ended.WithLabelValues("settled").Inc()
		return f.save(ctx)(settled(f.rec, time.Now(), comment))
	case SettlementRefused:
		if f.waits(v, f.ranked()) != "" {
			return nil // the next attempt has time until somebody may work on it
		}
		// It counts as this znode's failure alone: it may have named any transaction.
		f.rec, _ = addFailure(f.rec, task.Failure{Node: f.rec.Worker, Code: task.FailRejected, Reason: "transaction refused: " + comment})
		return f.next(ctx, "reported transaction "+clip(f.rec.Output.Result)+" refused: "+comment)
	default:
		return nil
	}
}

func (f *follower) check(ctx context.Context, v *project.Version, out task.OutputRef) (Settlement, string, error) {
	if f.rec.Receipt == nil {
		return 0, "", errors.New("look up settlement: no verified receipt")
	}
	ctx, cancel := context.WithTimeout(ctx, f.d.cfg.Silence)
	defer cancel()
	st, comment, err := f.d.roles.Settlements.Check(ctx, v, f.rec.Header, *f.rec.Receipt, out)
	if err != nil {
		return 0, "", fmt.Errorf("look up settlement: %w", err)
	}
	return st, comment, nil
}

// otherOutput looks at another znode's claim while the first one's waits for the
// chain: whichever transaction the chain confirms is the one that counts.
func (f *follower) otherOutput(ctx context.Context, v *project.Version, s task.Status) error {
	if s.Output == nil || s.Output.Result == f.rec.Output.Result {
		return nil
	}
	st, comment, err := f.check(ctx, v, *s.Output)
	if err != nil || st != SettlementDone {
		return err
	}
	out := *s.Output
	f.rec.Output, f.rec.Worker = &out, s.Node
	f.d.metrics.ended.WithLabelValues("settled").Inc()
	return f.save(ctx)(settled(f.rec, time.Now(), comment))
}

func clip(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}

// handle applies a znode's report. What is out of order, of another task or not
// the sender's business changes nothing.
func (f *follower) handle(ctx context.Context, s task.Status) error {
	if s.Digest != f.rec.Header.Digest() {
		return fmt.Errorf("status names task %s: %w", s.Digest, task.ErrMalformed)
	}
	v, err := f.version(ctx)
	if err != nil {
		return fmt.Errorf("look up version: %w", err)
	}
	if slices.Contains(assigned(f.ranked(), int(v.Redundancy), f.rec.Attempt), s.Node) && s.State != task.StateFailed {
		f.heard = time.Now()
	}
	switch s.State {
	case task.StateProving:
		f.note(func(o *Outlook) { o.hear(s) })
		if f.rec.State != task.StateDispatched {
			return nil
		}
		return f.save(ctx)(proving(f.rec, s, time.Now()))
	case task.StateProved:
		return f.takeReceipt(ctx, v, s)
	case task.StateOutputted:
		if f.rec.State == task.StateOutputted {
			return f.otherOutput(ctx, v, s)
		}
		if err := f.takeReceipt(ctx, v, s); err != nil || f.rec.State != task.StateProved || s.Output == nil {
			return err
		}
		f.checked = time.Time{}
		return f.save(ctx)(outputted(f.rec, s, time.Now()))
	case task.StateFailed:
		return f.takeFailure(ctx, s)
	default:
		return fmt.Errorf("znode reports state %q: %w", s.State, task.ErrIllegalMove)
	}
}

// takeReceipt verifies the receipt before the state says proved.
func (f *follower) takeReceipt(ctx context.Context, v *project.Version, s task.Status) error {
	if s.Receipt == nil || f.rec.State.Move(task.StateProved) != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 2*f.d.cfg.Silence)
	defer cancel()
	err := f.d.roles.Receipts.Verify(ctx, v, f.rec.Header, *s.Receipt, s.Provider)
	if errors.Is(err, ErrReceiptRejected) {
		f.d.metrics.falseReceipts.Inc()
		f.log.Warn("false receipt", "node", s.Node, "err", err)
		return f.takeFailure(ctx, task.Status{State: task.StateFailed, Failure: &task.Failure{
			Node: s.Node, Code: task.FailNode, Reason: err.Error(),
		}})
	}
	if err != nil {
		return fmt.Errorf("verify receipt of %s: %w", s.Node, err)
	}
	return f.save(ctx)(proved(f.rec, s, time.Now()))
}

func (f *follower) takeFailure(ctx context.Context, s task.Status) error {
	if s.Failure == nil || f.rec.State == task.StateOutputted {
		return nil
	}
	rec, fresh := addFailure(f.rec, *s.Failure)
	if !fresh {
		return nil
	}
	f.rec = rec
	f.log.Warn("znode gave the task up", "node", s.Failure.Node, "code", s.Failure.Code, "reason", s.Failure.Reason)
	return f.store(ctx)
}

// save returns a function that stores a record and the change that led to it, so
// that the pure functions of record.go can be passed through.
func (f *follower) save(ctx context.Context) func(task.Record, task.Change) error {
	return func(rec task.Record, c task.Change) error {
		saved, err := f.d.roles.Store.Save(ctx, rec, c)
		if err != nil {
			return f.reload(ctx, err)
		}
		f.rec = saved
		f.log.Info("task "+string(c.State), "attempt", c.Attempt, "node", c.Node, "comment", c.Comment)
		f.d.changed(f.rec.Header.Key(), c)
		return nil
	}
}

// store saves the record with nothing to say in the log.
func (f *follower) store(ctx context.Context) error {
	saved, err := f.d.roles.Store.Save(ctx, f.rec)
	if err != nil {
		return f.reload(ctx, err)
	}
	f.rec = saved
	return nil
}

// reload reads the record again after a save was refused: another replica may
// have been faster, and the store is right.
func (f *follower) reload(ctx context.Context, cause error) error {
	rec, err := f.d.roles.Store.Task(ctx, f.rec.Header.Key())
	if err != nil {
		return errors.Join(cause, err)
	}
	f.rec = rec
	if rec.Done {
		return errGone
	}
	return cause
}
