package sequencer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// burst is how many tasks of one group are packed before the project's other
// groups have their turn.
const burst = 16

// work looks at a project's ready groups, one after the other, until none is left.
func (s *Sequencer) work(ctx context.Context, id task.ProjectID, l *lane) {
	for e := s.take(ctx, id, l); e != nil; e = s.take(ctx, id, l) {
		s.look(ctx, l, e)
	}
}

// take returns the next ready group; nil ends the project's goroutine.
func (s *Sequencer) take(ctx context.Context, id task.ProjectID, l *lane) *entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(l.ready) == 0 || ctx.Err() != nil {
		l.running, l.ready = false, nil
		if len(l.entries) == 0 {
			delete(s.lanes, id)
		}
		return nil
	}
	e := l.ready[0]
	l.ready = l.ready[1:]
	// Whatever is reported from here on may be missing in what the store says next.
	e.view.fresh = 0
	e.known = true
	return e
}

func (s *Sequencer) look(ctx context.Context, l *lane, e *entry) {
	v, err := s.version(ctx, e.key.group)
	if err != nil {
		s.hold(ctx, l, e, reasonProject, err)
		return
	}
	rule := RuleOf(v.Packing)
	if rule.AnyDevice != e.key.anyDevice {
		s.refile(l, e, rule)
		return
	}
	last, err := s.pack(ctx, v, rule, e.key.group)
	if err != nil {
		s.hold(ctx, l, e, reasonStore, err)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e.busy, e.fails = false, 0
	delete(l.said, reasonProject+e.key.group.ProjectVersion)
	delete(l.said, reasonStore+e.key.group.ProjectVersion)
	e.rule, e.view.last, e.view.checked = rule, last, time.Now()
	if last.Count == 0 && e.view.fresh == 0 {
		s.drop(e)
		return
	}
	s.plot(e)
}

func (s *Sequencer) version(ctx context.Context, g task.Group) (*project.Version, error) {
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Lookup)
	defer cancel()
	return s.roles.Versions.Version(ctx, g.ProjectID, g.ProjectVersion)
}

// refile moves a group whose version turned out to group otherwise.
func (s *Sequencer) refile(l *lane, e *entry, rule Rule) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, fresh := e.key.group, e.view.fresh+1
	e.busy = false
	if rule.AnyDevice {
		l.anyDevice[g.ProjectVersion] = true
		whole := s.entry(g)
		whole.view.fresh += fresh
		s.plot(whole)
	} else {
		delete(l.anyDevice, g.ProjectVersion)
		signal(s.rescan) // only the store knows which devices there are
	}
	s.drop(e)
}

// hold puts a group off after a failure. Its messages stay in the store.
func (s *Sequencer) hold(ctx context.Context, l *lane, e *entry, reason string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e.busy = false
	e.fails++
	e.retryAt = time.Now().Add(backoff(e.fails, s.cfg.BackoffMin, s.cfg.BackoffMax))
	s.plot(e)
	if ctx.Err() != nil {
		return
	}
	s.metrics.held.WithLabelValues(reason).Inc()
	// One line per version and kind of trouble, not one per group and try.
	if text := reason + e.key.group.ProjectVersion; !l.said[text] {
		l.said[text] = true
		s.cfg.Log.Warn("messages cannot be packed now, will retry",
			"project", e.key.group.ProjectID, "version", e.key.group.ProjectVersion, "err", err)
	}
}

// pack makes tasks of a group as its rule says and returns what waits after that.
func (s *Sequencer) pack(ctx context.Context, v *project.Version, rule Rule, g task.Group) (task.Pending, error) {
	for n := 0; ; n++ {
		var p task.Pending
		err := s.call(ctx, func() (err error) {
			p, err = s.roles.Inbox.Pending(ctx, rule.Summary(g))
			return err
		})
		if err != nil || n == burst || !rule.Decide(p, time.Now()).Pack {
			return p, err
		}
		if err := s.packOne(ctx, v, rule, g); err != nil {
			return p, err
		}
	}
}

func (s *Sequencer) packOne(ctx context.Context, v *project.Version, rule Rule, g task.Group) error {
	var msgs []task.Message
	err := s.call(ctx, func() (err error) {
		msgs, err = s.roles.Inbox.Oldest(ctx, rule.Batch(g))
		return err
	})
	if err != nil || len(msgs) == 0 { // none: another packer was first
		return err
	}
	if msgs, err = s.roles.Gate.Pass(ctx, v, msgs); err != nil {
		return fmt.Errorf("pass gate: %w", err)
	}
	if len(msgs) == 0 {
		return errHeldBack
	}
	b := task.Batch{ChainID: s.cfg.ChainID, ProjectID: g.ProjectID, ProjectVersion: g.ProjectVersion, CreatedAt: time.Now()}
	if b.Sequence, err = s.roles.Positions.Next(ctx, g.ProjectID); err != nil {
		return fmt.Errorf("get position: %w", err)
	}
	for i := range msgs {
		b.Messages = append(b.Messages, msgs[i].ID)
	}
	var h task.Header
	err = s.call(ctx, func() (err error) {
		h, err = s.roles.Inbox.Pack(ctx, b)
		return err
	})
	if errors.Is(err, task.ErrConflict) && b.Sequence == 0 {
		s.metrics.conflicts.Inc()
		return nil // another packer was first: see what is left
	}
	if err != nil {
		return err
	}
	s.metrics.tasks.Inc()
	s.metrics.messages.Add(float64(h.MessageCount))
	s.roles.Packed(h.Key())
	return nil
}

var errHeldBack = errors.New("the gate holds all messages back")
