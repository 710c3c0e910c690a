package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"
)

// A shell reads back what was written, whatever folder a devnet is in.
func TestShellsReadTheVariables(t *testing.T) {
	dir := filepath.Join(t.TempDir(), `it's $HOME; a "folder"`)
	require.NoError(t, os.Mkdir(dir, 0o700))
	file := filepath.Join(dir, "devnet.env")
	want := [][2]string{{"A_URL", "http://127.0.0.1:8545"}, {"A_FILE", dir}, {"EMPTY", ""}, {"ODD", "a\\b `c` 'd'\n#e"}}
	require.NoError(t, writeEnv(file, want))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(text), "\nexport A_URL=http://127.0.0.1:8545\n", "plain values need no quotes")
	for _, v := range want {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", `. "$0"; printf %s "$`+v[0]+`"`, file)
		got, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", got)
		require.Equal(t, v[1], string(got))
	}
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

// Commands in guides are commands that there are, with flags that they have.
func TestGuidesShowCommandsThatThereAre(t *testing.T) {
	guides, err := filepath.Glob("../../docs/guides/*.md")
	require.NoError(t, err)
	shown := 0
	for _, guide := range guides {
		text, err := os.ReadFile(guide)
		require.NoError(t, err)
		for i, block := range strings.Split(string(text), "```") {
			if i%2 == 0 {
				continue // prose
			}
			for _, line := range strings.Split(block, "\n") {
				if words := strings.Fields(line); len(words) > 1 && words[0] == "ioctl-project" {
					shown++
					checkShown(t, filepath.Base(guide)+": "+line, words[1:])
				}
			}
		}
	}
	require.Greater(t, shown, 10)
}

func checkShown(t *testing.T, line string, words []string) {
	t.Helper()
	list, flags := newApp().Commands, map[string]bool{}
	for len(list) > 0 && len(words) > 0 {
		var found *cli.Command
		for _, c := range list {
			if c.Name == words[0] {
				found = c
			}
		}
		require.NotNil(t, found, "%s: there is no command %s", line, words[0])
		list, words = found.Subcommands, words[1:]
		for _, f := range found.Flags {
			for _, name := range f.Names() {
				flags[name] = true
			}
		}
	}
	for _, word := range words {
		if word == "#" || word == ">" || word == "|" {
			return
		}
		if name, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "="); strings.HasPrefix(word, "-") && word != "-" {
			require.True(t, flags[name], "%s: there is no flag %s", line, word)
		}
	}
}
