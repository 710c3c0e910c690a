package registry_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"math/big"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

// Whatever people do with their stakes, however the chain forks and whenever the node restarts: after a poll the
// registry says what the contracts' views say, also of znodes that became unfit without an event of their project.
func TestRegistrySaysWhatTheContractsSayOfStakes(t *testing.T) {
	w := newStakeWorld(t, 4)
	w.pay(t, w.publish(0, "ipfs://a"), w.publish(1, "ipfs://b"),
		w.setAttributes(0, 1, attributes(1, 0b10, true)), w.setAttributes(1, 2, attributes(2, 0b110, false)))
	w.pay(t, w.stake(t, 0, 1, 0b10, milli(1500)), w.stake(t, 2, 2, 0b110, milli(1000)), w.bond(t, 0, 0, milli(1200)),
		w.join(1, 1, 1), w.join(2, 1, 2))
	w.lenient = true
	base := w.head(t).Hash()
	// Each check mines dozens of blocks: fewer of them, unless somebody asks for more.
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		require.NoError(t, checks.Value.Set("25"))
		t.Cleanup(func() { _ = checks.Value.Set(checks.DefValue) })
	}
	rapid.Check(t, func(rt *rapid.T) {
		if w.head(rt).Hash() != base {
			w.fork(rt, base)
		}
		dir, err := os.MkdirTemp(t.TempDir(), "")
		require.NoError(rt, err)
		m := &stakeModel{world: w, rt: rt, dir: dir, blocks: []common.Hash{base}}
		m.restart()
		defer func() { require.NoError(rt, m.registry.Close()) }()
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			m.step()
		}
	})
}

type stakeModel struct {
	*world
	rt       *rapid.T
	dir      string
	registry *registry.Registry
	blocks   []common.Hash // the chain since the start of this run
}

func (m *stakeModel) restart() {
	cfg := m.stakeConfig(m.dir)
	cfg.CheckpointEvery = uint64(rapid.IntRange(1, 4).Draw(m.rt, "checkpoints"))
	var err error
	if m.registry != nil {
		require.NoError(m.rt, m.registry.Close())
	}
	m.registry, err = registry.New(cfg, m.world)
	require.NoError(m.rt, err)
}

