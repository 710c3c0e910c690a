package znode

import (
	"context"
	"crypto/ecdsa"
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

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/settlement"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/vmtest"
)

var (
	registryABI = bindings.NewProjectRegistry()
	stakingABI  = bindings.NewZnodeStaking()
	bookABI     = bindings.NewTaskSettlement()
)

// echo is the program of the project's one version. Its prover proves nothing; all else here is real: contracts on an
// EVM, peer-to-peer hosts, ledgers, IPFS nodes.
var echo = &project.Version{
	Name: "0.1", VM: project.VMRisc0, Code: []byte(vmtest.FakeEcho), InputMode: project.InputTask, Redundancy: 1,
	ProgramID: vmtest.FakeProgramID(vmtest.FakeEcho), Outputs: []project.Output{{Type: project.OutputSettlement}},
}

// fleet is a network with stakes and its znodes.
type fleet struct {
	*contractstest.Staked
	t     *testing.T
	net   *p2ptest.Network
	nodes []*part
	// registry has read the chain as it was at the start, and what a test makes it read.
	registry *registry.Registry
}

// part is what of a znode concerns settlement.
type part struct {
	*settling
	t       *testing.T
	key     *ecdsa.PrivateKey
	path    string // of the ledger
	node    *p2ptest.Node
	backend *tap
	factory output.Factory
	deliver output.Output
	version *project.Version
}

// tap is a znode's way to the chain. What is set is called once: before the gas of a call is estimated, before a
// transaction is sent; an error of the latter keeps it from being sent.
type tap struct {
	*contractstest.Chain
	mu             sync.Mutex
	beforeEstimate func()
	beforeSending  func() error
	behind         []error // what calls as of a block fail with, one after the other
	unlogged       int     // how many searches for logs find none
}

// CallContract fails as a server does that is behind.
func (b *tap) CallContract(ctx context.Context, call ethereum.CallMsg, block *big.Int) ([]byte, error) {
	b.mu.Lock()
	var err error
	if block != nil && len(b.behind) > 0 {
		err, b.behind = b.behind[0], b.behind[1:]
	}
	b.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return b.Chain.CallContract(ctx, call, block)
}

// FilterLogs finds nothing as a server does that is behind and does not say so.
func (b *tap) FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	b.mu.Lock()
	none := b.unlogged > 0
	if none {
		b.unlogged--
	}
	b.mu.Unlock()
	if none {
		return nil, nil
	}
	return b.Chain.FilterLogs(ctx, q)
}

// EstimateGas calls what is set before.
func (b *tap) EstimateGas(ctx context.Context, call ethereum.CallMsg) (uint64, error) {
	b.mu.Lock()
	before := b.beforeEstimate
	b.beforeEstimate = nil
	b.mu.Unlock()
	if before != nil {
		before()
	}
	return b.Chain.EstimateGas(ctx, call)
}

// SendTransaction sends and mines.
func (b *tap) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	b.mu.Lock()
	before := b.beforeSending
	b.beforeSending = nil
	b.mu.Unlock()
	if before != nil {
		if err := before(); err != nil {
			return err
		}
	}
	return b.Chain.SendTransaction(ctx, tx)
}

// Version implements [attest.Versions].
func (p *part) Version(context.Context, task.ProjectID, string) (*project.Version, error) {
	return p.version, nil
}

func newFleet(t *testing.T, znodes int, quorum uint8) *fleet {
	t.Helper()
	f := &fleet{Staked: contractstest.NewStaked(t, znodes, quorum), t: t, net: p2ptest.New(t)}
	f.Accept(t, echo.Name, echo.ProgramID, deploy.AttestedSelector)
	f.net.Authority.Enode(f.id(), task.Address(contractstest.Address(f.Enode)))
	f.registry = f.follow()
	var hosts []*p2ptest.Node
	for _, key := range f.Znodes {
		p := f.start(key, filepath.Join(t.TempDir(), "ledger.db"))
		f.nodes = append(f.nodes, p)
		hosts = append(hosts, p.node)
	}
	f.net.Connect(f.id(), hosts...)
	return f
}

func (f *fleet) id() task.ProjectID { return task.ProjectID(f.Project) }

// follow reads the chain.
func (f *fleet) follow() *registry.Registry {
	f.t.Helper()
	r, err := registry.New(registry.Config{
		ChainID: f.At.ChainID, Projects: f.At.ProjectRegistry, Staking: f.At.ZnodeStaking, Bonds: f.At.EnodeBonds,
		Router: f.At.VerifierRouter, Settlement: f.At.TaskSettlement, Start: f.At.StartBlock,
		Journal: filepath.Join(f.t.TempDir(), "journal"), Log: slog.New(slog.DiscardHandler),
	}, f.Chain)
	require.NoError(f.t, err)
	f.t.Cleanup(func() { require.NoError(f.t, r.Close()) })
	require.NoError(f.t, r.Poll(f.t.Context()))
	return r
}

