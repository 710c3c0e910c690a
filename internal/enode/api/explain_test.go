package api_test

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/sqlite"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

// stage is an enode without network and chain: its real store, sequencer, dispatcher
// and HTTP interface, in virtual time.
type stage struct {
	*testing.T
	store datasource.Store
	d     *dispatcher.Dispatcher
	seq   *sequencer.Sequencer
	h     http.Handler

	mu       sync.Mutex
	project  project.Project
	znodes   []task.Znode
	terms    *project.Terms // nil: nobody stakes
	refusal  error          // why no version is accepted
	funds    *project.Funds // nil: tasks cost nothing
	present  []api.Sighting
	settle   dispatcher.Settlement
	tx       *api.Transaction
	checkErr error
}

const txHash = "0x00000000000000000000000000000000000000000000000000000000000000aa"

// onStage runs a test with a project that packs ten messages, or what has come within a minute.
func onStage(t *testing.T, test func(*stage)) {
	synctest.Test(t, func(t *testing.T) {
		store, err := sqlite.Open(t.Context(), "sqlite://"+filepath.Join(t.TempDir(), "sprout.db"))
		require.NoError(t, err)
		s := &stage{T: t, store: store, project: project.Project{ID: 1, Versions: []project.Version{{
			Name: "1.0", VM: project.VMRisc0, Redundancy: 1, Packing: project.Packing{Count: 10, Window: time.Minute, GroupBy: project.GroupByDevice},
			Outputs: []project.Output{{Type: project.OutputEthereum}},
		}}}}
		for i := range 3 {
			s.znodes = append(s.znodes, task.Znode{Operator: task.Address{byte(i + 1)}, Weight: 1})
		}
		s.hear("risc0", 2, 0)
		key, err := crypto.ToECDSA(big.NewInt(77).FillBytes(make([]byte, 32)))
		require.NoError(t, err)
		quiet := slog.New(slog.DiscardHandler)
		s.d, err = dispatcher.New(dispatcher.Config{Window: 64, Log: quiet}, dispatcher.Roles{
			Store: store, Publisher: s, Roster: s, Versions: s, Receipts: s, Settlements: s, Signer: task.NewKeySigner((*ecdsa.PrivateKey)(key)),
			Waiting: func(id task.ProjectID, v *project.Version, tasks uint64) error {
				if t, ok := s.termsOf(id); ok && !t.Serving() {
					return t.Waiting()
				}
				if err := s.acceptsOf(id, v); err != nil {
					return err
				}
				return s.paysOf(id, v, tasks)
			},
		})
		require.NoError(t, err)
		s.seq, err = sequencer.New(sequencer.Config{ChainID: 1, Log: quiet}, sequencer.Roles{Inbox: store, Versions: s, Packed: s.d.Notify})
		require.NoError(t, err)
		s.h = api.New(api.Config{Present: s.seen, Terms: s.termsOf, Accepts: s.acceptsOf, Pays: s.paysOf, PaysFor: s.paysFor, Outlook: s.d.Outlook, Transaction: s.transaction, Log: quiet}, ingest{s}, store, s, nil)
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { require.NoError(t, s.d.Run(ctx)) })
		running.Go(func() { require.NoError(t, s.seq.Run(ctx)) })
		defer func() {
			cancel()
			running.Wait()
			require.NoError(t, store.Close())
		}()
		synctest.Wait()
		test(s)
	})
}

// ingest stores what devices send and tells the sequencer.
type ingest struct{ *stage }

func (i ingest) Append(ctx context.Context, m task.Message) error {
	err := i.store.Append(ctx, []task.Message{m})
	i.seq.Notify(task.Group{ProjectID: m.ProjectID, ProjectVersion: m.ProjectVersion, ClientDID: m.ClientDID})
	return err
}

func (s *stage) change(f func()) {
	s.mu.Lock()
	f()
	s.mu.Unlock()
	s.seq.ProjectChanged(1)
	synctest.Wait()
}

