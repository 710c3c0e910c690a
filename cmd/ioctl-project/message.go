package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/cmd/enode/client"
	"github.com/machinefi/sprout/task"
)

// enodeFlags name the enode that is asked, and who asks.
func enodeFlags(more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{
			Name: "ws-endpoint", Aliases: []string{"enode"}, Value: "http://127.0.0.1:9000",
			EnvVars: []string{"SPROUT_WS_ENDPOINT"}, Usage: "`URL` of the project's enode",
		},
		// The token comes from the environment as well, so that it need not stand in a shell's history.
		&cli.StringFlag{
			Name: "did-vc-token", Aliases: []string{"t"}, EnvVars: []string{"SPROUT_DID_VC_TOKEN"}, Usage: "the device's credential, a `JWT`",
		},
		jsonFlag(),
	}, more...)
}

func messageCommand() *cli.Command {
	return &cli.Command{
		Name: "message", Usage: "send messages and follow them",
		Subcommands: []*cli.Command{
			{
				Name: "send", Usage: "send messages", UsageText: `ioctl-project message send -p 1 -v 1.0 -d '{"a":1}' --wait`,
				Description: "One message is --data or a file; with --file - every line of standard input is one. Then the lines are sent as\n" +
					"the enode takes them, --json prints an object for each with its number and id or what is wrong with it, and Ctrl-C\n" +
					"stops cleanly and says how many were acknowledged.\n" +
					"Exits 0 if every message was acknowledged, with --wait if every one has ended well; 3 if the enode refused one or\n" +
					"one failed; 1 if the enode could not be asked, or the time was up.",
				Flags: enodeFlags(
					&cli.Uint64Flag{Name: "project-id", Aliases: []string{"p"}, Required: true, Usage: "the project's `id`"},
					&cli.StringFlag{Name: "project-version", Aliases: []string{"v"}, Required: true, Usage: "a `version` in its file"},
					&cli.StringFlag{Name: "data", Aliases: []string{"d"}, Usage: "the `payload`"},
					&cli.StringFlag{Name: "file", Usage: "`file` with the payload, a last line break not counted; - reads one message per line from standard input"},
					&cli.IntFlag{Name: "concurrency", Value: 16, Usage: "with --file -: most messages on their way at a time"},
					&cli.BoolFlag{Name: "wait", Aliases: []string{"w"}, Usage: "until what was sent is settled, or has failed"},
					&cli.DurationFlag{Name: "timeout", Value: 10 * time.Minute, Usage: "most time --wait may take"},
				),
				Action: sendMessage,
			},
			{
				Name: "query", Usage: "show every state of a message", UsageText: "ioctl-project message query -i 019a…",
				Flags: enodeFlags(
					&cli.StringFlag{Name: "message-id", Aliases: []string{"i"}, Required: true, Usage: "the `id` it was acknowledged with"},
				),
				Action: queryMessage,
			},
			{
				Name: "explain", Usage: "show the whole life of a message, and while it waits, why", ArgsUsage: "ID",
				UsageText: "ioctl-project message explain 019a…",
				Flags: enodeFlags(
					&cli.StringFlag{Name: "message-id", Aliases: []string{"i"}, Usage: "the `id` it was acknowledged with, instead of the argument"},
				),
				Action: explainMessage,
			},
		},
	}
}

func enode(c *cli.Context) (*client.Client, error) {
	token, endpoint := c.String("did-vc-token"), c.String("ws-endpoint")
	if err := checkURL(endpoint); err != nil {
		return nil, fmt.Errorf("%w: --ws-endpoint: %w", errUsage, err)
	}
	cl, err := client.NewClient(endpoint, client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		return nil
	}))
	if err != nil {
		return nil, fmt.Errorf("%w: --ws-endpoint: %w", errUsage, err)
	}
	return cl, nil
}

func checkURL(s string) error {
	u, err := url.Parse(s)
	if err != nil {
		return err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("%q is no http:// or https:// URL", s)
	}
	return nil
}

// read decodes an answer, or turns a problem into an error with the server's own words.
func read(resp *http.Response, err error, v any) error {
	if err != nil {
		return task.WithHint(fmt.Errorf("ask enode: %w", err), "does the enode run, and is --ws-endpoint its address?")
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	b, err := io.ReadAll(io.LimitReader(resp.Body, 16<<20))
	if err != nil {
		return fmt.Errorf("read enode's answer: %w", err)
	}
	if resp.StatusCode/100 == 2 {
		if err := json.Unmarshal(b, v); err != nil {
			return task.WithHint(fmt.Errorf("read enode's answer: %w", err), "is --ws-endpoint the URL of an enode?")
		}
		return nil
	}
	var p client.Problem
	if json.Unmarshal(b, &p) == nil && p.Error != "" {
		err := fmt.Errorf("%w: enode answers %s: %s", errRefused, resp.Status, p.Error)
		if p.Hint != nil {
			return task.WithHint(err, *p.Hint)
		}
		return err
	}
	return fmt.Errorf("%w: enode answers %s: %.200s", errRefused, resp.Status, strings.TrimSpace(string(b)))
}

func queryMessage(c *cli.Context) error {
	cl, err := enode(c)
	if err != nil {
		return err
	}
	var got client.MessageStates
	resp, err := cl.GetMessage(c.Context, c.String("message-id"))
	if err := read(resp, err, &got); err != nil {
		return err
	}
	if got.States == nil {
		return fmt.Errorf("%w: the enode knows no message %s", errRefused, c.String("message-id"))
	}
	return show(c, got, func() string {
		var b strings.Builder
		fmt.Fprintf(&b, "message %s", got.MessageID)
		if got.TaskID != nil && got.ProjectID != nil {
			fmt.Fprintf(&b, ", task %d/%d", *got.ProjectID, *got.TaskID)
		}
		for _, s := range *got.States {
			fmt.Fprintf(&b, "\n  %s  %-10s  %s", s.Time.Format("2006-01-02 15:04:05.000"), s.State, s.Comment)
			if s.Result != "" {
				fmt.Fprintf(&b, "\n  %23s  %-10s  result: %s", "", "", s.Result)
			}
		}
		return b.String()
	})
}
