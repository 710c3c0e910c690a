package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// tally is how many tests ended in which way.
type tally struct {
	Passed, Failed, Skipped int
}

// String is the plain closing line that people and machines read.
func (t tally) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", t.Passed, t.Failed, t.Skipped)
}

func (t *tally) add(o tally) {
	t.Passed += o.Passed
	t.Failed += o.Failed
	t.Skipped += o.Skipped
}

// appendTo adds one line to the counts file, which may have lines of earlier runs.
func (t tally) appendTo(file string) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("open counts file: %w", err)
	}
	if _, err := fmt.Fprintln(f, t); err != nil {
		_ = f.Close()
		return fmt.Errorf("write counts file: %w", err)
	}
	return f.Close()
}

// readTally adds up the lines of one counts file.
func readTally(file string) (tally, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return tally{}, fmt.Errorf("read counts file: %w", err)
	}
	var total tally
	lines := bufio.NewScanner(strings.NewReader(string(raw)))
	for lines.Scan() {
		var c tally
		if _, err := fmt.Sscanf(lines.Text(), "%d passed, %d failed, %d skipped", &c.Passed, &c.Failed, &c.Skipped); err != nil {
			return tally{}, fmt.Errorf("counts file %s, line %q: %w", file, lines.Text(), err)
		}
		total.add(c)
	}
	return total, lines.Err()
}
