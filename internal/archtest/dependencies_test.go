package archtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// families are owners whose further modules come with the one that docs/RATIONALE.md names.
var families = map[string]string{
	"github.com/libp2p":       "go-libp2p",
	"github.com/multiformats": "go-libp2p",
	"github.com/ipfs":         "boxo",
	"github.com/ipld":         "boxo",
	"github.com/oapi-codegen": "oapi-codegen",
	"google.golang.org":       "protobuf",
}

var version = regexp.MustCompile(`/v[0-9]+$|\.v[0-9]+$`)

// Every module that a program imports has a sentence in docs/RATIONALE.md.
func TestEveryDependencyHasAReason(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(root, "docs", "RATIONALE.md"))
	require.NoError(t, err)
	_, section, found := strings.Cut(string(raw), "## Dependencies")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")

	seen := map[string]bool{}
	for _, file := range files(t) {
		if file.test || isTestMachine(pathDir(file.path)) || under(file.path, "internal/deps") {
			continue
		}
		for _, path := range file.imports {
			name := dependency(path)
			if name == "" || seen[name] {
				continue
			}
			seen[name] = true
			assert.True(t, strings.Contains(section, name), "%s imports %s: give the reason in docs/RATIONALE.md, section Dependencies", file.path, path)
		}
	}
	require.NotEmpty(t, seen)
}

// dependency is the word by which docs/RATIONALE.md calls an imported module, empty for the standard library and ours.
func dependency(path string) string {
	parts := strings.Split(path, "/")
	if _, own := ours(path); own || !strings.Contains(parts[0], ".") {
		return ""
	}
	for owner, name := range families {
		if under(path, owner) {
			return name
		}
	}
	switch {
	case parts[0] == "golang.org" && len(parts) > 2:
		return "x/" + parts[2]
	case parts[0] == "github.com" && len(parts) > 2:
		return parts[2]
	default:
		last := parts[min(1, len(parts)-1)]
		return version.ReplaceAllString(last, "")
	}
}

func TestDependencyNames(t *testing.T) {
	for path, want := range map[string]string{
		"fmt": "", "encoding/json": "", "github.com/machinefi/sprout/task": "",
		"github.com/ethereum/go-ethereum/common": "go-ethereum", "github.com/libp2p/go-libp2p/core/host": "go-libp2p",
		"github.com/ipfs/go-cid": "boxo", "golang.org/x/sync/errgroup": "x/sync", "gopkg.in/yaml.v3": "yaml", "modernc.org/sqlite": "sqlite",
		"google.golang.org/protobuf/proto": "protobuf", "github.com/pressly/goose/v3": "goose", "pgregory.net/rapid": "rapid",
	} {
		assert.Equal(t, want, dependency(path), path)
	}
}
