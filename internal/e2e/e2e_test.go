package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/task"
)

// month pays, so that the whole way to the policy holder is gone.
const month = 201208

var binaries string

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == config.ProverCommand {
		os.Exit(node.Worker(os.Args[2:]))
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	if os.Getenv("SPROUT_E2E") == "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "sprout-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	build := exec.Command("go", "build", "-trimpath", "-o", dir+"/", "../../cmd/enode", "../../cmd/znode", "../../cmd/ioctl-project")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build programs: %s\n%s\n", err, out)
		return 1
	}
	binaries = dir
	return m.Run()
}

// net is a running network with what tests look at.
type net struct {
	*devnet.Network
	provers *node.Provers
	mu      sync.Mutex
	hooks   []func(task.Status)
}

func (n *net) progress(s task.Status) {
	n.mu.Lock()
	hooks := n.hooks
	n.mu.Unlock()
	for _, f := range hooks {
		f(s)
	}
}

// whenProving calls f once, the first time a znode reports that it is proving.
func (n *net) whenProving(f func(node string)) {
	var once sync.Once
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hooks = append(n.hooks, func(s task.Status) {
		if s.State == task.StateProving && s.Progress.Stage == "prove" {
			once.Do(func() { go f(n.ZnodeName(s.Node)) })
		}
	})
}

func start(t *testing.T) *net {
	t.Helper()
	if os.Getenv("SPROUT_E2E") == "" {
		t.Skip("makes real proofs; run with SPROUT_E2E=1 or make e2e")
	}
	provers, err := node.OpenProvers(nil)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, provers.Close()) })
	n := &net{provers: provers}
	dir := t.TempDir()
	n.Network, err = devnet.Start(t.Context(), devnet.Config{
		Dir: dir, Silence: 8 * time.Second, BuyMonths: []uint64{month}, Progress: n.progress,
		Enode: filepath.Join(binaries, "enode"), Znode: filepath.Join(binaries, "znode"),
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	}, provers)
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, n.Close())
		if t.Failed() {
			tellLogs(t, dir)
		}
	})
	return n
}

// tellLogs shows the end of every node's log.
func tellLogs(t *testing.T, dir string) {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(dir, "*.log"))
	require.NoError(t, err)
	for _, path := range logs {
		b, err := os.ReadFile(path)
		if err == nil {
			t.Logf("end of %s:\n%s", filepath.Base(path), b[max(0, len(b)-4000):])
		}
	}
}

func (n *net) month(t *testing.T) *devnet.Report {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	r, err := n.RunMonth(ctx, month, func(ctx context.Context, program task.Digest, receipt []byte) ([]byte, error) {
		v, err := n.provers.VerifyReceipt(ctx, program, receipt)
		return v.Journal, err
	}, nil)
	require.NoError(t, err)
	require.Empty(t, r.Problems)
	require.True(t, r.OK)
	require.Equal(t, 31, r.Settled)
	require.Len(t, r.Tasks, 1)
	got := r.Tasks[0]
	require.True(t, got.Verified)
	require.True(t, got.FlippedFails)
	require.True(t, got.OutputRight)
	require.NotEmpty(t, got.PaidOutWei)
	n.requireSettledOnce(t)
	return r
}

// requireSettledOnce looks at all the chain has: one settlement, and nothing the
// receiver refused.
func (n *net) requireSettledOnce(t *testing.T) {
	t.Helper()
	book, router := bindings.NewSproutReceiver(), bindings.NewW3bstreamRouter()
	client, ok := n.Client().(ethereum.LogFilterer)
	require.True(t, ok)
	logs, err := client.FilterLogs(t.Context(), ethereum.FilterQuery{FromBlock: big.NewInt(0), Addresses: []common.Address{n.Insurance, n.Contracts.Router}})
	require.NoError(t, err)
	settled := 0
	for i := range logs {
		if _, err := book.UnpackTaskSettledEvent(&logs[i]); err == nil {
			settled++
		}
		if ev, err := router.UnpackDataReceivedEvent(&logs[i]); err == nil {
			require.True(t, ev.Success, "a submission was refused: %s", bindings.DescribeReason(ev.RevertReason))
		}
	}
	require.Equal(t, 1, settled)
}

