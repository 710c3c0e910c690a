package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
)

// inspected is what there is to know of a circuit.
type inspected struct {
	ProgramID string `json:"programID"`
	halo2.Details
}

func inspectCommand() *cli.Command {
	return &cli.Command{
		Name: "inspect", Usage: "say what is in a halo2 front end, and write the contract that verifies its proofs", ArgsUsage: "FILE",
		UsageText:   "ioctl-project code inspect --halo2-srs devnet.srs --allow-unsafe-srs --evm-verifier Verifier.sol circuit.wasm",
		Description: "Makes the circuit's keys, as a node does. The program id is what a project file states as programID.",
		Flags: halo2Flags(
			&cli.StringFlag{Name: "evm-verifier", Usage: "write the verifier's source, in Solidity, to this `file`"},
			&cli.StringFlag{Name: "verifying-key", Usage: "write the verifying key to this `file`"},
			jsonFlag(),
		),
		Action: inspect,
	}
}

func inspect(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one program", errUsage)
	}
	var artifacts []string
	for flag, artifact := range map[string]string{"evm-verifier": halo2.ArtifactEVMVerifier, "verifying-key": halo2.ArtifactVerifyingKey} {
		if c.String(flag) != "" {
			artifacts = append(artifacts, artifact)
		}
	}
	d, err := inspectArtifacts(c, artifacts...)
	if err != nil {
		return err
	}
	if path := c.String("evm-verifier"); path != "" {
		err = os.WriteFile(path, []byte(d.EVMVerifier), 0o644)
	}
	if path := c.String("verifying-key"); path != "" && err == nil {
		err = os.WriteFile(path, d.VerifyingKey, 0o644)
	}
	if err != nil {
		return fmt.Errorf("write artifact: %w", err)
	}
	d.EVMVerifier, d.VerifyingKey = "", nil // they are in their files
	return show(c, inspected{d.ProgramID.String(), d}, func() string {
		text := fmt.Sprintf("program  %s\nform     %s\nk        %d, %d rows used, degree %d\ncolumns  %d advice, %d fixed, %d instance; %d lookups, %d phases\nkeys     %d bytes\nproof    about %d MB of memory and %d ms",
			d.ProgramID, d.Format, d.K, d.Rows, d.Degree, d.AdviceColumns, d.FixedColumns, d.InstanceColumns, d.Lookups, d.Phases,
			d.KeysBytes, d.MemoryBytes>>20, d.EstimateMS)
		if d.UnsafeSRS {
			text += "\n" + unsafeNote
		}
		return text
	})
}

// inspectArtifacts looks into the command's front end and makes what is asked for by name.
func inspectArtifacts(c *cli.Context, artifacts ...string) (halo2.Details, error) {
	if c.String("halo2-srs") == "" {
		return halo2.Details{}, task.WithHint(fmt.Errorf("%w: --halo2-srs is missing", errUsage), "ioctl-project srs make-devnet makes one for development")
	}
	code, err := os.ReadFile(c.Args().First())
	if err != nil {
		return halo2.Details{}, fmt.Errorf("%w: %w", errUsage, err)
	}
	p, err := openProvers(c)
	if err != nil {
		return halo2.Details{}, err
	}
	defer p.Close() //nolint:errcheck // the findings stand
	d, err := p.InspectHalo2(c.Context, vm.Program{Code: code}, artifacts...)
	if err != nil {
		return halo2.Details{}, unsafeHint(c, refusedIfWrong(err))
	}
	return d, nil
}

// openProvers opens the runtimes as the flags of a command say.
func openProvers(c *cli.Context) (*node.Provers, error) {
	cfg := &config.Node{Halo2SRS: c.String("halo2-srs"), Halo2AllowUnsafe: c.Bool("allow-unsafe-srs")}
	if dir, err := os.UserCacheDir(); err == nil && cfg.Halo2SRS != "" {
		cfg.Halo2Keys = filepath.Join(dir, "sprout", "halo2-keys")
	}
	p, err := node.OpenProvers(cfg)
	if err != nil && cfg.Halo2SRS != "" {
		return nil, fmt.Errorf("%w: --halo2-srs: %w", errUsage, err)
	}
	return p, err
}

// refusedIfWrong marks errors that are a verdict on what was looked at.
func refusedIfWrong(err error) error {
	for _, kind := range []error{vm.ErrReceiptInvalid, vm.ErrReceiptKind, vm.ErrProgramInvalid, vm.ErrProgramVersion, vm.ErrInputInvalid} {
		if errors.Is(err, kind) {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
	}
	return err
}

func mentionsUnsafe(err error) bool { return strings.Contains(strings.ToLower(err.Error()), "unsafe") }
