package attest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// request is what the settler would ask for these items.
func request(settler *citizen, items ...attest.Item) task.AttestRequest {
	q := task.AttestRequest{Project: projectID, Version: version, Program: program, Settler: settler.signer.Address()}
	var results []attest.Result
	for _, it := range items {
		results = append(results, attest.Result{Task: it.Task.Header.Digest(), Program: program, Journal: task.DigestOf(it.Receipt.Journal)})
		q.Results = append(q.Results, task.ProvedTask{Task: it.Task, Receipt: it.Receipt.Digest, CID: it.Receipt.CID, Size: it.Receipt.Size})
	}
	q.Root = attest.Root(projectID, results)
	return q
}

// ask hands a request to a znode and returns its last answer; false if it gave none.
func ask(t *testing.T, c *citizen, q task.AttestRequest) (task.Attestation, bool) {
	before := len(c.answers())
	c.attester.HandleRequest(t.Context(), q)
	synctest.Wait()
	all := c.answers()
	if len(all) == before {
		return task.Attestation{}, false
	}
	return all[len(all)-1], true
}

func TestAttesterRefusesWhatItCannotStandFor(t *testing.T) {
	with := func(ref task.ReceiptRef, err error) func(w *town) {
		return func(w *town) {
			w.nodes[1].open = func(context.Context, task.ProvedTask) (task.ReceiptRef, error) { return ref, err }
		}
	}
	h := func(w *town) task.Header { return w.item(1).Task.Header }
	for name, c := range map[string]struct {
		want   task.Refusal
		change func(w *town)
		ask    func(w *town, q *task.AttestRequest)
	}{
		"nothing":         {"", nil, nil},
		"task twice":      {task.RefuseTask, nil, func(_ *town, q *task.AttestRequest) { q.Results = append(q.Results, q.Results[0]) }},
		"no results":      {task.RefuseTask, nil, func(_ *town, q *task.AttestRequest) { q.Results = nil }},
		"another version": {task.RefuseTask, nil, func(_ *town, q *task.AttestRequest) { q.Version = "0.2" }},
		"bad signature":   {task.RefuseTask, nil, func(_ *town, q *task.AttestRequest) { q.Results[0].Task.Signature[5] ^= 1 }},
		"signed by a znode": {task.RefuseTask, nil, func(w *town, q *task.AttestRequest) {
			s, err := task.Sign(w.t.Context(), q.Results[0].Task.Header, w.nodes[0].signer)
			require.NoError(w.t, err)
			q.Results[0].Task = s
		}},
		"another program":       {task.RefuseVersion, nil, func(_ *town, q *task.AttestRequest) { q.Program[0] ^= 1 }},
		"another root":          {task.RefuseResult, nil, func(_ *town, q *task.AttestRequest) { q.Root[0] ^= 1 }},
		"receipt out of reach":  {task.RefuseUnreachable, with(task.ReceiptRef{}, errors.New("nobody has it")), nil},
		"receipt that is wrong": {task.RefuseReceipt, with(task.ReceiptRef{}, attest.ErrReceipt), nil},
		"receipt of any task": {task.RefuseReceipt, func(w *town) {
			ref := refOf(h(w), "1")
			ref.Binding = task.BindingNone
			with(ref, nil)(w)
		}, nil},
		"receipt of another task": {task.RefuseReceipt, func(w *town) { with(w.item(2).Receipt, nil)(w) }, nil},
		"another result":          {task.RefuseResult, func(w *town) { with(refOf(h(w), "another"), nil)(w) }, nil},
		"contradiction": {task.RefuseConflict, func(w *town) {
			d := h(w)
			w.nodes[1].notes[[2]task.Digest{d.Digest(), program}] = task.Digest{9}
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTown(t, 2, 2)
				w.t = t
				defer w.close()
				if c.change != nil {
					c.change(w)
				}
				q := request(w.nodes[0], w.item(1))
				if c.ask != nil {
					c.ask(w, &q)
				}
				a, answered := ask(t, w.nodes[1], q)
				require.True(t, answered)
				require.Equal(t, c.want, a.Refusal)
				require.Equal(t, c.want != "", a.Signature.IsZero())
				if c.want != "" && c.want != task.RefuseConflict {
					require.Empty(t, w.nodes[1].notes, "what is not signed is not noted")
				}
			})
		})
	}
}

