package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is the part of a "go test -json" line that is read here (see go doc test2json).
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Elapsed    float64
	Output     string
}

// follower prints progress while it counts. Output of a test is kept only until the test ends well.
type follower struct {
	out     io.Writer
	counts  tally
	output  map[string][]string
	failed  map[string]bool
	failing map[string]int
	ran     map[string]int
	parent  map[string]bool
}

// followGo reads events to their end. A test with subtests is counted by its subtests only, so that splitting a test
// into a table does not count it twice.
func followGo(in io.Reader, out io.Writer) (tally, error) {
	f := &follower{
		out: out, output: map[string][]string{}, failed: map[string]bool{},
		failing: map[string]int{}, ran: map[string]int{}, parent: map[string]bool{},
	}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			f.line(line)
		}
		if err == io.EOF {
			return f.counts, nil
		}
		if err != nil {
			return f.counts, fmt.Errorf("read go test output: %w", err)
		}
	}
}

// line takes one event; what is no event (a build message of an old toolchain, say) is shown as it is.
func (f *follower) line(raw []byte) {
	var e event
	if err := json.Unmarshal(raw, &e); err != nil {
		_, _ = f.out.Write(raw)
		return
	}
	switch e.Action {
	case "build-output":
		fmt.Fprint(f.out, e.Output)
	case "run":
		f.start(e)
	case "output":
		key := e.key()
		f.output[key] = append(f.output[key], e.Output)
	case "pass", "fail", "skip":
		f.end(e)
	}
}

func (e event) key() string { return e.Package + " " + e.Test }

// start notes that the test's parents are only holders of subtests.
func (f *follower) start(e event) {
	for name := e.Test; ; {
		cut := strings.LastIndexByte(name, '/')
		if cut < 0 {
			return
		}
		name = name[:cut]
		f.parent[e.Package+" "+name] = true
	}
}

func (f *follower) end(e event) {
	if e.Test == "" {
		f.endPackage(e)
		return
	}
	key := e.key()
	if e.Action == "fail" {
		fmt.Fprintf(f.out, "FAIL  %s %s\n%s", e.Package, e.Test, strings.Join(f.output[key], ""))
		f.failed[e.Package] = true
	}
	delete(f.output, key)
	if f.parent[key] && (e.Action != "fail" || f.failing[key] > 0) {
		return
	}
	f.ran[e.Package]++
	f.count(e.Action)
	if e.Action == "fail" {
		f.markParents(e)
	}
}

// markParents keeps a failure from being counted again by the tests that hold it.
func (f *follower) markParents(e event) {
	for name := e.Test; ; {
		cut := strings.LastIndexByte(name, '/')
		if cut < 0 {
			return
		}
		name = name[:cut]
		f.failing[e.Package+" "+name]++
	}
}

func (f *follower) count(action string) {
	switch action {
	case "pass":
		f.counts.Passed++
	case "fail":
		f.counts.Failed++
	case "skip":
		f.counts.Skipped++
	}
}

// endPackage prints the package's line. A package can fail outside any test: it did not build, or exited in TestMain.
func (f *follower) endPackage(e event) {
	output := f.output[e.key()]
	delete(f.output, e.key())
	switch {
	case e.Action == "fail" && !f.failed[e.Package]:
		f.counts.Failed++
		fmt.Fprintf(f.out, "FAIL  %s\n%s", e.Package, strings.Join(output, ""))
	case e.Action == "fail":
		fmt.Fprintf(f.out, "FAIL  %s (%.1fs)\n", e.Package, e.Elapsed)
	case f.ran[e.Package] > 0:
		fmt.Fprintf(f.out, "ok    %-60s %4d tests %7.1fs\n", e.Package, f.ran[e.Package], e.Elapsed)
	}
}
