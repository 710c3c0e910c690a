package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/verifier"
	modules "github.com/machinefi/sprout/examples/zkwasm"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/output/ethereum"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
	"github.com/machinefi/sprout/task"
)

func TestMain(m *testing.M) {
	// The program starts workers from its own binary, which is the test's here.
	if len(os.Args) > 1 && os.Args[1] == config.ProverCommand {
		os.Exit(node.Worker(os.Args[2:]))
	}
	testscript.Main(m, map[string]func(){"ioctl-project": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true, Setup: giveExample,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "enode": startEnode, "published": publishedAs, "gateway": startGateway, "let": let,
			"flip": flip, "prove": prove, "chain": startChain,
			"otherchain": startOtherChain, "steps": steps,
		},
		Condition: func(cond string) (bool, error) {
			target, isRust := strings.CutPrefix(cond, "rust:")
			switch {
			case isRust:
				return haveRust(t, target), nil
			case cond == "solc":
				return haveSolc(t), nil
			case cond == "e2e":
				return os.Getenv("SPROUT_E2E") == "1", nil
			}
			return false, fmt.Errorf("unknown condition %s", cond)
		},
	})
}

// haveSolc tells whether npm's solc is there, and says so where it is not.
func haveSolc(t *testing.T) bool {
	_, err := verifier.FindSolc(solcFolder)
	if err == nil {
		_, err = exec.LookPath("node")
	}
	if err != nil {
		t.Logf("NOTICE: contracts are NOT compiled here: %s", err)
	}
	return err == nil
}

const solcFolder = "../../contracts/node_modules"

// giveExample puts the built range proof and a circuit's front end into the script's folder.
func giveExample(e *testscript.Env) error {
	const folder = "../../examples/range/program"
	if err := os.CopyFS(filepath.Join(e.WorkDir, "range"), os.DirFS(folder)); err != nil {
		return err
	}
	for _, name := range []string{"simple"} {
		if err := os.CopyFS(filepath.Join(e.WorkDir, "halo2", name), os.DirFS("../../examples/halo2/"+name+"/program")); err != nil {
			return err
		}
	}
	for _, name := range modules.Names() {
		if err := os.CopyFS(filepath.Join(e.WorkDir, "zkwasm", name), os.DirFS("../../examples/zkwasm/"+name+"/program")); err != nil {
			return err
		}
	}
	b, err := fs.ReadFile(os.DirFS(folder), "program.json")
	if err != nil {
		return err
	}
	var about struct{ ProgramID string }
	if err := json.Unmarshal(b, &about); err != nil {
		return err
	}
	e.Setenv("RANGE_ID", about.ProgramID)
	solc, err := filepath.Abs(solcFolder)
	e.Setenv("NODE_MODULES", solc)
	leaveAtOnce(e)
	return err
}

// startChain runs a development chain until the script ends. It sets RPC to its URL, and OWNER to an account with coins,
// whose keystore is keys/owner.json, POOR to one without, in keys/poor.json, PASSWORD to the file that opens them, and
// OWNER_KEY to the first one's key: chain
func startChain(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: chain")
	}
	keys := map[string]string{}
	var rich *ecdsa.PrivateKey
	for _, name := range []string{"poor", "owner"} {
		key, err := devnet.Key(name)
		ts.Check(err)
		keys[name], rich = hex.EncodeToString(crypto.FromECDSA(key)), key
		ts.Setenv(strings.ToUpper(name), crypto.PubkeyToAddress(key.PublicKey).Hex())
	}
	ts.Check(writeKeystores(ts.MkAbs("keys"), keys))
	ts.Setenv("PASSWORD", ts.MkAbs("keys/password"))
	ts.Setenv("OWNER_KEY", keys["owner"])
	c, err := devnet.NewChain(0, rich)
	ts.Check(err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	ts.Defer(func() {
		stop()
		ts.Check(errors.Join(<-done, c.Close()))
	})
	ts.Setenv("RPC", c.Endpoint)
}

// startOtherChain serves an RPC endpoint that knows its chain's id and nothing else, and sets OTHER_RPC to its URL:
// otherchain ID
func startOtherChain(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: otherchain id")
	}
	id, err := strconv.ParseUint(args[0], 10, 64)
	ts.Check(err)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var call struct {
			ID     json.RawMessage
			Method string
		}
		if err := json.NewDecoder(r.Body).Decode(&call); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if call.Method == "eth_chainId" {
			_, _ = fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,"result":"0x%x"}`, call.ID, id)
			return
		}
		_, _ = fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no such method"}}`, call.ID)
	}))
	ts.Defer(server.Close)
	ts.Setenv("OTHER_RPC", server.URL)
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

// flip copies a file with one bit of its middle changed: flip FILE COPY
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip file copy")
	}
	b := []byte(ts.ReadFile(args[0]))
	b[len(b)/2] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b, 0o600))
}

