package devnet

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/task"
)

// ChainID is the id of the development chain; the simulated backend has no other.
const ChainID = 1337

// Key derives the development key called name. These keys are known to everyone:
// they are worth nothing outside a devnet.
func Key(name string) (*ecdsa.PrivateKey, error) {
	seed := sha256.Sum256([]byte("sprout devnet key: " + name))
	key, err := crypto.ToECDSA(seed[:])
	if err != nil {
		return nil, fmt.Errorf("derive devnet key %s: %w", name, err)
	}
	return key, nil
}

// Chain is an EVM chain in this process. Blocks are made as soon as there are
// transactions, and at least every BlockTime.
type Chain struct {
	Endpoint string // http URL on loopback
	backend  *simulated.Backend
	making   sync.Mutex // held while a block is made
}

// BlockTime is the longest time between two blocks.
const BlockTime = time.Second

// NewChain starts a chain in which the given keys have 1,000 coins each. port 0 takes a free one.
func NewChain(port int, rich ...*ecdsa.PrivateKey) (*Chain, error) {
	if port == 0 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
		port = l.Addr().(*net.TCPAddr).Port
		if err := l.Close(); err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
	}
	coins := new(big.Int).Mul(big.NewInt(1000), big.NewInt(1e18))
	alloc := types.GenesisAlloc{}
	for _, k := range rich {
		alloc[crypto.PubkeyToAddress(k.PublicKey)] = types.Account{Balance: coins}
	}
	b, err := newBackend(alloc, port)
	if err != nil {
		return nil, err
	}
	return &Chain{Endpoint: fmt.Sprintf("http://127.0.0.1:%d", port), backend: b}, nil
}

// newBackend turns the simulated backend's panic, for a port that is taken, into an error.
func newBackend(alloc types.GenesisAlloc, port int) (b *simulated.Backend, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = task.WithHint(fmt.Errorf("start chain on port %d: %v", port, p), "choose another port with --chain-port")
		}
	}()
	return simulated.NewBackend(alloc, func(n *node.Config, e *ethconfig.Config) {
		e.Genesis.Config = deploy.Rules()
		e.Miner.GasPrice = big.NewInt(1) // wallets offer no more to a chain on which nobody pays
		n.HTTPHost, n.HTTPPort = "127.0.0.1", port
		n.HTTPModules = []string{"eth", "net", "web3", "txpool"}
	}), nil
}

// Client returns a client in this process.
func (c *Chain) Client() simulated.Client { return c.backend.Client() }

// Commit makes a block now.
func (c *Chain) Commit() {
	c.making.Lock()
	defer c.making.Unlock()
	c.backend.Commit()
}

// Advance makes a block whose time is d after that of the last one; later blocks follow it. Transactions that wait are in a
// block before it.
func (c *Chain) Advance(d time.Duration) error {
	c.making.Lock()
	defer c.making.Unlock()
	c.backend.Commit()
	if err := c.backend.AdjustTime(d); err != nil {
		return fmt.Errorf("advance the chain's clock: %w", err)
	}
	return nil
}

// Run makes blocks until ctx ends.
func (c *Chain) Run(ctx context.Context) error {
	const look = 50 * time.Millisecond
	tick := time.NewTicker(look)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		waiting, err := c.backend.Client().(interface {
			PendingTransactionCount(context.Context) (uint, error)
		}).PendingTransactionCount(ctx)
		if (err == nil && waiting > 0) || time.Since(last) >= BlockTime {
			c.Commit()
			last = time.Now()
		}
	}
}

// Close stops the chain; its state is gone.
func (c *Chain) Close() error { return c.backend.Close() }
