package registry_test

import (
	"context"
	"math/big"
	"os"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

// follow reads the subscriber's calls so far.
func follow(r *registry.Registry) func() []task.ProjectID {
	var seen []task.ProjectID
	r.Subscribe(func(id task.ProjectID) { seen = append(seen, id) })
	return func() []task.ProjectID {
		out := seen
		seen = nil
		return out
	}
}

func TestManyEventsInOneBlock(t *testing.T) {
	w := newWorld(t, 4)
	r := open(t, w.config(t.TempDir()), w)
	seen := follow(r)
	w.mine(t, w.create(0, "ipfs://one"), w.create(0, "ipfs://two"), w.create(1, "ipfs://three"),
		w.addOperator(0, 1, 2), w.register(1, 3), w.allow(0, 1, 1), w.allow(1, 3, 1),
		call{0, w.at.ProjectRegistrar, projects.PackUpdateProject(2, "ipfs://two-b", [32]byte{2})},
		call{0, w.at.ProjectRegistrar, projects.PackPauseProject(2)})
	require.NoError(t, r.Poll(t.Context()))

	require.ElementsMatch(t, []project.Entry{
		{ID: 1, URI: "ipfs://one", Hash: task.DigestOf([]byte("ipfs://one"))},
		{ID: 2, URI: "ipfs://two-b", Hash: task.Digest{2}, Paused: true},
		{ID: 3, URI: "ipfs://three", Hash: task.DigestOf([]byte("ipfs://three"))},
	}, r.Entries())
	require.Equal(t, []task.ProjectID{1, 2, 3}, seen(), "each project is told of once")

	require.NoError(t, r.MayDispatch(1, w.node(0)), "the owner")
	require.NoError(t, r.MayDispatch(1, w.node(2)), "an operator")
	require.ErrorIs(t, r.MayDispatch(1, w.node(1)), task.ErrNotAllowed)
	require.ErrorIs(t, r.MayDispatch(4, w.node(0)), project.ErrNotFound)
	require.NoError(t, r.MayProve(1, w.node(3)))
	require.ErrorIs(t, r.MayProve(1, w.node(1)), task.ErrNotAllowed, "owning a node is not running it")
	require.ErrorIs(t, r.MayProve(2, w.node(3)), task.ErrNotAllowed)
	require.ErrorIs(t, r.MayProve(99, w.node(3)), project.ErrNotFound)
	znodes, err := r.Znodes(t.Context(), 3)
	require.NoError(t, err)
	require.Equal(t, []task.Znode{{Operator: w.node(3), Weight: 1}}, znodes)
	_, err = r.Znodes(t.Context(), 4)
	require.ErrorIs(t, err, project.ErrNotFound)

	number, synced := r.Position()
	require.Equal(t, w.head(t).Number.Uint64(), number)
	require.True(t, synced)
}

// A node's own changes concern every project that allows it.
func TestNodeChangesConcernItsProjects(t *testing.T) {
	w := newWorld(t, 4)
	r := open(t, w.config(t.TempDir()), w)
	w.mine(t, w.create(0, "a"), w.create(0, "b"), w.create(0, "c"), w.register(1, 2), w.allow(0, 1, 1), w.allow(0, 3, 1))
	require.NoError(t, r.Poll(t.Context()))
	seen := follow(r)

	w.mine(t, call{1, w.at.NodeRegistry, nodes.PackUpdateOperator(big.NewInt(1), w.who(3))})
	require.NoError(t, r.Poll(t.Context()))
	require.Equal(t, []task.ProjectID{1, 3}, seen())
	require.ErrorIs(t, r.MayProve(1, w.node(2)), task.ErrNotAllowed)
	require.NoError(t, r.MayProve(1, w.node(3)))

	w.mine(t, call{1, w.at.NodeRegistry, nodes.PackSetActive(big.NewInt(1), false)})
	require.NoError(t, r.Poll(t.Context()))
	require.Equal(t, []task.ProjectID{1, 3}, seen())
	require.ErrorIs(t, r.MayProve(1, w.node(3)), task.ErrNotAllowed)
	znodes, err := r.Znodes(t.Context(), 1)
	require.NoError(t, err)
	require.Empty(t, znodes)
}

func TestNewOwnerNewOperators(t *testing.T) {
	w := newWorld(t, 3)
	r := open(t, w.config(t.TempDir()), w)
	w.mine(t, w.create(0, "a"), w.addOperator(0, 1, 1),
		call{0, w.at.ProjectRegistrar, projects.PackTransferFrom(w.who(0), w.who(2), big.NewInt(1))})
	require.NoError(t, r.Poll(t.Context()))
	require.NoError(t, r.MayDispatch(1, w.node(2)))
	require.ErrorIs(t, r.MayDispatch(1, w.node(0)), task.ErrNotAllowed)
	require.ErrorIs(t, r.MayDispatch(1, w.node(1)), task.ErrNotAllowed)
}

// What happens while a node is off, or between its first look and its second, is not missed.
func TestRestartGoesOnFromTheJournal(t *testing.T) {
	w := newWorld(t, 3)
	cfg := w.config(t.TempDir())
	first, err := registry.New(cfg, w)
	require.NoError(t, err)
	w.mine(t, w.create(0, "a"), w.addOperator(0, 1, 1))
	require.NoError(t, first.Poll(t.Context()))
	was, _ := first.Position()
	require.NoError(t, first.Close())

	w.mine(t, w.create(0, "b"))
	w.mine(t, call{0, w.at.ProjectRegistrar, projects.PackPauseProject(1)})

	spy := &watcher{Chain: w}
	second := open(t, cfg, spy)
	require.Len(t, second.Entries(), 1, "the journal alone answers")
	require.NoError(t, second.MayDispatch(1, w.node(1)))
	_, synced := second.Position()
	require.False(t, synced)
	require.NoError(t, second.Poll(t.Context()))
	require.Equal(t, was+1, spy.queries[0].FromBlock.Uint64(), "what the journal holds is not asked for again")
	require.Len(t, second.Entries(), 2)
	for _, e := range second.Entries() {
		require.Equal(t, e.ID == 1, e.Paused)
	}
}

func TestReorganisationIsUndone(t *testing.T) {
	w := newWorld(t, 3)
	cfg := w.config(t.TempDir())
	r := open(t, cfg, w)
	w.mine(t, w.create(0, "a"))
	fork := w.mine(t, w.create(0, "b"))
	require.NoError(t, r.Poll(t.Context()))
	w.mine(t, w.addOperator(0, 1, 2), call{0, w.at.ProjectRegistrar, projects.PackPauseProject(2)})
	require.NoError(t, r.Poll(t.Context()))
	w.mine(t, w.create(1, "lost"))
	require.NoError(t, r.Poll(t.Context()))
	require.Len(t, r.Entries(), 3)
	seen := follow(r)

	w.fork(t, fork)
	w.mine(t, w.create(1, "other"))
	w.mine(t)
	w.mine(t)
	require.NoError(t, r.Poll(t.Context()))
	require.ErrorIs(t, r.MayDispatch(1, w.node(2)), task.ErrNotAllowed, "the operator was added on the lost chain")
	require.Equal(t, map[task.ProjectID]string{1: "a", 2: "b", 3: "other"}, uris(r))
	for _, e := range r.Entries() {
		require.False(t, e.Paused)
	}
	require.ElementsMatch(t, []task.ProjectID{1, 2, 3, 3}, seen(), "gone, gone, gone, and come again")

	// The journal says the same after a restart.
	require.NoError(t, r.Close())
	again := open(t, cfg, &watcher{Chain: w})
	require.Equal(t, uris(r), uris(again))
}

func uris(r *registry.Registry) map[task.ProjectID]string {
	out := map[task.ProjectID]string{}
	for _, e := range r.Entries() {
		out[e.ID] = e.URI
	}
	return out
}

func TestReorganisationWhileOff(t *testing.T) {
	w := newWorld(t, 2)
	cfg := w.config(t.TempDir())
	r := open(t, cfg, w)
	fork := w.mine(t)
	w.mine(t, w.create(0, "lost"))
	require.NoError(t, r.Poll(t.Context()))
	require.NoError(t, r.Close())

	w.fork(t, fork)
	w.mine(t)
	w.mine(t, w.create(0, "kept"))
	r = open(t, cfg, w)
	require.NoError(t, r.Poll(t.Context()))
	require.Equal(t, map[task.ProjectID]string{1: "kept"}, uris(r))
}

// Another block at the height of the newest is noticed too.
func TestReorganisationOfTheNewestBlock(t *testing.T) {
	w := newWorld(t, 2)
	r := open(t, w.config(t.TempDir()), w)
	fork := w.mine(t)
	w.mine(t, w.create(0, "lost"))
	require.NoError(t, r.Poll(t.Context()))
	w.fork(t, fork)
	w.mine(t, w.create(0, "kept"))
	require.NoError(t, r.Poll(t.Context()))
	require.Equal(t, map[task.ProjectID]string{1: "kept"}, uris(r))
}

// The whole chain is another one: everything is read anew.
func TestAnotherChainUnderTheSameJournal(t *testing.T) {
	w := newWorld(t, 1)
	cfg := w.config(t.TempDir())
	r := open(t, cfg, w)
	w.mine(t, w.create(0, "first"))
	require.NoError(t, r.Poll(t.Context()))
	require.NoError(t, r.Close())

	other := newWorld(t, 1)
	cfg.Projects, cfg.Nodes, cfg.Fleet = other.at.ProjectRegistrar, other.at.NodeRegistry, other.at.FleetManager
	other.mine(t, other.create(0, "second"))
	r = open(t, cfg, other)
	require.Empty(t, r.Entries(), "a journal about other contracts is not believed")
	require.NoError(t, r.Poll(t.Context()))
	require.Equal(t, map[task.ProjectID]string{1: "second"}, uris(r))
}

// A server that lags behind, as one of several behind a balancer does, changes nothing.
func TestLaggingServer(t *testing.T) {
	w := newWorld(t, 1)
	spy := &watcher{Chain: w}
	r := open(t, w.config(t.TempDir()), spy)
	old := w.head(t)
	w.mine(t, w.create(0, "a"))
	w.mine(t, w.create(0, "b"))
	require.NoError(t, r.Poll(t.Context()))
	seen := follow(r)
	spy.newest = old
	require.NoError(t, r.Poll(t.Context()))
	require.Len(t, r.Entries(), 2)
	spy.newest = nil
	require.NoError(t, r.Poll(t.Context()))
	require.Len(t, r.Entries(), 2)
	require.Empty(t, seen())
}

func TestConfirmations(t *testing.T) {
	w := newWorld(t, 1)
	cfg := w.config(t.TempDir())
	cfg.Confirmations = 3
	r := open(t, cfg, w)
	w.mine(t, w.create(0, "a"))
	for range 2 {
		w.mine(t)
		require.NoError(t, r.Poll(t.Context()))
		require.Empty(t, r.Entries())
	}
	w.mine(t)
	require.NoError(t, r.Poll(t.Context()))
	require.Len(t, r.Entries(), 1)
}

// What following the chain costs the operator's RPC endpoint: a question per new block, and one more for each that may
// hold an event, as soon as the chain's headers have shown that they tell.
func TestQuestionsPerPoll(t *testing.T) {
	for _, confirmations := range []uint64{0, 3} {
		w := newWorld(t, 1)
		spy := &watcher{Chain: w}
		cfg := w.config(t.TempDir())
		cfg.Confirmations = confirmations
		r := open(t, cfg, spy)
		asked := func(blocks int, calls ...call) [2]int {
			if len(calls) > 0 {
				w.mine(t, calls...)
			}
			for range blocks {
				w.mine(t)
			}
			spy.calls()
			require.NoError(t, r.Poll(t.Context()))
			headers, queries := spy.calls()
			return [2]int{headers, queries}
		}
		for range 6 {
			asked(1)
		}
		require.Equal(t, [2]int{1, 0}, asked(0), "no new block")
		require.Equal(t, [2]int{1, 1}, asked(1), "nothing is known of the headers yet")
		asked(0, w.create(0, "a"))
		for range confirmations {
			asked(1)
		}
		require.Len(t, r.Entries(), 1)
		for blocks := range 5 {
			require.Equal(t, [2]int{max(blocks, 1), 0}, asked(blocks), "%d new blocks", blocks)
		}
		many := asked(7)
		require.LessOrEqual(t, many[0], 3)
		require.Equal(t, 1, many[1], "many new blocks")
		if confirmations == 0 {
			require.Equal(t, [2]int{1, 1}, asked(0, w.create(0, "b")), "a block with an event")
		}

		// What headers tell is known after a restart, too.
		require.NoError(t, r.Close())
		r = open(t, cfg, spy)
		for range 1 + confirmations {
			asked(1)
		}
		require.Equal(t, [2]int{1, 0}, asked(1))
	}
}

// Servers refuse long ranges; the registry finds one they take.
func TestLongRangesAreSplit(t *testing.T) {
	w := newWorld(t, 1)
	for range 40 {
		w.mine(t)
	}
	w.mine(t, w.create(0, "a"))
	spy := &watcher{Chain: w, maxRange: 8}
	cfg := w.config(t.TempDir())
	cfg.MaxRange, cfg.CheckpointEvery = 100, 1
	r := open(t, cfg, spy)
	var err error
	for range 30 {
		if err = r.Poll(t.Context()); err == nil {
			break
		}
		require.ErrorContains(t, err, "block range too large")
	}
	require.NoError(t, err)
	require.Len(t, r.Entries(), 1)
}

func TestRunFollowsTheChain(t *testing.T) {
	w := newWorld(t, 1)
	cfg := w.config(t.TempDir())
	cfg.Poll = time.Hour // only a nudge makes it look
	r := open(t, cfg, w)
	told := make(chan task.ProjectID, 1)
	r.Subscribe(func(id task.ProjectID) { told <- id })
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	w.mine(t, w.create(0, "a"))
	r.Nudge()
	select {
	case id := <-told:
		require.EqualValues(t, 1, id)
	case <-time.After(time.Minute):
		require.Fail(t, "the registry did not look")
	}
	cancel()
	require.NoError(t, <-done)
}

// A journal that was torn or harmed is read as far as it holds, the rest from the chain.
func TestHarmedJournal(t *testing.T) {
	for name, harm := range map[string]func([]byte) []byte{
		"torn tail":     func(b []byte) []byte { return b[:len(b)-7] },
		"flipped bit":   func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"harmed head":   func(b []byte) []byte { b[3] ^= 1; return b },
		"empty":         func([]byte) []byte { return nil },
		"other content": func([]byte) []byte { return []byte("hello\n") },
		"rubbish added": func(b []byte) []byte { return append(b, "00000000 {}\n"...) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, 1)
			cfg := w.config(t.TempDir())
			r := open(t, cfg, w)
			for _, uri := range []string{"a", "b", "c"} {
				w.mine(t, w.create(0, uri))
				require.NoError(t, r.Poll(t.Context()))
			}
			require.NoError(t, r.Close())
			b, err := os.ReadFile(cfg.Journal)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(cfg.Journal, harm(b), 0o600))
			for range 2 { // and once more, to see that the repair holds
				r = open(t, cfg, w)
				require.NoError(t, r.Poll(t.Context()))
				require.Equal(t, map[task.ProjectID]string{1: "a", 2: "b", 3: "c"}, uris(r))
				require.NoError(t, r.Close())
			}
		})
	}
}

