package main

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

func taskRetryCommand() *cli.Command {
	return &cli.Command{
		Name: "retry", Usage: "deliver a settled task again, which its receiver refused", ArgsUsage: "PROJECT TASK",
		UsageText: "ioctl-project task retry --key any.json 1 4",
		Description: "Anybody may, and pays the gas. Nobody is trusted for what is delivered: the chain tells what was settled, the receipt is fetched\n" +
			"by its CID from the enode or another gateway and verified here, and the settlement contract keeps the hash of it all. The\n" +
			"receiver is the project's of today. It is asked first, without a transaction: where it would refuse again, nothing is sent.\n" +
			"Exits 0 if the receiver has the task, 3 if it refuses it or nothing waits to be delivered.",
		Flags: payFlags(settingFlag("ws-endpoint"), gatewayFlag(), unsafeFlag(),
			&cli.StringFlag{Name: "receipt", Usage: "a `file` with the receipt, instead of fetching it"}),
		Action: retryTask,
	}
}

// retried is a task that was delivered again.
type retried struct {
	Delivered bool           `json:"delivered"`
	ProjectID uint64         `json:"projectID"`
	TaskID    uint64         `json:"taskID"`
	Receiver  common.Address `json:"receiver"`
	sent
}

func retryTask(c *cli.Context) error {
	key, err := taskKeyOf(c)
	if err != nil {
		return err
	}
	p, at, n, err := payAtProjects(c)
	if err != nil {
		return err
	}
	defer p.close()
	h := &holding{p, uint64(key.Project), at, n}
	if h.n, err = h.settlement(); err != nil {
		return refused(err)
	}
	view, err := owner.Look(p.ctx, p.client)
	if err != nil {
		return err
	}
	u, err := view.Undelivered(p.ctx, h.n, key)
	if err != nil {
		return refused(err)
	}
	journal, err := settledJournal(c, u)
	if err != nil {
		return err
	}
	call, err := u.Retry(journal)
	if err != nil {
		return refused(err)
	}
	would, err := u.Try(p.ctx, view, p.from, call, journal)
	if err != nil {
		return refused(err)
	}
	if would != "" {
		return refusedAgain(u, would, "nothing was sent: change the receiver, by project receiver set, or what it says, and retry")
	}
	return p.retry(u, call)
}

// retry sends the call.
func (p *paying) retry(u *owner.Undelivered, call owner.Call) error {
	if p.c.Bool("estimate") {
		return p.estimated(call)
	}
	done, receipt, err := p.send(call)
	if err != nil {
		return err
	}
	delivered, reason := u.Outcome(receipt)
	if !delivered {
		return refusedAgain(u, reason, fmt.Sprintf("something on the chain changed meanwhile; transaction %s has kept it to be tried again", done.Transaction))
	}
	r := retried{true, uint64(u.Key.Project), u.Key.Sequence, u.Receiver, done}
	return show(p.c, r, func() string { return fmt.Sprintf("task %s is delivered to %s\n%s", u.Key, u.Receiver, done.text()) })
}

func refusedAgain(u *owner.Undelivered, reason, hint string) error {
	return task.WithHint(fmt.Errorf("%w: receiver %s does not take task %s: %s", errRefused, u.Receiver, u.Key, reason), hint)
}

// settledJournal takes the journal out of the task's receipt, once that is verified.
func settledJournal(c *cli.Context, u *owner.Undelivered) ([]byte, error) {
	b, err := settledReceipt(c, u)
	if err != nil {
		return nil, err
	}
	provers, err := openProvers(c)
	if err != nil {
		return nil, err
	}
	defer provers.Close() //nolint:errcheck // the verdict stands
	got, err := provers.VerifyReceipt(c.Context, u.ProgramID, b)
	if err != nil {
		return nil, unsafeHint(c, refusedIfWrong(fmt.Errorf("receipt of task %s: %w", u.Key, err)))
	}
	return got.Journal, nil
}

func settledReceipt(c *cli.Context, u *owner.Undelivered) ([]byte, error) {
	if file := c.String("receipt"); file != "" {
		return readReceipt(c.Context, file, c.String("gateway"))
	}
	gateway := c.String("gateway")
	if gateway == "" {
		gateway = c.String("ws-endpoint")
	}
	const hint = "an enode keeps receipts for a while; the znode that made it, or any IPFS gateway, may have it: name one with --gateway, or a file with --receipt"
	if u.ReceiptCID == "" {
		return nil, task.WithHint(fmt.Errorf("the settler of task %s did not say where its receipt is", u.Key), "name its file with --receipt")
	}
	b, err := fetchCID(c.Context, gateway, u.ReceiptCID)
	if err != nil && !errors.Is(err, errUsage) {
		err = task.WithHint(err, hint)
	}
	return b, err
}
