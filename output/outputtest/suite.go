package outputtest

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Receiver is the far side of an output under test.
type Receiver struct {
	// Output leads to the receiver.
	Output output.Output
	// Got returns the tasks the receiver has acted on, each as often as it acted.
	Got func() []task.Digest
	// Repeats is set where the receiver cannot tell a repeated delivery, as a
	// stream cannot.
	Repeats bool
	// Result makes a result the receiver accepts, the n-th of its project; nil
	// takes [Result].
	Result func(testing.TB, uint64) output.Result
	// Immediate is set where the output waits for nothing that a caller
	// could give up on.
	Immediate bool
}

// Opener starts a fresh receiver that stops with the test.
type Opener func(testing.TB) Receiver

// Run requires of an output what [output.Output] promises.
func Run(t *testing.T, open Opener) {
	t.Run("delivers once and answers where", func(t *testing.T) { delivers(t, open(t)) })
	t.Run("a repeated delivery answers the same", func(t *testing.T) { repeats(t, open(t)) })
	t.Run("deliveries side by side", func(t *testing.T) { sideBySide(t, open(t)) })
	t.Run("a caller that gave up gets an error", func(t *testing.T) { givesUp(t, open(t)) })
}

func (r Receiver) result(t testing.TB, n uint64) output.Result {
	if r.Result != nil {
		return r.Result(t, n)
	}
	return Result(t, n)
}

func delivers(t *testing.T, r Receiver) {
	want := r.result(t, 1)
	before := r.result(t, 1)
	ref, err := r.Output.Deliver(t.Context(), want)
	require.NoError(t, err)
	require.NotEmpty(t, ref.Result)
	require.Equal(t, []task.Digest{want.Task.Header.Digest()}, r.Got())
	require.Equal(t, before, want, "the result is the caller's")
}

func repeats(t *testing.T, r Receiver) {
	want := r.result(t, 1)
	first, err := r.Output.Deliver(t.Context(), want)
	require.NoError(t, err)
	second, err := r.Output.Deliver(t.Context(), want)
	require.NoError(t, err)
	require.Equal(t, first, second)
	if r.Repeats {
		require.Len(t, r.Got(), 2)
	} else {
		require.Len(t, r.Got(), 1)
	}
}

func sideBySide(t *testing.T, r Receiver) {
	const n = 8
	var want []task.Digest
	var wg sync.WaitGroup
	for i := range uint64(n) {
		result := r.result(t, i+1)
		want = append(want, result.Task.Header.Digest())
		wg.Go(func() {
			if _, err := r.Output.Deliver(t.Context(), result); err != nil {
				t.Errorf("deliver task %d: %v", i+1, err)
			}
		})
	}
	wg.Wait()
	require.ElementsMatch(t, want, r.Got())
}

func givesUp(t *testing.T, r Receiver) {
	if r.Immediate {
		t.Skip("this output waits for nothing")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := r.Output.Deliver(ctx, r.result(t, 1))
	require.Error(t, err)
	require.Empty(t, r.Got())
}

// Result makes the n-th result of project 7 on chain 1337. Its first message is a
// JSON object; the same n makes the same result.
func Result(t testing.TB, n uint64) output.Result {
	t.Helper()
	return ResultOf(t, n, `{"device":"thermometer","reading":21}`)
}

// ResultOf is Result with the data of the first message.
func ResultOf(t testing.TB, n uint64, data string) output.Result {
	t.Helper()
	at := time.UnixMilli(1_700_000_000_000).UTC()
	var msgs []task.Message
	for i, text := range []string{data, `{"device":"thermometer","reading":22}`} {
		msgs = append(msgs, task.Message{
			ID: task.MessageID{byte(n), byte(n >> 8), byte(i), 1}, ProjectID: 7, ProjectVersion: "1.0",
			ClientDID: "did:io:1", Data: []byte(text), ReceivedAt: at,
		})
	}
	made, err := task.New(1337, 7, "1.0", n, at, msgs)
	require.NoError(t, err)
	proof := append([]byte("SPRR\x00\x01\x01\x01 receipt of task "), byte(n))
	journal := task.Journal{ChainID: 1337, ProjectID: 7, TaskDigest: made.Header.Digest(), Output: []byte("21.5")}
	return output.Result{
		Task:    &made,
		Version: &project.Version{Name: "1.0", VM: project.VMRisc0},
		Receipt: task.ReceiptRef{
			Runtime: "risc0", Kind: "composite", ProgramID: task.Digest{1}, Digest: task.DigestOf(proof), CID: "bafkreceipt",
			Size: uint64(len(proof)), Journal: journal.Encode(), Binding: task.BindingTask, Cycles: 4096,
		},
		Proof: proof,
	}
}
