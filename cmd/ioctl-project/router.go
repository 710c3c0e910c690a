package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/contracts/verifier"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

func routerCommand() *cli.Command {
	return &cli.Command{
		Name: "router", Usage: "the verifiers of a network, by their selectors, and the switch that stops each",
		Description: "A verifier is added for ever: what a project chose by naming its selector cannot be changed behind its back. It can only be\n" +
			"stopped. While it is, nothing is settled under its selector and nothing is lost: tasks queue, and go on once it is resumed.",
		Subcommands: []*cli.Command{
			routerShowCommand(), routerAddCommand(), routerStopCommand(), routerResumeCommand(),
			routerGuardianCommand(), routerTransferCommand(), routerAcceptCommand(),
		},
	}
}

// routed is an account that does something with the router of a network.
type routed struct {
	*bonding
	view   *owner.View
	router *owner.Router // without its verifiers
}

// onRouter is a command that makes one call of the router. make returns its data and, in words, what it did.
func onRouter(cmd cli.Command, flags []cli.Flag, make func(r *routed) ([]byte, string, error)) *cli.Command {
	return onBond(znodeBonds, cmd, flags, func(b *bonding) (owner.Call, string, error) {
		view, err := owner.Look(b.ctx, b.client)
		if err != nil {
			return owner.Call{}, "", err
		}
		keys, err := view.RouterKeys(b.ctx, b.n)
		if err != nil {
			return owner.Call{}, "", err
		}
		data, did, err := make(&routed{b, view, keys})
		return owner.Call{To: b.n.VerifierRouter, Data: data}, did, err
	})
}

// needOwner makes sure that the account that pays is the router's owner.
func (r *routed) needOwner() error {
	if r.from == r.router.Owner {
		return nil
	}
	hint := fmt.Sprintf("pay with the key of %s", r.router.Owner)
	if r.from == r.router.PendingOwner {
		hint = "it was offered to that account: router accept makes it the owner"
	}
	return task.WithHint(fmt.Errorf("%w: router %s belongs to %s, the account that pays is %s", errRefused, r.router.Address, r.router.Owner, r.from), hint)
}

// entry is the verifier of --selector, which must be there.
func (r *routed) entry() (owner.RouterEntry, error) {
	s, err := selectorOf(r.c)
	if err != nil {
		return owner.RouterEntry{}, err
	}
	e, err := r.view.RouterEntry(r.ctx, r.n, s)
	if err == nil && e.Kind == 0 {
		err = task.WithHint(fmt.Errorf("%w: selector %s has no verifier", errRefused, s), "router show lists those that have")
	}
	return e, err
}

// selectorOf reads --selector, which has no default.
func selectorOf(c *cli.Context) (owner.Selector, error) {
	if c.String("selector") == "" { // a script's variable that was never set must not name the network's own
		return owner.Selector{}, fmt.Errorf("%w: --selector is missing or empty", errUsage)
	}
	s, err := selectorFlag(c)
	if err == nil && s == [4]byte{} {
		err = fmt.Errorf("%w: --selector must not be zero", errUsage)
	}
	return s, err
}

func selectorName() cli.Flag {
	return &cli.StringFlag{Name: "selector", Required: true, Usage: "four bytes, `hex`, with which the proofs begin"}
}

func routerShowCommand() *cli.Command {
	return &cli.Command{
		Name: "show", Usage: "list the verifiers, which are stopped, and who can change that", UsageText: "ioctl-project router show --contracts network.json",
		Description: "Kinds are those of docs/contracts.md: attested results, proofs whose public values are a journal, and proofs whose public\n" +
			"values are a circuit's field elements.",
		Flags: chainFlags(),
		Action: func(c *cli.Context) error {
			return lookAtNetwork(c, func(v *owner.View, n deploy.Network) error {
				r, err := v.Router(c.Context, n)
				if err != nil {
					return refused(err)
				}
				return show(c, r, func() string { return routerText(r, n) })
			})
		},
	}
}

