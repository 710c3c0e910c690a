package projectfile

import (
	"bytes"
	"fmt"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Compiled is what a [Compiler] makes of a module.
type Compiled struct {
	Program   []byte
	ProgramID task.Digest
	Compiler  string // name and version, for those who want the same program again
}

// Compiler makes the program that is published in place of a WebAssembly module.
type Compiler func(module []byte) (Compiled, error)

var moduleMagic = []byte("\x00asm")

// compiled replaces the program of a source's version by what it is compiled to, where that is wanted: a zkwasm version
// whose codeFile is a module and that does not say compile: false.
func (s source) compiled(m map[string]any, program []byte) ([]byte, error) {
	wanted, given, err := boolean(m, "compile")
	if err != nil {
		return nil, err
	}
	module := m["vmType"] == string(project.VMZkWasm) && bytes.HasPrefix(program, moduleMagic)
	switch {
	case given && wanted && !module:
		return nil, &project.FieldError{Field: "compile", Reason: "only modules of zkwasm are compiled"}
	case given && wanted && s.compile == nil:
		return nil, &project.FieldError{Field: "compile", Reason: "there is no compiler here"}
	case !module || given && !wanted || s.compile == nil:
		return program, nil
	}
	made, err := s.compile(program)
	if err != nil {
		return nil, fmt.Errorf("codeFile: %w", err)
	}
	if err := agree(m["programID"], made.ProgramID); err != nil {
		return nil, err
	}
	m["programID"] = made.ProgramID.String()
	m["compiledFrom"] = map[string]any{"moduleSHA256": task.DigestOf(program).String(), "compiler": made.Compiler}
	return made.Program, nil
}

// agree refuses a stated program id that is not the one found.
func agree(stated any, found task.Digest) error {
	if stated == nil {
		return nil
	}
	text, _ := stated.(string)
	id, err := task.ParseDigest(text)
	if err != nil {
		return &project.FieldError{Field: "programID", Reason: "want 64 hexadecimal digits, in quotes"}
	}
	if id != found {
		return &project.FieldError{Field: "programID", Reason: fmt.Sprintf("is %s, the module compiles to %s", id, found)}
	}
	return nil
}

// boolean takes a field that only sources have out of m.
func boolean(m map[string]any, name string) (value, given bool, err error) {
	v, given := m[name]
	delete(m, name)
	value, ok := v.(bool)
	if given && !ok {
		return false, true, &project.FieldError{Field: name, Reason: "want true or false"}
	}
	return value, given, nil
}
