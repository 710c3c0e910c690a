package znode

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// works is a znode's processor with all that it has of the rest of the znode.
type works struct {
	*processor.Processor
	*fleet
	p    *part
	mu   sync.Mutex
	made int // proofs
	body map[task.Digest]task.Task
	log  bytes.Buffer
}

// Version implements [processor.Versions].
func (w *works) Version(context.Context, task.ProjectID, string) (*project.Version, error) {
	return echo, nil
}

// Znodes implements [processor.Roster].
func (w *works) Znodes(task.ProjectID) []task.Znode {
	return []task.Znode{{Operator: w.p.signer.Address(), Weight: 1}}
}

// FetchBody implements [processor.Bodies].
func (w *works) FetchBody(_ context.Context, _ string, v task.Verified) (task.Task, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, ok := w.body[v.Digest()]
	if !ok {
		return t, errors.New("no body")
	}
	return t, nil
}

// Prove implements [processor.Prover].
func (w *works) Prove(ctx context.Context, v *project.Version, t *task.Task, progress func(task.Progress)) (task.ReceiptRef, []byte, error) {
	w.mu.Lock()
	w.made++
	w.mu.Unlock()
	return prover{w.p.vm}.Prove(ctx, v, t, progress)
}

// Capacity implements [processor.Prover].
func (w *works) Capacity() int { return 1 }

func (w *works) proofs() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.made
}

// newWorks runs the processor of the fleet's first znode.
func newWorks(f *fleet) *works {
	w := &works{fleet: f, p: f.nodes[0], body: map[task.Digest]task.Task{}}
	sink := output.NewManager(output.Table{project.OutputSettlement: w.p.factory}, w.p.ledger)
	z := &znode{
		Base: &node.Base{Registry: f.registry}, settling: w.p.settling,
		duties: &duties{log: slog.New(slog.NewTextHandler(&w.log, nil))},
	}
	var err error
	w.Processor, err = processor.New(processor.Config{Log: w.p.log}, processor.Roles{
		Versions: w, Roster: w, Bodies: w, Prover: w, Receipts: receipts{w.p.ipfs}, Sink: spending{sink, f.registry.Spent}, Reporter: w.p.p2p, Ledger: w.p.ledger,
		Verify: w.p.verify, Fit: z.fit, Settled: sink.Settled, Self: w.p.signer.Address(),
	})
	require.NoError(f.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	f.t.Cleanup(func() {
		cancel()
		require.NoError(f.t, <-done)
	})
	return w
}

// announce offers a task to the znode, as its enode does again and again.
func (w *works) announce(tk task.Task, signed task.Signed) {
	w.t.Helper()
	w.mu.Lock()
	w.body[tk.Digest()] = tk
	w.mu.Unlock()
	v, err := w.p.verify(signed)
	require.NoError(w.t, err)
	require.NoError(w.t, w.HandleAnnouncement(w.t.Context(), task.Announcement{Task: v, Provider: "enode"}))
}

// What could not be settled is not proved: a program that its owner has not accepted, or whose verifier there is not, or
// is stopped. It is as soon as that is put right.
func TestNothingIsProvedThatIsNotAccepted(t *testing.T) {
	for name, c := range map[string]struct {
		spoil, mend func(f *fleet)
		says        string
	}{
		"not accepted": {
			func(f *fleet) {
				f.own(f.At.ProjectRegistry, 0, registryABI.PackRevokeProgram(f.Project, echo.Name, echo.ProgramID))
			},
			func(f *fleet) { f.Accept(f.t, echo.Name, echo.ProgramID, deploy.AttestedSelector) },
			"ioctl-project program accept -i 1 -v 0.1 --program-id " + echo.ProgramID.String(),
		},
		"no verifier": {
			func(f *fleet) { f.Accept(f.t, echo.Name, echo.ProgramID, [4]byte{1}) },
			func(f *fleet) { f.Accept(f.t, echo.Name, echo.ProgramID, deploy.AttestedSelector) },
			"selector 0x01000000, which the network's router does not know",
		},
		"stopped": {
			func(f *fleet) { f.own(f.At.VerifierRouter, 0, routerABI.PackStop(deploy.AttestedSelector)) },
			func(f *fleet) { f.own(f.At.VerifierRouter, 0, routerABI.PackResume(deploy.AttestedSelector)) },
			"is stopped",
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFleet(t, 2, 2)
			f.registry = f.follow()
			w := newWorks(f)
			c.spoil(f)
			require.NoError(t, f.registry.Poll(t.Context()))
			tk, signed := f.task(1)
			w.announce(tk, signed)
			w.announce(tk, signed)
			require.ErrorIs(t, f.registry.Waiting(f.id(), echo, 1), project.ErrNotAccepted)
			_, found, err := w.p.ledger.Entry(t.Context(), tk.Digest())
			require.NoError(t, err)
			require.False(t, found, "it is not even taken")
			require.Contains(t, w.log.String(), c.says)
			require.Equal(t, 1, bytes.Count(w.log.Bytes(), []byte("no task of the project is begun")), "a reason is told once")

			c.mend(f)
			require.NoError(t, f.registry.Poll(t.Context()))
			require.NoError(t, f.registry.Waiting(f.id(), echo, 1))
			w.announce(tk, signed)
			require.Eventually(t, func() bool { return f.settled(1) }, p2ptest.Patience, 10*time.Millisecond)
			require.Equal(t, 1, w.proofs())
		})
	}
}