// hear has every znode say what it offers.
func (s *stage) hear(runtime string, slots, running uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.present = nil
	for _, z := range s.znodes {
		s.present = append(s.present, api.Sighting{Presence: task.Presence{Project: 1, Node: z.Operator, Offers: []task.Offer{{Runtime: runtime, Slots: slots, Running: running}}}})
	}
}

func (s *stage) seen(task.ProjectID) []api.Sighting {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.present
}

func (s *stage) Project(id task.ProjectID) (project.Project, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.project, id == s.project.ID
}

func (s *stage) List() []project.Project { return nil }

func (s *stage) Znodes(task.ProjectID) []task.Znode {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.znodes
}

func (s *stage) Version(_ context.Context, id task.ProjectID, name string) (*project.Version, error) {
	p, ok := s.Project(id)
	if !ok {
		return nil, project.ErrNotFound
	}
	return p.Version(name)
}

func (s *stage) Announce(context.Context, task.Signed, uint32) error { return nil }

func (s *stage) Verify(context.Context, *project.Version, task.Header, task.ReceiptRef, string) error {
	return nil
}

func (s *stage) Check(context.Context, *project.Version, task.Header, task.ReceiptRef, task.OutputRef) (dispatcher.Settlement, string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settle, "block 5, 21000 gas", s.checkErr
}

func (s *stage) transaction(_ context.Context, _ *project.Version, key task.Key, hash string) (api.Transaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tx == nil || hash != txHash || key != (task.Key{Project: 1, Sequence: 1}) {
		return api.Transaction{}, errors.New("the chain is silent")
	}
	return *s.tx, nil
}

// send posts messages and returns the id of the last one.
func (s *stage) send(n int) string {
	s.Helper()
	var id string
	for range n {
		rec := httptest.NewRecorder()
		s.h.ServeHTTP(rec, httptest.NewRequest("POST", "/message", jsonBody(s, api.SendMessage{ProjectID: 1, ProjectVersion: "1.0", Data: `{"a":1}`})))
		require.Equal(s, http.StatusOK, rec.Code, rec.Body)
		var got api.MessageAccepted
		require.NoError(s, json.Unmarshal(rec.Body.Bytes(), &got))
		id = got.MessageID.String()
	}
	synctest.Wait()
	return id
}

// report has the znode of rank i say something about the project's first task.
func (s *stage) report(i int, state task.State, more func(*task.Status)) {
	s.Helper()
	rec, err := s.store.Task(s.Context(), task.Key{Project: 1, Sequence: 1})
	require.NoError(s, err)
	st := task.Status{Key: rec.Header.Key(), Digest: rec.Header.Digest(), State: state, Node: s.ranked()[i], Attempt: rec.Attempt}
	if state == task.StateProved || state == task.StateOutputted {
		st.Receipt = &task.ReceiptRef{
			Runtime: "risc0", Kind: "composite", CID: "bafy", Size: 250_000, Binding: task.BindingTask, Cycles: 65536, ProveMS: 1500,
			ProgramID: task.Digest{7}, Digest: task.Digest{8},
		}
	}
	if state == task.StateOutputted {
		st.Output = &task.OutputRef{Type: project.OutputEthereum, Result: txHash}
	}
	if more != nil {
		more(&st)
	}
	s.d.HandleStatus(s.Context(), st)
	synctest.Wait()
}

func (s *stage) ranked() []task.Address {
	rec, err := s.store.Task(s.Context(), task.Key{Project: 1, Sequence: 1})
	require.NoError(s, err)
	return task.Rank(rec.Header.Digest(), s.Znodes(1))
}

// explain asks about a message, or a task by its path.
func (s *stage) explain(path string) api.Explanation {
	s.Helper()
	rec := httptest.NewRecorder()
	s.h.ServeHTTP(rec, httptest.NewRequest("GET", path+"/explain", nil))
	require.Equal(s, http.StatusOK, rec.Code, rec.Body)
	var got api.Explanation
	require.NoError(s, json.Unmarshal(rec.Body.Bytes(), &got))
	return got
}

