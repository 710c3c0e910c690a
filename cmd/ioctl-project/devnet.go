package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/examples/weather"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/task"
)

func devnetCommand() *cli.Command {
	return &cli.Command{
		Name: "devnet", Usage: "run a whole network on this machine: chain, contracts, IPFS, an enode and znodes",
		UsageText: "ioctl-project devnet --once --report build/demo.json",
		Description: "Without --once the network stays up until interrupted, and its addresses and keys are printed,\n" +
			"and written for shells and as keystores to devnet.env and keys in its folder.\n" +
			"With --once a month of weather readings goes through it twice: to a risc0 program whose receipts nodes verify, and to a\n" +
			"halo2 circuit whose proofs the chain verifies; a WebAssembly module bills two meters in one proof. The exit code is 0 only\n" +
			"if every message was settled, and the one of a meter that was turned back was not.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "once", Usage: "send a month of readings, check everything, stop"},
			&cli.Uint64Flag{Name: "month", Value: 201208, Usage: "the `month` (yyyymm) to send"},
			&cli.IntFlag{Name: "znodes", Value: 3, Usage: "znodes to run"},
			&cli.StringFlag{Name: "dir", Usage: "`folder` for data and logs; a temporary one, removed after success, by default"},
			&cli.StringFlag{Name: "report", Usage: "write what happened to this JSON `file`"},
			&cli.IntFlag{Name: "chain-port", Usage: "port of the chain's RPC server; a free one by default"},
			&cli.IntFlag{Name: "http-port", Usage: "port of the enode; a free one by default"},
			&cli.DurationFlag{Name: "timeout", Value: 10 * time.Minute, Usage: "most time --once may take"},
			&cli.StringFlag{Name: "kill", Usage: "kill -9 this `node` (enode, znode, worker) while the task is being proved"},
			jsonFlag(),
		},
		Action: runDevnet,
	}
}

// checkDevnet refuses what would only come out when the network is up.
func checkDevnet(c *cli.Context) error {
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf("%w: "+format, append([]any{errUsage}, a...)...))
		}
	}
	bad(c.Args().Present(), "unknown argument %q", c.Args().First())
	bad(c.Int("znodes") < 1, "--znodes is %d, want at least 1", c.Int("znodes"))
	bad(c.Duration("timeout") <= 0, "--timeout is not positive")
	bad(!slices.Contains([]string{"", "enode", "znode", "worker"}, c.String("kill")), "--kill: %q is none of enode, znode, worker", c.String("kill"))
	bad(c.IsSet("report") && !c.Bool("once"), "--report is written with --once only")
	_, err := weather.Messages(c.Uint64("month"))
	bad(err != nil, "--month: %w", err)
	return errors.Join(errs...)
}

func runDevnet(c *cli.Context) (err error) {
	if err := checkDevnet(c); err != nil {
		return err
	}
	dir, temporary := c.String("dir"), false
	if dir == "" {
		if dir, err = os.MkdirTemp("", "sprout-devnet-"); err != nil {
			return err
		}
		temporary = true
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	slog.SetDefault(log)
	provers, err := node.OpenProvers(&config.Node{ChainID: devnet.ChainID})
	if err != nil {
		return err
	}
	defer provers.Close() //nolint:errcheck // the process ends
	live := newLive(os.Stderr)
	defer live.close()
	ctx := c.Context
	if c.Bool("once") {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Duration("timeout"))
		defer cancel()
	}
	live.say("starting chain, contracts, IPFS, 1 enode and %d znodes in %s", c.Int("znodes"), dir)
	assassin := &assassin{target: c.String("kill"), live: live}
	var net *devnet.Network
	net, err = devnet.Start(ctx, devnet.Config{
		Dir: dir, Znodes: c.Int("znodes"), ChainPort: c.Int("chain-port"), HTTPPort: c.Int("http-port"),
		BuyMonths: []uint64{c.Uint64("month")}, Log: log, Heating: true, Meter: true,
		Progress: func(s task.Status) {
			live.progress(s)
			assassin.see(s)
		},
	}, provers)
	if err != nil {
		return err
	}
	assassin.arm(net)
	live.names(net.ZnodeName)
	if c.Bool("once") {
		err = once(ctx, c, net, provers, live)
	} else {
		if err = printNetwork(c, net, dir); err == nil {
			err = net.Wait(ctx)
		}
	}
	cerr := net.Close()
	if err == nil {
		err = cerr
	}
	if temporary && err == nil {
		return os.RemoveAll(dir)
	}
	if err != nil {
		return task.WithHint(err, "the nodes' logs are in "+dir)
	}
	return nil
}

