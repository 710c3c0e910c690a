package p2p_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
)

// BenchmarkAnnounceToBody measures from an announcement to the task's body in the
// hands of three znodes, over loopback: p50-ms and p99-ms of the slowest of them.
func BenchmarkAnnounceToBody(b *testing.B) {
	net := p2ptest.New(b)
	enode := net.Enode(project)
	znodes := []*p2ptest.Node{net.Znode(project), net.Znode(project), net.Znode(project)}
	net.Connect(project, append([]*p2ptest.Node{enode}, znodes...)...)
	tasks := map[task.Digest]task.Task{}
	var signed []task.Signed
	for i := range uint64(b.N) {
		t, s := enode.Task(b, project, i+1, "a reading of some length, as devices send them")
		tasks[t.Digest()] = t
		signed = append(signed, s)
	}
	enode.ServeBodies(func(_ context.Context, d task.Digest) (task.Task, error) {
		if t, ok := tasks[d]; ok {
			return t, nil
		}
		return task.Task{}, p2p.ErrNoBody
	})
	got := make(chan error, 3*b.N)
	for _, z := range znodes {
		z.OnAnnouncement(func(ctx context.Context, a task.Announcement) {
			_, err := z.FetchBody(ctx, a.Provider, a.Task)
			got <- err
		})
	}
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		require.NoError(b, enode.Announce(b.Context(), signed[len(took)], 0))
		for range znodes {
			require.NoError(b, <-got)
		}
		took = append(took, time.Since(start))
		if len(took) == len(signed) {
			t, s := enode.Task(b, project, uint64(len(signed)+1), "a reading of some length, as devices send them")
			tasks[t.Digest()] = t
			signed = append(signed, s)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkJudge measures one announcement's checks.
func BenchmarkJudge(b *testing.B) {
	net := p2ptest.New(b)
	signer := p2ptest.NewSigner(b)
	net.Authority.Enode(project, signer.Address())
	topic := p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindTask}
	_, s := p2ptest.MakeTask(b, signer, project, 1, "a")
	node := net.Node()
	data := p2ptest.Envelope(b, p2ptest.Forgery{Signer: signer, Topic: topic}, p2ptest.AnnouncementPayload(b, s, 0, node.Libp2p().ID()))
	now := time.Now()
	for b.Loop() {
		_, verdict, _ := p2p.NewJudge(topic, time.Minute, net.Authority)(data, node.Libp2p().ID(), now)
		require.Equal(b, "accept", verdict)
	}
}