// why returns the only reason that a message waits for.
func (s *stage) why(id string) api.Wait {
	s.Helper()
	got := s.explain("/message/" + id).Waiting
	require.Len(s, got, 1, "%+v", got)
	return got[0]
}

func (s *stage) reasons(id string) (out []api.WaitFor) {
	for _, w := range s.explain("/message/" + id).Waiting {
		out = append(out, w.For)
	}
	return out
}

func (s *stage) pass(d time.Duration) {
	timer := time.NewTimer(d)
	<-timer.C
	synctest.Wait()
}

func TestExplainsTheBatch(t *testing.T) {
	onStage(t, func(s *stage) {
		began := time.Now()
		id := s.send(3)
		w := s.why(id)
		require.Equal(t, api.WaitForBatch, w.For)
		require.Equal(t, "3 of 10 messages without a credential collected for the batch; it is packed when there are 10, or at 2000-01-01 00:01:00 UTC", w.Text)
		require.EqualValues(t, 3, *w.Have)
		require.EqualValues(t, 10, *w.Want)
		require.Equal(t, began.Add(time.Minute).UTC(), *w.At)
		got := s.explain("/message/" + id)
		require.EqualValues(t, 7, *got.Bytes)
		require.Nil(t, got.Task)
		require.Len(t, got.States, 1)

		s.change(func() { s.project.Paused = true })
		require.Equal(t, []api.WaitFor{api.WaitForProject, api.WaitForBatch}, s.reasons(id))
		require.Equal(t, "project 1 is paused", s.explain("/message/" + id).Waiting[0].Text)
		s.pass(2 * time.Minute)
		w = s.explain("/message/" + id).Waiting[1]
		require.Contains(t, w.Text, "a batch is packed as soon as")
		s.change(func() { s.project.Paused, s.project.Fault = false, project.ErrHashMismatch })
		w = s.explain("/message/" + id).Waiting[0]
		require.Equal(t, "project 1 is not servable: project file does not match the hash on chain", w.Text)
		require.Contains(t, *w.Hint, "project validate")
		s.change(func() { s.project.Fault, s.project.Versions[0].Name = nil, "2.0" })
		require.Equal(t, api.WaitForVersion, s.why(id).For)
		s.change(func() { s.project.ID = 2 })
		require.Equal(t, "this node knows no project 1", s.why(id).Text)
		s.change(func() { s.project.ID, s.project.Versions[0].Name = 1, "1.0" })
		s.pass(time.Minute) // until the sequencer looks again
		require.NotNil(t, s.explain("/message/"+id).Task, "it was packed all the same")
	})
}

func TestExplainsWholeBatchesAndOtherRules(t *testing.T) {
	onStage(t, func(s *stage) {
		s.change(func() {
			s.project.Versions[0].Packing = project.Packing{Count: 4, Bytes: 1000, GroupBy: project.GroupByProject}
		})
		w := s.why(s.send(1))
		require.Regexp(t, `^1 of 4 messages collected for the batch; it is packed when there are 4, or 1000 bytes of them \(now \d+\)$`, w.Text)
		require.Nil(t, w.At)
	})
}

func (s *stage) termsOf(task.ProjectID) (project.Terms, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.terms == nil {
		return project.Terms{}, false
	}
	return *s.terms, true
}

func (s *stage) acceptsOf(_ task.ProjectID, v *project.Version) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v.Name != "1.0" {
		return nil
	}
	return s.refusal
}

func TestExplainsThatTheProgramIsNotAccepted(t *testing.T) {
	onStage(t, func(s *stage) {
		s.change(func() {
			s.terms = &project.Terms{Required: 1, Joined: 1}
			s.refusal = task.WithHint(fmt.Errorf("%w: program 0x07 for version 1.0", project.ErrNotAccepted), "ioctl-project program accept")
		})
		id := s.send(10)
		s.pass(time.Hour)
		w := s.why(id)
		require.Equal(t, api.WaitForVersion, w.For)
		require.Equal(t, "program is not accepted on chain: program 0x07 for version 1.0; its messages are kept", w.Text)
		require.Equal(t, "ioctl-project program accept", *w.Hint)
		s.change(func() { s.refusal = nil })
		s.pass(6 * time.Second)
		require.Equal(t, api.WaitForAnswer, s.why(id).For)
	})
}

