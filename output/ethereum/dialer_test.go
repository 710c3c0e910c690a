package ethereum_test

import (
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/output/ethereum"
)

// serveChain starts a chain with JSON-RPC and returns its port.
func serveChain(t *testing.T, alloc types.GenesisAlloc) (*simulated.Backend, int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := l.Addr().(*net.TCPAddr).Port
	require.NoError(t, l.Close())
	b := simulated.NewBackend(alloc, func(n *node.Config, _ *ethconfig.Config) {
		n.HTTPHost, n.HTTPPort, n.HTTPModules = "127.0.0.1", port, []string{"eth", "net"}
	})
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return b, port
}

func TestDialer(t *testing.T) {
	key := contractstest.Key(t)
	b, port := serveChain(t, types.GenesisAlloc{contractstest.Address(key): {Balance: big.NewInt(1e18)}})
	book, err := ledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	d := &ethereum.Dialer{Signer: operator.New(key), Outbox: book, Config: chain.SenderConfig{
		Poll: 5 * time.Millisecond, Log: slog.New(slog.DiscardHandler),
	}}
	_, _, err = d.Chain(t.Context(), "http://127.0.0.1:1/k3y")
	require.Error(t, err)
	require.NotContains(t, err.Error(), "k3y")

	endpoints := []string{fmt.Sprintf("http://127.0.0.1:%d", port), fmt.Sprintf("http://localhost:%d", port)}
	senders := make([]*chain.Sender, 8)
	var wg sync.WaitGroup
	for i := range senders {
		wg.Go(func() {
			var err error
			if _, senders[i], err = d.Chain(t.Context(), endpoints[i%2]); err != nil {
				t.Errorf("dial: %v", err)
			}
		})
	}
	wg.Wait()
	for _, s := range senders {
		require.Same(t, senders[0], s, "two senders of one key on one chain would fight for nonces")
	}

	done := make(chan error, 1)
	go func() {
		_, err := senders[0].Send(t.Context(), "a", chain.Call{To: contractstest.Address(key)})
		done <- err
	}()
	require.Eventually(t, func() bool {
		b.Commit()
		return len(done) > 0
	}, 30*time.Second, 20*time.Millisecond)
	require.NoError(t, <-done, "over JSON-RPC")
}
