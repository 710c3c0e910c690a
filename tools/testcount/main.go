package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// errTestsFailed makes the command exit 1 after everything was printed.
var errTestsFailed = errors.New("tests failed")

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout)
	if errors.Is(err, errTestsFailed) {
		os.Exit(1)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "testcount:", err)
		os.Exit(2)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("say which: go, text or sum")
	}
	set := flag.NewFlagSet("testcount "+args[0], flag.ContinueOnError)
	counts := set.String("counts", "", "file to append the counts to")
	if err := set.Parse(args[1:]); err != nil {
		return err
	}
	switch args[0] {
	case "go":
		return runGo(set.Args(), *counts, out)
	case "text":
		c, err := countText(io.TeeReader(in, out))
		if err != nil {
			return err
		}
		return finish(c, *counts)
	case "sum":
		return sum(set.Args(), out)
	default:
		return fmt.Errorf("unknown mode %q: say go, text or sum", args[0])
	}
}

// runGo runs go test and follows its events. A build failure makes go test exit non-zero with no failed test, so its
// exit status counts as one failure then.
func runGo(args []string, counts string, out io.Writer) error {
	cmd := exec.CommandContext(context.Background(), "go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("open go test output: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start go test: %w", err)
	}
	c, readErr := followGo(pipe, out)
	runErr := cmd.Wait()
	if readErr != nil {
		return readErr
	}
	if runErr != nil && c.Failed == 0 {
		fmt.Fprintf(out, "FAIL  go test %s: %v\n", strings.Join(args, " "), runErr)
		c.Failed++
	}
	fmt.Fprintf(out, "go test: %s\n", c)
	return finish(c, counts)
}

// finish records the counts and turns failures into the exit status.
func finish(c tally, file string) error {
	if file != "" {
		if err := c.appendTo(file); err != nil {
			return err
		}
	}
	if c.Failed > 0 {
		return errTestsFailed
	}
	return nil
}

// sum prints the grand total of the given counts files as the last line.
func sum(files []string, out io.Writer) error {
	var total tally
	for _, file := range files {
		c, err := readTally(file)
		if err != nil {
			return err
		}
		total.add(c)
	}
	fmt.Fprintln(out, total)
	if total.Failed > 0 || total.Passed == 0 {
		return errTestsFailed
	}
	return nil
}