func TestExplainsWhoHasNotJoined(t *testing.T) {
	onStage(t, func(s *stage) {
		s.change(func() { s.terms = &project.Terms{} })
		id := s.send(10)
		w := s.why(id)
		require.Equal(t, api.WaitForProject, w.For)
		require.Contains(t, *w.Hint, "project attributes")
		s.change(func() { s.terms = &project.Terms{Required: 5, Joined: 3} })
		s.pass(6 * time.Second)
		w = s.why(id)
		require.Equal(t, api.WaitForZnodes, w.For)
		require.EqualValues(t, 3, *w.Have)
		require.EqualValues(t, 5, *w.Want)
		require.Contains(t, *w.Hint, "znode join")
	})
}

func TestExplainsWhoIsMissing(t *testing.T) {
	onStage(t, func(s *stage) {
		all, none := s.znodes, []task.Znode(nil)
		s.change(func() { s.znodes = none })
		id := s.send(10)
		w := s.why(id)
		require.Equal(t, api.WaitForZnodes, w.For)
		require.Contains(t, w.Text, "no znode is allowed to work for the project")
		require.Contains(t, *w.Hint, "FleetManager.allow")

		s.change(func() { s.znodes, s.present = all, nil })
		s.pass(6 * time.Second)
		w = s.explain("/message/" + id).Waiting[0]
		require.Equal(t, "none of the 3 znodes allowed for the project was heard in the last 90 s", w.Text)
		require.EqualValues(t, 0, *w.Have)
		require.EqualValues(t, 3, *w.Want)

		s.hear("halo2", 1, 0)
		w = s.explain("/message/" + id).Waiting[0]
		require.Equal(t, api.WaitForRuntime, w.For)
		require.Equal(t, "no znode offers risc0, of 3 that are there", w.Text)
		s.hear("risc0", 2, 2)
		require.Contains(t, s.explain("/message/" + id).Waiting[0].Text, "the 6 places for risc0")
	})
}

func TestExplainsWhoTakesNoTask(t *testing.T) {
	onStage(t, func(s *stage) {
		id := s.send(10)
		first, second := s.ranked()[0], s.ranked()[1]
		idle := func(who ...task.Address) {
			s.hear("risc0", 2, 0)
			s.change(func() {
				for i := range s.present {
					if slices.Contains(who, s.present[i].Node) {
						s.present[i].Offers = []task.Offer{{Runtime: "risc0"}}
					}
				}
			})
		}
		idle(first)
		w := s.why(id)
		require.Equal(t, api.WaitForAnswer, w.For)
		require.Equal(t, "announced; znode "+first.String()+" says that it takes no task now; the next znode is asked as well at 2000-01-01 00:00:15 UTC", w.Text)
		s.pass(16 * time.Second)
		require.Contains(t, s.why(id).Text, "no answer yet of "+second.String()+"; znode "+first.String()+" says that it takes no task now")
		idle(first, second)
		require.Contains(t, s.why(id).Text, "announced; znodes "+first.String()+", "+second.String()+" say that they take no task now")
		idle(s.ranked()...)
		require.Equal(t, []api.WaitFor{api.WaitForZnodes, api.WaitForAnswer}, s.reasons(id))
		w = s.explain("/message/" + id).Waiting[0]
		require.Equal(t, "every znode that offers risc0 says that it takes no task now", w.Text)
		require.Contains(t, *w.Hint, "/readyz")
		s.hear("risc0", 2, 0)
		require.Equal(t, api.WaitForAnswer, s.why(id).For)
	})
}

