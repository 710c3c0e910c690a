// Package ethereum delivers a result by calling a contract's method, its
// parameters filled by name from the proof, the task and the first message.
//
// A project file names the endpoint and the contract the operator's key will sign
// for, so both must stand on the operator's allow-list. Before anything is sent the
// receiver is asked whether the task is settled already and whether it would take
// the result; a refusal costs no gas.
package ethereum

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/task"
)

// Policy is the operator's word on what the key may sign for.
type Policy struct {
	Endpoints []string         // RPC endpoints that may be used
	Contracts []common.Address // contracts that may be called
	// RawProof takes the bytes that a contract verifies out of a halo2 receipt. Without
	// it results of halo2 cannot be delivered.
	RawProof func(receipt []byte) ([]byte, error)
}

// Chains finds the way to a chain by its endpoint.
type Chains interface {
	// Chain returns the sender of the operator's key on the chain behind endpoint.
	Chain(ctx context.Context, endpoint string) (chain.Backend, *chain.Sender, error)
}

type contract struct {
	chains Chains
	target *target
}

// New returns a factory of contract outputs under the operator's policy.
func New(p Policy, c Chains) output.Factory {
	return func(raw json.RawMessage) (output.Output, error) {
		t, err := parseTarget(raw)
		if err != nil {
			return nil, err
		}
		t.rawProof = p.RawProof
		if !slices.Contains(p.Endpoints, t.endpoint) {
			return nil, task.WithHint(fmt.Errorf("%w: chain endpoint %s", output.ErrForbidden, chain.Redact(t.endpoint)), "the operator allows it with --output-endpoint")
		}
		if !slices.Contains(p.Contracts, t.contract) {
			return nil, task.WithHint(fmt.Errorf("%w: contract %s", output.ErrForbidden, t.contract), "the operator allows it with --output-contract")
		}
		return &contract{c, t}, nil
	}
}

// Deliver implements [output.Output]: it returns the hash of the one transaction
// in which the receiver took the result.
func (c *contract) Deliver(ctx context.Context, r output.Result) (task.OutputRef, error) {
	backend, sender, err := c.chains.Chain(ctx, c.target.endpoint)
	if err != nil {
		return task.OutputRef{}, err
	}
	digest := r.Task.Header.Digest()
	if ref, ok, err := c.settled(ctx, backend, sender, digest); ok || err != nil {
		return ref, err
	}
	out, err := c.send(ctx, backend, sender, r, digest.Hex()+"/"+c.target.id)
	if errors.Is(err, output.ErrRefused) {
		// Another znode may have been faster by a block: then the result is settled all the same.
		if ref, ok, serr := c.settled(ctx, backend, sender, digest); serr == nil && ok {
			return ref, nil
		}
	}
	return out, err
}

// send brings the result to the contract in one transaction, which id names.
func (c *contract) send(ctx context.Context, backend chain.Backend, sender *chain.Sender, r output.Result, id string) (task.OutputRef, error) {
	args, data, err := c.target.calldata(r)
	if err != nil {
		return task.OutputRef{}, err
	}
	// What was sent before a crash may be under way: then the receiver is not asked what it thinks of a second one.
	known, err := sender.Known(ctx, id)
	if err == nil && !known {
		err = c.rehearse(ctx, backend, args)
	}
	if err != nil {
		return task.OutputRef{}, err
	}
	receipt, err := sender.Send(ctx, id, chain.Call{To: c.target.contract, Data: data})
	if err != nil {
		return task.OutputRef{}, refusal(err)
	}
	if err := c.judge(receipt); err != nil {
		return task.OutputRef{}, err
	}
	return task.OutputRef{Result: receipt.TxHash.Hex(), Gas: receipt.GasUsed}, nil
}

// refusal tells a result that the contract refuses from a node that may not
// bring it now: the latter is no word on the result.
func refusal(err error) error {
	if !errors.Is(err, chain.ErrReverted) {
		return err
	}
	for _, passing := range []string{"OperatorNotAllowed(", "ProjectPaused(", "InsufficientGas("} {
		if strings.Contains(err.Error(), passing) {
			return task.WithHint(err, "the project's owner allows nodes in FleetManager and unpauses projects in ProjectRegistrar")
		}
	}
	return fmt.Errorf("%w: %w", output.ErrRefused, err)
}

// judge says whether a mined transaction did what it should: a W3bstreamRouter
// catches its receiver's revert and tells in an event.
func (c *contract) judge(r *types.Receipt) error {
	if r.Status != types.ReceiptStatusSuccessful {
		return fmt.Errorf("%w: transaction %s failed", output.ErrRefused, r.TxHash)
	}
	router := bindings.NewW3bstreamRouter()
	for _, l := range r.Logs {
		ev, err := router.UnpackDataReceivedEvent(l)
		if err == nil && l.Address == c.target.contract && !ev.Success {
			return fmt.Errorf("%w: %s (transaction %s)", output.ErrRefused, bindings.DescribeReason(ev.RevertReason), r.TxHash)
		}
	}
	return nil
}