// A project that does not pay for a task has none begun until somebody prepays it, and then no more than that pays for.
func TestNothingIsProvedThatNobodyPaysFor(t *testing.T) {
	f := newFleet(t, 2, 2)
	f.registry = f.follow()
	w := newWorks(f)
	const balance, fee = 1000 * contractstest.Fee, 1001 * contractstest.Fee
	f.own(f.At.ProjectRegistry, 0, registryABI.PackSetFee(f.Project, big.NewInt(fee)))
	require.NoError(t, f.registry.Poll(t.Context()))
	first, signed := f.task(1)
	second, alsoSigned := f.task(2)
	offer := func() {
		w.announce(first, signed)
		w.announce(second, alsoSigned)
	}
	offer()
	offer()
	require.ErrorIs(t, f.registry.Waiting(f.id(), echo, 1), project.ErrUnfunded)
	for _, tk := range []task.Task{first, second} {
		_, found, err := w.p.ledger.Entry(t.Context(), tk.Digest())
		require.NoError(t, err)
		require.False(t, found, "it is not even taken")
	}
	require.Zero(t, w.proofs())
	require.Contains(t, w.log.String(), "project is out of coins")
	require.Contains(t, w.log.String(), "ioctl-project project fund -i 1")
	require.Equal(t, 1, bytes.Count(w.log.Bytes(), []byte("no task of the project is begun")), "a reason is told once")

	f.own(f.At.ProjectRegistry, fee-balance, registryABI.PackDeposit(f.Project))
	require.NoError(t, f.registry.Poll(t.Context()))
	offer()
	require.Eventually(t, func() bool { return f.settled(1) }, p2ptest.Patience, 10*time.Millisecond)
	require.NoError(t, f.registry.Poll(t.Context()))
	offer()
	require.ErrorIs(t, f.registry.Waiting(f.id(), echo, 1), project.ErrUnfunded)
	require.Equal(t, 1, w.proofs(), "the first took all there was")

	f.own(f.At.ProjectRegistry, fee, registryABI.PackDeposit(f.Project))
	require.NoError(t, f.registry.Poll(t.Context()))
	require.Eventually(t, func() bool {
		offer()
		return f.settled(2)
	}, p2ptest.Patience, 50*time.Millisecond)
	require.Equal(t, 2, w.proofs())
}
