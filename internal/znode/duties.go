package znode

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sys/unix"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

const (
	// dutiesPoll is how often a znode looks whether it can do what its tasks need.
	dutiesPoll = time.Minute
	// dutiesGas is how much gas it must be able to pay for at the chain's price: a settlement of a batch.
	dutiesGas = 1_000_000
	// dutiesStuck is how long a transaction may be in no block.
	dutiesStuck = 10 * time.Minute
)

// duty is something a znode must be able to do for the tasks it takes.
type duty string

const (
	dutyCoins        duty = "coins"        // pay for transactions
	dutyStake        duty = "stake"        // be registered, with enough at stake, from this peer
	dutyTransactions duty = "transactions" // have what it sends mined
	dutyDisk         duty = "disk"         // keep what it makes
)

// errCannotTell says that a duty cannot be looked at now; what was known of it stays.
var errCannotTell = errors.New("cannot tell")

// wallet is what duties need of the chain; ethclient.Client has it.
type wallet interface {
	BalanceAt(ctx context.Context, account common.Address, block *big.Int) (*big.Int, error)
	NonceAt(ctx context.Context, account common.Address, block *big.Int) (uint64, error)
	SuggestGasPrice(ctx context.Context) (*big.Int, error)
}

// duties knows which of its duties the znode fails. While it fails one, it begins no new task.
type duties struct {
	self    task.Address
	chainID uint64
	pays    bool // it needs coins on its chain
	wallet  wallet
	outbox  chain.Outbox
	// sender is asked for where a transaction is stuck.
	sender func(context.Context) (*chain.Sender, error)
	// stake and caughtUp are the registry's; nil where nobody stakes.
	stake    func(task.Address) (project.Stake, bool)
	caughtUp func() bool
	peer     peer.ID
	dir      string // where it keeps what it makes
	minFree  uint64 // bytes
	log      *slog.Logger
	abroad   *purses // may be nil

	mu      sync.Mutex
	failing map[duty]error
	told    map[line]string // why no task of a version is begun, as it was told
}

// checks lists how each duty is looked at. A check returns nil, what is wrong, or [errCannotTell].
func (d *duties) checks() map[duty]func(context.Context) error {
	checks := map[duty]func(context.Context) error{dutyTransactions: d.checkTransactions, dutyDisk: d.checkDisk}
	if d.pays {
		checks[dutyCoins] = func(ctx context.Context) error { return checkCoins(ctx, d.wallet, d.self) }
	}
	if d.stake != nil {
		checks[dutyStake] = func(context.Context) error { return d.checkStake() }
	}
	return checks
}

// register adds a metric for each duty.
func (d *duties) register(reg prometheus.Registerer) {
	for name := range d.checks() {
		reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: "sprout", Subsystem: "znode", Name: "failing_duty", ConstLabels: prometheus.Labels{"duty": string(name)},
			Help: "1 while the znode fails a duty and therefore begins no new task: coins for gas, its stake, transactions that are not mined, disk space.",
		}, func() float64 {
			d.mu.Lock()
			defer d.mu.Unlock()
			if d.failing[name] != nil {
				return 1
			}
			return 0
		}))
	}
}

// run looks until ctx ends.
func (d *duties) run(ctx context.Context) error {
	tick := time.NewTicker(dutiesPoll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			d.look(ctx)
		}
	}
}

// look looks at every duty and tells what changed.
func (d *duties) look(ctx context.Context) {
	for name, check := range d.checks() {
		err := check(ctx)
		if ctx.Err() != nil {
			return
		}
		d.note(name, err)
	}
	d.abroad.look(ctx)
}

// note takes the outcome of a check and tells a change.
func (d *duties) note(name duty, err error) {
	if errors.Is(err, errCannotTell) {
		d.log.Debug("duty not looked at", "duty", name, "err", err)
		return
	}
	d.mu.Lock()
	was := d.failing[name]
	if d.failing == nil {
		d.failing = map[duty]error{}
	}
	d.failing[name] = err
	d.mu.Unlock()
	switch {
	case err != nil && (was == nil || was.Error() != err.Error()):
		d.log.Warn("this znode begins no new task", "duty", name, "reason", err, "hint", task.Hint(err))
	case err == nil && was != nil:
		d.log.Info("a duty is done again", "duty", name)
	}
}

