package p2p_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
)

const project = task.ProjectID(7)

func TestAnnouncementReachesZnodesAsVerified(t *testing.T) {
	net := p2ptest.New(t)
	enode := net.Enode(project)
	znodes := []*p2ptest.Node{net.Znode(project), net.Znode(project)}
	net.Connect(project, enode, znodes[0], znodes[1])

	_, signed := enode.Task(t, project, 1, "a", "b")
	require.NoError(t, enode.Announce(t.Context(), signed, 3))
	for _, z := range znodes {
		p2ptest.Eventually(t, func() bool { return len(z.Announcements()) == 1 }, "announcement arrives")
		a := z.Announcements()[0]
		require.Equal(t, signed, a.Task.Signed())
		require.Equal(t, enode.Signer.Address(), a.Task.Enode())
		require.Equal(t, signed.Header.Digest(), a.Task.Digest())
		require.EqualValues(t, 3, a.Attempt)
		require.Equal(t, enode.ID(), a.Provider)
	}
	require.Empty(t, enode.Announcements(), "a node does not hear itself")
}

func TestStatusReachesEnodeThroughOthers(t *testing.T) {
	net := p2ptest.New(t)
	enode, hub, znode := net.Enode(project), net.Znode(project), net.Znode(project)
	net.Connect(project, hub, enode, znode) // enode and znode know each other only through hub

	_, signed := enode.Task(t, project, 1, "a")
	d := signed.Header.Digest()
	want := task.Status{
		Key: signed.Header.Key(), Digest: d, State: task.StateOutputted,
		Progress: task.Progress{Stage: "output", Done: 1, Total: 1},
		Receipt: &task.ReceiptRef{
			Runtime: "risc0", Kind: "composite", ProgramID: task.DigestOf([]byte("p")), Digest: task.DigestOf([]byte("r")),
			CID: "bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4", Size: 200_000,
			Journal: []byte("journal"), Binding: task.BindingTask, Cycles: 1 << 20, ProveMS: 12_345,
		},
		Output: &task.OutputRef{Type: "ethereumContract", Result: "0xabc", Gas: 21_000},
	}
	p2ptest.Repeat(t, func() error { return znode.PublishStatus(t.Context(), want) },
		func() bool { return len(enode.Statuses()) > 0 }, "status arrives")
	got := enode.Statuses()[0]
	require.Equal(t, znode.Signer.Address(), got.Node)
	require.Equal(t, znode.ID(), got.Provider)
	require.False(t, got.At.IsZero())
	want.Node, want.Provider, want.At = got.Node, got.Provider, got.At
	require.Equal(t, want, got)
}

func TestSameStatusTwiceIsHeardTwice(t *testing.T) {
	net := p2ptest.New(t)
	enode, znode := net.Enode(project), net.Znode(project)
	net.Connect(project, enode, znode)
	_, signed := enode.Task(t, project, 1, "a")
	s := task.Status{Key: signed.Header.Key(), Digest: signed.Header.Digest(), State: task.StateProving, At: signed.Header.CreatedAt}
	for range 3 { // within the same millisecond or not
		require.NoError(t, znode.PublishStatus(t.Context(), s))
	}
	p2ptest.Eventually(t, func() bool { return len(enode.Statuses()) == 3 }, "each repetition arrives")
}

func TestLongFailuresAndJournalsAreCutToFit(t *testing.T) {
	net := p2ptest.New(t)
	enode, znode := net.Enode(project), net.Znode(project)
	net.Connect(project, enode, znode)
	_, signed := enode.Task(t, project, 1, "a")
	base := task.Status{Key: signed.Header.Key(), Digest: signed.Header.Digest()}

	failed := base
	failed.State, failed.Failure = task.StateFailed, &task.Failure{Code: task.FailGuest, Reason: strings.Repeat("é", 5000)}
	require.NoError(t, znode.PublishStatus(t.Context(), failed))
	p2ptest.Eventually(t, func() bool { return len(enode.Statuses()) == 1 }, "failure arrives")
	f := enode.Statuses()[0].Failure
	require.Equal(t, znode.Signer.Address(), f.Node)
	require.LessOrEqual(t, len(f.Reason), p2p.MaxReasonBytes)
	require.Equal(t, strings.Repeat("é", len(f.Reason)/2), f.Reason)

	proved := base
	proved.State = task.StateProved
	proved.Receipt = &task.ReceiptRef{Runtime: "risc0", Kind: "composite", CID: "c", Binding: task.BindingNone, Journal: make([]byte, p2p.MaxJournalBytes+1)}
	require.NoError(t, znode.PublishStatus(t.Context(), proved))
	p2ptest.Eventually(t, func() bool { return len(enode.Statuses()) == 2 }, "receipt arrives")
	require.Empty(t, enode.Statuses()[1].Receipt.Journal)
}

