package chain_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/params"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/operator"
)

// notebook is an outbox that keeps intents as JSON, as a durable one does, and
// outlives the Sender that wrote them.
type notebook struct {
	mu   sync.Mutex
	docs map[string][]byte
}

func (n *notebook) Intent(_ context.Context, id string) (in chain.Intent, found bool, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	doc, found := n.docs[id]
	if found {
		err = json.Unmarshal(doc, &in)
	}
	return in, found, err
}

func (n *notebook) SaveIntent(_ context.Context, in chain.Intent) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	doc, err := json.Marshal(in)
	if n.docs == nil {
		n.docs = map[string][]byte{}
	}
	n.docs[in.ID] = doc
	return err
}

func (n *notebook) OpenIntents(_ context.Context, id uint64, from common.Address) ([]chain.Intent, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var open []chain.Intent
	for _, doc := range n.docs {
		var in chain.Intent
		if err := json.Unmarshal(doc, &in); err != nil {
			return nil, err
		}
		if in.Chain == id && in.From == from && !in.Done {
			open = append(open, in)
		}
	}
	slices.SortFunc(open, func(a, b chain.Intent) int { return int(a.Nonce) - int(b.Nonce) })
	return open, nil
}

// client is what the simulated chain's client can do.
type client interface {
	simulated.Client
	PendingTransactionCount(ctx context.Context) (uint, error)
}

// tap lets a test stand between a Sender and its chain.
type tap struct {
	client
	mu   sync.Mutex
	send func(*types.Transaction) error // instead of the chain's own, nil = the chain's own
	sent []*types.Transaction           // everything handed over, whatever became of it
}

func (w *tap) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	w.mu.Lock()
	send := w.send
	w.sent = append(w.sent, tx)
	w.mu.Unlock()
	if send != nil {
		return send(tx)
	}
	return w.client.SendTransaction(ctx, tx)
}

func (w *tap) onSend(f func(*types.Transaction) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.send = f
}

func (w *tap) offered() []*types.Transaction {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.sent)
}

// world is a chain whose blocks are made by hand, and one rich key.
type world struct {
	*tap
	chain *simulated.Backend
	key   *operator.Key
	from  common.Address
	box   *notebook
}

func newWorld(t *testing.T) *world {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	from := crypto.PubkeyToAddress(key.PublicKey)
	b := simulated.NewBackend(types.GenesisAlloc{from: {Balance: coins(100)}})
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return &world{tap: &tap{client: b.Client().(client)}, chain: b, key: operator.New(key), from: from, box: &notebook{}}
}

func coins(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), big.NewInt(params.Ether)) }

// config polls often and never bumps, unless a test asks for it.
func config() chain.SenderConfig {
	return chain.SenderConfig{Poll: 2 * time.Millisecond, BumpAfter: time.Hour, Log: slog.New(slog.DiscardHandler)}
}

func (w *world) sender(t *testing.T, cfg chain.SenderConfig) *chain.Sender {
	t.Helper()
	s, err := chain.NewSender(t.Context(), cfg, w, w.key, w.box)
	require.NoError(t, err)
	return s
}

// gift moves one wei per call: the receiver's balance counts how often it happened.
func gift(to common.Address) chain.Call {
	return chain.Call{To: to, Value: (*hexutil.Big)(big.NewInt(1))}
}

func (w *world) gifts(t *testing.T, to common.Address) int64 {
	t.Helper()
	balance, err := w.BalanceAt(t.Context(), to, nil)
	require.NoError(t, err)
	return balance.Int64()
}

func (w *world) pending(t *testing.T) int {
	t.Helper()
	n, err := w.PendingTransactionCount(t.Context())
	require.NoError(t, err)
	return int(n)
}

// commitOnce makes a block as soon as n transactions wait.
func (w *world) commitOnce(t *testing.T, n int) {
	t.Helper()
	eventually(t, func() bool { return w.pending(t) >= n })
	w.chain.Commit()
}

func eventually(t *testing.T, ok func() bool) {
	t.Helper()
	require.Eventually(t, ok, 30*time.Second, 2*time.Millisecond)
}

// outcome is what a Send that runs beside the test came to.
type outcome struct {
	receipt *types.Receipt
	err     error
}

func await(t *testing.T, done <-chan outcome) outcome {
	t.Helper()
	select {
	case got := <-done:
		return got
	case <-time.After(30 * time.Second):
		require.FailNow(t, "sending does not end")
		return outcome{}
	}
}

func sendAside(ctx context.Context, s *chain.Sender, id string, call chain.Call) <-chan outcome {
	done := make(chan outcome, 1)
	go func() {
		r, err := s.Send(ctx, id, call)
		done <- outcome{r, err}
	}()
	return done
}

func (w *world) intent(t *testing.T, id string) chain.Intent {
	t.Helper()
	in, found, err := w.box.Intent(t.Context(), id)
	require.NoError(t, err)
	require.True(t, found)
	return in
}
