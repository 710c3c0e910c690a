package p2p

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/libp2p/go-libp2p-pubsub"
	pb "github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

// Kind is what the messages of a topic are about.
type Kind string

// The kinds of topic, each project has one topic of each.
const (
	// KindTask: enodes announce tasks.
	KindTask Kind = "task"
	// KindStatus: znodes report on tasks.
	KindStatus Kind = "status"
	// KindPresence: znodes say that they are there.
	KindPresence Kind = "presence"
	// KindAttest: znodes ask each other to attest results, and answer.
	KindAttest Kind = "attest"
)

// topicVersion is the third element of a topic; it changes when envelopes of
// the old version can no longer be read.
const topicVersion = "1"

// rule says what a topic of one kind carries.
type rule struct {
	kind Kind
	// payloads are the message types of the Payload, by their names in wire.proto.
	payloads []protoreflect.FullName
	// maxBytes bounds the envelope; bigger ones are refused before they are decoded.
	maxBytes int
}

// rules is the whole table of joinable topics: kind → message type.
var rules = []rule{
	{KindTask, names((*wire.Announcement)(nil)), MaxAnnouncementBytes},
	{KindStatus, names((*wire.Status)(nil)), MaxStatusBytes},
	{KindPresence, names((*wire.Presence)(nil)), MaxPresenceBytes},
	{KindAttest, names((*wire.AttestRequest)(nil), (*wire.Attestation)(nil)), MaxAttestBytes},
}

func names(messages ...protoreflect.ProtoMessage) []protoreflect.FullName {
	out := make([]protoreflect.FullName, len(messages))
	for i, m := range messages {
		out[i] = m.ProtoReflect().Descriptor().FullName()
	}
	return out
}

func ruleOf(k Kind) (rule, bool) {
	i := slices.IndexFunc(rules, func(r rule) bool { return r.kind == k })
	if i < 0 {
		return rule{}, false
	}
	return rules[i], true
}

// ErrBadTopic marks a name that is no topic of this protocol.
var ErrBadTopic = errors.New("not a topic of this protocol")

// Topic names one gossip topic.
type Topic struct {
	ChainID uint64
	Project task.ProjectID
	Kind    Kind
}

// String returns /w3bstream/{chain id}/1/project/{project id}/{kind}.
func (t Topic) String() string {
	return fmt.Sprintf("%s/project/%d/%s", Network(t.ChainID), t.Project, t.Kind)
}

// Network returns /w3bstream/{chain id}/1: the beginning of every topic, and
// what the names of the DHT and of rendezvous points begin with.
func Network(chainID uint64) string {
	return "/w3bstream/" + strconv.FormatUint(chainID, 10) + "/" + topicVersion
}

// rendezvous is where the peers of one project meet in the DHT.
func rendezvous(chainID uint64, id task.ProjectID) string {
	return Network(chainID) + "/project/" + id.String()
}

// ParseTopic reads a topic's name; only the one canonical spelling is accepted.
func ParseTopic(s string) (Topic, error) {
	bad := func() (Topic, error) { return Topic{}, fmt.Errorf("parse topic: %w", ErrBadTopic) }
	p := strings.Split(s, "/")
	if len(s) > 128 || len(p) != 7 || p[0] != "" || p[1] != "w3bstream" || p[3] != topicVersion || p[4] != "project" {
		return bad()
	}
	chain, err := strconv.ParseUint(p[2], 10, 64)
	if err != nil {
		return bad()
	}
	project, err := task.ParseProjectID(p[5])
	if err != nil {
		return bad()
	}
	t := Topic{chain, project, Kind(p[6])}
	if !slices.Contains([]Kind{KindTask, KindStatus, KindPresence, KindAttest}, t.Kind) || t.String() != s {
		return bad()
	}
	return t, nil
}

// subscriptionFilter lets a peer's subscriptions in only where they name topics
// of this chain that this node could join, and only so many at a time: what a
// peer says it subscribes to is kept in memory.
type subscriptionFilter struct {
	chainID uint64
	most    int
}

// CanSubscribe implements [pubsub.SubscriptionFilter].
func (f subscriptionFilter) CanSubscribe(topic string) bool {
	t, err := ParseTopic(topic)
	if err != nil || t.ChainID != f.chainID {
		return false
	}
	_, ok := ruleOf(t.Kind)
	return ok
}

// FilterIncomingSubscriptions implements [pubsub.SubscriptionFilter].
func (f subscriptionFilter) FilterIncomingSubscriptions(_ peer.ID, subs []*pb.RPC_SubOpts) ([]*pb.RPC_SubOpts, error) {
	if len(subs) > f.most {
		return nil, pubsub.ErrTooManySubscriptions
	}
	return pubsub.FilterSubscriptions(subs, f.CanSubscribe), nil
}
