package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/owner"
	"github.com/machinefi/sprout/task"
)

// grown is a command with more commands inside.
func grown(c *cli.Command, more ...*cli.Command) *cli.Command {
	c.Subcommands = append(c.Subcommands, more...)
	return c
}

// projectChainCommands are those of project that act on a chain.
func projectChainCommands() []*cli.Command {
	return append([]*cli.Command{
		projectPublishCommand(), projectCreateCommand(), projectRegisterCommand(), projectUpdateCommand(), projectQueryCommand(),
	}, projectOwnerCommands()...)
}

func projectIDFlag() cli.Flag {
	return &cli.Uint64Flag{Name: "project-id", Aliases: []string{"i", "p"}, Required: true, Usage: "the project's `id`"}
}

// fileFlags name a project file as Sprout 0.6 did, or where it is already.
func fileFlags(more ...cli.Flag) []cli.Flag {
	return payFlags(publishFlags(append([]cli.Flag{
		&cli.StringFlag{Name: "project-config-file", Aliases: []string{"u"}, Required: true, Usage: "the project `file`"},
		&cli.StringFlag{Name: "project-config-hash", Aliases: []string{"v"}, Usage: "what its SHA-256 must be, `hex`"},
		&cli.StringFlag{Name: "uri", Usage: "where the file is already, an ipfs://, http:// or https:// `URI`: it is not published again"},
	}, more...)...)...)
}

func projectCreateCommand() *cli.Command {
	return &cli.Command{
		Name: "create", Usage: "publish a project file and make a project of it",
		UsageText:   "ioctl-project project create -u project.json --ipfs-endpoint http://127.0.0.1:5001 --key owner.json",
		Description: "The account that pays owns the project. Prints projectID, uri and hashSha256.",
		Flags:       fileFlags(),
		Action: func(c *cli.Context) error {
			return withFile(c, func(p *paying, at common.Address, uri string, hash task.Digest) error {
				return createProject(p, at, uri, hash)
			})
		},
	}
}

func projectUpdateCommand() *cli.Command {
	return &cli.Command{
		Name: "update", Usage: "publish a project file and have a project use it from now on",
		UsageText: "ioctl-project project update -i 1 -u project.json --ipfs-endpoint http://127.0.0.1:5001 --key owner.json",
		Flags:     fileFlags(projectIDFlag()),
		Action: func(c *cli.Context) error {
			return withFile(c, func(p *paying, at common.Address, uri string, hash task.Digest) error {
				id := c.Uint64("project-id")
				return p.registered(owner.Call{To: at, Data: bindings.NewProjectRegistry().PackUpdateProject(id, uri, hash)}, uri, hash,
					func(*types.Receipt) (uint64, error) { return id, nil })
			})
		},
	}
}

func projectRegisterCommand() *cli.Command {
	return &cli.Command{
		Name: "register", Usage: "make a project of a file that is published already", ArgsUsage: "[PUBLISHED]",
		UsageText:   "ioctl-project project register --key owner.json published.json",
		Description: "PUBLISHED is what project publish --json printed, - for standard input; or name --uri and --hash.",
		Flags: payFlags(
			&cli.StringFlag{Name: "uri", Usage: "where the project file is, an ipfs://, http:// or https:// `URI`"},
			&cli.StringFlag{Name: "hash", Usage: "its SHA-256, `hex`"}),
		Action: func(c *cli.Context) error {
			uri, text := c.String("uri"), c.String("hash")
			if c.NArg() == 1 && uri == "" && text == "" {
				f, err := readPublished(c.Args().First())
				if err != nil {
					return err
				}
				uri, text = f.URI, f.Hash
			} else if c.NArg() != 0 || uri == "" || text == "" {
				return fmt.Errorf("%w: want what project publish printed, or --uri and --hash", errUsage)
			}
			hash, err := task.ParseDigest(text)
			if err != nil {
				return fmt.Errorf("%w: --hash: %w", errUsage, err)
			}
			p, at, _, err := payAtProjects(c)
			if err != nil {
				return err
			}
			defer p.close()
			return createProject(p, at, uri, hash)
		},
	}
}

// withFile does something with a project file that is published before, unless it is there already or nothing is sent.
func withFile(c *cli.Context, do func(p *paying, at common.Address, uri string, hash task.Digest) error) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
	}
	path := c.String("project-config-file")
	file, err := readProjectFile(path, c.String("project-config-hash"))
	if err != nil {
		return err
	}
	p, at, _, err := payAtProjects(c)
	if err != nil {
		return err
	}
	defer p.close()
	uri := c.String("uri")
	switch {
	case uri != "":
	case c.Bool("estimate"):
		uri = "ipfs://" + strings.Repeat("x", 59) // as long as one
	default:
		f, err := publish(p.ctx, c, path, file)
		if err != nil {
			return err
		}
		uri = f.URI
	}
	return do(p, at, uri, task.DigestOf(file))
}

// payAtProjects opens the account that pays, and the contract of projects on its chain.
func payAtProjects(c *cli.Context) (*paying, common.Address, deploy.Network, error) {
	at, n, err := projectsAt(c)
	if err != nil {
		return nil, at, n, err
	}
	p, err := pay(c)
	if err != nil {
		return nil, at, n, err
	}
	if err := sameChain(n, p.chain); err != nil {
		p.close()
		return nil, at, n, err
	}
	return p, at, n, nil
}

