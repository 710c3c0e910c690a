package p2p_test

import (
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
)

// hasMulticast reports whether what this machine sends to a multicast group comes back.
func hasMulticast(t *testing.T) bool {
	t.Helper()
	group := &net.UDPAddr{IP: net.IPv4(224, 0, 0, 251), Port: 15353}
	in, err := net.ListenMulticastUDP("udp4", nil, group)
	if err != nil {
		return false
	}
	defer in.Close()
	out, err := net.DialUDP("udp4", nil, group)
	if err != nil {
		return false
	}
	defer out.Close()
	if _, err := out.Write([]byte("anybody")); err != nil {
		return false
	}
	require.NoError(t, in.SetReadDeadline(time.Now().Add(time.Second)))
	_, err = in.Read(make([]byte, 16))
	return err == nil
}

func TestNeighboursMeetByMDNS(t *testing.T) {
	if !hasMulticast(t) {
		t.Skip("this machine has no multicast")
	}
	network := p2ptest.New(t)
	local := func(c *p2p.Config) {
		c.MDNS = true
		c.Listen = []string{"/ip4/0.0.0.0/udp/0/quic-v1", "/ip4/0.0.0.0/tcp/0"}
	}
	a, b := network.Node(local), network.Node(local)
	p2ptest.Eventually(t, func() bool { return a.Peers() == 1 && b.Peers() == 1 }, "they find each other")
}
