package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// holding is one project and the account that does something with it.
type holding struct {
	*paying
	id uint64
	at common.Address // the contract of projects
	n  deploy.Network // of the addresses file, if there is one
}

// onProject is a command that makes one call about a project. make returns the call and, in words, what it did.
func onProject(cmd cli.Command, flags []cli.Flag, make func(h *holding) (owner.Call, string, error)) *cli.Command {
	cmd.Flags = payFlags(append([]cli.Flag{projectIDFlag()}, flags...)...)
	cmd.Action = func(c *cli.Context) error {
		if c.Args().Present() {
			return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
		}
		p, at, n, err := payAtProjects(c)
		if err != nil {
			return err
		}
		defer p.close()
		call, did, err := make(&holding{p, c.Uint64("project-id"), at, n})
		if err != nil {
			return refused(err)
		}
		return p.once(call, did)
	}
	return &cmd
}

// addressFlag reads a flag that is an address.
func addressFlag(c *cli.Context, name string) (common.Address, error) {
	var errs []error
	a := address(c.String(name), name, &errs)
	return a, errors.Join(errs...)
}

// amountFlag reads --amount, an amount of coins.
func amountFlag(c *cli.Context) (owner.Amount, error) {
	a, err := owner.ParseAmount(c.String("amount"))
	if err != nil {
		return a, fmt.Errorf("%w: --amount: %w", errUsage, err)
	}
	return a, nil
}

func amount(usage string, required bool) cli.Flag {
	return &cli.StringFlag{Name: "amount", Aliases: []string{"a"}, Required: required, Usage: usage}
}

// call is a call of the contract of projects.
func (h *holding) call(data []byte) owner.Call { return owner.Call{To: h.at, Data: data} }

// plain is a command whose call needs nothing but the project's id.
func plain(name, usage, did string, pack func(id uint64) []byte) *cli.Command {
	return onProject(cli.Command{Name: name, Usage: usage, UsageText: "ioctl-project project " + name + " -i 1 --key owner.json"}, nil,
		func(h *holding) (owner.Call, string, error) {
			return h.call(pack(h.id)), fmt.Sprintf("project %d %s", h.id, did), nil
		})
}

// oneAddress is a command whose call takes the project's id and an address.
func oneAddress(cmd cli.Command, flag, usage, did string, pack func(id uint64, a common.Address) []byte) *cli.Command {
	return onProject(cmd, []cli.Flag{&cli.StringFlag{Name: flag, Required: true, Usage: usage}}, func(h *holding) (owner.Call, string, error) {
		a, err := addressFlag(h.c, flag)
		return h.call(pack(h.id, a)), fmt.Sprintf(did, a, h.id), err
	})
}

func projectOwnerCommands() []*cli.Command {
	r := bindings.NewProjectRegistry()
	return []*cli.Command{
		plain("pause", "stop work on a project", "is paused: nodes stop, messages are kept", r.PackPauseProject),
		plain("unpause", "let a paused project go on", "goes on", r.PackUnpauseProject),
		projectFundCommand(), projectWithdrawCommand(), projectFeeCommand(), projectTransferCommand(),
		{Name: "attributes", Usage: "what a project asks of its znodes", Subcommands: []*cli.Command{attributesGetCommand(), attributesSetCommand()}},
		{Name: "enode", Usage: "who signs a project's tasks", Subcommands: []*cli.Command{
			oneAddress(cli.Command{Name: "add", Usage: "let an enode sign the project's tasks", UsageText: "ioctl-project project enode add -i 1 --enode 0x… --key owner.json"},
				"enode", "`address` of the enode's operator key", "enode %s may sign tasks of project %d", r.PackAddEnode),
			oneAddress(cli.Command{Name: "remove", Usage: "take that back", UsageText: "ioctl-project project enode remove -i 1 --enode 0x… --key owner.json",
				Description: "Tasks the enode signed are not settled any more."},
				"enode", "`address` of the enode's operator key", "enode %s may no longer sign tasks of project %d", r.PackRemoveEnode),
		}},
		{Name: "operator", Usage: "who may act for a project's owner", Subcommands: []*cli.Command{
			oneAddress(cli.Command{Name: "add", Usage: "let somebody replace the file, pause, and sign tasks", UsageText: "ioctl-project project operator add -i 1 --operator 0x… --key owner.json"},
				"operator", "`address` of that account", "%s may act for project %d", r.PackAddOperator),
			oneAddress(cli.Command{Name: "remove", Usage: "take that back", UsageText: "ioctl-project project operator remove -i 1 --operator 0x… --key owner.json"},
				"operator", "`address` of that account", "%s may no longer act for project %d", r.PackRemoveOperator),
		}},
		{Name: "znode", Usage: "which znodes may serve a project", Subcommands: []*cli.Command{
			admission("admit", "let a znode join, even if the project is not open", "znode %s may join project %d", bindings.NewZnodeStaking().PackAdmit),
			admission("expel", "put a znode out, and let it not join again", "znode %s is out of project %d", bindings.NewZnodeStaking().PackExpel),
		}},
		{Name: "receiver", Usage: "the contract that is handed a project's settled tasks", Subcommands: []*cli.Command{receiverSetCommand(), receiverClearCommand()}},
	}
}

