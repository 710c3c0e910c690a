package datasource_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// slow is a disk that takes a second for each transaction and can be told to fail.
type slow struct {
	mu      sync.Mutex
	batches [][]task.Message
	fail    error
}

func (s *slow) Append(ctx context.Context, msgs []task.Message) error {
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.batches = append(s.batches, msgs)
	return nil
}

func (s *slow) sizes() (sizes []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, b := range s.batches {
		sizes = append(sizes, len(b))
	}
	return sizes
}

func msg(n int) task.Message {
	m := task.Message{ProjectID: 1, ProjectVersion: "1.0", Data: fmt.Append(nil, n)}
	m.ID[0], m.ID[14], m.ID[15] = 1, byte(n>>8), byte(n)
	return m
}

// bubble runs a test on a batcher, in a synctest bubble.
func bubble(t *testing.T, cfg datasource.BatcherConfig, test func(*testing.T, *slow, *datasource.Batcher)) {
	synctest.Test(t, func(t *testing.T) {
		s := &slow{}
		b, err := datasource.NewBatcher(s, cfg)
		require.NoError(t, err)
		test(t, s, b)
		require.NoError(t, b.Close(t.Context()))
	})
}

// appendAll appends messages from..to-1 at once; the results come in any order.
func appendAll(t *testing.T, b *datasource.Batcher, from, to int) chan error {
	results := make(chan error, to-from)
	for n := from; n < to; n++ {
		go func() { results <- b.Append(t.Context(), msg(n)) }()
		synctest.Wait() // one after the other
	}
	return results
}

func TestBatcherLetsTheNextBatchGather(t *testing.T) {
	bubble(t, datasource.BatcherConfig{MaxBatch: 4}, func(t *testing.T, s *slow, b *datasource.Batcher) {
		began := time.Now()
		results := appendAll(t, b, 0, 8)
		require.Equal(t, 7, b.Waiting(), "the first went out alone, at once")
		for range 8 {
			require.NoError(t, <-results)
		}
		require.Equal(t, []int{1, 4, 3}, s.sizes())
		require.Equal(t, 3*time.Second, time.Since(began))
		n := 0
		for _, batch := range s.batches {
			for _, m := range batch {
				require.Equal(t, msg(n), m, "order of arrival")
				n++
			}
		}
	})
}

func TestBatcherBoundsBytes(t *testing.T) {
	one := msg(0)
	size := one.EncodedLen()
	bubble(t, datasource.BatcherConfig{MaxBatchBytes: 3*size - 1, MaxQueueBytes: 4 * size}, func(t *testing.T, s *slow, b *datasource.Batcher) {
		results := appendAll(t, b, 0, 6)
		require.ErrorIs(t, <-results, datasource.ErrBusy, "one is being written, four wait, the sixth is too much")
		for range 5 {
			require.NoError(t, <-results)
		}
		require.Equal(t, []int{1, 2, 2}, s.sizes())
	})
}

func TestBatcherSaysBusyWhenFull(t *testing.T) {
	registry := prometheus.NewRegistry()
	bubble(t, datasource.BatcherConfig{MaxQueue: 2, Registerer: registry}, func(t *testing.T, s *slow, b *datasource.Batcher) {
		results := appendAll(t, b, 0, 3)
		require.ErrorIs(t, b.Append(t.Context(), msg(3)), datasource.ErrBusy)
		for range 3 {
			require.NoError(t, <-results)
		}
		require.NoError(t, b.Append(t.Context(), msg(3)), "busy is over when the queue is short again")
		require.Equal(t, []int{1, 2, 1}, s.sizes(), "a refused message is not stored")
		families, err := registry.Gather()
		require.NoError(t, err)
		for _, f := range families {
			if f.GetName() == "sprout_datasource_busy_total" {
				require.InDelta(t, 1, f.GetMetric()[0].GetCounter().GetValue(), 0)
			}
		}
		require.Len(t, families, 5)
	})
}

func TestBatcherCancelledCallerMayBeStored(t *testing.T) {
	bubble(t, datasource.BatcherConfig{}, func(t *testing.T, s *slow, b *datasource.Batcher) {
		ctx, cancel := context.WithCancel(t.Context())
		result := make(chan error)
		go func() { result <- b.Append(ctx, msg(0)) }()
		synctest.Wait()
		began := time.Now()
		cancel()
		require.ErrorIs(t, <-result, context.Canceled)
		require.Equal(t, began, time.Now(), "the caller does not wait for the disk")
		require.ErrorIs(t, b.Append(ctx, msg(1)), context.Canceled)
		require.NoError(t, b.Append(t.Context(), msg(2)))
		require.Equal(t, []int{1, 1}, s.sizes(), "what was cancelled before it began is not stored")
	})
}

