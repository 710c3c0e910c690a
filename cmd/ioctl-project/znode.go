package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/evidence"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/task"
)

func znodeCommand() *cli.Command {
	z := bindings.NewZnodeStaking()
	return &cli.Command{
		Name: "znode", Usage: "stakes of znodes, the projects they serve and what they earn",
		Subcommands: append(append([]*cli.Command{znodeRegisterCommand(), consentCommand(znodeBonds)}, bondCommands(znodeBonds)...),
			serve("join", "serve a project", "serves project", z.PackJoin), serve("leave", "serve a project no longer", "no longer serves project", z.PackLeave),
			&cli.Command{Name: "rewards", Usage: "what an account has earned", Subcommands: []*cli.Command{rewardsShowCommand(), rewardsClaimCommand()}},
			znodeRuntimesCommand(), znodePeerIDCommand(), znodeReportCommand()),
	}
}

func peerFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "peer-id", Usage: "the node's libp2p peer `id`, 12D3Koo…"},
		&cli.StringFlag{Name: "data-dir", Usage: "instead of it: the node's data `folder`, which has the id, or gets one"},
		&cli.StringFlag{Name: "node", Usage: "or the `URL` of the running node's ops server, which tells it"},
	}
}

func runtimesNames(usage string) cli.Flag {
	return &cli.StringFlag{Name: "runtimes", Required: true, Usage: usage}
}

// peerIDFlag is the node's peer id, as it is said or as it is in the node's data folder.
func peerIDFlag(c *cli.Context) (peer.ID, error) {
	text, dir, node := c.String("peer-id"), c.String("data-dir"), c.String("node")
	if said := slices.DeleteFunc([]string{text, dir, node}, func(s string) bool { return s == "" }); len(said) != 1 {
		return "", fmt.Errorf("%w: want one of --peer-id, --data-dir and --node", errUsage)
	}
	switch {
	case node != "":
		return peerIDOf(c.Context, node)
	case dir != "":
		id, err := p2p.PeerID(dir)
		if err != nil {
			return "", fmt.Errorf("%w: --data-dir: %w", errUsage, err)
		}
		return id, nil
	}
	id, err := peer.Decode(text)
	if err != nil {
		return "", fmt.Errorf("%w: --peer-id: %w", errUsage, err)
	}
	return id, nil
}

