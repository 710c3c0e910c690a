package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// module is what the import paths of this project begin with.
const module = "github.com/machinefi/sprout"

// root is the top of the tree, seen from this folder.
var root = filepath.Join("..", "..")

// goFile is one source file as far as the rules look at it.
type goFile struct {
	path      string // from the top of the tree, with slashes
	test      bool
	generated bool
	lines     int
	syntax    *ast.File
	set       *token.FileSet
	imports   []string
}

// goPackage is the files of one folder.
type goPackage struct {
	folder string
	files  []*goFile
}

// readTree parses every Go file once for all tests.
var readTree = sync.OnceValues(func() (map[string]*goPackage, error) {
	packages := map[string]*goPackage{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if path != root && skipped(entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		file, err := readFile(path)
		if err != nil {
			return err
		}
		folder := pathDir(file.path)
		if packages[folder] == nil {
			packages[folder] = &goPackage{folder: folder}
		}
		packages[folder].files = append(packages[folder].files, file)
		return nil
	})
	return packages, err
})

// skipped are folders that hold no source of ours.
func skipped(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") ||
		slices.Contains([]string{"testdata", "node_modules", "target", "build", "out"}, name)
}

func readFile(path string) (*goFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	name, err := filepath.Rel(root, path)
	if err != nil {
		return nil, err
	}
	file := &goFile{
		path:      filepath.ToSlash(name),
		test:      strings.HasSuffix(path, "_test.go"),
		generated: ast.IsGenerated(syntax),
		lines:     strings.Count(string(text), "\n"),
		syntax:    syntax,
		set:       set,
	}
	for _, spec := range syntax.Imports {
		file.imports = append(file.imports, strings.Trim(spec.Path.Value, `"`))
	}
	return file, nil
}

// pathDir is the folder of a file, "." for the top.
func pathDir(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return "."
}

// tree returns the packages by folder, and their folders in order.
func tree(t *testing.T) (map[string]*goPackage, []string) {
	t.Helper()
	packages, err := readTree()
	require.NoError(t, err)
	folders := make([]string, 0, len(packages))
	for folder := range packages {
		folders = append(folders, folder)
	}
	slices.Sort(folders)
	require.NotEmpty(t, folders)
	return packages, folders
}

// files returns all files in order.
func files(t *testing.T) []*goFile {
	t.Helper()
	packages, folders := tree(t)
	var all []*goFile
	for _, folder := range folders {
		all = append(all, packages[folder].files...)
	}
	return all
}

// ours returns the folder that an import path of this project means.
func ours(path string) (string, bool) {
	if path == module {
		return ".", true
	}
	return strings.CutPrefix(path, module+"/")
}

// direct returns the folders that a package's program files (not its tests) import.
func (p *goPackage) direct() []string {
	var found []string
	for _, file := range p.files {
		if file.test {
			continue
		}
		for _, path := range file.imports {
			if folder, ok := ours(path); ok && !slices.Contains(found, folder) {
				found = append(found, folder)
			}
		}
	}
	slices.Sort(found)
	return found
}

// reached returns every folder that a package's program files lead to, with the way there.
func reached(packages map[string]*goPackage, from string) map[string]string {
	ways := map[string]string{}
	queue := []string{from}
	ways[from] = from
	for len(queue) > 0 {
		folder := queue[0]
		queue = queue[1:]
		if packages[folder] == nil {
			continue
		}
		for _, next := range packages[folder].direct() {
			if _, seen := ways[next]; !seen {
				ways[next] = ways[folder] + " → " + next
				queue = append(queue, next)
			}
		}
	}
	return ways
}

// under tells whether folder is top or inside it.
func under(folder string, tops ...string) bool {
	for _, top := range tops {
		if folder == top || strings.HasPrefix(folder, top+"/") {
			return true
		}
	}
	return false
}

// isTestMachine tells whether a folder only serves tests: named *test, or a network for tests.
func isTestMachine(folder string) bool {
	last := folder[strings.LastIndexByte(folder, '/')+1:]
	return (strings.HasSuffix(last, "test") && last != "attest") || under(folder, "internal/testnet", "internal/e2e")
}

// tracked lists the files that git knows or would add; without git (a source archive) the test that asks is skipped.
func tracked(t *testing.T) []string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	command.Dir = root
	out, err := command.Output()
	if err != nil {
		t.Skipf("not a git work tree: %v", err)
	}
	var names []string
	for name := range strings.SplitSeq(string(out), "\x00") {
		if name == "" {
			continue
		}
		if info, err := os.Lstat(filepath.Join(root, name)); err == nil && info.Mode().IsRegular() {
			names = append(names, name)
		}
	}
	return names
}

var generatedText = regexp.MustCompile(`(?m)^.{0,4}Code generated .*DO NOT EDIT`)
