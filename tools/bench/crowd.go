package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/libp2p/go-libp2p"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/examples/weather"
	modules "github.com/machinefi/sprout/examples/zkwasm"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
)

// crowd is a development chain with many projects, all of which one znode has joined, and the IPFS node of their owner,
// which alone has their files.
type crowd struct {
	chain     *devnet.Chain
	contracts deploy.Network
	file      string // the addresses file
	asked     *questions
	owner     *ecdsa.PrivateKey
	znode     *ecdsa.PrivateKey
	nonce     uint64
	sent      []common.Hash
	files     *ipfs.Node
	peer      string // multiaddress of the owner's node
	closers   []func() error
}

func (c *crowd) close() error {
	var errs []error
	for _, f := range slices.Backward(c.closers) {
		errs = append(errs, f())
	}
	c.closers = nil
	return errors.Join(errs...)
}

// startCrowd returns when the chain has count projects, and a znode with a stake, whose network identity is in znodeDir,
// has joined all of them.
func (b *bench) startCrowd(ctx context.Context, count int, znodeDir string) (c *crowd, err error) {
	c = &crowd{}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.close())
		}
	}()
	for _, key := range []**ecdsa.PrivateKey{&c.owner, &c.znode} {
		if *key, err = crypto.GenerateKey(); err != nil {
			return c, err
		}
	}
	if c.chain, err = devnet.NewChain(0, c.owner, c.znode); err != nil {
		return c, err
	}
	c.closers = append(c.closers, c.chain.Close)
	if err = c.ask(); err != nil {
		return c, err
	}
	if err = c.deploy(ctx); err != nil {
		return c, err
	}
	c.file = filepath.Join(b.dir, "contracts.json")
	if err = c.contracts.Write(c.file); err != nil {
		return c, err
	}
	if err = c.startFiles(ctx, filepath.Join(b.dir, "owner")); err != nil {
		return c, err
	}
	return c, c.register(ctx, count, znodeDir)
}

// deploy deploys the contracts.
func (c *crowd) deploy(ctx context.Context) (err error) {
	making, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- c.chain.Run(making) }()
	c.contracts, err = deploy.Staking(ctx, c.chain.Client(), c.owner, deploy.DefaultTerms(crypto.PubkeyToAddress(c.owner.PublicKey)))
	stop()
	return errors.Join(err, <-ended)
}

// startFiles starts the owner's IPFS node.
func (c *crowd) startFiles(ctx context.Context, dir string) error {
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.DisableMetrics())
	if err != nil {
		return err
	}
	c.closers = append(c.closers, h.Close)
	cfg := ipfs.DefaultConfig(dir)
	cfg.Host = h
	if c.files, err = ipfs.New(ctx, cfg); err != nil {
		return err
	}
	c.closers = append(c.closers, c.files.Close)
	c.peer = h.Addrs()[0].String() + "/p2p/" + h.ID().String()
	return nil
}

// register publishes the projects and has the znode join them.
func (c *crowd) register(ctx context.Context, count int, znodeDir string) error {
	identity, err := p2p.PeerID(znodeDir)
	if err != nil {
		return err
	}
	versions, err := crowdVersions(ctx)
	if err != nil {
		return err
	}
	all, err := project.RuntimesOf(project.VMRisc0, project.VMZkWasm)
	if err != nil {
		return err
	}
	operator := crypto.PubkeyToAddress(c.znode.PublicKey)
	consent, err := deploy.Consent(devnet.ChainID, c.contracts.ZnodeStaking, c.znode, crypto.PubkeyToAddress(c.owner.PublicKey))
	if err != nil {
		return err
	}
	registry, staking := bindings.NewProjectRegistry(), bindings.NewZnodeStaking()
	if c.nonce, err = c.chain.Client().PendingNonceAt(ctx, crypto.PubkeyToAddress(c.owner.PublicKey)); err != nil {
		return err
	}
	if err := c.send(ctx, c.contracts.ZnodeStaking, big.NewInt(1e18), staking.PackRegister(operator, []byte(identity), uint32(all), consent)); err != nil {
		return err
	}
	asks := bindings.IProjectRegistryAttributes{
		Settlement: c.contracts.TaskSettlement, RequiredZnodes: 1, Redundancy: 1, Quorum: 1, ProvingSeconds: big.NewInt(60), Open: true,
	}
	for id := uint64(1); id <= uint64(count); id++ {
		v := versions[id%uint64(len(versions))]
		v.Name = fmt.Sprintf("1.%d", id)
		file, err := projectfile.Marshal([]project.Version{v})
		if err != nil {
			return err
		}
		cid, err := c.files.Add(ctx, file)
		if err != nil {
			return err
		}
		needs, err := project.RuntimesOf(v.VM)
		if err != nil {
			return err
		}
		asks.Runtimes = uint32(needs)
		err = errors.Join(c.send(ctx, c.contracts.ProjectRegistry, nil, registry.PackCreateProject("ipfs://"+cid, projectfile.Hash(file))),
			c.send(ctx, c.contracts.ProjectRegistry, nil, registry.PackSetAttributes(id, asks)),
			c.send(ctx, c.contracts.ZnodeStaking, nil, staking.PackJoin(id, operator)))
		if err != nil {
			return fmt.Errorf("register project %d: %w", id, err)
		}
	}
	return c.mined(ctx)
}

