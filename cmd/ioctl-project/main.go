// Command ioctl-project is the tool of project owners and dApp authors: it builds
// and checks projects, sends messages, verifies receipts, and runs a whole
// development network.
package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/task"
)

// Exit codes, the same for every command.
const (
	exitFailed  = 1 // the command could not do what it should
	exitUsage   = 2 // flags or settings are wrong
	exitRefused = 3 // what was checked is not right: a receipt, a project file
)

var (
	errUsage   = errors.New("wrong use")
	errRefused = errors.New("refused")
)

func main() { os.Exit(run(os.Args)) }

func run(args []string) int {
	if len(args) > 1 && args[1] == config.ProverCommand {
		return node.Worker(args[2:])
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	app, acting := newApp(), false
	values, err := readSettings()
	if err != nil {
		return exit(err)
	}
	preset(app.Commands, values)
	for c := range commands(app.Commands) {
		// The plain error is enough; the help is one flag away.
		c.OnUsageError = func(_ *cli.Context, err error, _ bool) error { return err }
		if act := c.Action; act != nil {
			c.Action = func(c *cli.Context) error {
				acting = true
				return act(c)
			}
		}
	}
	err = app.RunContext(ctx, flagsFirst(app, args))
	if err != nil && !acting {
		err = fmt.Errorf("%w: %w", errUsage, err)
	}
	return exit(err)
}

func newApp() *cli.App {
	cli.FlagStringer = flagText
	return &cli.App{
		Name: "ioctl-project", Usage: "build and check Sprout projects, put verifiers on a chain, send messages, verify receipts, run a devnet", Version: config.Version(), HideVersion: true,
		Description: "Example:\n  ioctl-project devnet --once",
		Commands: []*cli.Command{
			configCommand(), devnetCommand(),
			grown(projectCommand(), projectChainCommands()...), grown(programCommand(), programChainCommands()...), codeCommand(),
			messageCommand(), taskCommand(), receiptCommand(),
			srsCommand(), verifierCommand(),
			networkCommand(), routerCommand(), znodeCommand(), enodeCommand(), accountCommand(),
			doctorCommand(), completionCommand(), manCommand(), versionCommand(),
		},
		Flags: globalFlags(), Before: applyGlobals,
		EnableBashCompletion: true,
		// The exit code is decided here, in one place.
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   func(_ *cli.Context, err error, _ bool) error { return err },
	}
}

// commands goes through the commands and those inside them.
func commands(list []*cli.Command) iter.Seq[*cli.Command] {
	return func(yield func(*cli.Command) bool) {
		for _, c := range list {
			if !yield(c) {
				return
			}
			for inner := range commands(c.Subcommands) {
				if !yield(inner) {
					return
				}
			}
		}
	}
}

func exit(err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintf(os.Stderr, "ioctl-project: %s\n", err)
	if hint := task.Hint(err); hint != "" {
		fmt.Fprintf(os.Stderr, "hint: %s\n", hint)
	}
	switch {
	case errors.Is(err, errRefused):
		return exitRefused
	case errors.Is(err, errUsage), errors.Is(err, config.ErrInvalid):
		return exitUsage
	default:
		return exitFailed
	}
}

func versionCommand() *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version", UsageText: "ioctl-project version --json", Flags: []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			return show(c, map[string]string{"name": "ioctl-project", "version": config.Version()}, func() string {
				return "ioctl-project " + config.Version()
			})
		},
	}
}