func (m *stakeModel) step() {
	switch rapid.IntRange(0, 9).Draw(m.rt, "kind") {
	case 0:
		m.restart()
	case 1:
		if back := rapid.IntRange(0, len(m.blocks)-1).Draw(m.rt, "back"); back > 0 {
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

func (m *stakeModel) block() {
	calls := make([]payment, rapid.IntRange(0, 5).Draw(m.rt, "calls"))
	for i := range calls {
		calls[i] = m.call()
	}
	m.blocks = append(m.blocks, m.pay(m.rt, calls...))
}

// call draws something somebody might do, allowed or not.
func (m *stakeModel) call() payment {
	from, whom := rapid.IntRange(0, 3).Draw(m.rt, "from"), rapid.IntRange(0, 3).Draw(m.rt, "whom")
	id := rapid.Uint64Range(1, 3).Draw(m.rt, "project")
	coins := milli(rapid.Int64Range(0, 2000).Draw(m.rt, "coins"))
	runtimes := rapid.Uint32Range(0, 7).Draw(m.rt, "runtimes") << 1
	offence := rapid.ByteRange(1, 5).Draw(m.rt, "offence")
	reg, stk, bnd := m.net.ProjectRegistry, m.net.ZnodeStaking, m.net.EnodeBonds
	ask := attributes(uint16(rapid.IntRange(0, 3).Draw(m.rt, "required")), runtimes, rapid.Bool().Draw(m.rt, "open"))
	ask.Redundancy = uint8(rapid.IntRange(1, 2).Draw(m.rt, "redundancy"))
	ask.Settlement = rapid.SampledFrom(append(books, m.net.TaskSettlement, m.net.TaskSettlement, m.who(0))).Draw(m.rt, "settlement")
	return rapid.SampledFrom([]func() payment{
		func() payment { return m.publish(from, fmt.Sprintf("ipfs://%d", from)) },
		func() payment { return m.setAttributes(from, id, ask) },
		func() payment { return m.setAttributes(from, id, ask) },
		func() payment {
			return free(from, reg, registries.PackAcceptProgram(id, versions[whom%2], [32]byte{7}, selectors[offence%3]))
		},
		func() payment {
			return free(from, reg, registries.PackAcceptProgram(id, versions[whom%2], [32]byte{7}, deploy.AttestedSelector))
		},
		func() payment {
			return free(from, reg, registries.PackRevokeProgram(id, versions[whom%2], [32]byte{7}))
		},
		func() payment { return payment{call{from, reg, registries.PackDeposit(id)}, coins} },
		func() payment { return payment{call{from, reg, registries.PackDeposit(id)}, coins} },
		func() payment { return free(from, reg, registries.PackSetFee(id, milli(int64(offence-1)*50))) },
		func() payment { return free(from, reg, registries.PackRequestWithdrawal(id, coins)) },
		func() payment { return free(from, reg, registries.PackWithdraw(id)) },
		func() payment { // who is the settlement contract himself
			return free(from, reg, registries.PackCharge(id, new(big.Int).SetUint64(uint64(offence)), m.who(whom)))
		},
		func() payment { return free(0, m.net.VerifierRouter, routers.PackStop(selectors[offence%3])) },
		func() payment { return free(0, m.net.VerifierRouter, routers.PackResume(selectors[offence%3])) },
		func() payment {
			return free(0, m.net.VerifierRouter, routers.PackAdd(selectors[offence%3], m.net.ZnodeStaking, 3))
		},
		func() payment { return free(from, reg, registries.PackAddEnode(id, m.who(whom))) },
		func() payment { return free(from, reg, registries.PackAddEnode(id, m.who(whom))) },
		func() payment { return free(from, reg, registries.PackRemoveEnode(id, m.who(whom))) },
		func() payment { return free(from, reg, registries.PackAddOperator(id, m.who(whom))) },
		func() payment {
			return free(from, reg, registries.PackTransferFrom(m.who(from), m.who(whom), new(big.Int).SetUint64(id)))
		},
		func() payment { return m.stake(m.rt, from, whom, runtimes, coins) },
		func() payment { return m.stake(m.rt, from, whom, runtimes, coins) },
		func() payment { return payment{call{from, stk, staking.PackTopUp(m.who(whom))}, coins} },
		func() payment { return free(from, stk, staking.PackUnstake(m.who(whom), coins)) },
		func() payment { return free(from, stk, staking.PackUnstake(m.who(whom), coins)) },
		func() payment { return free(from, stk, staking.PackWithdraw(m.who(whom))) },
		func() payment { return free(from, stk, staking.PackSetRuntimes(m.who(whom), runtimes)) },
		func() payment { return free(from, stk, staking.PackSetPeerId(m.who(whom), peerID(from, int(offence)))) },
		func() payment { return m.join(from, id, whom) },
		func() payment { return m.join(from, id, whom) },
		func() payment { return m.join(whom, id, whom) },
		func() payment { return free(from, stk, staking.PackLeave(id, m.who(whom))) },
		func() payment { return free(from, stk, staking.PackAdmit(id, m.who(whom))) },
		func() payment { return free(from, stk, staking.PackExpel(id, m.who(whom))) },
		func() payment { return free(from, stk, staking.PackRefresh(id)) },
		func() payment { return m.slashZnode(m.rt, from, whom, offence) },
		func() payment { return m.bond(m.rt, from, whom, coins) },
		func() payment { return payment{call{from, bnd, sureties.PackTopUp(m.who(whom))}, coins} },
		func() payment { return free(from, bnd, sureties.PackUnstake(m.who(whom), coins)) },
		func() payment { return m.slashEnode(m.rt, from, whom, uint64(offence)) },
	}).Draw(m.rt, "call")()
}

// books are the settlement contracts that owners name, or none.
var books = []common.Address{{}, {1}, {2}, {9}}

// agreeOnSettlements compares what the registry says of each block with the events of all blocks: a contract was the
// project's at a block if it was named last before it, or in it.
func (m *stakeModel) agreeOnSettlements(id uint64) {
	named, upto := m.registry.Settlements(task.ProjectID(id))
	require.Equal(m.rt, m.head(m.rt).Number.Uint64(), upto)
	logs, err := m.FilterLogs(context.Background(), ethereum.FilterQuery{
		FromBlock: new(big.Int), Addresses: []common.Address{m.net.ProjectRegistry},
		Topics: [][]common.Hash{{registries.GetABI().Events["AttributesChanged"].ID}, {common.BigToHash(new(big.Int).SetUint64(id))}},
	})
	require.NoError(m.rt, err)
	ever := map[task.Address]bool{}
	for n := uint64(0); n <= upto; n++ {
		want := map[common.Address]bool{}
		for i := range logs {
			e, err := registries.UnpackAttributesChangedEvent(&logs[i])
			require.NoError(m.rt, err)
			if logs[i].BlockNumber < n {
				clear(want)
			}
			if logs[i].BlockNumber <= n {
				want[e.Attributes.Settlement] = true
			}
		}
		for _, contract := range append(books, m.net.TaskSettlement, m.who(0)) {
			is := contract != common.Address{} && want[contract]
			require.Equal(m.rt, is, named.At(task.Address(contract), n), "%s at block %d: %v", contract, n, named)
			if is {
				ever[task.Address(contract)] = true
			}
		}
	}
	require.ElementsMatch(m.rt, slices.Collect(maps.Keys(ever)), named.Contracts())
}

var (
	routers   = bindings.NewVerifierRouter()
	versions  = []string{"1", "2"}
	selectors = [][4]byte{deploy.AttestedSelector, {1}, {2}}
)

// agreeOnPrograms compares what could be settled with what TaskSettlement finds before it settles.
func (m *stakeModel) agreeOnPrograms(id uint64) {
	terms, _ := m.registry.Terms(task.ProjectID(id))
	said, err := registries.UnpackProjects(m.ask(m.rt, m.net.ProjectRegistry, registries.PackProjects(id)))
	require.NoError(m.rt, err)
	for _, name := range versions {
		v := &project.Version{Name: name, ProgramID: task.Digest{7}, Outputs: []project.Output{{Type: project.OutputSettlement}}}
		selector, err := registries.UnpackSelectorOf(m.ask(m.rt, m.net.ProjectRegistry, registries.PackSelectorOf(id, name, [32]byte{7})))
		require.NoError(m.rt, err)
		_, unresolved := m.CallContract(context.Background(), ethereum.CallMsg{To: &m.net.VerifierRouter, Data: routers.PackResolve(selector)}, nil)
		ok := selector != [4]byte{} && (unresolved == nil || common.Address(terms.Settlement) != m.net.TaskSettlement)
		err = m.registry.Accepts(task.ProjectID(id), v)
		require.Equal(m.rt, ok || said.Uri == "", err == nil, "version %s, selector %x: %v", name, selector, err)
		if err != nil {
			require.ErrorIs(m.rt, err, project.ErrNotAccepted)
			require.NotEmpty(m.rt, task.Hint(err))
		}
		v.Outputs[0].Type = project.OutputStdout
		require.NoError(m.rt, m.registry.Accepts(task.ProjectID(id), v))
	}
}

// agreeOnFunds compares what the balance pays for with what TaskSettlement could take of it.
func (m *stakeModel) agreeOnFunds(id uint64) {
	reg, pid := m.net.ProjectRegistry, task.ProjectID(id)
	funds, err := registries.UnpackFundsOf(m.ask(m.rt, reg, registries.PackFundsOf(id)))
	require.NoError(m.rt, err)
	fee, err := registries.UnpackFeeOf(m.ask(m.rt, reg, registries.PackFeeOf(id)))
	require.NoError(m.rt, err)
	terms, _ := m.registry.Terms(pid)
	v := &project.Version{Outputs: []project.Output{{Type: project.OutputSettlement}}}
	asked := rapid.Uint64Range(1, 20).Draw(m.rt, "tasks")
	err = m.registry.Pays(pid, v, asked)
	n, limited, e := m.registry.PaysFor(pid)
	require.NoError(m.rt, e)
	if common.Address(terms.Settlement) != m.net.TaskSettlement || fee.Sign() == 0 {
		require.NoError(m.rt, err)
		require.False(m.rt, limited)
		return
	}
	want := new(big.Int).Div(funds.Balance, fee).Uint64()
	require.True(m.rt, limited)
	require.Equal(m.rt, want, n)
	require.Equal(m.rt, want >= asked, err == nil, "%d tasks, asked for %d: %v", want, asked, err)
	if err != nil {
		require.ErrorIs(m.rt, err, project.ErrUnfunded)
	}
	require.NoError(m.rt, m.registry.Pays(pid, &project.Version{Outputs: []project.Output{{Type: project.OutputEthereum}}}, asked))
}

// agree compares everything the registry says with what the contracts answer.
func (m *stakeModel) agree() {
	for id := uint64(1); id <= 3; id++ {
		m.agreeOn(id)
		m.agreeOnSettlements(id)
		m.agreeOnPrograms(id)
		m.agreeOnFunds(id)
	}
	for i := range m.keys {
		m.agreeAbout(i)
	}
}

func (m *stakeModel) agreeOn(id uint64) {
	stk, pid := m.net.ZnodeStaking, task.ProjectID(id)
	terms, ok := m.registry.Terms(pid)
	require.True(m.rt, ok)
	a, err := registries.UnpackAttributesOf(m.ask(m.rt, m.net.ProjectRegistry, registries.PackAttributesOf(id)))
	require.NoError(m.rt, err)
	state, err := staking.UnpackStateOf(m.ask(m.rt, stk, staking.PackStateOf(id)))
	require.NoError(m.rt, err)
	require.Equal(m.rt, project.Terms{
		Settlement: task.Address(a.Settlement), Required: uint(a.RequiredZnodes), Redundancy: uint(a.Redundancy), Quorum: uint(a.Quorum),
		Runtimes: project.RuntimeSet(a.Runtimes), Proving: time.Duration(a.ProvingSeconds.Int64()) * time.Second, Open: a.Open,
		Joined: uint(state.Znodes.Uint64()),
	}, terms)
	require.Equal(m.rt, state.State == 1, terms.Serving())

	fleet, err := staking.UnpackFleetOf(m.ask(m.rt, stk, staking.PackFleetOf(id)))
	require.NoError(m.rt, err)
	znodes, err := m.registry.Znodes(context.Background(), pid)
	said, e := registries.UnpackProjects(m.ask(m.rt, m.net.ProjectRegistry, registries.PackProjects(id)))
	require.NoError(m.rt, e)
	exists := said.Uri != ""
	require.Equal(m.rt, exists, err == nil)
	var listed []common.Address
	for _, z := range znodes {
		listed = append(listed, common.Address(z.Operator))
		stake, known := m.registry.Stake(z.Operator)
		require.True(m.rt, known)
		require.Equal(m.rt, new(big.Int).Div(stake.Staked, big.NewInt(1e9)).Uint64(), z.Weight)
	}
	require.ElementsMatch(m.rt, fleet, listed)

	for i := range m.keys {
		who := m.who(i)
		member, err := staking.UnpackIsMember(m.ask(m.rt, stk, staking.PackIsMember(id, who)))
		require.NoError(m.rt, err)
		require.Equal(m.rt, member && exists, m.registry.MayProve(pid, m.node(i)) == nil)
		enode, err := registries.UnpackIsEnode(m.ask(m.rt, m.net.ProjectRegistry, registries.PackIsEnode(id, who)))
		require.NoError(m.rt, err)
		bonded, err := sureties.UnpackIsBonded(m.ask(m.rt, m.net.EnodeBonds, sureties.PackIsBonded(who)))
		require.NoError(m.rt, err)
		require.Equal(m.rt, enode && bonded, m.registry.MayDispatch(pid, m.node(i)) == nil)
		admission, err := staking.UnpackAdmissionOf(m.ask(m.rt, stk, staking.PackAdmissionOf(id, who)))
		require.NoError(m.rt, err)
		require.Equal(m.rt, admission == 1 || admission == 0 && a.Open, m.registry.MayJoin(pid, m.node(i)))
	}
}

func (m *stakeModel) agreeAbout(i int) {
	stk, who := m.net.ZnodeStaking, m.who(i)
	b, err := staking.UnpackBondOf(m.ask(m.rt, stk, staking.PackBondOf(who)))
	require.NoError(m.rt, err)
	stake, known := m.registry.Stake(m.node(i))
	require.Equal(m.rt, b.Owner != common.Address{}, known)
	if !known {
		return
	}
	require.Equal(m.rt, task.Address(b.Owner), stake.Owner)
	require.Zero(m.rt, b.Staked.Cmp(stake.Staked))
	require.Zero(m.rt, b.Leaving.Cmp(stake.Leaving), "%s and %s", b.Leaving, stake.Leaving)
	require.Zero(m.rt, milli(1000).Cmp(stake.Minimum))
	release := uint64(0)
	if !stake.ReleaseAt.IsZero() {
		release = uint64(stake.ReleaseAt.Unix())
	}
	require.Equal(m.rt, b.ReleaseAt, release)
	bonded, err := staking.UnpackIsBonded(m.ask(m.rt, stk, staking.PackIsBonded(who)))
	require.NoError(m.rt, err)
	require.Equal(m.rt, bonded, stake.Enough())
	peer, err := staking.UnpackPeerIdOf(m.ask(m.rt, stk, staking.PackPeerIdOf(who)))
	require.NoError(m.rt, err)
	require.True(m.rt, bytes.Equal(peer, stake.PeerID))
	runtimes, err := staking.UnpackRuntimesOf(m.ask(m.rt, stk, staking.PackRuntimesOf(who)))
	require.NoError(m.rt, err)
	require.Equal(m.rt, project.RuntimeSet(runtimes), stake.Runtimes)
}
