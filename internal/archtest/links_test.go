package archtest

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	link      = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading   = regexp.MustCompile(`(?m)^#{1,6} +(.+?) *#*$`)
	codeBlock = regexp.MustCompile("(?ms)^ *```.*?^ *```")
	notAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// Links between the pages lead somewhere. What lies outside the tree is not looked up.
func TestPagesLinkToWhatExists(t *testing.T) {
	for _, name := range tracked(t) {
		if filepath.Ext(name) != ".md" {
			continue
		}
		text, ok := readText(t, name)
		if !ok {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(codeBlock.ReplaceAllString(text, ""), -1) {
			target := m[1]
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			assert.Empty(t, broken(name, target), "%s links to %s", name, target)
		}
	}
}

// broken says what is wrong with a link from a page, nothing if it is good.
func broken(page, target string) string {
	file, anchor, _ := strings.Cut(target, "#")
	where := page
	if file != "" {
		where = path.Join(path.Dir(page), file)
		if strings.HasPrefix(file, "/") {
			where = strings.TrimPrefix(file, "/")
		}
	}
	full := filepath.Join(root, filepath.FromSlash(where))
	if _, err := os.Stat(full); err != nil {
		return "no such file in the tree"
	}
	if anchor == "" || path.Ext(where) != ".md" {
		return ""
	}
	text, err := os.ReadFile(full)
	if err != nil {
		return err.Error()
	}
	for _, m := range heading.FindAllStringSubmatch(string(text), -1) {
		if anchorOf(m[1]) == strings.ToLower(anchor) {
			return ""
		}
	}
	return "no such heading"
}

// anchorOf is how a heading is addressed on the usual hosts.
func anchorOf(title string) string {
	return strings.ReplaceAll(notAnchor.ReplaceAllString(strings.ToLower(title), ""), " ", "-")
}

func TestTheLinkCheckItself(t *testing.T) {
	assert.Empty(t, broken("CONTRIBUTING.md", "#adding-things"))
	assert.Empty(t, broken("docs/x.md", "../CONTRIBUTING.md#build-and-check"))
	assert.Equal(t, "no such heading", broken("CONTRIBUTING.md", "#nothing"))
	assert.Equal(t, "no such file in the tree", broken("docs/x.md", "CONTRIBUTING.md"))
}

var (
	inline = regexp.MustCompile("`make ([a-z][a-z0-9-]*)")
	typed  = regexp.MustCompile(`(?m)^\s*(?:\$ )?make ([a-z][a-z0-9-]*)`)
	target = regexp.MustCompile(`(?m)^([a-z][a-z0-9-]*):`)
)

// Commands that the pages tell people to type exist.
func TestPagesNameTargetsThatExist(t *testing.T) {
	targets := map[string]bool{}
	for _, name := range []string{"Makefile", "vm/native/native.mk", "examples/guests.mk", "contracts/contracts.mk"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		for _, m := range target.FindAllStringSubmatch(string(text), -1) {
			targets[m[1]] = true
		}
	}
	for _, name := range tracked(t) {
		text, ok := "", filepath.Ext(name) == ".md"
		if ok {
			text, ok = readText(t, name)
		}
		if !ok {
			continue
		}
		commands := inline.FindAllStringSubmatch(text, -1)
		for _, block := range codeBlock.FindAllString(text, -1) {
			commands = append(commands, typed.FindAllStringSubmatch(block, -1)...)
		}
		for _, m := range commands {
			assert.True(t, targets[m[1]], "%s names `make %s`", name, m[1])
		}
	}
}
