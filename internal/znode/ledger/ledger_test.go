package ledger_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/task"
)

var (
	_ processor.Ledger = (*ledger.Ledger)(nil)
	_ output.Log       = (*ledger.Ledger)(nil)
	_ chain.Outbox     = (*ledger.Ledger)(nil)
	_ attest.Notes     = (*ledger.Ledger)(nil)
)

// crashFile tells a second process of this test binary to write to a ledger until it is killed.
const crashFile = "SPROUT_LEDGER_TEST_CRASH"

func TestMain(m *testing.M) {
	path := os.Getenv(crashFile)
	if path == "" {
		os.Exit(m.Run())
	}
	if err := writeForEver(context.Background(), path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func open(t testing.TB, path string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), path)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, l.Close()) })
	return l
}

func at(n int64) time.Time { return time.UnixMilli(1_700_000_000_000 + n).UTC() }

func entry(n uint64, state task.State) processor.Entry {
	e := processor.Entry{
		Task: task.Signed{Header: task.Header{
			ChainID: 4690, ProjectID: 7, Sequence: n, ProjectVersion: "1.0 \"ü\"", CreatedAt: at(1), MessageCount: 2, BodySize: 99, MessagesRoot: task.Digest{9},
		}, Signature: task.Signature{1, 2, 64: 28}},
		Attempt: 3, Provider: "12D3KooW", State: state, At: at(2),
	}
	e.Digest = e.Task.Header.Digest()
	return e
}

func intent(n uint64) chain.Intent {
	return chain.Intent{
		ID: fmt.Sprintf("intent %d", n), Chain: 1 << 63, From: common.Address{5}, Nonce: n, Gas: 2_300_000, Made: at(3),
		Call:   chain.Call{To: common.Address{6}, Data: []byte{0, 255}, Value: (*hexutil.Big)(new(big.Int).Lsh(big.NewInt(1), 100))},
		Signed: []hexutil.Bytes{{1}, {2, 3}}, Hashes: []common.Hash{{1}, {2}},
	}
}

func TestEverythingComesBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder with spaces", "100% ledger?#.db")
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	l := open(t, path)
	full := entry(1, task.StateProved)
	full.Receipt = &task.ReceiptRef{
		Runtime: "risc0", Kind: "composite", ProgramID: task.Digest{1}, Digest: task.Digest{2}, CID: "bafk", Size: 1 << 40,
		Journal: []byte{0, 1, 255}, Binding: task.BindingTask, Cycles: 1 << 60, ProveMS: 12,
	}
	full.Output = &task.OutputRef{Type: "webhook", Result: "200", Gas: 5}
	full.Failure = &task.Failure{Node: task.Address{8}, Code: task.FailOutput, Reason: "later"}
	require.NoError(t, l.Record(t.Context(), full))
	require.NoError(t, l.SetDelivered(t.Context(), full.Digest, 1, *full.Output))
	in := intent(4)
	require.NoError(t, l.SaveIntent(t.Context(), in))
	require.NoError(t, l.Ping(t.Context()))
	_, err := os.Stat(path)
	require.NoError(t, err, "the file is where it was asked for")

	l = open(t, path)
	got, found, err := l.Entry(t.Context(), full.Digest)
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, full, got)
	require.Equal(t, full.Digest, got.Task.Header.Digest(), "the header is whole, so its signature still holds")
	ref, found, err := l.Delivered(t.Context(), full.Digest, 1)
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, *full.Output, ref)
	known, found, err := l.Intent(t.Context(), in.ID)
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, in, known)

	_, found, err = l.Entry(t.Context(), task.Digest{})
	require.NoError(t, err)
	require.False(t, found)
	_, found, err = l.Delivered(t.Context(), full.Digest, 0)
	require.NoError(t, err)
	require.False(t, found)
	_, found, err = l.Intent(t.Context(), "none")
	require.NoError(t, err)
	require.False(t, found)
}

func TestLists(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.db"))
	for n, state := range []task.State{task.StateProving, task.StateProved, task.StateOutputted, task.StateFailed} {
		require.NoError(t, l.Record(t.Context(), entry(uint64(n+1), task.StateProving)))
		require.NoError(t, l.Record(t.Context(), entry(uint64(n+1), state)))
	}
	open, err := l.Unfinished(t.Context())
	require.NoError(t, err)
	require.ElementsMatch(t, []processor.Entry{entry(1, task.StateProving), entry(2, task.StateProved)}, open)

	for _, n := range []uint64{300, 2, 10} {
		require.NoError(t, l.SaveIntent(t.Context(), intent(n)))
	}
	done := intent(5)
	require.NoError(t, l.SaveIntent(t.Context(), done))
	done.Done, done.Mined = true, common.Hash{1}
	require.NoError(t, l.SaveIntent(t.Context(), done))
	elsewhere := intent(1)
	elsewhere.Chain = 1
	require.NoError(t, l.SaveIntent(t.Context(), elsewhere))
	intents, err := l.OpenIntents(t.Context(), 1<<63, common.Address{5})
	require.NoError(t, err)
	require.Equal(t, []chain.Intent{intent(2), intent(10), intent(300)}, intents)
	intents, err = l.OpenIntents(t.Context(), 1<<63, common.Address{4})
	require.NoError(t, err)
	require.Empty(t, intents)
}

func TestNewerFormatIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l, err := ledger.Open(t.Context(), path)
	require.NoError(t, err)
	require.NoError(t, l.Close())
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	_, err = db.ExecContext(t.Context(), "PRAGMA user_version = 2")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	_, err = ledger.Open(t.Context(), path)
	require.ErrorContains(t, err, "format 2 is newer")
}

func TestNoLedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	require.NoError(t, os.WriteFile(path, []byte(strings.Repeat("no database ", 1000)), 0o600))
	_, err := ledger.Open(t.Context(), path)
	require.ErrorContains(t, err, path)
	_, err = ledger.Open(t.Context(), filepath.Join(path, "below a file"))
	require.Error(t, err)
}

func TestManyAtOnce(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.db"))
	const n = 40
	var wg sync.WaitGroup
	for i := range uint64(n) {
		wg.Go(func() {
			e := entry(i+1, task.StateProving)
			for _, err := range []error{
				l.Record(t.Context(), e), l.SaveIntent(t.Context(), intent(i)), l.SetDelivered(t.Context(), e.Digest, 0, task.OutputRef{Result: "x"}),
			} {
				if err != nil {
					t.Errorf("write %d: %v", i, err)
				}
			}
			if got, found, err := l.Entry(t.Context(), e.Digest); err != nil || !found || got.Digest != e.Digest {
				t.Errorf("read %d: %v %v", i, found, err)
			}
		})
	}
	wg.Wait()
	entries, err := l.Unfinished(t.Context())
	require.NoError(t, err)
	require.Len(t, entries, n)
	intents, err := l.OpenIntents(t.Context(), 1<<63, common.Address{5})
	require.NoError(t, err)
	require.Len(t, intents, n)
}

// writeForEver writes one of each and says so, again and again.
func writeForEver(ctx context.Context, path string) error {
	l, err := ledger.Open(ctx, path)
	if err != nil {
		return err
	}
	first, err := strconv.ParseUint(os.Getenv(crashFile+"_FROM"), 10, 64)
	for n := first; err == nil; n++ {
		e := entry(n, task.StateProving)
		if err = l.Record(ctx, e); err == nil {
			err = l.SaveIntent(ctx, intent(n))
		}
		if err == nil {
			err = l.SetDelivered(ctx, e.Digest, 0, task.OutputRef{Result: strconv.FormatUint(n, 10)})
		}
		if err == nil {
			err = l.Note(ctx, []attest.Result{{Task: e.Digest, Program: task.Digest{1}, Journal: task.Digest{2}}})
		}
		fmt.Println(n)
	}
	return err
}

// What was acknowledged before kill -9 is there afterwards, three times over.
func TestKilledInTheMiddle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	last := uint64(0)
	for range 3 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = append(os.Environ(), crashFile+"="+path, fmt.Sprintf("%s_FROM=%d", crashFile, last+1))
		stdout, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		lines, until := bufio.NewScanner(stdout), last+15
		for lines.Scan() {
			n, err := strconv.ParseUint(lines.Text(), 10, 64)
			require.NoError(t, err)
			if last = n; n == until {
				require.NoError(t, cmd.Process.Kill())
			}
		}
		require.Error(t, cmd.Wait(), "it was killed")
		cancel()
		require.GreaterOrEqual(t, last, until)
		checkUpTo(t, path, last)
	}
}

func checkUpTo(t *testing.T, path string, last uint64) {
	t.Helper()
	l, err := ledger.Open(t.Context(), path)
	require.NoError(t, err)
	defer func() { require.NoError(t, l.Close()) }()
	for n := uint64(1); n <= last; n++ {
		want := entry(n, task.StateProving)
		got, found, err := l.Entry(t.Context(), want.Digest)
		require.NoError(t, err)
		require.True(t, found, "entry %d", n)
		require.Equal(t, want, got)
		in, found, err := l.Intent(t.Context(), intent(n).ID)
		require.NoError(t, err)
		require.True(t, found, "intent %d", n)
		require.Equal(t, intent(n), in)
		ref, found, err := l.Delivered(t.Context(), want.Digest, 0)
		require.NoError(t, err)
		require.True(t, found, "delivery %d", n)
		require.Equal(t, strconv.FormatUint(n, 10), ref.Result)
		_, found, err = l.Noted(t.Context(), want.Digest, task.Digest{1})
		require.NoError(t, err)
		require.True(t, found, "note %d", n)
	}
}
