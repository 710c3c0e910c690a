package verifier_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/verifier"
	"github.com/machinefi/sprout/task"
)

// TestSolcIsTheContracts: the contracts of the repository and generated ones have one compiler.
func TestSolcIsTheContracts(t *testing.T) {
	file, err := os.ReadFile("../package.json")
	require.NoError(t, err)
	var about struct{ DevDependencies map[string]string }
	require.NoError(t, json.Unmarshal(file, &about))
	require.Equal(t, verifier.SolcVersion, about.DevDependencies["solc"])
}

// install makes what looks like an npm package in dir/node_modules/solc and returns its folder.
func install(t *testing.T, dir, name, version string) string {
	t.Helper()
	folder := filepath.Join(dir, "node_modules", "solc")
	require.NoError(t, os.MkdirAll(folder, 0o700))
	about := fmt.Sprintf(`{"name":%q,"version":%q}`, name, version)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "package.json"), []byte(about), 0o600))
	return folder
}

func TestFindSolc(t *testing.T) {
	t.Setenv(verifier.SolcEnv, "")
	root := t.TempDir()
	below := filepath.Join(root, "a", "b")
	require.NoError(t, os.MkdirAll(below, 0o700))
	t.Chdir(below)
	_, err := verifier.FindSolc("")
	require.ErrorIs(t, err, verifier.ErrNoSolc)
	require.Contains(t, task.Hint(err), "npm install solc@"+verifier.SolcVersion)

	install(t, below, "solc", "0.8.19")
	_, err = verifier.FindSolc("")
	require.ErrorContains(t, err, "has version 0.8.19")
	require.Contains(t, task.Hint(err), "npm install solc@"+verifier.SolcVersion)

	right := install(t, root, "solc", verifier.SolcVersion)
	found, err := verifier.FindSolc("")
	require.NoError(t, err, "the one further up is of the right version")
	require.Equal(t, right, found)
	for _, dir := range []string{root, filepath.Join(root, "node_modules"), right, "../.."} {
		found, err := verifier.FindSolc(dir)
		require.NoError(t, err)
		require.Equal(t, right, found)
		t.Setenv(verifier.SolcEnv, dir)
		found, err = verifier.FindSolc("")
		require.NoError(t, err)
		require.Equal(t, right, found)
	}
	_, err = verifier.FindSolc(below)
	require.ErrorIs(t, err, verifier.ErrNoSolc, "who names a folder means that one")
	_, err = verifier.FindSolc(filepath.Join(root, "none"))
	require.ErrorContains(t, err, "no npm package solc in")

	elsewhere := t.TempDir()
	install(t, elsewhere, "hardhat", verifier.SolcVersion)
	_, err = verifier.FindSolc(elsewhere)
	require.ErrorIs(t, err, verifier.ErrNoSolc)
}

func TestCompileNeedsNode(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := verifier.Compile(t.Context(), "anywhere", "")
	require.ErrorIs(t, err, verifier.ErrNoSolc)
	require.Contains(t, task.Hint(err), "Node.js")
}

// solc returns the folder of the real compiler.
func solc(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("NOTICE: Node.js is not installed: contracts are NOT compiled here")
	}
	dir, err := verifier.FindSolc("../node_modules")
	if err != nil {
		t.Skipf("NOTICE: contracts are NOT compiled here: %s", err)
	}
	return dir
}

// checked is a contract that checks the length of its calldata as generated verifiers do.
const checked = "contract Verifier { fallback() external { assembly { if iszero(eq(calldatasize(), 0x60)) { revert(0, 0) } %s } } }"

func TestCompile(t *testing.T) {
	dir := solc(t)
	a, err := verifier.Compile(t.Context(), dir, fmt.Sprintf(checked, ""))
	require.NoError(t, err)
	require.EqualValues(t, 0x60, a.CalldataBytes)
	require.NotEmpty(t, a.Bytecode)
	require.Regexp(t, "^"+verifier.SolcVersion+`\+`, a.Solc)
	require.Len(t, a.SourceSHA256, 64)
	require.Zero(t, a.ProgramID)
	again, err := verifier.Compile(t.Context(), dir, fmt.Sprintf(checked, ""))
	require.NoError(t, err)
	require.Equal(t, a, again)

	// The script beside the contracts does the same.
	cmd := exec.CommandContext(t.Context(), "node", "../compile-verifier")
	cmd.Stdin = strings.NewReader(fmt.Sprintf(checked, ""))
	out, err := cmd.Output()
	require.NoError(t, err)
	byScript, err := verifier.Parse(out)
	require.NoError(t, err)
	byScript.SourceSHA256 = a.SourceSHA256
	require.Equal(t, a, byScript)
}

func TestCompileRefuses(t *testing.T) {
	dir := solc(t)
	long := strings.Repeat("ab", verifier.MaxDeployedBytes)
	for source, want := range map[string]string{
		"":                                    "the source has 0 contracts",
		"contract {":                          "ParserError",
		"contract A {}":                       "it is no verifier of Sprout's",
		"contract A {} contract B {}":         "the source has 2 contracts",
		`import "./other.sol"; contract A {}`: "ParserError",
		`contract A { function f() external pure returns (bytes memory) { return hex"` + long + `"; } }`: "bytes, contracts may have 24576: use fewer columns",
	} {
		_, err := verifier.Compile(t.Context(), dir, source)
		require.ErrorIs(t, err, verifier.ErrSource, "%.50s", source)
		require.ErrorContains(t, err, want)
		require.NotContains(t, err.Error(), "SPDX", "warnings are left out")
	}
}

// A package that says it is of the version and is none is found out by what it answers, or does not.
func TestCompilerThatIsNone(t *testing.T) {
	solc(t)
	dir := install(t, t.TempDir(), "solc", verifier.SolcVersion)
	_, err := verifier.Compile(t.Context(), dir, "contract A {}")
	require.ErrorContains(t, err, "run solc: ")
	require.NotErrorIs(t, err, verifier.ErrSource)

	lie := `exports.version = () => "0.8.19+commit";
exports.compile = () => JSON.stringify({contracts: {"Verifier.sol": {V: {evm: {bytecode: {object: "60"}, deployedBytecode: {object: "60"}}}}}});`
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.js"), []byte(lie), 0o600))
	_, err = verifier.Compile(t.Context(), dir, "eq(calldatasize(), 0x60)")
	require.ErrorIs(t, err, verifier.ErrNoSolc)
	require.ErrorContains(t, err, "says that it is 0.8.19+commit")
}

func TestCompileStops(t *testing.T) {
	solc(t)
	dir := install(t, t.TempDir(), "solc", verifier.SolcVersion)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.js"), []byte("for (;;);"), 0o600))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := verifier.Compile(ctx, dir, "")
	require.ErrorIs(t, err, context.Canceled)
}
