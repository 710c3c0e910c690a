package p2p_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
)

// serve makes a source of the given tasks.
func serve(tasks ...task.Task) p2p.BodySource {
	return func(_ context.Context, d task.Digest) (task.Task, error) {
		for _, t := range tasks {
			if t.Digest() == d {
				return t, nil
			}
		}
		return task.Task{}, p2p.ErrNoBody
	}
}

func verify(t *testing.T, n *p2ptest.Network, s task.Signed) task.Verified {
	t.Helper()
	v, err := task.Verify(s, p2ptest.ChainID, n.Authority.MayDispatch)
	require.NoError(t, err)
	return v
}

func TestBodyComesFromTheProvider(t *testing.T) {
	net := p2ptest.New(t)
	enode, znode := net.Enode(project), net.Znode(project)
	net.Connect(project, enode, znode)
	big := strings.Repeat("x", task.MaxDataLen)
	want, signed := enode.Task(t, project, 1, "a", big, big, big, big, big, big, big)
	enode.ServeBodies(serve(want))
	got, err := znode.FetchBody(t.Context(), enode.ID(), verify(t, net, signed))
	require.NoError(t, err)
	require.Equal(t, want.Digest(), got.Digest())
	require.Equal(t, len(want.Messages), len(got.Messages))
	require.Equal(t, 1.0, znode.Count(t, "sprout_p2p_bodies_fetched_total", "outcome", "ok"))
	require.Equal(t, 1.0, enode.Count(t, "sprout_p2p_bodies_served_total", "outcome", "ok"))
}

func TestBodyComesFromAnotherPeerWhenTheProviderIsGone(t *testing.T) {
	net := p2ptest.New(t)
	enode, keeper, znode := net.Enode(project), net.Znode(project), net.Znode(project)
	net.Connect(project, znode, enode, keeper)
	want, signed := enode.Task(t, project, 1, "a")
	keeper.ServeBodies(serve(want))
	require.NoError(t, enode.Close())
	got, err := znode.FetchBody(t.Context(), enode.ID(), verify(t, net, signed))
	require.NoError(t, err)
	require.Equal(t, want.Digest(), got.Digest())
}

func TestBodyFaults(t *testing.T) {
	net := p2ptest.New(t)
	enode, znode := net.Enode(project), net.Node()
	require.NoError(t, znode.Connect(t.Context(), enode.Addrs()[0]))
	want, signed := enode.Task(t, project, 1, "a")
	other, _ := enode.Task(t, project, 2, "b")
	v := verify(t, net, signed)
	fetch := func() error {
		_, err := znode.FetchBody(t.Context(), enode.ID(), v)
		return err
	}
	require.ErrorIs(t, fetch(), p2p.ErrNoBody, "nothing is served yet")
	enode.ServeBodies(serve(other))
	require.ErrorIs(t, fetch(), p2p.ErrNoBody)
	enode.ServeBodies(func(context.Context, task.Digest) (task.Task, error) { return other, nil })
	require.ErrorContains(t, fetch(), "INTERNAL", "a wrong task of its own store is not sent")
	enode.ServeBodies(func(context.Context, task.Digest) (task.Task, error) { return task.Task{}, errors.New("disk") })
	require.ErrorContains(t, fetch(), "INTERNAL")
	enode.ServeBodies(serve(want))
	require.NoError(t, fetch())
	_, err := znode.FetchBody(t.Context(), "nobody", v)
	require.ErrorContains(t, err, "provider")
	_, err = znode.FetchBody(t.Context(), znode.ID(), v)
	require.ErrorIs(t, err, p2p.ErrNoBody, "it does not ask itself")
}

