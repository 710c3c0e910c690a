package registry_test

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

var (
	projects = bindings.NewProjectRegistrar()
	nodes    = bindings.NewNodeRegistry()
	fleet    = bindings.NewFleetManager()
)

// world is a chain in this process with the real contracts, and people on it.
type world struct {
	*contractstest.Chain
	at   deploy.Addresses
	net  deploy.Network // in place of at, on a chain with stakes
	keys []*ecdsa.PrivateKey
	// lenient lets calls revert, where a test only wants to know what they come to.
	lenient bool
}

func newWorld(t *testing.T, people int) *world {
	t.Helper()
	w := newEmptyWorld(t, people)
	var err error
	w.at, err = deploy.Contracts(t.Context(), w, w.keys[0])
	require.NoError(t, err)
	return w
}

func newEmptyWorld(t *testing.T, people int) *world {
	t.Helper()
	w := &world{}
	for range people {
		w.keys = append(w.keys, contractstest.Key(t))
	}
	w.Chain = contractstest.NewChain(t, w.keys...)
	return w
}

// who is the address of person i.
func (w *world) who(i int) common.Address { return contractstest.Address(w.keys[i]) }

func (w *world) node(i int) task.Address { return task.Address(w.who(i)) }

// call is one transaction to be sent by person from.
type call struct {
	from int
	to   common.Address
	data []byte
}

// payment is a call that brings coins.
type payment struct {
	call
	value *big.Int
}

// mine puts the calls, in order, into one block and returns it.
func (w *world) mine(t require.TestingT, calls ...call) common.Hash {
	list := make([]payment, len(calls))
	for i := range calls {
		list[i].call = calls[i]
	}
	return w.pay(t, list...)
}

// pay is mine for calls with coins.
func (w *world) pay(t require.TestingT, calls ...payment) common.Hash {
	ctx := context.Background()
	nonces := map[int]uint64{}
	var sent []common.Hash
	for _, c := range calls {
		if _, ok := nonces[c.from]; !ok {
			n, err := w.PendingNonceAt(ctx, w.who(c.from))
			require.NoError(t, err)
			nonces[c.from] = n
		}
		tx, err := types.SignNewTx(w.keys[c.from], types.LatestSignerForChainID(big.NewInt(1337)), &types.DynamicFeeTx{
			ChainID: big.NewInt(1337), Nonce: nonces[c.from], To: &c.to, Data: c.data, Value: c.value, Gas: 1_000_000,
			GasFeeCap: big.NewInt(1e10), GasTipCap: big.NewInt(1e9),
		})
		require.NoError(t, err)
		require.NoError(t, w.Client.SendTransaction(ctx, tx)) // the chain's own, which does not mine
		nonces[c.from]++
		sent = append(sent, tx.Hash())
	}
	// The pool takes a moment to make what it was sent ready for a block.
	for from, nonce := range nonces {
		w.settle(t, func() bool {
			pending, err := w.PendingNonceAt(ctx, w.who(from))
			return err == nil && pending == nonce
		})
	}
	mined := w.Backend.Commit()
	for _, tx := range sent {
		receipt, err := w.TransactionReceipt(ctx, tx)
		require.NoError(t, err)
		require.Equal(t, mined, receipt.BlockHash)
		require.True(t, w.lenient || receipt.Status == types.ReceiptStatusSuccessful, "the call reverted")
	}
	return mined
}

// fork makes the block the newest one; what stood behind it is gone.
func (w *world) fork(t require.TestingT, at common.Hash) {
	require.NoError(t, w.Backend.Fork(at))
	// The transactions of the lost blocks do not come back by themselves.
	w.settle(t, func() bool {
		w.Backend.Rollback()
		for i := range w.keys {
			pending, err := w.PendingNonceAt(context.Background(), w.who(i))
			require.NoError(t, err)
			latest, err := w.NonceAt(context.Background(), w.who(i), nil)
			require.NoError(t, err)
			if pending != latest {
				return false
			}
		}
		return true
	})
}

// settle waits for the chain's transaction pool, which works in its own time.
func (w *world) settle(t require.TestingT, done func() bool) {
	require.Eventually(t, done, time.Minute, time.Millisecond)
}

func (w *world) head(t require.TestingT) *types.Header {
	h, err := w.HeaderByNumber(context.Background(), nil)
	require.NoError(t, err)
	return h
}

func (w *world) create(from int, uri string) call {
	return call{from, w.at.ProjectRegistrar, projects.PackCreateProject(uri, task.DigestOf([]byte(uri)))}
}

func (w *world) register(from, operator int) call {
	return call{from, w.at.NodeRegistry, nodes.PackRegister(w.who(operator))}
}

func (w *world) allow(from int, project, node int64) call {
	return call{from, w.at.FleetManager, fleet.PackAllow(big.NewInt(project), big.NewInt(node))}
}

func (w *world) addOperator(from int, project uint64, operator int) call {
	return call{from, w.at.ProjectRegistrar, projects.PackAddOperator(project, w.who(operator))}
}

// config is that of a registry with its journal in dir.
func (w *world) config(dir string) registry.Config {
	return registry.Config{
		ChainID: 1337, Projects: w.at.ProjectRegistrar, Nodes: w.at.NodeRegistry, Fleet: w.at.FleetManager,
		Journal: filepath.Join(dir, "projects.journal"), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

// open starts a registry and closes it when the test ends.
func open(t *testing.T, cfg registry.Config, chain registry.Chain) *registry.Registry {
	t.Helper()
	r, err := registry.New(cfg, chain)
	require.NoError(t, err)
	t.Cleanup(func() { _ = r.Close() })
	return r
}

// watcher notes which questions a registry asks its chain, and can make some fail.
type watcher struct {
	registry.Chain
	mu            sync.Mutex
	headers       int
	queries       []ethereum.FilterQuery
	contractCalls int
	maxRange      uint64        // longer log queries fail; 0 = none does
	newest        *types.Header // what the chain says is newest, if set
}

func (w *watcher) HeaderByNumber(ctx context.Context, n *big.Int) (*types.Header, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.headers++
	if n == nil && w.newest != nil {
		return w.newest, nil
	}
	return w.Chain.HeaderByNumber(ctx, n)
}

func (w *watcher) CallContract(ctx context.Context, call ethereum.CallMsg, block *big.Int) ([]byte, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.contractCalls++
	return w.Chain.CallContract(ctx, call, block)
}

func (w *watcher) FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.queries = append(w.queries, q)
	if blocks := new(big.Int).Sub(q.ToBlock, q.FromBlock).Uint64() + 1; w.maxRange > 0 && blocks > w.maxRange {
		return nil, errors.New("block range too large")
	}
	return w.Chain.FilterLogs(ctx, q)
}

// calls returns how many questions were asked since the last time.
func (w *watcher) calls() (headers, queries int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	headers, queries = w.headers, len(w.queries)
	w.headers, w.queries = 0, nil
	return headers, queries
}
