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
