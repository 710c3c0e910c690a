package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/sqlite"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

// The one project of these measurements.
const (
	chainID     = 4690
	projectID   = 1
	versionName = "1.0"
	znodeCount  = 3
)

// benchVersion packs every message into a task of its own.
func benchVersion() project.Version {
	return project.Version{
		Name: versionName, VM: project.VMRisc0, Code: []byte("not run"), InputMode: project.InputTask, Redundancy: 1,
		Packing: project.Packing{Count: 1, GroupBy: project.GroupByDevice}, Outputs: []project.Output{{Type: project.OutputStdout}},
	}
}

// network is an enode and znodes of real parts in this process: store, batcher,
// sequencer, dispatcher, libp2p hosts, processors and their ledgers. Only what a
// chain and a prover would say is given.
type network struct {
	version project.Version
	enode   task.Address
	znodes  []task.Znode

	store   datasource.Store
	batcher *datasource.Batcher
	watch   *stopwatch
	closers []func() error
}

// Project, List, Znodes and Version answer as the project manager would.

// Project implements the role of package api.
func (n *network) Project(id task.ProjectID) (project.Project, bool) {
	return project.Project{ID: id, Versions: []project.Version{n.version}}, id == projectID
}

// List implements the role of package api.
func (n *network) List() []project.Project {
	p, _ := n.Project(projectID)
	return []project.Project{p}
}

// Znodes implements the roles of packages api, dispatcher and processor.
func (n *network) Znodes(task.ProjectID) []task.Znode { return n.znodes }

// Version implements the roles of packages sequencer, dispatcher and processor.
func (n *network) Version(_ context.Context, id task.ProjectID, name string) (*project.Version, error) {
	p, _ := n.Project(id)
	return p.Version(name)
}

// MayDispatch implements [p2p.Authority].
func (n *network) MayDispatch(_ task.ProjectID, a task.Address) error {
	if a != n.enode {
		return task.ErrNotAllowed
	}
	return nil
}

// MayProve implements [p2p.Authority].
func (n *network) MayProve(_ task.ProjectID, a task.Address) error {
	if !slices.ContainsFunc(n.znodes, func(z task.Znode) bool { return z.Operator == a }) {
		return task.ErrNotAllowed
	}
	return nil
}

// PeerOf implements [p2p.Authority]: nobody is registered.
func (n *network) PeerOf(task.Address) (string, error) { return "", nil }

// startNetwork returns when every node hears the others.
func (b *bench) startNetwork(ctx context.Context) (n *network, err error) {
	n = &network{version: benchVersion(), watch: newStopwatch()}
	defer func() {
		if err != nil {
			err = errors.Join(err, n.close())
		}
	}()
	keys := make([]*task.KeySigner, 1+znodeCount)
	for i := range keys {
		key, err := crypto.GenerateKey()
		if err != nil {
			return n, err
		}
		keys[i] = task.NewKeySigner(key)
		if i > 0 {
			n.znodes = append(n.znodes, task.Znode{Operator: keys[i].Address(), Weight: 1})
		}
	}
	n.enode = keys[0].Address()
	hub, err := b.startEnode(ctx, n, keys[0])
	if err != nil {
		return n, err
	}
	for i, key := range keys[1:] {
		if err := b.startZnode(ctx, n, key, fmt.Sprintf("znode-%d", i+1), hub); err != nil {
			return n, err
		}
	}
	return n, waitFor(ctx, "the znodes to be heard", func() bool {
		return hub.Listeners(projectID, p2p.KindTask) >= znodeCount && hub.Listeners(projectID, p2p.KindStatus) >= znodeCount
	})
}

func (b *bench) startHost(ctx context.Context, n *network, key *task.KeySigner, name string) (*p2p.Host, error) {
	cfg := p2p.DefaultConfig()
	cfg.ChainID, cfg.DataDir = chainID, filepath.Join(b.dir, name)
	cfg.Listen = []string{"/ip4/127.0.0.1/udp/0/quic-v1", "/ip4/127.0.0.1/tcp/0"}
	cfg.Signer, cfg.Authority, cfg.Log = key, n, b.log
	h, err := p2p.New(ctx, cfg)
	if err != nil {
		return nil, err
	}
	n.closers = append(n.closers, h.Close)
	return h, h.Join(ctx, projectID)
}

func (b *bench) startEnode(ctx context.Context, n *network, key *task.KeySigner) (h *p2p.Host, err error) {
	if n.store, err = sqlite.Open(ctx, "sqlite://"+filepath.Join(b.dir, "latency.db")); err != nil {
		return nil, err
	}
	n.closers = append(n.closers, n.store.Close)
	if h, err = b.startHost(ctx, n, key, "enode"); err != nil {
		return nil, err
	}
	h.ServeBodies(func(ctx context.Context, d task.Digest) (task.Task, error) { return n.store.TaskByDigest(ctx, d) })
	disp, err := dispatcher.New(dispatcher.Config{Log: b.log}, dispatcher.Roles{
		Store: n.store, Publisher: h, Roster: n, Versions: n, Signer: key, Receipts: anyReceipt{}, Settlements: noChain{},
	})
	if err != nil {
		return nil, err
	}
	h.OnStatus(disp.HandleStatus)
	seq, err := sequencer.New(sequencer.Config{ChainID: chainID, Log: b.log}, sequencer.Roles{Inbox: n.store, Versions: n, Packed: disp.Notify})
	if err != nil {
		return nil, err
	}
	n.loop(ctx, disp.Run)
	n.loop(ctx, seq.Run)
	n.batcher, err = datasource.NewBatcher(n.store, datasource.BatcherConfig{OnStored: func(msgs []task.Message) {
		n.watch.accept(msgs)
		for i := range msgs {
			seq.Notify(task.Group{ProjectID: msgs[i].ProjectID, ProjectVersion: msgs[i].ProjectVersion, ClientDID: msgs[i].ClientDID})
		}
	}})
	if err == nil {
		n.closers = append(n.closers, func() error { return n.batcher.Close(context.WithoutCancel(ctx)) })
	}
	return h, err
}

