package p2p_test

import (
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
)

// rejected is how many messages of the topic's kind the node has rejected for the reason.
func rejected(t *testing.T, n *p2ptest.Node, k p2p.Kind, reason string) float64 {
	return n.Count(t, "sprout_p2p_gossip_total", "topic_kind", string(k), "verdict", "reject", "reason", reason)
}

// A villain sends one bad thing after another. Each is rejected and counted, none
// reaches the handler, and the villain's score falls until it is heard no more,
// while an honest node goes on being heard.
func TestVillainsAreRejectedCountedAndScoredDown(t *testing.T) {
	statusTopic := p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindStatus}
	taskTopic := p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindTask}
	for _, tc := range []struct {
		name, reason string
		topic        p2p.Topic
		// bad makes the i-th message.
		bad func(t *testing.T, i int, v *p2ptest.Villain, znode *p2ptest.Node) []byte
	}{
		{"garbage", "malformed", taskTopic, func(_ *testing.T, i int, _ *p2ptest.Villain, _ *p2ptest.Node) []byte {
			return []byte{byte(i), 0xff, 0xff, 0xff}
		}},
		{"over-size", "too_large", statusTopic, func(_ *testing.T, i int, _ *p2ptest.Villain, _ *p2ptest.Node) []byte {
			return make([]byte, p2p.MaxStatusBytes+1+i)
		}},
		{"forged status", "bad_signature", statusTopic, func(t *testing.T, i int, v *p2ptest.Villain, z *p2ptest.Node) []byte {
			_, signed := p2ptest.MakeTask(t, z.Signer, project, uint64(i+1), "a")
			return p2ptest.Envelope(t, p2ptest.Forgery{Signer: p2ptest.NewSigner(t), Topic: statusTopic},
				p2ptest.StatusPayload(signed.Header, z.Signer.Address(), v.Host.ID()))
		}},
		{"stranger's announcement", "not_allowed", taskTopic, func(t *testing.T, i int, v *p2ptest.Villain, _ *p2ptest.Node) []byte {
			s := p2ptest.NewSigner(t)
			_, signed := p2ptest.MakeTask(t, s, project, uint64(i+1), "a")
			return p2ptest.Envelope(t, p2ptest.Forgery{Signer: s, Topic: taskTopic}, p2ptest.AnnouncementPayload(t, signed, 0, v.Host.ID()))
		}},
		{"replayed as its own", "origin", statusTopic, func(t *testing.T, i int, _ *p2ptest.Villain, z *p2ptest.Node) []byte {
			_, signed := p2ptest.MakeTask(t, z.Signer, project, uint64(i+1), "a")
			return p2ptest.Envelope(t, p2ptest.Forgery{Signer: z.Signer, Topic: statusTopic},
				p2ptest.StatusPayload(signed.Header, z.Signer.Address(), z.Libp2p().ID()))
		}},
		{"replayed from long ago", "long_stale", statusTopic, func(t *testing.T, i int, v *p2ptest.Villain, z *p2ptest.Node) []byte {
			_, signed := p2ptest.MakeTask(t, z.Signer, project, uint64(i+1), "a")
			return p2ptest.Envelope(t, p2ptest.Forgery{Signer: z.Signer, Topic: statusTopic, IssuedAt: time.Now().Add(-time.Hour)},
				p2ptest.StatusPayload(signed.Header, z.Signer.Address(), v.Host.ID()))
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			net := p2ptest.New(t)
			enode, znode := net.Enode(project), net.Znode(project)
			net.Connect(project, enode, znode)
			villain := net.Villain(enode)
			for i := range 11 {
				villain.Send(tc.topic, tc.bad(t, i, villain, znode))
			}
			p2ptest.Eventually(t, func() bool { return rejected(t, enode, tc.topic.Kind, tc.reason) >= 10 }, "counted by reason")
			p2ptest.Eventually(t, func() bool { return enode.Score(villain.ID()) < -90 }, "scored down")
			require.Empty(t, enode.Announcements())
			require.Empty(t, enode.Statuses())

			_, signed := enode.Task(t, project, 1, "a")
			s := task.Status{Key: signed.Header.Key(), Digest: signed.Header.Digest(), State: task.StateProving}
			p2ptest.Repeat(t, func() error { return znode.PublishStatus(t.Context(), s) },
				func() bool { return len(enode.Statuses()) > 0 }, "an honest node is heard still")
			require.GreaterOrEqual(t, enode.Score(znode.ID()), 0.0)
		})
	}
}

func TestReplayByItsAuthorIsRejected(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project)
	villain := net.Villain(enode) // an allowed znode, with software of its own
	signer := p2ptest.NewSigner(t)
	net.Authority.Znode(project, signer.Address())
	topic := p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindStatus}
	_, signed := enode.Task(t, project, 1, "a")
	data := p2ptest.Envelope(t, p2ptest.Forgery{Signer: signer, Topic: topic}, p2ptest.StatusPayload(signed.Header, signer.Address(), villain.Host.ID()))
	for range 5 {
		villain.Send(topic, data)
	}
	p2ptest.Eventually(t, func() bool { return rejected(t, enode, p2p.KindStatus, "replayed") == 4 }, "all but the first are replays")
	require.Len(t, enode.Statuses(), 1)
}

func TestFloodOfAnAllowedNodeIsCutToItsRate(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project, func(c *p2p.Config) { c.Limits.MessageRate, c.Limits.MessageBurst = 1, 5 })
	villain := net.Villain(enode)
	signer := p2ptest.NewSigner(t)
	net.Authority.Znode(project, signer.Address())
	topic := p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindStatus}
	const flood = 60
	for i := range uint64(flood) {
		_, signed := enode.Task(t, project, i+1, "a")
		villain.Send(topic, p2ptest.Envelope(t, p2ptest.Forgery{Signer: signer, Topic: topic}, p2ptest.StatusPayload(signed.Header, signer.Address(), villain.Host.ID())))
	}
	p2ptest.Eventually(t, func() bool {
		return enode.Count(t, "sprout_p2p_gossip_total", "topic_kind", "status") == flood
	}, "every message is judged")
	ignored := enode.Count(t, "sprout_p2p_gossip_total", "verdict", "ignore", "reason", "rate")
	require.Greater(t, ignored, 40.0)
	require.Equal(t, flood-ignored, enode.Count(t, "sprout_p2p_gossip_total", "verdict", "accept"))
}

func TestTopicsOfOthersAreNotTracked(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project)
	villain := net.Villain(enode)
	for _, name := range []string{"nonsense", "/w3bstream/1/1/project/7/task", "/w3bstream/4690/1/project/7/later"} {
		_, err := villain.Subscribe(name)
		require.NoError(t, err)
	}
	good := p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindTask}
	_, err := villain.Subscribe(good.String())
	require.NoError(t, err)
	p2ptest.Eventually(t, func() bool { return enode.Listeners(project, p2p.KindTask) == 1 }, "a proper subscription is seen")
	require.Zero(t, enode.Listeners(project, p2p.KindAttest))
}

func TestConnectionsAreLimitedByTheResourceManager(t *testing.T) {
	net := p2ptest.New(t)
	node := net.Node()
	err := node.Libp2p().Network().ResourceManager().ViewSystem(func(s network.ResourceScope) error {
		return s.ReserveMemory(1<<40, network.ReservationPriorityAlways)
	})
	require.Error(t, err, "the resource manager is on")
}
