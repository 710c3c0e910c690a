package settlement

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/task"
)

// Kinds of verifiers, as IVerifierRouter.Kind numbers them.
const (
	kindJournal  = 1
	kindField    = 2
	kindAttested = 3
)

var (
	registryABI = bindings.NewProjectRegistry()
	stakingABI  = bindings.NewZnodeStaking()
	routerABI   = bindings.NewVerifierRouter()
	bookABI     = bindings.NewTaskSettlement()
)

// Fleets asks the chain's newest block who serves a project. It implements [attest.Fleets].
type Fleets struct {
	Registry common.Address // ProjectRegistry
	Staking  common.Address // ZnodeStaking
	// Backend returns the connection to the chain.
	Backend func(ctx context.Context) (chain.Backend, error)
}

// Fleet implements [attest.Fleets].
func (f *Fleets) Fleet(ctx context.Context, id task.ProjectID) (attest.Fleet, error) {
	b, err := f.Backend(ctx)
	if err != nil {
		return attest.Fleet{}, err
	}
	quorum, err := ask(ctx, b, f.Registry, registryABI.PackQuorumOf(uint64(id)), nil, registryABI.UnpackQuorumOf)
	if err != nil {
		return attest.Fleet{}, fmt.Errorf("ask for the quorum: %w", err)
	}
	members, err := ask(ctx, b, f.Staking, stakingABI.PackFleetOf(uint64(id)), nil, stakingABI.UnpackFleetOf)
	if err != nil {
		return attest.Fleet{}, fmt.Errorf("ask for the fleet: %w", err)
	}
	fleet := attest.Fleet{Quorum: int(quorum.Int64()), Members: make([]task.Address, len(members))} // at most 64, says the contract
	for i, m := range members {
		fleet.Members[i] = task.Address(m)
	}
	return fleet, nil
}

// errNoAnswer says that what is asked has no such view.
var errNoAnswer = errors.New("contract gives no such answer")

// viewGas is what a view may take that is asked as of a block, many times what those of this network's contracts do. With as
// little no code takes long: a server that gives up after some time is in trouble itself, which says nothing of the contract.
const viewGas = 1_000_000

// ask calls a view as of a block, the newest for nil, and decodes its answer. That a server cannot tell of a block, as one
// that is behind the others, wraps [errUnread].
func ask[T any](ctx context.Context, b chain.Backend, to common.Address, call []byte, block *big.Int, unpack func([]byte) (T, error)) (T, error) {
	var none T
	msg := ethereum.CallMsg{To: &to, Data: call}
	if block != nil {
		msg.Gas = viewGas
	}
	out, err := b.CallContract(ctx, msg, block)
	if reason := chain.RevertReason(err); reason != "" {
		return none, fmt.Errorf("%w: %s", chain.ErrReverted, reason)
	}
	switch {
	case err == nil:
	case chain.Faulted(err):
		return none, fmt.Errorf("%w: %s: %w", errNoAnswer, to, err)
	case block != nil:
		return none, fmt.Errorf("%w in block %s: %w", errUnread, block, err)
	default:
		return none, err
	}
	v, err := unpack(out)
	if err != nil {
		return none, fmt.Errorf("%w: %s: %w", errNoAnswer, to, err)
	}
	return v, nil
}

// verifier is how the project's owner wants proofs of a program verified.
type verifier struct {
	selector [4]byte
	contract common.Address
	kind     uint8
}

// verifierOf asks under which selector the program is accepted, and what stands behind it. Reverts are passed on.
func verifierOf(ctx context.Context, b chain.Backend, registry, book common.Address, job attest.Job) (verifier, error) {
	selector, err := ask(ctx, b, registry, registryABI.PackSelectorOf(uint64(job.Project), job.Version, job.Program), nil, registryABI.UnpackSelectorOf)
	if err != nil {
		return verifier{}, fmt.Errorf("ask for the program's verifier: %w", err)
	}
	if selector == [4]byte{} {
		return verifier{}, fmt.Errorf("%w: ProgramNotAccepted(version=%s, programId=%s)", chain.ErrReverted, job.Version, job.Program)
	}
	router, err := ask(ctx, b, book, bookABI.PackRouter(), nil, bookABI.UnpackRouter)
	if err != nil {
		return verifier{}, fmt.Errorf("ask for the router: %w", err)
	}
	found, err := ask(ctx, b, router, routerABI.PackResolve(selector), nil, routerABI.UnpackResolve)
	if err != nil {
		return verifier{}, fmt.Errorf("ask the router for selector %x: %w", selector, err)
	}
	return verifier{selector, found.Verifier, found.Kind}, nil
}

func topic(v uint64) common.Hash { return common.BigToHash(new(big.Int).SetUint64(v)) }

// errOther says that the task was settled, but not with this result.
var errOther = errors.New("task is settled with another result")

// outcome is what a transaction did for one task.
type outcome struct {
	settled bool
	refused string // what the project's receiver said when it did not take it; "" if it did
	gas     uint64 // this task's share
}

// read finds a task in the events that books logged in a successful transaction. An error wraps [errOther] if its number
// was settled for another task, program or journal.
func read(r *types.Receipt, books []common.Address, want attest.Result, key task.Key) (outcome, error) {
	var out outcome
	tasks := uint64(0)
	for _, l := range r.Logs {
		if !slices.Contains(books, l.Address) {
			continue
		}
		if ev, err := bookABI.UnpackTaskSettledEvent(l); err == nil {
			tasks++
			if ev.ProjectId != uint64(key.Project) || ev.Sequence != key.Sequence {
				continue
			}
			got := attest.Result{Task: ev.TaskDigest, Program: ev.ProgramId, Journal: ev.PublicValuesDigest}
			if got != want {
				return out, fmt.Errorf("%w: transaction %s has task %s, program %s, journal digest %s", errOther, r.TxHash, got.Task, got.Program, got.Journal)
			}
			out.settled = true
		}
		if ev, err := bookABI.UnpackDeliveryFailedEvent(l); err == nil && ev.ProjectId == uint64(key.Project) && ev.Sequence == key.Sequence {
			out.refused = fmt.Sprintf("receiver %s refused it: %s", ev.Receiver, bindings.DescribeReason(ev.Reason))
		}
	}
	if tasks > 0 {
		out.gas = (r.GasUsed + tasks - 1) / tasks
	}
	return out, nil
}
