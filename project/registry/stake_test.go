package registry_test

import (
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"math/big"
	"os"
	"regexp"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

func TestProjectIsServedWhileEnoughStakesAreHighEnough(t *testing.T) {
	w := newStakeWorld(t, 4)
	r := open(t, w.stakeConfig(t.TempDir()), w)
	seen := follow(r)
	poll := func(calls ...payment) []task.ProjectID {
		t.Helper()
		w.pay(t, calls...)
		require.NoError(t, r.Poll(t.Context()))
		return seen()
	}
	serving := func() bool {
		terms, ok := r.Terms(1)
		require.True(t, ok)
		return terms.Serving()
	}
	poll(w.publish(0, "a"), w.publish(0, "b"), w.setAttributes(0, 1, attributes(2, 0b10, true)),
		w.stake(t, 1, 1, 0b10, milli(3000)), w.stake(t, 3, 2, 0b1110, milli(1000)))
	require.False(t, serving(), "nobody has joined")
	require.Equal(t, []task.ProjectID{1}, poll(w.join(1, 1, 1), w.join(3, 1, 2)))
	require.True(t, serving())
	znodes, err := r.Znodes(t.Context(), 1)
	require.NoError(t, err)
	require.ElementsMatch(t, []task.Znode{{Operator: w.node(1), Weight: 3e9}, {Operator: w.node(2), Weight: 1e9}}, znodes)

	// A runtime withdrawn: no candidate, and no event of the fleet, but still a member whose word counts.
	require.Equal(t, []task.ProjectID{1}, poll(free(2, w.net.ZnodeStaking, staking.PackSetRuntimes(w.who(2), 0b100))))
	require.False(t, serving())
	require.NoError(t, r.MayProve(1, w.node(2)))
	require.Equal(t, []task.ProjectID{1}, poll(free(3, w.net.ZnodeStaking, staking.PackSetRuntimes(w.who(2), 0b10))))
	require.True(t, serving())

	// Half of everything is slashed, what leaves included.
	require.Equal(t, []task.ProjectID{1}, poll(free(1, w.net.ZnodeStaking, staking.PackUnstake(w.who(1), milli(500)))))
	require.True(t, serving())
	require.Equal(t, []task.ProjectID{1}, poll(w.slashZnode(t, 0, 1, 1)))
	stake, ok := r.Stake(w.node(1))
	require.True(t, ok)
	require.Equal(t, []*big.Int{milli(1000), milli(500)}, []*big.Int{stake.Staked, stake.Leaving})
	require.True(t, serving(), "just enough is left")
	poll(w.slashZnode(t, 0, 1, 2))
	stake, _ = r.Stake(w.node(1))
	require.Equal(t, []*big.Int{milli(250), milli(500)}, []*big.Int{stake.Staked, stake.Leaving})
	require.False(t, stake.Enough())
	require.False(t, serving())
	require.ErrorIs(t, r.MayProve(1, w.node(1)), task.ErrNotAllowed)
	require.Equal(t, w.node(1), stake.Owner)
	require.Equal(t, peerID(1, 0), stake.PeerID)
}

func TestEnodesAreListedAndBonded(t *testing.T) {
	w := newStakeWorld(t, 4)
	cfg := w.stakeConfig(t.TempDir())
	r := open(t, cfg, w)
	seen := follow(r)
	poll := func(calls ...payment) []task.ProjectID {
		t.Helper()
		w.pay(t, calls...)
		require.NoError(t, r.Poll(t.Context()))
		return seen()
	}
	poll(w.publish(0, "a"), w.publish(1, "b"), free(0, w.net.ProjectRegistry, registries.PackAddEnode(1, w.who(2))))
	err := r.MayDispatch(1, w.node(2))
	require.ErrorIs(t, err, task.ErrNotAllowed)
	require.ErrorContains(t, err, "too little at stake")
	require.ErrorIs(t, r.MayDispatch(1, w.node(0)), task.ErrNotAllowed, "owners need a bond too")
	require.Equal(t, []task.ProjectID{1}, poll(w.bond(t, 3, 2, milli(1000))), "the bond concerns what it may sign")
	require.NoError(t, r.MayDispatch(1, w.node(2)))
	require.ErrorIs(t, r.MayDispatch(2, w.node(2)), task.ErrNotAllowed, "another project")
	require.Equal(t, []task.ProjectID{1}, poll(w.slashEnode(t, 0, 2, 7)))
	require.ErrorIs(t, r.MayDispatch(1, w.node(2)), task.ErrNotAllowed)
	poll(payment{call{3, w.net.EnodeBonds, sureties.PackTopUp(w.who(2))}, milli(500)})
	require.NoError(t, r.MayDispatch(1, w.node(2)))

	// Where enodes need no bond, being listed is enough.
	cfg.Bonds, cfg.Journal = common.Address{}, t.TempDir()+"/journal"
	free := open(t, cfg, w)
	require.NoError(t, free.Poll(t.Context()))
	require.NoError(t, free.MayDispatch(1, w.node(0)))

	// A new owner, new enodes.
	poll(payment{call: call{0, w.net.ProjectRegistry, registries.PackTransferFrom(w.who(0), w.who(3), big.NewInt(1))}})
	require.ErrorIs(t, r.MayDispatch(1, w.node(2)), task.ErrNotAllowed)
}

// What contracts never change is asked once in the life of a journal.
func TestMinimumsAreAskedOnce(t *testing.T) {
	w := newStakeWorld(t, 2)
	cfg := w.stakeConfig(t.TempDir())
	spy := &watcher{Chain: w}
	r := open(t, cfg, spy)
	for range 3 {
		w.mine(t)
		require.NoError(t, r.Poll(t.Context()))
	}
	require.Equal(t, 2, spy.contractCalls)
	require.NoError(t, r.Close())
	r = open(t, cfg, spy)
	w.pay(t, w.publish(0, "a"), w.setAttributes(0, 1, attributes(1, 0, true)), w.stake(t, 0, 0, 0, milli(1000)), w.join(0, 1, 0))
	require.NoError(t, r.Poll(t.Context()))
	require.Equal(t, 2, spy.contractCalls)
	require.NoError(t, r.MayProve(1, w.node(0)))
}

// Whoever asks before the chain was read is told so, not that somebody is not allowed.
func TestRegistryThatIsBehindSaysSo(t *testing.T) {
	w := newStakeWorld(t, 2)
	cfg := w.stakeConfig(t.TempDir())
	r := open(t, cfg, w)
	require.ErrorIs(t, r.MayProve(1, w.node(0)), registry.ErrBehind)
	_, ok := r.Terms(1)
	require.True(t, ok)
	require.NoError(t, r.Poll(t.Context()))
	require.NotErrorIs(t, r.MayProve(1, w.node(0)), registry.ErrBehind)
	peer, err := r.PeerOf(w.node(0))
	require.NoError(t, err)
	require.Empty(t, peer)
	w.pay(t, w.stake(t, 0, 0, 0, milli(1000)))
	require.NoError(t, r.Poll(t.Context()))
	peer, err = r.PeerOf(w.node(0))
	require.NoError(t, err)
	require.Equal(t, string(peerID(0, 0)), peer)
	require.NoError(t, r.Close())
	_, err = open(t, cfg, w).PeerOf(w.node(0))
	require.ErrorIs(t, err, registry.ErrBehind, "it may have moved since")

	old := newWorld(t, 1)
	_, ok = open(t, old.config(t.TempDir()), old).Terms(1)
	require.False(t, ok, "nobody stakes there")
	_, ok = open(t, old.config(t.TempDir()), old).Stake(old.node(0))
	require.False(t, ok)
}

// blind is a chain whose headers do not tell what is in their blocks from some block on.
type blind struct {
	registry.Chain
	from uint64
}

func (b blind) HeaderByNumber(ctx context.Context, n *big.Int) (*types.Header, error) {
	h, err := b.Chain.HeaderByNumber(ctx, n)
	if err == nil && h.Number.Uint64() >= b.from {
		h.Bloom = types.Bloom{}
	}
	return h, err
}

// Headers that hide events are found out: at once where they never told, and at a checkpoint where they did once.
func TestHeadersThatHideEvents(t *testing.T) {
	w := newStakeWorld(t, 2)
	cfg := w.stakeConfig(t.TempDir())
	never := open(t, cfg, blind{w, 0})
	for i := range 4 {
		w.pay(t, w.publish(0, fmt.Sprint(i)))
		require.NoError(t, never.Poll(t.Context()))
		require.Len(t, never.Entries(), i+1)
	}

	cfg.Journal, cfg.CheckpointEvery = t.TempDir()+"/journal", 10
	trusting := open(t, cfg, blind{w, w.head(t).Number.Uint64() + 1})
	require.NoError(t, trusting.Poll(t.Context()))
	require.Len(t, trusting.Entries(), 4)
	w.pay(t, w.publish(0, "hidden"))
	for range 10 {
		require.NoError(t, trusting.Poll(t.Context()))
		w.mine(t)
	}
	require.NoError(t, trusting.Poll(t.Context()))
	require.Len(t, trusting.Entries(), 5, "found at the checkpoint")
	w.pay(t, w.publish(0, "seen"))
	require.NoError(t, trusting.Poll(t.Context()))
	require.Len(t, trusting.Entries(), 6, "such headers are not believed any more")
}

// slow is a chain that makes a block every twelve seconds of virtual time and counts questions.
type slow struct {
	registry.Chain
	began     time.Time
	questions *atomic.Int64
}

func (s slow) HeaderByNumber(_ context.Context, n *big.Int) (*types.Header, error) {
	s.questions.Add(1)
	number := int64(time.Since(s.began) / (12 * time.Second))
	if n != nil {
		number = n.Int64()
	}
	h := &types.Header{Number: new(big.Int), Time: uint64(s.began.Unix())}
	for i := int64(1); i <= number; i++ {
		h = &types.Header{Number: big.NewInt(i), Time: h.Time + 12, ParentHash: h.Hash()}
	}
	return h, nil
}

func (s slow) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	s.questions.Add(1)
	return nil, nil
}

