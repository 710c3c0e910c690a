package processor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// work brings one job to its end and reports it; it calls release when it needs
// the prover no more. What it cannot finish because
// ctx ended stays in the ledger for the next start.
func (p *Processor) work(ctx context.Context, j *job, release func()) {
	p.mu.Lock()
	j.entry.Attempt = j.attempt
	shared := j.shared
	p.mu.Unlock()
	log := p.cfg.Log.With("task", j.key.String(), "attempt", j.entry.Attempt)
	jctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })
	defer stop()
	go func() {
		select {
		case <-j.release:
			cancel(errSuperseded)
		case <-jctx.Done():
		}
	}()
	beat := p.heartbeat(jctx, j)
	err := p.prove(jctx, j, shared, release, beat, log)
	beat.stop()
	switch {
	case err == nil:
		p.metrics.ended.WithLabelValues("outputted").Inc()
		log.Info("task delivered", "output", j.entry.Output.Type, "result", j.entry.Output.Result)
		p.report(statusOf(j.entry, p.roles.Self), true)
	case errors.Is(context.Cause(jctx), errSuperseded):
		p.metrics.ended.WithLabelValues("superseded").Inc()
		log.Info("task was delivered by another znode")
		p.drop(ctx, j.entry)
	case ctx.Err() != nil:
		log.Info("task left unfinished, will resume after restart", "state", j.entry.State)
	default:
		p.fail(ctx, j, err, log)
	}
}

func (p *Processor) fail(ctx context.Context, j *job, err error, log *slog.Logger) {
	code := task.CodeOf(err)
	p.metrics.ended.WithLabelValues(string(code)).Inc()
	log.Warn("task failed here", "code", code, "err", err)
	e := j.entry
	e.State = task.StateFailed
	e.Failure = &task.Failure{Node: p.roles.Self, Code: code, Reason: err.Error()}
	e.At = time.Now()
	if e.Receipt != nil && !code.Lasting() {
		// The proof is good: keep it, so that the next try only has to deliver.
		keep := e
		keep.State, keep.Failure = task.StateProved, nil
		p.record(ctx, keep, log)
	} else {
		p.record(ctx, e, log)
	}
	p.report(statusOf(e, p.roles.Self), true)
}

func (p *Processor) record(ctx context.Context, e Entry, log *slog.Logger) {
	if err := p.roles.Ledger.Record(ctx, e); err != nil {
		log.Error("writing the ledger failed; the task may be done again", "err", err)
	}
}

// prove takes the job from wherever the ledger says it stands to delivery.
func (p *Processor) prove(ctx context.Context, j *job, shared bool, release func(), beat *heartbeat, log *slog.Logger) error {
	j.entry.At = time.Now()
	if err := p.roles.Ledger.Record(ctx, j.entry); err != nil {
		return fmt.Errorf("record task: %w", err)
	}
	h := j.task.Header()
	v, err := p.roles.Versions.Version(ctx, h.ProjectID, h.ProjectVersion)
	if err != nil {
		return task.WithCode(err, task.FailNode)
	}
	p.mu.Lock()
	j.first = int(max(v.Redundancy, 1)) // after a restart it is not known before
	p.mu.Unlock()
	beat.set(task.Progress{Stage: "fetch"})
	fctx, cancel := context.WithTimeout(ctx, p.cfg.FetchLimit)
	t, err := p.roles.Bodies.FetchBody(fctx, j.provider, j.task)
	cancel()
	if err != nil {
		return fmt.Errorf("fetch body: %w", err)
	}
	p.metrics.taken.Observe(time.Since(h.CreatedAt).Seconds())
	receipt, err := p.receipt(ctx, j, v, &t, beat)
	if err != nil {
		return err
	}
	log.Info("task proved", "receipt", j.entry.Receipt.CID, "bytes", len(receipt), "cycles", j.entry.Receipt.Cycles,
		"ms", j.entry.Receipt.ProveMS)
	p.report(statusOf(j.entry, p.roles.Self), false)
	p.send(j, 1)
	defer p.send(j, -1)
	release()
	return p.deliver(ctx, j, shared, v, &t, receipt, beat)
}

// send counts a delivery that begins (1) or ends (-1).
func (p *Processor) send(j *job, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sends.add(j.key.Project, n)
	if n < 0 {
		p.signal() // its project may have had to wait
	}
}

