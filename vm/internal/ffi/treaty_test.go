//go:build linux

package ffi_test

import (
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// sentences are those of TREATY.md, in its order. Each is held against the real
// library, in a process of its own.
var sentences = []struct {
	title string
	test  func(t *testing.T)
}{
	{"inputs are only read", inputsAreOnlyRead},
	{"null and empty inputs", nullAndEmptyInputs},
	{"inputs stay in place", inputsStayInPlace},
	{"outputs are overwritten", outputsAreOverwritten},
	{"empty data is no buffer", emptyDataIsNoBuffer},
	{"buffers go back from any thread", buffersGoBack},
	{"released buffers are empty", releasedBuffersAreEmpty},
	{"null and misaligned outputs", nullAndMisalignedOutputs},
	{"codes and texts of errors", codesAndTexts},
	{"panics stay inside", panicsStayInside},
	{"calls at once", callsAtOnce},
	{"progress", progressIsHeard},
	{"a call ends with its process", callEndsWithProcess},
	{"surroundings", surroundings},
	{"system libraries", systemLibraries},
}

// TestTreaty goes through the numbered sentences of TREATY.md.
func TestTreaty(t *testing.T) {
	text, err := os.ReadFile("../../native/TREATY.md")
	require.NoError(t, err)
	numbers := regexp.MustCompile(`(?m)^(\d+)\. `).FindAllSubmatch(text, -1)
	require.Len(t, numbers, len(sentences))
	for i, s := range sentences {
		require.Equal(t, fmt.Sprint(i+1), string(numbers[i][1]))
		t.Run(fmt.Sprintf("%02d %s", i+1, s.title), s.test)
	}
}