// What passes is no word on the result: nothing is said, and the next request is answered.
func TestAttesterThatCannotTellSaysNothing(t *testing.T) {
	for name, spoil := range map[string]func(c *citizen, err error){
		"chain not read":     func(c *citizen, err error) { c.verifyFault = err },
		"version not loaded": func(c *citizen, err error) { c.versionFault = err },
	} {
		for _, fault := range []error{
			errors.New("chain was not read for a minute"), project.ErrPaused, fmt.Errorf("%w: %w", project.ErrNotServable, project.ErrLoading),
		} {
			t.Run(name+"/"+fault.Error(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := newTown(t, 2, 2)
					defer w.close()
					q := request(w.nodes[0], w.item(1))
					spoil(w.nodes[1], fault)
					_, answered := ask(t, w.nodes[1], q)
					require.False(t, answered)
					require.Empty(t, w.nodes[1].notes)
					spoil(w.nodes[1], nil)
					a, answered := ask(t, w.nodes[1], q)
					require.True(t, answered)
					require.Empty(t, a.Refusal)
				})
			})
		}
	}
}

func TestAttesterAnswersOnlyMembers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 2, 2)
		defer w.close()
		q := request(w.nodes[0], w.item(1))
		q.Settler = newSigner(t).Address()
		_, answered := ask(t, w.nodes[1], q)
		require.False(t, answered)
		require.Empty(t, w.nodes[1].notes)

		q = request(w.nodes[0], w.item(1))
		w.fleet.Members = w.fleet.Members[:1]
		_, answered = ask(t, w.nodes[1], q)
		require.False(t, answered, "it does not serve the project itself")
		require.Zero(t, w.nodes[1].opens)
	})
}

func TestSameRequestGetsTheSameSignatureWithoutWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 2, 2)
		defer w.close()
		q := request(w.nodes[0], w.item(1), w.item(2))
		first, _ := ask(t, w.nodes[1], q)
		require.Empty(t, first.Refusal)
		require.Equal(t, 2, w.nodes[1].opens)
		again, _ := ask(t, w.nodes[1], q)
		require.Equal(t, first, again)

		w.nodes[1].start(attest.SettlerConfig{}, attest.AttesterConfig{})
		again, _ = ask(t, w.nodes[1], q)
		require.Equal(t, first, again)
		require.Equal(t, 2, w.nodes[1].opens, "the notes say that it was verified")
	})
}

// Work is bounded: of one settler, in all, and in time; what was verified when the time is over need not be again.
func TestAttesterTakesSoMuchAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, 4, 2)
		defer w.close()
		busy := w.nodes[3]
		gate := make(chan struct{})
		atOnce, most := 0, 0
		busy.open = func(ctx context.Context, p task.ProvedTask) (task.ReceiptRef, error) {
			busy.mu.Lock()
			atOnce++
			most = max(most, atOnce)
			busy.mu.Unlock()
			defer func() {
				busy.mu.Lock()
				atOnce--
				busy.mu.Unlock()
			}()
			select {
			case <-gate:
				return honest(ctx, p)
			case <-ctx.Done():
				return task.ReceiptRef{}, ctx.Err()
			}
		}
		busy.start(attest.SettlerConfig{}, attest.AttesterConfig{Requests: 3, PerSettler: 2, Receipts: 2, Limit: time.Minute})
		give := func(settler int, sequence uint64) (task.Attestation, bool) {
			return ask(t, busy, request(w.nodes[settler], w.item(sequence)))
		}
		for _, sequence := range []uint64{1, 2, 1} {
			_, answered := give(0, sequence)
			require.False(t, answered, "it works")
		}
		a, _ := give(0, 3)
		require.Equal(t, task.RefuseBusy, a.Refusal, "one settler's third")
		_, answered := give(1, 3)
		require.False(t, answered)
		a, _ = give(1, 4)
		require.Equal(t, task.RefuseBusy, a.Refusal, "the fourth in all")
		require.Equal(t, 3, most, "two receipts at a time, and one of a settler who had none")
		_, answered = give(2, 4)
		require.False(t, answered, "who has nothing in work is served, whatever others do")
		require.Equal(t, 4, most)

		<-time.After(time.Minute)
		synctest.Wait()
		require.Empty(t, busy.notes)
		close(gate)
		a, answered = give(2, 4)
		require.True(t, answered)
		require.Empty(t, a.Refusal)
	})
}
