package projectfile

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// packed is a program of that size and its text.
func packed(t *testing.T, seed byte, size int) (program []byte, text string) {
	t.Helper()
	program = make([]byte, size)
	_, _ = rand.NewChaCha8([32]byte{seed}).Read(program)
	text, err := packCode(program)
	require.NoError(t, err)
	return program, text
}

func TestEqualProgramsAreInMemoryOnce(t *testing.T) {
	p := newPrograms(3 << 20)
	unpack := func(text string) []byte {
		t.Helper()
		program, err := p.unpack(text, MaxProgram)
		require.NoError(t, err)
		return program
	}
	program, text := packed(t, 1, 1<<20)
	a, b := unpack(text), unpack(text)
	require.True(t, bytes.Equal(program, a))
	require.Same(t, &a[0], &b[0])
	_, err := p.unpack(text, len(program)-1)
	require.ErrorIs(t, err, errTooBig, "limits hold for what is remembered, too")

	other, text2 := packed(t, 2, 1<<20)
	require.True(t, bytes.Equal(other, unpack(text2)), "another text is another program")
	for seed := range byte(5) {
		_, more := packed(t, 10+seed, 1<<20)
		unpack(more)
		unpack(text)
		require.LessOrEqual(t, p.size, p.most)
		require.Len(t, p.byKey, p.used.Len())
	}
	c := unpack(text)
	require.Same(t, &a[0], &c[0], "what is used stays")
	d := unpack(text2)
	require.True(t, bytes.Equal(other, d), "what was forgotten is inflated again")

	_, err = p.unpack("00", MaxProgram)
	require.Error(t, err)
	large, textOfLarge := packed(t, 3, sharedEach+1)
	require.True(t, bytes.Equal(large, unpack(textOfLarge)))
	require.LessOrEqual(t, p.size, p.most)
}