func routerText(r *owner.Router, n deploy.Network) string {
	var b strings.Builder
	fmt.Fprintf(&b, "router    %s, of block %d\nowner     %s, who adds verifiers and resumes them\n", r.Address, r.Block, r.Owner)
	if r.PendingOwner != (common.Address{}) {
		fmt.Fprintf(&b, "offered   to %s, who has yet to say router accept\n", r.PendingOwner)
	}
	if r.Guardian == (common.Address{}) {
		b.WriteString("guardian  none: only the owner stops verifiers\n")
	} else {
		fmt.Fprintf(&b, "guardian  %s, who stops verifiers, as the owner can\n", r.Guardian)
	}
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "\nSELECTOR\tKIND\tVERIFIER\tSTATE")
	for _, e := range r.Verifiers {
		state := "at work"
		if e.Stopped {
			state = "stopped: its tasks queue"
		}
		fmt.Fprintf(w, "\n%s\t%s\t%s\t%s", e.Selector, e.Kind, e.Verifier, state)
		if e.Verifier == n.ZnodeStaking {
			fmt.Fprint(w, ", the network's znodes")
		}
	}
	_ = w.Flush()
	if len(r.Verifiers) == 0 {
		b.WriteString("\nnone: nothing is settled")
	}
	if r.Incomplete != "" {
		fmt.Fprintf(&b, "\nincomplete: %s", r.Incomplete)
	}
	return b.String()
}

func routerAddCommand() *cli.Command {
	return onRouter(cli.Command{Name: "add", Usage: "add a verifier, for ever",
		UsageText: "ioctl-project router add --selector 0x68616c6f --verifier 0x… --kind field --key owner.json",
		Description: "Only the router's owner can. Under a selector there is one verifier for ever, so the selector must be free, and there must be a\n" +
			"contract at the address that refuses what is no proof; verifier deploy puts one there. Kinds:\n" +
			"  field     a halo2 circuit: public values are field elements, the first is the task's digest\n" +
			"  journal   public values are the journal of a guest, such as risc0's Groth16 proofs have\n" +
			"  attested  no contract verifies, znodes attest: selector and verifier are the network's own and left out\n" +
			"Nothing else changes: a project's owner takes a verifier with program accept --selector."},
		[]cli.Flag{
			&cli.StringFlag{Name: "selector", Usage: "four bytes, `hex`, with which the proofs begin; chosen by you, for ever"},
			&cli.StringFlag{Name: "verifier", Usage: "`address` of the contract, an IProofVerifier"},
			&cli.StringFlag{Name: "kind", Required: true, Usage: "`word` for what its public values are: field, journal or attested"},
		}, addVerifier)
}

// newSelector is the one that a verifier of this kind gets; that of the network's znodes is theirs only.
func newSelector(c *cli.Context, kind owner.VerifierKind) (owner.Selector, error) {
	if kind == deploy.KindAttested && !c.IsSet("selector") {
		return deploy.AttestedSelector, nil
	}
	s, err := selectorOf(c)
	if err == nil && kind != deploy.KindAttested && s == deploy.AttestedSelector {
		err = fmt.Errorf("%w: --selector: %s is that of results that znodes attest, which nodes and program accept use", errUsage, s)
	}
	return s, err
}

