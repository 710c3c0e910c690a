package projectfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"

	"github.com/machinefi/sprout/project"
)

// Build makes a project file of its source form at path: a YAML or JSON document
// that holds a list of versions, or one version, with the fields of the project
// file and these besides:
//
//   - codeFile: path of the program, in place of code
//   - compile: false publishes a WebAssembly module as it is
//   - codeExpParam: may be an object
//   - output.ethereum.contractAbiFile: path of the ABI, in place of contractAbiJSON
//   - output.ethereum.contractAbiJSON: may be the ABI itself
//
// Paths are relative to the source. The modules of zkwasm versions are compiled; a nil compiler leaves them as they are.
// What is compiled states its programID, and in compiledFrom the module and the compiler. Unlike [Parse] it refuses unknown fields:
// in what a person writes they are typing errors.
func Build(path string, compile Compiler) (file []byte, versions []project.Version, err error) {
	doc, err := readSource(path)
	if err != nil {
		return nil, nil, fmt.Errorf("build project file: %w", err)
	}
	list, ok := doc.([]any)
	if !ok {
		list = []any{doc}
	}
	s := source{dir: filepath.Dir(path), compile: compile}
	for i := range list {
		if err := s.version(list[i]); err != nil {
			return nil, nil, fmt.Errorf("build project file: versions[%d].%w", i, err)
		}
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return nil, nil, fmt.Errorf("build project file: %w", err)
	}
	if versions, err = parse(raw, true); err != nil {
		return nil, nil, fmt.Errorf("build project file %s: %w", filepath.Base(path), err)
	}
	if file, err = Marshal(versions); err != nil {
		return nil, nil, err
	}
	return file, versions, nil
}

// Convert makes the one-version file of `code convert`.
func Convert(version string, vm project.VM, program []byte, expParam string) ([]byte, error) {
	return Marshal([]project.Version{{
		Name: version, VM: vm, Code: program, ExpParam: expParam, InputMode: project.InputModeOf(vm),
		Packing:    project.Packing{Count: 1, GroupBy: project.GroupByDevice},
		Redundancy: 1, Outputs: []project.Output{{Type: project.OutputStdout}},
	}})
}

func readSource(path string) (any, error) {
	b, err := readFile(path)
	if err != nil {
		return nil, err
	}
	var doc any
	if err := yaml.Unmarshal(b, &doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	return doc, nil
}

// source fills in what the source form keeps elsewhere.
type source struct {
	dir     string
	compile Compiler
}

func (s source) version(v any) error {
	m, ok := v.(map[string]any)
	if !ok {
		return nil // parse says what is wrong with it
	}
	program, given, err := s.file(m, "codeFile", "code")
	if err != nil {
		return err
	}
	if program, err = s.compiled(m, program); err != nil {
		return err
	}
	if given {
		if m["code"], err = packCode(program); err != nil {
			return fmt.Errorf("codeFile: %w", err)
		}
	}
	if err := asText(m, "codeExpParam"); err != nil {
		return err
	}
	outs, ok := m["output"].([]any)
	if !ok {
		outs = []any{m["output"]}
	}
	for _, o := range outs {
		if err := s.output(o); err != nil {
			return err
		}
	}
	return nil
}

func (s source) output(o any) error {
	m, _ := o.(map[string]any)
	eth, ok := m["ethereum"].(map[string]any)
	if !ok {
		return nil
	}
	abi, given, err := s.file(eth, "contractAbiFile", "contractAbiJSON")
	if err != nil {
		return fmt.Errorf("output.ethereum.%w", err)
	}
	if given {
		eth["contractAbiJSON"] = string(abi)
	}
	if err := asText(eth, "contractAbiJSON"); err != nil {
		return fmt.Errorf("output.ethereum.%w", err)
	}
	return nil
}

// file replaces field name of m, a path, by the file's content.
func (s source) file(m map[string]any, name, inline string) (content []byte, given bool, err error) {
	v, given := m[name]
	if !given {
		return nil, false, nil
	}
	delete(m, name)
	path, ok := v.(string)
	if !ok || path == "" {
		return nil, false, &project.FieldError{Field: name, Reason: "want a path"}
	}
	if _, both := m[inline]; both {
		return nil, false, &project.FieldError{Field: name, Reason: "stands beside " + inline + "; give one of them"}
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.dir, path)
	}
	if content, err = readFile(path); err != nil {
		return nil, false, fmt.Errorf("%s: %w", name, err)
	}
	return content, true, nil
}

// asText turns field name of m, where it is an object or array, into its JSON text.
func asText(m map[string]any, name string) error {
	switch v := m[name].(type) {
	case map[string]any, []any:
		b, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		m[name] = string(b)
	}
	return nil
}

// readFile reads a file of at most MaxProgram bytes.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("read %s: is a directory", path)
	}
	if info.Size() > MaxProgram {
		return nil, fmt.Errorf("read %s: %d bytes, limit %d", path, info.Size(), MaxProgram)
	}
	b, err := os.ReadFile(path)
	if err == nil && len(b) == 0 {
		err = errors.New("read " + path + ": file is empty")
	}
	return b, err
}
