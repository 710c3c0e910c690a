package main

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/evidence"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

// bondKind is what stands surety for one kind of node.
type bondKind struct {
	verb string // how its commands begin
	flag string // that names the key which is bonded
	noun string
	at   func(deploy.Network) common.Address
}

var (
	znodeBonds = bondKind{"znode", "operator", "znode", func(n deploy.Network) common.Address { return n.ZnodeStaking }}
	enodeBonds = bondKind{"enode bond", "enode", "enode", func(n deploy.Network) common.Address { return n.EnodeBonds }}
)

func enodeCommand() *cli.Command {
	return &cli.Command{
		Name: "enode", Usage: "bonds of enodes, which sign tasks",
		Subcommands: []*cli.Command{{
			Name: "bond", Usage: "put up, look at and take back what an enode loses if it signs two tasks with one number",
			Subcommands: append([]*cli.Command{enodeRegisterCommand(), consentCommand(enodeBonds), enodeReportCommand()}, bondCommands(enodeBonds)...),
		}},
	}
}

// account is the flag that names the key which is bonded.
func (k bondKind) account(required bool) cli.Flag {
	usage := "`address` of the " + k.noun + "'s operator key"
	if !required {
		usage += "; that of the account that pays by default"
	}
	return &cli.StringFlag{Name: k.flag, Aliases: []string{"o"}, Required: required, Usage: usage}
}

// bonding is an account that does something with the bonds of a network.
type bonding struct {
	*paying
	n    deploy.Network
	kind bondKind
}

// bonded is the key the command is about: the one that is named, or that of the account that pays.
func (b *bonding) bonded() (common.Address, error) {
	if b.c.String(b.kind.flag) == "" {
		return b.from, nil
	}
	return addressFlag(b.c, b.kind.flag)
}

func (b *bonding) contract() common.Address { return b.kind.at(b.n) }

// payAtNetwork opens the account that pays, on the chain of the network of the addresses file.
func payAtNetwork(c *cli.Context, k bondKind) (*bonding, error) {
	n, err := network(c)
	if err != nil {
		return nil, err
	}
	p, err := pay(c)
	if err != nil {
		return nil, err
	}
	if err := sameChain(n, p.chain); err != nil {
		p.close()
		return nil, err
	}
	return &bonding{p, n, k}, nil
}

// onBond is a command that makes one call. make returns it and, in words, what it did.
func onBond(k bondKind, cmd cli.Command, flags []cli.Flag, make func(b *bonding) (owner.Call, string, error)) *cli.Command {
	cmd.Flags = payFlags(flags...)
	arguments := cmd.ArgsUsage != ""
	cmd.Action = func(c *cli.Context) error {
		if c.Args().Present() && !arguments {
			return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
		}
		b, err := payAtNetwork(c, k)
		if err != nil {
			return err
		}
		defer b.close()
		call, did, err := make(b)
		if err != nil {
			return refused(err)
		}
		return b.once(call, did)
	}
	return &cmd
}

// bondCommands are what owners of bonds do, the same for znodes and enodes.
func bondCommands(k bondKind) []*cli.Command {
	r := bindings.NewEnodeBonds() // both contracts have these functions
	return []*cli.Command{
		onBond(k, cli.Command{Name: "stake", Usage: "add to a bond", UsageText: fmt.Sprintf("ioctl-project %s stake --%s 0x… --amount 1 --key owner.json", k.verb, k.flag),
			Description: "Anybody may; the coins are the owner's of the bond from then on."},
			[]cli.Flag{k.account(true), amount("how much, an `amount` of coins", true)}, func(b *bonding) (owner.Call, string, error) {
				who, err := b.bonded()
				if err != nil {
					return owner.Call{}, "", err
				}
				a, err := amountFlag(b.c)
				return owner.Call{To: b.contract(), Value: a, Data: r.PackTopUp(who)}, fmt.Sprintf("%s more stand surety for %s", a, who), err
			}),
		onBond(k, cli.Command{Name: "unstake", Usage: "begin to take a bond back", UsageText: fmt.Sprintf("ioctl-project %s unstake --%s 0x… --all --key owner.json", k.verb, k.flag),
			Description: "It can be slashed until the network's unbonding delay is over, and withdrawn then. The delay begins anew for all that is\n" +
				"on its way."},
			[]cli.Flag{k.account(true), amount("how much, an `amount` of coins", false), &cli.BoolFlag{Name: "all", Usage: "all of it"}},
			func(b *bonding) (owner.Call, string, error) {
				who, err := b.bonded()
				if err != nil {
					return owner.Call{}, "", err
				}
				a, err := b.unstaked(who)
				return owner.Call{To: b.contract(), Data: r.PackUnstake(who, a.Int())},
					fmt.Sprintf("%s of %s are on their way out; %s query tells when they can be withdrawn", a, who, k.verb), err
			}),
		onBond(k, cli.Command{Name: "withdraw", Usage: "take out what is on its way, once the delay is over",
			UsageText: fmt.Sprintf("ioctl-project %s withdraw --%s 0x… --key owner.json", k.verb, k.flag)},
			[]cli.Flag{k.account(true), waitFlag()}, func(b *bonding) (owner.Call, string, error) {
				who, err := b.bonded()
				if err == nil && b.c.Bool("wait") {
					err = b.until(func(ctx context.Context, v *owner.View) (*owner.Change, error) {
						bond, err := v.Bond(ctx, b.contract(), who)
						if err != nil {
							return nil, err
						}
						return bond.Leaving, nil
					})
				}
				return owner.Call{To: b.contract(), Data: r.PackWithdraw(who)}, fmt.Sprintf("what was on its way out of the bond of %s is withdrawn", who), err
			}),
		bondQueryCommand(k),
	}
}

