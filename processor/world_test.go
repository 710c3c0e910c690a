package processor_test

import (
	"context"
	"errors"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// world is everything around a processor, in memory, for tests in virtual time.
// Its prover makes no proofs: it answers after proveFor.
type world struct {
	t        testing.TB
	signer   *task.KeySigner
	self     task.Address
	mu       sync.Mutex
	entries  map[task.Digest]processor.Entry
	bodies   map[task.Digest]task.Task
	statuses []task.Status
	proved   []task.Key
	sent     map[task.Digest]int
	znodes   []task.Znode
	version  project.Version
	proveFor time.Duration
	capacity int
	prove    func(ctx context.Context, t *task.Task) error
	deliver  func(ctx context.Context) error
	holdup   error // what keeps a delivery waiting before it is made
	fetch    func() error
	// deliverOf is deliver, told which project it is for.
	deliverOf func(ctx context.Context, id task.ProjectID) error
	unfit     map[task.ProjectID]error
	paid      uint64
	settled   func(h task.Header) (bool, error) // nil: no chain to ask
	asked     int
	told      func(task.Status) // who else hears its reports; nil: nobody
}

func newWorld(t testing.TB) *world {
	key, err := crypto.ToECDSA(big.NewInt(78).FillBytes(make([]byte, 32)))
	require.NoError(t, err)
	w := &world{
		t: t, signer: task.NewKeySigner(key), self: task.Address{1}, entries: map[task.Digest]processor.Entry{},
		bodies: map[task.Digest]task.Task{}, sent: map[task.Digest]int{}, proveFor: 20 * time.Second, capacity: 1,
		version: project.Version{Name: "1", VM: project.VMRisc0, Redundancy: 1},
		znodes:  []task.Znode{{Operator: task.Address{1}, Weight: 1}},
	}
	return w
}

// others adds znodes until this one has rank in the order for task k.
func (w *world) rankAs(rank int, a task.Announcement) {
	for i := byte(2); ; i++ {
		ranked := task.Rank(a.Task.Digest(), w.znodes)
		if slices.Index(ranked, w.self) == rank {
			return
		}
		if slices.Index(ranked, w.self) > rank {
			w.znodes = w.znodes[:1]
		}
		w.znodes = append(w.znodes, task.Znode{Operator: task.Address{i, 7}, Weight: 1})
		require.Less(w.t, int(i), 250)
	}
}

// three makes a roster of three in which this znode has the rank for the task.
func (w *world) three(rank int, a task.Announcement) {
	for i := range 255 {
		w.znodes = []task.Znode{{Operator: w.self, Weight: 1}, {Operator: task.Address{byte(i), 3}, Weight: 1}, {Operator: task.Address{byte(i), 4}, Weight: 1}}
		if slices.Index(task.Rank(a.Task.Digest(), w.znodes), w.self) == rank {
			return
		}
	}
	w.t.Fatal("no roster gives the rank")
}

// statusOf is a report of the znode of some rank for the task; rank -1 is not allowed at all.
func (w *world) statusOf(a task.Announcement, rank int, attempt uint32, state task.State) task.Status {
	node := task.Address{99, 99}
	if rank >= 0 {
		node = task.Rank(a.Task.Digest(), w.znodes)[rank]
	}
	h := a.Task.Header()
	return task.Status{Key: h.Key(), Digest: a.Task.Digest(), Attempt: attempt, State: state, Node: node}
}

func (w *world) announce(id task.ProjectID, seq uint64) task.Announcement {
	made, err := task.New(1, id, "1", seq, time.Now(), []task.Message{{ID: task.MessageID{byte(seq)}, ProjectID: id, ProjectVersion: "1", Data: []byte("x")}})
	require.NoError(w.t, err)
	signed, err := task.Sign(context.Background(), made.Header, w.signer)
	require.NoError(w.t, err)
	v, err := w.verifyTask(signed)
	require.NoError(w.t, err)
	w.mu.Lock()
	w.bodies[v.Digest()] = made
	w.mu.Unlock()
	return task.Announcement{Task: v, Provider: "peer"}
}

func (w *world) verifyTask(s task.Signed) (task.Verified, error) {
	return task.Verify(s, 1, func(_ task.ProjectID, a task.Address) error {
		if a != w.signer.Address() {
			return task.ErrNotAllowed
		}
		return nil
	})
}

func (w *world) run() (*processor.Processor, func()) {
	p, err := processor.New(processor.Config{}, processor.Roles{
		Versions: w, Roster: w, Bodies: w, Prover: w, Receipts: w, Sink: w, Reporter: w, Ledger: w, Verify: w.verifyTask, Self: w.self,
		Fit: w.fit, Settled: w.isSettled,
	})
	require.NoError(w.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	return p, func() {
		cancel()
		require.NoError(w.t, <-done)
	}
}

func (w *world) isSettled(_ context.Context, _ *project.Version, h task.Header) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked++
	if w.settled == nil {
		return false, nil
	}
	return w.settled(h)
}

func (w *world) questions() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked
}