func once(ctx context.Context, c *cli.Context, net *devnet.Network, p *node.Provers, live *live) error {
	month := c.Uint64("month")
	live.say("network is up; sending the readings of month %d", month)
	verify := func(ctx context.Context, program task.Digest, receipt []byte) ([]byte, error) {
		v, err := p.VerifyReceipt(ctx, program, receipt)
		return v.Journal, err
	}
	tell := func(project task.ProjectID) func(uint64, string, string) {
		return func(id uint64, state, comment string) { live.say("task %d/%d is %s %s", project, id, state, comment) }
	}
	h, err := net.RunHeating(ctx, month, verify, tell(net.Heating.ProjectID))
	if err != nil {
		return err
	}
	m, err := net.RunMeter(ctx, verify, tell(net.Meter.ProjectID))
	if err != nil {
		return err
	}
	r, err := net.RunMonth(ctx, month, verify, tell(net.ProjectID))
	if err != nil {
		return err
	}
	r.Add(h, m)
	live.close()
	if path := c.String("report"); path != "" {
		if err := writeReport(path, r); err != nil {
			return err
		}
	}
	if err := show(c, r, func() string { return table(r) }); err != nil {
		return err
	}
	if !r.OK {
		return fmt.Errorf("not all is accepted: %s", strings.Join(r.Problems, "; "))
	}
	return nil
}

func writeReport(path string, r *devnet.Report) error {
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

func table(r *devnet.Report) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "MESSAGE\tTASK\tZNODE\tPROOF TIME\tTRANSACTION\tGAS\tSTATE")
	for _, m := range r.Rows {
		tx := m.Tx
		if len(tx) > 18 {
			tx = tx[:18] + "…"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%.1f s\t%s\t%d\t%s\n", m.Message, m.Task, m.Znode, float64(m.ProveMS)/1000, tx, m.Gas, m.State)
	}
	_ = w.Flush()
	for _, t := range r.Tasks {
		fmt.Fprintf(&b, "\ntask %s: receipt %s (%d bytes) verifies: %t; with one bit flipped it is rejected: %t; output as computed independently: %t",
			t.Task, t.ReceiptCID, t.ReceiptBytes, t.Verified, t.FlippedFails, t.OutputRight)
		if t.PaidOutWei != "" {
			fmt.Fprintf(&b, "; the policy paid %s wei", t.PaidOutWei)
		}
	}
	if r.Heating != nil {
		b.WriteString(verifiedText(r.Heating))
	}
	if r.Meter != nil {
		b.WriteString(meterText(r.Meter))
	}
	fmt.Fprintf(&b, "\n%d of %d messages settled in %.1f s by contract %s", r.Settled, r.Sent, r.Seconds, r.Contract)
	return b.String()
}

// verifiedText tells of the task whose proof the chain verified.
func verifiedText(h *devnet.VerifiedReport) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\ntask %s (halo2): %d of %d messages; %s proved it in %.1f s; contract %s had the proof of %d bytes verified by the chain\n",
		h.Task, h.Settled, h.Sent, h.Znode, float64(h.ProveMS)/1000, h.Contract, h.ProofBytes)
	fmt.Fprintf(&b, "  transaction %s took %d gas, a verification alone %d; figures as computed independently: %t; the tenant is due %s wei\n",
		h.Transaction, h.Gas, h.VerificationGas, h.OutputRight, h.DueWei)
	for _, f := range h.Flipped {
		fmt.Fprintf(&b, "  with one bit of its %s flipped the call reverts: %s\n", f.What, f.Reverts)
	}
	fmt.Fprintf(&b, "  sent all the same it is transaction %s, which failed; without the flipped bit %s, which did not", h.Reverted, h.Accepted)
	return b.String()
}

