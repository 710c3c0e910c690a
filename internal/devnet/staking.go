package devnet

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

const (
	// keyStaker owns the stakes of the znodes and the bond of the enode, as an operator's cold wallet would.
	keyStaker = "staker"
	// keyNewcomer has coins and nothing else: whoever tries the guides is that.
	keyNewcomer = "newcomer"
)

// Delays of a devnet are short enough to be waited for.
const (
	unbondingDelay  = 20 * time.Second
	withdrawalDelay = 20 * time.Second
)

var (
	// minimumBond is what a node must have at stake, in wei.
	minimumBond = big.NewInt(1e18)
	// znodeStake is what each of the devnet's znodes has.
	znodeStake = big.NewInt(5e18)
	// taskFee is what a task pays, in wei, projectDeposit what pays for tasks of a new project.
	taskFee        = big.NewInt(1e15)
	projectDeposit = big.NewInt(1e18)
)

// defaultProving is how long a proof is expected to take where the project file does not say.
const defaultProving = time.Minute

// quorum is how many of the znodes must attest a result: most of them.
func (n *Network) quorum() int { return n.cfg.Znodes/2 + 1 }

// deploy deploys the contracts of a network where znodes stake, and beside them those of networks without stakes,
// which take the same projects: both doors to dApps are open.
func (n *Network) deploy(ctx, _ context.Context) (err error) {
	client, owner := n.chain.Client(), n.keys[keyOwner]
	terms := deploy.DefaultTerms(n.address(keyOwner))
	terms.UnbondingDelay, terms.WithdrawalDelay, terms.ZnodeBond, terms.EnodeBond = unbondingDelay, withdrawalDelay, minimumBond, minimumBond
	if n.Staking, err = deploy.Staking(ctx, client, owner, terms); err != nil {
		return err
	}
	n.ContractsFile = filepath.Join(n.cfg.Dir, "contracts.json")
	if err = n.Staking.Write(n.ContractsFile); err != nil {
		return err
	}
	n.Contracts, err = deploy.Beside(ctx, client, owner, n.Staking.ProjectRegistry)
	return err
}

// stake registers the znodes with a stake and the enode with a bond; both belong to the staker.
func (n *Network) stake(ctx, _ context.Context) error {
	all, err := project.RuntimesOf(project.VMRisc0, project.VMHalo2, project.VMZkWasm)
	if err != nil {
		return err
	}
	owner, staking, bonds := n.address(keyStaker), bindings.NewZnodeStaking(), bindings.NewEnodeBonds()
	var calls []call
	for i := range n.cfg.Znodes {
		name := znodeName(i)
		id, err := p2p.PeerID(filepath.Join(n.cfg.Dir, name))
		if err != nil {
			return fmt.Errorf("network identity of %s: %w", name, err)
		}
		consent, err := deploy.Consent(ChainID, n.Staking.ZnodeStaking, n.keys[name], owner)
		if err != nil {
			return err
		}
		calls = append(calls, call{n.Staking.ZnodeStaking, znodeStake, staking.PackRegister(n.address(name), []byte(id), uint32(all), consent)})
	}
	consent, err := deploy.Consent(ChainID, n.Staking.EnodeBonds, n.keys[keyEnode], owner)
	if err != nil {
		return err
	}
	calls = append(calls, call{n.Staking.EnodeBonds, minimumBond, bonds.PackRegister(n.address(keyEnode), consent)})
	return n.transact(ctx, keyStaker, calls)
}