// start starts a znode with a ledger that may be there already.
func (f *fleet) start(key *ecdsa.PrivateKey, path string) *part {
	f.t.Helper()
	log := slog.New(slog.DiscardHandler)
	signer := operator.New(key)
	node := f.net.Znode(f.id(), func(c *p2p.Config) { c.ChainID, c.Signer = f.At.ChainID, task.NewKeySigner(key) })
	book, err := ledger.Open(f.t.Context(), path)
	require.NoError(f.t, err)
	f.t.Cleanup(func() { require.NoError(f.t, book.Close()) })
	blocks := ipfs.DefaultConfig(f.t.TempDir())
	blocks.Host, blocks.Routing, blocks.Log = node.Libp2p(), node.Routing(), log
	store, err := ipfs.New(f.t.Context(), blocks)
	require.NoError(f.t, err)
	f.t.Cleanup(func() { require.NoError(f.t, store.Close()) })
	manager, err := vm.NewManager(vm.ManagerConfig{
		Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMRisc0: &vmtest.FakeProver{}}), Limits: vm.DefaultLimits(),
	})
	require.NoError(f.t, err)
	backend := &tap{Chain: f.Chain}
	sender, err := chain.NewSender(f.t.Context(), chain.SenderConfig{Poll: 5 * time.Millisecond, Log: log}, backend, signer, book)
	require.NoError(f.t, err)
	p := &part{t: f.t, key: key, path: path, node: node, backend: backend, version: echo}
	p.settling = &settling{
		chainID: f.At.ChainID, registry: f.At.ProjectRegistry, staking: f.At.ZnodeStaking, allowed: []common.Address{f.At.TaskSettlement}, ledger: book, p2p: node.Host, ipfs: store, vm: manager, versions: p,
		batch: attest.SettlerConfig{Window: 100 * time.Millisecond, Ask: 500 * time.Millisecond, Patience: 5 * time.Second},
		chain: func(context.Context) (chain.Backend, *chain.Sender, error) { return backend, sender, nil },
		pause: 50 * time.Millisecond, signer: signer, mayProve: f.net.Authority.MayProve, named: f.registry.Settlements, log: log,
		verify: func(s task.Signed) (task.Verified, error) {
			return task.Verify(s, f.At.ChainID, f.net.Authority.MayDispatch)
		},
	}
	p.court = &court{
		dir: filepath.Join(filepath.Dir(path), "evidence"), self: signer.Address(), reports: true, staking: f.At.ZnodeStaking, bonds: f.At.EnodeBonds,
		chain: p.settling.chain, turn: 300 * time.Millisecond, poll: 300 * time.Millisecond, log: log,
		znodes: func(id task.ProjectID) []task.Znode {
			list, err := f.registry.Znodes(context.Background(), id)
			if err != nil {
				f.t.Error(err)
			}
			return list
		},
	}
	p.restart(func(*settling) {})
	return p
}

// restart starts what settles and attests, with other settings.
func (p *part) restart(change func(*settling)) {
	p.t.Helper()
	change(p.settling)
	var err error
	p.factory, err = p.start()
	require.NoError(p.t, err)
	attester := p.attester
	p.t.Cleanup(func() { require.NoError(p.t, attester.Close()) })
	p.deliver, err = p.factory(nil)
	require.NoError(p.t, err)
}

// task makes a task of the project with one message, signed by its enode.
func (f *fleet) task(sequence uint64) (task.Task, task.Signed) {
	f.t.Helper()
	id, err := task.NewMessageID()
	require.NoError(f.t, err)
	tk, err := task.New(f.At.ChainID, f.id(), echo.Name, sequence, time.Now(), []task.Message{
		{ID: id, ProjectID: f.id(), ProjectVersion: echo.Name, Data: []byte("{}"), ReceivedAt: time.Now()},
	})
	require.NoError(f.t, err)
	signed, err := task.Sign(f.t.Context(), tk.Header, task.NewKeySigner(f.Enode))
	require.NoError(f.t, err)
	return tk, signed
}

// prove proves a task at the znode, as its processor would, up to delivery.
func (p *part) prove(tk task.Task, signed task.Signed) output.Result {
	p.t.Helper()
	receipt, ref, err := p.vm.Prove(p.t.Context(), echo, &tk, nil)
	require.NoError(p.t, err)
	return p.keep(tk, signed, ref, receipt)
}

// keep stores a receipt and notes the task as proved.
func (p *part) keep(tk task.Task, signed task.Signed, ref task.ReceiptRef, receipt []byte) output.Result {
	p.t.Helper()
	var err error
	ref.CID, err = p.ipfs.Add(p.t.Context(), receipt)
	require.NoError(p.t, err)
	require.NoError(p.t, p.ledger.Record(p.t.Context(), processor.Entry{Task: signed, Digest: tk.Digest(), State: task.StateProved, Receipt: &ref, At: time.Now()}))
	return output.Result{Task: &tk, Version: echo, Receipt: ref, Proof: receipt}
}

// settle delivers and requires that it succeeds.
func (p *part) settle(r output.Result) task.OutputRef {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), p2ptest.Patience)
	defer cancel()
	ref, err := p.deliver.Deliver(ctx, r)
	require.NoError(p.t, err)
	return ref
}

// refused delivers for a while and returns the error.
func (p *part) refused(r output.Result, patience time.Duration) error {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	_, err := p.deliver.Deliver(ctx, r)
	require.Error(p.t, err)
	return err
}

// sent is how many transactions the znode's key has sent.
func (f *fleet) sent(p *part) uint64 {
	f.t.Helper()
	n, err := f.NonceAt(f.t.Context(), contractstest.Address(p.key), nil)
	require.NoError(f.t, err)
	return n
}

// settled asks the contract.
func (f *fleet) settled(sequence uint64) bool {
	f.t.Helper()
	out, err := f.CallContract(f.t.Context(), ethereum.CallMsg{To: &f.At.TaskSettlement, Data: bookABI.PackIsSettled(f.Project, sequence)}, nil)
	require.NoError(f.t, err)
	yes, err := bookABI.UnpackIsSettled(out)
	require.NoError(f.t, err)
	return yes
}

// own sends a call of the owner's that succeeds.
func (f *fleet) own(to common.Address, wei int64, calldata []byte) {
	f.t.Helper()
	f.Transact(f.t, f.Owner, to, big.NewInt(wei), calldata)
}

var _ settlement.Sent = (*ledger.Ledger)(nil)
