package project_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

func TestSettlementContractsOfBefore(t *testing.T) {
	a, b, c, none := task.Address{1}, task.Address{2}, task.Address{3}, task.Address{}
	var s project.Settlements
	require.False(t, s.At(a, 1))
	require.Empty(t, s.Name(none, 3), "nothing was named yet")
	for _, step := range []struct {
		contract task.Address
		block    uint64
	}{{a, 3}, {a, 4}, {b, 5}, {c, 5}, {a, 8}, {none, 9}, {none, 10}, {b, 12}} {
		before, copied := s, slices.Clone(s)
		s = s.Name(step.contract, step.block)
		require.Equal(t, copied, before, "what was handed out stays as it was")
	}
	want := map[uint64][]task.Address{
		2: nil, 3: {a}, 4: {a}, 5: {a, b, c}, 6: {c}, 7: {c}, 8: {a, c}, 9: {a}, 10: nil, 11: nil, 12: {b}, 1000: {b},
	}
	for block, contracts := range want {
		for _, x := range []task.Address{a, b, c, none} {
			require.Equal(t, slices.Contains(contracts, x), s.At(x, block), "%s at %d", x, block)
		}
	}
	require.Equal(t, []task.Address{a, b, c}, s.Contracts())
}

// An owner that names without end costs readers of the chain no more from some point on.
func TestSettlementContractsAreNotFollowedWithoutEnd(t *testing.T) {
	var s project.Settlements
	const most = project.MostSettlements
	for i := range uint64(most) {
		s = s.Name(task.Address{1, byte(i % 2)}, i+1)
	}
	require.Len(t, s, most)
	last := s[most-1].Contract
	require.True(t, s.At(last, 1<<40))
	full := s
	s = s.Name(task.Address{2}, most+5)
	require.Len(t, s, most)
	require.True(t, full.At(last, 1<<40), "what was handed out stays as it was")
	require.True(t, s.At(last, most+5))
	require.False(t, s.At(last, most+6))
	require.False(t, s.At(task.Address{2}, most+6))
	require.Zero(t, testing.AllocsPerRun(100, func() {
		s = s.Name(last, most+7).Name(task.Address{2}, most+8).Name(task.Address{}, most+9)
	}))
	require.Len(t, s, most)
}
