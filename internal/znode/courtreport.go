package znode

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"

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
)

// report submits a case, unless a contract says beforehand that it is of no use, or it costs more than it earns. An error
// says that it may be tried again.
func (c *court) report(ctx context.Context, ch charge) error {
	b, s, err := c.chain(ctx)
	if err != nil {
		return err
	}
	gas, reason, err := c.tryOut(ctx, b, ch)
	switch {
	case err != nil:
		return err
	case reason != "":
		return c.close(ch, reason)
	}
	bounty, err := bountyOf(ctx, b, ch)
	if err != nil {
		return err
	}
	price, err := b.SuggestGasPrice(ctx)
	if err != nil {
		return fmt.Errorf("gas price: %w", err)
	}
	cost := new(big.Int).Mul(price, new(big.Int).SetUint64(gas))
	if new(big.Int).Mul(cost, big.NewInt(bountyMargin)).Cmp(bounty) > 0 {
		return fmt.Errorf("%w: it would cost more than the bounty is worth (less than %s wei)", errNotReported, bounty)
	}
	r, err := s.Send(ctx, "report/"+filepath.Base(ch.path), chain.Call{To: ch.contract, Data: ch.data, Most: (*hexutil.Big)(bounty)})
	switch {
	case errors.Is(err, chain.ErrReverted):
		return c.close(ch, err.Error())
	case err != nil:
		return fmt.Errorf("report: %w", err)
	case r.Status == types.ReceiptStatusSuccessful:
		return c.close(ch, "")
	}
	if _, reason, err = c.tryOut(ctx, b, ch); err == nil && reason == "" {
		reason = "transaction " + r.TxHash.Hex() + " failed"
	} else if err != nil {
		return err
	}
	return c.close(ch, reason)
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

// close puts a case away: it was reported, or for this reason never can be.
func (c *court) close(ch charge, reason string) error {
	outcome := "refused"
	switch {
	case reason == "":
		outcome = "slashed"
	case strings.Contains(reason, "AlreadySlashed"):
		outcome = "known"
	}
	if err := os.Rename(ch.path, filepath.Join(c.dir, reported, filepath.Base(ch.path))); err != nil {
		return fmt.Errorf("put evidence away: %w", err)
	}
	c.offences.WithLabelValues(ch.role, outcome).Inc()
	c.log.Warn("evidence was brought before the contract", "role", ch.role, "node", ch.accused, "outcome", outcome, "reason", reason)
	return nil
}