// peerIDOf asks a running node.
func peerIDOf(ctx context.Context, node string) (peer.ID, error) {
	if err := checkURL(node); err != nil {
		return "", fmt.Errorf("%w: --node: %w", errUsage, err)
	}
	var says struct {
		PeerID peer.ID `json:"peerID"`
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(node, "/")+"/healthz", nil)
	if err != nil {
		return "", fmt.Errorf("%w: --node: %w", errUsage, err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", task.WithHint(fmt.Errorf("ask node for its peer id: %w", err), "does it run, and is that its ops-address?")
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	err = json.NewDecoder(io.LimitReader(resp.Body, 64<<10)).Decode(&says)
	if err == nil && (resp.StatusCode != http.StatusOK || says.PeerID == "") {
		err = fmt.Errorf("it answers %s without a peer id", resp.Status)
	}
	if err != nil {
		return "", task.WithHint(fmt.Errorf("ask node for its peer id: GET /healthz: %w", err), "is that a node's ops-address?")
	}
	return says.PeerID, nil
}

func znodeRegisterCommand() *cli.Command {
	return onBond(znodeBonds, cli.Command{Name: "register", Usage: "register a znode with its first stake",
		UsageText: "ioctl-project znode register --amount 1 --runtimes risc0 --data-dir /var/lib/sprout --operator-keystore key.json --key owner.json",
		Description: "The account that pays owns the stake and is paid the fees. The node's operator key consents: here, or before with znode\n" +
			"consent. Key, stake and owner belong together for ever."},
		consentFlags(znodeBonds, append(append(signedConsentFlags(znodeBonds), peerFlags()...),
			amount("how much, an `amount` of coins, at least what network show tells", true), runtimesNames("`names` of the runtimes it offers: risc0, halo2, zkwasm"))...),
		func(b *bonding) (owner.Call, string, error) {
			id, err := peerIDFlag(b.c)
			if err != nil {
				return owner.Call{}, "", err
			}
			runtimes, err := runtimesFlag(b.c)
			if err != nil {
				return owner.Call{}, "", err
			}
			a, err := amountFlag(b.c)
			if err != nil {
				return owner.Call{}, "", err
			}
			who, consent, err := b.consent()
			return owner.Call{To: b.contract(), Value: a, Data: bindings.NewZnodeStaking().PackRegister(who, []byte(id), uint32(runtimes), consent)},
				fmt.Sprintf("znode %s, peer %s, is registered with %s", who, id, a), err
		})
}

// serve is join or leave.
func serve(name, usage, did string, pack func(uint64, common.Address) []byte) *cli.Command {
	return onBond(znodeBonds, cli.Command{Name: name, Usage: usage, UsageText: "ioctl-project znode " + name + " -i 1 --operator 0x… --key owner.json",
		Description: "The owner of the stake may, and the operator."},
		[]cli.Flag{projectIDFlag(), znodeBonds.account(false)}, func(b *bonding) (owner.Call, string, error) {
			who, err := b.bonded()
			id := b.c.Uint64("project-id")
			return owner.Call{To: b.contract(), Data: pack(id, who)}, fmt.Sprintf("znode %s %s %d", who, did, id), err
		})
}

func znodeRuntimesCommand() *cli.Command {
	return onBond(znodeBonds, cli.Command{Name: "runtimes", Usage: "say which runtimes a znode offers", UsageText: "ioctl-project znode runtimes --operator 0x… --runtimes risc0,halo2 --key owner.json",
		Description: "It is out of projects that need one it no longer offers."},
		[]cli.Flag{znodeBonds.account(false), runtimesNames("all their `names`: risc0, halo2, zkwasm")}, func(b *bonding) (owner.Call, string, error) {
			who, err := b.bonded()
			if err != nil {
				return owner.Call{}, "", err
			}
			runtimes, err := runtimesFlag(b.c)
			return owner.Call{To: b.contract(), Data: bindings.NewZnodeStaking().PackSetRuntimes(who, uint32(runtimes))},
				fmt.Sprintf("znode %s offers %s", who, runtimes), err
		})
}

func znodePeerIDCommand() *cli.Command {
	cmd := onBond(znodeBonds, cli.Command{Name: "peer-id", Usage: "print the peer id of a data folder, or give a znode another one",
		UsageText:   "ioctl-project znode peer-id --data-dir /var/lib/sprout",
		Description: "With --operator the id is the znode's on the chain from then on; the owner of its stake pays."},
		append(peerFlags(), &cli.StringFlag{Name: "operator", Aliases: []string{"o"}, Usage: "`address` of the operator key of the znode that gets the id"}),
		func(b *bonding) (owner.Call, string, error) {
			who, err := b.bonded()
			if err != nil {
				return owner.Call{}, "", err
			}
			id, err := peerIDFlag(b.c)
			return owner.Call{To: b.contract(), Data: bindings.NewZnodeStaking().PackSetPeerId(who, []byte(id))}, fmt.Sprintf("znode %s is peer %s", who, id), err
		})
	set := cmd.Action
	cmd.Action = func(c *cli.Context) error {
		if c.String("operator") != "" {
			return set(c)
		}
		id, err := peerIDFlag(c)
		if err != nil {
			return err
		}
		return show(c, map[string]string{"peerID": id.String()}, id.String)
	}
	return cmd
}

func znodeReportCommand() *cli.Command {
	return onBond(znodeBonds, cli.Command{Name: "report", Usage: "show that a znode attested two results of one task", ArgsUsage: "EVIDENCE",
		UsageText: "ioctl-project znode report --key reporter.json evidence.json",
		Description: `Half of its stake is slashed, of which a tenth is yours (znode rewards claim). EVIDENCE is JSON: {"projectID", "taskDigest",` + "\n" +
			`"programID", "attestations": [{"journalDigest", "settler", "path", "signature"}, two of them]}.`}, nil,
		func(b *bonding) (owner.Call, string, error) {
			var d evidence.DoubleAttestation
			if err := readEvidence(b.c, &d); err != nil {
				return owner.Call{}, "", err
			}
			data, err := d.Calldata()
			return owner.Call{To: b.contract(), Data: data}, "the znode is slashed", asUsage(err)
		})
}

func znodeText(z *owner.Znode) string {
	var b strings.Builder
	b.WriteString(bondText(&z.Bond, "znode"))
	var names []string
	for _, r := range z.Runtimes {
		names = append(names, string(r))
	}
	fmt.Fprintf(&b, "\npeer      %s\nruntimes  %s", z.PeerID, orNone(names))
	for _, p := range z.Projects {
		fmt.Fprintf(&b, "\nserves    project %d, %s with %d of %d znodes", p.ProjectID, p.State, p.Joined, p.Required)
	}
	if len(z.Projects) == 0 {
		b.WriteString("\nserves    no project")
	}
	if z.Incomplete != "" {
		fmt.Fprintf(&b, "\nincomplete: %s", z.Incomplete)
	}
	fmt.Fprintf(&b, "\n%s", rewardsText(z.Rewards))
	return b.String()
}

func rewardsText(r owner.Rewards) string {
	text := fmt.Sprintf("rewards   %s in fees wait for %s", r.Fees, r.Account)
	if !r.Bounties.IsZero() {
		text += fmt.Sprintf("\n          %s of slashed znodes", r.Bounties)
	}
	if !r.EnodeBounties.IsZero() {
		text += fmt.Sprintf("\n          %s of slashed enodes", r.EnodeBounties)
	}
	return text
}

func rewardsShowCommand() *cli.Command {
	return &cli.Command{
		Name: "show", Usage: "show what an account has earned and was not paid", UsageText: "ioctl-project znode rewards show --account 0x…",
		Flags: chainFlags(&cli.StringFlag{Name: "account", Aliases: []string{"a"}, Required: true, Usage: "`address` of the owner of stakes, or of who reported an offence"}),
		Action: func(c *cli.Context) error {
			who, err := addressFlag(c, "account")
			if err != nil {
				return err
			}
			return lookAtNetwork(c, func(v *owner.View, n deploy.Network) error {
				r, err := v.Rewards(c.Context, n, who)
				if err != nil {
					return refused(err)
				}
				return show(c, r, func() string { return rewardsText(r) })
			})
		},
	}
}

// claimed is what was paid out.
type claimed struct {
	owner.Rewards
	Sent []sent `json:"transactions"`
}

func rewardsClaimCommand() *cli.Command {
	return &cli.Command{
		Name: "claim", Usage: "have them paid out", UsageText: "ioctl-project znode rewards claim --key owner.json",
		Description: "Fees, and what slashing granted, are sent to the account that earned them, each by a transaction of its own. Anybody may\n" +
			"pay for those.",
		Flags: payFlags(&cli.StringFlag{Name: "account", Aliases: []string{"a"}, Usage: "`address` of who has earned them; the account that pays by default"}),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
			}
			b, err := payAtNetwork(c, znodeBonds)
			if err != nil {
				return err
			}
			defer b.close()
			who := b.from
			if c.String("account") != "" {
				if who, err = addressFlag(c, "account"); err != nil {
					return err
				}
			}
			return b.claim(who)
		},
	}
}

