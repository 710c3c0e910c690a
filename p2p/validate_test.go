package p2p_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/test"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

const window = time.Minute

// court is one topic of each kind with an honest enode and znode.
type court struct {
	t                  *testing.T
	auth               *p2ptest.Authority
	enode, znode, evil *task.KeySigner
	peer, other        peer.ID
	taskTopic, status  p2p.Topic
	now                time.Time
}

func newCourt(t *testing.T) *court {
	c := &court{
		t: t, auth: &p2ptest.Authority{}, now: time.UnixMilli(1_750_000_000_000),
		enode: p2ptest.NewSigner(t), znode: p2ptest.NewSigner(t), evil: p2ptest.NewSigner(t),
		peer: test.RandPeerIDFatal(t), other: test.RandPeerIDFatal(t),
		taskTopic: p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindTask},
		status:    p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindStatus},
	}
	c.auth.Enode(project, c.enode.Address())
	c.auth.Znode(project, c.znode.Address())
	return c
}

func (c *court) announcement(f p2ptest.Forgery, author task.Signer, id task.ProjectID, provider peer.ID) []byte {
	_, signed := p2ptest.MakeTask(c.t, author, id, 1, "a")
	return p2ptest.Envelope(c.t, c.fill(f, c.taskTopic, c.enode), p2ptest.AnnouncementPayload(c.t, signed, 0, provider))
}

func (c *court) report(f p2ptest.Forgery, node task.Address, change func(*wire.Status)) []byte {
	_, signed := p2ptest.MakeTask(c.t, c.enode, project, 1, "a")
	p := p2ptest.StatusPayload(signed.Header, node, c.peer)
	if change != nil {
		change(p.GetStatus())
	}
	return p2ptest.Envelope(c.t, c.fill(f, c.status, c.znode), p)
}

func (c *court) fill(f p2ptest.Forgery, topic p2p.Topic, signer task.Signer) p2ptest.Forgery {
	if f.Signer == nil {
		f.Signer = signer
	}
	if f.Topic == (p2p.Topic{}) {
		f.Topic = topic
	}
	if f.IssuedAt.IsZero() {
		f.IssuedAt = c.now
	}
	return f
}

func TestVerdictsOnAnnouncements(t *testing.T) {
	c := newCourt(t)
	otherChain := c.taskTopic
	otherChain.ChainID++
	for _, tc := range []struct {
		name, verdict, reason string
		data                  []byte
	}{
		{"honest", "accept", "ok", c.announcement(p2ptest.Forgery{}, c.enode, project, c.peer)},
		{"empty", "reject", "malformed", nil},
		{"garbage", "reject", "malformed", []byte("garbage")},
		{"over-size", "reject", "too_large", make([]byte, p2p.MaxAnnouncementBytes+1)},
		{"future version", "ignore", "version", c.announcement(p2ptest.Forgery{Version: 2}, c.enode, project, c.peer)},
		{"bad envelope signature", "reject", "not_allowed", c.announcement(p2ptest.Forgery{Signer: c.evil}, c.enode, project, c.peer)},
		{"task signed by nobody known", "reject", "not_allowed", c.announcement(p2ptest.Forgery{}, c.evil, project, c.peer)},
		{"znode announces", "reject", "not_allowed", c.announcement(p2ptest.Forgery{Signer: c.znode}, c.enode, project, c.peer)},
		{"signed for another chain", "reject", "not_allowed", c.announcement(p2ptest.Forgery{Topic: otherChain}, c.enode, project, c.peer)},
		{"signed for another topic", "reject", "not_allowed", c.announcement(p2ptest.Forgery{Topic: c.status}, c.enode, project, c.peer)},
		{"task of another project", "reject", "wrong_topic", c.announcement(p2ptest.Forgery{}, c.enode, project+1, c.peer)},
		{"status on the task topic", "reject", "wrong_topic", p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, c.taskTopic, c.enode), &wire.Payload{Kind: &wire.Payload_Status{Status: &wire.Status{}}})},
		{"sent on by another peer", "reject", "origin", c.announcement(p2ptest.Forgery{}, c.enode, project, c.other)},
		{"a little old", "accept", "ok", c.announcement(p2ptest.Forgery{IssuedAt: c.now.Add(-window)}, c.enode, project, c.peer)},
		{"old", "ignore", "stale", c.announcement(p2ptest.Forgery{IssuedAt: c.now.Add(-window - time.Second)}, c.enode, project, c.peer)},
		{"from the future", "ignore", "stale", c.announcement(p2ptest.Forgery{IssuedAt: c.now.Add(window + time.Second)}, c.enode, project, c.peer)},
		{"very old", "reject", "long_stale", c.announcement(p2ptest.Forgery{IssuedAt: c.now.Add(-2*window - time.Second)}, c.enode, project, c.peer)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			value, verdict, reason := p2p.NewJudge(c.taskTopic, window, c.auth)(tc.data, c.peer, c.now)
			require.Equal(t, tc.verdict+" "+tc.reason, verdict+" "+reason)
			_, ok := value.(task.Announcement)
			require.Equal(t, tc.verdict == "accept", ok)
		})
	}
}

