package checks_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/internal/checks"
)

func TestBounded(t *testing.T) {
	c := checks.New[int]()
	for i := range 1000 {
		c.Put(strconv.Itoa(i), i)
		c.Put(strconv.Itoa(i), -1)
	}
	kept := 0
	for i := range 1000 {
		if v, ok := c.Get(strconv.Itoa(i)); ok {
			require.Equal(t, i, v, "the first word stands")
			kept++
		}
	}
	require.Equal(t, checks.Most, kept)
	_, ok := c.Get("999")
	require.True(t, ok, "the oldest go first")
}

func TestKeysDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range []vm.Program{{}, {Code: []byte("a")}, {Code: []byte("b")}, {Code: []byte("a"), ExpParam: "x"}, {ExpParam: "a"}} {
		seen[checks.Key(p)] = true
	}
	require.Len(t, seen, 5)
	require.Equal(t, checks.Key(vm.Program{Code: []byte("a")}), checks.Key(vm.Program{Code: []byte("a"), StatedID: [32]byte{1}}))
}