// unstaked is how much is to be taken out.
func (b *bonding) unstaked(who common.Address) (owner.Amount, error) {
	switch all := b.c.Bool("all"); {
	case all == b.c.IsSet("amount"):
		return owner.Amount{}, fmt.Errorf("%w: want --amount or --all", errUsage)
	case !all:
		return amountFlag(b.c)
	}
	view, err := owner.Look(b.ctx, b.client)
	if err != nil {
		return owner.Amount{}, err
	}
	bond, err := view.Bond(b.ctx, b.contract(), who)
	if err != nil {
		return owner.Amount{}, err
	}
	return bond.Staked, nil
}

func bondQueryCommand(k bondKind) *cli.Command {
	cmd := &cli.Command{
		Name: "query", Usage: "show what the chain says of a " + k.noun, UsageText: fmt.Sprintf("ioctl-project %s query --%s 0x…", k.verb, k.flag),
		Flags: chainFlags(k.account(true)),
	}
	cmd.Action = func(c *cli.Context) error {
		who, err := addressFlag(c, k.flag)
		if err != nil {
			return err
		}
		return lookAtNetwork(c, func(v *owner.View, n deploy.Network) error {
			if k.noun == "znode" {
				z, err := v.Znode(c.Context, n, who)
				if err != nil {
					return refused(err)
				}
				return show(c, z, func() string { return znodeText(z) })
			}
			b, err := v.Bond(c.Context, k.at(n), who)
			if err != nil {
				return refused(err)
			}
			return show(c, b, func() string { return bondText(b, k.noun) })
		})
	}
	return cmd
}

// lookAtNetwork gives do a view of the network of the addresses file.
func lookAtNetwork(c *cli.Context, do func(*owner.View, deploy.Network) error) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
	}
	n, err := network(c)
	if err != nil {
		return err
	}
	client, view, err := look(c.Context, c, n)
	if err != nil {
		return err
	}
	defer client.Close()
	return do(view, n)
}

func bondText(b *owner.Bond, noun string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%-9s %s\nowner     %s\nstaked    %s", noun, b.Account, b.Owner, b.Staked)
	if !b.Bonded {
		fmt.Fprintf(&s, ", which is too little: at least %s", b.Minimum)
	}
	switch {
	case b.Leaving != nil && b.Ready:
		fmt.Fprintf(&s, "\nleaving   %s, which can be withdrawn", b.Leaving.Amount)
	case b.Leaving != nil:
		fmt.Fprintf(&s, "\nleaving   %s, which can be withdrawn from %s on", b.Leaving.Amount, b.Leaving.Release())
	}
	return s.String()
}

// consentFlags name the key that is bonded, as the node's own settings do, or what it signed elsewhere.
func consentFlags(k bondKind, more ...cli.Flag) []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "operator-keystore", EnvVars: []string{"SPROUT_OPERATOR_KEYSTORE"}, Usage: "keystore `file` of the " + k.noun + "'s operator key, which consents"},
		&cli.StringFlag{Name: "operator-password-file", EnvVars: []string{"SPROUT_OPERATOR_PASSWORD_FILE"}, Usage: "`file` whose first line opens it"},
		&cli.StringFlag{Name: "operator-key-env", Usage: "instead of it: the `name` of an environment variable that holds the key in hexadecimal"},
	}, more...)
}

func signedConsentFlags(k bondKind) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: k.flag, Aliases: []string{"o"}, Usage: "with --consent: `address` of the " + k.noun + "'s operator key"},
		&cli.StringFlag{Name: "consent", Usage: "what that key signed, `hex`, as " + k.verb + " consent prints it"},
	}
}

func operatorKey(c *cli.Context) (*ecdsa.PrivateKey, error) {
	return keyOf(c, keyFlags{"operator-keystore", "operator-key-env", "operator-password-file"}, "no operator key, which must consent to the bond")
}

