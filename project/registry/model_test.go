package registry_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

// Whatever people do, however the chain forks and whenever the node restarts:
// after a poll the registry says what the contracts say.
func TestRegistrySaysWhatTheContractsSay(t *testing.T) {
	w := newWorld(t, 3)
	w.mine(t, w.create(0, "ipfs://a"), w.create(1, "ipfs://b"), w.register(0, 0), w.register(1, 1), w.allow(0, 1, 1), w.allow(1, 2, 1))
	w.lenient = true
	base := w.head(t).Hash()
	// Each check mines dozens of blocks: fewer of them, unless somebody asks for more.
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		require.NoError(t, checks.Value.Set("30"))
		t.Cleanup(func() { _ = checks.Value.Set(checks.DefValue) })
	}
	rapid.Check(t, func(rt *rapid.T) {
		if w.head(rt).Hash() != base {
			w.fork(rt, base)
		}
		dir, err := os.MkdirTemp(t.TempDir(), "")
		require.NoError(rt, err)
		m := &model{world: w, rt: rt, dir: dir}
		m.restart()
		defer func() { require.NoError(rt, m.registry.Close()) }()
		m.blocks = []common.Hash{base}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			m.step()
		}
	})
}

type model struct {
	*world
	rt       *rapid.T
	dir      string
	registry *registry.Registry
	blocks   []common.Hash // the chain since the start of this run
}

func (m *model) restart() {
	cfg := m.config(m.dir)
	cfg.CheckpointEvery = uint64(rapid.IntRange(1, 4).Draw(m.rt, "checkpoints"))
	var err error
	if m.registry != nil {
		require.NoError(m.rt, m.registry.Close())
	}
	m.registry, err = registry.New(cfg, m.world)
	require.NoError(m.rt, err)
}

func (m *model) step() {
	switch rapid.IntRange(0, 9).Draw(m.rt, "kind") {
	case 0:
		m.restart()
	case 1:
		back := rapid.IntRange(0, len(m.blocks)-1).Draw(m.rt, "back")
		if back > 0 {
			height := len(m.blocks)
			m.blocks = m.blocks[:height-back]
			m.fork(m.rt, m.blocks[len(m.blocks)-1])
			for len(m.blocks) <= height { // a fork wins by being longer
				m.block()
			}
		}
	case 2:
		m.block() // which the registry sees together with the next
		return
	default:
		m.block()
	}
	require.NoError(m.rt, m.registry.Poll(context.Background()))
	m.agree()
}

func (m *model) block() {
	calls := make([]call, rapid.IntRange(0, 4).Draw(m.rt, "calls"))
	for i := range calls {
		calls[i] = m.call()
	}
	m.blocks = append(m.blocks, m.mine(m.rt, calls...))
}

// call draws something somebody might do, allowed or not.
func (m *model) call() call {
	from := rapid.IntRange(0, 2).Draw(m.rt, "from")
	whom := m.who(rapid.IntRange(0, 2).Draw(m.rt, "whom"))
	p := rapid.Uint64Range(1, 3).Draw(m.rt, "project")
	n := big.NewInt(rapid.Int64Range(1, 3).Draw(m.rt, "node"))
	bigP := new(big.Int).SetUint64(p)
	uri := fmt.Sprintf("ipfs://%d", rapid.IntRange(0, 99).Draw(m.rt, "uri"))
	at := m.at
	return rapid.SampledFrom([]call{
		m.create(from, uri), m.create(from, uri),
		{from, at.ProjectRegistrar, projects.PackUpdateProject(p, uri, task.DigestOf([]byte(uri)))},
		{from, at.ProjectRegistrar, projects.PackPauseProject(p)},
		{from, at.ProjectRegistrar, projects.PackUnpauseProject(p)},
		{from, at.ProjectRegistrar, projects.PackAddOperator(p, whom)},
		{from, at.ProjectRegistrar, projects.PackRemoveOperator(p, whom)},
		{from, at.ProjectRegistrar, projects.PackTransferFrom(m.who(from), whom, bigP)},
		{from, at.NodeRegistry, nodes.PackRegister(whom)},
		{from, at.NodeRegistry, nodes.PackUpdateOperator(n, whom)},
		{from, at.NodeRegistry, nodes.PackSetActive(n, rapid.Bool().Draw(m.rt, "active"))},
		{from, at.NodeRegistry, nodes.PackTransferFrom(m.who(from), whom, n)},
		{from, at.FleetManager, fleet.PackAllow(bigP, n)},
		{from, at.FleetManager, fleet.PackAllow(bigP, n)},
		{from, at.FleetManager, fleet.PackDisallow(bigP, n)},
	}).Draw(m.rt, "call")
}

// agree compares everything the registry says with what the contracts answer.
func (m *model) agree() {
	known := map[task.ProjectID]project.Entry{}
	for _, e := range m.registry.Entries() {
		known[e.ID] = e
	}
	for id := uint64(1); id <= 3; id++ {
		said, err := projects.UnpackProjects(m.ask(m.at.ProjectRegistrar, projects.PackProjects(id)))
		require.NoError(m.rt, err)
		e, ok := known[task.ProjectID(id)]
		require.Equal(m.rt, said.Uri != "", ok)
		require.Equal(m.rt, project.Entry{ID: e.ID, URI: said.Uri, Hash: said.Hash, Paused: said.Paused}, e)
		var allowed []task.Address
		for i := range m.keys {
			may, err := projects.UnpackCanOperateProject(m.ask(m.at.ProjectRegistrar, projects.PackCanOperateProject(m.who(i), id)))
			require.NoError(m.rt, err)
			require.Equal(m.rt, may, m.registry.MayDispatch(task.ProjectID(id), m.node(i)) == nil)
			may, err = fleet.UnpackIsAllowed(m.ask(m.at.FleetManager, fleet.PackIsAllowed(m.who(i), new(big.Int).SetUint64(id))))
			require.NoError(m.rt, err)
			require.Equal(m.rt, may, m.registry.MayProve(task.ProjectID(id), m.node(i)) == nil)
			if may {
				allowed = append(allowed, m.node(i))
			}
		}
		var listed []task.Address
		znodes, _ := m.registry.Znodes(context.Background(), task.ProjectID(id))
		for _, z := range znodes {
			listed = append(listed, z.Operator)
		}
		require.ElementsMatch(m.rt, allowed, listed)
	}
}

