package settlement

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/task"
)

// wordSize is the size of a public input in a journal of public inputs, in bytes.
const wordSize = 32

// fieldOrder is the order of BN254's scalar field.
var fieldOrder, _ = new(big.Int).SetString("21888242871839275222246405745257275088548364400416034343698204186575808495617", 10)

// attested has the result attested and makes the transaction of its batch.
func (d *delivery) attested(ctx context.Context, b books, v verifier) (transaction, error) {
	if v.contract != d.cfg.Staking {
		return transaction{}, fmt.Errorf("%w: selector %x is attested to %s, not to this network's znodes", output.ErrForbidden, v.selector, v.contract)
	}
	most, err := d.most(ctx, b)
	if err != nil {
		return transaction{}, err
	}
	batch, err := d.roles.Attestations.Attest(ctx, d.job(), attest.Item{Task: d.signed, Receipt: d.Receipt}, most)
	if errors.Is(err, attest.ErrReceipt) {
		err = fmt.Errorf("%w: %w", output.ErrRefused, err)
	}
	if err != nil {
		return transaction{}, err
	}
	tx := transaction{id: fmt.Sprintf("settle/%s/%s", b.now, batch.Root), book: b.now}
	list := make([]bindings.ITaskSettlementTask, len(batch.Items))
	for i, it := range batch.Items {
		j, err := task.ParseJournal(it.Receipt.Journal)
		if err != nil {
			return transaction{}, err
		}
		h := it.Task.Header
		list[i] = contractTask(it.Task, it.Receipt, j.Output)
		tx.tasks = append(tx.tasks, h.Digest())
	}
	signatures := make([]bindings.Signature, len(batch.Signatures))
	for i, s := range batch.Signatures {
		signatures[i].R, signatures[i].Vs = attest.Compact(s.Signature)
	}
	tx.call = chain.Call{To: b.now, Data: bookABI.PackSettleAttested(contractJob(batch.Job), list, signatures)}
	return tx, nil
}

// proved makes the transaction of one result with its proof.
func (d *delivery) proved(book common.Address, v verifier) (transaction, error) {
	raw, err := d.roles.RawProof(d.Receipt, d.Proof)
	if err != nil {
		return transaction{}, fmt.Errorf("take the proof out of the receipt: %w", err)
	}
	out, err := d.output(v.kind)
	if err != nil {
		return transaction{}, fmt.Errorf("%w: %w", output.ErrRefused, err)
	}
	proof := append(v.selector[:], raw...)
	call := bookABI.PackSettle(contractJob(d.job()), contractTask(d.signed, d.Receipt, out), proof)
	return transaction{
		id: fmt.Sprintf("settle/%s/%s/%x", book, d.want.Task, v.selector), book: book, call: chain.Call{To: book, Data: call}, tasks: []task.Digest{d.want.Task},
	}, nil
}

// output is what the contract makes the public values of, together with the task.
func (d *delivery) output(kind uint8) ([]byte, error) {
	journal := d.Receipt.Journal
	switch kind {
	case kindJournal:
		if err := task.CheckBinding(journal, &d.signed.Header); err != nil {
			return nil, err
		}
		j, err := task.ParseJournal(journal)
		return j.Output, err
	case kindField:
		first := new(big.Int).Mod(new(big.Int).SetBytes(d.want.Task[:]), fieldOrder)
		if len(journal) < wordSize || !bytes.Equal(journal[:wordSize], common.BigToHash(first).Bytes()) {
			return nil, errors.New("first public input is not the task's")
		}
		return journal[wordSize:], nil
	default:
		return nil, fmt.Errorf("verifier is of a kind %d that this node does not know", kind)
	}
}

func contractJob(j attest.Job) bindings.ITaskSettlementJob {
	return bindings.ITaskSettlementJob{ProjectId: uint64(j.Project), Version: j.Version, ProgramId: j.Program}
}

func contractTask(s task.Signed, ref task.ReceiptRef, out []byte) bindings.ITaskSettlementTask {
	h := s.Header
	t := bindings.ITaskSettlementTask{
		Header: bindings.TasksHeader{
			Sequence: h.Sequence, Created: millis(h.CreatedAt), MessageCount: h.MessageCount, BodySize: h.BodySize, MessagesRoot: h.MessagesRoot,
		},
		ReceiptDigest: ref.Digest, ReceiptCid: ref.CID, Output: out,
	}
	t.EnodeSignature.R, t.EnodeSignature.Vs = attest.Compact(s.Signature)
	return t
}

// millis is a time as header encodings have it.
func millis(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.UnixMilli())
}
