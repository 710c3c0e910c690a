package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/cmd/enode/client"
	"github.com/machinefi/sprout/task"
)

// maxMessage bounds what is read as one message, in bytes.
const maxMessage = task.MaxDataLen

// sentMessage is what became of one message that was sent.
type sentMessage struct {
	MessageID string `json:"messageID"`
	// With --wait:
	State   string         `json:"state,omitempty"`
	Task    string         `json:"task,omitempty"`
	Seconds float64        `json:"seconds,omitempty"`
	States  []client.State `json:"states,omitempty"`
}

func sendMessage(c *cli.Context) error {
	if err := checkSend(c); err != nil {
		return err
	}
	cl, err := enode(c)
	if err != nil {
		return err
	}
	if c.String("file") == "-" {
		return sendStream(c, cl)
	}
	data, err := payload(c)
	if err != nil {
		return err
	}
	id, err := postOne(c, cl, data)
	if err != nil {
		return err
	}
	got := sentMessage{MessageID: id}
	line := fmt.Sprintf(`{"messageID":%q}`, id)
	if !c.Bool("wait") {
		return show(c, got, func() string { return line })
	}
	if !c.Bool("json") { // known before the wait begins
		if _, err := fmt.Fprintln(c.App.Writer, line); err != nil {
			return err
		}
	}
	ends, err := waitFor(c, cl, []string{id})
	if len(ends) == 1 {
		got = ends[0]
	}
	if c.Bool("json") {
		err = errors.Join(show(c, got, nil), err)
	}
	return err
}

// checkSend refuses flags that do not go together.
func checkSend(c *cli.Context) error {
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf("%w: "+format, append([]any{errUsage}, a...)...))
		}
	}
	bad(c.Args().Present(), "unknown argument %q", c.Args().First())
	bad(c.IsSet("data") && c.IsSet("file"), "--data and --file are two messages")
	bad(!c.IsSet("data") && !c.IsSet("file"), "no message: --data or --file is missing")
	bad(c.Int("concurrency") < 1 || c.Int("concurrency") > 1024, "--concurrency is %d, want 1 to 1024", c.Int("concurrency"))
	bad(c.Duration("timeout") <= 0, "--timeout is not positive")
	bad(c.IsSet("timeout") && !c.Bool("wait"), "--timeout is of --wait, which is missing")
	return errors.Join(errs...)
}

// payload returns the one message that the flags name.
func payload(c *cli.Context) (string, error) {
	if !c.IsSet("file") {
		return c.String("data"), nil
	}
	info, err := os.Stat(c.String("file"))
	if err == nil && info.Size() > maxMessage+2 {
		return "", fmt.Errorf("%w: --file: %s has %d bytes, a message has %d at most", errUsage, c.String("file"), info.Size(), maxMessage)
	}
	b, err := os.ReadFile(c.String("file"))
	if err != nil {
		return "", fmt.Errorf("%w: --file: %w", errUsage, err)
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(b), "\n"), "\r"), nil
}

func sendBody(c *cli.Context, data string) client.SendMessage {
	return client.SendMessage{ProjectID: c.Uint64("project-id"), ProjectVersion: c.String("project-version"), Data: data}
}

// postOne sends one message. Whoever waits for its end waits for the enode to take it, too: one that has yet to see what its
// chain says of the project refuses it for now.
func postOne(c *cli.Context, cl *client.Client, data string) (string, error) {
	body := sendBody(c, data)
	if !c.Bool("wait") {
		return post(c.Context, cl, body)
	}
	trying, cancel := context.WithTimeout(c.Context, c.Duration("timeout"))
	defer cancel()
	live := newLive(os.Stderr)
	defer live.close()
	told := ""
	return postPatiently(c.Context, trying, cl, body, func(err error) {
		if text := err.Error(); text != told {
			told = text
			live.say("not taken yet: %s", text)
		}
	})
}

// post sends one message and returns its id.
func post(ctx context.Context, cl *client.Client, m client.SendMessage) (string, error) {
	var got client.MessageAccepted
	resp, err := cl.PostMessage(ctx, m)
	if err := read(resp, err, &got); err != nil {
		return "", err
	}
	return got.MessageID.String(), nil
}

// Pauses between two tries of a message that the enode had no room for.
const (
	shortestPause = 250 * time.Millisecond
	longestPause  = time.Minute
)

// postPatiently sends one message, and again when the enode says that it has no
// room now, or cannot serve the project yet, as long as trying lasts: nothing is
// stored then, and again is told why. Other refusals, and silence, are errors.
func postPatiently(ctx, trying context.Context, cl *client.Client, m client.SendMessage, again func(error)) (string, error) {
	for {
		var got client.MessageAccepted
		resp, err := cl.PostMessage(ctx, m)
		pause := time.Duration(0)
		if err == nil && (resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable) {
			pause = retryAfter(resp.Header)
		}
		if err = read(resp, err, &got); err == nil {
			return got.MessageID.String(), nil
		}
		if pause == 0 {
			return "", err
		}
		again(err)
		select {
		case <-trying.Done():
			return "", err
		case <-time.After(pause):
		}
	}
}

// retryAfter is when the enode wants to be asked again; 0 if it does not say.
func retryAfter(h http.Header) time.Duration {
	text := h.Get("Retry-After")
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0
	}
	return min(max(time.Duration(n)*time.Second, shortestPause), longestPause)
}
