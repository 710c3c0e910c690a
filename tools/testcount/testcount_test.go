package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGoEvents(t *testing.T) {
	const events = `{"Action":"run","Package":"p","Test":"TestTable"}
{"Action":"run","Package":"p","Test":"TestTable/a"}
{"Action":"run","Package":"p","Test":"TestTable/b"}
{"Action":"output","Package":"p","Test":"TestTable/b","Output":"why it failed\n"}
{"Action":"pass","Package":"p","Test":"TestTable/a"}
{"Action":"fail","Package":"p","Test":"TestTable/b"}
{"Action":"fail","Package":"p","Test":"TestTable"}
{"Action":"skip","Package":"p","Test":"TestOther"}
{"Action":"output","Package":"p","Test":"TestQuiet","Output":"noise\n"}
{"Action":"pass","Package":"p","Test":"TestQuiet"}
{"Action":"fail","Package":"p","Elapsed":1.5}
{"ImportPath":"q","Action":"build-output","Output":"q.go:1: no\n"}
{"Action":"output","Package":"q","Output":"FAIL q [build failed]\n"}
{"Action":"fail","Package":"q","Elapsed":0}
{"Action":"run","Package":"r","Test":"TestParent"}
{"Action":"run","Package":"r","Test":"TestParent/child"}
{"Action":"pass","Package":"r","Test":"TestParent/child"}
{"Action":"fail","Package":"r","Test":"TestParent"}
{"Action":"fail","Package":"r","Elapsed":0}
`
	var out bytes.Buffer
	c, err := followGo(strings.NewReader(events), &out)
	require.NoError(t, err)
	// p: a, TestQuiet pass; b fails, its parent is not counted again. q does not build. r: the child passes, the
	// parent fails by itself.
	require.Equal(t, tally{Passed: 3, Failed: 3, Skipped: 1}, c)
	require.Contains(t, out.String(), "why it failed")
	require.Contains(t, out.String(), "q.go:1: no")
	require.NotContains(t, out.String(), "noise")
}

func TestTextClosings(t *testing.T) {
	const output = "\x1b[32mtest result: ok\x1b[0m. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s\n" +
		"test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n" +
		"Suite result: ok. 7 passed; 0 failed; 0 skipped; finished in 1ms\n" +
		"Ran 2 test suites in 12.3ms (10.1ms CPU time): 7 tests passed, 0 failed, 0 skipped (7 total tests)\n" +
		"fuzz: 4 passed, 0 failed, 0 skipped\n" +
		"somebody wrote 99 passed, 0 failed, 0 skipped in a sentence\n"
	c, err := countText(strings.NewReader(output))
	require.NoError(t, err)
	require.Equal(t, tally{Passed: 26, Failed: 2, Skipped: 1}, c)
}

func TestSumOverFiles(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	require.NoError(t, tally{Passed: 2}.appendTo(a))
	require.NoError(t, tally{Passed: 3, Skipped: 1}.appendTo(a))
	require.NoError(t, tally{Passed: 1}.appendTo(b))

	var out bytes.Buffer
	require.NoError(t, run([]string{"sum", a, b}, nil, &out))
	require.Equal(t, "6 passed, 0 failed, 1 skipped\n", out.String())

	require.NoError(t, tally{Failed: 1}.appendTo(b))
	require.ErrorIs(t, run([]string{"sum", a, b}, nil, &out), errTestsFailed)

	require.NoError(t, os.WriteFile(a, nil, 0o600))
	require.ErrorIs(t, run([]string{"sum", a}, nil, &out), errTestsFailed, "a run of no tests is no success")

	require.NoError(t, os.WriteFile(a, []byte("many passed\n"), 0o600))
	require.ErrorContains(t, run([]string{"sum", a}, nil, &out), "line \"many passed\"")
}

func TestUnknownMode(t *testing.T) {
	require.ErrorContains(t, run([]string{"count"}, nil, nil), "unknown mode")
	require.Error(t, run(nil, nil, nil))
}