// meterText tells of the meters' task and of the one that was refused.
func meterText(m *devnet.MeterReport) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\ntask %s (zkwasm): %d of %d messages in one proof; %s proved it in %.1f s; transaction %s took %d gas\n",
		m.Task, m.Settled, m.Sent, m.Znode, float64(m.ProveMS)/1000, m.Transaction, m.Gas)
	fmt.Fprintf(&b, "  receipt %s (%d bytes) verifies: %t; with one bit flipped it is rejected: %t; output as computed independently: %t\n",
		m.ReceiptCID, m.ReceiptBytes, m.Verified, m.FlippedFails, m.OutputRight)
	fmt.Fprintf(&b, "  attested by %d znodes; its fee of %s wei went to %s, whose stake vouches for %s\n",
		m.Reward.Attested, m.Reward.Wei, m.Reward.Payee, m.Znode)
	for _, bill := range m.Bills {
		fmt.Fprintf(&b, "  contract %s billed meter %d: %s consumed, %s due\n", m.Contract, bill.Device, bill.Consumption, bill.Due)
	}
	reason, _, _ := strings.Cut(m.Refused.Reason, "\n") // what the first znode said
	fmt.Fprintf(&b, "  a message whose readings decrease, task %s, is %s: %s", m.Refused.Task, m.Refused.State, reason)
	return b.String()
}

func printNetwork(c *cli.Context, n *devnet.Network, dir string) error {
	files, err := writeAccess(dir, n)
	if err != nil {
		return err
	}
	keys := n.Keys()
	v := map[string]any{
		"chain": n.ChainURL, "chainID": devnet.ChainID, "enode": n.EnodeURL, "gateway": n.Gateway + "/ipfs/", "contracts": n.Contracts,
		"insurance": n.Insurance, "projectID": n.ProjectID, "programID": n.ProgramID, "developmentKeys": keys,
		"staking": n.Staking, "contractsFile": n.ContractsFile, "enodeAddress": n.EnodeAddress(), "heating": n.Heating, "halo2SRS": n.SRS, "meter": n.Meter,
		"access": files,
	}
	return show(c, v, func() string {
		var b strings.Builder
		fmt.Fprintf(&b, "chain      %s (chain id %d)\nenode      %s, address %s\ngateway    %s/ipfs/\nproject    %d, version 1.0, program %s\ncontracts  %s\nrouter     %s\ninsurance  %s\n",
			n.ChainURL, devnet.ChainID, n.EnodeURL, n.EnodeAddress(), n.Gateway, n.ProjectID, n.ProgramID, n.ContractsFile, n.Contracts.Router, n.Insurance)
		fmt.Fprintf(&b, "halo2      project %d, version 1.0, program %s\nallowance  %s\nsrs        %s, which protects nothing\n",
			n.Heating.ProjectID, n.Heating.ProgramID, n.Heating.Allowance, n.SRS)
		fmt.Fprintf(&b, "zkwasm     project %d, version 1.0, program %s\nbills      %s\n", n.Meter.ProjectID, n.Meter.ProgramID, n.Meter.Bills)
		fmt.Fprintf(&b, "shell      . %s makes this network what commands mean, and the owner who pays\n", quoted(files.Env))
		fmt.Fprintf(&b, "development keys, known to everyone, and as keystores in %s:\n", files.Keys)
		for _, name := range slices.Sorted(maps.Keys(keys)) {
			fmt.Fprintf(&b, "  %-14s %s\n", name, keys[name])
		}
		fmt.Fprintf(&b, "try:  curl -d '{\"projectID\":1,\"projectVersion\":\"1.0\",\"data\":\"…\"}' %s/message\nstop with Ctrl-C", n.EnodeURL)
		return b.String()
	})
}
