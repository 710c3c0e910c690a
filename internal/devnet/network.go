package devnet

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"golang.org/x/sync/errgroup"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/zkwasm"
)

// Config says what network to start. Zero fields take the defaults.
type Config struct {
	Dir       string // data and logs of all nodes; made if missing
	Znodes    int    // 3
	ChainPort int    // 0 takes a free one
	HTTPPort  int    // of the enode; 0 takes a free one
	Enode     string // program; found beside this one by default
	Znode     string
	Silence   time.Duration // leases; 15 s
	NodeEnv   []string      // further environment of the nodes
	// Count is how many messages a task of the example takes; 31, and whatever came within Window.
	Count  uint
	Window time.Duration
	// Heating publishes the second example, too: a halo2 circuit whose proofs the chain verifies.
	Heating bool
	// Meter publishes the third example, too: a WebAssembly module.
	Meter bool
	// BuyMonths are months (yyyymm) for which a policy is bought before any reading is sent.
	BuyMonths []uint64
	Log       *slog.Logger
	// Progress, if set, is told of every report the znodes publish.
	Progress func(task.Status)
}

// Network is a running devnet.
type Network struct {
	cfg Config
	// Staking are the contracts that nodes follow; Contracts stand beside them, with the same projects, for dApps that take
	// results by the router of networks without stakes.
	Staking       deploy.Network
	Contracts     deploy.Addresses
	ContractsFile string // the addresses file of Staking
	Insurance     common.Address
	ProjectID     task.ProjectID
	ProgramID     task.Digest
	ChainURL      string
	EnodeURL      string
	Gateway       string // http URL below which /ipfs/{cid} answers
	IPFS          *ipfs.Node
	// IPFSEndpoint is where files are put on that node, by the add call of Kubo's RPC.
	IPFSEndpoint string
	SRS          string   // file of halo2's public parameters, which protect nothing
	Heating      *Heating // nil: not published
	Meter        *Meter   // nil: not published

	chain   *Chain
	host    *p2p.Host
	reg     *registry.Registry
	keys    map[string]*ecdsa.PrivateKey
	procs   []*process
	group   *errgroup.Group
	cancel  context.CancelFunc
	ended   <-chan struct{} // closed when a part cannot be kept running, or all is stopped
	closers []func() error
}

const (
	keyOwner  = "owner"
	keyEnode  = "enode"
	keyHolder = "policy holder"
)

// Programs finds the ids of programs and compiles modules; the runtimes of a node do it.
type Programs interface {
	CheckVersion(ctx context.Context, v *project.Version) (task.Digest, error)
	CompileModule(ctx context.Context, module []byte) (zkwasm.Compiled, error)
}

