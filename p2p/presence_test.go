package p2p_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/test"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

var presenceTopic = p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindPresence}

func TestPresenceComesBackAsItWent(t *testing.T) {
	id := test.RandPeerIDFatal(t)
	rapid.Check(t, func(t *rapid.T) {
		want := task.Presence{Version: rapid.StringMatching(`[a-z0-9.é]{0,30}`).Draw(t, "version")}
		names := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9é]{1,30}`), 0, 8, rapid.ID).Draw(t, "runtimes")
		slices.Sort(names)
		for _, n := range names {
			slots := rapid.Uint32Range(0, 1<<16).Draw(t, "slots")
			want.Offers = append(want.Offers, task.Offer{Runtime: n, Slots: slots, Running: rapid.Uint32Range(0, slots).Draw(t, "running")})
		}
		b, err := p2p.EncodePresence(want, id)
		require.NoError(t, err)
		got, from, err := p2p.DecodePresence(b)
		require.NoError(t, err)
		require.Equal(t, id, from)
		require.Equal(t, want, got)
	})
}

func TestPresenceAtItsLargestFitsItsLimit(t *testing.T) {
	id, signer := test.RandPeerIDFatal(t), p2ptest.NewSigner(t)
	payload := p2ptest.PresencePayload(id)
	w := payload.GetPresence()
	w.Version, w.Offers = strings.Repeat("v", 64), nil
	for i := range 8 {
		w.Offers = append(w.Offers, &wire.Offer{Runtime: fmt.Sprint(i, strings.Repeat("r", 62)), Slots: 1 << 16, Running: 1 << 16})
	}
	data := p2ptest.Envelope(t, p2ptest.Forgery{Signer: signer, Topic: presenceTopic}, payload)
	require.LessOrEqual(t, len(data), p2p.MaxPresenceBytes)
	auth := &p2ptest.Authority{}
	auth.Znode(project, signer.Address())
	_, verdict, _ := p2p.NewJudge(presenceTopic, window, auth)(data, id, time.Now())
	require.Equal(t, "accept", verdict)
}

func TestVerdictsOnPresences(t *testing.T) {
	c := newCourt(t)
	say := func(f p2ptest.Forgery, change func(*wire.Presence)) []byte {
		p := p2ptest.PresencePayload(c.peer)
		if change != nil {
			change(p.GetPresence())
		}
		return p2ptest.Envelope(t, c.fill(f, presenceTopic, c.znode), p)
	}
	with := func(f func(*wire.Presence)) []byte { return say(p2ptest.Forgery{}, f) }
	elsewhere := presenceTopic
	elsewhere.Project++
	for _, tc := range []struct {
		name, verdict, reason string
		data                  []byte
	}{
		{"honest", "accept", "ok", with(nil)},
		{"nothing to offer", "accept", "ok", with(func(p *wire.Presence) { p.Offers = nil })},
		{"over-size", "reject", "too_large", make([]byte, p2p.MaxPresenceBytes+1)},
		{"stranger", "reject", "not_allowed", say(p2ptest.Forgery{Signer: c.evil}, nil)},
		{"enode", "reject", "not_allowed", say(p2ptest.Forgery{Signer: c.enode}, nil)},
		{"of another project", "reject", "not_allowed", say(p2ptest.Forgery{Topic: elsewhere}, nil)},
		{"status on the presence topic", "reject", "wrong_topic", p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, presenceTopic, c.znode), &wire.Payload{Kind: &wire.Payload_Status{Status: &wire.Status{}}})},
		{"sent on by another peer", "reject", "origin", with(func(p *wire.Presence) { p.Provider = []byte(c.other) })},
		{"no provider", "reject", "malformed", with(func(p *wire.Presence) { p.Provider = nil })},
		{"old", "ignore", "stale", say(p2ptest.Forgery{IssuedAt: c.now.Add(-window - time.Second)}, nil)},
		{"very old", "reject", "long_stale", say(p2ptest.Forgery{IssuedAt: c.now.Add(-2*window - time.Second)}, nil)},
		{"more in use than there are", "reject", "malformed", with(func(p *wire.Presence) { p.Offers[0].Running = 3 })},
		{"too many slots", "reject", "malformed", with(func(p *wire.Presence) { p.Offers[0].Slots = 1<<16 + 1 })},
		{"no name", "reject", "malformed", with(func(p *wire.Presence) { p.Offers[0].Runtime = "" })},
		{"runtime twice", "reject", "malformed", with(func(p *wire.Presence) { p.Offers = append(p.Offers, p.Offers[0]) })},
		{"too many runtimes", "reject", "malformed", with(func(p *wire.Presence) {
			p.Offers = nil
			for i := range 9 {
				p.Offers = append(p.Offers, &wire.Offer{Runtime: fmt.Sprint(i)})
			}
		})},
		{"endless version", "reject", "malformed", with(func(p *wire.Presence) { p.Version = strings.Repeat("v", 65) })},
	} {
		t.Run(tc.name, func(t *testing.T) {
			value, verdict, reason := p2p.NewJudge(presenceTopic, window, c.auth)(tc.data, c.peer, c.now)
			require.Equal(t, tc.verdict+" "+tc.reason, verdict+" "+reason)
			p, ok := value.(task.Presence)
			require.Equal(t, tc.verdict == "accept", ok)
			if ok {
				require.Equal(t, c.znode.Address(), p.Node)
				require.Equal(t, project, p.Project)
				require.True(t, c.now.Equal(p.At))
			}
		})
	}
}

// The rate is the operator's, whatever number of peers it speaks from.
func TestPresencesOfOneOperatorAreCutToTheirRate(t *testing.T) {
	c := newCourt(t)
	judge := p2p.NewJudge(presenceTopic, window, c.auth)
	send := func() string {
		c.now = c.now.Add(time.Millisecond)
		from := test.RandPeerIDFatal(t)
		data := p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, presenceTopic, c.znode), p2ptest.PresencePayload(from))
		_, verdict, reason := judge(data, from, c.now)
		return verdict + " " + reason
	}
	for range 4 {
		require.Equal(t, "accept ok", send())
	}
	require.Equal(t, "ignore rate", send())
	for range 20 { // an honest znode at its quickest is never above the rate
		c.now = c.now.Add(task.PresenceGap)
		require.Equal(t, "accept ok", send())
	}
}

func TestPresenceReachesEnodesThroughOthers(t *testing.T) {
	net := p2ptest.New(t)
	enode, hub, znode := net.Enode(project), net.Znode(project), net.Znode(project)
	net.Connect(project, hub, enode, znode)
	want := task.Presence{Project: project, Version: strings.Repeat("é", 50), Offers: []task.Offer{{Runtime: "halo2"}, {Runtime: "risc0", Slots: 3, Running: 1}}}
	p2ptest.Repeat(t, func() error { return znode.PublishPresence(t.Context(), want) },
		func() bool { return len(enode.Presences()) > 0 }, "presence arrives")
	got := enode.Presences()[0]
	require.Equal(t, znode.Signer.Address(), got.Node)
	require.WithinDuration(t, time.Now(), got.At, p2ptest.Patience)
	require.Equal(t, strings.Repeat("é", 32), got.Version, "cut between characters")
	want.Node, want.At, want.Version = got.Node, got.At, got.Version
	require.Equal(t, want, got)

	require.Error(t, enode.PublishPresence(t.Context(), want), "an enode is no znode")
	want.Project++
	require.ErrorIs(t, znode.PublishPresence(t.Context(), want), p2p.ErrNotJoined)
	want.Project, want.Offers = project, []task.Offer{{Runtime: "risc0", Slots: 1, Running: 2}}
	require.ErrorIs(t, znode.PublishPresence(t.Context(), want), task.ErrMalformed)
}

func TestFloodOfPresencesIsCutToItsRate(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project)
	villain := net.Villain(enode)
	signer := p2ptest.NewSigner(t)
	net.Authority.Znode(project, signer.Address())
	const flood = 60
	for i := range flood {
		at := time.Now().Add(time.Duration(i) * time.Millisecond)
		villain.Send(presenceTopic, p2ptest.Envelope(t, p2ptest.Forgery{Signer: signer, Topic: presenceTopic, IssuedAt: at}, p2ptest.PresencePayload(villain.Host.ID())))
	}
	count := func(labels ...string) float64 {
		return enode.Count(t, "sprout_p2p_gossip_total", append(labels, "topic_kind", "presence")...)
	}
	p2ptest.Eventually(t, func() bool { return count() == flood }, "every message is judged")
	ignored := count("verdict", "ignore", "reason", "rate")
	require.Greater(t, ignored, 40.0)
	require.Equal(t, flood-ignored, count("verdict", "accept"))
	require.Zero(t, count("verdict", "reject"), "who is only quick is not punished")
}

// A node that takes part in a topic which this one does not know, as a later version may, is not punished for it.
func TestTopicsOfLaterVersionsHarmNobody(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project)
	later := net.Villain(enode)
	for _, k := range []p2p.Kind{"later", "another"} {
		topic := presenceTopic
		topic.Kind = k
		_, err := later.Subscribe(topic.String())
		require.NoError(t, err)
	}
	signer := p2ptest.NewSigner(t)
	net.Authority.Znode(project, signer.Address())
	later.Send(presenceTopic, p2ptest.Envelope(t, p2ptest.Forgery{Signer: signer, Topic: presenceTopic}, p2ptest.PresencePayload(later.Host.ID())))
	p2ptest.Eventually(t, func() bool { return len(enode.Presences()) == 1 }, "it is heard")
	require.GreaterOrEqual(t, enode.Score(later.ID()), 0.0)
}

func FuzzPresence(f *testing.F) {
	id := test.RandPeerIDFatal(f)
	for _, offers := range [][]task.Offer{nil, {{Runtime: "risc0", Slots: 2, Running: 1}}, {{Runtime: "halo2", Slots: 1}, {Runtime: "risc0", Slots: 1, Running: 1}}} {
		b, err := p2p.EncodePresence(task.Presence{Version: "1.0.0", Offers: offers}, id)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, from, err := p2p.DecodePresence(b)
		if err != nil {
			return
		}
		again, err := p2p.EncodePresence(p, from)
		require.NoError(t, err, "what was accepted may be sent on")
		same, _, err := p2p.DecodePresence(again)
		require.NoError(t, err)
		require.Equal(t, p, same)
	})
}