// fit says why the znode must begin no new task; nil if it may.
func (d *duties) fit() error {
	if d.stake != nil { // costs nothing to look at, so what the chain says counts at once
		d.note(dutyStake, d.checkStake())
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	var errs []error
	for _, name := range []duty{dutyStake, dutyCoins, dutyTransactions, dutyDisk} {
		errs = append(errs, d.failing[name])
	}
	return errors.Join(errs...)
}

// checkCoins says whether the key can pay for transactions on the wallet's chain.
func checkCoins(ctx context.Context, w wallet, self task.Address) error {
	price, err := w.SuggestGasPrice(ctx)
	if err != nil {
		return fmt.Errorf("%w: gas price: %w", errCannotTell, err)
	}
	have, err := w.BalanceAt(ctx, common.Address(self), nil)
	if err != nil {
		return fmt.Errorf("%w: balance: %w", errCannotTell, err)
	}
	need := new(big.Int).Mul(price, big.NewInt(dutiesGas))
	if have.Cmp(need) >= 0 {
		return nil
	}
	return task.WithHint(fmt.Errorf("operator %s has too few coins to settle what it proves", self),
		fmt.Sprintf("send it some: it has %s wei, a settlement takes up to %s wei at today's price", have, need))
}

func (d *duties) checkStake() error {
	if !d.caughtUp() {
		return errCannotTell
	}
	s, ok := d.stake(d.self)
	switch {
	case !ok:
		return task.WithHint(fmt.Errorf("operator %s is registered for no stake", d.self), "its owner registers it with ioctl-project znode register")
	case !s.Enough():
		return task.WithHint(fmt.Errorf("stake of operator %s is %s wei, the least that counts is %s", d.self, s.Staked, s.Minimum),
			"its owner tops it up with ioctl-project znode stake")
	case !bytes.Equal(s.PeerID, []byte(d.peer)):
		return task.WithHint(fmt.Errorf("operator %s is registered with another peer than this one, %s: nobody listens to it", d.self, d.peer),
			"start the node with the p2p.key it was registered with, or have its owner register this one")
	default:
		return nil
	}
}

// checkTransactions looks for one that was written down long ago and is in no block. It takes care of those that nobody
// waits for any more: nothing after them is mined before.
func (d *duties) checkTransactions(ctx context.Context) error {
	open, err := d.outbox.OpenIntents(ctx, d.chainID, common.Address(d.self))
	if err != nil {
		return fmt.Errorf("%w: %w", errCannotTell, err)
	}
	if len(open) == 0 || time.Since(open[0].Made) < dutiesStuck {
		return nil // by nonce: what stands before the others is the oldest
	}
	if s, err := d.sender(ctx); err != nil {
		d.log.Debug("open transactions not looked after", "err", err)
	} else if err := s.Nurse(ctx); err != nil && ctx.Err() == nil {
		d.log.Warn("looking after open transactions failed", "err", err)
	}
	used, err := d.wallet.NonceAt(ctx, common.Address(d.self), nil)
	if err != nil {
		return fmt.Errorf("%w: nonce: %w", errCannotTell, err)
	}
	if open[0].Nonce < used {
		return nil // mined, and waiting for its confirmations
	}
	return task.WithHint(fmt.Errorf("transaction %d of operator %s is in no block since %s", open[0].Nonce, d.self, open[0].Made.UTC().Format(time.RFC3339)),
		"is the chain's price above --output-max-fee-gwei, or are the operator's coins gone?")
}

func (d *duties) checkDisk(context.Context) error {
	var fs unix.Statfs_t
	if err := unix.Statfs(d.dir, &fs); err != nil {
		return fmt.Errorf("%w: %w", errCannotTell, err)
	}
	if free := fs.Bavail * uint64(fs.Bsize); free < d.minFree {
		return task.WithHint(fmt.Errorf("only %d MB are free in %s", free>>20, d.dir), fmt.Sprintf("make room: it needs %d MB (--min-free-mb)", d.minFree>>20))
	}
	return nil
}

// startDuties looks at them for the first time, before any task is taken.
func (z *znode) startDuties(ctx context.Context) error {
	z.duties = &duties{
		self: z.Self(), chainID: z.ChainID, wallet: z.Client, outbox: z.ledger, dir: z.cfg.DataDir, minFree: z.cfg.MinFreeMB << 20, log: z.Log, abroad: z.newPurses(),
		// Where nobody stakes, all results may go to other chains, whose coins are looked at for themselves.
		pays: z.Contracts.Staked() || len(z.cfg.OutputContracts) > 0 && len(z.cfg.OutputEndpoints) == 0,
		sender: func(ctx context.Context) (*chain.Sender, error) {
			_, s, err := z.dialer.Chain(ctx, z.cfg.ChainEndpoint)
			return s, err
		},
	}
	if z.Contracts.Staked() {
		z.duties.stake, z.duties.peer = z.Registry.Stake, z.P2P.Libp2p().ID()
		z.duties.caughtUp = func() bool { _, synced := z.Registry.Position(); return synced }
	}
	z.duties.register(z.Metrics)
	z.duties.look(ctx)
	z.Health.Add("duties", func(context.Context) error { return z.duties.fit() })
	return nil
}

// fit says why the znode must begin no new task of the project's version, with which it would have so many of the project.
func (z *znode) fit(id task.ProjectID, v *project.Version, tasks uint64) error {
	if t, ok := z.Registry.Terms(id); ok {
		if err := t.Waiting(); err != nil {
			return err
		}
		err := z.Registry.Accepts(id, v)
		if err == nil {
			err = z.settling.mayFor(id, v, t)
		}
		if err == nil {
			err = z.Registry.Pays(id, v, 1)
		}
		z.duties.tell(line{id, v.Name}, err)
		if err == nil {
			err = z.Registry.Pays(id, v, tasks) // one for which there are coins later is not worth telling
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(z.duties.fit(), z.duties.abroad.fit(v))
}

// line names a version of a project.
type line struct {
	project task.ProjectID
	version string
}

// tell tells once why no task of a version is begun.
func (d *duties) tell(of line, err error) {
	d.mu.Lock()
	was := d.told[of]
	if err == nil {
		delete(d.told, of)
	} else {
		if d.told == nil {
			d.told = map[line]string{}
		}
		d.told[of] = err.Error()
	}
	d.mu.Unlock()
	if err != nil && was != err.Error() {
		d.log.Warn("no task of the project is begun", "project", of.project, "version", of.version, "reason", err, "hint", task.Hint(err))
	}
}
