package ethereum_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	geth "github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/ethereum"
	"github.com/machinefi/sprout/output/outputtest"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// land is a chain with an id of its own, behind an endpoint that may be out of reach, and a contract there.
type land struct {
	*simulated.Backend
	endpoint string
	contract common.Address
	down     atomic.Bool // nobody is let in
	idle     atomic.Bool // no block is made
}

// takerCode makes a contract that logs what it is called with, under the first parameter as the topic.
const takerCode = "0x6a365f5f37600435365fa1005f52600b6015f3"

const takerABI = `[{"type":"function","name":"take","stateMutability":"nonpayable","outputs":[],"inputs":[` +
	`{"name":"task_digest","type":"bytes32"},{"name":"journal","type":"bytes"}]}]`

func newLand(t *testing.T, id int64, rich types.GenesisAlloc) *land {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := l.Addr().(*net.TCPAddr).Port
	require.NoError(t, l.Close())
	w := &land{}
	w.Backend = simulated.NewBackend(rich, func(n *node.Config, e *ethconfig.Config) {
		e.Genesis.Config = deploy.Rules()
		e.Genesis.Config.ChainID, e.NetworkId = big.NewInt(id), uint64(id)
		n.HTTPHost, n.HTTPPort, n.HTTPModules = "127.0.0.1", port, []string{"eth"}
	})
	t.Cleanup(func() { require.NoError(t, w.Close()) })
	inner, err := url.Parse(fmt.Sprintf("http://127.0.0.1:%d", port))
	require.NoError(t, err)
	proxy := httputil.NewSingleHostReverseProxy(inner)
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.down.Load() {
			http.Error(rw, "out of order", http.StatusServiceUnavailable)
			return
		}
		proxy.ServeHTTP(rw, r)
	}))
	t.Cleanup(s.Close)
	w.endpoint = s.URL
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go w.mine(ctx, done)
	t.Cleanup(func() { cancel(); <-done })
	return w
}

func (w *land) mine(ctx context.Context, done chan<- struct{}) {
	defer close(done)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if !w.idle.Load() {
				w.Commit()
			}
		}
	}
}

// waiting is how many transactions are in no block yet.
func (w *land) waiting(t *testing.T) uint {
	t.Helper()
	n, err := w.Client().(interface {
		PendingTransactionCount(ctx context.Context) (uint, error)
	}).PendingTransactionCount(t.Context())
	require.NoError(t, err)
	return n
}

// took is how often the contract took the task.
func (w *land) took(t *testing.T, r output.Result) int {
	t.Helper()
	logs, err := w.Client().FilterLogs(t.Context(), geth.FilterQuery{
		FromBlock: new(big.Int), Addresses: []common.Address{w.contract}, Topics: [][]common.Hash{{common.Hash(r.Task.Header.Digest())}},
	})
	require.NoError(t, err)
	return len(logs)
}

// version is that of a project whose results go to the lands, one after the other.
func version(t *testing.T, lands ...*land) *project.Version {
	t.Helper()
	v := &project.Version{Name: "0.1"}
	for _, w := range lands {
		raw, err := json.Marshal(map[string]string{
			"chainEndpoint": w.endpoint, "contractAddress": w.contract.Hex(), "contractMethod": "take", "contractAbiJSON": takerABI,
		})
		require.NoError(t, err)
		v.Outputs = append(v.Outputs, project.Output{Type: project.OutputEthereum, Params: raw})
	}
	return v
}

// traveller is a znode's outputs: one key for two chains.
type traveller struct {
	*output.Manager
	home, abroad *land
	at           common.Address
}

func newTraveller(t *testing.T) *traveller {
	t.Helper()
	key := contractstest.Key(t)
	w := &traveller{at: contractstest.Address(key)}
	rich := types.GenesisAlloc{w.at: {Balance: big.NewInt(1e18)}}
	w.home, w.abroad = newLand(t, 4690, rich), newLand(t, 31337, rich)
	policy := ethereum.Policy{}
	for i, l := range []*land{w.home, w.abroad} {
		id, err := l.Client().ChainID(t.Context())
		require.NoError(t, err)
		for range i + 1 { // nonces and addresses are each chain's own
			at, _, err := bind.DeployContract(bind.NewKeyedTransactor(key, id), common.FromHex(takerCode), l.Client(), nil)
			require.NoError(t, err)
			require.Eventually(t, func() bool {
				code, err := l.Client().CodeAt(t.Context(), at, nil)
				return err == nil && len(code) > 0
			}, 30*time.Second, 10*time.Millisecond)
			l.contract = at
		}
		policy.Endpoints, policy.Contracts = append(policy.Endpoints, l.endpoint), append(policy.Contracts, l.contract)
	}
	require.NotEqual(t, w.home.contract, w.abroad.contract)
	book, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, book.Close()) })
	dialer := &ethereum.Dialer{Signer: operator.New(key), Outbox: book, Config: chain.SenderConfig{
		Poll: 5 * time.Millisecond, Log: slog.New(slog.DiscardHandler),
	}}
	w.Manager = output.NewManager(output.Table{project.OutputEthereum: ethereum.New(policy, dialer)}, book)
	return w
}

// bring delivers a result to the lands.
func (w *traveller) bring(t *testing.T, r output.Result, to ...*land) (task.OutputRef, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	return w.Deliver(ctx, version(t, to...), r.Task, r.Receipt, r.Proof, nil)
}

// One znode brings results to contracts on chains of different ids. Each goes on without the other, and has each result once.
func TestResultsGoToSeveralChains(t *testing.T) {
	w := newTraveller(t)
	w.abroad.down.Store(true)
	first := outputtest.Result(t, 1)
	_, err := w.bring(t, first, w.home, w.abroad)
	require.Error(t, err, "it was never reached")
	require.NotErrorIs(t, err, output.ErrRefused)
	require.Equal(t, 1, w.home.took(t, first), "the chain that is there has its own")
	alone := outputtest.Result(t, 2)
	ref, err := w.bring(t, alone, w.home)
	require.NoError(t, err)
	mined, err := w.home.Client().TransactionReceipt(t.Context(), common.HexToHash(ref.Result))
	require.NoError(t, err)
	require.Equal(t, ref.Gas, mined.GasUsed)

	w.abroad.down.Store(false)
	_, err = w.bring(t, first, w.home, w.abroad)
	require.NoError(t, err)
	require.Equal(t, 1, w.home.took(t, first), "not twice")
	require.Equal(t, 1, w.abroad.took(t, first))
	require.Zero(t, w.abroad.took(t, alone))

	// What was on its way when the chain fell silent arrives when it is back, and holds up nothing elsewhere.
	w.abroad.idle.Store(true)
	second, third := outputtest.Result(t, 3), outputtest.Result(t, 4)
	arrived := make(chan error, 1)
	go func() {
		_, err := w.bring(t, second, w.abroad)
		arrived <- err
	}()
	require.Eventually(t, func() bool { return w.abroad.waiting(t) == 1 }, 30*time.Second, 10*time.Millisecond)
	w.abroad.down.Store(true)
	_, err = w.bring(t, third, w.home)
	require.NoError(t, err)
	require.Empty(t, arrived)
	w.abroad.down.Store(false)
	w.abroad.idle.Store(false)
	require.NoError(t, <-arrived)
	require.Equal(t, 1, w.abroad.took(t, second))

	for l, want := range map[*land]uint64{w.home: 4, w.abroad: 4} { // one contract and three results; two and two
		n, err := l.Client().NonceAt(t.Context(), w.at, nil)
		require.NoError(t, err)
		require.Equal(t, want, n)
	}
}
