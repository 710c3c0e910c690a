package evidence

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// article is what stands on the shelf.
type article struct{ owner, key, weight int }

// Whatever is put and taken: the bound holds, and what goes is the oldest of an owner that has most.
func TestShelf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var have []article // oldest first
		s := newShelf[int](20, func(k, _ int) {
			sums := map[int]int{}
			for _, a := range have {
				sums[a.owner] += a.weight
			}
			i := slices.IndexFunc(have, func(a article) bool { return a.key == k })
			for _, sum := range sums {
				require.LessOrEqual(t, sum, sums[have[i].owner])
			}
			require.False(t, slices.ContainsFunc(have[:i], func(a article) bool { return a.owner == have[i].owner }))
			have = slices.Delete(have, i, i+1)
		})
		for k := range rapid.IntRange(0, 300).Draw(t, "steps") {
			if len(have) > 0 && rapid.Bool().Draw(t, "take") {
				i := rapid.IntRange(0, len(have)-1).Draw(t, "which")
				v, ok := s.take(have[i].key)
				require.True(t, ok)
				require.Equal(t, -have[i].key, v)
				have = slices.Delete(have, i, i+1)
			} else {
				a := article{rapid.IntRange(1, 3).Draw(t, "owner"), k, rapid.IntRange(1, 8).Draw(t, "weight")}
				have = append(have, a)
				s.put(a.owner, k, -k, a.weight)
			}
			total := 0
			for _, a := range have {
				got, ok := s.get(a.key)
				require.True(t, ok)
				require.Equal(t, -a.key, got)
				total += a.weight
			}
			require.Len(t, s.values, len(have))
			require.Equal(t, total, s.total)
			require.LessOrEqual(t, total, s.most)
			for _, p := range s.of {
				require.LessOrEqual(t, len(p.keys), 2*p.values+17, "what is gone takes no room")
			}
		}
		_, ok := s.take(-1)
		require.False(t, ok)
	})
}
