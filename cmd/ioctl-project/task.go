package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/cmd/enode/client"
	"github.com/machinefi/sprout/task"
)

func taskCommand() *cli.Command {
	return &cli.Command{
		Name: "task", Usage: "look at tasks, fetch their receipts, deliver them again",
		Subcommands: []*cli.Command{
			{
				Name: "query", Usage: "show the whole life of a task, and while it waits, why", ArgsUsage: "PROJECT TASK",
				UsageText: "ioctl-project task query 1 4",
				Flags:     enodeFlags(), Action: queryTask,
			},
			{
				Name: "receipt", Usage: "fetch the receipt of a task, and say how to verify it", ArgsUsage: "PROJECT TASK",
				UsageText: "ioctl-project task receipt -o receipt.bin 1 4",
				Description: "The receipt is fetched by its CID from the enode, or another gateway, and compared with the digest that the enode\n" +
					"verified. That it proves anything is for you to check: what is printed says how.",
				Flags: enodeFlags(
					&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "write it to this `file`; receipt-PROJECT-TASK.bin by default"},
					gatewayFlag(),
				),
				Action: fetchTaskReceipt,
			},
			taskRetryCommand(),
		},
	}
}

// explainedTask asks an enode for all it knows of a task.
func explainedTask(ctx context.Context, cl *client.Client, key task.Key) (client.Explanation, error) {
	var got client.Explanation
	resp, err := cl.ExplainTask(ctx, uint64(key.Project), key.Sequence)
	if err := read(resp, err, &got); err != nil {
		return got, err
	}
	if got.Task == nil {
		return got, fmt.Errorf("%w: the enode tells nothing of task %s", errRefused, key)
	}
	return got, nil
}

func queryTask(c *cli.Context) error {
	key, err := taskKeyOf(c)
	if err != nil {
		return err
	}
	cl, err := enode(c)
	if err != nil {
		return err
	}
	got, err := explainedTask(c.Context, cl, key)
	if err != nil {
		return err
	}
	return show(c, got, func() string { return story(&got, time.Now()) })
}

// fetched is a receipt that was written to a file.
type fetched struct {
	File       string `json:"file"`
	CID        string `json:"cid"`
	Digest     string `json:"receiptDigest"`
	Bytes      int    `json:"bytes"`
	Runtime    string `json:"runtime"`
	Kind       string `json:"kind"`
	ProgramID  string `json:"programID"`
	TaskDigest string `json:"taskDigest"`
	Verify     string `json:"verify"` // the command that does
}

func fetchTaskReceipt(c *cli.Context) error {
	key, err := taskKeyOf(c)
	if err != nil {
		return err
	}
	cl, err := enode(c)
	if err != nil {
		return err
	}
	got, err := explainedTask(c.Context, cl, key)
	if err != nil {
		return err
	}
	r := got.Task.Receipt
	if r == nil {
		return task.WithHint(fmt.Errorf("task %s has no verified receipt: it is %s", key, got.Task.State), fmt.Sprintf("ioctl-project task query %d %d says why", key.Project, key.Sequence))
	}
	gateway := c.String("gateway")
	if gateway == "" {
		gateway = c.String("ws-endpoint")
	}
	b, err := fetchCID(c.Context, gateway, r.Cid)
	if err != nil {
		return task.WithHint(err, "an enode keeps receipts for a while; the znode that made it, or any IPFS gateway, may have it: name one with --gateway")
	}
	if d := task.DigestOf(b).String(); d != r.Digest {
		return fmt.Errorf("%w: %s has digest %s, the enode verified %s", errRefused, r.Cid, d, r.Digest)
	}
	file := c.String("out")
	if file == "" {
		file = fmt.Sprintf("receipt-%d-%d.bin", key.Project, key.Sequence)
	}
	if err := os.WriteFile(file, b, 0o644); err != nil {
		return fmt.Errorf("write receipt: %w", err)
	}
	f := fetched{
		File: file, CID: r.Cid, Digest: r.Digest, Bytes: len(b), Runtime: r.Runtime, Kind: r.Kind, ProgramID: r.ProgramID, TaskDigest: got.Task.Digest,
		Verify: "ioctl-project receipt verify --program-id " + r.ProgramID,
	}
	if r.Binding == string(task.BindingTask) {
		f.Verify += " --task-digest " + got.Task.Digest
	}
	f.Verify += " " + quoted(file)
	return show(c, f, func() string {
		return fmt.Sprintf("%s is written: %s %s, %d bytes\nverify it: %s", f.File, f.Runtime, f.Kind, f.Bytes, f.Verify)
	})
}