func TestBatcherTellsEveryCallerOfAFailure(t *testing.T) {
	var stored int
	cfg := datasource.BatcherConfig{OnStored: func(msgs []task.Message) { stored += len(msgs) }}
	bubble(t, cfg, func(t *testing.T, s *slow, b *datasource.Batcher) {
		s.fail = datasource.ErrFull
		results := appendAll(t, b, 0, 3)
		for range 3 {
			require.ErrorIs(t, <-results, datasource.ErrFull)
		}
		s.mu.Lock()
		s.fail = nil
		s.mu.Unlock()
		require.NoError(t, b.Append(t.Context(), msg(9)))
		require.Equal(t, 1, stored)
	})
}

func TestBatcherRefusesOneBadMessageAlone(t *testing.T) {
	bubble(t, datasource.BatcherConfig{}, func(t *testing.T, s *slow, b *datasource.Batcher) {
		bad := msg(1)
		bad.ProjectVersion = ""
		require.ErrorIs(t, b.Append(t.Context(), bad), task.ErrMalformed)
		require.Empty(t, s.sizes())
	})
}

func TestBatcherCloseDrains(t *testing.T) {
	bubble(t, datasource.BatcherConfig{MaxBatch: 2}, func(t *testing.T, s *slow, b *datasource.Batcher) {
		results := appendAll(t, b, 0, 5)
		require.NoError(t, b.Close(t.Context()))
		for range 5 {
			require.NoError(t, <-results)
		}
		require.ErrorIs(t, b.Append(t.Context(), msg(9)), datasource.ErrClosed)
		require.Equal(t, []int{1, 2, 2}, s.sizes())
	})
}

func TestBatcherCloseGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, err := datasource.NewBatcher(&slow{}, datasource.BatcherConfig{MaxBatch: 1})
		require.NoError(t, err)
		results := appendAll(t, b, 0, 3)
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		require.ErrorIs(t, b.Close(ctx), context.DeadlineExceeded)
		var stored int
		for range 3 {
			if err := <-results; err == nil {
				stored++
			} else {
				require.ErrorIs(t, err, context.Canceled)
			}
		}
		require.Equal(t, 1, stored)
	})
}

func TestBatcherWritesSideBySide(t *testing.T) {
	bubble(t, datasource.BatcherConfig{MaxBatch: 4, Writers: 2}, func(t *testing.T, s *slow, b *datasource.Batcher) {
		began := time.Now()
		results := appendAll(t, b, 0, 9)
		require.Equal(t, 4, b.Waiting(), "one went alone, four beside it")
		for range 9 {
			require.NoError(t, <-results)
		}
		require.ElementsMatch(t, []int{1, 4, 4}, s.sizes())
		require.Equal(t, 2*time.Second, time.Since(began))
	})
}

// several is a store that asks for more than one transaction at once.
type several struct{ slow }

func (*several) Writers() int { return 3 }

func TestBatcherAsksTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &several{}
		b, err := datasource.NewBatcher(s, datasource.BatcherConfig{MaxBatch: 2})
		require.NoError(t, err)
		results := appendAll(t, b, 0, 6)
		require.Equal(t, 1, b.Waiting(), "three transactions of 1, 2 and 2 are on their way")
		require.NoError(t, b.Close(t.Context()))
		for range 6 {
			require.NoError(t, <-results)
		}
	})
}

func TestBatcherConfig(t *testing.T) {
	_, err := datasource.NewBatcher(&slow{}, datasource.BatcherConfig{MaxBatch: -1, MaxQueueBytes: -2})
	require.ErrorContains(t, err, "MaxBatch is -1")
	require.ErrorContains(t, err, "MaxQueueBytes is -2")
}

// instant keeps what it gets, or fails when it is told to.
type instant struct {
	mu     sync.Mutex
	stored map[task.MessageID]int
	fails  []bool
}

func (s *instant) Append(_ context.Context, msgs []task.Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.fails) > 0 {
		fail := s.fails[0]
		s.fails = s.fails[1:]
		if fail {
			return errors.New("no luck")
		}
	}
	for _, m := range msgs {
		s.stored[m.ID]++
	}
	return nil
}

// Whatever fails and whatever the bounds are: nil means stored, once, and an error means not stored.
func TestBatcherAnswersAreTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &instant{stored: map[task.MessageID]int{}, fails: rapid.SliceOfN(rapid.Bool(), 0, 20).Draw(t, "fails")}
		b, err := datasource.NewBatcher(s, datasource.BatcherConfig{
			MaxBatch: rapid.IntRange(1, 5).Draw(t, "batch"), MaxQueue: rapid.IntRange(1, 10).Draw(t, "queue"),
			Writers: rapid.IntRange(1, 3).Draw(t, "writers"),
		})
		require.NoError(t, err)
		answers := make([]error, rapid.IntRange(1, 30).Draw(t, "messages"))
		var wg sync.WaitGroup
		for n := range answers {
			wg.Go(func() { answers[n] = b.Append(context.Background(), msg(n)) })
		}
		wg.Wait()
		require.NoError(t, b.Close(context.Background()))
		for n, err := range answers {
			want := 1
			if err != nil {
				want = 0
			}
			require.Equal(t, want, s.stored[msg(n).ID], "answer %v", err)
		}
	})
}