// prove proves a task with a circuit and writes its receipt, and sets TASK to the
// task's digest: prove SRS PROGRAM RECEIPT MESSAGE
func prove(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: prove srs program receipt message")
	}
	p, err := node.OpenProvers(&config.Node{Halo2SRS: ts.MkAbs(args[0]), Halo2AllowUnsafe: true})
	ts.Check(err)
	defer p.Close() //nolint:errcheck // the receipt is made
	id, err := task.NewMessageID()
	ts.Check(err)
	at := time.UnixMilli(1_700_000_000_000)
	t, err := task.New(4690, 1, "1.0", 1, at, []task.Message{{
		ID: id, ProjectID: 1, ProjectVersion: "1.0", Data: []byte(args[3]), ReceivedAt: at,
	}})
	ts.Check(err)
	v := &project.Version{Name: "1.0", VM: project.VMHalo2, Code: []byte(ts.ReadFile(args[1])), InputMode: project.InputTask}
	receipt, _, err := p.Prove(context.Background(), v, &t, nil)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), receipt, 0o600))
	ts.Setenv("TASK", t.Header.Digest().String())
}

// let sets a variable to a string field of the JSON object printed last: let NAME FIELD
func let(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: let name field")
	}
	var got map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &got))
	v, ok := got[args[1]].(string)
	if !ok {
		ts.Fatalf("no string field %s in what was printed", args[1])
	}
	ts.Setenv(args[0], v)
}

// publishedAs checks that what was printed last, as JSON, names a file by its
// own hash and CID: published FILE
func publishedAs(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: published file")
	}
	var got published
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &got))
	file := []byte(ts.ReadFile(args[0]))
	sum := sha256.Sum256(file)
	cid, err := ipfs.CID(file, ipfs.FormatV1)
	ts.Check(err)
	want := published{File: args[0], Hash: "0x" + hex.EncodeToString(sum[:]), CID: cid, Size: len(file)}
	if got != want {
		ts.Fatalf("printed %+v, want %+v", got, want)
	}
}

// startGateway serves a file as the content of every CID, and sets GATEWAY to its
// URL and CID to the one it really has: gateway FILE
func startGateway(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: gateway file")
	}
	content := []byte(ts.ReadFile(args[0]))
	cid, err := ipfs.CID(content, ipfs.FormatV1)
	ts.Check(err)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/ipfs/") {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(content)
	}))
	ts.Defer(server.Close)
	ts.Setenv("GATEWAY", server.URL)
	ts.Setenv("CID", cid)
}

// allScripts are the scripts that run the commands, as one text.
func allScripts(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range []string{"testdata/script/*.txt", "testdata/chain/*.txt"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, name := range files {
			b, err := os.ReadFile(name)
			require.NoError(t, err)
			all.Write(b)
		}
	}
	return all.String()
}

// People learn a command from its example, programs read its JSON, and a script runs it.
func TestEveryCommandHasAnExampleAndJSON(t *testing.T) {
	app, scripts := newApp(), allScripts(t)
	require.Contains(t, app.Description, "Example:\n  ioctl-project ")
	var walk func(path string, list []*cli.Command) int
	walk = func(path string, list []*cli.Command) (n int) {
		for _, c := range list {
			name := path + " " + c.Name
			require.NotEmpty(t, c.Usage, name)
			n += walk(name, c.Subcommands)
			if c.Action == nil {
				require.NotEmpty(t, c.Subcommands, name)
				continue
			}
			n++
			require.Regexp(t, "(?m)^(exec|exits \\d) "+name+"( |$)", scripts, "no script runs it")
			require.True(t, strings.HasPrefix(c.UsageText, name+" "), "%s: example is %q", name, c.UsageText)
			json := false
			for _, f := range c.Flags {
				json = json || f.Names()[0] == "json"
			}
			require.True(t, json, "%s has no --json", name)
		}
		return n
	}
	require.GreaterOrEqual(t, walk("ioctl-project", app.Commands), 8)
}

// The project source in the guide builds, and names the parameters a router takes.
func TestGuideShowsASourceThatBuilds(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guides/project-owner.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(guide), "```yaml\n# project.yaml\n")
	require.True(t, found)
	source, _, _ := strings.Cut(rest, "```")
	source = strings.NewReplacer("0x…", "0x5FbDB2315678afecb367f032d93F642f64180aa3", "…", "example.org").Replace(source)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "project.yaml"), []byte(source), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "guest.elf"), []byte("program"), 0o600))
	_, versions, err := projectfile.Build(filepath.Join(dir, "project.yaml"), nil)
	require.NoError(t, err)
	require.Len(t, versions, 1)
	v := versions[0]
	require.Equal(t, project.Packing{Count: 31, Window: 24 * time.Hour, GroupBy: project.GroupByProject}, v.Packing)
	require.Len(t, v.Outputs, 1)
	policy := ethereum.Policy{Endpoints: []string{"https://example.org"}, Contracts: []common.Address{common.HexToAddress("0x5FbDB2315678afecb367f032d93F642f64180aa3")}}
	_, err = ethereum.New(policy, nil)(v.Outputs[0].Params)
	require.NoError(t, err)
}