func TestPublishRefusesWhatOthersWould(t *testing.T) {
	net := p2ptest.New(t)
	node := net.Znode(project)
	_, signed := node.Task(t, project, 1, "a")
	require.Error(t, node.Announce(t.Context(), signed, 0), "a znode is no enode")
	s := task.Status{Key: signed.Header.Key(), Digest: signed.Header.Digest(), State: task.StateProved}
	require.ErrorContains(t, node.PublishStatus(t.Context(), s), "without a receipt")
	s.State = task.StateSettled
	require.ErrorContains(t, node.PublishStatus(t.Context(), s), "not a znode's to report")
	s.State, s.Key.Project = task.StateProving, project+1
	require.ErrorIs(t, node.PublishStatus(t.Context(), s), p2p.ErrNotJoined)
}

func TestLeaveEndsHearing(t *testing.T) {
	const other = project + 1
	net := p2ptest.New(t)
	enode, znode := net.Enode(project), net.Znode(project)
	net.Authority.Enode(other, enode.Signer.Address())
	for _, n := range []*p2ptest.Node{enode, znode} {
		require.NoError(t, n.Join(t.Context(), other))
		require.NoError(t, n.Join(t.Context(), other), "joining twice does nothing")
	}
	net.Connect(project, enode, znode)
	net.Connect(other, enode, znode)
	require.Equal(t, []task.ProjectID{project, other}, znode.Projects())

	require.NoError(t, znode.Leave(project))
	require.NoError(t, znode.Leave(project), "leaving twice does nothing")
	require.Equal(t, []task.ProjectID{other}, znode.Projects())
	p2ptest.Eventually(t, func() bool { return enode.Listeners(project, p2p.KindTask) == 0 }, "enode hears that it left")
	_, first := enode.Task(t, project, 1, "a")
	require.NoError(t, enode.Announce(t.Context(), first, 0))
	_, second := enode.Task(t, other, 1, "a")
	require.NoError(t, enode.Announce(t.Context(), second, 0))
	p2ptest.Eventually(t, func() bool { return len(znode.Announcements()) > 0 }, "the other project goes on")
	require.Equal(t, other, znode.Announcements()[0].Task.Header().ProjectID)

	require.NoError(t, znode.Join(t.Context(), project), "it may come back")
	p2ptest.Eventually(t, func() bool { return enode.Listeners(project, p2p.KindTask) == 1 }, "enode hears that it is back")
}

