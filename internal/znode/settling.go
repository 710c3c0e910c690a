package znode

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/evidence"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/output/settlement"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
	"github.com/machinefi/sprout/vm/risc0"
)

// settling is what a znode has to do with settlement in a network with stakes: it attests results of others, has its own
// attested, and settles them. Its fields up to log are set before start.
type settling struct {
	chainID  uint64
	registry common.Address   // ProjectRegistry
	staking  common.Address   // ZnodeStaking
	allowed  []common.Address // settlement contracts that the key may sign for
	batch    attest.SettlerConfig
	pause    time.Duration // before trying again what may go otherwise later; zero is the default
	chain    func(ctx context.Context) (chain.Backend, *chain.Sender, error)
	ledger   *ledger.Ledger
	p2p      *p2p.Host
	ipfs     *ipfs.Node
	vm       *vm.Manager
	versions attest.Versions
	signer   task.Signer
	verify   func(task.Signed) (task.Verified, error)
	mayProve func(task.ProjectID, task.Address) error
	named    func(task.ProjectID) (named project.Settlements, upto uint64)
	metrics  prometheus.Registerer
	court    *court
	log      *slog.Logger

	attester *attest.Attester
	watcher  *evidence.Watcher
}

// start connects the parts and returns the output of type settlement.
func (s *settling) start() (output.Factory, error) {
	domain := attest.Domain{ChainID: s.chainID, Staking: task.Address(s.staking)}
	fleets := &settlement.Fleets{
		Registry: s.registry, Staking: s.staking,
		Backend: func(ctx context.Context) (chain.Backend, error) {
			b, _, err := s.chain(ctx)
			return b, err
		},
	}
	if err := s.court.open(s.metrics); err != nil {
		return nil, err
	}
	s.watcher = evidence.NewWatcher(domain, s.court.finds())
	s.batch.Log, s.batch.Registerer = s.log, s.metrics
	settler, err := attest.NewSettler(s.batch, attest.SettlerRoles{Domain: domain, Fleets: fleets, Network: s.p2p, Notes: s.ledger, Signer: s.signer, Witness: s.watcher})
	if err != nil {
		return nil, err
	}
	s.attester, err = attest.NewAttester(attest.AttesterConfig{Log: s.log, Registerer: s.metrics}, attest.AttesterRoles{
		Domain: domain, Versions: s.versions, Receipts: othersReceipts{s.ipfs, s.vm}, Network: s.p2p, Notes: s.ledger,
		Signer: s.signer, Verify: s.verify, MayProve: s.mayProve, Witness: s.watcher,
	})
	if err != nil {
		return nil, err
	}
	s.p2p.OnAttestRequest(s.attester.HandleRequest)
	s.p2p.OnAttestation(func(ctx context.Context, a task.Attestation) {
		settler.HandleAttestation(ctx, a)
		s.watcher.Hear(a)
	})
	return settlement.New(settlement.Config{
		Registry: s.registry, Staking: s.staking, Allowed: s.allowed, Pause: s.pause, Log: s.log, Registerer: s.metrics,
	}, settlement.Roles{Chain: s.chain, Attestations: settler, Sent: s.ledger, Signed: s.signed, Named: s.named, RawProof: rawProof})
}

// mayFor says why the results of a project's version could not be settled: its owner has named a contract that this
// operator does not allow. What cannot be settled need not be proved.
func (s *settling) mayFor(id task.ProjectID, v *project.Version, t project.Terms) error {
	if !v.InSettlement() || slices.Contains(s.allowed, common.Address(t.Settlement)) {
		return nil
	}
	return task.WithHint(fmt.Errorf("project %s settles in contract %s, which this operator does not allow", id, t.Settlement),
		"the operator allows it with --settlement-contract")
}

// signed returns a task that this znode took, with its enode's signature.
func (s *settling) signed(ctx context.Context, d task.Digest) (task.Signed, bool, error) {
	e, found, err := s.ledger.Entry(ctx, d)
	return e.Task, found, err
}

// rawProof is what contracts verify of a receipt.
func rawProof(ref task.ReceiptRef, receipt []byte) ([]byte, error) {
	switch runtime := project.VM(ref.Runtime); {
	case runtime == project.VMHalo2 && ref.Kind == vm.KindKZG:
		return halo2.RawProof(receipt)
	case (runtime == project.VMRisc0 || runtime == project.VMZkWasm) && ref.Kind == vm.KindGroth16:
		return risc0.RawProof(receipt)
	default:
		return nil, task.WithHint(fmt.Errorf("no contract verifies a receipt of %s of kind %s", ref.Runtime, ref.Kind),
			"let the project file's receipt kinds be groth16 (risc0, zkwasm) or kzg (halo2) alone, or accept the program with the selector of attested results")
	}
}

// maxOthersReceipt bounds what is fetched as another znode's receipt, in bytes: as much as an enode fetches.
const maxOthersReceipt = 64 << 20

// othersReceipts implements [attest.Receipts]: receipts of other znodes are fetched from IPFS and verified in a worker
// process.
type othersReceipts struct {
	ipfs *ipfs.Node
	vm   *vm.Manager
}

// receiptFaults are errors of the receipt itself, or of a guest that it claims to be of.
var receiptFaults = []error{
	ipfs.ErrBadCID, ipfs.ErrTooLarge, ipfs.ErrNotFile, vm.ErrReceiptInvalid, vm.ErrReceiptKind, vm.ErrMemoryLimit, vm.ErrGuestFault,
}

// Open implements [attest.Receipts].
func (o othersReceipts) Open(ctx context.Context, v *project.Version, p task.ProvedTask, provider string) (task.ReceiptRef, error) {
	if p.Size > maxOthersReceipt {
		return task.ReceiptRef{}, fmt.Errorf("%w: %d bytes, limit %d", attest.ErrReceipt, p.Size, maxOthersReceipt)
	}
	b, err := o.ipfs.GetFrom(ctx, p.CID, int64(p.Size), provider)
	if err != nil {
		return task.ReceiptRef{}, blame(fmt.Errorf("fetch receipt: %w", err))
	}
	if d := task.DigestOf(b); d != p.Receipt {
		return task.ReceiptRef{}, fmt.Errorf("%w: content has digest %s, announced was %s", attest.ErrReceipt, d, p.Receipt)
	}
	h := p.Task.Header
	ref, err := o.vm.Verify(ctx, v, &h, b)
	if err != nil {
		return task.ReceiptRef{}, blame(fmt.Errorf("verify receipt: %w", err))
	}
	return ref, nil
}

// blame marks the errors that are the receipt's own fault.
func blame(err error) error {
	for _, fault := range receiptFaults {
		if errors.Is(err, fault) {
			return fmt.Errorf("%w: %w", attest.ErrReceipt, err)
		}
	}
	return err
}