// enlist has a new project served: it says what it asks of znodes and pays, lets the enode sign its tasks, accepts the
// programs of its versions when its znodes attest what they output. The znodes join of themselves, see joinAll.
func (n *Network) enlist(ctx context.Context, id task.ProjectID, versions []project.Version) error {
	registry, at := bindings.NewProjectRegistry(), n.Staking.ProjectRegistry
	var names []project.VM
	for i := range versions {
		names = append(names, versions[i].VM)
	}
	runtimes, err := project.RuntimesOf(names...)
	if err != nil {
		return err
	}
	redundancy := min(int(versions[0].Redundancy), n.cfg.Znodes)
	attributes := bindings.IProjectRegistryAttributes{
		Settlement: n.Staking.TaskSettlement, RequiredZnodes: uint16(max(n.quorum(), redundancy)), Redundancy: uint8(redundancy), Quorum: uint8(n.quorum()),
		Runtimes: uint32(runtimes), ProvingSeconds: big.NewInt(int64(cmp.Or(versions[0].ExpectedProving, defaultProving) / time.Second)), Open: true,
	}
	calls := []call{
		{at, nil, registry.PackSetAttributes(uint64(id), attributes)},
		{at, nil, registry.PackAddEnode(uint64(id), n.address(keyEnode))},
		{at, nil, registry.PackSetFee(uint64(id), taskFee)},
		{at, projectDeposit, registry.PackDeposit(uint64(id))},
	}
	for i := range versions {
		if v := &versions[i]; !v.ProgramID.IsZero() {
			calls = append(calls, call{at, nil, registry.PackAcceptProgram(uint64(id), v.Name, v.ProgramID, deploy.AttestedSelector)})
		}
	}
	if err := n.transact(ctx, keyOwner, calls); err != nil {
		return fmt.Errorf("enlist project %d: %w", id, err)
	}
	return nil
}

// joinAll has the znodes join every project that lets them, whoever made it, until ctx ends. It alone uses the staker's key
// once the stakes are put up.
func (n *Network) joinAll(ctx context.Context) error {
	changed := make(chan struct{}, 1)
	cancel := n.reg.Subscribe(func(task.ProjectID) {
		select {
		case changed <- struct{}{}:
		default: // a look at all projects is still to come
		}
	})
	defer cancel()
	joined := map[task.ProjectID]int{} // how many of the znodes
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		}
		for _, e := range n.reg.Entries() {
			if err := n.joinProject(ctx, e.ID, joined); err != nil && ctx.Err() == nil {
				n.cfg.Log.Warn("a znode could not join a project", "project", e.ID, "err", err)
			}
		}
	}
}

// joinProject has those join that have not, in the order of their names, as far as the project lets them.
func (n *Network) joinProject(ctx context.Context, id task.ProjectID, joined map[task.ProjectID]int) error {
	terms, _ := n.reg.Terms(id)
	if terms.Required == 0 {
		return nil // its owner has not said what it asks of them
	}
	staking := bindings.NewZnodeStaking()
	for joined[id] < n.cfg.Znodes {
		operator := n.address(znodeName(joined[id]))
		if !n.reg.MayJoin(id, task.Address(operator)) {
			return nil
		}
		if err := n.transact(ctx, keyStaker, []call{{n.Staking.ZnodeStaking, nil, staking.PackJoin(uint64(id), operator)}}); err != nil {
			return err
		}
		joined[id]++
	}
	return nil
}

// receiverGas is what a dApp may use for each settled task.
const receiverGas = 1_000_000

// Reward is what a transaction of the settlement contract says of the work: who settled, and what the owner of that
// znode's stake earned.
type Reward struct {
	Settler  common.Address `json:"settler"`
	Payee    common.Address `json:"payee"`
	Wei      string         `json:"wei"`
	Attested int            `json:"attested_by"` // znodes, the settler among them: the contract takes no other number than the quorum
}

// reward reads what a task's settling transaction paid.
func (n *Network) reward(ctx context.Context, id task.ProjectID, tx string) (Reward, error) {
	rec, err := n.chain.Client().TransactionReceipt(ctx, common.HexToHash(tx))
	if err != nil {
		return Reward{}, fmt.Errorf("read settling transaction: %w", err)
	}
	r := Reward{Attested: n.quorum()}
	book, registry := bindings.NewTaskSettlement(), bindings.NewProjectRegistry()
	for _, l := range rec.Logs {
		if ev, err := book.UnpackTaskSettledEvent(l); err == nil && l.Address == n.Staking.TaskSettlement && task.ProjectID(ev.ProjectId) == id {
			r.Settler = ev.Settler
		}
		if ev, err := registry.UnpackChargedEvent(l); err == nil && l.Address == n.Staking.ProjectRegistry && task.ProjectID(ev.ProjectId) == id {
			r.Payee, r.Wei = ev.Payee, ev.Amount.String()
		}
	}
	if r.Payee != n.address(keyStaker) || r.Wei != taskFee.String() {
		return r, fmt.Errorf("transaction %s pays %s wei to %s, not %s wei to the owner of the stakes", tx, r.Wei, r.Payee, taskFee)
	}
	return r, nil
}