func TestLyingProviderIsFoundOut(t *testing.T) {
	net := p2ptest.New(t)
	enode, znode := net.Enode(project), net.Node()
	liar := net.Villain(znode)
	want, signed := enode.Task(t, project, 1, "a")
	body, err := want.Body()
	require.NoError(t, err)
	v := verify(t, net, signed)
	lie := func(answer func(w io.Writer)) error {
		liar.ServeBody(answer)
		_, err := znode.FetchBody(t.Context(), liar.ID(), v)
		return err
	}
	altered := append([]byte(nil), body...)
	altered[len(altered)-1] ^= 1
	require.ErrorIs(t, lie(func(w io.Writer) { p2ptest.WriteBody(t, w, uint64(len(body)), altered) }), task.ErrMalformed)
	require.ErrorIs(t, lie(func(w io.Writer) { p2ptest.WriteBody(t, w, 1<<40, nil) }), task.ErrMalformed)
	require.ErrorIs(t, lie(func(w io.Writer) { p2ptest.WriteBody(t, w, uint64(len(body)), body[:3]) }), io.ErrUnexpectedEOF)
	require.ErrorIs(t, lie(func(w io.Writer) { _, _ = w.Write([]byte{0xff, 0xff, 0xff, 0xff}) }), task.ErrMalformed)
	require.NoError(t, lie(func(w io.Writer) { p2ptest.WriteBody(t, w, uint64(len(body)), body) }))
}

func TestProviderThatHangsIsGivenUp(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project)
	znode := net.Node(func(c *p2p.Config) { c.BodyTimeout = 200 * time.Millisecond })
	liar := net.Villain(znode)
	_, signed := enode.Task(t, project, 1, "a")
	done := make(chan struct{})
	t.Cleanup(func() { close(done) })
	liar.ServeBody(func(io.Writer) { <-done })
	_, err := znode.FetchBody(t.Context(), liar.ID(), verify(t, net, signed))
	require.Error(t, err)
	require.NotErrorIs(t, err, p2p.ErrNoBody)
}

func TestBodyServerHoldsItsLimits(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project, func(c *p2p.Config) {
		c.Limits.BodiesPerPeer, c.Limits.Bodies = 2, 3
		c.Limits.BodyRate, c.Limits.BodyBurst = 1, 20
	})
	a, b := net.Node(), net.Node()
	want, signed := enode.Task(t, project, 1, "a")
	v := verify(t, net, signed)
	entered, release := make(chan struct{}, 100), make(chan struct{})
	enode.ServeBodies(func(context.Context, task.Digest) (task.Task, error) {
		entered <- struct{}{}
		<-release
		return want, nil
	})
	results := make(chan error, 100)
	fetch := func(n *p2ptest.Node) {
		require.NoError(t, n.Connect(t.Context(), enode.Addrs()[0]))
		go func() {
			_, err := n.FetchBody(context.Background(), enode.ID(), v)
			results <- err
		}()
	}
	fetch(a)
	fetch(a)
	fetch(b)
	for range 3 {
		<-entered
	}
	fetch(a) // a has its two
	require.ErrorIs(t, <-results, p2p.ErrBusy)
	fetch(b) // all three places are taken
	require.ErrorIs(t, <-results, p2p.ErrBusy)
	close(release)
	for range 3 {
		require.NoError(t, <-results)
	}
	busy := 0
	for range 30 { // more than a's burst
		if _, err := a.FetchBody(t.Context(), enode.ID(), v); errors.Is(err, p2p.ErrBusy) {
			busy++
		}
	}
	require.Positive(t, busy, "the rate is limited")
}

func TestBodyRequestGarbage(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project)
	villain := net.Villain(enode)
	id, err := peer.Decode(enode.ID())
	require.NoError(t, err)
	for _, garbage := range [][]byte{{}, {0, 0}, {0xff, 0xff, 0xff, 0xff}, {0, 0, 0, 2, 0xff, 0xff}, {0, 0, 0, 2, 0x08, 0x07}} {
		s, err := villain.Host.NewStream(t.Context(), id, p2p.BodyProtocol)
		require.NoError(t, err)
		_, err = s.Write(garbage)
		require.NoError(t, err)
		require.NoError(t, s.CloseWrite())
		_, _ = io.ReadAll(s) // ends, one way or the other
		require.NoError(t, s.Close())
	}
	p2ptest.Eventually(t, func() bool { return enode.Count(t, "sprout_p2p_bodies_served_total") == 5 }, "each is counted")
	require.Zero(t, enode.Count(t, "sprout_p2p_bodies_served_total", "outcome", "ok"))
}
