package dispatcher_test

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// world is everything around a dispatcher, in memory, for tests in virtual time.
type world struct {
	t       testing.TB
	mu      sync.Mutex
	recs    map[task.Key]task.Record
	logs    map[task.Key][]task.Change
	told    []announced
	znodes  []task.Znode
	version project.Version
	verify  func(task.ReceiptRef) error
	settle  dispatcher.Settlement
	chain   map[string]dispatcher.Settlement // what differs from settle, by transaction
	broken  map[task.ProjectID]error         // what Version answers for a project
	signer  *task.KeySigner
	onTold  func(announced)
	terms   *project.Terms // nil: a network where nobody stakes
	// unaccepted is the version whose program no owner has accepted; "" for none.
	unaccepted string
	// pays is how many tasks the projects' balance pays for.
	pays uint64
}

type announced struct {
	key     task.Key
	attempt uint32
	at      time.Time
	digest  task.Digest
}

func newWorld(t testing.TB, znodes int) *world {
	key, err := crypto.ToECDSA(big.NewInt(77).FillBytes(make([]byte, 32)))
	require.NoError(t, err)
	w := &world{
		t: t, recs: map[task.Key]task.Record{}, logs: map[task.Key][]task.Change{}, broken: map[task.ProjectID]error{},
		signer: task.NewKeySigner((*ecdsa.PrivateKey)(key)), settle: dispatcher.SettlementDone,
		verify: func(task.ReceiptRef) error { return nil },
		version: project.Version{
			Name: "1", VM: project.VMRisc0, Redundancy: 1, Outputs: []project.Output{{Type: project.OutputEthereum}},
		},
	}
	for i := range znodes {
		w.znodes = append(w.znodes, task.Znode{Operator: task.Address{byte(i + 1)}, Weight: 1})
	}
	return w
}

// pack puts a packed task into the store.
func (w *world) pack(id task.ProjectID, seq uint64) task.Key {
	made, err := task.New(1, id, "1", seq, time.Now(), []task.Message{{ID: task.MessageID{byte(seq)}, ProjectID: id, ProjectVersion: "1", Data: []byte("x")}})
	require.NoError(w.t, err)
	k := made.Key()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.recs[k] = task.Record{Header: made.Header, State: task.StatePacked}
	return k
}

func (w *world) record(k task.Key) task.Record {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.recs[k]
}

// states returns the task's log as names.
func (w *world) states(k task.Key) []task.State {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []task.State
	for _, c := range w.logs[k] {
		out = append(out, c.State)
	}
	return out
}

func (w *world) lastComment(k task.Key) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.logs[k][len(w.logs[k])-1].Comment
}

// announcements returns those of a task.
func (w *world) announcements(k task.Key) []announced {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(w.told), func(a announced) bool { return a.key != k })
}

// ranked is the task's order of znodes.
func (w *world) ranked(k task.Key) []task.Address {
	rec := w.record(k)
	return task.Rank(rec.Header.Digest(), w.znodes)
}

// status makes a report of a znode on a task.
func (w *world) status(k task.Key, node task.Address, s task.State) task.Status {
	rec := w.record(k)
	st := task.Status{Key: k, Digest: rec.Header.Digest(), State: s, Node: node, Attempt: rec.Attempt}
	if s == task.StateProved || s == task.StateOutputted {
		st.Receipt = &task.ReceiptRef{Runtime: "risc0", Kind: "composite", CID: "bafy", Size: 5}
	}
	if s == task.StateOutputted {
		st.Output = &task.OutputRef{Type: project.OutputEthereum, Result: "0x01"}
	}
	return st
}

func (w *world) failure(k task.Key, node task.Address, code task.FailureCode) task.Status {
	st := w.status(k, node, task.StateFailed)
	st.Failure = &task.Failure{Node: node, Code: code, Reason: "because"}
	return st
}

