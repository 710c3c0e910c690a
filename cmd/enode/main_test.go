package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/node"
)

func TestMain(m *testing.M) {
	// The program starts workers from its own binary, which is the test's here.
	if len(os.Args) > 1 && os.Args[1] == config.ProverCommand {
		os.Exit(node.Worker(os.Args[2:]))
	}
	testscript.Main(m, map[string]func(){"enode": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a command and checks its exit code: exits CODE COMMAND ARGUMENT…
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [argument...]")
	}
	got, failed := 0, new(exec.ExitError)
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &failed):
		got = failed.ExitCode()
	case err != nil:
		ts.Fatalf("%s", err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("%s exits with %d, want %s", args[1], got, args[0])
	}
}

// People learn a command from its example, programs read its JSON.
func TestEveryCommandHasAnExampleAndJSON(t *testing.T) {
	app := program().App(io.Discard)
	require.Contains(t, app.Description, "enode --")
	require.NotEmpty(t, app.Commands)
	for _, c := range app.Commands {
		require.True(t, strings.HasPrefix(c.UsageText, "enode "+c.Name), c.Name)
		require.NotEmpty(t, c.Usage, c.Name)
		json := false
		for _, f := range c.Flags {
			json = json || f.Names()[0] == "json"
		}
		require.True(t, json, c.Name)
	}
}

// The settings in the guide are ones the program takes.
func TestGuideShowsUsableSettings(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guides/project-owner.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(guide), "```yaml\n# enode.yaml\n")
	require.True(t, found)
	settings, _, _ := strings.Cut(rest, "```")
	contracts := filepath.Join(t.TempDir(), "contracts.json")
	require.NoError(t, deploy.Network{
		ChainID: 4690, ProjectRegistry: common.Address{1}, EnodeBonds: common.Address{2}, ZnodeStaking: common.Address{3},
		VerifierRouter: common.Address{4}, TaskSettlement: common.Address{5},
	}.Write(contracts))
	settings = strings.NewReplacer("/etc/sprout/contracts.json", contracts, "0x…", "0x5FbDB2315678afecb367f032d93F642f64180aa3", "/dns4/…", "/dns4/example.org",
		"12D3Koo…", "12D3KooWGZuXAApkBU5rBrnJaNg5YRWYLqBnn9bHYHXtYYpvBAfB", "…", "example.org").Replace(settings)
	file := filepath.Join(t.TempDir(), "settings.yaml")
	require.NoError(t, os.WriteFile(file, []byte(settings), 0o600))
	var out bytes.Buffer
	require.NoError(t, program().App(&out).Run([]string{"enode", "check", "--config", file}))
	require.Equal(t, "settings are usable\n", out.String())
}
