package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// goModules lists the modules linked into the packages for linux/amd64, ours apart, and the Go distribution itself. The
// packages need not build for it ("-e"): whether they do is told better elsewhere.
func goModules(ctx context.Context, dir, packages string) ([]component, error) {
	const format = `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}`
	out, err := output(ctx, dir, []string{"CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64"}, "go", "list", "-e", "-deps", "-f", format, packages)
	if err != nil {
		return nil, err
	}
	var list []component
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) != 3 {
			continue // the standard library has no module
		}
		c := component{name: fields[0], version: fields[1], dir: fields[2]}
		if !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("no modules in %s", packages)
	}
	goroot, err := output(ctx, dir, nil, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	return append(list, component{name: "Go standard library and runtime", dir: strings.TrimSpace(string(goroot))}), nil
}

// metadata is the part of "cargo metadata" that is read here.
type metadata struct {
	Packages []struct {
		ID, Name, Version, License, Source string
		ManifestPath                       string `json:"manifest_path"`
		Targets                            []struct{ Kind []string }
	}
	Resolve struct {
		Root  string
		Nodes []struct {
			ID   string
			Deps []struct {
				Pkg      string
				DepKinds []struct {
					Kind *string // nil is a normal dependency, the others are "build" and "dev"
				} `json:"dep_kinds"`
			}
		}
	}
}

// crates lists what is linked into the library: its normal dependencies and theirs.
func crates(ctx context.Context, manifest string) ([]component, error) {
	out, err := output(ctx, filepath.Dir(manifest), nil, "cargo", "metadata", "--format-version", "1", "--locked",
		"--filter-platform", "x86_64-unknown-linux-gnu", "--manifest-path", filepath.Base(manifest))
	if err != nil {
		return nil, err
	}
	var m metadata
	if err := json.Unmarshal(out, &m); err != nil {
		return nil, fmt.Errorf("read cargo metadata: %w", err)
	}
	linked := m.linked()
	var list []component
	for _, p := range m.Packages {
		if !linked[p.ID] || p.Source == "" {
			continue // not linked, or ours
		}
		if p.License == "" {
			p.License = "see its licence text"
		}
		list = append(list, component{name: p.Name, version: p.Version, dir: filepath.Dir(p.ManifestPath), declared: p.License})
	}
	return list, nil
}

// linked follows normal dependencies from the root. Macros run in the compiler and leave nothing of theirs in the library.
func (m metadata) linked() map[string]bool {
	next := map[string][]string{}
	macro := map[string]bool{}
	for _, p := range m.Packages {
		for _, target := range p.Targets {
			macro[p.ID] = macro[p.ID] || slices.Contains(target.Kind, "proc-macro")
		}
	}
	for _, node := range m.Resolve.Nodes {
		for _, dep := range node.Deps {
			for _, kind := range dep.DepKinds {
				if kind.Kind == nil && !macro[dep.Pkg] {
					next[node.ID] = append(next[node.ID], dep.Pkg)
				}
			}
		}
	}
	seen := map[string]bool{}
	queue := []string{m.Resolve.Root}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if !seen[id] {
			seen[id] = true
			queue = append(queue, next[id]...)
		}
	}
	return seen
}

// output runs a program and returns what it printed.
func output(ctx context.Context, dir string, env []string, name string, args ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, name, args...)
	command.Dir = dir
	command.Env = append(command.Environ(), env...)
	out, err := command.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, fmt.Errorf("%s %s: %w: %s", name, args[0], err, exit.Stderr)
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", name, args[0], err)
	}
	return out, nil
}
