package p2p_test

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/client"
	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
)

func TestNodeBehindNATIsReachedThroughARelay(t *testing.T) {
	net := p2ptest.New(t)
	relay := net.Node(func(c *p2p.Config) { c.RelayService = true })
	hidden := net.Enode(project, func(c *p2p.Config) { c.NAT = true })
	znode := net.Node()
	want, signed := hidden.Task(t, project, 1, "a")
	hidden.ServeBodies(serve(want))

	at, err := peer.AddrInfoFromString(relay.Addrs()[0])
	require.NoError(t, err)
	require.NoError(t, hidden.Connect(t.Context(), relay.Addrs()[0]))
	_, err = client.Reserve(t.Context(), hidden.Libp2p(), *at)
	require.NoError(t, err, "the relay takes reservations")

	require.NoError(t, znode.Connect(t.Context(), relay.Addrs()[0]+"/p2p-circuit/p2p/"+hidden.ID()))
	got, err := znode.FetchBody(t.Context(), hidden.ID(), verify(t, net, signed))
	require.NoError(t, err)
	require.Equal(t, want.Digest(), got.Digest())
}

func TestPrivateAddressesStayPrivate(t *testing.T) {
	net := p2ptest.New(t)
	node := net.Node(func(c *p2p.Config) {
		c.PrivateAddrs = false
		c.Listen = []string{"/ip4/0.0.0.0/tcp/0"}
	})
	told := node.Libp2p().Peerstore().Addrs(node.Libp2p().ID())
	for _, a := range told {
		require.True(t, manet.IsPublicAddr(a), "%s is told to others", a)
	}

	announced := net.Node(func(c *p2p.Config) { c.Announce = []string{"/dns4/sprout.example/tcp/8000"} })
	require.Equal(t, []multiaddr.Multiaddr{multiaddr.StringCast("/dns4/sprout.example/tcp/8000")}, announced.Libp2p().Addrs())
	require.Equal(t, []string{"/dns4/sprout.example/tcp/8000/p2p/" + announced.ID()}, announced.Addrs())
}
