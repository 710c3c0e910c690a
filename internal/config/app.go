package config

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/task"
)

// Program describes a node program to [Main].
type Program struct {
	Name    string
	Usage   string
	Example string
	Fields  []Field
	// Validate checks the loaded settings.
	Validate func() error
	// Run is the program's life; it returns when the program shall end.
	Run func(ctx context.Context) error
	// Prover is the life of a worker process, started by the program itself.
	Prover func(args []string) int
}

// ProverCommand is the hidden subcommand that makes the binary a worker process.
const ProverCommand = "prover"

// Main runs a node program with the process's arguments and returns its exit code:
// 0 after an orderly end, 1 for a failure, 2 for settings that cannot be used.
func Main(p Program) int {
	// A worker is not a command for people: it must not parse settings, whose
	// environment it does not have.
	if len(os.Args) > 1 && os.Args[1] == ProverCommand {
		return p.Prover(os.Args[2:])
	}
	err := p.App(os.Stdout).Run(os.Args)
	if err == nil {
		return 0
	}
	fmt.Fprintf(os.Stderr, "%s: %s\n", p.Name, err)
	if hint := task.Hint(err); hint != "" {
		fmt.Fprintf(os.Stderr, "hint: %s\n", hint)
	}
	if errors.Is(err, ErrInvalid) {
		return 2
	}
	return 1
}

// App is the program's command line, which prints to out. Flags and arguments
// that do not exist are [ErrInvalid].
func (p Program) App(out io.Writer) *cli.App {
	return &cli.App{
		Name: p.Name, Usage: p.Usage, Version: Version(), Writer: out, HideVersion: true,
		Description:  "Example:\n" + p.Example,
		Flags:        Flags(p.Fields),
		OnUsageError: wrongUse,
		Action: func(c *cli.Context) error {
			if err := p.load(c); err != nil {
				return err
			}
			return p.Run(c.Context)
		},
		Commands: []*cli.Command{p.versionCommand(out), p.checkCommand(out)},
	}
}

func (p Program) versionCommand(out io.Writer) *cli.Command {
	return &cli.Command{
		Name: "version", Usage: "print the version", UsageText: p.Name + " version --json",
		Flags: []cli.Flag{jsonFlag()}, OnUsageError: wrongUse,
		Action: func(c *cli.Context) error {
			v := map[string]string{"name": p.Name, "version": Version(), "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH}
			if c.Bool("json") {
				return json.NewEncoder(out).Encode(v)
			}
			_, err := fmt.Fprintf(out, "%s %s (%s %s)\n", p.Name, v["version"], v["go"], v["platform"])
			return err
		},
	}
}

func (p Program) checkCommand(out io.Writer) *cli.Command {
	return &cli.Command{
		Name: "check", Usage: "check the settings and do nothing else", UsageText: p.Name + " check --config node.yaml --json",
		Flags: append(Flags(p.Fields), jsonFlag()), OnUsageError: wrongUse,
		Action: func(c *cli.Context) error {
			if err := p.load(c); err != nil {
				return err
			}
			if c.Bool("json") {
				return json.NewEncoder(out).Encode(map[string]string{"status": "ok"})
			}
			_, err := fmt.Fprintln(out, "settings are usable")
			return err
		},
	}
}

// load fills the settings and reports everything wrong with them at once.
func (p Program) load(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%w: unknown argument %q", ErrInvalid, c.Args().First())
	}
	err := Load(c, p.Fields)
	if errors.Is(err, errUnreadable) {
		return err // what the file would have set is not missing
	}
	found := p.Validate()
	if err == nil && found != nil {
		return fmt.Errorf("%w:\n%w", ErrInvalid, found)
	}
	return errors.Join(err, found)
}

func wrongUse(_ *cli.Context, err error, _ bool) error { return fmt.Errorf("%w: %w", ErrInvalid, err) }

func jsonFlag() cli.Flag { return &cli.BoolFlag{Name: "json", Usage: "print one JSON object"} }

// Version is the version of this build: the module's, or the commit it was built from.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return "devel"
}