// Settled implements [output.Book]: it asks a receiver that keeps book
// (SproutReceiver) whether it has the task. Receivers that keep none answer nothing.
func (c *contract) Settled(ctx context.Context, h task.Header) (bool, error) {
	backend, _, err := c.chains.Chain(ctx, c.target.endpoint)
	if err != nil {
		return false, err
	}
	return c.booked(ctx, backend, h.Digest())
}

func (c *contract) booked(ctx context.Context, b chain.Backend, d task.Digest) (bool, error) {
	if c.target.receiver == nil {
		return false, nil
	}
	book := bindings.NewSproutReceiver()
	out, err := b.CallContract(ctx, ethereum.CallMsg{To: c.target.receiver, Data: book.PackIsSettled(d)}, nil)
	if err != nil && chain.RevertReason(err) == "" {
		return false, fmt.Errorf("ask receiver whether the task is settled: %w", err)
	}
	yes, uerr := book.UnpackIsSettled(out)
	return err == nil && uerr == nil && yes, nil
}

// settled finds the transaction in which a receiver that keeps book took the task,
// once it is final.
func (c *contract) settled(ctx context.Context, b chain.Backend, s *chain.Sender, d task.Digest) (task.OutputRef, bool, error) {
	yes, err := c.booked(ctx, b, d)
	if err != nil || !yes {
		return task.OutputRef{}, false, err
	}
	book := bindings.NewSproutReceiver()
	logs, err := chain.FindLogs(ctx, b, ethereum.FilterQuery{
		Addresses: []common.Address{*c.target.receiver}, Topics: [][]common.Hash{{book.GetABI().Events["TaskSettled"].ID}, {common.Hash(d)}},
	})
	if err != nil {
		return task.OutputRef{}, false, fmt.Errorf("find the settling transaction: %w", err)
	}
	if len(logs) == 0 {
		return task.OutputRef{}, false, fmt.Errorf("receiver %s says task %s is settled but logged no transaction", c.target.receiver, d)
	}
	rec, err := s.Confirmed(ctx, logs[0].TxHash)
	if errors.Is(err, ethereum.NotFound) {
		return task.OutputRef{}, false, nil // a reorganisation took it away
	}
	if err != nil {
		return task.OutputRef{}, false, fmt.Errorf("find the settling transaction: %w", err)
	}
	return task.OutputRef{Result: rec.TxHash.Hex(), Gas: rec.GasUsed}, true, nil
}

// submitID is the selector of the router's submit(uint256,address,bytes).
var submitID = bindings.NewW3bstreamRouter().GetABI().Methods["submit"].ID

// rehearse calls the receiver as the router would, without a transaction: the
// router itself never reverts for its receiver's sake, so gas estimation does not tell.
func (c *contract) rehearse(ctx context.Context, b chain.Backend, args []any) error {
	if !bytes.Equal(c.target.method.ID, submitID) {
		return nil
	}
	receiver, payload := args[1].(common.Address), args[2].([]byte) // packed as the selector says, so these they are
	data := bindings.NewIWSReceiver().PackReceiveData(payload)
	_, err := b.CallContract(ctx, ethereum.CallMsg{From: c.target.contract, To: &receiver, Data: data}, nil)
	if reason := chain.RevertReason(err); reason != "" {
		return fmt.Errorf("%w: %s", output.ErrRefused, reason)
	}
	return nil // other trouble shows when sending
}

// Dialer is the real [Chains]: one connection per endpoint, one sender per chain.
type Dialer struct {
	Signer chain.Signer
	Outbox chain.Outbox
	Config chain.SenderConfig

	mu      sync.Mutex
	clients map[string]chain.Backend
	chains  map[string]uint64
	senders map[uint64]*chain.Sender
}

// Chain implements [Chains].
func (d *Dialer) Chain(ctx context.Context, endpoint string) (chain.Backend, *chain.Sender, error) {
	if b, s := d.find(endpoint); b != nil {
		return b, s, nil
	}
	c, id, err := chain.Dial(ctx, endpoint, 0) // unlocked: a slow endpoint must not hold up others
	if err != nil {
		return nil, nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if b, ok := d.clients[endpoint]; ok {
		c.Close() // another delivery was faster
		return b, d.senders[d.chains[endpoint]], nil
	}
	s := d.senders[id]
	if s == nil {
		if s, err = chain.NewSender(ctx, d.Config, c, d.Signer, d.Outbox); err != nil {
			c.Close()
			return nil, nil, err
		}
	}
	if d.clients == nil {
		d.clients, d.chains, d.senders = map[string]chain.Backend{}, map[string]uint64{}, map[uint64]*chain.Sender{}
	}
	d.clients[endpoint], d.chains[endpoint], d.senders[id] = c, id, s
	return c, s, nil
}

func (d *Dialer) find(endpoint string) (chain.Backend, *chain.Sender) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if c, ok := d.clients[endpoint]; ok {
		return c, d.senders[d.chains[endpoint]]
	}
	return nil, nil
}
