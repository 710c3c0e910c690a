package znode

import (
	"context"
	"math/big"
	"net/http"
	"os"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/lifecycle"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/ethereum"
	"github.com/machinefi/sprout/output/file"
	"github.com/machinefi/sprout/output/settlement"
	"github.com/machinefi/sprout/output/stdout"
	"github.com/machinefi/sprout/output/webhook"
	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
)

// znode is the assembly: what is set by one start step and used by a later one.
type znode struct {
	*node.Base
	cfg       *Config
	ledger    *ledger.Ledger
	outputs   *output.Manager
	settling  *settling // nil where nobody stakes
	dialer    *ethereum.Dialer
	duties    *duties
	processor *processor.Processor
	announcer *announcer
	gateway   *http.Server
}

// New connects the parts of a znode; nothing is opened before the group starts.
func New(cfg *Config, version string) (*lifecycle.Group, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	z := &znode{cfg: cfg}
	// Projects are only served if their results could be delivered, so outputs come first.
	_, err := node.Open("znode", version, &cfg.Node, func(b *node.Base) {
		z.Base, b.Proves, b.MinFree = b, true, cfg.MinFreeMB<<20
		z.Group.Add("ledger", z.startLedger, func(context.Context) error { return z.ledger.Close() })
		z.Group.Add("outputs", z.startOutputs, z.stopOutputs)
	})
	if err != nil {
		return nil, err
	}
	z.Group.Add("receipt gateway", z.startGateway, z.stopGateway)
	z.Group.Add("duties", z.startDuties, nil)
	z.Group.Go("evidence loop", z.watch)
	z.Group.Go("duties loop", func(ctx context.Context) error { return z.duties.run(ctx) })
	z.Group.Add("processor", z.startProcessor, nil)
	z.Group.Go("processor loop", func(ctx context.Context) error { return z.processor.Run(ctx) })
	z.Group.Add("announcer", z.startAnnouncer, nil)
	z.Group.Go("announcer loop", func(ctx context.Context) error { return z.announcer.run(ctx) })
	return z.Group, nil
}

func (z *znode) startLedger(ctx context.Context) (err error) {
	z.ledger, err = ledger.Open(ctx, z.Path("ledger.db"))
	if err == nil {
		z.Health.Add("ledger", z.ledger.Ping)
	}
	return err
}

func (z *znode) startOutputs(context.Context) error {
	policy := ethereum.Policy{Endpoints: append([]string{z.cfg.ChainEndpoint}, z.cfg.OutputEndpoints...), RawProof: halo2.RawProof}
	for _, a := range z.cfg.OutputContracts {
		policy.Contracts = append(policy.Contracts, common.HexToAddress(a))
	}
	maxFee := new(big.Int).Mul(new(big.Int).SetUint64(z.cfg.MaxFeeGwei), big.NewInt(1e9))
	z.dialer = &ethereum.Dialer{
		Signer: z.Key, Outbox: z.ledger,
		Config: chain.SenderConfig{Confirmations: z.cfg.Confirmations, BumpAfter: z.cfg.BumpAfter, MaxFee: maxFee, Log: z.Log},
	}
	settle, err := z.startSettling(z.dialer)
	if err != nil {
		return err
	}
	z.outputs = output.NewManager(output.Table{
		project.OutputStdout:     stdout.New(os.Stdout),
		project.OutputFile:       file.New(z.cfg.OutputDir),
		project.OutputWebhook:    webhook.New(webhook.Policy{Hosts: z.cfg.WebhookHosts, AllowPrivate: z.cfg.WebhookPrivate, Secret: os.Getenv}),
		project.OutputEthereum:   ethereum.New(policy, z.dialer),
		project.OutputSettlement: settle,
	}, z.ledger)
	z.Allows = z.outputs.Check
	if len(z.cfg.Projects) > 0 {
		z.Wants = func(id task.ProjectID) bool { return slices.Contains(z.cfg.Projects, id.String()) }
	}
	return nil
}

// startSettling connects what a network with stakes needs; elsewhere nothing is settled on chain by this output.
func (z *znode) startSettling(dialer *ethereum.Dialer) (output.Factory, error) {
	if !z.Contracts.Staked() {
		return settlement.Refuse(), nil
	}
	allowed := []common.Address{z.Contracts.Settlement}
	if len(z.cfg.SettlementContracts) > 0 {
		allowed = nil
	}
	for _, a := range z.cfg.SettlementContracts {
		allowed = append(allowed, common.HexToAddress(a))
	}
	z.settling = &settling{
		chainID: z.ChainID, registry: z.Contracts.Projects, staking: z.Contracts.Staking, allowed: allowed,
		batch:  attest.SettlerConfig{Batch: z.cfg.AttestBatch, Window: z.cfg.AttestWindow},
		ledger: z.ledger, p2p: z.P2P, ipfs: z.IPFS, vm: z.VM.Manager, versions: lateVersions{z}, signer: z.Key,
		chain: func(ctx context.Context) (chain.Backend, *chain.Sender, error) {
			return dialer.Chain(ctx, z.cfg.ChainEndpoint)
		},
		verify:   func(s task.Signed) (task.Verified, error) { return task.Verify(s, z.ChainID, z.Registry.MayDispatch) },
		mayProve: z.Registry.MayProve, named: z.Registry.Settlements, metrics: z.Metrics, log: z.Log,
	}
	z.settling.court = &court{
		dir: z.Path("evidence"), self: z.Self(), reports: z.cfg.ReportOffences, staking: z.Contracts.Staking, bonds: z.Contracts.Bonds,
		chain: z.settling.chain, znodes: z.Znodes, log: z.Log,
	}
	return z.settling.start()
}