func TestWithoutNodeContractsNobodyProves(t *testing.T) {
	w := newWorld(t, 2)
	cfg := w.config(t.TempDir())
	cfg.Nodes, cfg.Fleet = common.Address{}, common.Address{}
	r := open(t, cfg, w)
	w.mine(t, w.create(0, "a"), w.register(0, 1), w.allow(0, 1, 1))
	require.NoError(t, r.Poll(t.Context()))
	require.NoError(t, r.MayDispatch(1, w.node(0)))
	require.ErrorIs(t, r.MayProve(1, w.node(1)), task.ErrNotAllowed)
}

func TestConfigNamesEveryFault(t *testing.T) {
	_, err := registry.New(registry.Config{Nodes: common.Address{1}, Poll: -1, Confirmations: 1 << 40}, nil)
	for _, want := range []string{"chain id is 0", "project contract address is missing", "one is missing", "journal file is missing", "poll interval is negative", "confirmations, limit"} {
		require.ErrorContains(t, err, want)
	}
	_, err = registry.New(registry.Config{ChainID: 1, Projects: common.Address{1}, Nodes: common.Address{1}, Fleet: common.Address{2}, Journal: "x"}, nil)
	require.ErrorContains(t, err, "two contracts have the same address")
	_, err = registry.New(registry.Config{ChainID: 1, Projects: common.Address{1}, Journal: "/nonexistent/journal"}, nil)
	require.ErrorContains(t, err, "open project journal")
}
