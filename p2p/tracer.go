package p2p

import (
	"github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
)

// tracer counts messages that gossipsub turned away before or after this
// package's validators saw them. It implements [pubsub.RawTracer].
type tracer struct{ metrics *metrics }

// gossipsubReasons are the causes for which a message never reaches a validator.
var gossipsubReasons = map[string]struct{ verdict, reason string }{
	pubsub.RejectMissingSignature:    {"reject", "no_peer_signature"},
	pubsub.RejectInvalidSignature:    {"reject", "bad_peer_signature"},
	pubsub.RejectUnexpectedSignature: {"reject", "unexpected_peer_signature"},
	pubsub.RejectUnexpectedAuthInfo:  {"reject", "unexpected_author"},
	pubsub.RejectSelfOrigin:          {"reject", "own_message_from_peer"},
	pubsub.RejectBlacklstedPeer:      {"reject", "blacklisted"},
	pubsub.RejectBlacklistedSource:   {"reject", "blacklisted"},
	pubsub.RejectValidationQueueFull: {"ignore", "overload"},
	pubsub.RejectValidationThrottled: {"ignore", "overload"},
}

// RejectMessage counts the causes of gossipsub's own; the validators count theirs.
func (t tracer) RejectMessage(m *pubsub.Message, reason string) {
	if r, ok := gossipsubReasons[reason]; ok {
		t.metrics.gossip.WithLabelValues(kindLabel(m.GetTopic()), r.verdict, r.reason).Inc()
	}
}

// UndeliverableMessage counts messages the subscription had no room for.
func (t tracer) UndeliverableMessage(m *pubsub.Message) {
	t.metrics.dropped.WithLabelValues(kindLabel(m.GetTopic()), "queue_full").Inc()
}

// kindLabel is the kind of a topic, and one value for whatever else peers make up.
func kindLabel(topic string) string {
	t, err := ParseTopic(topic)
	if err != nil {
		return "none"
	}
	return string(t.Kind)
}

// The rest of [pubsub.RawTracer] is of no interest here.

func (tracer) OnNewOutboundStream(peer.ID, protocol.ID) {}
func (tracer) OnClosedOutboundStream(peer.ID)           {}
func (tracer) Join(string)                              {}
func (tracer) Leave(string)                             {}
func (tracer) Graft(peer.ID, string)                    {}
func (tracer) Prune(peer.ID, string)                    {}
func (tracer) ValidateMessage(*pubsub.Message)          {}
func (tracer) DeliverMessage(*pubsub.Message)           {}
func (tracer) DuplicateMessage(*pubsub.Message)         {}
func (tracer) ThrottlePeer(peer.ID)                     {}
func (tracer) RecvRPC(*pubsub.RPC)                      {}
func (tracer) SendRPC(*pubsub.RPC, peer.ID)             {}
func (tracer) DropRPC(*pubsub.RPC, peer.ID)             {}