// registeredProject is a project with the file it has now, in the words of Sprout 0.6.
type registeredProject struct {
	ProjectID uint64      `json:"projectID"`
	URI       string      `json:"uri"`
	Hash      task.Digest `json:"hashSha256"`
	sent
}

func createProject(p *paying, at common.Address, uri string, hash task.Digest) error {
	r := bindings.NewProjectRegistry()
	return p.registered(owner.Call{To: at, Data: r.PackCreateProject(uri, hash)}, uri, hash, func(receipt *types.Receipt) (uint64, error) {
		for _, l := range receipt.Logs {
			if l.Address != at {
				continue
			}
			if e, err := r.UnpackProjectUpsertedEvent(l); err == nil {
				return e.ProjectId, nil
			}
		}
		return 0, task.WithHint(errors.New("the contract made no project that its events tell of"), "is --contract-address the projects' contract?")
	})
}

// registered sends a call that gives a project its file.
func (p *paying) registered(call owner.Call, uri string, hash task.Digest, id func(*types.Receipt) (uint64, error)) error {
	if p.c.Bool("estimate") {
		return p.estimated(call)
	}
	done, receipt, err := p.send(call)
	if err != nil {
		return err
	}
	got := registeredProject{URI: uri, Hash: hash, sent: done}
	if got.ProjectID, err = id(receipt); err != nil {
		return err
	}
	return show(p.c, got, func() string {
		return fmt.Sprintf(`{"projectID":%d,"uri":%q,"hashSha256":%q}`, got.ProjectID, got.URI, got.Hash)
	})
}

func projectQueryCommand() *cli.Command {
	return &cli.Command{
		Name: "query", Usage: "show what the chain says of a project",
		UsageText: "ioctl-project project query -i 1",
		Description: "Its file, owner and whether it is paused; in a network with stakes also its attributes, balance and fee, enodes and\n" +
			"programs, and whether enough znodes have joined to serve it.",
		Flags: chainFlags(projectIDFlag()),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return fmt.Errorf("%w: unknown argument %q", errUsage, c.Args().First())
			}
			at, n, err := projectsAt(c)
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(c.Context, time.Minute)
			defer cancel()
			client, view, err := look(ctx, c, n)
			if err != nil {
				return err
			}
			defer client.Close()
			p, err := view.Project(ctx, at, c.Uint64("project-id"), n.StartBlock)
			if err != nil {
				return refused(err)
			}
			return show(c, p, func() string { return projectText(p) })
		},
	}
}

func projectText(p *owner.Project) string {
	var b strings.Builder
	line := func(name, format string, a ...any) { fmt.Fprintf(&b, "%-11s %s\n", name, fmt.Sprintf(format, a...)) }
	line("project", "%d, owned by %s", p.ProjectID, p.Owner)
	line("uri", "%s", p.URI)
	line("sha256", "%s", p.Hash)
	line("paused", "%t", p.Paused)
	line("operators", "%s", orNone(p.Operators))
	if s := p.Stakes; s != nil {
		stakesText(s, line)
	}
	if p.Incomplete != "" {
		line("incomplete", "%s; name the network's --contracts, which say where to begin", p.Incomplete)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func stakesText(s *owner.Stakes, line func(name, format string, a ...any)) {
	line("balance", "%s", s.Balance)
	if s.Leaving != nil {
		line("", "of which %s can be withdrawn from %s on", s.Leaving.Amount, s.Leaving.Release())
	}
	line("fee", "%s for a task", s.Fee)
	if s.NextFee != nil {
		line("", "%s from %s on", s.NextFee.Amount, s.NextFee.Release())
	}
	if s.PaysFor != nil {
		line("", "the balance pays for %d more tasks", *s.PaysFor)
	}
	line("enodes", "%s", orNone(s.Enodes))
	for _, p := range s.Programs {
		kind := "verified under " + p.Selector
		if p.Attested {
			kind = "attested by znodes"
		}
		line("program", "%s of version %s, %s", p.ProgramID, p.Version, kind)
	}
	a := s.Attributes
	if a == nil {
		line("state", "waiting: its owner has not set attributes yet (project attributes set)")
		return
	}
	line("attributes", "%s", attributesText(a))
	state := s.State
	if state == "" {
		state = "unknown, for the settlement contract does not say"
	}
	line("state", "%s, %d of %d znodes have joined", state, s.Joined, s.Required)
	if len(s.Fleet) > 0 {
		line("fleet", "%s", strings.Join(s.Fleet, " "))
	}
	if s.Receiver != (common.Address{}) {
		line("receiver", "%s, with %d gas", s.Receiver, s.GasLimit)
	}
}

func attributesText(a *owner.Attributes) string {
	text := fmt.Sprintf("%d znodes, redundancy %d, quorum %d, proofs take %s, settled by %s", a.RequiredZnodes, a.Redundancy, a.Quorum, a.ProvingTime, a.Settlement)
	if len(a.Runtimes) > 0 {
		var names []string
		for _, r := range a.Runtimes {
			names = append(names, string(r))
		}
		text += ", runtimes " + strings.Join(names, ",")
	}
	if a.Open {
		return text + ", open to all"
	}
	return text + ", for admitted znodes"
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, " ")
}
