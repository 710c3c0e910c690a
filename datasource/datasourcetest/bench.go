package datasourcetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// benchClients is how many callers append at the same time.
const benchClients = 64

// Benchmark measures durable appends of 256-byte messages by 64 callers: each in
// a transaction of its own, and through a [datasource.Batcher].
func Benchmark(b *testing.B, newSite func(testing.TB) Site) {
	b.Run("single", func(b *testing.B) {
		s := openStore(b, newSite(b))
		benchAppend(b, func(m task.Message) error { return s.Append(b.Context(), []task.Message{m}) })
	})
	b.Run("batched", func(b *testing.B) {
		s := openStore(b, newSite(b))
		batcher, err := datasource.NewBatcher(s, datasource.BatcherConfig{})
		if err != nil {
			b.Fatal(err)
		}
		benchAppend(b, func(m task.Message) error { return batcher.Append(b.Context(), m) })
		if err := batcher.Close(b.Context()); err != nil {
			b.Fatal(err)
		}
	})
	b.Run("pack", func(b *testing.B) { benchPack(b, openStore(b, newSite(b))) })
}

func benchAppend(b *testing.B, add func(task.Message) error) {
	data := make([]byte, 256)
	for i := range data {
		data[i] = 'a' + byte(i%26)
	}
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	b.ResetTimer()
	for w := range benchClients {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				m := message(task.ProjectID(1+w%4), "1.0", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", w)
				m.Data = data
				if err := add(m); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
}

// benchPack measures tasks of 100 messages: what the sequencer asks of a store.
func benchPack(b *testing.B, s datasource.Store) {
	g := task.Group{ProjectID: 1, ProjectVersion: "1.0", ClientDID: "did:key:a"}
	sel := task.Selection{Group: g, MaxCount: 100}
	b.StopTimer()
	for range b.N {
		if err := s.Append(b.Context(), messages(1, "1.0", "did:key:a", 100)); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := s.Pending(b.Context(), sel); err != nil {
			b.Fatal(err)
		}
		msgs, err := s.Oldest(b.Context(), sel)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Pack(b.Context(), batch(msgs)); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tasks/s")
}
