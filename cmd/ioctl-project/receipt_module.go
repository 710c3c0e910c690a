package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/zkwasm"
)

// wantedProgram is the program that a receipt must be of: the one named, or the one that a module compiles to.
func wantedProgram(c *cli.Context) (task.Digest, error) {
	id, module := c.String("program-id"), c.String("module")
	switch {
	case (id == "") == (module == ""):
		return task.Digest{}, fmt.Errorf("%w: want --program-id, or --module", errUsage)
	case id != "":
		program, err := task.ParseDigest(id)
		if err != nil {
			return program, fmt.Errorf("%w: --program-id: %w", errUsage, err)
		}
		return program, nil
	}
	code, err := os.ReadFile(module)
	if err != nil {
		return task.Digest{}, fmt.Errorf("%w: --module: %w", errUsage, err)
	}
	compiler := &moduleCompiler{c: c}
	defer compiler.close()
	made, err := compiler.compile(code)
	return made.ProgramID, refusedIfWrong(err)
}

// moduleRun is what a receipt of a module says.
type moduleRun struct {
	Module   string       `json:"moduleSHA256"`
	Messages []zkwasm.Run `json:"messages"`
}

// readModule reads the output of a journal if it is that of a module; nil if not.
func readModule(output []byte) *moduleRun {
	o, err := zkwasm.ParseOutput(output)
	if err != nil {
		return nil
	}
	return &moduleRun{Module: o.Module.String(), Messages: o.Runs}
}

func (m *moduleRun) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "  module   %s", m.Module)
	for i, r := range m.Messages {
		fmt.Fprintf(&text, "\n  message %d  public %s; outputs %s", i+1, numbers(r.PublicInputs), numbers(r.Outputs))
	}
	return text.String()
}

func numbers(list []uint64) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ", "), "[]")
}
