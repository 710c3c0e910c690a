package p2ptest

import (
	"context"
	"encoding/binary"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

// Villain is a peer that speaks gossipsub and keeps none of Sprout's rules.
type Villain struct {
	t      testing.TB
	Host   host.Host
	pubsub *pubsub.PubSub
	topics map[string]*pubsub.Topic
}

// Villain starts one that is connected to victim.
func (n *Network) Villain(victim *Node) *Villain {
	n.t.Helper()
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.DisableMetrics(),
		libp2p.ResourceManager(&network.NullResourceManager{}))
	require.NoError(n.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	ps, err := pubsub.NewGossipSub(ctx, h, pubsub.WithFloodPublish(true), pubsub.WithPeerOutboundQueueSize(4096), pubsub.WithLogger(slog.New(slog.DiscardHandler)))
	require.NoError(n.t, err)
	n.t.Cleanup(func() {
		cancel()
		require.NoError(n.t, h.Close())
	})
	info, err := peer.AddrInfoFromString(victim.Addrs()[0])
	require.NoError(n.t, err)
	require.NoError(n.t, h.Connect(ctx, *info))
	return &Villain{t: n.t, Host: h, pubsub: ps, topics: map[string]*pubsub.Topic{}}
}

// Send publishes data on a topic as it is. It waits until the villain has learned
// that somebody listens there, because gossipsub sends to nobody else.
func (v *Villain) Send(topic p2p.Topic, data []byte) {
	v.t.Helper()
	name := topic.String()
	t, ok := v.topics[name]
	if !ok {
		var err error
		t, err = v.pubsub.Join(name)
		require.NoError(v.t, err)
		v.topics[name] = t
		Eventually(v.t, func() bool { return len(t.ListPeers()) > 0 }, "villain finds a listener")
	}
	require.NoError(v.t, t.Publish(context.Background(), data))
}

// Subscribe listens to any topic name.
func (v *Villain) Subscribe(name string) (*pubsub.Subscription, error) {
	t, err := v.pubsub.Join(name)
	if err != nil {
		return nil, err
	}
	return t.Subscribe()
}

// ServeBody answers requests for task bodies with whatever answer writes.
func (v *Villain) ServeBody(answer func(w io.Writer)) {
	v.Host.SetStreamHandler(p2p.BodyProtocol, func(s network.Stream) {
		answer(s)
		_ = s.Close() // the victim may have hung up already
	})
}

// WriteBody writes an answer that promises size bytes and gives body.
func WriteBody(t testing.TB, w io.Writer, size uint64, body []byte) {
	b, err := proto.Marshal(&wire.BodyResponse{Code: wire.BodyCode_BODY_CODE_OK, Size: size})
	if err != nil {
		t.Errorf("encode answer: %v", err)
	}
	b = append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)
	_, _ = w.Write(append(b, body...)) // the victim may hang up first
}

// ID returns the villain's peer id in text form.
func (v *Villain) ID() string { return v.Host.ID().String() }

// Forgery says how an envelope differs from an honest one.
type Forgery struct {
	Signer   task.Signer // who signs the envelope
	Topic    p2p.Topic   // whose gossip hash is signed
	IssuedAt time.Time   // zero is now
	Version  uint32      // zero is 1
	// BadSignature flips a bit of the signature.
	BadSignature bool
}

// Envelope makes the bytes of a gossip message with any payload.
func Envelope(t testing.TB, f Forgery, p *wire.Payload) []byte {
	t.Helper()
	payload, err := proto.Marshal(p)
	require.NoError(t, err)
	if f.IssuedAt.IsZero() {
		f.IssuedAt = time.Now()
	}
	if f.Version == 0 {
		f.Version = 1
	}
	f.IssuedAt = time.UnixMilli(f.IssuedAt.UnixMilli())
	sig, err := f.Signer.SignHash(context.Background(), task.GossipHash(f.Topic.ChainID, f.Topic.String(), f.IssuedAt, payload))
	require.NoError(t, err)
	if f.BadSignature {
		sig[3] ^= 1
	}
	b, err := proto.Marshal(&wire.Envelope{Version: f.Version, IssuedAtMs: uint64(f.IssuedAt.UnixMilli()), Payload: payload, Signature: sig[:]})
	require.NoError(t, err)
	return b
}

// AnnouncementPayload makes the payload of an announcement.
func AnnouncementPayload(t testing.TB, s task.Signed, attempt uint32, provider peer.ID) *wire.Payload {
	t.Helper()
	header, err := s.Header.AppendBinary(nil)
	require.NoError(t, err)
	return &wire.Payload{Kind: &wire.Payload_Announcement{Announcement: &wire.Announcement{
		Header: header, Signature: s.Signature[:], Attempt: attempt, Provider: []byte(provider),
	}}}
}

// StatusPayload makes the payload of a status that says "proving".
func StatusPayload(h task.Header, node task.Address, provider peer.ID) *wire.Payload {
	d := h.Digest()
	return &wire.Payload{Kind: &wire.Payload_Status{Status: &wire.Status{
		ProjectId: uint64(h.ProjectID), Sequence: h.Sequence, Digest: d[:], State: wire.State_STATE_PROVING,
		Node: node[:], AtMs: uint64(time.Now().UnixMilli()), Provider: []byte(provider),
		Progress: &wire.Progress{Stage: "prove", Done: 1, Total: 9},
	}}}
}

// PresencePayload makes the payload of a presence with one free slot of risc0.
func PresencePayload(provider peer.ID) *wire.Payload {
	return &wire.Payload{Kind: &wire.Payload_Presence{Presence: &wire.Presence{
		Version: "1.0.0", Provider: []byte(provider), Offers: []*wire.Offer{{Runtime: "risc0", Slots: 2, Running: 1}},
	}}}
}