// TestMonthBecomesAPaidPolicy has the same znodes work for a project whose program
// misbehaves in every way it can, and for one that published a bare module.
func TestMonthBecomesAPaidPolicy(t *testing.T) {
	n := start(t)
	h := n.publishHostile(t)
	ids := h.send(t, misdeeds...)
	r := n.month(t)
	t.Run("receipt verify", func(t *testing.T) { n.verifyByCommand(t, r.Tasks[0]) })
	t.Run("misdeeds fail", func(t *testing.T) { h.requireFailed(t, ids, misdeeds...) })
	t.Run("workers are replaced", func(t *testing.T) { h.requireNewWorkers(t) })
	t.Run("a module is served", func(t *testing.T) { n.requireModuleServed(t) })
}

// verifyByCommand is what any third party would do.
func (n *net) verifyByCommand(t *testing.T, got devnet.TaskReport) {
	tool := filepath.Join(binaries, "ioctl-project")
	out, err := exec.Command(tool, "receipt", "verify", "--json", "--program-id", got.ProgramID, "--gateway", n.Gateway, got.ReceiptCID).CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), `"valid": true`)

	resp, err := http.Get(n.Gateway + "/ipfs/" + got.ReceiptCID)
	require.NoError(t, err)
	defer resp.Body.Close() //nolint:errcheck // only read from
	var receipt bytes.Buffer
	_, err = receipt.ReadFrom(resp.Body)
	require.NoError(t, err)
	b := receipt.Bytes()
	b[len(b)/3] ^= 4
	flipped := filepath.Join(t.TempDir(), "receipt")
	require.NoError(t, os.WriteFile(flipped, b, 0o600))
	out, err = exec.Command(tool, "receipt", "verify", "--program-id", got.ProgramID, flipped).CombinedOutput()
	var exit *exec.ExitError
	require.True(t, errors.As(err, &exit), "%s", out)
	require.Equal(t, 3, exit.ExitCode(), "%s", out)
}

// TestDemo is what make demo runs: its report, its table and its exit code.
func TestDemo(t *testing.T) {
	if os.Getenv("SPROUT_E2E") == "" {
		t.Skip("makes a real proof; run with SPROUT_E2E=1 or make e2e")
	}
	tool, report := filepath.Join(binaries, "ioctl-project"), filepath.Join(t.TempDir(), "demo.json")
	out, err := exec.Command(tool, "devnet", "--once", "--report", report).CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Contains(t, string(out), "31 of 31 messages settled")
	b, err := os.ReadFile(report)
	require.NoError(t, err)
	var r devnet.Report
	require.NoError(t, json.Unmarshal(b, &r))
	require.True(t, r.OK)
	require.Equal(t, 31, r.Settled)
	require.Len(t, r.Rows, 31)
	for _, row := range r.Rows {
		require.NotEmpty(t, row.Znode)
		require.NotEmpty(t, row.Tx)
		require.Positive(t, row.Gas)
		require.Positive(t, row.ProveMS)
	}

	requireVerifiedByTheChain(t, r.Heating)
	requireBilled(t, r.Meter)

	out, err = exec.Command(tool, "devnet", "--once", "--timeout", "6s").CombinedOutput()
	var exit *exec.ExitError
	require.True(t, errors.As(err, &exit), "not all is accepted: %s", out)
	require.Equal(t, 1, exit.ExitCode(), "%s", out)
}

