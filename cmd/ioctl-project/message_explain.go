package main

import (
	"context"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/cmd/enode/client"
	"github.com/machinefi/sprout/task"
)

// explanation asks an enode for all it knows of a message.
func explanation(ctx context.Context, cl *client.Client, id string) (client.Explanation, error) {
	var got client.Explanation
	resp, err := cl.ExplainMessage(ctx, id)
	return got, read(resp, err, &got)
}

func explainMessage(c *cli.Context) error {
	id := c.String("message-id")
	if id == "" {
		id = c.Args().First()
	}
	if id == "" || c.NArg() > 1 || c.NArg() == 1 && c.IsSet("message-id") {
		return fmt.Errorf("%w: want one message's id", errUsage)
	}
	cl, err := enode(c)
	if err != nil {
		return err
	}
	got, err := explanation(c.Context, cl, id)
	if err != nil {
		return err
	}
	return show(c, got, func() string { return story(&got, time.Now()) })
}

// story tells an explanation to people.
func story(e *client.Explanation, now time.Time) string {
	var b strings.Builder
	if e.MessageID != nil {
		fmt.Fprintf(&b, "message %s, project %d, version %s", *e.MessageID, e.ProjectID, e.ProjectVersion)
		if e.Bytes != nil {
			fmt.Fprintf(&b, ", %d bytes", *e.Bytes)
		}
		b.WriteByte('\n')
	}
	if t := e.Task; t != nil {
		fmt.Fprintf(&b, "task %d/%d, version %s, %d messages, attempt %d, digest %s\n", e.ProjectID, t.TaskID, e.ProjectVersion, t.Messages, t.Attempt, t.Digest)
	}
	tellLife(&b, e.States)
	if e.Task != nil {
		tellTask(&b, e)
	}
	if len(e.Waiting) == 0 {
		b.WriteString("it has ended")
		return b.String()
	}
	b.WriteString("waits for")
	for _, w := range e.Waiting {
		fmt.Fprintf(&b, "\n  %-13s %s", w.For, w.Text)
		if w.At != nil {
			fmt.Fprintf(&b, " (%s)", away(w.At.Sub(now)))
		}
		if w.Hint != nil {
			fmt.Fprintf(&b, "\n  %13s hint: %s", "", *w.Hint)
		}
	}
	return b.String()
}

// tellLife tells the states, each with the time since the one before it.
func tellLife(b *strings.Builder, states []client.StateDetails) {
	var before time.Time
	for _, s := range states {
		step := ""
		if !before.IsZero() {
			step = "+" + short(s.Time.Sub(before))
		}
		before = s.Time
		line := fmt.Sprintf("  %s  %8s  %-10s  %s", s.Time.UTC().Format("2006-01-02 15:04:05.000"), step, s.State, s.Comment)
		fmt.Fprintln(b, strings.TrimRight(line, " "))
		if s.Znode != nil {
			fmt.Fprintf(b, "  %35s  %-10s  znode: %s\n", "", "", *s.Znode)
		}
		if s.Result != "" {
			fmt.Fprintf(b, "  %35s  %-10s  result: %s\n", "", "", s.Result)
		}
	}
}

// tellTask tells the proof, the transaction and what went wrong.
func tellTask(b *strings.Builder, e *client.Explanation) {
	t := e.Task
	if r := t.Receipt; r != nil {
		fmt.Fprintf(b, "proof    %s %s, %d bytes, %d cycles in %s, binding %s\n", r.Runtime, r.Kind, r.Bytes, r.Cycles,
			short(time.Duration(r.ProveMS)*time.Millisecond), r.Binding)
		fmt.Fprintf(b, "         program %s\n         receipt %s (ioctl-project task receipt %d %d fetches it)\n", r.ProgramID, r.Cid, e.ProjectID, t.TaskID)
	}
	if t.Output != nil && t.Transaction == nil {
		fmt.Fprintf(b, "output   %s: %s\n", t.Output.Type, t.Output.Result)
	}
	if x := t.Transaction; x != nil {
		tellTransaction(b, x, t.Messages)
	}
	for _, f := range t.Failures {
		fmt.Fprintf(b, "failure  znode %s (%s): %s\n", f.Znode, f.Code, f.Reason)
	}
}