func projectFundCommand() *cli.Command {
	return onProject(cli.Command{Name: "fund", Usage: "prepay a project's tasks", UsageText: "ioctl-project project fund -i 1 --amount 2.5 --key owner.json",
		Description: "Anybody may."},
		[]cli.Flag{amount("how much, an `amount` of coins: 2.5, 20gwei, 7wei", true)}, func(h *holding) (owner.Call, string, error) {
			a, err := amountFlag(h.c)
			call := h.call(bindings.NewProjectRegistry().PackDeposit(h.id))
			call.Value = a
			return call, fmt.Sprintf("project %d has %s more", h.id, a), err
		})
}

func projectWithdrawCommand() *cli.Command {
	return onProject(cli.Command{Name: "withdraw", Usage: "take a project's balance back", UsageText: "ioctl-project project withdraw -i 1 --amount 1 --key owner.json",
		Description: "With --amount it is asked for: so much in all, 0 takes the wish back. Once the network's withdrawal delay is over, until\n" +
			"which tasks are paid from it, the same without --amount sends it to the project's owner."},
		[]cli.Flag{amount("ask for so much in all, an `amount` of coins; without it, take what was asked for", false), waitFlag()}, func(h *holding) (owner.Call, string, error) {
			r := bindings.NewProjectRegistry()
			switch {
			case h.c.IsSet("amount") && h.c.Bool("wait"):
				return owner.Call{}, "", fmt.Errorf("%w: --amount asks for coins, --wait is of taking them", errUsage)
			case h.c.Bool("wait"):
				if err := h.until(func(ctx context.Context, v *owner.View) (*owner.Change, error) { return v.Leaving(ctx, h.at, h.id) }); err != nil {
					return owner.Call{}, "", err
				}
			}
			if !h.c.IsSet("amount") {
				return h.call(r.PackWithdraw(h.id)), fmt.Sprintf("what was asked for is taken out of project %d", h.id), nil
			}
			a, err := amountFlag(h.c)
			return h.call(r.PackRequestWithdrawal(h.id, a.Int())),
				fmt.Sprintf("%s of project %d are asked for; project query tells when they can be taken", a, h.id), err
		})
}

func projectFeeCommand() *cli.Command {
	return onProject(cli.Command{Name: "fee", Usage: "set what a task of a project pays", UsageText: "ioctl-project project fee -i 1 --amount 0.002 --key owner.json",
		Description: "More counts at once, less after the network's withdrawal delay."},
		[]cli.Flag{amount("for each task, an `amount` of coins", true)}, func(h *holding) (owner.Call, string, error) {
			a, err := amountFlag(h.c)
			return h.call(bindings.NewProjectRegistry().PackSetFee(h.id, a.Int())), fmt.Sprintf("a task of project %d pays %s", h.id, a), err
		})
}

func projectTransferCommand() *cli.Command {
	return onProject(cli.Command{Name: "transfer", Usage: "give a project to somebody else", UsageText: "ioctl-project project transfer -i 1 --to 0x… --key owner.json",
		Description: "Operators and enodes of the old owner lose their rights. The balance goes with the project."},
		[]cli.Flag{&cli.StringFlag{Name: "to", Required: true, Usage: "`address` of the new owner"}}, func(h *holding) (owner.Call, string, error) {
			to, err := addressFlag(h.c, "to")
			return h.call(bindings.NewProjectRegistry().PackSafeTransferFrom(h.from, to, new(big.Int).SetUint64(h.id))),
				fmt.Sprintf("project %d belongs to %s", h.id, to), err
		})
}

