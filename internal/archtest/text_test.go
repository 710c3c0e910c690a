package archtest

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/metricsdoc"
)

// marks is text that must not be in the tree. Patterns are written so that they do not match themselves.
var marks = []struct {
	pattern *regexp.Regexp
	why     string
}{
	{regexp.MustCompile(`(?:^|[^\w./~$}-])/(?:wor[k]|roo[t])/[\w.]`), "a path of somebody's machine"},
	{regexp.MustCompile(`/(?:hom[e]|User[s])/[a-z]\w*/`), "a path of somebody's machine"},
	{regexp.MustCompile(`\b(?:TOD[O]|FIXM[E]|XX[X])\b`), "unfinished work belongs in the issue list, not in the tree"},
	{regexp.MustCompile(`(?m)^(?:<{7} |>{7} )`), "a merge conflict"},
	{regexp.MustCompile(`-----BEGIN (?:RSA |EC |OPENSSH )?PRIVAT[E] KEY-----`), "a private key"},
}

func TestTextLeaksNothing(t *testing.T) {
	checked := 0
	for _, name := range tracked(t) {
		text, ok := readText(t, name)
		if !ok {
			continue
		}
		checked++
		for _, mark := range marks {
			if at := mark.pattern.FindStringIndex(text); at != nil {
				assert.Fail(t, "leak", "%s:%d: %q: %s", name, 1+strings.Count(text[:at[0]], "\n"), text[at[0]:at[1]], mark.why)
			}
		}
	}
	require.NotZero(t, checked)
}

// readText returns a tracked file's text unless it is binary, huge, generated or somebody else's.
func readText(t *testing.T, name string) (string, bool) {
	t.Helper()
	if strings.Contains(name, "/testdata/fuzz/") || strings.HasSuffix(name, "go.sum") || name == "THIRD_PARTY_NOTICES.txt" {
		return "", false
	}
	raw, err := os.ReadFile(filepath.Join(root, name))
	if os.IsNotExist(err) {
		return "", false // deleted since it was listed
	}
	require.NoError(t, err)
	if len(raw) > 4<<20 || !utf8.Valid(raw) || strings.ContainsRune(string(raw[:min(len(raw), 8000)]), 0) {
		return "", false
	}
	if generatedText.Match(raw[:min(len(raw), 2000)]) {
		return "", false
	}
	return string(raw), true
}

// A lock file names where packages were found when it was made; that must be the public registry or nothing.
func TestLockFilesNameNoHost(t *testing.T) {
	index := regexp.MustCompile(`^registry\+https://github\.com/rust-lang/crates\.io-index$`)
	source := regexp.MustCompile(`(?m)^source = "([^"]*)"$`)
	for _, name := range tracked(t) {
		switch filepath.Base(name) {
		case "package-lock.json":
			raw, err := os.ReadFile(filepath.Join(root, name))
			require.NoError(t, err)
			var lock struct {
				Packages map[string]struct{ Resolved, Integrity string }
			}
			require.NoError(t, json.Unmarshal(raw, &lock), name)
			for path, p := range lock.Packages {
				assert.Empty(t, p.Resolved, "%s, %s: make the lock file with --omit-lockfile-registry-resolved: everyone uses the registry they are set up for", name, path)
				assert.True(t, path == "" || p.Integrity != "", "%s, %s: no checksum", name, path)
			}
		case "Cargo.lock":
			raw, err := os.ReadFile(filepath.Join(root, name))
			require.NoError(t, err)
			for _, m := range source.FindAllStringSubmatch(string(raw), -1) {
				assert.Regexp(t, index, m[1], name)
			}
		case ".npmrc", "pip.conf":
			assert.Fail(t, "registry settings", "%s: the registry is a setting of the machine", name)
		}
	}
}

// What the embedded libraries contain is told with them. The notices name the lock file that they were made from.
func TestNativeNotices(t *testing.T) {
	native := filepath.Join(root, "vm", "native")
	crates := filepath.Join(native, "crates")
	for folder, notices := range map[string]string{
		"risc0":          filepath.Join(native, "THIRD_PARTY_NOTICES.txt"),
		"halo2":          filepath.Join(crates, "halo2", "THIRD_PARTY_NOTICES.txt"),
		"zkwasm":         filepath.Join(crates, "zkwasm", "library", "THIRD_PARTY_NOTICES.txt"),
		"zkwasm/runtime": filepath.Join(crates, "zkwasm", "runtime", "THIRD_PARTY_NOTICES.txt"),
	} {
		lock, err := os.ReadFile(filepath.Join(crates, folder, "Cargo.lock"))
		require.NoError(t, err)
		text, err := os.ReadFile(notices)
		require.NoError(t, err)
		assert.Contains(t, string(text[:min(len(text), 1000)]), fmt.Sprintf("%x", sha256.Sum256(lock)),
			"%s was made from another Cargo.lock: run make native-notices", notices)
	}
}

// The page of metrics is what the source declares, and every name says whose it is.
func TestMetricsPage(t *testing.T) {
	metrics, err := metricsdoc.Scan(root)
	require.NoError(t, err)
	require.NotEmpty(t, metrics)
	for _, m := range metrics {
		assert.True(t, strings.HasPrefix(m.Name, "sprout_"), "%s: metric %s must begin with sprout_", m.Package, m.Name)
		assert.NotEmpty(t, m.Help, "%s: metric %s has no help", m.Package, m.Name)
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "metrics.md"))
	require.NoError(t, err)
	assert.True(t, metricsdoc.Page(metrics) == string(page), "docs/metrics.md is not that of the source: run go generate ./tools/metricsdoc")
}

// TestTheMarksThemselves keeps the patterns honest; the samples are cut in two so that they are none themselves.
func TestTheMarksThemselves(t *testing.T) {
	found := func(text string) bool {
		for _, mark := range marks {
			if mark.pattern.MatchString(text) {
				return true
			}
		}
		return false
	}
	for _, bad := range []string{
		"see /wor" + "k/main", "cd \"/roo" + "t/.cache\"", "/hom" + "e/alice/sprout", "/User" + "s/alice/", "// TO" + "DO: later", "FIX" + "ME",
		"a\n<<<<<" + "<< HEAD\n", "-----BEGIN EC PRIVAT" + "E KEY-----",
	} {
		assert.True(t, found(bad), bad)
	}
	for _, good := range []string{"docs/work/x", "network/root/x", "/rootless/x", "${dir}/work/x", "/worker/x", "PrivateKey", "mastodon TODOS"} {
		assert.False(t, found(good), good)
	}
}
