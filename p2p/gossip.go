package p2p

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"

	"github.com/machinefi/sprout/task"
)

// membership is what a host holds for one joined project.
type membership struct {
	topics map[Kind]*pubsub.Topic
	// end stops the project's goroutines, done is closed when they have stopped.
	end  context.CancelFunc
	done chan struct{}
}

func (h *Host) startGossip() error {
	ps, err := pubsub.NewGossipSub(h.life, h.libp2p, h.gossipOptions()...)
	if err != nil {
		return fmt.Errorf("start gossipsub: %w", err)
	}
	h.pubsub = ps
	return nil
}

// OnAnnouncement sets who takes announcements of joined projects, those of other
// nodes only. f is called for one announcement of a project at a time, in the
// order of arrival, and concurrently for different projects; while it runs, up to
// Limits.Queue more wait, and those beyond are dropped and counted.
func (h *Host) OnAnnouncement(f func(context.Context, task.Announcement)) { h.onAnnouncement.Store(&f) }

// OnStatus sets who takes status reports; see [Host.OnAnnouncement].
func (h *Host) OnStatus(f func(context.Context, task.Status)) { h.onStatus.Store(&f) }

// Join takes part in a project's topics and looks for the project's peers from
// now on. Joining twice does nothing.
func (h *Host) Join(_ context.Context, id task.ProjectID) error {
	h.joining.Lock()
	defer h.joining.Unlock()
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return ErrClosed
	}
	if _, ok := h.projects[id]; ok {
		return nil
	}
	ctx, end := context.WithCancel(h.life)
	m := &membership{topics: map[Kind]*pubsub.Topic{}, end: end, done: make(chan struct{})}
	var work []func(context.Context)
	for _, r := range rules {
		f, err := h.joinTopic(Topic{h.cfg.ChainID, id, r.kind}, r, m)
		if err != nil {
			end()
			return errors.Join(fmt.Errorf("join project %d: %w", id, err), h.closeTopics(id, m))
		}
		work = append(work, f...)
	}
	work = append(work, func(ctx context.Context) { h.meet(ctx, id) })
	h.projects[id] = m
	h.metrics.projects.Set(float64(len(h.projects)))
	h.running.Go(func() { m.supervise(ctx, work) })
	return nil
}

// supervise runs all of work and closes done when it has ended.
func (m *membership) supervise(ctx context.Context, work []func(context.Context)) {
	defer close(m.done)
	ended := make(chan struct{}, len(work))
	for _, f := range work {
		go func() { f(ctx); ended <- struct{}{} }()
	}
	for range work {
		<-ended
	}
}

// joinTopic joins one topic and returns what must run for it.
func (h *Host) joinTopic(t Topic, r rule, m *membership) ([]func(context.Context), error) {
	v := &validator{
		topic: t, rule: r, window: h.cfg.Window, authority: h.cfg.Authority, metrics: h.metrics, self: h.libp2p.ID(),
		replay: newReplayGuard(h.cfg.Limits.Replay), origins: newLimiters[peer.ID](rate.Limit(h.cfg.Limits.MessageRate), h.cfg.Limits.MessageBurst),
		presences: newPresenceLimiters(), requests: newRequestLimiters(), attestations: newAttestationLimiters(),
		peers: newRegistrations(h.cfg.Authority),
	}
	if err := h.pubsub.RegisterTopicValidator(t.String(), v.validate, pubsub.WithValidatorConcurrency(256)); err != nil {
		return nil, err
	}
	topic, err := h.pubsub.Join(t.String())
	if err != nil {
		return nil, errors.Join(err, h.pubsub.UnregisterTopicValidator(t.String()))
	}
	m.topics[t.Kind] = topic
	if err := topic.SetScoreParams(topicScoreParams()); err != nil {
		return nil, err
	}
	sub, err := topic.Subscribe(pubsub.WithBufferSize(h.cfg.Limits.Queue))
	if err != nil {
		return nil, err
	}
	queue := make(chan any, h.cfg.Limits.Queue)
	receive := func(ctx context.Context) {
		defer sub.Cancel()
		h.receive(ctx, t.Kind, sub, queue)
	}
	return []func(context.Context){receive, func(ctx context.Context) { h.deliver(ctx, t.Kind, queue) }}, nil
}

// receive moves checked messages of others from the subscription to the queue.
// It never waits for a handler, so a slow handler holds up nothing else.
func (h *Host) receive(ctx context.Context, k Kind, sub *pubsub.Subscription, queue chan<- any) {
	for {
		m, err := sub.Next(ctx)
		if err != nil {
			return // the project is left or the host closed
		}
		if m.ReceivedFrom == h.libp2p.ID() {
			continue
		}
		select {
		case queue <- m.ValidatorData:
		default:
			h.metrics.dropped.WithLabelValues(string(k), "queue_full").Inc()
		}
	}
}

// deliver hands queued messages to the handler, one at a time.
func (h *Host) deliver(ctx context.Context, k Kind, queue <-chan any) {
	for {
		select {
		case <-ctx.Done():
			return
		case v := <-queue:
			if !h.handle(ctx, v) {
				h.metrics.dropped.WithLabelValues(string(k), "no_handler").Inc()
			}
		}
	}
}

