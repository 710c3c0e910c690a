package enode

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

var bookABI = bindings.NewTaskSettlement()

// judgeBooked is Check for a task that is settled in a contract which the project's owner named on chain. The event of the
// one that was the project's at the transaction's block is all that counts: who called it, and how, it has checked.
func (s *settlements) judgeBooked(ctx context.Context, h task.Header, ref task.ReceiptRef, out task.OutputRef) (dispatcher.Settlement, string, error) {
	named, upto := s.named(h.ProjectID)
	if len(named) == 0 {
		return 0, "", fmt.Errorf("project %s: the chain names no settlement contract", h.ProjectID)
	}
	r, stands, reason, err := s.confirmed(ctx, s.backend, out)
	if r == nil {
		return stands, reason, err
	}
	book, others := bookOf(r, named, h.Key())
	if others && r.BlockNumber.Uint64() > upto {
		return dispatcher.SettlementPending, "", nil // whose it was in that block is not known yet
	}
	if reason := otherBooking(r, book, h, ref); reason != "" {
		return dispatcher.SettlementRefused, reason, nil
	}
	said := fmt.Sprintf("block %s, %d gas", r.BlockNumber, r.GasUsed)
	if why := undelivered(r, book, h.Key()); why != "" {
		said += "; " + why
	}
	return dispatcher.SettlementDone, said, nil
}

// bookOf returns the contract that settled the task's number, if it was the project's at the block of the transaction;
// others says that none was, but one that was not says that it settled it.
func bookOf(r *types.Receipt, named project.Settlements, key task.Key) (book common.Address, others bool) {
	for _, l := range r.Logs {
		ev, err := bookABI.UnpackTaskSettledEvent(l)
		if err != nil || ev.ProjectId != uint64(key.Project) || ev.Sequence != key.Sequence {
			continue
		}
		if named.At(task.Address(l.Address), r.BlockNumber.Uint64()) {
			return l.Address, false
		}
		others = true
	}
	return common.Address{}, others
}

// otherBooking says why a confirmed transaction does not settle what the verified receipt proves; "" if it does.
func otherBooking(r *types.Receipt, book common.Address, h task.Header, ref task.ReceiptRef) string {
	switch {
	case r.Status != types.ReceiptStatusSuccessful:
		return "transaction failed"
	case len(ref.Journal) == 0:
		return "journal was left out of the report, so what was settled cannot be compared with it"
	}
	for _, l := range r.Logs {
		ev, err := bookABI.UnpackTaskSettledEvent(l)
		if err != nil || l.Address != book || ev.ProjectId != uint64(h.ProjectID) || ev.Sequence != h.Sequence {
			continue
		}
		switch {
		case task.Digest(ev.TaskDigest) != h.Digest():
			return "transaction settles another task of this number"
		case task.Digest(ev.ProgramId) != ref.ProgramID:
			return "transaction names another program than the receipt proves"
		case task.Digest(ev.PublicValuesDigest) != task.DigestOf(ref.Journal):
			return "transaction settles another journal than the receipt proves"
		default:
			return ""
		}
	}
	return "transaction does not settle the task in the contract that was the project's at its block"
}

// undelivered says why the project's receiver did not take the task; "" if it did, or if there is none.
func undelivered(r *types.Receipt, book common.Address, key task.Key) string {
	for _, l := range r.Logs {
		ev, err := bookABI.UnpackDeliveryFailedEvent(l)
		if err == nil && l.Address == book && ev.ProjectId == uint64(key.Project) && ev.Sequence == key.Sequence {
			return fmt.Sprintf("receiver %s refused it (%s), anybody may retry", ev.Receiver, bindings.DescribeReason(ev.Reason))
		}
	}
	return ""
}