func (b *bench) startZnode(ctx context.Context, n *network, key *task.KeySigner, name string, hub *p2p.Host) error {
	h, err := b.startHost(ctx, n, key, name)
	if err != nil {
		return err
	}
	book, err := ledger.Open(ctx, filepath.Join(b.dir, name, "ledger.db"))
	if err != nil {
		return err
	}
	n.closers = append(n.closers, book.Close)
	proc, err := processor.New(processor.Config{Log: b.log}, processor.Roles{
		Versions: n, Roster: n, Bodies: h, Prover: n.watch, Receipts: noIPFS{}, Sink: noOutput{}, Reporter: h, Ledger: book, Self: key.Address(),
		Verify: func(s task.Signed) (task.Verified, error) { return task.Verify(s, chainID, n.MayDispatch) },
	})
	if err != nil {
		return err
	}
	h.OnAnnouncement(func(ctx context.Context, a task.Announcement) {
		if err := proc.HandleAnnouncement(ctx, a); err != nil {
			b.log.Error("announced task not taken", "err", err)
		}
	})
	h.OnStatus(proc.HandleStatus)
	n.loop(ctx, proc.Run)
	return h.Connect(ctx, hub.Addrs()[0])
}

// loop runs a part until the network is closed.
func (n *network) loop(ctx context.Context, run func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan error, 1)
	go func() { ended <- run(ctx) }()
	n.closers = append(n.closers, func() error {
		cancel()
		return <-ended
	})
}

func (n *network) close() error {
	var errs []error
	for _, c := range slices.Backward(n.closers) {
		errs = append(errs, c())
	}
	return errors.Join(errs...)
}

// waitFor polls until cond holds.
func waitFor(ctx context.Context, what string, cond func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for !cond() {
		if ctx.Err() != nil {
			return fmt.Errorf("wait for %s: %w", what, ctx.Err())
		}
		pause(ctx, 5*time.Millisecond)
	}
	return nil
}

// stopwatch stands where a znode's prover is: it notes when it is called and
// answers at once with bytes that are no receipt.
type stopwatch struct {
	mu       sync.Mutex
	accepted map[task.MessageID]time.Time
	inHands  map[task.MessageID]time.Time
}

func newStopwatch() *stopwatch {
	return &stopwatch{accepted: map[task.MessageID]time.Time{}, inHands: map[task.MessageID]time.Time{}}
}

func (s *stopwatch) accept(msgs []task.Message) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range msgs {
		s.accepted[msgs[i].ID] = now
	}
}

// Prove implements [processor.Prover].
func (s *stopwatch) Prove(_ context.Context, _ *project.Version, t *task.Task, _ func(task.Progress)) (task.ReceiptRef, []byte, error) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range t.Messages {
		if _, twice := s.inHands[t.Messages[i].ID]; !twice {
			s.inHands[t.Messages[i].ID] = now
		}
	}
	d := t.Digest()
	return task.ReceiptRef{
		Runtime: "none", Kind: "none", Digest: task.DigestOf(d[:]), Size: uint64(len(d)), Binding: task.BindingNone,
	}, d[:], nil
}

// Capacity implements [processor.Prover].
func (s *stopwatch) Capacity() int { return 8 }

func (s *stopwatch) arrived() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.inHands)
}

// What follows a proof is not measured and answers at once.
type (
	anyReceipt struct{}
	noChain    struct{}
	noIPFS     struct{}
	noOutput   struct{}
)

// Verify implements [dispatcher.Receipts].
func (anyReceipt) Verify(context.Context, *project.Version, task.Header, task.ReceiptRef, string) error {
	return nil
}

// Check implements [dispatcher.Settlements].
func (noChain) Check(context.Context, *project.Version, task.Header, task.ReceiptRef, task.OutputRef) (dispatcher.Settlement, string, error) {
	return dispatcher.SettlementDone, "", nil
}

// Put implements [processor.Receipts].
func (noIPFS) Put(_ context.Context, b []byte) (string, error) { return task.DigestOf(b).Hex(), nil }

// Get implements [processor.Receipts].
func (noIPFS) Get(context.Context, string) ([]byte, error) { return nil, task.ErrNotFound }

// Deliver implements [processor.Sink].
func (noOutput) Deliver(context.Context, *project.Version, *task.Task, task.ReceiptRef, []byte, func(error)) (task.OutputRef, error) {
	return task.OutputRef{Type: project.OutputStdout, Result: "not delivered"}, nil
}