// receipt returns the receipt of a former run if it can still be read, or makes one.
func (p *Processor) receipt(ctx context.Context, j *job, v *project.Version, t *task.Task, beat *heartbeat) ([]byte, error) {
	if j.entry.State == task.StateProved && j.entry.Receipt != nil {
		b, err := p.roles.Receipts.Get(ctx, j.entry.Receipt.CID)
		if err == nil && task.DigestOf(b) == j.entry.Receipt.Digest {
			return b, nil
		}
	}
	start := time.Now()
	ref, b, err := p.roles.Prover.Prove(ctx, v, t, beat.set)
	if err != nil {
		return nil, err
	}
	p.metrics.proving.Observe(time.Since(start).Seconds())
	ref.ProveMS = uint64(time.Since(start).Milliseconds())
	if ref.CID, err = p.roles.Receipts.Put(ctx, b); err != nil {
		return nil, fmt.Errorf("store receipt: %w", err)
	}
	j.entry.State, j.entry.Receipt, j.entry.At = task.StateProved, &ref, time.Now()
	if err := p.roles.Ledger.Record(ctx, j.entry); err != nil {
		return nil, fmt.Errorf("record receipt: %w", err)
	}
	return b, nil
}

// deliver hands the result to the output when it is this znode's turn.
func (p *Processor) deliver(ctx context.Context, j *job, shared bool, v *project.Version, t *task.Task, receipt []byte, beat *heartbeat) error {
	if err := p.turn(ctx, j, shared, beat); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, p.cfg.OutputLimit)
	defer cancel()
	waits := func(reason error) { beat.set(task.Progress{Stage: "output", Note: reason.Error()}) }
	out, err := p.roles.Sink.Deliver(ctx, v, t, *j.entry.Receipt, receipt, waits)
	if err != nil {
		return fmt.Errorf("deliver: %w", err)
	}
	j.entry.State, j.entry.Output, j.entry.At = task.StateOutputted, &out, time.Now()
	if err := p.roles.Ledger.Record(ctx, j.entry); err != nil {
		return fmt.Errorf("record delivery: %w", err)
	}
	return nil
}

func statusOf(e Entry, self task.Address) task.Status {
	return task.Status{
		Key: e.Task.Header.Key(), Digest: e.Digest, Attempt: e.Attempt, State: e.State, Node: self, At: time.Now(),
		Receipt: e.Receipt, Output: e.Output, Failure: e.Failure,
	}
}

// report publishes s, and where it is final repeats it, since gossip may be lost.
func (p *Processor) report(s task.Status, final bool) {
	p.mu.Lock()
	ctx := p.ctx
	p.mu.Unlock()
	if ctx == nil {
		return
	}
	p.publish(ctx, s) // at once, so that reports keep their order
	if !final {
		return
	}
	p.wg.Go(func() {
		for _, d := range []time.Duration{p.cfg.Heartbeat / 2, 2 * p.cfg.Heartbeat} {
			select {
			case <-ctx.Done():
				return
			case <-time.After(d):
				p.publish(ctx, s)
			}
		}
	})
}

func (p *Processor) publish(ctx context.Context, s task.Status) {
	s.At = time.Now()
	if err := p.roles.Reporter.PublishStatus(ctx, s); err != nil && ctx.Err() == nil {
		p.cfg.Log.Warn("publishing status failed", "task", s.Key.String(), "state", s.State, "err", err)
	}
}

// heartbeat repeats the report on a task in work, with the latest progress.
type heartbeat struct {
	mu     sync.Mutex
	latest task.Progress
	kick   chan struct{}
	cancel context.CancelFunc
	done   chan struct{}
}

func (h *heartbeat) set(p task.Progress) {
	h.mu.Lock()
	h.latest = p
	h.mu.Unlock()
}

// now has it reported at once.
func (h *heartbeat) now() {
	select {
	case h.kick <- struct{}{}:
	default:
	}
}

func (h *heartbeat) stop() {
	h.cancel()
	<-h.done
}

func (p *Processor) heartbeat(ctx context.Context, j *job) *heartbeat {
	ctx, cancel := context.WithCancel(ctx)
	h := &heartbeat{latest: task.Progress{Stage: "fetch"}, kick: make(chan struct{}, 1), cancel: cancel, done: make(chan struct{})}
	p.mu.Lock()
	attempt := j.attempt
	p.mu.Unlock()
	go func() {
		defer close(h.done)
		tick := time.NewTicker(p.cfg.Heartbeat)
		defer tick.Stop()
		for {
			h.mu.Lock()
			progress := h.latest
			h.mu.Unlock()
			p.publish(ctx, task.Status{
				Key: j.key, Digest: j.task.Digest(), Attempt: attempt, State: task.StateProving,
				Node: p.roles.Self, Progress: progress,
			})
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			case <-h.kick:
			}
		}
	}()
	return h
}