func TestJoinAndLeaveAtTheSameTime(t *testing.T) {
	node := p2ptest.New(t).Node()
	var all sync.WaitGroup
	errs := make(chan error, 200)
	for i := range 100 {
		all.Go(func() {
			if i%2 == 0 {
				errs <- node.Join(t.Context(), project)
			} else {
				errs <- node.Leave(project)
			}
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
}

func TestSlowHandlerHoldsUpOnlyItsOwnTopic(t *testing.T) {
	const other = project + 1
	net := p2ptest.New(t)
	enode := net.Enode(project)
	znode := net.Znode(project, func(c *p2p.Config) { c.Limits.Queue = 2 })
	net.Authority.Enode(other, enode.Signer.Address())
	require.NoError(t, enode.Join(t.Context(), other))
	require.NoError(t, znode.Join(t.Context(), other))
	net.Connect(project, enode, znode)
	net.Connect(other, enode, znode)

	stuck, heard := make(chan struct{}), make(chan task.ProjectID, 100)
	t.Cleanup(func() { close(stuck) })
	znode.OnAnnouncement(func(ctx context.Context, a task.Announcement) {
		if a.Task.Header().ProjectID == project {
			<-stuck
			return
		}
		heard <- a.Task.Header().ProjectID
	})
	for i := range uint64(20) {
		_, signed := enode.Task(t, project, i+1, "a")
		require.NoError(t, enode.Announce(t.Context(), signed, 0))
	}
	p2ptest.Eventually(t, func() bool {
		return znode.Count(t, "sprout_p2p_gossip_dropped_total", "topic_kind", "task", "reason", "queue_full") >= 10
	}, "what finds the queue full is counted")
	_, signed := enode.Task(t, other, 1, "a")
	require.NoError(t, enode.Announce(t.Context(), signed, 0))
	p2ptest.Eventually(t, func() bool { return len(heard) == 1 }, "another project is heard meanwhile")
}

func TestPeersOfAProjectMeetThroughBootstrapAlone(t *testing.T) {
	net := p2ptest.New(t)
	boot := net.Node() // in no project
	known := func(c *p2p.Config) { c.Bootstrap = boot.Addrs() }
	enode, znode := net.Enode(project, known), net.Znode(project, known)
	p2ptest.Eventually(t, func() bool { return enode.Listeners(project, p2p.KindTask) == 1 }, "enode finds znode")
	p2ptest.Eventually(t, func() bool { return znode.Listeners(project, p2p.KindStatus) == 1 }, "znode finds enode")
}

func TestBootstrapConnectionComesBack(t *testing.T) {
	net := p2ptest.New(t)
	boot := net.Node()
	addrs := boot.Addrs()
	node := net.Node(func(c *p2p.Config) { c.Bootstrap = addrs })
	p2ptest.Eventually(t, func() bool { return node.Peers() == 1 }, "first connection")
	require.NoError(t, boot.Close())
	p2ptest.Eventually(t, func() bool { return node.Peers() == 0 }, "connection lost")
	again := boot.Config
	again.Listen = nil
	for _, a := range addrs {
		again.Listen = append(again.Listen, a[:strings.Index(a, "/p2p/")])
	}
	require.Equal(t, boot.ID(), net.Start(again).ID(), "the identity is kept")
	p2ptest.Eventually(t, func() bool { return node.Peers() == 1 }, "connected again")
}

func TestIdentityIsSecretAndKept(t *testing.T) {
	net := p2ptest.New(t)
	node := net.Node()
	path := filepath.Join(node.Config.DataDir, "p2p.key")
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.EqualValues(t, 0o600, info.Mode().Perm())

	require.NoError(t, node.Close())
	require.NoError(t, os.WriteFile(path, []byte("garbage"), 0o600))
	_, err = p2p.New(t.Context(), node.Config)
	require.ErrorContains(t, err, "network identity")
}

func TestClosedHostRefusesToJoin(t *testing.T) {
	node := p2ptest.New(t).Node()
	require.NoError(t, node.Join(t.Context(), project))
	require.NoError(t, node.Close())
	require.NoError(t, node.Close(), "closing twice does nothing")
	require.ErrorIs(t, node.Join(t.Context(), project+1), p2p.ErrClosed)
}

func TestConfigFaultsAreToldAtOnce(t *testing.T) {
	c := p2p.Config{Listen: []string{"nowhere"}, Bootstrap: []string{"/ip4/1.2.3.4/tcp/1"}, Announce: []string{"x"}}
	err := c.Validate()
	for _, want := range []string{
		"chain id", "data directory", "signer", "authority", "time window", `address "nowhere"`, `address "x"`,
		"bootstrap address", "limit of memory", "limit of queue", "body timeout", "discovery interval",
	} {
		require.ErrorContains(t, err, want)
	}
	good := p2ptest.New(t).Config()
	// As BOOTNODE_MULTIADDR of Sprout 0.6 had it.
	good.Bootstrap = []string{"/dns4/bootnode-0.testnet.iotex.one/tcp/4689/ipfs/12D3KooWFnaTYuLo8Mkbm3wzaWHtUuaxBRe24Uiopu15Wr5EhD3o"}
	require.NoError(t, good.Validate())
	d := p2p.DefaultLimits()
	d.PeersLow = d.PeersHigh + 1
	c.Limits = d
	require.ErrorContains(t, c.Validate(), "above the high mark")
}