func addVerifier(r *routed) ([]byte, string, error) {
	kind, err := owner.ParseVerifierKind(r.c.String("kind"))
	if err != nil {
		return nil, "", fmt.Errorf("%w: --kind: %w", errUsage, err)
	}
	at := r.n.ZnodeStaking
	if kind != deploy.KindAttested || r.c.IsSet("verifier") {
		if at, err = addressFlag(r.c, "verifier"); err != nil {
			return nil, "", err
		}
	}
	selector, err := newSelector(r.c, kind)
	if err != nil {
		return nil, "", err
	}
	if err := r.needOwner(); err != nil {
		return nil, "", err
	}
	present, err := r.view.RouterEntry(r.ctx, r.n, selector)
	if err != nil {
		return nil, "", err
	}
	if present.Kind != 0 {
		hint := "choose another selector: an entry is neither replaced nor removed"
		if present.Verifier == at && present.Kind == kind {
			hint = "it is the same verifier: nothing is left to do"
		}
		return nil, "", task.WithHint(fmt.Errorf("%w: selector %s has a verifier, for ever: %s of kind %s", errRefused, selector, present.Verifier, present.Kind), hint)
	}
	if err := r.checkVerifier(at, kind); err != nil {
		return nil, "", err
	}
	did := fmt.Sprintf("proofs that begin with %s are verified by %s, of kind %s\nowners of projects take it with program accept --selector %s", selector, at, kind, selector)
	if kind == deploy.KindAttested {
		did = fmt.Sprintf("results that znodes attest are accepted under selector %s", selector)
	}
	return bindings.NewVerifierRouter().PackAdd(selector, at, uint8(kind)), did, nil
}

// checkVerifier looks whether a contract can be a verifier of the kind, before it is there for ever. It cannot show that the
// contract verifies.
func (r *routed) checkVerifier(at common.Address, kind owner.VerifierKind) error {
	if kind == deploy.KindAttested {
		if at != r.n.ZnodeStaking {
			return task.WithHint(fmt.Errorf("%w: results are attested by the znodes of %s, not of %s", errRefused, r.n.ZnodeStaking, at),
				"znodes of this network sign for no other contract: leave --verifier out")
		}
		return nil
	}
	if err := verifier.AskWrong(r.ctx, r.client, at, deploy.Circuit{ProgramID: [32]byte{1}, PublicValues: 1, ProofLength: 1}); err != nil {
		return refusedIfArtifact(err)
	}
	program, err := verifier.ProgramID(r.ctx, r.client, at)
	switch {
	case err == nil && kind != deploy.KindField:
		return task.WithHint(fmt.Errorf("%w: %s verifies the halo2 circuit %s, whose public values are no journal", errRefused, at, program), "add it with --kind field")
	case err != nil && !errors.Is(err, verifier.ErrNotVerifier): // that is what others than a Halo2Verifier answer
		return err
	case err != nil && kind == deploy.KindField:
		return task.WithHint(fmt.Errorf("%w: %s does not say which circuit it verifies", errRefused, at),
			"of the two addresses that verifier deploy prints it is the one called verifier, not the generated contract")
	}
	return nil
}

func routerStopCommand() *cli.Command {
	return onRouter(cli.Command{Name: "stop", Usage: "stop a verifier that should not be trusted now",
		UsageText: "ioctl-project router stop --selector 0x68616c6f --key guardian.json",
		Description: "The guardian can, and the owner. From the next block on nothing is settled under the selector, of any project. Nothing is\n" +
			"lost: znodes keep their results, tasks queue and messages are taken, and all go on once the owner says router resume. What\n" +
			"was settled before stays so."},
		[]cli.Flag{selectorName()}, func(r *routed) ([]byte, string, error) {
			e, err := r.entry()
			if err != nil {
				return nil, "", err
			}
			if r.from != r.router.Owner && r.from != r.router.Guardian {
				return nil, "", task.WithHint(fmt.Errorf("%w: the account that pays, %s, is neither the guardian nor the owner of router %s", errRefused, r.from, r.router.Address),
					fmt.Sprintf("pay with the key of %s, or of the guardian, %s", r.router.Owner, nobody(r.router.Guardian)))
			}
			return bindings.NewVerifierRouter().PackStop(e.Selector),
				fmt.Sprintf("verifier %s of selector %s is stopped: its tasks queue until router resume", e.Verifier, e.Selector), nil
		})
}

// whoFlag is the address of somebody.
func whoFlag(c *cli.Context) (common.Address, error) {
	a, err := addressFlag(c, "to")
	if err == nil && a == (common.Address{}) {
		err = fmt.Errorf("%w: --to is nobody's address: want --none", errUsage)
	}
	return a, err
}

