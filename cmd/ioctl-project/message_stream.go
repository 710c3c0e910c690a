package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/cmd/enode/client"
	"github.com/machinefi/sprout/task"
)

// grace is how long messages that are on their way may take after an interrupt.
const grace = 5 * time.Second

// line is one message of the input.
type line struct {
	number int
	data   string
}

// outcome is what became of a line; it is what --json prints for it.
type outcome struct {
	Line      int    `json:"line"`
	MessageID string `json:"messageID,omitempty"`
	Error     string `json:"error,omitempty"`
	Hint      string `json:"hint,omitempty"`
	err       error
}

// stream sends the lines of the input.
type stream struct {
	cli    *cli.Context
	client *client.Client
	live   *live
	stop   context.CancelCauseFunc // takes no further lines

	mu       sync.Mutex
	read     int
	ids      []string
	refused  int
	failed   int // whether they are stored is not known
	first    error
	writeErr error
}

var (
	errInterrupted = errors.New("interrupted")
	errUnanswered  = errors.New("enode does not answer")
)

func sendStream(c *cli.Context, cl *client.Client) error {
	taking, stop := context.WithCancelCause(c.Context)
	defer stop(nil)
	s := &stream{cli: c, client: cl, live: newLive(os.Stderr), stop: stop}
	defer s.live.close()
	lines, readErr := s.lines(taking, c.App.Reader)

	// What is on its way when somebody interrupts is stored, or is not: it is waited for.
	sending, giveUp := context.WithCancel(context.WithoutCancel(c.Context))
	defer giveUp()
	defer context.AfterFunc(taking, func() { time.AfterFunc(grace, giveUp) })()
	var senders sync.WaitGroup
	for range c.Int("concurrency") {
		senders.Go(func() { s.send(taking, sending, lines) })
	}
	senders.Wait()
	s.live.close()
	if err := s.sum(taking, readErr); err != nil {
		return err
	}
	return s.follow()
}

// lines reads messages until the input or ctx ends. What goes wrong is found in the
// returned channel once the lines are closed; a read that hangs is left alone.
func (s *stream) lines(ctx context.Context, in io.Reader) (<-chan line, <-chan error) {
	out, failed := make(chan line), make(chan error, 1)
	raw := make(chan line)
	go func() {
		defer close(raw)
		scan := bufio.NewScanner(in)
		scan.Buffer(make([]byte, 64<<10), maxMessage+1)
		n := 0
		for scan.Scan() {
			n++
			if text := strings.TrimSpace(scan.Text()); text != "" {
				select {
				case raw <- line{n, text}:
				case <-ctx.Done():
					return
				}
			}
		}
		if err := scan.Err(); err != nil {
			failed <- fmt.Errorf("%w: line %d: %w", errUsage, n+1, err)
		}
	}()
	go func() {
		defer close(out)
		for {
			select {
			case <-ctx.Done():
				return
			case l, ok := <-raw:
				if !ok {
					return
				}
				select {
				case <-ctx.Done():
					return
				case out <- l:
				}
			}
		}
	}()
	return out, failed
}

func (s *stream) send(taking, sending context.Context, lines <-chan line) {
	for l := range lines {
		if taking.Err() != nil {
			return
		}
		s.mu.Lock()
		s.read++
		s.mu.Unlock()
		o := outcome{Line: l.number}
		if o.MessageID, o.err = postPatiently(sending, taking, s.client, sendBody(s.cli, l.data), func(error) {}); o.err != nil {
			o.Error, o.Hint = o.err.Error(), task.Hint(o.err)
		}
		s.take(o)
	}
}

// take counts an outcome and tells it.
func (s *stream) take(o outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case o.err == nil:
		s.ids = append(s.ids, o.MessageID)
	case errors.Is(o.err, errRefused):
		s.refused++
	default:
		s.failed++
		s.stop(errUnanswered)
	}
	if o.err != nil && s.first == nil {
		s.first = task.WithHint(fmt.Errorf("line %d: %w", o.Line, o.err), o.Hint)
	}
	if s.cli.Bool("json") && s.writeErr == nil {
		if s.writeErr = json.NewEncoder(s.cli.App.Writer).Encode(o); s.writeErr != nil {
			s.stop(s.writeErr)
		}
	}
	s.live.show("%s", s.counts())
}

// counts is called with the mutex held, or when all has ended.
func (s *stream) counts() string {
	text := fmt.Sprintf("%d of %d sent messages acknowledged", len(s.ids), s.read)
	if s.refused > 0 {
		text += fmt.Sprintf(", %d refused", s.refused)
	}
	if s.failed > 0 {
		text += fmt.Sprintf(", %d without an answer, which may be stored or not", s.failed)
	}
	return text
}

// sum says how it went.
func (s *stream) sum(taking context.Context, readErr <-chan error) error {
	select {
	case err := <-readErr:
		s.first = errors.Join(s.first, err)
	default:
	}
	if s.cli.Context.Err() != nil {
		return errors.Join(fmt.Errorf("%w: %s", errInterrupted, s.counts()), s.first)
	}
	if err := context.Cause(taking); err != nil || s.writeErr != nil {
		return errors.Join(fmt.Errorf("stopped: %s", s.counts()), s.first, s.writeErr)
	}
	if s.first != nil {
		return task.WithHint(fmt.Errorf("%s; first: %w", s.counts(), s.first), task.Hint(s.first))
	}
	if s.cli.Bool("json") {
		s.live.say("%s", s.counts())
		return nil
	}
	_, err := fmt.Fprintln(s.cli.App.Writer, s.counts())
	return err
}

// follow waits for the end of all that was acknowledged, if that is wanted.
func (s *stream) follow() error {
	if !s.cli.Bool("wait") || len(s.ids) == 0 {
		return nil
	}
	ends, err := waitFor(s.cli, s.client, s.ids)
	if s.cli.Bool("json") {
		enc := json.NewEncoder(s.cli.App.Writer)
		for i := range ends {
			if werr := enc.Encode(ends[i]); werr != nil {
				return errors.Join(err, werr)
			}
		}
	}
	return err
}
