package znode

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/chain"
)

const (
	// bountyPart of what is slashed, which is half of what the accused has, is the reporter's.
	bountyPart = 10
	// bountyMargin is how many times a report's cost at the chain's price the bounty has to be.
	bountyMargin = 4
	// bountyTiny is how many times cheaper the chain would have to be for a bounty that is not worth keeping the case for.
	bountyTiny = 1000
	// bountyTerm is how long a case is kept whose bounty does not pay.
	bountyTerm = 30 * 24 * time.Hour
)

// report submits a case, unless a contract says beforehand that it is of no use, or it costs more than it earns. An error
// says that it may be tried again.
func (c *court) report(ctx context.Context, ch charge) error {
	b, s, err := c.chain(ctx)
	if err != nil {
		return err
	}
	id := "report/" + filepath.Base(ch.path)
	r, err := s.Follow(ctx, id) // of an earlier look
	if errors.Is(err, chain.ErrUnknownIntent) {
		r, err = c.send(ctx, b, s, ch, id)
	}
	switch {
	case errors.Is(err, chain.ErrReverted):
		return c.refuse(ch, err.Error())
	case err != nil:
		return fmt.Errorf("report: %w", err)
	case r == nil:
		return nil
	case r.Status == types.ReceiptStatusSuccessful:
		return c.close(ch, "slashed", "")
	}
	if _, reason, err := c.tryOut(ctx, b, ch); err != nil {
		return err
	} else if reason != "" {
		return c.refuse(ch, reason)
	}
	return c.refuse(ch, "transaction "+r.TxHash.Hex()+" failed")
}

// send sends a report if it is of use; its receipt is nil if the case is put away instead.
func (c *court) send(ctx context.Context, b chain.Backend, s *chain.Sender, ch charge, id string) (*types.Receipt, error) {
	gas, reason, err := c.tryOut(ctx, b, ch)
	switch {
	case err != nil:
		return nil, err
	case reason != "":
		return nil, c.refuse(ch, reason)
	}
	bounty, err := bountyOf(ctx, b, ch)
	if err != nil {
		return nil, err
	}
	price, err := b.SuggestGasPrice(ctx)
	if err != nil {
		return nil, fmt.Errorf("gas price: %w", err)
	}
	cost := new(big.Int).Mul(price, new(big.Int).SetUint64(gas))
	if need := cost.Mul(cost, big.NewInt(bountyMargin)); need.Cmp(bounty) > 0 {
		err := fmt.Errorf("%w: it would cost more than the bounty is worth (less than %s wei)", errNotReported, bounty)
		if tiny := new(big.Int).Mul(bounty, big.NewInt(bountyTiny)); tiny.Cmp(need) < 0 || time.Since(ch.since) > bountyTerm {
			return nil, c.refuse(ch, err.Error())
		}
		return nil, err
	}
	return s.Send(ctx, id, chain.Call{To: ch.contract, Data: ch.data, Most: (*hexutil.Big)(bounty)})
}

// refuse puts a case away that has nothing to report now, and had nothing at a look so long ago that the chain has gone on:
// one block may be undone, or be seen by a node that is behind.
func (c *court) refuse(ch charge, reason string) error {
	now := time.Now()
	since := c.cases.of(filepath.Base(ch.path), func(l *looks) {
		if l.refused.IsZero() {
			l.refused = now
		}
	}).refused
	if now.Sub(since) < c.poll {
		return fmt.Errorf("%w if a later look finds the same: %s", errNotReported, reason)
	}
	outcome := "refused"
	switch {
	case strings.Contains(reason, "AlreadySlashed"):
		outcome = "known"
	case strings.Contains(reason, "NothingToSlash"), strings.Contains(reason, errNotReported.Error()):
		outcome = "worthless"
	}
	return c.close(ch, outcome, reason)
}

// tryOut finds out how much gas a report takes, or why the contract would refuse it.
func (c *court) tryOut(ctx context.Context, b chain.Backend, ch charge) (gas uint64, reason string, err error) {
	gas, err = b.EstimateGas(ctx, ethereum.CallMsg{From: common.Address(c.self), To: &ch.contract, Data: ch.data})
	if reason := chain.RevertReason(err); reason != "" {
		return 0, reason, nil
	}
	if err != nil {
		return 0, "", fmt.Errorf("try a report out: %w", err)
	}
	return gas, "", nil
}

// bountyOf is what a report earns, in wei.
func bountyOf(ctx context.Context, b chain.Backend, ch charge) (*big.Int, error) {
	bonds := bindings.NewEnodeBonds() // the question and the answer are ZnodeStaking's, too
	out, err := b.CallContract(ctx, ethereum.CallMsg{To: &ch.contract, Data: bonds.PackBondOf(common.Address(ch.accused))}, nil)
	if err != nil {
		return nil, fmt.Errorf("ask what %s has at stake: %w", ch.accused, err)
	}
	bond, err := bonds.UnpackBondOf(out)
	if err != nil {
		return nil, fmt.Errorf("ask what %s has at stake: %w", ch.accused, err)
	}
	all := new(big.Int).Add(bond.Staked, bond.Leaving)
	slashed := all.Rsh(all.Add(all, big.NewInt(1)), 1)
	return slashed.Div(slashed, big.NewInt(bountyPart)), nil
}

// close puts a case away.
func (c *court) close(ch charge, outcome, reason string) error {
	if err := c.cases.close(filepath.Base(ch.path)); err != nil {
		return err
	}
	c.offences.WithLabelValues(ch.role, outcome).Inc()
	c.log.Warn("evidence is put away", "role", ch.role, "node", ch.accused, "outcome", outcome, "reason", reason)
	return nil
}
