package p2p

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/peer"

	"github.com/machinefi/sprout/task"
)

// validator judges the messages of one topic.
type validator struct {
	topic     Topic
	rule      rule
	window    time.Duration
	authority Authority
	replay    *replayGuard
	origins   *limiters[peer.ID]
	presences *limiters[task.Address]
	peers     *registrations
	metrics   *metrics
	self      peer.ID

	requests, attestations *limiters[task.Address]
}

// validate implements [pubsub.ValidatorEx]: it leaves the checked value in the
// message's ValidatorData.
func (v *validator) validate(_ context.Context, _ peer.ID, m *pubsub.Message) pubsub.ValidationResult {
	start := time.Now()
	value, err := v.judge(m.Data, m.GetFrom(), start)
	verdict, why := verdictOf(err)
	if verdict == pubsub.ValidationAccept {
		m.ValidatorData = value
	}
	v.metrics.gossip.WithLabelValues(string(v.topic.Kind), verdictLabel(verdict), string(why)).Inc()
	v.metrics.validate.WithLabelValues(string(v.topic.Kind)).Observe(time.Since(start).Seconds())
	return verdict
}

// judge decodes and checks data published by origin, whose libp2p signature
// gossipsub has checked already. It returns a task.Announcement,
// task.Status, task.Presence, task.AttestRequest or task.Attestation.
func (v *validator) judge(data []byte, origin peer.ID, now time.Time) (any, error) {
	// [REJECT] the envelope is above the size limit of its topic. Before anything is decoded.
	if len(data) > v.rule.maxBytes {
		return nil, fmt.Errorf("%w: %d bytes, limit %d", errTooLarge, len(data), v.rule.maxBytes)
	}
	// [IGNORE] the origin publishes faster than its limit. Before anything costly is
	// done; its relays may honestly have seen a slower stream.
	if origin != v.self && !v.origins.allow(origin, now) {
		return nil, errRate
	}
	// [REJECT] the envelope does not decode. [IGNORE] its version is not known.
	e, err := decodeEnvelope(data)
	if err != nil {
		return nil, err
	}
	if err := v.checkTime(e.issuedAt, now); err != nil {
		return nil, err
	}
	// [REJECT] the same content was let through before. Gossipsub has removed
	// honest duplicates, so its author or an impostor published it again.
	hash := task.GossipHash(v.topic.ChainID, v.topic.String(), e.issuedAt, e.payload)
	if v.replay.known(hash, now) {
		return nil, errReplayed
	}
	value, err := v.open(e, hash, origin, now)
	if err != nil {
		return nil, err
	}
	// Marked last, and again tested: two copies may be judged at the same time.
	if !v.replay.first(hash, now, e.issuedAt.Add(2*v.window)) {
		return nil, errReplayed
	}
	return value, nil
}

// checkTime compares the time a message was signed with this node's clock.
func (v *validator) checkTime(at, now time.Time) error {
	// [REJECT] it lies more than two windows away: a relay whose own clock is within
	// a window of ours has refused it, so no honest peer sent it on.
	if task.InWindow(at, now, 2*v.window) != nil {
		return errLongStale
	}
	// [IGNORE] it lies outside the window: one of the clocks may be wrong.
	return task.InWindow(at, now, v.window)
}

// open recovers the signer and checks the payload by the topic's kind.
func (v *validator) open(e envelope, hash [32]byte, origin peer.ID, now time.Time) (any, error) {
	switch v.topic.Kind {
	case KindTask:
		return v.openAnnouncement(e, hash, origin)
	case KindPresence:
		return v.openPresence(e, hash, origin, now)
	case KindAttest:
		return v.openAttest(e, hash, origin, now)
	default:
		return v.openStatus(e, hash, origin, now)
	}
}

func (v *validator) openAnnouncement(e envelope, hash [32]byte, origin peer.ID) (any, error) {
	// [REJECT] the payload does not decode, or is of another kind than the topic.
	a, err := decodeAnnouncement(e.payload)
	if err != nil {
		return nil, err
	}
	// [REJECT] the task is of another project than the topic.
	if a.signed.Header.ProjectID != v.topic.Project {
		return nil, fmt.Errorf("task of project %d: %w", a.signed.Header.ProjectID, errWrongTopic)
	}
	// [REJECT] the peer that published it is not the one that says it serves the body.
	if a.provider != origin {
		return nil, errOrigin
	}
	// [REJECT] the envelope's signature is bad, or its signer no enode of the project.
	signer, err := e.signature.Recover(hash)
	if err != nil {
		return nil, err
	}
	if err := v.authority.MayDispatch(v.topic.Project, signer); err != nil {
		return nil, fmt.Errorf("announced by %s: %w", signer, err)
	}
	// [REJECT] the header is of another chain, its signature is bad, or its signer no
	// enode of the project. Signers may differ: replicas announce each other's tasks.
	verified, err := task.Verify(a.signed, v.topic.ChainID, v.authority.MayDispatch)
	if err != nil {
		return nil, err
	}
	return task.Announcement{Task: verified, Attempt: a.attempt, Provider: a.provider.String()}, nil
}

func (v *validator) openStatus(e envelope, hash [32]byte, origin peer.ID, now time.Time) (any, error) {
	// [REJECT] the payload does not decode, a field is above its limit, or the state
	// is not one of a znode's four or lacks what belongs to it.
	s, provider, err := decodeStatus(e.payload)
	if err != nil {
		return nil, err
	}
	// [REJECT] the status is of another project than the topic.
	if s.Key.Project != v.topic.Project {
		return nil, fmt.Errorf("status of project %d: %w", s.Key.Project, errWrongTopic)
	}
	// [REJECT] the peer that published it is not the one that says it serves the receipt.
	if provider != origin {
		return nil, errOrigin
	}
	// [REJECT] the envelope's signature is bad, or not of the znode the status names.
	signer, err := e.signature.Recover(hash)
	if err != nil {
		return nil, err
	}
	if signer != s.Node {
		return nil, fmt.Errorf("status of %s signed by %s: %w", s.Node, signer, task.ErrBadSignature)
	}
	// [REJECT] the signer is no znode allowed for the project.
	if err := v.authority.MayProve(v.topic.Project, signer); err != nil {
		return nil, fmt.Errorf("reported by %s: %w", signer, err)
	}
	if err := v.peers.check(signer, origin, now); err != nil {
		return nil, err
	}
	return s, nil
}
