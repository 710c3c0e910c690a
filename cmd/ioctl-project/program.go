package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
)

func programCommand() *cli.Command {
	return &cli.Command{
		Name: "program", Usage: "check programs that were compiled",
		Subcommands: []*cli.Command{{
			Name: "check", Usage: "compile a module again and say whether it gives the program of a project file", ArgsUsage: "[FILE]",
			UsageText: "ioctl-project program check --module program.wasm project.json",
			Description: "Exits 0 if the module compiles to the very program that the file has, and the file states no other module and no\n" +
				"other program id; 3 if not. A file that publishes the module itself is checked, too. With --program-id there need not\n" +
				"be a file.",
			Flags: []cli.Flag{
				&cli.StringFlag{Name: "module", Aliases: []string{"m"}, Required: true, Usage: "the WebAssembly `file`, as its author or its sources give it"},
				&cli.StringFlag{Name: "version", Aliases: []string{"v"}, Usage: "`name` of the version; needed where the file has several of zkwasm"},
				&cli.StringFlag{Name: "program-id", Usage: "the module must compile to the program of this `id`, which a contract may name"},
				jsonFlag(),
			},
			Action: checkProgram,
		}},
	}
}

// programCheck is what `program check` finds.
type programCheck struct {
	Same     bool           `json:"same"`
	Module   string         `json:"moduleSHA256"`
	Program  string         `json:"programID"` // that it compiles to here
	Compiler string         `json:"compiler"`
	File     *programInFile `json:"file,omitempty"`
	Wanted   string         `json:"wantedProgramID,omitempty"`
	Problems []string       `json:"problems,omitempty"`
}

// programInFile is what a project file has and says.
type programInFile struct {
	Version  string `json:"version"`
	Program  string `json:"programID"`          // of the code that is in it
	Stated   string `json:"stated,omitempty"`   // the id that it states
	Module   string `json:"module,omitempty"`   // that it names
	Compiler string `json:"compiler,omitempty"` // that it names
}

func (p *programCheck) problem(format string, a ...any) {
	p.Problems = append(p.Problems, fmt.Sprintf(format, a...))
}

func (p *programCheck) String() string {
	text := "same program"
	if !p.Same {
		text = "not the same program"
	}
	text += fmt.Sprintf("\nmodule   %s\nprogram  %s\ncompiler %s", p.Module, p.Program, p.Compiler)
	if f := p.File; f != nil {
		text += fmt.Sprintf("\nversion %s of the file\n  program  %s", f.Version, f.Program)
		if f.Module != "" {
			text += fmt.Sprintf("\n  module   %s\n  compiler %s", f.Module, f.Compiler)
		}
	}
	return text
}

func checkProgram(c *cli.Context) error {
	var wanted task.Digest
	if id := c.String("program-id"); id != "" {
		var err error
		if wanted, err = task.ParseDigest(id); err != nil {
			return fmt.Errorf("%w: --program-id: %w", errUsage, err)
		}
	}
	if c.NArg() > 1 || c.NArg() == 0 && wanted.IsZero() {
		return fmt.Errorf("%w: want a project file, or --program-id", errUsage)
	}
	module, err := os.ReadFile(c.String("module"))
	if err != nil {
		return fmt.Errorf("%w: --module: %w", errUsage, err)
	}
	var v *project.Version
	if c.NArg() == 1 {
		if v, err = versionOfModule(c.Args().First(), c.String("version")); err != nil {
			return err
		}
	}
	p, hint, err := compareProgram(c, module, v, wanted)
	if err != nil {
		return err
	}
	if err := show(c, p, p.String); err != nil || p.Same {
		return err
	}
	err = fmt.Errorf("%w: %s", errRefused, strings.Join(p.Problems, "; "))
	if hint != "" {
		err = task.WithHint(err, hint)
	}
	return err
}

// versionOfModule finds the version of a project file whose program is to be checked.
func versionOfModule(path, name string) (*project.Version, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	versions, err := projectfile.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	versions = slices.DeleteFunc(versions, func(v project.Version) bool {
		return v.VM != project.VMZkWasm || name != "" && v.Name != name
	})
	switch {
	case len(versions) == 0 && name != "":
		return nil, fmt.Errorf("%w: --version: %s has no version %q of zkwasm", errUsage, path, name)
	case len(versions) == 0:
		return nil, fmt.Errorf("%w: %s has no version of zkwasm", errUsage, path)
	case len(versions) > 1:
		var names []string
		for _, v := range versions {
			names = append(names, v.Name)
		}
		return nil, fmt.Errorf("%w: %s has several versions of zkwasm: name one of %s with --version", errUsage, path, strings.Join(names, ", "))
	}
	return &versions[0], nil
}

// compareProgram compiles a module and compares the program with that of v, which may be nil, and the id wanted, which may
// be zero. The hint is for who has to act.
func compareProgram(c *cli.Context, module []byte, v *project.Version, wanted task.Digest) (p *programCheck, hint string, err error) {
	compiler := &moduleCompiler{c: c}
	defer compiler.close()
	made, err := compiler.compile(module)
	if err != nil {
		return nil, "", refusedIfWrong(err)
	}
	p = &programCheck{Module: task.DigestOf(module).String(), Program: made.ProgramID.String(), Compiler: made.Compiler}
	if !wanted.IsZero() {
		p.Wanted = wanted.String()
		if wanted != made.ProgramID {
			p.problem("the module compiles to %s, wanted %s", p.Program, p.Wanted)
		}
	}
	if v != nil {
		if err := p.compareFile(c, compiler, v); err != nil {
			return nil, "", err
		}
	}
	p.Same = len(p.Problems) == 0
	switch {
	case p.Same:
	case v != nil && v.Origin.Module == task.DigestOf(module) && v.Origin.Compiler != made.Compiler:
		hint = "the file was made by another compiler: try the ioctl-project that has " + v.Origin.Compiler
	case v == nil:
		hint = "the program may be of another module, or of another version of the compiler"
	}
	return p, hint, nil
}

// compareFile compares with what the file has and says.
func (p *programCheck) compareFile(c *cli.Context, compiler *moduleCompiler, v *project.Version) error {
	unstated := *v
	unstated.ProgramID = task.Digest{} // a wrong one is a finding here, and no fault
	id, err := compiler.provers.CheckVersion(c.Context, &unstated)
	if err != nil {
		return refusedIfWrong(err)
	}
	p.File = &programInFile{Version: v.Name, Program: id.String(), Compiler: v.Origin.Compiler}
	if p.File.Program != p.Program {
		p.problem("the module compiles to %s, version %s has %s", p.Program, v.Name, id)
	}
	if !v.ProgramID.IsZero() {
		p.File.Stated = v.ProgramID.String()
		if v.ProgramID != id {
			p.problem("version %s states %s, its code has %s", v.Name, v.ProgramID, id)
		}
	}
	if !v.Origin.Module.IsZero() {
		p.File.Module = v.Origin.Module.String()
		if p.File.Module != p.Module {
			p.problem("version %s names module %s, this one is %s", v.Name, v.Origin.Module, p.Module)
		}
	}
	return nil
}