// settlement is the settlement contract of a project: that of the addresses file, or the one that its attributes name.
func (h *holding) settlement() (deploy.Network, error) {
	if h.n.TaskSettlement != (common.Address{}) {
		return h.n, nil
	}
	view, err := owner.Look(h.ctx, h.client)
	if err != nil {
		return deploy.Network{}, err
	}
	a, err := view.Attributes(h.ctx, h.at, h.id)
	if err != nil {
		return deploy.Network{}, err
	}
	if a == nil {
		return deploy.Network{}, task.WithHint(fmt.Errorf("%w: project %d has no settlement contract", errUsage, h.id), "name the network's --contracts, or set the project's attributes first")
	}
	return view.Settlement(h.ctx, a.Settlement)
}

func admission(name, usage, did string, pack func(uint64, common.Address) []byte) *cli.Command {
	return onProject(cli.Command{Name: name, Usage: usage, UsageText: "ioctl-project project znode " + name + " -i 1 --operator 0x… --key owner.json"},
		[]cli.Flag{operatorFlag()}, func(h *holding) (owner.Call, string, error) {
			operator, err := addressFlag(h.c, "operator")
			if err != nil {
				return owner.Call{}, "", err
			}
			n, err := h.settlement()
			return owner.Call{To: n.ZnodeStaking, Data: pack(h.id, operator)}, fmt.Sprintf(did, operator, h.id), err
		})
}

func operatorFlag() cli.Flag {
	return &cli.StringFlag{Name: "operator", Aliases: []string{"o"}, Required: true, Usage: "`address` of the znode's operator key"}
}

func receiverSetCommand() *cli.Command {
	return onProject(cli.Command{Name: "set", Usage: "name the contract", UsageText: "ioctl-project project receiver set -i 1 --receiver 0x… --gas 200000 --key owner.json",
		Description: "An ISettlementReceiver is given all that is known of a task, every other contract what an IWSReceiver takes. One that\n" +
			"fails undoes no settlement."},
		[]cli.Flag{
			&cli.StringFlag{Name: "receiver", Required: true, Usage: "`address` of the contract"},
			&cli.Uint64Flag{Name: "gas", Value: 500_000, Usage: "`gas` it gets for each task, at most 2000000"},
		}, func(h *holding) (owner.Call, string, error) {
			receiver, err := addressFlag(h.c, "receiver")
			if err != nil {
				return owner.Call{}, "", err
			}
			return h.receiver(receiver, h.c.Uint64("gas"), fmt.Sprintf("settled tasks of project %d go to %s", h.id, receiver))
		})
}

func receiverClearCommand() *cli.Command {
	return onProject(cli.Command{Name: "clear", Usage: "hand them to nobody", UsageText: "ioctl-project project receiver clear -i 1 --key owner.json"}, nil,
		func(h *holding) (owner.Call, string, error) {
			return h.receiver(common.Address{}, 0, fmt.Sprintf("settled tasks of project %d go to nobody", h.id))
		})
}

func (h *holding) receiver(at common.Address, gas uint64, did string) (owner.Call, string, error) {
	n, err := h.settlement()
	return owner.Call{To: n.TaskSettlement, Data: bindings.NewTaskSettlement().PackSetReceiver(h.id, at, new(big.Int).SetUint64(gas))}, did, err
}

func attributesGetCommand() *cli.Command {
	return &cli.Command{
		Name: "get", Usage: "show them", UsageText: "ioctl-project project attributes get -i 1 --json", Flags: chainFlags(projectIDFlag()),
		Action: func(c *cli.Context) error {
			at, n, err := projectsAt(c)
			if err != nil {
				return err
			}
			client, view, err := look(c.Context, c, n)
			if err != nil {
				return err
			}
			defer client.Close()
			a, err := view.Attributes(c.Context, at, c.Uint64("project-id"))
			if err != nil {
				return refused(err)
			}
			if a == nil {
				return task.WithHint(fmt.Errorf("%w: project %d has no attributes", errRefused, c.Uint64("project-id")), "its owner sets them with project attributes set")
			}
			return show(c, a, func() string { return attributesText(a) })
		},
	}
}

