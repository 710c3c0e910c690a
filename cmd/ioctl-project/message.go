package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/cmd/enode/client"
	"github.com/machinefi/sprout/task"
)

func messageCommand() *cli.Command {
	endpoint := &cli.StringFlag{
		Name: "ws-endpoint", Aliases: []string{"enode"}, Value: "http://127.0.0.1:9000",
		EnvVars: []string{"SPROUT_WS_ENDPOINT"}, Usage: "`URL` of the project's enode",
	}
	// The token comes from the environment as well, so that it need not stand in a shell's history.
	token := &cli.StringFlag{
		Name: "did-vc-token", Aliases: []string{"t"}, EnvVars: []string{"SPROUT_DID_VC_TOKEN"}, Usage: "the device's credential, a `JWT`",
	}
	return &cli.Command{
		Name: "message", Usage: "send messages and follow them",
		Subcommands: []*cli.Command{
			{
				Name: "send", Usage: "send one message", UsageText: `ioctl-project message send -p 1 -v 1.0 -d '{"a":1}'`,
				Flags: []cli.Flag{
					endpoint, token, jsonFlag(),
					&cli.Uint64Flag{Name: "project-id", Aliases: []string{"p"}, Required: true, Usage: "the project's `id`"},
					&cli.StringFlag{Name: "project-version", Aliases: []string{"v"}, Required: true, Usage: "a `version` in its file"},
					&cli.StringFlag{Name: "data", Aliases: []string{"d"}, Required: true, Usage: "the `payload`"},
				},
				Action: sendMessage,
			},
			{
				Name: "query", Usage: "show every state of a message", UsageText: "ioctl-project message query -i 019a…",
				Flags: []cli.Flag{
					endpoint, token, jsonFlag(),
					&cli.StringFlag{Name: "message-id", Aliases: []string{"i"}, Required: true, Usage: "the `id` it was acknowledged with"},
				},
				Action: queryMessage,
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
		return fmt.Errorf("ask enode: %w", err)
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

func sendMessage(c *cli.Context) error {
	cl, err := enode(c)
	if err != nil {
		return err
	}
	var got client.MessageAccepted
	resp, err := cl.PostMessage(c.Context, client.SendMessage{
		ProjectID: c.Uint64("project-id"), ProjectVersion: c.String("project-version"), Data: c.String("data"),
	})
	if err := read(resp, err, &got); err != nil {
		return err
	}
	return show(c, got, func() string { return fmt.Sprintf(`{"messageID":%q}`, got.MessageID) })
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
