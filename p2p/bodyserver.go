package p2p

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"

	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

// BodySource returns the task of a digest, or an error that is [ErrNoBody] where
// it has none. Calls are concurrent, at most Limits.Bodies at a time.
type BodySource func(context.Context, task.Digest) (task.Task, error)

// bodyServer answers body requests of peers within their limits.
type bodyServer struct {
	host    *Host
	source  atomic.Pointer[BodySource]
	rates   *limiters[peer.ID]
	mu      sync.Mutex
	all     int
	perPeer map[peer.ID]int
}

func (h *Host) startBodies() error {
	l := h.cfg.Limits
	h.bodies = &bodyServer{host: h, rates: newLimiters[peer.ID](rate.Limit(l.BodyRate), l.BodyBurst), perPeer: map[peer.ID]int{}}
	h.libp2p.SetStreamHandler(BodyProtocol, h.bodies.serve)
	return nil
}

// ServeBodies sets where task bodies come from that peers ask for. A body is
// given to any peer that names its digest: who knows the digest heard it on the
// project's topic. Until it is set every request is answered "not found".
func (h *Host) ServeBodies(source BodySource) { h.bodies.source.Store(&source) }

func (b *bodyServer) serve(s network.Stream) {
	err := b.answer(s)
	b.host.metrics.served.WithLabelValues(outcome(err)).Inc()
	if err != nil {
		b.host.log.Debug("body request", "peer", s.Conn().RemotePeer(), "err", err)
	}
	if told := (refusal{}); err == nil || errors.As(err, &told) {
		s.Close()
		return
	}
	s.Reset() // the peer sees that something broke, rather than a short body
}

// refusal is a fault that the peer was told about in an orderly answer.
type refusal struct{ cause error }

func (r refusal) Error() string { return "refused: " + r.cause.Error() }
func (r refusal) Unwrap() error { return r.cause }

// answer reads one request and answers it; a [refusal] is an answer too.
func (b *bodyServer) answer(s network.Stream) error {
	if err := errors.Join(s.Scope().SetService(bodyService), s.SetDeadline(time.Now().Add(requestTimeout))); err != nil {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	p := s.Conn().RemotePeer()
	if !b.enter(p) {
		return refuse(s, wire.BodyCode_BODY_CODE_BUSY, ErrBusy)
	}
	defer b.leave(p)
	var req wire.BodyRequest
	if err := readFrame(s, &req); err != nil {
		return err
	}
	if req.Version != bodyFormat || len(req.Digest) != len(task.Digest{}) {
		return refuse(s, wire.BodyCode_BODY_CODE_BAD_REQUEST, fmt.Errorf("%w: version %d, digest of %d bytes", task.ErrMalformed, req.Version, len(req.Digest)))
	}
	body, err := b.body(task.Digest(req.Digest))
	switch {
	case errors.Is(err, ErrNoBody):
		return refuse(s, wire.BodyCode_BODY_CODE_NOT_FOUND, err)
	case err != nil:
		b.host.log.Warn("cannot serve a task body", "task", task.Digest(req.Digest), "err", err)
		return refuse(s, wire.BodyCode_BODY_CODE_INTERNAL, err)
	}
	return b.send(s, body)
}

// body loads the body and makes sure that it is what was asked for.
func (b *bodyServer) body(d task.Digest) ([]byte, error) {
	source := b.source.Load()
	if source == nil {
		return nil, ErrNoBody
	}
	ctx, cancel := context.WithTimeout(b.host.life, requestTimeout)
	defer cancel()
	t, err := (*source)(ctx, d)
	if err != nil {
		return nil, err
	}
	if got := t.Digest(); got != d {
		return nil, fmt.Errorf("source returned task %s", got)
	}
	return t.Body()
}

func (b *bodyServer) send(s network.Stream, body []byte) error {
	if err := s.Scope().ReserveMemory(len(body), network.ReservationPriorityMedium); err != nil {
		return refuse(s, wire.BodyCode_BODY_CODE_BUSY, fmt.Errorf("%w: %w", ErrBusy, err))
	}
	defer s.Scope().ReleaseMemory(len(body))
	if err := s.SetDeadline(time.Now().Add(b.host.cfg.BodyTimeout)); err != nil {
		return fmt.Errorf("set deadline: %w", err)
	}
	if err := writeFrame(s, &wire.BodyResponse{Code: wire.BodyCode_BODY_CODE_OK, Size: uint64(len(body))}); err != nil {
		return err
	}
	if _, err := s.Write(body); err != nil {
		return fmt.Errorf("send body: %w", err)
	}
	return nil
}

// refuse tells the peer why and returns cause, so that it is counted.
func refuse(s network.Stream, code wire.BodyCode, cause error) error {
	if err := writeFrame(s, &wire.BodyResponse{Code: code}); err != nil {
		return errors.Join(cause, err)
	}
	return refusal{cause}
}

// enter takes a place for one transfer to p, if p's rate and the limits leave one.
func (b *bodyServer) enter(p peer.ID) bool {
	if !b.rates.allow(p, time.Now()) {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.host.cfg.Limits
	if b.all >= l.Bodies || b.perPeer[p] >= l.BodiesPerPeer {
		return false
	}
	b.all++
	b.perPeer[p]++
	return true
}

func (b *bodyServer) leave(p peer.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all--
	if b.perPeer[p]--; b.perPeer[p] == 0 {
		delete(b.perPeer, p)
	}
}