func (b *bonding) claim(who common.Address) error {
	view, err := owner.Look(b.ctx, b.client)
	if err != nil {
		return err
	}
	r, err := view.Rewards(b.ctx, b.n, who)
	if err != nil {
		return refused(err)
	}
	claim := bindings.NewEnodeBonds().PackClaim(who)
	var calls []owner.Call
	for _, part := range []struct {
		amount owner.Amount
		call   owner.Call
	}{
		{r.Fees, owner.Call{To: b.n.ProjectRegistry, Data: bindings.NewProjectRegistry().PackClaimRewards(who)}},
		{r.Bounties, owner.Call{To: b.n.ZnodeStaking, Data: claim}},
		{r.EnodeBounties, owner.Call{To: b.n.EnodeBonds, Data: claim}},
	} {
		if !part.amount.IsZero() {
			calls = append(calls, part.call)
		}
	}
	if len(calls) == 0 {
		return task.WithHint(fmt.Errorf("%w: nothing waits for %s", errRefused, who), "fees go to the owner of a stake, not to the operator: name that --account")
	}
	done := claimed{Rewards: r}
	for _, call := range calls {
		if b.c.Bool("estimate") {
			if err := b.estimated(call); err != nil {
				return err
			}
			continue
		}
		s, _, err := b.send(call)
		if err != nil {
			return err
		}
		done.Sent = append(done.Sent, s)
	}
	if b.c.Bool("estimate") {
		return nil
	}
	return show(b.c, done, func() string {
		text := strings.Replace(rewardsText(r), "wait for", "are paid to", 1)
		for _, s := range done.Sent {
			text += "\n" + s.text()
		}
		return text
	})
}