func (h *Host) handle(ctx context.Context, v any) bool {
	switch v := v.(type) {
	case task.Announcement:
		if f := h.onAnnouncement.Load(); f != nil {
			(*f)(ctx, v)
			return true
		}
	case task.Status:
		if f := h.onStatus.Load(); f != nil {
			(*f)(ctx, v)
			return true
		}
	case task.Presence:
		if f := h.onPresence.Load(); f != nil {
			(*f)(ctx, v)
		}
		return true // whoever has no use for it misses nothing
	case task.AttestRequest:
		if f := h.onAttestRequest.Load(); f != nil {
			(*f)(ctx, v)
		}
		return true
	case task.Attestation:
		if f := h.onAttestation.Load(); f != nil {
			(*f)(ctx, v)
		}
		return true
	}
	return false
}

// Leave ends what [Host.Join] began and waits for a running handler to return, so
// a handler must not call it for its own project.
func (h *Host) Leave(id task.ProjectID) error {
	h.joining.Lock()
	defer h.joining.Unlock()
	h.mu.Lock()
	m, ok := h.projects[id]
	delete(h.projects, id)
	h.metrics.projects.Set(float64(len(h.projects)))
	h.mu.Unlock()
	if !ok {
		return nil
	}
	m.end()
	<-m.done
	if err := h.closeTopics(id, m); err != nil && h.life.Err() == nil {
		return fmt.Errorf("leave project %d: %w", id, err)
	}
	return nil
}

func (h *Host) closeTopics(id task.ProjectID, m *membership) error {
	var errs []error
	for k, t := range m.topics {
		errs = append(errs, t.Close(), h.pubsub.UnregisterTopicValidator(Topic{h.cfg.ChainID, id, k}.String()))
	}
	return errors.Join(errs...)
}

// Projects returns the joined projects in order.
func (h *Host) Projects() []task.ProjectID {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]task.ProjectID, 0, len(h.projects))
	for id := range h.projects {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// Listeners returns how many peers are known to listen to the topic, 0 for one not joined.
func (h *Host) Listeners(id task.ProjectID, k Kind) int {
	t, err := h.topic(id, k)
	if err != nil {
		return 0
	}
	return len(t.ListPeers())
}

func (h *Host) topic(id task.ProjectID, k Kind) (*pubsub.Topic, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if m, ok := h.projects[id]; ok && m.topics[k] != nil {
		return m.topics[k], nil
	}
	return nil, fmt.Errorf("topic %s of project %d: %w", k, id, ErrNotJoined)
}

// Announce offers a signed task to the project's znodes. That it returns nil
// says nothing of who heard it: announce again until a znode reports.
func (h *Host) Announce(ctx context.Context, s task.Signed, attempt uint32) error {
	payload, err := encodeAnnouncement(s, attempt, h.libp2p.ID())
	if err == nil {
		err = h.publish(ctx, s.Header.ProjectID, KindTask, payload)
	}
	if err != nil {
		return fmt.Errorf("announce task %s: %w", s.Header.Key(), err)
	}
	return nil
}

// PublishStatus reports on a task. Node, Provider, and At where it is zero, are
// filled in; journals above [MaxJournalBytes] are left out.
func (h *Host) PublishStatus(ctx context.Context, s task.Status) error {
	s.Node = h.cfg.Signer.Address()
	if s.At.IsZero() {
		s.At = time.Now()
	}
	payload, err := encodeStatus(s, h.libp2p.ID())
	if err == nil {
		err = h.publish(ctx, s.Key.Project, KindStatus, payload)
	}
	if err != nil {
		return fmt.Errorf("report task %s as %s: %w", s.Key, s.State, err)
	}
	return nil
}

// publish signs payload for its topic and sends it. Gossipsub runs this node's
// own validator first, so a message that others would refuse is an error here.
func (h *Host) publish(ctx context.Context, id task.ProjectID, k Kind, payload []byte) (err error) {
	defer func() {
		outcome := "ok"
		if err != nil {
			outcome = "error"
		}
		h.metrics.published.WithLabelValues(string(k), outcome).Inc()
	}()
	t, err := h.topic(id, k)
	if err != nil {
		return err
	}
	e := envelope{issuedAt: h.issued.next(time.Now()), payload: payload}
	e.signature, err = h.cfg.Signer.SignHash(ctx, task.GossipHash(h.cfg.ChainID, t.String(), e.issuedAt, payload))
	if err != nil {
		return err
	}
	data, err := encodeEnvelope(e)
	if err != nil {
		return err
	}
	return t.Publish(ctx, data)
}

// issueClock gives every message of this node its own millisecond: two messages
// of the same content are told apart by their time, or else the second is a replay.
type issueClock struct{ last atomic.Int64 }

func (c *issueClock) next(now time.Time) time.Time {
	for {
		last := c.last.Load()
		ms := max(now.UnixMilli(), last+1)
		if c.last.CompareAndSwap(last, ms) {
			return time.UnixMilli(ms)
		}
	}
}