// run starts a dispatcher on the world and returns it with a function that stops it.
func (w *world) run(cfg dispatcher.Config) (*dispatcher.Dispatcher, func()) {
	d, err := dispatcher.New(cfg, dispatcher.Roles{
		Store: w, Publisher: w, Roster: w, Versions: w, Receipts: w, Settlements: w, Signer: w.signer, Waiting: w.Waiting,
	})
	require.NoError(w.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	return d, func() {
		cancel()
		require.NoError(w.t, <-done)
	}
}

func (w *world) OpenTasks(_ context.Context, after task.Key, limit int) ([]task.Record, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []task.Record
	for _, r := range w.recs {
		k := r.Header.Key()
		if !r.Done && (k.Project > after.Project || (k.Project == after.Project && k.Sequence > after.Sequence)) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b task.Record) int {
		if d := int(a.Header.ProjectID) - int(b.Header.ProjectID); d != 0 {
			return d
		}
		return int(a.Header.Sequence) - int(b.Header.Sequence)
	})
	return out[:min(limit, len(out))], nil
}

func (w *world) Task(_ context.Context, k task.Key) (task.Record, error) { return w.record(k), nil }

func (w *world) Save(_ context.Context, rec task.Record, changes ...task.Change) (task.Record, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	k := rec.Header.Key()
	old := w.recs[k]
	if old.Revision != rec.Revision {
		return task.Record{}, fmt.Errorf("%w: revision %d", task.ErrConflict, rec.Revision)
	}
	at := old.State
	for _, c := range changes {
		if err := at.Move(c.State); err != nil {
			w.t.Errorf("illegal change saved: %v", err)
		}
		at = c.State
	}
	rec.Revision++
	w.recs[k] = rec
	w.logs[k] = append(w.logs[k], changes...)
	return rec, nil
}

func (w *world) Announce(_ context.Context, s task.Signed, attempt uint32) error {
	signer, err := s.Signature.Recover(s.Header.SigningHash())
	require.NoError(w.t, err)
	require.Equal(w.t, w.signer.Address(), signer)
	a := announced{s.Header.Key(), attempt, time.Now(), s.Header.Digest()}
	w.mu.Lock()
	w.told = append(w.told, a)
	f := w.onTold
	w.mu.Unlock()
	if f != nil {
		f(a)
	}
	return nil
}

func (w *world) Znodes(task.ProjectID) []task.Znode {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.znodes
}

func (w *world) Waiting(_ task.ProjectID, v *project.Version, tasks uint64) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.terms != nil && !w.terms.Serving() {
		return w.terms.Waiting()
	}
	if v.Name == w.unaccepted {
		return project.ErrNotAccepted
	}
	if v.InSettlement() && tasks > w.pays {
		return project.ErrUnfunded
	}
	return nil
}

// fund sets how many tasks are paid for.
func (w *world) fund(tasks uint64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pays = tasks
}

// accept lets the owner accept the program of all versions but one.
func (w *world) accept(but string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.unaccepted = but
}

// joined sets how many of two required znodes serve the projects.
func (w *world) joined(n uint) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.terms = &project.Terms{Required: 2, Joined: n, Redundancy: 1}
}

func (w *world) Version(_ context.Context, id task.ProjectID, _ string) (*project.Version, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.broken[id]; err != nil {
		return nil, err
	}
	v := w.version
	return &v, nil
}

func (w *world) Verify(_ context.Context, _ *project.Version, _ task.Header, ref task.ReceiptRef, _ string) error {
	return w.verify(ref)
}

func (w *world) Check(_ context.Context, _ *project.Version, _ task.Header, ref task.ReceiptRef, out task.OutputRef) (dispatcher.Settlement, string, error) {
	require.NotEmpty(w.t, ref.CID)
	w.mu.Lock()
	defer w.mu.Unlock()
	if st, ok := w.chain[out.Result]; ok {
		return st, "block 6", nil
	}
	return w.settle, "block 5", nil
}
