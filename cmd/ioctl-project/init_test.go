package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// haveRust tells whether Rust is there with a target, and says so where it is not.
func haveRust(t interface{ Logf(string, ...any) }, target string) bool {
	root, err := exec.Command("rustc", "--print", "sysroot").Output()
	if err == nil {
		_, err = os.Stat(filepath.Join(strings.TrimSpace(string(root)), "lib", "rustlib", target))
	}
	if err != nil {
		t.Logf("NOTICE: templates for %s are NOT built here: %s", target, err)
	}
	return err == nil
}

// steps does what the README of a folder says first, with the machine's tools: steps DIR
func steps(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: steps dir")
	}
	blocks := strings.Split(ts.ReadFile(filepath.Join(args[0], "README.md")), "```")
	if len(blocks) < 3 {
		ts.Fatalf("README says nothing to do")
	}
	// #nosec G204 -- the README is the program's own
	cmd := exec.Command("bash", "-euo", "pipefail", "-c", blocks[1])
	cmd.Dir = ts.MkAbs(args[0])
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "CARGO_TARGET_DIR=") })
	cmd.Env = append(env, "PATH="+ts.Getenv("PATH"), "CARGO_INCREMENTAL=0", "CARGO_PROFILE_DEV_DEBUG=0")
	out, err := cmd.CombinedOutput()
	ts.Logf("%s", out)
	ts.Check(err)
}