// consent is the operator key's signature that the account that pays may bond it, made here or elsewhere.
func (b *bonding) consent() (common.Address, bindings.Signature, error) {
	if text := b.c.String("consent"); text != "" {
		who, err := addressFlag(b.c, b.kind.flag)
		if err != nil {
			return who, bindings.Signature{}, err
		}
		var s evidence.CompactSignature
		if err := s.UnmarshalText([]byte(text)); err != nil {
			return who, bindings.Signature{}, fmt.Errorf("%w: --consent: %w", errUsage, err)
		}
		return who, bindings.Signature(s), nil
	}
	key, err := operatorKey(b.c)
	if err != nil {
		return common.Address{}, bindings.Signature{}, task.WithHint(err, "or sign on the "+b.kind.noun+"'s machine with "+b.kind.verb+" consent, and name --"+b.kind.flag+" and --consent here")
	}
	s, err := deploy.Consent(b.n.ChainID, b.contract(), key, b.from)
	return crypto.PubkeyToAddress(key.PublicKey), s, err
}

// consentCommand signs where the key is, so that the key need not be where the coins are.
func consentCommand(k bondKind) *cli.Command {
	return &cli.Command{
		Name: "consent", Usage: "sign with the " + k.noun + "'s key that somebody may put up its bond; nothing is sent",
		UsageText: fmt.Sprintf("ioctl-project %s consent --contracts network.json --owner 0x… --operator-keystore key.json", k.verb),
		Flags: consentFlags(k, settingFlag("contracts"), jsonFlag(),
			&cli.StringFlag{Name: "owner", Required: true, Usage: "`address` of the account that will pay the bond and own it"}),
		Action: func(c *cli.Context) error {
			n, err := network(c)
			if err != nil {
				return err
			}
			to, err := addressFlag(c, "owner")
			if err != nil {
				return err
			}
			key, err := operatorKey(c)
			if err != nil {
				return err
			}
			s, err := deploy.Consent(n.ChainID, k.at(n), key, to)
			if err != nil {
				return err
			}
			v := struct {
				Account common.Address            `json:"account"`
				Owner   common.Address            `json:"owner"`
				Consent evidence.CompactSignature `json:"consent"`
			}{crypto.PubkeyToAddress(key.PublicKey), to, evidence.CompactSignature(s)}
			return show(c, v, func() string {
				return fmt.Sprintf("%s consents that %s puts up its bond:\n--%s %s --consent %s", v.Account, v.Owner, k.flag, v.Account, v.Consent)
			})
		},
	}
}

func enodeRegisterCommand() *cli.Command {
	return onBond(enodeBonds, cli.Command{Name: "register", Usage: "put up an enode's first bond",
		UsageText:   "ioctl-project enode bond register --amount 1 --operator-keystore enode.json --key owner.json",
		Description: "The account that pays owns the bond. The enode's key consents: here, or before with enode bond consent."},
		consentFlags(enodeBonds, append(signedConsentFlags(enodeBonds), amount("how much, an `amount` of coins, at least what network show tells", true))...),
		func(b *bonding) (owner.Call, string, error) {
			who, consent, err := b.consent()
			if err != nil {
				return owner.Call{}, "", err
			}
			a, err := amountFlag(b.c)
			return owner.Call{To: b.contract(), Value: a, Data: bindings.NewEnodeBonds().PackRegister(who, consent)},
				fmt.Sprintf("enode %s is bonded with %s", who, a), err
		})
}

// readEvidence reads the file of evidence that is the command's argument.
func readEvidence(c *cli.Context, v any) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one file of evidence", errUsage)
	}
	b, err := os.ReadFile(c.Args().First())
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return asUsage(evidence.Read(b, v))
}

// asUsage marks what is wrong with a file that was given.
func asUsage(err error) error {
	if errors.Is(err, evidence.ErrFormat) {
		return task.WithHint(fmt.Errorf("%w: %w", errUsage, err), "--help shows what evidence is")
	}
	return err
}

func enodeReportCommand() *cli.Command {
	return onBond(enodeBonds, cli.Command{Name: "report", Usage: "show that an enode signed two tasks with one number", ArgsUsage: "EVIDENCE",
		UsageText: "ioctl-project enode bond report --key reporter.json evidence.json",
		Description: `Half of its bond is slashed, of which a tenth is yours (znode rewards claim). EVIDENCE is JSON: {"projectID", "sequence",` + "\n" +
			`"tasks": [{"taskDigest", "signature"}, two of them]}.`}, nil,
		func(b *bonding) (owner.Call, string, error) {
			var e evidence.Equivocation
			if err := readEvidence(b.c, &e); err != nil {
				return owner.Call{}, "", err
			}
			data, err := e.Calldata()
			return owner.Call{To: b.contract(), Data: data}, "the enode is slashed", asUsage(err)
		})
}
