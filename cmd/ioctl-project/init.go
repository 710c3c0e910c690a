package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/project"
)

func initCommand() *cli.Command {
	return &cli.Command{
		Name: "init", Usage: "start a project from a working one", ArgsUsage: "DIR", UsageText: "ioctl-project project init --vm zkwasm --template rust meter",
		Description: "Writes sources, project.yaml, a sample message and a README that says how to go on, into a folder that is empty or not\n" +
			"there yet. Templates: " + templateNames() + ".",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "vm", Required: true, Usage: "`runtime`: zkwasm, risc0 or halo2"},
			&cli.StringFlag{Name: "template", Usage: "`name` of the template; by default the runtime's first"},
			jsonFlag(),
		},
		Action: initProject,
	}
}

// templateNames lists the templates of each runtime.
func templateNames() string {
	names := map[project.VM][]string{}
	var order []project.VM
	for _, s := range starters() {
		if names[s.VM] == nil {
			order = append(order, s.VM)
		}
		names[s.VM] = append(names[s.VM], s.Name)
	}
	var list []string
	for _, v := range order {
		list = append(list, fmt.Sprintf("%s: %s", v, strings.Join(names[v], ", ")))
	}
	return strings.Join(list, "; ")
}

// started is what `project init` wrote.
type started struct {
	Dir      string     `json:"dir"`
	VM       project.VM `json:"vm"`
	Template string     `json:"template"`
	Files    []string   `json:"files"`
}

func initProject(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one folder", errUsage)
	}
	s, err := chosen(project.VM(c.String("vm")), c.String("template"))
	if err != nil {
		return err
	}
	files, err := s.files()
	if err != nil {
		return fmt.Errorf("start project: %w", err)
	}
	dir := c.Args().First()
	if err := writeNew(dir, files); err != nil {
		return err
	}
	done := started{Dir: dir, VM: s.VM, Template: s.Name, Files: slices.Sorted(maps.Keys(files))}
	return show(c, done, func() string {
		return fmt.Sprintf("wrote %d files to %s\nnext: %s says how to build and publish it", len(files), dir, filepath.Join(dir, "README.md"))
	})
}

// chosen finds a template.
func chosen(v project.VM, name string) (*starter, error) {
	list := starters()
	i := slices.IndexFunc(list, func(s starter) bool { return s.VM == v && (name == "" || s.Name == name) })
	switch {
	case i >= 0:
		return &list[i], nil
	case slices.ContainsFunc(list, func(s starter) bool { return s.VM == v }):
		return nil, fmt.Errorf("%w: --template: there is no %q (%s)", errUsage, name, templateNames())
	default:
		return nil, fmt.Errorf("%w: --vm: there is no %q, want zkwasm, risc0 or halo2", errUsage, v)
	}
}

// writeNew writes files into a folder that has none.
func writeNew(dir string, files map[string][]byte) error {
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if len(there) > 0 {
		return fmt.Errorf("%w: %s is not empty", errUsage, dir)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path, mode := filepath.Join(dir, filepath.FromSlash(name)), fs.FileMode(0o644)
		if name == "build" {
			mode = 0o755
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("start project: %w", err)
		}
		if err := os.WriteFile(path, files[name], mode); err != nil {
			return fmt.Errorf("start project: %w", err)
		}
	}
	return nil
}
