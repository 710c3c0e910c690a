package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/zkwasm"
)

func projectCommand() *cli.Command {
	return &cli.Command{
		Name: "project", Usage: "start, build and check projects",
		Subcommands: []*cli.Command{
			initCommand(),
			buildCommand(),
			{
				Name: "validate", Usage: "check a project file as a node would", ArgsUsage: "FILE", UsageText: "ioctl-project project validate --json project.json",
				Description: "The program id of a halo2 circuit depends on the public parameters: without --halo2-srs the one that the file states\n" +
					"is believed, as by nodes that only verify.",
				Flags: halo2Flags(jsonFlag()), Action: validateProject,
			},
		},
	}
}

func codeCommand() *cli.Command {
	return &cli.Command{
		Name: "code", Usage: "wrap programs",
		Subcommands: []*cli.Command{{
			Name: "convert", Usage: "make a one-version project file of a program", UsageText: "ioctl-project code convert -v 0.1 -t risc0 -i guest.elf -o risc0-config.json",
			Flags: []cli.Flag{
				&cli.StringFlag{Name: "version", Aliases: []string{"v"}, Required: true, Usage: "`name` of the version"},
				&cli.StringFlag{Name: "vm-type", Aliases: []string{"t"}, Required: true, Usage: "risc0, halo2 or zkwasm"},
				&cli.StringFlag{Name: "code-file", Aliases: []string{"i"}, Required: true, Usage: "the program's `file`"},
				&cli.StringFlag{Name: "conf-file", Aliases: []string{"c", "o"}, Usage: "write the project `file` here; ./<vm>-config.json by default"},
				&cli.StringFlag{Name: "expand-param", Aliases: []string{"e"}, Usage: "codeExpParam, for example {\"image_id\":\"RANGE_ID\",\"elf\":\"RANGE_ELF\"}"},
				jsonFlag(),
			},
			Action: func(c *cli.Context) error {
				program, err := os.ReadFile(c.String("code-file"))
				if err != nil {
					return fmt.Errorf("%w: --code-file: %w", errUsage, err)
				}
				file, err := projectfile.Convert(c.String("version"), project.VM(c.String("vm-type")), program, c.String("expand-param"))
				if err != nil {
					return fmt.Errorf("%w: %w", errRefused, err)
				}
				path := c.String("conf-file")
				if path == "" {
					path = "./" + c.String("vm-type") + "-config.json"
				}
				p, err := writeProject(path, file)
				if err != nil {
					return err
				}
				return show(c, p, p.String)
			},
		}, inspectCommand()},
	}
}

// published is what a contract call needs to name a project file.
type published struct {
	File string `json:"file"`
	Hash string `json:"hashSha256"`
	CID  string `json:"cid"` // as `ipfs add --cid-version=1` prints it
	Size int    `json:"bytes"`
}

func (p published) String() string {
	return fmt.Sprintf("wrote %s, %d bytes\nsha256  %s\ncid     %s", p.File, p.Size, p.Hash, p.CID)
}

func writeProject(path string, file []byte) (published, error) {
	cid, err := ipfs.CID(file, ipfs.FormatV1)
	if err != nil {
		return published{}, err
	}
	if err := os.WriteFile(path, file, 0o644); err != nil {
		return published{}, fmt.Errorf("write project file: %w", err)
	}
	return published{File: path, Hash: projectfile.Hash(file).String(), CID: cid, Size: len(file)}, nil
}

// checked is what a node finds about one version.
type checked struct {
	Version   string `json:"version"`
	VM        string `json:"vm"`
	ProgramID string `json:"programID,omitempty"`
	Format    string `json:"format,omitempty"` // of zkwasm
	Problem   string `json:"problem,omitempty"`
}

// whatNodesDo says what becomes of a program of zkwasm.
var whatNodesDo = map[string]string{
	zkwasm.FormatModule:  ", a module that every node compiles for itself",
	zkwasm.FormatProgram: ", compiled by its author",
}

func validateProject(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one project file", errUsage)
	}
	file, err := os.ReadFile(c.Args().First())
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	versions, err := projectfile.Parse(file)
	if err != nil {
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	provers, err := openProvers(c)
	if err != nil {
		return err
	}
	defer provers.Close() //nolint:errcheck // the findings stand
	var all []checked
	var faults []error
	for i := range versions {
		v := &versions[i]
		id, err := provers.CheckVersion(c.Context, v)
		err = unsafeHint(c, err)
		found := checked{Version: v.Name, VM: string(v.VM)}
		switch {
		case err == nil:
			found.ProgramID = id.String()
			if v.VM == project.VMZkWasm {
				found.Format = zkwasm.FormatOf(v.Code)
			}
		case vm.FailureCode(err) == task.FailProgram:
			found.Problem = err.Error()
			faults = append(faults, fmt.Errorf("%w: %w", errRefused, err))
		default:
			return err
		}
		all = append(all, found)
	}
	err = show(c, all, func() string {
		var b strings.Builder
		for _, f := range all {
			fmt.Fprintf(&b, "version %s (%s): %s%s%s\n", f.Version, f.VM, f.ProgramID, whatNodesDo[f.Format], f.Problem)
		}
		return strings.TrimSuffix(b.String(), "\n")
	})
	return errors.Join(append(faults, err)...)
}
