package owner

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/task"
)

// Faults of delivering again, for callers that decide on them.
var (
	// ErrNothingToRetry says that no delivery of the task waits to be tried again.
	ErrNothingToRetry = errors.New("nothing waits to be delivered again")
	// ErrOtherContent says that content is not what was settled.
	ErrOtherContent = errors.New("this is not what was settled")
)

// Undelivered is a task that is settled and whose delivery waits to be tried again.
type Undelivered struct {
	Key           task.Key
	TaskDigest    task.Digest
	ProgramID     task.Digest
	Settler       common.Address
	JournalDigest task.Digest // SHA-256 of the public values that were settled
	ReceiptDigest task.Digest // a note of the settler
	ReceiptCID    string      // the same
	Receiver      common.Address
	GasLimit      uint32 // what the receiver gets
	rich          bool   // the receiver is an ISettlementReceiver
	book          common.Address
	hash          [32]byte // that the contract keeps
}

// Undelivered finds a task of a project whose delivery waits to be tried again. It wraps [ErrNothingToRetry] if there is none.
func (v *View) Undelivered(ctx context.Context, n deploy.Network, key task.Key) (*Undelivered, error) {
	t, id := bindings.NewTaskSettlement(), uint64(key.Project)
	g := &gather{ctx: ctx, v: v}
	hash := get(g, n.TaskSettlement, t.PackFailedDelivery(id, key.Sequence), t.UnpackFailedDelivery)
	settled := get(g, n.TaskSettlement, t.PackIsSettled(id, key.Sequence), t.UnpackIsSettled)
	to := get(g, n.TaskSettlement, t.PackReceiverOf(id), t.UnpackReceiverOf)
	switch {
	case g.err != nil:
		return nil, g.err
	case !settled:
		return nil, task.WithHint(fmt.Errorf("%w: task %s is not settled by %s", ErrNothingToRetry, key, n.TaskSettlement),
			fmt.Sprintf("task query %d %d tells how far it is", id, key.Sequence))
	case hash == [32]byte{}:
		return nil, task.WithHint(fmt.Errorf("%w: task %s is settled, and was taken by its receiver", ErrNothingToRetry, key),
			"or the project had no receiver when it was settled: then it is handed to nobody")
	case to.Receiver == common.Address{}:
		return nil, explainReason(fmt.Sprintf("NoReceiver(projectId=%d)", id))
	}
	logs, err := v.logs(ctx, n.TaskSettlement, n.StartBlock, [][]common.Hash{
		{topic(&bindings.TaskSettlementMetaData, "TaskSettled")}, {numberTopic(id)}, {numberTopic(key.Sequence)},
	})
	if err == nil && len(logs) != 1 {
		err = fmt.Errorf("%s says that task %s is settled, and its events tell of it %d times", n.TaskSettlement, key, len(logs))
	}
	if err != nil {
		return nil, err
	}
	e, err := t.UnpackTaskSettledEvent(&logs[0])
	if err != nil {
		return nil, fmt.Errorf("read events of %s: %w", n.TaskSettlement, err)
	}
	return &Undelivered{
		Key: key, TaskDigest: e.TaskDigest, ProgramID: e.ProgramId, Settler: e.Settler, JournalDigest: e.PublicValuesDigest,
		ReceiptDigest: e.ReceiptDigest, ReceiptCID: e.ReceiptCid,
		Receiver: to.Receiver, GasLimit: to.GasLimit, rich: to.Rich, book: n.TaskSettlement, hash: hash,
	}, nil
}

// Retry is the call that delivers the task again, with its receipt's journal. It wraps [ErrOtherContent] unless that is what
// was settled, to the last bit.
func (u *Undelivered) Retry(journal []byte) (Call, error) {
	if got := task.DigestOf(journal); got != u.JournalDigest {
		return Call{}, fmt.Errorf("%w: the journal has SHA-256 %s, task %s was settled with %s", ErrOtherContent, got, u.Key, u.JournalDigest)
	}
	data := bindings.NewTaskSettlement().PackRetry(u.settlement(journal))
	if hash := crypto.Keccak256Hash(data[4:]); hash != u.hash { // of the arguments, which are abi.encode(settlement)
		return Call{}, fmt.Errorf("%w: %s keeps the hash %x of task %s, this has %s", ErrOtherContent, u.book, u.hash, u.Key, hash)
	}
	return Call{To: u.book, Data: data}, nil
}

func (u *Undelivered) settlement(journal []byte) bindings.ISettlementReceiverSettlement {
	return bindings.ISettlementReceiverSettlement{
		ProjectId: uint64(u.Key.Project), Sequence: u.Key.Sequence, TaskDigest: u.TaskDigest, ProgramId: u.ProgramID, Settler: u.Settler,
		ReceiptDigest: u.ReceiptDigest, ReceiptCid: u.ReceiptCID, PublicValues: journal,
	}
}

// Try asks the chain whether the receiver would take the task now, for a call of [Undelivered.Retry] with this journal.
// refused is why it would not, empty if it would. Nothing is sent.
func (u *Undelivered) Try(ctx context.Context, v *View, from common.Address, call Call, journal []byte) (refused string, err error) {
	out, err := v.client.CallContract(ctx, ethereum.CallMsg{From: from, To: &call.To, Data: call.Data}, v.block)
	if err != nil {
		return "", Explain(err, from)
	}
	delivered, err := bindings.NewTaskSettlement().UnpackRetry(out)
	if err != nil || delivered {
		return "", err
	}
	input, err := u.input(journal)
	if err != nil {
		return "", err
	}
	// The contract tells why in an event, which a call does not show: so the receiver is asked, as by the contract.
	const intrinsic = 21_000
	gas := uint64(u.GasLimit) + intrinsic + 16*uint64(len(input))
	_, err = v.client.CallContract(ctx, ethereum.CallMsg{From: u.book, To: &u.Receiver, Data: input, Gas: gas}, v.block)
	if reason := chain.RevertReason(err); reason != "" {
		return reason, nil
	}
	return fmt.Sprintf("it does not say why; perhaps its %d gas are too little", u.GasLimit), nil
}

// input is what the contract calls the receiver with.
func (u *Undelivered) input(journal []byte) ([]byte, error) {
	if u.rich {
		return bindings.NewISettlementReceiver().PackOnSettled(u.settlement(journal)), nil
	}
	payload, err := bindings.SettlementArguments().Pack(journal, [32]byte(u.ProgramID), [32]byte(u.ReceiptDigest), u.ReceiptCID)
	if err != nil {
		return nil, fmt.Errorf("encode settlement: %w", err)
	}
	return bindings.NewIWSReceiver().PackReceiveData(payload), nil
}

// Outcome reads in the receipt of a retry whether the receiver has taken the task; refused is why not.
func (u *Undelivered) Outcome(r *types.Receipt) (delivered bool, refused string) {
	t := bindings.NewTaskSettlement()
	for _, l := range r.Logs {
		if l.Address != u.book {
			continue
		}
		if e, err := t.UnpackDeliveredEvent(l); err == nil && e.ProjectId == uint64(u.Key.Project) && e.Sequence == u.Key.Sequence {
			return true, ""
		}
		if e, err := t.UnpackDeliveryFailedEvent(l); err == nil && e.ProjectId == uint64(u.Key.Project) && e.Sequence == u.Key.Sequence {
			return false, bindings.DescribeReason(e.Reason)
		}
	}
	return false, "the transaction tells nothing of it"
}