func TestExplainsALifeToItsEnd(t *testing.T) {
	onStage(t, func(s *stage) {
		began := time.Now().UTC()
		id := s.send(10)
		first := s.ranked()[0]
		w := s.why(id)
		require.Equal(t, api.WaitForAnswer, w.For)
		require.Equal(t, first.String(), *w.Znode)
		require.Equal(t, began.Add(15*time.Second), *w.At)

		s.pass(3 * time.Second)
		s.report(0, task.StateProving, func(st *task.Status) { st.Progress = task.Progress{Stage: "prove", Done: 3, Total: 8} })
		w = s.why(id)
		require.Equal(t, api.WaitForProof, w.For)
		require.Equal(t, "znode "+first.String()+" works on it (prove 3/8); its lease lasts until 2000-01-01 00:00:18 UTC and grows with each sign of life, until 2000-01-01 00:10:00 UTC at most", w.Text)
		require.Equal(t, began.Add(18*time.Second), *w.At)
		require.Equal(t, api.Progress{Stage: "prove", Done: 3, Total: 8}, *s.explain("/message/" + id).Task.Progress)

		s.report(0, task.StateProved, nil)
		require.Equal(t, api.WaitForOutput, s.why(id).For)
		s.report(0, task.StateOutputted, nil)
		require.Contains(t, s.why(id).Text, "is to be confirmed on the chain")
		s.tell(&api.Transaction{Hash: txHash, WantConfirmations: 6})
		require.Contains(t, s.why(id).Text, "is in no block yet")
		s.tell(&api.Transaction{Hash: txHash, Mined: true, Confirmations: 4, WantConfirmations: 6})
		w = s.why(id)
		require.Equal(t, api.WaitForConfirmations, w.For)
		require.Contains(t, w.Text, "transaction 0x00000000000000000000000000000000000000000000000000000000000000… has 4 of 6 confirmations")
		require.EqualValues(t, 4, *w.Have)

		s.change(func() { s.settle = dispatcher.SettlementDone })
		s.pass(2 * time.Second)
		got := s.explain("/message/" + id)
		require.Empty(t, got.Waiting)
		var states []string
		for _, st := range got.States {
			states = append(states, st.State)
		}
		require.Equal(t, []string{"received", "packed", "dispatched", "proving", "proved", "outputted", "settled"}, states)
		require.Equal(t, first.String(), *got.States[4].Znode)
		require.EqualValues(t, 10, got.Task.Messages)
		require.Equal(t, api.ReceiptDetails{
			Cid: "bafy", Bytes: 250_000, Runtime: "risc0", Kind: "composite", Binding: "task", Cycles: 65536, ProveMS: 1500,
			ProgramID: task.Digest{7}.String(), Digest: task.Digest{8}.String(),
		}, *got.Task.Receipt)
		require.Equal(t, txHash, got.Task.Transaction.Hash)
		same := s.explain("/task/1/1")
		require.Nil(t, same.MessageID)
		require.Equal(t, got.Task, same.Task)
		require.Len(t, same.States, 6)
	})
}

func TestExplainsWhyADeliveryWaits(t *testing.T) {
	onStage(t, func(s *stage) {
		id := s.send(10)
		first := s.ranked()[0]
		says := func(stage, note string) api.Wait {
			s.report(0, task.StateProving, func(st *task.Status) { st.Progress = task.Progress{Stage: stage, Note: note} })
			return s.why(id)
		}
		s.report(0, task.StateProved, nil)
		silent := s.why(id).Text
		require.Equal(t, "the proof is verified; znode "+first.String()+" delivers the result, and another one if nothing is heard of it until 2000-01-01 00:00:15 UTC", silent)
		require.Equal(t, silent, says("output", "").Text)

		w := says("output", "call reverts: InsufficientFunds(projectId=1, balance=0, needed=2)")
		require.Equal(t, api.WaitForOutput, w.For)
		require.Equal(t, "the proof is verified, and not delivered yet: the project's balance pays no task (call reverts: InsufficientFunds(projectId=1, balance=0, needed=2)); "+
			"znode "+first.String()+" tries again, and another one if nothing is heard of it until 2000-01-01 00:00:15 UTC", w.Text)
		require.Equal(t, "anybody may fund it: ioctl-project project fund", *w.Hint)
		require.Equal(t, first.String(), *w.Znode)

		s.report(1, task.StateProving, func(st *task.Status) { st.Progress = task.Progress{Stage: "turn"} })
		require.Equal(t, w, s.why(id), "who waits for the first to deliver knows no better")

		w = says("output", "project 1: too few znodes attested in time: 1 of 2 have signed")
		require.Contains(t, w.Text, "not delivered yet: project 1: too few znodes attested in time: 1 of 2 have signed; znode")
		require.Nil(t, w.Hint)
		require.Less(t, len(says("output", strings.Repeat("é", 1000)).Text), 900, "a stranger's words are kept short")

		s.report(0, task.StateOutputted, nil)
		require.Equal(t, api.WaitForConfirmations, s.why(id).For)
	})
}