func nobody(a common.Address) string {
	if a == (common.Address{}) {
		return "of whom there is none"
	}
	return a.Hex()
}

func routerResumeCommand() *cli.Command {
	return onRouter(cli.Command{Name: "resume", Usage: "let a stopped verifier go on",
		UsageText:   "ioctl-project router resume --selector 0x68616c6f --key owner.json",
		Description: "Only the router's owner can. Nodes settle what they have kept; nothing else has to be done."},
		[]cli.Flag{selectorName()}, func(r *routed) ([]byte, string, error) {
			e, err := r.entry()
			if err == nil {
				err = r.needOwner()
			}
			return bindings.NewVerifierRouter().PackResume(e.Selector), fmt.Sprintf("verifier %s of selector %s goes on", e.Verifier, e.Selector), err
		})
}

func routerGuardianCommand() *cli.Command {
	return onRouter(cli.Command{Name: "guardian", Usage: "name who may stop verifiers beside the owner",
		UsageText:   "ioctl-project router guardian --to 0x… --key owner.json",
		Description: "Only the router's owner can. A guardian can stop verifiers and nothing else; the one before it no longer can."},
		[]cli.Flag{
			&cli.StringFlag{Name: "to", Usage: "`address` of the guardian"},
			&cli.BoolFlag{Name: "none", Usage: "nobody but the owner"},
		}, func(r *routed) ([]byte, string, error) {
			if r.c.IsSet("to") == r.c.Bool("none") {
				return nil, "", fmt.Errorf("%w: want --to or --none", errUsage)
			}
			to, did := common.Address{}, "nobody but the owner stops verifiers"
			if !r.c.Bool("none") {
				var err error
				if to, err = whoFlag(r.c); err != nil {
					return nil, "", err
				}
				did = fmt.Sprintf("%s may stop verifiers", to)
			}
			return bindings.NewVerifierRouter().PackSetGuardian(to), did, r.needOwner()
		})
}

func routerTransferCommand() *cli.Command {
	return onRouter(cli.Command{Name: "transfer", Usage: "offer the router to another owner",
		UsageText: "ioctl-project router transfer --to 0x… --key owner.json",
		Description: "Only the router's owner can, and stays the owner until the other has said router accept: an address that nobody has the key of\n" +
			"cannot get it. Another offer, or --none, takes this one back."},
		[]cli.Flag{
			&cli.StringFlag{Name: "to", Usage: "`address` of who is to be the owner"},
			&cli.BoolFlag{Name: "none", Usage: "take back what was offered"},
		}, func(r *routed) ([]byte, string, error) {
			if r.c.IsSet("to") == r.c.Bool("none") {
				return nil, "", fmt.Errorf("%w: want --to or --none", errUsage)
			}
			to, did := common.Address{}, "the router is offered to nobody"
			if !r.c.Bool("none") {
				var err error
				if to, err = whoFlag(r.c); err != nil {
					return nil, "", err
				}
				did = fmt.Sprintf("the router is offered to %s, who has yet to say router accept; until then it belongs to %s", to, r.from)
			}
			return bindings.NewVerifierRouter().PackTransferOwnership(to), did, r.needOwner()
		})
}

func routerAcceptCommand() *cli.Command {
	return onRouter(cli.Command{Name: "accept", Usage: "become the owner of a router that was offered",
		UsageText:   "ioctl-project router accept --key new-owner.json",
		Description: "The account that pays becomes the owner. The guardian stays."},
		nil, func(r *routed) ([]byte, string, error) {
			if r.from != r.router.PendingOwner {
				return nil, "", task.WithHint(fmt.Errorf("%w: router %s was not offered to %s", errRefused, r.router.Address, r.from),
					fmt.Sprintf("its owner, %s, offers it with router transfer", r.router.Owner))
			}
			return bindings.NewVerifierRouter().PackAcceptOwnership(), fmt.Sprintf("the router belongs to %s", r.from), nil
		})
}