func (m *model) ask(contract common.Address, data []byte) []byte {
	out, err := m.CallContract(context.Background(), ethereum.CallMsg{To: &contract, Data: data}, nil)
	require.NoError(m.rt, err)
	return out
}

// liar is a chain whose logs are whatever a test says.
type liar struct {
	head *types.Header
	logs []types.Log
}

func (l liar) HeaderByNumber(context.Context, *big.Int) (*types.Header, error) { return l.head, nil }

func (l liar) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	return l.logs, nil
}

func (l liar) CallContract(context.Context, ethereum.CallMsg, *big.Int) ([]byte, error) {
	return common.LeftPadBytes([]byte{1}, 32), nil
}

// Logs that do not decode, or name ids beyond 64 bits, change nothing and stop nothing.
func FuzzEvents(f *testing.F) {
	good := common.LeftPadBytes([]byte{1}, 32)
	f.Add(uint8(0), good, good, good, []byte{})
	f.Add(uint8(130), good, good, []byte{}, append(good, append(good, common.MaxHash.Bytes()...)...))
	f.Add(uint8(131), good, good, good, []byte{})
	f.Add(uint8(3), common.MaxHash.Bytes(), common.MaxHash.Bytes(), common.MaxHash.Bytes(), []byte("data"))
	cfg := registry.Config{
		Log:     slog.New(slog.NewTextHandler(io.Discard, nil)),
		ChainID: 1, Projects: common.Address{1}, Nodes: common.Address{2}, Fleet: common.Address{3},
	}
	topics := map[common.Address][]string{
		cfg.Projects: {"ProjectUpserted(uint64,string,bytes32)", "ProjectPaused(uint64)", "OperatorAdded(uint64,address)", "Transfer(address,address,uint256)"},
		cfg.Nodes:    {"NodeRegistered(address,uint256,address)", "NodeUpdated(uint256,address)", "NodeActiveChanged(uint256,bool)", "Transfer(address,address,uint256)"},
		cfg.Fleet:    {"Allowed(uint256,uint256)", "Disallowed(uint256,uint256)", "Other()", "Another()"},
	}
	staked := cfg
	staked.Nodes, staked.Fleet, staked.Staking, staked.Bonds = common.Address{}, common.Address{}, common.Address{4}, common.Address{5}
	topics[staked.Staking] = []string{"Joined(uint64,address)", "PeerIdChanged(address,bytes)", "RuntimesChanged(address,uint32)", "Slashed(address,address,bytes32,uint256,uint256,uint256)"}
	topics[staked.Bonds] = []string{"Registered(address,address)", "Staked(address,uint256,uint256)", "Unstaked(address,uint256,uint256,uint256)", "Withdrawn(address,address,uint256)"}
	f.Fuzz(func(t *testing.T, kind uint8, a, b, c, data []byte) {
		cfg := cfg
		if kind >= 128 {
			cfg = staked
		}
		cfg.Journal = t.TempDir() + "/journal"
		var logs []types.Log
		for contract, names := range topics {
			l := types.Log{Address: contract, Topics: []common.Hash{topic(names[kind%4])}, Data: data}
			for _, extra := range [][]byte{a, b, c} {
				if len(extra) > 0 {
					l.Topics = append(l.Topics, common.BytesToHash(extra))
				}
			}
			logs = append(logs, l)
		}
		logs = append(logs, types.Log{Address: cfg.Projects})
		r := open(t, cfg, liar{&types.Header{Number: big.NewInt(5)}, logs})
		require.NoError(t, r.Poll(t.Context()))
		before := r.Entries()
		require.NoError(t, r.Close())
		r = open(t, cfg, nil)
		require.Equal(t, before, r.Entries(), "the journal says the same")
	})
}

// Whatever stands in the file: opening it never fails for its content, and what
// was understood once is understood the same way again.
func FuzzJournal(f *testing.F) {
	cfg := registry.Config{ChainID: 1, Projects: common.Address{1}}
	dir := f.TempDir()
	cfg.Journal = dir + "/seed"
	r, err := registry.New(cfg, liar{&types.Header{Number: big.NewInt(5)}, nil})
	require.NoError(f, err)
	require.NoError(f, r.Poll(context.Background()))
	require.NoError(f, r.Close())
	seed, err := os.ReadFile(cfg.Journal)
	require.NoError(f, err)
	f.Add(seed)
	f.Add(seed[:len(seed)-2])
	f.Add([]byte("00000000 {}\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		cfg := cfg
		cfg.Journal = t.TempDir() + "/journal"
		require.NoError(t, os.WriteFile(cfg.Journal, b, 0o600))
		r := open(t, cfg, nil)
		number, _ := r.Position()
		require.NoError(t, r.Close())
		r = open(t, cfg, nil)
		again, _ := r.Position()
		require.Equal(t, number, again)
	})
}

func topic(signature string) common.Hash { return crypto.Keccak256Hash([]byte(signature)) }