// watch reports nodes that contradict themselves.
func (z *znode) watch(ctx context.Context) error {
	if z.settling == nil {
		<-ctx.Done()
		return nil
	}
	return z.settling.court.run(ctx)
}

// lateVersions implements [attest.Versions] on the node's projects, which are loaded after its outputs are there.
type lateVersions struct{ z *znode }

// Version implements [attest.Versions].
func (l lateVersions) Version(ctx context.Context, id task.ProjectID, name string) (*project.Version, error) {
	return l.z.Projects.Version(ctx, id, name)
}

func (z *znode) stopOutputs(context.Context) error {
	if z.settling == nil {
		return nil
	}
	return z.settling.attester.Close()
}

// startGateway serves the receipts this znode keeps to anyone, if asked to.
func (z *znode) startGateway(ctx context.Context) error {
	if z.cfg.IPFSAddress == "" {
		return nil
	}
	s, _, err := node.ServeHTTP(ctx, z.cfg.IPFSAddress, z.IPFS.Handler(), z.Log)
	if err != nil {
		return task.WithHint(err, "choose another address with --gateway-address")
	}
	z.gateway = s
	return nil
}

func (z *znode) stopGateway(ctx context.Context) error {
	if z.gateway == nil {
		return nil
	}
	return z.gateway.Shutdown(ctx)
}

func (z *znode) startProcessor(context.Context) (err error) {
	z.processor, err = processor.New(processor.Config{Silence: z.cfg.Silence, Heartbeat: z.cfg.Silence / 5, Log: z.Log, Registerer: z.Metrics}, processor.Roles{
		Versions: z.Projects, Roster: z, Bodies: z.P2P, Prover: prover{z.VM.Manager}, Receipts: receipts{z.IPFS},
		Sink: spending{z.outputs, z.Registry.Spent}, Reporter: z.P2P, Ledger: z.ledger, Self: z.Self(), Fit: z.fit, Settled: z.outputs.Settled,
		Verify: func(s task.Signed) (task.Verified, error) { return task.Verify(s, z.ChainID, z.Registry.MayDispatch) },
	})
	if err != nil {
		return err
	}
	z.P2P.OnAnnouncement(func(ctx context.Context, a task.Announcement) {
		if z.settling != nil {
			z.settling.watcher.Saw(a.Task)
		}
		if err := z.processor.HandleAnnouncement(ctx, a); err != nil {
			h := a.Task.Header()
			z.Log.Warn("announced task not taken", "task", h.Key().String(), "err", err)
		}
	})
	z.P2P.OnStatus(z.processor.HandleStatus)
	return nil
}

// maxReceipt bounds what is read back as one receipt, in bytes.
const maxReceipt = 256 << 20

// receipts implements [processor.Receipts] on the node's IPFS.
type receipts struct{ ipfs *ipfs.Node }

// Put implements [processor.Receipts].
func (r receipts) Put(ctx context.Context, b []byte) (string, error) { return r.ipfs.Add(ctx, b) }

// Get implements [processor.Receipts].
func (r receipts) Get(ctx context.Context, cid string) ([]byte, error) {
	return r.ipfs.Get(ctx, cid, maxReceipt)
}

// spending implements [processor.Sink]: a result that is delivered may have cost its project coins.
type spending struct {
	*output.Manager
	spent func(task.ProjectID)
}

// Deliver implements [processor.Sink].
func (s spending) Deliver(ctx context.Context, v *project.Version, t *task.Task, ref task.ReceiptRef, receipt []byte, later func(error)) (task.OutputRef, error) {
	out, err := s.Manager.Deliver(ctx, v, t, ref, receipt, later)
	if err == nil && v.InSettlement() {
		s.spent(t.Header.ProjectID)
	}
	return out, err
}

// prover implements [processor.Prover] on the node's provers.
type prover struct{ vm *vm.Manager }

// Prove implements [processor.Prover].
func (p prover) Prove(ctx context.Context, v *project.Version, t *task.Task, progress func(task.Progress)) (task.ReceiptRef, []byte, error) {
	b, ref, err := p.vm.Prove(ctx, v, t, progress)
	if err != nil {
		return task.ReceiptRef{}, nil, task.WithCode(err, vm.FailureCode(err))
	}
	return ref, b, nil
}

// Capacity implements [processor.Prover].
func (p prover) Capacity() int { return p.vm.Capacity().Proofs }
