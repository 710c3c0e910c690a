package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

func buildCommand() *cli.Command {
	return &cli.Command{
		Name: "build", Usage: "make a project file of its source", ArgsUsage: "SOURCE", UsageText: "ioctl-project project build project.yaml -o project.json",
		Description: "The source is YAML or JSON with the fields of a project file, and codeFile with the path of the program.\n" +
			"A WebAssembly module for zkwasm is compiled, and the file says of which module and by which compiler; compile: false in the\n" +
			"source publishes the module, and nodes compile it.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Value: "project.json", Usage: "write the project file here"},
			jsonFlag(),
		},
		Action: buildProject,
	}
}

// built is a project file with the programs that were compiled for it.
type built struct {
	published
	Compiled []compiledVersion `json:"compiled,omitempty"`
}

// compiledVersion is a version whose program was made of a module.
type compiledVersion struct {
	Version   string `json:"version"`
	ProgramID string `json:"programID"`
	Module    string `json:"moduleSHA256"`
	Compiler  string `json:"compiler"`
}

func (b built) String() string {
	var text strings.Builder
	text.WriteString(b.published.String())
	for _, v := range b.Compiled {
		fmt.Fprintf(&text, "\nversion %s\n  program  %s\n  module   %s\n  compiler %s", v.Version, v.ProgramID, v.Module, v.Compiler)
	}
	return text.String()
}

func buildProject(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("%w: want one source file", errUsage)
	}
	compiler := &moduleCompiler{c: c}
	defer compiler.close()
	file, versions, err := projectfile.Build(c.Args().First(), compiler.compile)
	switch {
	case err != nil && compiler.failed:
		return err
	case err != nil:
		return fmt.Errorf("%w: %w", errRefused, err)
	}
	p, err := writeProject(c.String("out"), file)
	if err != nil {
		return err
	}
	b := built{published: p}
	for i := range versions {
		if v := &versions[i]; v.Origin != (project.Origin{}) {
			b.Compiled = append(b.Compiled, compiledVersion{v.Name, v.ProgramID.String(), v.Origin.Module.String(), v.Origin.Compiler})
		}
	}
	return show(c, b, b.String)
}

// moduleCompiler compiles modules for a command, with the library that nodes use, and opens it when it is first needed.
type moduleCompiler struct {
	c       *cli.Context
	provers *node.Provers
	failed  bool // for no fault of a module's
}

// compile is a [projectfile.Compiler].
func (m *moduleCompiler) compile(module []byte) (projectfile.Compiled, error) {
	done := working(fmt.Sprintf("compiling a module of %d kB", (len(module)+999)/1000))
	defer done()
	made, err := m.try(module)
	if err != nil {
		m.failed = m.failed || !errors.Is(err, vm.ErrProgramInvalid)
		return projectfile.Compiled{}, fmt.Errorf("compile: %w", err)
	}
	return made, nil
}

func (m *moduleCompiler) try(module []byte) (made projectfile.Compiled, err error) {
	if m.provers == nil {
		if m.provers, err = openProvers(m.c); err != nil {
			return made, err
		}
	}
	compiled, err := m.provers.CompileModule(m.c.Context, module)
	if errors.Is(err, vm.ErrNotOffered) {
		err = task.WithHint(err, "use ioctl-project on Linux, or say compile: false: nodes compile the module then")
	}
	return projectfile.Compiled{Program: compiled.Program, ProgramID: compiled.ID, Compiler: compiled.Compiler}, err
}

func (m *moduleCompiler) close() {
	if m.provers != nil {
		_ = m.provers.Close() // what was compiled stands
	}
}