// send sends a call of the owner's. It is not waited for, and many are in one block.
func (c *crowd) send(ctx context.Context, to common.Address, wei *big.Int, data []byte) error {
	tx, err := types.SignNewTx(c.owner, types.LatestSignerForChainID(big.NewInt(devnet.ChainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(devnet.ChainID), Nonce: c.nonce, To: &to, Value: wei, Data: data, Gas: 1_500_000,
		GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(1e11),
	})
	if err != nil {
		return err
	}
	c.nonce++
	c.sent = append(c.sent, tx.Hash())
	if err := c.chain.Client().SendTransaction(ctx, tx); err != nil {
		return err
	}
	// Few blocks: each is at least a second after the one before, and a chain whose clock is ahead is asked more rarely.
	if len(c.sent)%crowdBlock == 0 {
		c.chain.Commit()
	}
	return nil
}

// crowdBlock is how many calls are in a block.
const crowdBlock = 100

// mined returns when all that was sent is in blocks and has worked.
func (c *crowd) mined(ctx context.Context) error {
	err := waitFor(ctx, "the projects' transactions", func() bool {
		c.chain.Commit()
		used, err := c.chain.Client().NonceAt(ctx, crypto.PubkeyToAddress(c.owner.PublicKey), nil)
		return err == nil && used == c.nonce
	})
	if err != nil {
		return err
	}
	for i, hash := range c.sent {
		r, err := c.chain.Client().TransactionReceipt(ctx, hash)
		if err != nil {
			return fmt.Errorf("receipt of transaction %d: %w", i, err)
		}
		if r.Status != types.ReceiptStatusSuccessful {
			return fmt.Errorf("transaction %d was reverted, with %d gas used", i, r.GasUsed)
		}
	}
	return nil
}

// crowdVersions are programs as projects have them: a few that differ, of two runtimes.
func crowdVersions(ctx context.Context) (list []project.Version, err error) {
	provers, err := node.OpenProvers(nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSkipped, err)
	}
	defer func() { err = errors.Join(err, provers.Close()) }()
	common := project.Version{
		InputMode: project.InputTask, Packing: project.Packing{Count: 1, GroupBy: project.GroupByProject}, Redundancy: 1,
		ExpectedProving: time.Minute, Outputs: []project.Output{{Type: project.OutputSettlement}},
	}
	v := common
	v.VM, v.Code = project.VMRisc0, weather.Program
	list = append(list, v)
	for _, name := range modules.Names() {
		module, err := modules.Load(name)
		if err != nil {
			return nil, err
		}
		compiled, err := provers.CompileModule(ctx, module.Code)
		if err != nil {
			return nil, fmt.Errorf("compile module %s: %w", name, err)
		}
		v := common
		v.VM, v.Code, v.ProgramID = project.VMZkWasm, compiled.Program, compiled.ID
		v.Origin = project.Origin{Module: compiled.Module, Compiler: compiled.Compiler}
		list = append(list, v)
	}
	return list, nil
}

// questions counts what is asked of a chain through it, by method.
type questions struct {
	url string

	mu sync.Mutex
	of map[string]int
}

// ask puts the counter before the chain.
func (c *crowd) ask() error {
	to, err := url.Parse(c.chain.Endpoint)
	if err != nil {
		return err
	}
	c.asked = &questions{of: map[string]int{}}
	forward := httputil.NewSingleHostReverseProxy(to)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		c.asked.note(body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		forward.ServeHTTP(w, r)
	}))
	c.asked.url = server.URL
	c.closers = append(c.closers, func() error { server.Close(); return nil })
	return nil
}

// note counts the calls of one request, which may be a batch.
func (q *questions) note(body []byte) {
	type call struct{ Method string }
	var calls []call
	if json.Unmarshal(body, &calls) != nil {
		calls = make([]call, 1)
		_ = json.Unmarshal(body, &calls[0]) // counted even if it is no call
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, c := range calls {
		q.of[c.Method]++
	}
}

// take returns the counts since it was called last, and their sum.
func (q *questions) take() (of map[string]int, sum int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	of = q.of
	q.of = map[string]int{}
	for n := range maps.Values(of) {
		sum += n
	}
	return of, sum
}

// hexKey is a key as settings have it.
func hexKey(k *ecdsa.PrivateKey) string { return hex.EncodeToString(crypto.FromECDSA(k)) }