// On a chain slower than polls nobody asks for blocks that cannot be there.
func TestSlowChainIsAskedForItsBlocksOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slow{began: time.Now(), questions: &atomic.Int64{}}
		r := open(t, registry.Config{ChainID: 1, Projects: common.Address{1}, Journal: t.TempDir() + "/journal"}, s)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- r.Run(ctx) }()
		time.Sleep(time.Minute) //nolint:forbidigo // virtual time of a synctest bubble
		s.questions.Store(0)
		const blocks = 50
		time.Sleep(blocks * 12 * time.Second) //nolint:forbidigo // virtual time of a synctest bubble
		require.LessOrEqual(t, s.questions.Load(), int64(2*blocks), "a header, and its logs as long as nothing is known of headers")
		time.Sleep(6 * time.Second) //nolint:forbidigo // virtual time of a synctest bubble
		number, _ := r.Position()
		require.EqualValues(t, 55, number, "a block is read no later than with a look every 5 seconds")
		cancel()
		require.NoError(t, <-done)
	})
}

// A znode in a thousand projects: a question per block, and a start that asks the chain nothing before it can answer.
func TestThousandProjects(t *testing.T) {
	const many, perBlock = 1000, 100
	w := newStakeWorld(t, 1)
	w.pay(t, w.stake(t, 0, 0, 0b10, milli(1000)), w.bond(t, 0, 0, milli(1000)))
	for first := 0; first < many; first += perBlock {
		var calls []payment
		for id := uint64(first) + 1; id <= uint64(first)+perBlock; id++ {
			calls = append(calls, w.publish(0, fmt.Sprint(id)), w.setAttributes(0, id, attributes(1, 0b10, true)), w.join(0, id, 0))
		}
		for len(calls) > 0 { // as much as a block has gas for
			n := min(len(calls), 25)
			w.pay(t, calls[:n]...)
			calls = calls[n:]
		}
	}
	spy := &watcher{Chain: w}
	cfg := w.stakeConfig(t.TempDir())
	r := open(t, cfg, spy)
	require.NoError(t, r.Poll(t.Context()))
	headers, queries := spy.calls()
	require.LessOrEqual(t, headers+queries, 4, "the whole history is asked for at once")
	served := func(r *registry.Registry) (n int) {
		for _, e := range r.Entries() {
			if terms, ok := r.Terms(e.ID); ok && terms.Serving() && r.MayProve(e.ID, w.node(0)) == nil {
				n++
			}
		}
		return n
	}
	require.Equal(t, many, served(r))

	const blocks = 20
	for range blocks {
		w.mine(t)
		require.NoError(t, r.Poll(t.Context()))
	}
	headers, queries = spy.calls()
	require.LessOrEqual(t, headers+queries, blocks)
	require.NoError(t, r.Close())

	r = open(t, cfg, unreachable{})
	require.Equal(t, many, served(r), "the journal alone answers")
}

