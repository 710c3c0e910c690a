package sequencer_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestDecideTable(t *testing.T) {
	rule := sequencer.RuleOf(project.Packing{Count: 10, Bytes: 1000, Window: 30 * time.Second})
	pending := func(count, bytes uint64, age time.Duration) task.Pending {
		return task.Pending{Count: count, Bytes: bytes, Oldest: noon.Add(-age)}
	}
	now, never := sequencer.Decision{Pack: true}, sequencer.Decision{}
	tests := map[string]struct {
		rule    sequencer.Rule
		pending task.Pending
		want    sequencer.Decision
	}{
		"nothing waits":           {rule, task.Pending{}, never},
		"count reached":           {rule, pending(10, 10, 0), now},
		"more than count":         {rule, pending(11, 10, 0), now},
		"bytes reached":           {rule, pending(1, 1000, 0), now},
		"window over":             {rule, pending(1, 1, 30*time.Second), now},
		"window long over":        {rule, pending(1, 1, time.Hour), now},
		"window not over":         {rule, pending(9, 999, 29*time.Second), sequencer.Decision{At: noon.Add(time.Second)}},
		"dated ahead":             {rule, pending(1, 1, -time.Hour), sequencer.Decision{At: noon.Add(30 * time.Second)}},
		"no window, wait for all": {sequencer.RuleOf(project.Packing{Count: 10}), pending(9, 1<<20, time.Hour), never},
		"count 0 means 1":         {sequencer.RuleOf(project.Packing{}), pending(1, 1, 0), now},
		"task body is full":       {sequencer.RuleOf(project.Packing{Count: 100}), pending(9, 9<<20, 0), now},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { require.Equal(t, tt.want, tt.rule.Decide(tt.pending, noon)) })
	}
}

var packings = rapid.Custom(func(t *rapid.T) project.Packing {
	return project.Packing{
		Count:   uint(rapid.OneOf(rapid.IntRange(0, 20), rapid.IntRange(0, task.MaxTaskMessages)).Draw(t, "count")),
		Bytes:   uint(rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 1<<12), rapid.IntRange(0, task.MaxTaskBody)).Draw(t, "bytes")),
		Window:  time.Duration(rapid.IntRange(0, 5).Draw(t, "window")) * time.Second,
		GroupBy: rapid.SampledFrom([]project.GroupBy{project.GroupByDevice, project.GroupByProject}).Draw(t, "group by"),
	}
})

// A decision that waits for a time is a decision to pack at that time, and not later than the window.
func TestDecideKeepsTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		packing := packings.Draw(t, "packing")
		rule := sequencer.RuleOf(packing)
		p := task.Pending{
			Count:  rapid.Uint64Range(0, 30).Draw(t, "waiting"),
			Bytes:  rapid.Uint64Range(0, 1<<13).Draw(t, "bytes"),
			Oldest: noon.Add(-time.Duration(rapid.IntRange(0, 8000).Draw(t, "age")) * time.Millisecond),
		}
		d := rule.Decide(p, noon)
		if p.Count == 0 {
			require.Equal(t, sequencer.Decision{}, d, "nothing is never packed")
			return
		}
		if d.Pack {
			require.True(t, p.Count >= rule.Count || p.Bytes >= rule.Bytes || (packing.Window > 0 && noon.Sub(p.Oldest) >= packing.Window))
			return
		}
		require.Less(t, p.Count, rule.Count)
		require.Equal(t, packing.Window == 0, d.At.IsZero())
		if packing.Window > 0 {
			require.True(t, d.At.After(noon), "a wait has an end in the future")
			require.False(t, d.At.After(p.Oldest.Add(packing.Window)))
			require.True(t, rule.Decide(p, d.At).Pack)
		}
	})
}

// Whatever the rule and the messages, the batch it selects makes a valid task,
// and when Decide says pack for its bytes, the batch could not take one more.
func TestBatchAlwaysMakesATask(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := sequencer.RuleOf(packings.Draw(t, "packing"))
		size := rapid.SampledFrom([]int{0, 10, 100, 1 << 16, task.MaxDataLen}).Draw(t, "size")
		sel := rule.Batch(task.Group{ProjectID: 1, ProjectVersion: "1"})
		var msgs []task.Message
		var total uint64
		data := make([]byte, size)
		for range min(sel.MaxCount, 1<<12) {
			m := task.Message{ID: task.MessageID{1}, ProjectID: 1, ProjectVersion: "1", Data: data}
			if len(msgs) > 0 && total+uint64(m.EncodedLen()) > sel.MaxBytes {
				break
			}
			msgs, total = append(msgs, m), total+uint64(m.EncodedLen())
		}
		_, err := task.New(1, 1, "1", 1, noon, msgs)
		require.NoError(t, err)
	})
}