func attributesSetCommand() *cli.Command {
	return onProject(cli.Command{Name: "set", Usage: "set them; what is not named stays as it is",
		UsageText:   "ioctl-project project attributes set -i 1 --required-znodes 3 --quorum 2 --runtimes risc0 --proving-time 1m --open --key owner.json",
		Description: "For a project that has none yet the defaults are: one znode, redundancy and quorum 1, one minute, closed."},
		[]cli.Flag{
			&cli.StringFlag{Name: "settlement", Usage: "`address` of the contract that settles its tasks and charges it; that of --contracts by default"},
			&cli.UintFlag{Name: "required-znodes", Usage: "`number` of znodes that must have joined before it is served, 1 to 64"},
			&cli.UintFlag{Name: "redundancy", Usage: "`number` of znodes that prove each task at once"},
			&cli.UintFlag{Name: "quorum", Usage: "`number` of znodes that must attest a result which no contract can verify"},
			&cli.StringFlag{Name: "runtimes", Usage: "`names` of runtimes that a znode must offer: risc0, halo2, zkwasm"},
			&cli.DurationFlag{Name: "proving-time", Usage: "how long a proof is expected to take"},
			&cli.BoolFlag{Name: "open", Usage: "let every znode with a stake join, not only those that are admitted"},
		}, func(h *holding) (owner.Call, string, error) {
			view, err := owner.Look(h.ctx, h.client)
			if err != nil {
				return owner.Call{}, "", err
			}
			a, err := view.Attributes(h.ctx, h.at, h.id)
			if err != nil {
				return owner.Call{}, "", err
			}
			if a == nil {
				a = &owner.Attributes{Settlement: h.n.TaskSettlement, RequiredZnodes: 1, Redundancy: 1, Quorum: 1, ProvingTime: 60}
			}
			if err := changeAttributes(h.c, a); err != nil {
				return owner.Call{}, "", err
			}
			raw, err := a.Raw()
			if err != nil {
				return owner.Call{}, "", fmt.Errorf("%w: %w", errUsage, err)
			}
			return h.call(bindings.NewProjectRegistry().PackSetAttributes(h.id, raw)), fmt.Sprintf("project %d: %s", h.id, attributesText(a)), nil
		})
}

// changeAttributes puts in what flags say.
func changeAttributes(c *cli.Context, a *owner.Attributes) (err error) {
	for name, to := range map[string]*uint{"required-znodes": &a.RequiredZnodes, "redundancy": &a.Redundancy, "quorum": &a.Quorum} {
		if c.IsSet(name) {
			*to = c.Uint(name)
		}
	}
	if c.IsSet("settlement") {
		if a.Settlement, err = addressFlag(c, "settlement"); err != nil {
			return err
		}
	}
	if c.IsSet("runtimes") {
		runtimes, err := runtimesFlag(c)
		if err != nil {
			return err
		}
		a.Runtimes = runtimes.Names()
	}
	if c.IsSet("proving-time") {
		if d := c.Duration("proving-time"); d < 0 || d%time.Second != 0 {
			return fmt.Errorf("%w: --proving-time is %s, want whole seconds", errUsage, d)
		}
		a.ProvingTime = owner.Seconds(c.Duration("proving-time") / time.Second)
	}
	if c.IsSet("open") {
		a.Open = c.Bool("open")
	}
	if a.Settlement == (common.Address{}) {
		return task.WithHint(fmt.Errorf("%w: --settlement is missing", errUsage), "it is the contract that may charge the project; --contracts names the network's")
	}
	return nil
}

// runtimesFlag reads names with commas between them.
func runtimesFlag(c *cli.Context) (project.RuntimeSet, error) {
	var names []project.VM
	for name := range strings.SplitSeq(c.String("runtimes"), ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, project.VM(name))
		}
	}
	set, err := project.RuntimesOf(names...)
	if err != nil {
		return 0, fmt.Errorf("%w: --runtimes: %w", errUsage, err)
	}
	return set, nil
}
