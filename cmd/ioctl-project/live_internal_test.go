package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBarShowsHowMuchIsDone(t *testing.T) {
	none, half, all := bar(0, 10), bar(5, 10), bar(10, 10)
	require.Equal(t, "["+strings.Repeat("-", barWidth)+"]", none)
	require.Equal(t, "["+strings.Repeat("#", barWidth/2)+strings.Repeat("-", barWidth/2)+"]", half)
	require.Equal(t, "["+strings.Repeat("#", barWidth)+"]", all)
	require.Equal(t, none, bar(0, 0), "nothing is known yet")
	require.Equal(t, all, bar(11, 10), "more than was said")
	require.Equal(t, none, bar(-1, 10))
}
