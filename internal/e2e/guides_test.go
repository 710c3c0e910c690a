package e2e_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Whoever does what a guide says, from its first line to its last and nothing else, gets where it says: the blocks of a
// page that are for a shell are run in their order on a devnet, and the lines it shows are printed in theirs.
func TestGuides(t *testing.T) {
	if os.Getenv("SPROUT_E2E") == "" {
		t.Skip("makes real proofs; run with SPROUT_E2E=1 or make e2e")
	}
	g := startGuided(t)
	t.Run("project owner", func(t *testing.T) { g.follow(t, "project-owner.md") })
	t.Run("operator", func(t *testing.T) { g.follow(t, "operator.md") })
	t.Run("halo2", func(t *testing.T) { g.follow(t, "halo2.md") })
	t.Run("dapp", func(t *testing.T) {
		for _, tool := range []string{"node", filepath.Join(g.root, "contracts/node_modules/.bin/forge")} {
			if _, err := exec.LookPath(tool); err != nil {
				t.Skipf("NOTICE: the dApp of the guide is NOT built here: %s", err)
			}
		}
		g.follow(t, "dapp.md")
	})
}

// guided is a devnet as the guides have their readers start it.
type guided struct{ dir, root string }

func startGuided(t *testing.T) *guided {
	t.Helper()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	g := &guided{dir: filepath.Join(t.TempDir(), "devnet"), root: root}
	var out printed
	cmd := exec.Command(filepath.Join(binaries, "ioctl-project"), "devnet", "--dir", g.dir)
	cmd.Stdout, cmd.Stderr = &out, &out
	require.NoError(t, cmd.Start())
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	t.Cleanup(func() {
		require.NoError(t, cmd.Process.Signal(os.Interrupt))
		require.NoError(t, <-done, "%s", &out)
		if t.Failed() {
			tellLogs(t, g.dir)
		}
	})
	require.Eventually(t, func() bool { return strings.Contains(out.String(), "stop with Ctrl-C") }, 3*time.Minute, 100*time.Millisecond, "%s", &out)
	return g
}

// printed is what a program has printed so far.
type printed struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.all.String()
}

// follow does what a page says in an empty folder.
func (g *guided) follow(t *testing.T, name string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(g.root, "docs", "guides", name))
	require.NoError(t, err)
	// Where the page has its devnet, and a port that must be free.
	here := strings.NewReplacer("/tmp/sprout-devnet", g.dir, "127.0.0.1:9100", freeAddress(t))
	script, shown := readGuide(here.Replace(string(page)))
	require.NotEmpty(t, script)
	require.NotEmpty(t, shown)

	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	var out printed
	// #nosec G204 -- the page is the repository's own
	cmd := exec.CommandContext(ctx, "bash", "-euxo", "pipefail", "-c", script)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = t.TempDir(), &out, &out, 10*time.Second
	cmd.Env = append(os.Environ(), "SPROUT="+g.root,
		"PATH="+strings.Join([]string{binaries, filepath.Join(g.root, "contracts/node_modules/.bin"), os.Getenv("PATH")}, ":"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // nodes it leaves behind end with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	require.NoError(t, cmd.Start())
	defer func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }()
	require.NoError(t, cmd.Wait(), "%s", &out)
	requireShown(t, shown, out.String())
}

// readGuide returns what a page has a reader type, the blocks marked sh, and the lines that it says are printed, those of
// the blocks marked text.
func readGuide(page string) (script string, shown []string) {
	for i, block := range strings.Split("\n"+page, "\n```") {
		kind, text, _ := strings.Cut(block, "\n")
		switch {
		case i%2 == 0: // prose
		case kind == "sh":
			script += text + "\n"
		case kind == "text":
			shown = append(shown, strings.Split(text, "\n")...)
		}
	}
	return script, shown
}

// requireShown looks for lines in their order; … stands for anything.
func requireShown(t *testing.T, shown []string, out string) {
	t.Helper()
	rest := strings.Split(out, "\n")
	for _, line := range shown {
		want := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*") + "$")
		at := 0
		for at < len(rest) && !want.MatchString(rest[at]) {
			at++
		}
		require.Less(t, at, len(rest), "the page shows the line %q, which is not printed, or not there:\n%s", line, out)
		rest = rest[at+1:]
	}
}
