package sequencer_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

// A look is never planned later than the moment a batch is due.
func TestNextLookIsNeverLate(t *testing.T) {
	const recheck = 250 * time.Millisecond
	rapid.Check(t, func(t *rapid.T) {
		rule := sequencer.RuleOf(packings.Draw(t, "packing"))
		last := task.Pending{Count: rapid.Uint64Range(0, 25).Draw(t, "last"), Oldest: noon.Add(-time.Duration(rapid.IntRange(0, 6000).Draw(t, "age")) * time.Millisecond)}
		last.Bytes = last.Count * 50
		fresh := rapid.Uint64Range(0, 25).Draw(t, "fresh")
		checked := noon.Add(-time.Duration(rapid.IntRange(0, 400).Draw(t, "checked ago")) * time.Millisecond)
		at := rule.NextLook(last, checked, fresh, recheck, noon)
		d := rule.Decide(last, noon)
		switch {
		case last.Count+fresh >= rule.Count, d.Pack:
			require.Equal(t, noon, at, "enough messages are looked at at once")
		case fresh > 0:
			require.False(t, at.IsZero())
			require.False(t, at.After(checked.Add(recheck)) && at.After(noon), "news are looked at after the recheck time at the latest")
		default:
			require.Equal(t, d.At, at, "without news there is nothing but the window")
		}
		if !d.At.IsZero() {
			require.False(t, at.IsZero())
			require.False(t, at.After(d.At))
		}
		if last.Count == 0 && fresh > 0 && rule.Window > 0 {
			require.Equal(t, noon, at, "a window can be kept only if its beginning is known")
		}
	})
}

func TestBackoffDoublesUpToItsLimit(t *testing.T) {
	var got []time.Duration
	for n := 1; n <= 5; n++ {
		got = append(got, sequencer.Backoff(n, time.Second, 6*time.Second))
	}
	require.Equal(t, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 6 * time.Second, 6 * time.Second}, got)
	require.Equal(t, 6*time.Second, sequencer.Backoff(1<<40, time.Second, 6*time.Second))
}
