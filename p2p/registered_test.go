package p2p_test

import (
	"errors"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
)

// A znode is heard from the peer it is registered with. Who passes its words on from another one is not punished before
// everybody must know.
func TestZnodesAreHeardFromTheirRegisteredPeer(t *testing.T) {
	for _, kind := range []p2p.Kind{p2p.KindStatus, p2p.KindPresence} {
		t.Run(string(kind), func(t *testing.T) {
			c := newCourt(t)
			topic := p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: kind}
			judge := p2p.NewJudge(topic, window, c.auth)
			hear := func(origin peer.ID, after time.Duration) string {
				at := c.now.Add(after)
				payload := p2ptest.PresencePayload(origin)
				if kind == p2p.KindStatus {
					_, signed := p2ptest.MakeTask(t, c.enode, project, 1, "a")
					payload = p2ptest.StatusPayload(signed.Header, c.znode.Address(), origin)
				}
				data := p2ptest.Envelope(t, p2ptest.Forgery{Signer: c.znode, Topic: topic, IssuedAt: at}, payload)
				_, verdict, reason := judge(data, origin, at)
				return verdict + " " + reason
			}
			require.Equal(t, "accept ok", hear(c.other, 0), "registered with none")
			c.auth.Register(c.znode.Address(), c.peer)
			require.Equal(t, "accept ok", hear(c.peer, time.Minute))
			require.Equal(t, "ignore other_peer", hear(c.other, 2*time.Minute))
			require.Equal(t, "ignore other_peer", hear(c.other, 30*time.Minute))
			require.Equal(t, "reject other_peer", hear(c.other, 63*time.Minute), "nobody can be so far behind")
			require.Equal(t, "accept ok", hear(c.peer, 64*time.Minute))

			c.auth.Register(c.znode.Address(), c.other)
			require.Equal(t, "accept ok", hear(c.other, 65*time.Minute), "it moved")
			require.Equal(t, "ignore other_peer", hear(c.peer, 66*time.Minute), "others may not know yet that it moved")
			c.auth.Register(c.znode.Address(), c.peer)
			require.Equal(t, "ignore other_peer", hear(c.other, 67*time.Minute), "what was held against it is forgotten")

			require.Equal(t, "ignore other_peer", hear(c.other, 190*time.Minute), "long after, it may have moved there again")

			c.auth.Break(errors.New("behind"))
			require.Equal(t, "ignore unknown", hear(c.other, 200*time.Minute))
		})
	}
}