func TestVerdictsOnStatuses(t *testing.T) {
	c := newCourt(t)
	node := c.znode.Address()
	with := func(f func(*wire.Status)) []byte { return c.report(p2ptest.Forgery{}, node, f) }
	for _, tc := range []struct {
		name, verdict, reason string
		data                  []byte
	}{
		{"honest", "accept", "ok", with(nil)},
		{"over-size", "reject", "too_large", make([]byte, p2p.MaxStatusBytes+1)},
		{"signed by another than it names", "reject", "bad_signature", c.report(p2ptest.Forgery{Signer: c.evil}, node, nil)},
		{"stranger speaks for itself", "reject", "not_allowed", c.report(p2ptest.Forgery{Signer: c.evil}, c.evil.Address(), nil)},
		{"enode speaks for itself", "reject", "not_allowed", c.report(p2ptest.Forgery{Signer: c.enode}, c.enode.Address(), nil)},
		{"announcement on the status topic", "reject", "wrong_topic", p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, c.status, c.znode), &wire.Payload{Kind: &wire.Payload_Announcement{Announcement: &wire.Announcement{}}})},
		{"empty payload", "reject", "malformed", p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, c.status, c.znode), &wire.Payload{})},
		{"another project", "reject", "wrong_topic", with(func(s *wire.Status) { s.ProjectId++ })},
		{"no project", "reject", "malformed", with(func(s *wire.Status) { s.ProjectId = 0 })},
		{"no sequence", "reject", "malformed", with(func(s *wire.Status) { s.Sequence = 0 })},
		{"short digest", "reject", "malformed", with(func(s *wire.Status) { s.Digest = s.Digest[1:] })},
		{"another peer's status", "reject", "origin", with(func(s *wire.Status) { s.Provider = []byte(c.other) })},
		{"no provider", "reject", "malformed", with(func(s *wire.Status) { s.Provider = nil })},
		{"no state", "reject", "malformed", with(func(s *wire.Status) { s.State = 0 })},
		{"state unknown", "reject", "malformed", with(func(s *wire.Status) { s.State = 77 })},
		{"proved without receipt", "reject", "malformed", with(func(s *wire.Status) { s.State = wire.State_STATE_PROVED })},
		{"failed without failure", "reject", "malformed", with(func(s *wire.Status) { s.State = wire.State_STATE_FAILED })},
		{"proving with failure", "reject", "malformed", with(func(s *wire.Status) { s.Failure = &wire.Failure{Code: "x"} })},
		{"time out of range", "reject", "malformed", with(func(s *wire.Status) { s.AtMs = 1 << 63 })},
		{"stage too long", "reject", "malformed", with(func(s *wire.Status) { s.Progress.Stage = string(make([]byte, 65)) })},
		{"note too long", "reject", "malformed", with(func(s *wire.Status) { s.Progress.Note = strings.Repeat("a", 1025) })},
		{"journal too long", "reject", "malformed", with(func(s *wire.Status) {
			s.Receipt = &wire.Receipt{
				Runtime: "risc0", Kind: "composite", Cid: "c", Binding: "none", ProgramId: make([]byte, 32), Digest: make([]byte, 32),
				Journal: make([]byte, p2p.MaxJournalBytes+1),
			}
		})},
	} {
		t.Run(tc.name, func(t *testing.T) {
			value, verdict, reason := p2p.NewJudge(c.status, window, c.auth)(tc.data, c.peer, c.now)
			require.Equal(t, tc.verdict+" "+tc.reason, verdict+" "+reason)
			_, ok := value.(task.Status)
			require.Equal(t, tc.verdict == "accept", ok)
		})
	}
}