// unreachable is a chain that fails the test when it is asked.
type unreachable struct{}

func (unreachable) HeaderByNumber(context.Context, *big.Int) (*types.Header, error) { panic("asked") }
func (unreachable) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	panic("asked")
}
func (unreachable) CallContract(context.Context, ethereum.CallMsg, *big.Int) ([]byte, error) {
	panic("asked")
}

func TestConfigOfANetworkWithStakes(t *testing.T) {
	cfg := registry.Config{ChainID: 1, Projects: common.Address{1}, Staking: common.Address{2}, Bonds: common.Address{3}, Journal: "x"}
	require.NoError(t, cfg.Validate())
	cfg.Nodes, cfg.Fleet = common.Address{4}, common.Address{5}
	require.ErrorContains(t, cfg.Validate(), "either ZnodeStaking or NodeRegistry")
	cfg.Staking = common.Address{}
	require.ErrorContains(t, cfg.Validate(), "ZnodeStaking, which is missing")
	cfg.Bonds = common.Address{5}
	require.ErrorContains(t, cfg.Validate(), "two contracts have the same address")
}

// Which contract was a project's at a block is known after a restart, too, and a journal that cannot tell is made anew.
func TestSettlementContractsOfBeforeAreRemembered(t *testing.T) {
	w := newStakeWorld(t, 2)
	dir := t.TempDir()
	cfg := w.stakeConfig(dir)
	r := open(t, cfg, w)
	first := attributes(1, 0b10, true)
	second := first
	second.Settlement = common.Address{8}
	w.pay(t, w.publish(0, "a"), w.setAttributes(0, 1, first))
	named := w.head(t).Number.Uint64()
	w.mine(t)
	w.pay(t, w.setAttributes(0, 1, second))
	moved := w.head(t).Number.Uint64()
	require.NoError(t, r.Poll(t.Context()))
	want := project.Settlements{
		{Contract: task.Address(first.Settlement), From: named, Until: moved}, {Contract: task.Address(second.Settlement), From: moved},
	}
	check := func() {
		got, upto := r.Settlements(1)
		require.Equal(t, want, got)
		require.Equal(t, moved, upto)
	}
	check()
	require.NoError(t, r.Close())
	spy := &watcher{Chain: w}
	r = open(t, cfg, spy)
	check()
	_, queries := spy.calls()
	require.Zero(t, queries, "the journal tells")
	require.NoError(t, r.Close())

	// A journal of before has no blocks in it.
	body, err := os.ReadFile(cfg.Journal)
	require.NoError(t, err)
	var old []byte
	for line := range bytes.Lines(body) {
		text := regexp.MustCompile(`,"block":\d+`).ReplaceAll(line[9:len(line)-1], nil)
		text = bytes.Replace(text, []byte(`"format":2`), []byte(`"format":1`), 1)
		old = fmt.Appendf(old, "%08x %s\n", crc32.ChecksumIEEE(text), text)
	}
	require.NoError(t, os.WriteFile(cfg.Journal, old, 0o600))
	r = open(t, cfg, spy)
	got, _ := r.Settlements(1)
	require.Empty(t, got, "what it cannot tell it does not")
	require.NoError(t, r.Poll(t.Context()))
	check()
	none, _ := r.Settlements(7)
	require.Empty(t, none)
}
