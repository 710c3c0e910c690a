// Command ioctl-project is the tool of project owners and dApp authors: it builds
// and checks projects, sends messages, verifies receipts, and runs a whole
// development network.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"slices"
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
	app, acting, asJSON := newApp(), false, slices.Contains(args, "--json")
	values, err := readSettings()
	if err != nil {
		return exit(err, false)
	}
	preset(app.Commands, values)
	for c := range commands(app.Commands) {
		// The plain error is enough; the help is one flag away.
		c.OnUsageError = func(_ *cli.Context, err error, _ bool) error { return err }
		if act := c.Action; act != nil {
			c.Action = func(c *cli.Context) error {
				acting, asJSON = true, c.Bool("json")
				return act(c)
			}
		}
	}
	help := holdHelp()
	err = app.RunContext(ctx, flagsFirst(app, args))
	if err != nil && !acting {
		err = fmt.Errorf("%w: %w", errUsage, err)
	} else if _, werr := help.WriteTo(os.Stdout); err == nil {
		err = werr
	}
	return exit(err, asJSON)
}

// holdHelp has help written to memory: the library prints a command's whole help when a flag is missing, on standard
// output, where programs read.
func holdHelp() *bytes.Buffer {
	held, write := new(bytes.Buffer), cli.HelpPrinter
	cli.HelpPrinter = func(_ io.Writer, text string, data any) { write(held, text, data) }
	return held
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
		EnableBashCompletion: true, Suggest: true,
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

// failure is how an error is told to programs: it is the last line on standard error.
type failure struct {
	Error    string `json:"error"`
	Hint     string `json:"hint,omitempty"`
	ExitCode int    `json:"exitCode"`
}

// exit tells an error, if there is one, and returns the exit code.
func exit(err error, asJSON bool) int {
	if err == nil {
		return 0
	}
	f := failure{err.Error(), task.Hint(err), exitCode(err)}
	if asJSON {
		if json.NewEncoder(os.Stderr).Encode(f) == nil {
			return f.ExitCode
		}
	}
	fmt.Fprintf(os.Stderr, "ioctl-project: %s\n", f.Error)
	if f.Hint != "" {
		fmt.Fprintf(os.Stderr, "hint: %s\n", f.Hint)
	}
	return f.ExitCode
}

func exitCode(err error) int {
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
