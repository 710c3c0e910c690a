package zkwasm

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKeptProgramsAreBounded(t *testing.T) {
	p := &programs{most: 10, byKey: make(map[string][]byte)}
	p.put("large", make([]byte, 11))
	_, ok := p.get("large")
	require.False(t, ok, "what alone is too much is not kept")
	for i := range 100 {
		p.put(strconv.Itoa(i), make([]byte, 1+i%5))
		p.put(strconv.Itoa(i), make([]byte, 9))
		elf, ok := p.get(strconv.Itoa(i))
		require.True(t, ok)
		require.Len(t, elf, 1+i%5, "what is kept stays")
		kept := 0
		for _, elf := range p.byKey {
			kept += len(elf)
		}
		require.LessOrEqual(t, kept, p.most)
		require.Equal(t, kept, p.size)
		require.Len(t, p.order, len(p.byKey))
	}
	_, ok = p.get("0")
	require.False(t, ok, "the oldest go first")
	p.put("all", make([]byte, 10))
	require.Equal(t, []string{"all"}, p.order)
}