func TestReplayIsRejectedWhoeverFlipsBitsOfTheEnvelope(t *testing.T) {
	c := newCourt(t)
	judge := p2p.NewJudge(c.taskTopic, window, c.auth)
	data := c.announcement(p2ptest.Forgery{}, c.enode, project, c.peer)
	_, verdict, _ := judge(data, c.peer, c.now)
	require.Equal(t, "accept", verdict)
	for at := c.now; at.Before(c.now.Add(window)); at = at.Add(window / 4) {
		_, verdict, reason := judge(data, c.peer, at)
		require.Equal(t, "reject replayed", verdict+" "+reason)
	}
	// An unknown field makes other bytes of the same content.
	var e wire.Envelope
	require.NoError(t, proto.Unmarshal(data, &e))
	e.ProtoReflect().SetUnknown([]byte{0x78, 0x01})
	altered, err := proto.Marshal(&e)
	require.NoError(t, err)
	require.NotEqual(t, data, altered)
	_, verdict, reason := judge(altered, c.peer, c.now)
	require.Equal(t, "reject replayed", verdict+" "+reason)
}

func TestForgedCopyDoesNotSuppressTheOriginal(t *testing.T) {
	c := newCourt(t)
	judge := p2p.NewJudge(c.taskTopic, window, c.auth)
	data := c.announcement(p2ptest.Forgery{}, c.enode, project, c.peer)
	_, verdict, reason := judge(data, c.other, c.now) // a villain is quicker with the same bytes
	require.Equal(t, "reject origin", verdict+" "+reason)
	_, verdict, _ = judge(data, c.peer, c.now)
	require.Equal(t, "accept", verdict)
}

func TestFloodOfOneOriginIsIgnoredAndPasses(t *testing.T) {
	c := newCourt(t)
	judge := p2p.NewJudge(c.status, window, c.auth) // 8 at once, 1 per second
	send := func(i int) string {
		at := c.now.Add(time.Duration(i) * time.Millisecond)
		_, verdict, reason := judge(c.report(p2ptest.Forgery{IssuedAt: at}, c.znode.Address(), nil), c.peer, c.now)
		return verdict + " " + reason
	}
	for i := range 8 {
		require.Equal(t, "accept ok", send(i))
	}
	require.Equal(t, "ignore rate", send(8))
	c.now = c.now.Add(2 * time.Second)
	require.Equal(t, "accept ok", send(9))
}

func TestTroubleWithTheChainPunishesNobody(t *testing.T) {
	c := newCourt(t)
	c.auth.Break(p2ptest.ErrTrouble)
	for _, tc := range []struct {
		topic p2p.Topic
		data  []byte
	}{
		{c.taskTopic, c.announcement(p2ptest.Forgery{}, c.enode, project, c.peer)},
		{c.status, c.report(p2ptest.Forgery{}, c.znode.Address(), nil)},
	} {
		judge := p2p.NewJudge(tc.topic, window, c.auth)
		_, verdict, reason := judge(tc.data, c.peer, c.now)
		require.Equal(t, "ignore unknown", verdict+" "+reason)
		c.auth.Break(nil)
		_, verdict, _ = judge(tc.data, c.peer, c.now)
		require.Equal(t, "accept", verdict, "it counts once the chain answers")
		c.auth.Break(p2ptest.ErrTrouble)
	}
}

func TestVerdictOfWrappedErrors(t *testing.T) {
	for _, tc := range []struct {
		err  error
		want string
	}{
		{nil, "accept ok"},
		{fmt.Errorf("x: %w", task.ErrMalformed), "reject malformed"},
		{fmt.Errorf("x: %w", task.ErrBadSignature), "reject bad_signature"},
		{fmt.Errorf("x: %w", task.ErrNotAllowed), "reject not_allowed"},
		{fmt.Errorf("x: %w", task.ErrWrongChain), "reject wrong_chain"},
		{fmt.Errorf("x: %w", task.ErrStale), "ignore stale"},
		{errors.New("never seen"), "ignore unknown"},
	} {
		v, r := p2p.VerdictOf(tc.err)
		require.Equal(t, tc.want, v+" "+r)
	}
}

func TestAnnouncementFitsItsLimitAtItsLargest(t *testing.T) {
	c := newCourt(t)
	_, signed := p2ptest.MakeTask(t, c.enode, project, 1<<63, "a")
	signed.Header.ProjectVersion = string(bytes.Repeat([]byte("v"), task.MaxVersionLen))
	data := p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, c.taskTopic, c.enode), p2ptest.AnnouncementPayload(t, signed, 1<<31, c.peer))
	require.LessOrEqual(t, len(data), p2p.MaxAnnouncementBytes)
}