func tellTransaction(b *strings.Builder, x *client.Transaction, messages uint32) {
	if !x.Mined {
		fmt.Fprintf(b, "output   transaction %s, in no block yet\n", x.Hash)
		return
	}
	fate := ""
	if x.Failed != nil && *x.Failed {
		fate = ", which failed"
	}
	fmt.Fprintf(b, "output   transaction %s%s\n         in block %d, %d of %d confirmations", x.Hash, fate, deref(x.Block), x.Confirmations, x.WantConfirmations)
	if x.Sender != nil {
		fmt.Fprintf(b, ", sent by %s", *x.Sender)
	}
	fmt.Fprintf(b, "\n         %d gas", deref(x.GasUsed))
	price, ok1 := wei(x.GasPriceWei)
	cost, ok2 := wei(x.CostWei)
	if ok1 && ok2 {
		fmt.Fprintf(b, " at %s gwei: %s coins", decimals9(price), coins(cost))
		cost = tellShare(b, x.Settlement, cost)
		if messages > 1 {
			fmt.Fprintf(b, ", %s for each of its %d messages", coins(new(big.Int).Div(cost, big.NewInt(int64(messages)))), messages)
		}
	}
	b.WriteByte('\n')
	if x.Settlement != nil {
		tellSettlement(b, x.Settlement)
	}
}

// tellShare tells what of a transaction's cost is the task's, and returns it.
func tellShare(b *strings.Builder, s *client.TaskSettlement, cost *big.Int) *big.Int {
	if s == nil || s.Tasks < 2 {
		return cost
	}
	share, ok := wei(&s.CostShareWei)
	if !ok {
		return cost
	}
	fmt.Fprintf(b, " for %d tasks\n         of which %d gas, %s coins, for this one", s.Tasks, s.GasShare, coins(share))
	return share
}

// tellSettlement tells what a settlement contract did for the task.
func tellSettlement(b *strings.Builder, s *client.TaskSettlement) {
	fmt.Fprintf(b, "         settled in contract %s by %s\n", s.Contract, s.Settler)
	if s.Enode != nil {
		fmt.Fprintf(b, "         signed by enode %s", *s.Enode)
		if n := s.Attestations; n != nil && *n > 0 {
			fmt.Fprintf(b, ", attested by a quorum of %d", *n)
		} else {
			b.WriteString(", proof verified by the chain")
		}
		b.WriteByte('\n')
	}
	if fee, ok := wei(s.FeeWei); ok && s.Payee != nil {
		fmt.Fprintf(b, "         the project paid %s coins to %s\n", coins(fee), *s.Payee)
	}
}

func deref(n *uint64) uint64 {
	if n == nil {
		return 0
	}
	return *n
}

func wei(text *string) (*big.Int, bool) {
	if text == nil {
		return nil, false
	}
	return new(big.Int).SetString(*text, 10)
}

// coins writes wei as the chain's coin; decimals9 writes wei as gwei.
func coins(wei *big.Int) string     { return fixed(wei, 18) }
func decimals9(wei *big.Int) string { return fixed(wei, 9) }

// fixed writes n·10^-digits exactly, without zeros at the end.
func fixed(n *big.Int, digits int) string {
	text := fmt.Sprintf("%0*s", digits+1, n.String())
	whole, part := text[:len(text)-digits], strings.TrimRight(text[len(text)-digits:], "0")
	if part == "" {
		return whole
	}
	return whole + "." + part
}

// short is a duration in one figure that people read.
func short(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.3fs", d.Seconds())
	case d < 10*time.Minute:
		return fmt.Sprintf("%.0fs", d.Seconds())
	default:
		return d.Round(time.Minute).String()
	}
}

func away(d time.Duration) string {
	d = d.Round(time.Second)
	if d <= 0 {
		return "due now"
	}
	return "in " + d.String()
}

// taskKeyOf reads the project and the task of a command.
func taskKeyOf(c *cli.Context) (task.Key, error) {
	var n [2]uint64
	texts := c.Args().Slice()
	if len(texts) == 1 { // as it is shown everywhere: project/task
		texts = strings.Split(texts[0], "/")
	}
	if len(texts) != 2 {
		return task.Key{}, fmt.Errorf("%w: want a project's id and a task's, such as 1 4 or 1/4", errUsage)
	}
	for i, text := range texts {
		if _, err := fmt.Sscanf(text+"\n", "%d\n", &n[i]); err != nil || n[i] == 0 {
			return task.Key{}, fmt.Errorf("%w: %q is no id, want a decimal number above 0", errUsage, text)
		}
	}
	return task.Key{Project: task.ProjectID(n[0]), Sequence: n[1]}, nil
}