func TestExplainsWhatANetworkWithStakesSettled(t *testing.T) {
	onStage(t, func(s *stage) {
		s.change(func() { s.project.Versions[0].Outputs[0].Type = project.OutputSettlement })
		id := s.send(10)
		s.report(0, task.StateOutputted, func(st *task.Status) { st.Output.Type = project.OutputSettlement })
		cost := "21000000"
		s.tell(&api.Transaction{
			Hash: txHash, Mined: true, Confirmations: 1, WantConfirmations: 6, CostWei: &cost, Settlement: &api.TaskSettlement{Tasks: 2, CostShareWei: "10500000"},
		})
		require.Contains(t, s.why(id).Text, "has 1 of 6 confirmations")
		s.change(func() { s.settle = dispatcher.SettlementDone })
		s.pass(2 * time.Second)
		got := s.explain("/task/1/1")
		require.Empty(t, got.Waiting)
		require.Equal(t, "10500000", got.Task.Transaction.Settlement.CostShareWei)
		require.Equal(t, project.OutputSettlement, got.Task.Output.Type)
	})
}

func (s *stage) tell(tx *api.Transaction) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tx = tx
}

func TestExplainsFailuresAndTrouble(t *testing.T) {
	onStage(t, func(s *stage) {
		s.change(func() { s.znodes = s.znodes[:1] })
		id := s.send(10)
		s.report(0, task.StateFailed, func(st *task.Status) {
			st.Failure = &task.Failure{Node: st.Node, Code: task.FailOutput, Reason: "no coins"}
		})
		w := s.why(id)
		require.Equal(t, api.WaitForRecovery, w.For)
		require.NotNil(t, w.At)
		require.Equal(t, "no coins", s.explain("/message/" + id).Task.Failures[0].Reason)

		s.pass(20 * time.Second)
		s.report(0, task.StateOutputted, nil)
		s.change(func() { s.checkErr = errors.New("secret of the node") })
		s.pass(2 * time.Second)
		got := s.explain("/message/" + id).Waiting
		require.Len(t, got, 2)
		require.Equal(t, api.WaitForEnode, got[0].For)
		require.NotContains(t, got[0].Text, "secret")
	})
}

func TestExplainsTurns(t *testing.T) {
	onStage(t, func(s *stage) {
		s.change(func() { s.project.Versions[0].Packing.Count = 1 })
		first := s.send(1)
		last := s.send(256)
		require.Equal(t, api.WaitForAnswer, s.why(first).For)
		require.Equal(t, api.WaitForTurn, s.why(last).For)
	})
}

func TestExplainsNothingUnknown(t *testing.T) {
	onStage(t, func(s *stage) {
		for path, text := range map[string]string{
			"/message/" + task.MessageID{6}.String(): "this node knows no message 06",
			"/message/nonsense":                      "this node knows no message nonsense",
			"/task/1/7":                              "this node knows no task 1/7",
			"/task/9/1":                              "this node knows no task 9/1",
		} {
			rec := httptest.NewRecorder()
			s.h.ServeHTTP(rec, httptest.NewRequest("GET", path+"/explain", nil))
			require.Equal(t, http.StatusNotFound, rec.Code, path)
			require.Contains(t, rec.Body.String(), text)
		}
	})
}
