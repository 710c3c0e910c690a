package main

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"text/template"

	"github.com/machinefi/sprout/examples"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/vm/native/crates"
)

// ownFiles are what templates have beside the sources of their example.
//
//go:embed template
var ownFiles embed.FS

// starter is a project to start from: the sources of an example, and all that they need to stand alone.
type starter struct {
	VM      project.VM
	Name    string
	Title   string
	About   string
	Needs   string // tools, for the README
	Program string
	Test    string // a command
	Guide   string
	Files   []described
	copies  []copied
	made    func(files map[string][]byte) error // changes what was copied; may be nil
}

type described struct{ Path, What string }

// copied is a folder, or a file, of one of the embedded trees and where it goes.
type copied struct {
	from fs.FS
	dir  string
	to   string
}

const zkwasmGuide = "docs/guides/zkwasm.md of Sprout's repository"

// starters lists the templates; the first of a runtime is its default.
func starters() []starter {
	module := func(example, name, title, about, needs, source string) starter {
		return starter{
			VM: project.VMZkWasm, Name: name, Title: title, About: about, Needs: needs, Program: "program/" + example + ".wasm", Guide: zkwasmGuide,
			Files:  []described{{source, "the program"}},
			copies: []copied{{examples.Sources, "zkwasm/" + example, "."}},
		}
	}
	return []starter{
		{
			VM: project.VMRisc0, Name: "rust", Title: "weather",
			About: "A parametric weather insurance as a guest of the Risc0 zkVM: a month of a station's readings decides what is paid.",
			Needs: "Rust with `rustup component add rust-src`", Program: "program/weather.elf",
			Test:  "cargo test                                           # the logic, without a zkVM",
			Guide: "docs/guides/project-owner.md of Sprout's repository",
			Files: []described{{"logic", "the insurance, in Rust without a zkVM"}, {"guest", "the guest program around it"}, {"data", "readings of a year and what must come out"}, {"sprout", "Sprout's crates"}},
			copies: []copied{
				{examples.Sources, "Cargo.toml", "Cargo.toml"}, {examples.Sources, "Cargo.lock", "Cargo.lock"}, {examples.Sources, "rustfmt.toml", "rustfmt.toml"},
				{examples.Sources, "weather", "."}, {crates.Sources, "sprout-guest", "sprout/sprout-guest"}, {ownFiles, "template/risc0", "."},
			},
			made: func(f map[string][]byte) error {
				f["Cargo.toml"] = workspaceOf(f["Cargo.toml"], []string{"guest", "logic"}, "logic")
				return nil
			},
		},
		{
			VM: project.VMHalo2, Name: "rust", Title: "simple",
			About: "An ordinary halo2 circuit over BN254, published as a front end: c = 4 · a² · b², with a and b private.",
			Needs: "Rust with `rustup target add wasm32-wasip1`", Program: "program/simple.wasm",
			Test:  "cargo test                                           # halo2's checker",
			Guide: "docs/guides/halo2.md of Sprout's repository",
			Files: []described{{"src/lib.rs", "the circuit"}, {"tests", "what it accepts, and what not"}, {"sprout", "Sprout's crates"}},
			copies: []copied{
				{examples.Sources, "halo2/Cargo.toml", "workspace.toml"}, {examples.Sources, "halo2/Cargo.lock", "Cargo.lock"},
				{examples.Sources, "halo2/rustfmt.toml", "rustfmt.toml"}, {examples.Sources, "halo2/simple", "."},
				{crates.Sources, "sprout-halo2", "sprout/sprout-halo2"}, {crates.Sources, "halo2", "sprout/halo2"}, {ownFiles, "template/halo2", "."},
			},
			made: func(f map[string][]byte) error {
				f["Cargo.toml"] = append(append(workspaceOf(f["workspace.toml"], nil, ""), '\n'), f["Cargo.toml"]...)
				delete(f, "workspace.toml")
				f["sprout/halo2/Cargo.toml"] = workspaceOf(f["sprout/halo2/Cargo.toml"], []string{"recording"}, "")
				return nil
			},
		},
		module("add", "assemblyscript", "add", "Two private numbers whose sum is public, in AssemblyScript.",
			"Node.js 20 or later with npm", "assembly/index.ts"),
		module("meter", "rust", "meter", "What a meter counted, and what that costs, in Rust; the readings stay private.",
			"Rust with `rustup target add wasm32-unknown-unknown`", "src/lib.rs"),
		module("filter", "c", "filter", "A low-pass filter over private samples, in C and fixed point.",
			"clang with wasm-ld (Debian: clang-14 and lld-14; `CLANG=clang-19 ./build` takes another)", "src/filter.c"),
	}
}

// files returns the project's files by their paths.
func (s *starter) files() (map[string][]byte, error) {
	files := make(map[string][]byte)
	for _, c := range s.copies {
		if err := c.into(files); err != nil {
			return nil, err
		}
	}
	if s.made != nil {
		if err := s.made(files); err != nil {
			return nil, err
		}
	}
	all := *s
	for _, f := range []described{{"build", "makes " + s.Program}, {"project.yaml", "what the project file is made of"}, {"message.json", "a message for the program"}} {
		all.Files = append(all.Files[:len(all.Files):len(all.Files)], f)
	}
	t, err := template.ParseFS(ownFiles, "template/README.tmpl")
	if err != nil {
		return nil, fmt.Errorf("read README: %w", err)
	}
	var readme bytes.Buffer
	if err := t.Execute(&readme, all); err != nil {
		return nil, fmt.Errorf("write README: %w", err)
	}
	files["README.md"] = readme.Bytes()
	files[".gitignore"] = []byte("/node_modules/\n/target/\n")
	return files, nil
}

func (c copied) into(files map[string][]byte) error {
	return fs.WalkDir(c.from, c.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(c.from, name)
		if err == nil {
			files[path.Join(c.to, strings.TrimPrefix(name, c.dir))] = b
		}
		return err
	})
}

var (
	sections = regexp.MustCompile(`(?m)^\[`)
	members  = regexp.MustCompile(`(?m)^(default-)?members = .*\n`)
)

// workspaceOf makes the manifest of a workspace with the members given, of the manifest of one with others, which may be a
// package, too. Sprout's crates stand in the folder sprout.
func workspaceOf(manifest []byte, names []string, byDefault string) []byte {
	var kept strings.Builder
	at := sections.FindAllIndex(manifest, -1)
	for i, s := range at {
		end := len(manifest)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		section := string(manifest[s[0]:end])
		if !strings.HasPrefix(section, "[workspace") && !strings.HasPrefix(section, "[profile") {
			continue
		}
		if strings.HasPrefix(section, "[workspace]") {
			section = members.ReplaceAllString(section, "")
			own := "exclude = [\"sprout\"]\n"
			if len(names) > 0 {
				own += fmt.Sprintf("members = [\"%s\"]\n", strings.Join(names, `", "`))
			}
			if byDefault != "" {
				own += fmt.Sprintf("default-members = [%q]\n", byDefault)
			}
			section = strings.Replace(section, "[workspace]\n", "[workspace]\n"+own, 1)
		}
		kept.WriteString(section)
	}
	return []byte(outside.ReplaceAllString(kept.String(), `"sprout/`))
}

// outside is how examples name Sprout's crates.
var outside = regexp.MustCompile(`"(\.\./)+vm/native/crates/`)
