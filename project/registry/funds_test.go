package registry_test

import (
	"context"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

// teller counts what is asked of contracts, and may not answer.
type teller struct {
	registry.Chain
	asked  int
	silent bool
}

func (c *teller) CallContract(ctx context.Context, call ethereum.CallMsg, at *big.Int) ([]byte, error) {
	c.asked++
	if c.silent {
		return nil, errors.New("the chain is silent")
	}
	return c.Chain.CallContract(ctx, call, at)
}

// till is a project whose tasks cost 0.1 coins each.
type till struct {
	*world
	t        *testing.T
	chain    *teller
	registry *registry.Registry
	v        *project.Version
}

func newTill(t *testing.T) *till {
	w := newStakeWorld(t, 2)
	terms := attributes(1, 0b10, true)
	terms.Settlement = w.net.TaskSettlement
	w.pay(t, w.publish(0, "ipfs://a"), w.setAttributes(0, 1, terms), free(0, w.net.ProjectRegistry, registries.PackSetFee(1, milli(100))))
	c := &till{world: w, t: t, chain: &teller{Chain: w}, v: &project.Version{Outputs: []project.Output{{Type: project.OutputSettlement}}}}
	cfg := w.stakeConfig(t.TempDir())
	cfg.Poll = time.Second
	c.registry = open(t, cfg, c.chain)
	return c
}

// block mines and reads what is paid, and forgets how often was asked.
func (c *till) block(calls ...payment) {
	c.t.Helper()
	c.pay(c.t, calls...)
	require.NoError(c.t, c.registry.Poll(c.t.Context()))
	c.chain.asked = 0
}

func (c *till) deposit(milliCoins int64) payment {
	return payment{call{1, c.net.ProjectRegistry, registries.PackDeposit(1)}, milli(milliCoins)}
}

func (c *till) pays(tasks uint64) error { return c.registry.Pays(1, c.v, tasks) }

// A balance is asked about when a task is about to begin, once per block, and one that is too little not at all until
// something happens to it.
func TestBalancesAreAskedAboutOncePerBlock(t *testing.T) {
	c := newTill(t)
	c.block()
	for range 3 {
		require.ErrorIs(t, c.pays(1), project.ErrUnfunded)
	}
	require.Equal(t, 1, c.chain.asked)
	c.block()
	require.ErrorIs(t, c.pays(1), project.ErrUnfunded)
	require.Zero(t, c.chain.asked)

	c.block(c.deposit(250))
	for range 3 {
		require.NoError(t, c.pays(2))
		require.ErrorIs(t, c.pays(3), project.ErrUnfunded)
	}
	n, limited, err := c.registry.PaysFor(1)
	require.NoError(t, err)
	require.True(t, limited)
	require.EqualValues(t, 2, n)
	require.Equal(t, 1, c.chain.asked)
	c.block()
	require.ErrorIs(t, c.pays(3), project.ErrUnfunded)
	require.Zero(t, c.chain.asked)
	require.NoError(t, c.pays(2))
	require.Equal(t, 1, c.chain.asked, "it may have become less")

	// A fee that rises counts at once; what is said of other projects and outputs costs nothing.
	c.block(free(0, c.net.ProjectRegistry, registries.PackSetFee(1, milli(200))))
	require.ErrorIs(t, c.pays(2), project.ErrUnfunded)
	require.NoError(t, c.pays(1))
	require.NoError(t, c.registry.Pays(1, &project.Version{}, 100))
	require.NoError(t, c.registry.Pays(7, c.v, 100))
	require.Equal(t, 1, c.chain.asked)
}

// What was settled since the chain was asked is not counted on, and where it decides the chain is asked again.
func TestWhatWasSpentIsNotCountedOn(t *testing.T) {
	c := newTill(t)
	c.block(c.deposit(500))
	require.NoError(t, c.pays(4))
	c.registry.Spent(1)
	require.NoError(t, c.pays(4))
	require.Equal(t, 1, c.chain.asked, "it pays for five")
	c.registry.Spent(1)
	require.NoError(t, c.pays(4))
	require.Equal(t, 2, c.chain.asked, "nothing was taken of it")
	require.NoError(t, c.pays(5))
	require.Equal(t, 2, c.chain.asked)
}

// While the chain does not say what a project has, nothing is begun, and it is not asked without end.
func TestUnknownBalancesPayForNothing(t *testing.T) {
	c := newTill(t)
	c.block(c.deposit(500))
	c.chain.silent = true
	for range 3 {
		require.ErrorIs(t, c.pays(1), registry.ErrBehind)
	}
	require.Equal(t, 1, c.chain.asked)
	_, _, err := c.registry.PaysFor(1)
	require.ErrorIs(t, err, registry.ErrBehind)
	c.chain.silent = false
	require.Eventually(t, func() bool { return c.pays(1) == nil }, 20*time.Second, 10*time.Millisecond)
}

// Coins of a block that is gone pay for nothing.
func TestBalancesOfLostBlocksAreForgotten(t *testing.T) {
	c := newTill(t)
	c.block()
	base := c.head(t).Hash()
	c.block(c.deposit(500))
	require.NoError(t, c.pays(5))
	c.fork(t, base)
	c.mine(t)
	c.mine(t)
	require.NoError(t, c.registry.Poll(t.Context()))
	require.ErrorIs(t, c.pays(1), project.ErrUnfunded)
	require.Contains(t, task.Hint(c.pays(1)), "ioctl-project project fund -i 1")
}