// Start brings the whole network up and publishes the example. Progress is logged
// step by step. On an error everything started is stopped again.
func Start(ctx context.Context, cfg Config, programs Programs) (n *Network, err error) {
	if cfg.Znodes == 0 {
		cfg.Znodes = 3
	}
	if cfg.Silence == 0 {
		cfg.Silence = 15 * time.Second
	}
	if cfg.Count == 0 {
		cfg.Count = 31
	}
	if cfg.Window == 0 {
		cfg.Window = 3 * time.Second
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	n = &Network{cfg: cfg, keys: map[string]*ecdsa.PrivateKey{}}
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	n.cancel = cancel
	n.group, run = errgroup.WithContext(run)
	n.ended = run.Done()
	begun := n // a return of nil must not hide what has to be stopped
	defer func() {
		if err != nil {
			err = errors.Join(err, begun.Close())
		}
	}()
	steps := []struct {
		name string
		do   func(context.Context, context.Context) error
	}{
		{"chain", n.startChain}, {"contracts", n.deploy}, {"stakes", n.stake}, {"ipfs", n.startIPFS},
		{"project", func(ctx, _ context.Context) error { return n.publish(ctx, programs) }},
		{"policies", n.sell}, {"parameters", n.makeSRS}, {"heating", n.publishHeating},
		{"meter", func(ctx, _ context.Context) error { return n.publishMeter(ctx, programs) }}, {"nodes", n.startNodes},
		{"readiness", n.awaitAll},
	}
	for _, s := range steps {
		at := time.Now()
		if err := s.do(ctx, run); err != nil {
			return nil, fmt.Errorf("start devnet: %s: %w", s.name, err)
		}
		cfg.Log.Info("devnet step done", "step", s.name, "ms", time.Since(at).Milliseconds())
	}
	return n, nil
}

func (n *Network) startChain(_, run context.Context) (err error) {
	if err := os.MkdirAll(n.cfg.Dir, 0o750); err != nil {
		return err
	}
	names := []string{keyOwner, keyEnode, keyHolder, keyStaker, keyNewcomer}
	for i := range n.cfg.Znodes {
		names = append(names, znodeName(i))
	}
	var rich []*ecdsa.PrivateKey
	for _, name := range names {
		key, err := Key(name)
		if err != nil {
			return err
		}
		n.keys[name] = key
		rich = append(rich, key)
	}
	if n.chain, err = NewChain(n.cfg.ChainPort, rich...); err != nil {
		return err
	}
	n.closers = append(n.closers, n.chain.Close)
	n.ChainURL = n.chain.Endpoint
	n.group.Go(func() error { return n.chain.Run(run) })
	return nil
}

func znodeName(i int) string { return fmt.Sprintf("znode-%d", i+1) }

func (n *Network) address(name string) common.Address {
	return crypto.PubkeyToAddress(n.keys[name].PublicKey)
}

// startIPFS opens the node that keeps what is published and that the others start
// from; it listens to the znodes' reports like any node.
func (n *Network) startIPFS(ctx, run context.Context) (err error) {
	dir := filepath.Join(n.cfg.Dir, "ipfs")
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	client, _, err := chain.Dial(ctx, n.ChainURL, ChainID)
	if err != nil {
		return err
	}
	n.closers = append(n.closers, func() error { client.Close(); return nil })
	n.reg, err = registry.New(registry.Config{
		ChainID: ChainID, Projects: n.Staking.ProjectRegistry, Staking: n.Staking.ZnodeStaking, Bonds: n.Staking.EnodeBonds,
		Journal: filepath.Join(dir, "registry.journal"), Poll: BlockTime / 2, Log: n.cfg.Log,
	}, client)
	if err != nil {
		return err
	}
	n.closers = append(n.closers, n.reg.Close)
	n.group.Go(func() error { return n.reg.Run(run) })
	n.group.Go(func() error { return n.joinAll(run) })
	cfg := p2p.DefaultConfig()
	cfg.ChainID, cfg.DataDir, cfg.Listen, cfg.MDNS, cfg.PrivateAddrs = ChainID, dir, loopback(), false, true
	cfg.Signer, cfg.Authority, cfg.Log = operator.New(n.keys[keyOwner]), n.reg, n.cfg.Log
	if n.host, err = p2p.New(ctx, cfg); err != nil {
		return err
	}
	n.closers = append(n.closers, n.host.Close)
	if n.cfg.Progress != nil {
		n.host.OnStatus(func(_ context.Context, s task.Status) { n.cfg.Progress(s) })
	}
	ic := ipfs.DefaultConfig(filepath.Join(dir, "blocks"))
	ic.Host, ic.Routing, ic.Log = n.host.Libp2p(), n.host.Routing(), n.cfg.Log
	if n.IPFS, err = ipfs.New(ctx, ic); err != nil {
		return err
	}
	n.closers = append(n.closers, n.IPFS.Close)
	return n.serveAdd(ctx)
}

// serveAdd lets whoever works on this machine put files on the IPFS node, as one does with Kubo.
func (n *Network) serveAdd(ctx context.Context) error {
	server, at, err := node.ServeHTTP(ctx, "127.0.0.1:0", n.IPFS.AddHandler(maxAdded), n.cfg.Log)
	if err != nil {
		return fmt.Errorf("take files for IPFS: %w", err)
	}
	n.IPFSEndpoint = "http://" + at.String()
	n.closers = append(n.closers, server.Close)
	return nil
}

// maxAdded bounds one file that is put on the IPFS node, in bytes.
const maxAdded = 64 << 20

func loopback() []string { return []string{"/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/udp/0/quic-v1"} }

type call struct {
	to    common.Address
	value *big.Int
	data  []byte
}

func (n *Network) transact(ctx context.Context, who string, calls []call) error {
	for _, c := range calls {
		if _, err := deploy.Transact(ctx, n.chain.Client(), n.keys[who], c.to, c.value, c.data); err != nil {
			return err
		}
	}
	return nil
}

func (n *Network) startNodes(ctx, run context.Context) error {
	enode, znode, err := n.binaries()
	if err != nil {
		return err
	}
	ports, err := freePorts(1 + n.cfg.Znodes)
	if err != nil {
		return err
	}
	if n.cfg.HTTPPort != 0 {
		ports[0] = n.cfg.HTTPPort
	}
	n.EnodeURL = fmt.Sprintf("http://127.0.0.1:%d", ports[0])
	at := func(i int) string { return fmt.Sprintf("127.0.0.1:%d", ports[i]) }
	n.add("enode", enode, keyEnode, at(0), "SPROUT_HTTP_ADDRESS="+at(0))
	for i := range n.cfg.Znodes {
		n.add(znodeName(i), znode, znodeName(i), at(1+i),
			"SPROUT_OUTPUT_CONTRACT="+n.outputs(), "SPROUT_HALO2_SRS="+n.SRS, "SPROUT_OPS_ADDRESS="+at(1+i))
	}
	for _, p := range n.procs {
		n.group.Go(func() error { return p.run(run) })
	}
	for _, id := range n.projects() {
		if err := n.host.Join(ctx, id); err != nil {
			return err
		}
	}
	n.Gateway = n.EnodeURL
	return nil
}

func (n *Network) binaries() (enode, znode string, err error) {
	enode, znode = n.cfg.Enode, n.cfg.Znode
	if enode == "" {
		if enode, err = findBinary("enode"); err != nil {
			return "", "", task.WithHint(err, "build all programs into one folder with make build")
		}
	}
	if znode == "" {
		if znode, err = findBinary("znode"); err != nil {
			return "", "", task.WithHint(err, "build all programs into one folder with make build")
		}
	}
	return enode, znode, nil
}

// add plans a node; ops is the host:port where it answers its operator.
func (n *Network) add(name, path, key, ops string, env ...string) {
	common := append(baseEnv(),
		"SPROUT_DATA_DIR="+filepath.Join(n.cfg.Dir, name),
		"SPROUT_CHAIN_ENDPOINT="+n.ChainURL, "SPROUT_CONTRACTS="+n.ContractsFile, "SPROUT_CHAIN_POLL=500ms",
		"SPROUT_LISTEN=/ip4/127.0.0.1/tcp/0,/ip4/127.0.0.1/udp/0/quic-v1", "SPROUT_MDNS=false",
		"SPROUT_BOOTSTRAP="+n.Bootstrap(), "SPROUT_LEASE_SILENCE="+n.cfg.Silence.String(),
		"SPROUT_LOG_FORMAT=json", "SPROUT_ALLOW_PRIVATE_URLS=true",
		"OPERATOR_PRIVATE_KEY="+hex.EncodeToString(crypto.FromECDSA(n.keys[key])))
	n.procs = append(n.procs, &process{
		name: name, path: path, ops: ops, env: append(append(common, env...), n.cfg.NodeEnv...),
		log: filepath.Join(n.cfg.Dir, name+".log"), out: n.cfg.Log,
	})
}

// Bootstrap is the multiaddress that nodes of the network start from.
func (n *Network) Bootstrap() string {
	for _, a := range n.host.Addrs() {
		return a
	}
	return ""
}

// Kill ends a node (enode, znode-1 …) as power loss would; it is started again.
func (n *Network) Kill(name string) error {
	for _, p := range n.procs {
		if p.name == name {
			return p.kill()
		}
	}
	return fmt.Errorf("devnet has no node %q", name)
}

// Pids returns the process ids of the nodes that run, by name.
func (n *Network) Pids() map[string]int {
	out := map[string]int{}
	for _, p := range n.procs {
		if pid := p.pid(); pid != 0 {
			out[p.name] = pid
		}
	}
	return out
}

// Healthy asks every node whether it is up and returns what those said that are not.
func (n *Network) Healthy(ctx context.Context) error {
	var errs []error
	for _, p := range n.procs {
		var got struct{ Status string }
		err := getJSON(ctx, "http://"+p.ops+"/healthz", &got)
		if err == nil && got.Status != "up" {
			err = fmt.Errorf("status is %q", got.Status)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("health of %s: %w", p.name, err))
		}
	}
	return errors.Join(errs...)
}

