package main

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// closing lines of the runners that are started by make targets. Each has the groups passed, failed, skipped, in that order.
var closings = []*regexp.Regexp{
	// cargo test, once per test binary
	regexp.MustCompile(`^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;`),
	// forge test, once per run (the lines "Suite result:" before it are its parts)
	regexp.MustCompile(`^Ran \d+ test suites? in .*: (\d+) tests? passed, (\d+) failed, (\d+) skipped`),
	// this project's own scripts
	regexp.MustCompile(`^(?:[a-z-]+: )?(\d+) passed, (\d+) failed, (\d+) skipped$`),
}

var colours = regexp.MustCompile("\x1b\\[[0-9;]*m")

// countText reads the runner's closing lines and adds them up.
func countText(in io.Reader) (tally, error) {
	var total tally
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		total.add(countLine(line))
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return total, fmt.Errorf("read test output: %w", err)
		}
	}
}

func countLine(line string) tally {
	line = colours.ReplaceAllString(line, "")
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	for _, closing := range closings {
		if m := closing.FindStringSubmatch(line); m != nil {
			return tally{Passed: atoi(m[1]), Failed: atoi(m[2]), Skipped: atoi(m[3])}
		}
	}
	return tally{}
}

// atoi reads digits that a pattern has already checked.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
