package projectfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
)

const aModule = "\x00asm\x01\x00\x00\x00"

// appending is a compiler whose programs are easily told from modules.
func appending(module []byte) (projectfile.Compiled, error) {
	program := append([]byte("\x7fELF"), module...)
	return projectfile.Compiled{Program: program, ProgramID: task.DigestOf(program), Compiler: "appending 1"}, nil
}

// built builds a source beside which a module and an ELF file are.
func built(t *testing.T, source string, compile projectfile.Compiler) ([]project.Version, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"m.wasm": aModule, "p.elf": "\x7fELF", "project.yaml": source} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	file, versions, err := projectfile.Build(filepath.Join(dir, "project.yaml"), compile)
	if err == nil {
		parsed, err := projectfile.Parse(file)
		require.NoError(t, err)
		require.Equal(t, versions, parsed)
	}
	return versions, err
}

func TestModulesAreCompiledAndNamed(t *testing.T) {
	want, err := appending([]byte(aModule))
	require.NoError(t, err)
	for _, stated := range []string{"", "programID: \"" + want.ProgramID.String() + "\"\n", "programID: \"" + strings.TrimPrefix(want.ProgramID.String(), "0x") + "\"\n"} {
		v, err := built(t, stated+"version: a\nvmType: zkwasm\ncodeFile: m.wasm", appending)
		require.NoError(t, err, stated)
		require.Equal(t, want.Program, v[0].Code)
		require.Equal(t, want.ProgramID, v[0].ProgramID)
		require.Equal(t, project.Origin{Module: task.DigestOf([]byte(aModule)), Compiler: "appending 1"}, v[0].Origin)
	}
}

func TestWhatIsNotCompiled(t *testing.T) {
	none := func([]byte) (projectfile.Compiled, error) { return projectfile.Compiled{}, errors.New("was asked") }
	for source, code := range map[string]string{
		"version: a\nvmType: zkwasm\ncodeFile: m.wasm\ncompile: false": aModule,
		"version: a\nvmType: zkwasm\ncodeFile: p.elf":                  "\x7fELF",
		"version: a\nvmType: halo2\ncodeFile: m.wasm\ninputMode: task": aModule,
		"version: a\nvmType: risc0\ncodeFile: p.elf\ncompile: false":   "\x7fELF",
	} {
		v, err := built(t, source, none)
		require.NoError(t, err, source)
		require.Equal(t, code, string(v[0].Code), source)
		require.Zero(t, v[0].Origin, source)
	}
	v, err := built(t, "version: a\nvmType: zkwasm\ncodeFile: m.wasm", nil)
	require.NoError(t, err)
	require.Equal(t, aModule, string(v[0].Code))
}

func TestCompilingTellsWhatIsWrong(t *testing.T) {
	fails := func([]byte) (projectfile.Compiled, error) { return projectfile.Compiled{}, errors.New("no zkmain") }
	for source, c := range map[string]struct {
		compile projectfile.Compiler
		said    string
	}{
		"compile: 1":                           {appending, "versions[0].compile: want true or false"},
		"compile: true\ncodeFile: p.elf":       {appending, "versions[0].compile: only modules"},
		"compile: true":                        {appending, "versions[0].compile: only modules"},
		"compile: true\ncodeFile: m.wasm":      {nil, "versions[0].compile: there is no compiler"},
		"codeFile: m.wasm":                     {fails, "versions[0].codeFile: no zkmain"},
		"codeFile: m.wasm\nprogramID: \"0x1\"": {appending, "versions[0].programID: want 64 hexadecimal digits"},
		"codeFile: m.wasm\nprogramID: 1":       {appending, "versions[0].programID: want 64 hexadecimal digits"},
		"codeFile: m.wasm\nprogramID: \"" + strings.Repeat("0a", 32) + "\"": {appending, "versions[0].programID: is 0x0a0a"},
	} {
		_, err := built(t, "version: a\nvmType: zkwasm\n"+source, c.compile)
		require.ErrorContains(t, err, c.said, source)
	}
}