// ZnodeName returns the name of the znode with the operator address, or "".
func (n *Network) ZnodeName(a task.Address) string {
	for name := range n.keys {
		if task.Address(n.address(name)) == a {
			return name
		}
	}
	return ""
}

// EnodeAddress is the operator of projects' enode.
func (n *Network) EnodeAddress() common.Address { return n.address(keyEnode) }

// Client returns a client of the chain.
func (n *Network) Client() deploy.Backend { return n.chain.Client() }

// HolderKey is the key of the policy holder.
func (n *Network) HolderKey() *ecdsa.PrivateKey { return n.keys[keyHolder] }

// Keys returns the development keys by name, in hexadecimal.
func (n *Network) Keys() map[string]string {
	out := map[string]string{}
	for name, k := range n.keys {
		out[name] = hex.EncodeToString(crypto.FromECDSA(k))
	}
	return out
}

// Wait returns when a part of the network cannot be kept running, or ctx ends.
func (n *Network) Wait(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- n.group.Wait() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return nil
	}
}

// Close stops everything, the nodes first, and waits for it.
func (n *Network) Close() error {
	n.cancel()
	errs := []error{n.group.Wait()}
	for i := len(n.closers) - 1; i >= 0; i-- {
		errs = append(errs, n.closers[i]())
	}
	return errors.Join(errs...)
}