// requireVerifiedByTheChain: the second project's task went into one transaction in which the chain verified the proof,
// and with any bit flipped it does not.
func requireVerifiedByTheChain(t *testing.T, r *devnet.VerifiedReport) {
	t.Helper()
	require.NotNil(t, r)
	require.Empty(t, r.Problems)
	require.True(t, r.OK)
	require.Equal(t, 31, r.Settled)
	require.True(t, r.OutputRight)
	require.True(t, r.Verified)
	require.NotEmpty(t, r.Znode)
	require.NotEmpty(t, r.Transaction)
	require.Positive(t, r.ProveMS)
	require.Less(t, r.VerificationGas, uint64(450_000))
	require.Greater(t, r.Gas, uint64(200_000), "less than the pairing costs")
	require.Len(t, r.Flipped, 4)
	for i, reason := range []string{"WrongTask(", "WrongTask(", "InvalidProof()", "InvalidProof()"} {
		require.Contains(t, r.Flipped[i].Reverts, reason, r.Flipped[i].What)
	}
	require.NotEmpty(t, r.Reverted)
	require.NotEmpty(t, r.Accepted)
}

// requireBilled: the messages of two meters were proved together by a WebAssembly module and settled in one transaction;
// that of a meter that was turned back failed for the module's reason.
func requireBilled(t *testing.T, r *devnet.MeterReport) {
	t.Helper()
	require.NotNil(t, r)
	require.Empty(t, r.Problems)
	require.True(t, r.OK)
	require.Equal(t, 2, r.Settled)
	require.True(t, r.Verified)
	require.True(t, r.FlippedFails)
	require.True(t, r.OutputRight)
	require.NotEmpty(t, r.Znode)
	require.NotEmpty(t, r.Transaction)
	require.Positive(t, r.ProveMS)
	require.Equal(t, []devnet.Bill{{Device: 7, Consumption: "277", Due: "8864"}, {Device: 8, Consumption: "39", Due: "1248"}}, r.Bills)
	require.Equal(t, "failed", r.Refused.State)
	require.Equal(t, 3, strings.Count(r.Refused.Reason, "guest fault: require: condition does not hold"), "every znode says why")
}

func TestKilledZnodeIsReplaced(t *testing.T) {
	n := start(t)
	n.whenProving(func(name string) { _ = n.Kill(name) })
	n.month(t)
}

func TestKilledEnodeGoesOn(t *testing.T) {
	n := start(t)
	n.whenProving(func(string) { _ = n.Kill("enode") })
	n.month(t)
}

func TestKilledWorkerIsReplaced(t *testing.T) {
	n := start(t)
	n.whenProving(func(name string) {
		for _, pid := range devnet.Children(n.Pids()[name]) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	})
	n.month(t)
}

func TestInterruptLeavesNoProcessBehind(t *testing.T) {
	if os.Getenv("SPROUT_E2E") == "" {
		t.Skip("starts whole networks; run with SPROUT_E2E=1 or make e2e")
	}
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGKILL} {
		t.Run(sig.String(), func(t *testing.T) {
			dir := t.TempDir()
			cmd := exec.Command(filepath.Join(binaries, "ioctl-project"), "devnet", "--dir", dir)
			out, err := cmd.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, cmd.Start())
			buf := make([]byte, 4096)
			_, err = out.Read(buf) // the addresses are printed when everything is up
			require.NoError(t, err)
			family := descendants(cmd.Process.Pid)
			require.GreaterOrEqual(t, len(family), 4, "an enode and three znodes, and workers that are still warm")
			require.NoError(t, cmd.Process.Signal(sig))
			_ = cmd.Wait()
			require.Eventually(t, func() bool { return len(alive(family)) == 0 }, 30*time.Second, 100*time.Millisecond, "left behind: %v", family)
		})
	}
}

// descendants returns the children of a process, theirs, and so on.
func descendants(pid int) []int {
	var out []int
	for _, c := range devnet.Children(pid) {
		out = append(append(out, c), descendants(c)...)
	}
	return out
}

// alive returns those of the processes that still run; zombies do not.
func alive(pids []int) []int {
	return slices.DeleteFunc(slices.Clone(pids), func(pid int) bool {
		b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if err != nil {
			return true
		}
		_, rest, _ := strings.Cut(string(b), ") ")
		return strings.HasPrefix(rest, "Z")
	})
}
