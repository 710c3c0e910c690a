package archtest

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The one package that touches the native library's memory.
const ffi = "vm/internal/ffi"

func TestOnlyTheFFITouchesMemory(t *testing.T) {
	for _, file := range files(t) {
		if under(pathDir(file.path), ffi) || file.path == "internal/deps/deps.go" {
			continue
		}
		for _, path := range file.imports {
			if path == "unsafe" && file.generated {
				continue // protoc-gen-go uses it to share bytes with strings
			}
			bad := path == "unsafe" || path == "C" || path == "plugin" || strings.HasPrefix(path, "github.com/ebitengine/purego")
			assert.False(t, bad, "%s imports %q: only %s may, so that memory errors have one place to be, and the build needs no C compiler", file.path, path, ffi)
		}
	}
}

func TestTestCodeStaysInTests(t *testing.T) {
	machines := []string{"testing", "github.com/stretchr/testify", "pgregory.net/rapid", "go.uber.org/goleak", "github.com/marcopolo/simnet"}
	for _, file := range files(t) {
		if file.test || isTestMachine(pathDir(file.path)) || under(file.path, "internal/deps") {
			continue
		}
		for _, path := range file.imports {
			assert.False(t, under(path, machines...), "%s imports %s: test libraries register flags and add weight; they stay in _test.go files and test machines", file.path, path)
		}
	}
}

func TestPackageNamesSaySomething(t *testing.T) {
	_, folders := tree(t)
	for _, folder := range folders {
		name := folder[strings.LastIndexByte(folder, '/')+1:]
		assert.NotContains(t, []string{"util", "utils", "common", "helper", "helpers", "types", "models", "misc", "base", "shared"}, name,
			"%s: a package is named for what it provides; such a name collects what nobody wanted to think about", folder)
	}
}

func TestOnePackageComment(t *testing.T) {
	packages, folders := tree(t)
	for _, folder := range folders {
		var with, generated []string
		programs := 0
		for _, file := range packages[folder].files {
			if file.test {
				continue
			}
			programs++
			switch {
			case file.syntax.Doc == nil:
			case file.generated:
				generated = append(generated, file.path)
			default:
				with = append(with, file.path)
			}
		}
		if programs == 0 {
			continue // tests of other packages
		}
		if programs == len(generated) {
			with = generated
		}
		assert.Len(t, with, 1, "%s: a package is explained in exactly one place, usually doc.go", folder)
	}
}

// An enode verifies receipts and never makes one.
func TestEnodeDoesNotProve(t *testing.T) {
	for _, file := range files(t) {
		if file.test || !under(pathDir(file.path), "internal/enode", "cmd/enode") {
			continue
		}
		ast.Inspect(file.syntax, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if method, ok := call.Fun.(*ast.SelectorExpr); ok {
					assert.NotEqual(t, "Prove", method.Sel.Name, "%s: an enode uses the prover only to verify", file.set.Position(call.Pos()))
				}
			}
			return true
		})
	}
}

// longFiles may exceed the limit, each for a reason.
var longFiles = map[string]string{}

// Longest a file may be, and how long most are.
const (
	maxLines = 600
	p90Lines = 400
)

func TestFilesStayReadable(t *testing.T) {
	var lengths []int
	for _, file := range files(t) {
		if file.generated {
			continue
		}
		if longFiles[file.path] == "" {
			assert.LessOrEqual(t, file.lines, maxLines, "%s: a file this long holds more than one thought; split it, or give the reason in longFiles", file.path)
		}
		if !file.test {
			lengths = append(lengths, file.lines)
		}
	}
	require.NotEmpty(t, lengths)
	slices.Sort(lengths)
	median, p90 := lengths[len(lengths)/2], lengths[len(lengths)*9/10]
	t.Logf("%d files, median %d lines, p90 %d", len(lengths), median, p90)
	assert.LessOrEqual(t, p90, p90Lines, "nine of ten files are to be read in one sitting")
}
