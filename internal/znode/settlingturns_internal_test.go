package znode

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// roster is who may work, whatever the project.
type roster []task.Znode

// Znodes implements [processor.Roster].
func (r roster) Znodes(task.ProjectID) []task.Znode { return r }

// process runs the processor of a znode until the test ends.
func (p *part) process(silence time.Duration, all roster) *processor.Processor {
	p.t.Helper()
	outputs := output.NewManager(output.Table{project.OutputSettlement: p.factory}, p.ledger)
	proc, err := processor.New(processor.Config{Silence: silence, Heartbeat: silence / 5, Log: slog.New(slog.DiscardHandler)}, processor.Roles{
		Versions: p, Roster: all, Bodies: p.node, Prover: prover{p.vm}, Receipts: receipts{p.ipfs}, Sink: outputs, Reporter: p.node,
		Ledger: p.ledger, Verify: p.verify, Self: p.signer.Address(), Settled: outputs.Settled,
	})
	require.NoError(p.t, err)
	p.node.OnStatus(proc.HandleStatus)
	ctx, cancel := context.WithCancel(p.t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = proc.Run(ctx) })
	p.t.Cleanup(func() {
		cancel()
		running.Wait()
	})
	return proc
}

// However long the first one's transaction takes to be in a block, who has proved the same sends none.
func TestOneOfTwoPaysForATaskWhenBlocksAreSlow(t *testing.T) {
	const silence = time.Second
	f := newFleet(t, 3, 2)
	tk, signed := f.task(1)
	f.nodes[0].node.ServeBodies(func(context.Context, task.Digest) (task.Task, error) { return tk, nil })
	twice := *echo
	twice.Redundancy = 2
	var both roster
	by := map[task.Address]*part{}
	for _, p := range f.nodes[1:] {
		p.version = &twice
		both = append(both, task.Znode{Operator: p.signer.Address(), Weight: 1})
		by[p.signer.Address()] = p
	}
	ranked := task.Rank(tk.Digest(), both)
	first, second := by[ranked[0]], by[ranked[1]]
	slow := make(chan struct{})
	first.backend.beforeSending = func() error {
		close(slow)
		<-time.After(4 * silence)
		return nil
	}
	before := []uint64{f.sent(first), f.sent(second)}
	for _, p := range []*part{first, second} {
		proc := p.process(silence, both)
		v, err := p.verify(signed)
		require.NoError(t, err)
		require.NoError(t, proc.HandleAnnouncement(t.Context(), task.Announcement{Task: v, Provider: f.nodes[0].node.Libp2p().ID().String()}))
	}
	select {
	case <-slow:
	case <-time.After(p2ptest.Patience):
		require.Fail(t, "the first one does not send")
	}
	ended := func(p *part, want task.State) func() bool {
		return func() bool {
			e, ok, err := p.ledger.Entry(t.Context(), tk.Digest())
			return err == nil && ok && e.State == want
		}
	}
	p2ptest.Eventually(t, ended(first, task.StateOutputted), "the first one settles")
	p2ptest.Eventually(t, ended(second, task.StateFailed), "the other one leaves it at that")
	require.True(t, f.settled(1))
	require.Equal(t, []uint64{before[0] + 1, before[1]}, []uint64{f.sent(first), f.sent(second)})
}