func (w *world) fit(id task.ProjectID, v *project.Version, tasks uint64) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if v == nil || v.Name == "" {
		return errors.New("no version")
	}
	if w.paid > 0 && tasks > w.paid {
		return project.ErrUnfunded
	}
	return w.unfit[id]
}

// pay says how many tasks of a project are paid for; zero: any number.
func (w *world) pay(tasks uint64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.paid = tasks
}

// setUnfit says why the znode may begin nothing of project 1; nil: it may.
func (w *world) setUnfit(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.unfit = map[task.ProjectID]error{1: err}
}

// reported returns the states reported for a task, repeats folded.
func (w *world) reported(d task.Digest) []task.State {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []task.State
	for _, s := range w.statuses {
		if s.Digest == d {
			out = append(out, s.State)
		}
	}
	return slices.Compact(out)
}

func (w *world) count(d task.Digest, state task.State) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.statuses {
		if s.Digest == d && s.State == state {
			n++
		}
	}
	return n
}

func (w *world) provedKeys() []task.Key {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.proved)
}

func (w *world) sentOf(d task.Digest) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent[d]
}

func (w *world) Version(_ context.Context, id task.ProjectID, name string) (*project.Version, error) {
	if name != "1" {
		return nil, project.ErrNoVersion
	}
	v := w.version
	return &v, nil
}

func (w *world) Znodes(task.ProjectID) []task.Znode { return w.znodes }

func (w *world) FetchBody(_ context.Context, provider string, v task.Verified) (task.Task, error) {
	if provider != "peer" {
		return task.Task{}, errors.New("no such peer")
	}
	if w.fetch != nil {
		if err := w.fetch(); err != nil {
			return task.Task{}, err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.bodies[v.Digest()], nil
}

func (w *world) Capacity() int { return w.capacity }

func (w *world) Prove(ctx context.Context, _ *project.Version, t *task.Task, progress func(task.Progress)) (task.ReceiptRef, []byte, error) {
	progress(task.Progress{Stage: "prove", Done: 1, Total: 2})
	select {
	case <-ctx.Done():
		return task.ReceiptRef{}, nil, ctx.Err()
	case <-time.After(w.proveFor):
	}
	if w.prove != nil {
		if err := w.prove(ctx, t); err != nil {
			return task.ReceiptRef{}, nil, err
		}
	}
	w.mu.Lock()
	w.proved = append(w.proved, t.Key())
	w.mu.Unlock()
	receipt := []byte("receipt of " + t.Key().String())
	return task.ReceiptRef{Runtime: "risc0", Digest: task.DigestOf(receipt)}, receipt, nil
}

func (w *world) Put(_ context.Context, b []byte) (string, error) { return string(b), nil }

func (w *world) Get(_ context.Context, cid string) ([]byte, error) { return []byte(cid), nil }

func (w *world) Deliver(ctx context.Context, _ *project.Version, t *task.Task, _ task.ReceiptRef, _ []byte, waits func(error)) (task.OutputRef, error) {
	if w.holdup != nil {
		waits(w.holdup)
	}
	if w.deliver != nil {
		if err := w.deliver(ctx); err != nil {
			return task.OutputRef{}, err
		}
	}
	if w.deliverOf != nil {
		if err := w.deliverOf(ctx, t.Header.ProjectID); err != nil {
			return task.OutputRef{}, err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent[t.Header.Digest()]++
	return task.OutputRef{Type: "stdout", Result: "done"}, nil
}

func (w *world) PublishStatus(_ context.Context, s task.Status) error {
	w.mu.Lock()
	w.statuses = append(w.statuses, s)
	told := w.told
	w.mu.Unlock()
	if told != nil {
		told(s)
	}
	return nil
}

func (w *world) Entry(_ context.Context, d task.Digest) (processor.Entry, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	e, ok := w.entries[d]
	return e, ok, nil
}

func (w *world) Record(_ context.Context, e processor.Entry) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.entries[e.Digest] = e
	return nil
}

func (w *world) Unfinished(context.Context) ([]processor.Entry, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []processor.Entry
	for _, e := range w.entries {
		if e.State == task.StateProving || e.State == task.StateProved {
			out = append(out, e)
		}
	}
	return out, nil
}
